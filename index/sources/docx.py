"""DOCX, Word's package of XML parts, after ECMA-376 part 1.

lxml reads the parts directly: python-docx, the usual library, gives neither footnotes nor text boxes nor tracked
changes, which would have to be dug out of its XML all the same. The text is as it would be printed with all changes
accepted; comments, hidden text, headers and footers are left out, and notes follow the text.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from index.errors import SourceError
from index.sources import properties
from index.sources.base import PROPERTIES, Block, Candidate, Source, one_line
from index.sources.docx_numbering import Numbering
from index.sources.packages import Package, xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"  # the other name of the same elements
_TEXTS = {f"{W}t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"}
_SKIPPED = frozenset(
    {f"{W}{tag}" for tag in ("del", "moveFrom", "delText", "instrText", "rPr", "pPr", "tblPr", "trPr", "tcPr", "rt")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_PLAIN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}ptab": "\t"}
_NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
_HEADING = re.compile(r"(?:heading|заголовок|überschrift|titre)\s*(\d)", re.IGNORECASE)
_MOST_NESTING = 20  # tables and text boxes in each other


class _Style(NamedTuple):
    level: int  # of a heading, 0 for text
    title: bool
    numbering: tuple[str, int] | None


def read(data: bytes, name: str) -> Source:
    """A Word document. Raises `SourceError`."""
    package = Package(data, name, "a Word document (DOCX)")
    part = _main_part(package)
    body = _main(package, part).find(f"{W}body")
    if body is None:
        raise SourceError(f"{name} holds no text", "open it in a word processor and save it again")
    reader = _Reader(package, part)
    reader.look_for_heading(body)
    blocks = [*reader.blocks(body), *reader.notes()]
    return properties.source(name, blocks, _properties(package), title=reader.title, warnings=reader.warnings)


def _main_part(package: Package) -> str:
    """The part that the package's relations call its document."""
    relations = package.xml_or_none("_rels/.rels")
    for each in relations if relations is not None else ():
        if str(each.get("Type", "")).endswith("/officeDocument"):
            return str(each.get("Target", "")).lstrip("/")
    return "word/document.xml"


def _main(package: Package, part: str) -> Any:
    return xml(package.read(part).replace(_STRICT, W[1:-1].encode()), package.name)


def _xml(package: Package, part: str) -> Any:
    """The root of a part that may be missing or broken: the text can be read without it."""
    try:
        return _main(package, part) if part in package else None
    except SourceError:
        return None


def _properties(package: Package) -> Iterator[Candidate]:
    root = package.xml_or_none("docProps/core.xml")
    if root is None:
        return
    said: dict[str, str] = {}
    for each in root:
        if isinstance(each.tag, str):
            said.setdefault(each.tag.rsplit("}", 1)[-1], each.text or "")
    yield from properties.candidates(
        PROPERTIES,
        title=properties.title(said.get("title", "")),
        authors=[said.get("creator", "")],
        made=[said.get("created", ""), said.get("modified", "")],
    )


class _Reader:
    """The blocks of one document."""

    def __init__(self, package: Package, part: str) -> None:
        folder = posixpath.dirname(part)
        self._parts = {kind: _xml(package, posixpath.join(folder, f"{kind}.xml")) for kind in ("footnotes", "endnotes")}
        self._styles = _styles(_xml(package, posixpath.join(folder, "styles.xml")))
        self._numbering = Numbering(_xml(package, posixpath.join(folder, "numbering.xml")))
        self._noted: list[tuple[str, str]] = []  # kind and id, in the order they are referred to
        self._depth = 0
        self._heading: Any = None
        self.title = ""
        self.warnings: list[str] = []

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks of a body, a cell, a text box or a note."""
        if self._depth >= _MOST_NESTING:
            self.warnings = ["tables or text boxes are nested too deeply to be read whole"]
            return
        self._depth += 1
        for child in _children(container):
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
        self._depth -= 1

    def look_for_heading(self, body: Any) -> None:
        """Take a bold first paragraph of the body for a heading, whatever its style."""
        said = ((each, one_line(self._words(each)[0])) for each in _children(body) if each.tag == f"{W}p")
        first, second = next(found := (each for each in said if each[1]), None), next(found, None)
        self._noted.clear()
        if first is not None and second is not None:
            over, under = ((words, _is_bold(paragraph)) for paragraph, words in (first, second))
            self._heading = first[0] if properties.opens(over, under) else None

    def notes(self) -> Iterator[Block]:
        """The notes referred to, in order; a note may refer to no other."""
        for number, (kind, id) in enumerate(self._noted, 1):
            root = self._parts[kind]
            note = next((each for each in root if each.get(f"{W}id") == id), None) if root is not None else None
            if note is not None:
                words = " ".join(one_line(block.text) for block in self.blocks(note))
                yield Block(f"[{number}] {words}")

    def _paragraph(self, paragraph: Any) -> Iterator[Block]:
        style = self._style(paragraph)
        text, boxes = self._words(paragraph)
        plain = one_line(text)
        if style.title and not self.title and plain:
            self.title = plain
        elif plain:
            label = self._numbering.label(*style.numbering) if style.numbering else ""
            yield Block(label + text.strip(), style.level or (1 if paragraph is self._heading else 0))
        for box in boxes:
            yield from self.blocks(box)

    def _words(self, paragraph: Any) -> tuple[str, list[Any]]:
        """A paragraph's text with all changes accepted, and the text boxes that hang on it."""
        from lxml import etree

        parts: list[str] = []
        boxes: list[Any] = []
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, node in walk:
            tag = node.tag
            if tag == f"{W}txbxContent":
                boxes.append(node)
                walk.skip_subtree()
            elif tag in _SKIPPED or (tag == f"{W}r" and _is_hidden(node)):
                walk.skip_subtree()
            elif tag in _TEXTS:
                parts.append(node.text or "")
            elif tag in _PLAIN:
                parts.append(_PLAIN[tag])
            elif tag == f"{W}sym":
                parts.append(_symbol(node.get(f"{W}char", "")))
            elif tag in _NOTES:
                self._noted.append((_NOTES[tag], node.get(f"{W}id", "")))
                parts.append(f"[{len(self._noted)}]")
        return "".join(parts), boxes

    def _style(self, paragraph: Any) -> _Style:
        settings = paragraph.find(f"{W}pPr")
        if settings is None:
            return self._styles.get("", _Style(0, False, None))
        style = self._styles.get(_value(settings.find(f"{W}pStyle")), _Style(0, False, None))
        level = _value(settings.find(f"{W}outlineLvl"))
        if level.isdecimal():
            style = style._replace(level=_level(level))
        numbering = _numbering(settings)
        return style._replace(numbering=numbering) if numbering else style

    def _table(self, table: Any) -> Iterator[Block]:
        """A row is a line with bars between its cells; a cell of several paragraphs stands by itself."""
        for row in _children(table):
            if row.tag != f"{W}tr":
                continue
            cells = [list(self.blocks(cell)) for cell in _children(row) if cell.tag == f"{W}tc"]
            if any(len(cell) > 1 for cell in cells) or len(cells) == 1:
                for cell in cells:
                    yield from cell
            elif any(cells):
                yield Block(" | ".join(one_line(cell[0].text) if cell else "" for cell in cells).strip(" |"))


def _children(container: Any) -> Iterator[Any]:
    """The elements in a container, those in content controls and in inserted or moved parts too."""
    for child in container:
        if child.tag in (f"{W}ins", f"{W}moveTo", f"{W}customXml"):
            yield from _children(child)
        elif child.tag == f"{W}sdt":
            for content in child.iterchildren(f"{W}sdtContent"):
                yield from _children(content)
        else:
            yield child


def _is_hidden(run: Any) -> bool:
    mark = run.find(f"{W}rPr/{W}vanish")
    return mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off")


def _is_bold(paragraph: Any) -> bool:
    """Whether all words of a paragraph are bold by their own settings."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((each.text or "").strip() for each in run.iter(f"{W}t"))]
    marks = [run.find(f"{W}rPr/{W}b") for run in runs]
    return all(mark is not None and mark.get(f"{W}val", "1") not in ("0", "false", "off") for mark in marks)


def _symbol(code: str) -> str:
    """A character of a symbol font: where it is in the private range, an old bullet or arrow, shown as a bullet."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return "•" if 0xF000 <= number <= 0xF0FF else chr(number) if 0x20 <= number < 0xD800 else ""


def _value(element: Any) -> str:
    return str(element.get(f"{W}val", "")) if element is not None else ""


def _level(outline: str) -> int:
    """The heading level of an outline level: 9 is text."""
    return int(outline) + 1 if int(outline) < 6 else 6 if int(outline) < 9 else 0


def _numbering(settings: Any) -> tuple[str, int] | None:
    """A paragraph's list and its level in it; the list "0" is none."""
    found = settings.find(f"{W}numPr")
    if found is None:
        return None
    level = _value(found.find(f"{W}ilvl"))
    return _value(found.find(f"{W}numId")), int(level) if level.isdecimal() else 0


def _styles(root: Any) -> dict[str, _Style]:
    """The paragraph styles by id, "" for the default, each with what it takes from the styles it is based on."""
    elements = {each.get(f"{W}styleId", ""): each for each in root.iter(f"{W}style")} if root is not None else {}
    made = {id: _made(_chain(id, elements)) for id in elements}
    default = next((id for id, each in elements.items() if each.get(f"{W}default") in ("1", "true")), None)
    return made | ({"": made[default]} if default is not None else {})


def _chain(id: str, elements: dict[str, Any]) -> list[Any]:
    chain: list[Any] = []
    while id in elements and len(chain) < 12 and elements[id] not in chain:
        chain.append(elements[id])
        id = _value(elements[id].find(f"{W}basedOn"))
    return chain


def _made(chain: Iterable[Any]) -> _Style:
    level, title, numbering = -1, False, None
    for number, style in enumerate(chain):
        name = _value(style.find(f"{W}name"))
        settings = style.find(f"{W}pPr")
        outline = _value(settings.find(f"{W}outlineLvl")) if settings is not None else ""
        if number == 0:
            title = name.casefold() in ("title", "название", "заголовок")
        if level < 0 and outline.isdecimal():
            level = _level(outline)
        elif level < 0 and (match := _HEADING.fullmatch(name)):
            level = min(int(match[1]), 6)
        if numbering is None and settings is not None:
            numbering = _numbering(settings)
    return _Style(max(level, 0), title, numbering)
