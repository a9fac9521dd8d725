"""Packages that mean harm: bombs of bytes and of entities, depth, and what is not what it says."""

from __future__ import annotations

import io
import zipfile

import pytest

from index.errors import SourceError
from index.sources import docx, epub, odt
from tests.index.sources.packed import W, package, word

DOCUMENT = f"<w:document {W}><w:body><w:p><w:r><w:t>One {{}}.</w:t></w:r></w:p></w:body></w:document>"
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "trade trade trade trade trade">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 20}">' for n in range(10))
    + "]>"
)


def test_a_part_that_unpacks_to_too_much_is_not_read() -> None:
    data = package({"word/document.xml": b"<w:document>" + b" " * (70 << 20)})
    with pytest.raises(SourceError, match="larger than 64 MB") as raised:
        docx.read(data, "a.docx")
    assert raised.value.hint


def test_a_size_that_lies_is_found_out() -> None:
    data = bytearray(word("<w:p><w:r><w:t>Dam</w:t></w:r></w:p>"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = archive.infolist()[0].file_size
    place = data.rindex(size.to_bytes(4, "little"))
    data[place : place + 4] = (3).to_bytes(4, "little")
    with pytest.raises(SourceError, match=r"a\.docx"):
        docx.read(bytes(data), "a.docx")


def test_entities_are_not_put_in() -> None:
    data = package({"word/document.xml": f"{BOMB}{DOCUMENT.format('&k;')}"})
    text, refusal = "", ""
    try:
        text = docx.read(data, "a.docx").text
    except SourceError as error:  # newer releases of libxml2 refuse it by themselves
        refusal = error.message
    assert text == "One" or "a.docx is damaged" in refusal


def test_no_file_of_the_machine_comes_in() -> None:
    outside = '<!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    data = package({"word/document.xml": f"{outside}{DOCUMENT.format('&a;')}"})
    assert docx.read(data, "a.docx").text == "One"


def test_depth_is_refused_or_said() -> None:
    table = "<w:tbl><w:tr><w:tc>" * 60 + "<w:p><w:r><w:t>Deep</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 60
    shallow = "<w:p><w:r><w:t>Dam</w:t></w:r></w:p>"
    read = docx.read(word(shallow + table), "a.docx")
    assert read.text == "Dam"
    assert "nested too deeply" in read.warnings[0]
    with pytest.raises(SourceError, match="damaged"):
        docx.read(word("<w:p>" * 5000 + "</w:p>" * 5000), "a.docx")


@pytest.mark.parametrize("reader", [docx.read, odt.read, epub.read])
def test_what_protects_a_file_is_said(reader: object) -> None:
    with pytest.raises(SourceError, match="protected by a password"):
        reader(b"\xd0\xcf\x11\xe0" + bytes(600), "a.bin")  # type: ignore[operator]
    with pytest.raises(SourceError, match=r"a\.bin"):
        reader(package({"other": "x"}), "a.bin")  # type: ignore[operator]


def test_a_protected_odt_and_a_table_are_named() -> None:
    manifest = '<m xmlns:manifest="urn:x"><manifest:encryption-data/></m>'
    with pytest.raises(SourceError, match="password"):
        odt.read(package({"META-INF/manifest.xml": manifest, "content.xml": "x"}), "a.odt")
    sheet = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0">'
        "<office:body><office:spreadsheet/></office:body></office:document-content>"
    )
    with pytest.raises(SourceError, match="no text document"):
        odt.read(package({"content.xml": sheet}), "a.odt")
