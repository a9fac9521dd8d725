"""Small packages written part by part, for what no program would write: bombs, missing parts, odd markup."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def package(parts: dict[str, str | bytes]) -> bytes:
    """A ZIP package of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def word(body: str, **parts: str) -> bytes:
    """A Word document with this body; other parts by their names without ".xml"."""
    document = f'<w:document {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>{body}'
    named = {f"word/{name}.xml": content for name, content in parts.items()}
    return package({"word/document.xml": f"{document}</w:body></w:document>", **named})


def book(chapters: dict[str, str], metadata: str = "", **parts: str) -> bytes:
    """An EPUB whose spine has these pages in order; `manifest` is more of its manifest."""
    kind = "application/xhtml+xml"
    items = "".join(f'<item id="i{n}" href="{name}" media-type="{kind}"/>' for n, name in enumerate(chapters))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(chapters)))
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata>'
        f"<manifest>{items}{parts.pop('manifest', '')}</manifest><spine>{spine}</spine></package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="B/book.opf"/></rootfiles></container>'
    )
    pages: dict[str, str | bytes] = {
        f"B/{name}": f"<html><body>{content}</body></html>" for name, content in chapters.items()
    }
    return package({"META-INF/container.xml": container, "B/book.opf": opf, **pages, **parts})
