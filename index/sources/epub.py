"""EPUB 2 and 3: the pages of a book in the order of its spine, read as web pages are; one document with headings.

A ZIP package and nothing more than lxml is needed to read it; ebooklib, the usual library, is AGPL. A chapter without a
heading of its own takes its title from the table of contents, which itself is left out.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import unquote

from index.errors import SourceError
from index.sources import html, html_body
from index.sources.base import MARKUP, Block, Candidate, Source, lay_out, one_line
from index.sources.packages import Package

_DC = "{http://purl.org/dc/elements/1.1/}"
_OPF = "{http://www.idpf.org/2007/opf}"
_PAGES = ("application/xhtml+xml", "text/html", "text/x-oeb1-document", "application/x-dtbncx+xml")
_MOST_PAGES = 5_000
_UNREAD = ("script", "style", "svg", "audio", "video", "object", "iframe", "math", "rt", "rp")
_NOT_TEXT = ("toc", "landmarks", "page-list", "cover", "copyright-page", "titlepage", "index")
_CREATED = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_DOI = re.compile(r"(?:urn:|https?://(?:dx\.)?doi\.org/)?(?:doi:)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


class _Item(NamedTuple):
    path: str
    type: str
    properties: frozenset[str]


def read(data: bytes, name: str) -> Source:
    """A book. Raises `SourceError`; a chapter that cannot be read is a warning."""
    package = Package(data, name, "an electronic book (EPUB)")
    opf = _opf_path(package)
    root = package.xml(opf)
    items = _items(root, posixpath.dirname(opf))
    _refuse_protected(package, items)
    contents = _contents(package, items)
    candidates = list(_candidates(root))
    title = next((each.value for each in candidates if each.field == "title"), "")
    blocks: list[Block] = []
    warnings: list[str] = []
    broken = 0
    for item in _spine(root, items)[:_MOST_PAGES]:
        try:
            heading = contents.get(item.path, "")
            heading = "" if heading.casefold() == title.casefold() else heading
            blocks += _chapter(package.read(item.path), item.path, heading)
        except SourceError:
            broken += 1
    if broken:
        warnings.append(f"{broken} of its chapters could not be read")
    head = [block for block in blocks[:6] if not (block.level and one_line(block.text).casefold() == title.casefold())]
    blocks = [*head, *blocks[6:]] or blocks
    text, headings = lay_out(blocks)
    if not text:
        hint = "open it in a reader of books and save it again, or fetch it anew"
        raise SourceError(f"{name} holds no text" if not broken else f"{name} is damaged: no chapter can be read", hint)
    return Source(text, headings, tuple(candidates), "utf-8", tuple(warnings))


def _opf_path(package: Package) -> str:
    """The package document that the container names; else the only one there is."""
    container = package.xml_or_none("META-INF/container.xml")
    for each in container.iter("{*}rootfile") if container is not None else ():
        path = unquote(each.get("full-path", ""))
        if path in package:
            return path
    raise SourceError(f"{package.name} is damaged: it does not say what it holds", "fetch it anew")


def _items(root: Any, folder: str) -> dict[str, _Item]:
    """The files of the book by their ids."""
    found = {}
    for each in root.iter(f"{_OPF}item"):
        path = posixpath.normpath(posixpath.join(folder, unquote(each.get("href", "")).split("#")[0]))
        properties = frozenset(each.get("properties", "").split())
        found[each.get("id", "")] = _Item(path, each.get("media-type", ""), properties)
    return found


def _refuse_protected(package: Package, items: dict[str, _Item]) -> None:
    """Fonts may be obfuscated, which harms nothing; where pages are encrypted, the book is locked."""
    encryption = package.xml_or_none("META-INF/encryption.xml")
    pages = {item.path for item in items.values() if item.type in _PAGES}
    for each in encryption.iter("{*}CipherReference") if encryption is not None else ():
        if unquote(each.get("URI", "")).lstrip("/") in pages:
            raise SourceError(f"{package.name} is locked by copy protection (DRM)", "only its own reader can open it")


def _spine(root: Any, items: dict[str, _Item]) -> list[_Item]:
    """The pages of the book in reading order, less its table of contents and what is beside the order."""
    guide = {
        posixpath.basename(unquote(each.get("href", "")).split("#")[0])
        for each in root.iter(f"{_OPF}reference")
        if each.get("type", "").casefold() in ("toc", "cover")
    }
    found = []
    for each in root.iter(f"{_OPF}itemref"):
        item = items.get(each.get("idref", ""))
        if item is None or item.type not in _PAGES[:3] or each.get("linear") == "no" or "nav" in item.properties:
            continue
        if posixpath.basename(item.path) not in guide:
            found.append(item)
    return found


def _contents(package: Package, items: dict[str, _Item]) -> dict[str, str]:
    """The title of each page in the table of contents: EPUB 3's navigation page, or EPUB 2's NCX."""
    titles: dict[str, str] = {}
    for item in items.values():
        if "nav" in item.properties:
            root = package.xml_or_none(item.path)
            links = root.iter("{*}a") if root is not None else ()
            found = [(link.get("href", ""), "".join(link.itertext())) for link in links]
        elif item.type == _PAGES[3]:
            root = package.xml_or_none(item.path)
            found = []
            for point in root.iter("{*}navPoint") if root is not None else ():
                label, content = point.find("{*}navLabel"), point.find("{*}content")
                if label is not None and content is not None:
                    found.append((content.get("src", ""), "".join(label.itertext())))
        else:
            continue
        folder = posixpath.dirname(item.path)
        for address, words in found:
            path, _, fragment = unquote(address).partition("#")
            path = posixpath.normpath(posixpath.join(folder, path))
            if one_line(words) and (not fragment or path not in titles):
                titles.setdefault(path, one_line(words))
    return titles


def _chapter(data: bytes, path: str, title: str) -> list[Block]:
    """The blocks of one page, under its title in the contents where it has no heading."""
    from lxml import etree

    root, _ = html.parse_page(data, path)
    kind = " ".join(root.xpath('//body/@*[local-name()="type"] | //body/section/@*[local-name()="type"]')).split()
    if any(each in _NOT_TEXT for each in kind):
        return []
    etree.strip_elements(root, *_UNREAD, with_tail=False)
    html_body.number_notes(root)
    body = next(iter(root.xpath("//body")), root)
    found = html_body.blocks(body, prune=False)
    if found and title and not any(block.level for block in found[:3]):
        repeated = one_line(found[0].text).casefold() == title.casefold()
        found = [Block(title, 1), *found[repeated:]]
    return found


def _candidates(root: Any) -> Iterator[Candidate]:
    metadata = root.find(f"{_OPF}metadata")
    if metadata is None:
        return
    said = [(each, one_line("".join(each.itertext()))[:500].rstrip()) for each in metadata if isinstance(each.tag, str)]
    refined = {
        (each.get("refines", "").lstrip("#"), each.get("property", "")): words
        for each, words in said
        if each.tag == f"{_OPF}meta"
    }

    def of(name: str) -> list[tuple[Any, str]]:
        return [(each, words) for each, words in said if each.tag == f"{_DC}{name}" and words]

    titles = of("title")
    main = [words for each, words in titles if refined.get((each.get("id", ""), "title-type"), "main") == "main"]
    for words in main[:1]:
        yield Candidate("title", words, MARKUP, "dc:title")
    for each, words in of("creator"):
        role = each.get(f"{_OPF}role") or refined.get((each.get("id", ""), "role"), "aut")
        if role == "aut":
            yield Candidate("author", words, MARKUP, "dc:creator")
    dates = of("date")
    best = [words for each, words in dates if each.get(f"{_OPF}event", "publication") == "publication"]
    for words in best:
        if match := _CREATED.match(words):
            yield Candidate("published", match[0], MARKUP, "dc:date")
    for _, words in of("publisher"):
        yield Candidate("publisher", words, MARKUP, "dc:publisher")
    for _, words in of("language"):
        yield Candidate("language", words, MARKUP, "dc:language")
    for _, words in [*of("source"), *of("identifier")]:
        if match := _DOI.fullmatch(words):
            yield Candidate("url", f"https://doi.org/{match[1]}", MARKUP, "dc:identifier")
        elif re.match(r"https?://", words):
            yield Candidate("url", words, MARKUP, "dc:identifier")
