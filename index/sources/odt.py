"""ODT and its flat form FODT, after OASIS OpenDocument 1.3: a package of XML parts, or all of them in one file.

lxml reads content.xml directly. The text is as it stands with all changes accepted: what was deleted is kept apart in
the file, and left out. Notes follow the text; comments, headers and footers are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.errors import SourceError
from index.sources import properties
from index.sources.base import PROPERTIES, Block, Candidate, Source, one_line
from index.sources.packages import Package, xml

_NAMES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
}
_MOST_NESTING = 40  # lists, tables and frames in each other


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _tags(names: str) -> frozenset[str]:
    return frozenset(map(_tag, names.split()))


_P, _H, _LIST, _TABLE, _BOX, _NOTE = map(
    _tag, ("text:p", "text:h", "text:list", "table:table", "draw:text-box", "text:note")
)
_BLANKS = _tags("text:s text:tab text:line-break")
_SKIPPED = _tags(
    "text:tracked-changes office:annotation text:ruby-text office:forms text:sequence-decls text:index-title"
    " office:event-listeners"
)
_ROWS = _tags("table:table-row table:table-header-rows table:table-rows table:table-row-group")
_CELLS = _tags("table:table-cell table:covered-table-cell")


def _blank(node: Any) -> str:
    """The blanks an element stands for: some spaces, a tab, a new line."""
    if node.tag == _tag("text:s"):
        count = node.get(_tag("text:c"), "1")
        return " " * (min(int(count), 100) if count.isdecimal() else 1)
    return "\t" if node.tag == _tag("text:tab") else "\n"


def read(data: bytes, name: str) -> Source:
    """An OpenDocument text, packed or flat. Raises `SourceError`."""
    if name.casefold().endswith(".fodt") or data.lstrip()[:5] == b"<?xml":
        content = styles = meta = xml(data, name)
    else:
        package = Package(data, name, "an OpenDocument text (ODT)")
        if b"encryption-data" in (package.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in package else b""):
            raise SourceError(f"{name} is protected by a password", "save it again without one")
        content = package.xml("content.xml")
        styles, meta = package.xml_or_none("styles.xml"), package.xml_or_none("meta.xml")
    body = content.find(f".//{_tag('office:body')}/{_tag('office:text')}")
    if body is None:
        raise SourceError(f"{name} is no text document", "export a table or presentation as PDF or text")
    reader = _Reader(content, styles)
    reader.look_for_heading(body)
    blocks = [*reader.blocks(body), *reader.notes]
    return properties.source(name, blocks, _properties(meta), title=reader.title, warnings=reader.warnings)


def _properties(root: Any) -> Iterator[Candidate]:
    found = root.find(f".//{_tag('office:meta')}") if root is not None else None
    if found is None:
        return
    said = {each.tag: each.text or "" for each in found if isinstance(each.tag, str)}
    yield from properties.candidates(
        PROPERTIES,
        title=properties.title(said.get(_tag("dc:title"), "")),
        authors=[said.get(_tag("meta:initial-creator"), "") or said.get(_tag("dc:creator"), "")],
        made=[said.get(_tag("meta:creation-date"), ""), said.get(_tag("dc:date"), "")],
    )


class _Reader:
    """The blocks of one document."""

    def __init__(self, content: Any, styles: Any) -> None:
        self._parents: dict[str, str] = {}
        self._bold: set[str] = set()
        self._heading: Any = None
        self._numbered: set[str] = set()  # list styles whose first level is numbers
        for root in (styles, content):
            for style in root.iter(_tag("style:style")) if root is not None else ():
                self._parents[style.get(_tag("style:name"), "")] = style.get(_tag("style:parent-style-name"), "")
                shown = style.find(_tag("style:text-properties"))
                if shown is not None and shown.get(_tag("fo:font-weight"), "") == "bold":
                    self._bold.add(style.get(_tag("style:name"), ""))
            for style in root.iter(_tag("text:list-style")) if root is not None else ():
                first = next(iter(style), None)
                if first is not None and first.tag == _tag("text:list-level-style-number"):
                    self._numbered.add(style.get(_tag("style:name"), ""))
        self._deletions = {
            region.get(_tag("text:id"), "")
            for region in content.iter(_tag("text:changed-region"))
            if region.find(_tag("text:deletion")) is not None
        }
        self._deleting: set[str] = set()  # changes that have begun and not ended, over paragraphs
        self._depth = 0
        self.title = ""
        self.notes: list[Block] = []
        self.warnings: list[str] = []

    def blocks(self, container: Any) -> Iterator[Block]:
        """The blocks of a body, a section, a cell, a text box or a note."""
        if self._depth >= _MOST_NESTING:
            self.warnings = ["it is nested too deeply to be read whole"]
            return
        self._depth += 1
        for child in container:
            if not isinstance(child.tag, str) or child.tag in _SKIPPED:
                continue
            if child.tag in (_P, _H):
                yield from self._paragraph(child)
            elif child.tag == _LIST:
                yield from self._list(child, "")
            elif child.tag == _TABLE:
                yield from self._table(child)
            else:
                yield from self.blocks(child)
        self._depth -= 1

    def _paragraph(self, paragraph: Any, label: str = "") -> Iterator[Block]:
        text, boxes = self._words(paragraph)
        plain = one_line(text)
        level = paragraph.get(_tag("text:outline-level"), "1") if paragraph.tag == _H else "0"
        level = "1" if paragraph is self._heading else level
        if not self.title and plain and self._is_title(paragraph.get(_tag("text:style-name"), "")):
            self.title = plain
        elif plain:
            yield Block(label + text.strip(), min(int(level), 6) if level.isdecimal() else 1)
        for box in boxes:
            yield from self.blocks(box)

    def look_for_heading(self, body: Any) -> None:
        """Take a bold first paragraph of the body for a heading, whatever its style."""
        said = ((each, one_line("".join(each.itertext()))) for each in body if each.tag == _P)
        first, second = next(found := (each for each in said if each[1]), None), next(found, None)
        if first is not None and second is not None:
            over, under = ((words, self._is_bold(paragraph)) for paragraph, words in (first, second))
            self._heading = first[0] if properties.opens(over, under) else None

    def _is_bold(self, paragraph: Any) -> bool:
        """Whether all words of a paragraph are bold by styles of its own, not by those it shares with others."""
        if paragraph.get(_tag("text:style-name"), "") in self._bold:
            return True
        bare = [paragraph.text, *(child.tail for child in paragraph)]
        spans = [child for child in paragraph if one_line("".join(child.itertext()))]
        return not any((words or "").strip() for words in bare) and all(
            span.tag == _tag("text:span") and span.get(_tag("text:style-name"), "") in self._bold for span in spans
        )

    def _is_title(self, style: str) -> bool:
        for _ in range(12):
            if style == "Title":
                return True
            style = self._parents.get(style, "")
        return False

    def _words(self, paragraph: Any) -> tuple[str, list[Any]]:
        """A paragraph's text, and the text boxes that hang on it. White space is one space, as the format has it."""
        from lxml import etree

        parts: list[str] = []
        boxes: list[Any] = []
        walk = etree.iterwalk(paragraph, events=("start", "end"))
        for event, node in walk:
            if event == "end":
                if node is not paragraph:
                    parts.append(self._kept(node.tail))
                continue
            if node.tag in _SKIPPED or node.tag in (_BOX, _NOTE):
                if node.tag == _BOX:
                    boxes.append(node)
                elif node.tag == _NOTE and not self._deleting:
                    parts.append(self._note(node))
                walk.skip_subtree()
                continue
            self._follow_change(node)
            if node.tag in _BLANKS:
                parts.append("" if self._deleting else _blank(node))
            else:
                parts.append(self._kept(node.text))
        return "".join(parts), boxes

    def _kept(self, text: str | None) -> str:
        """A piece of text without its line breaks; nothing of what was deleted."""
        return re.sub(r"[ \t\r\n]+", " ", text) if text and not self._deleting else ""

    def _follow_change(self, node: Any) -> None:
        """Deleted text stands within the text as well, where changes are shown in it."""
        change = node.get(_tag("text:change-id"), "")
        if node.tag == _tag("text:change-start") and change in self._deletions:
            self._deleting.add(change)
        elif node.tag == _tag("text:change-end"):
            self._deleting.discard(change)

    def _note(self, note: Any) -> str:
        number = len(self.notes) + 1
        self.notes.append(Block(""))
        body = note.find(_tag("text:note-body"))
        words = " ".join(one_line(block.text) for block in self.blocks(body)) if body is not None else ""
        self.notes[number - 1] = Block(f"[{number}] {words}")
        return f"[{number}]"

    def _list(self, found: Any, style: str) -> Iterator[Block]:
        style = found.get(_tag("text:style-name"), style)
        number = 0
        if self._depth >= _MOST_NESTING:
            self.warnings = ["lists are nested too deeply to be read whole"]
            return
        self._depth += 1
        for item in found:
            if item.tag not in (_tag("text:list-item"), _tag("text:list-header")):
                continue
            number += 1
            label = f"{number}. " if style in self._numbered else "• "
            for child in item:
                if child.tag in (_P, _H):
                    yield from self._paragraph(child, label if child.tag == _P else "")
                    label = ""
                elif child.tag == _LIST:
                    yield from self._list(child, style)
        self._depth -= 1

    def _table(self, table: Any) -> Iterator[Block]:
        """A row is a line with bars between its cells; a cell of several paragraphs stands by itself."""
        for row in table:
            if row.tag == _tag("table:table-row"):
                cells = [list(self.blocks(cell)) for cell in row if cell.tag in _CELLS]
                while cells and not cells[-1]:
                    cells.pop()
                if any(len(cell) > 1 for cell in cells) or len(cells) == 1:
                    for cell in cells:
                        yield from cell
                elif cells:
                    yield Block(" | ".join(one_line(cell[0].text) if cell else "" for cell in cells).strip(" |"))
            elif row.tag in _ROWS and self._depth < _MOST_NESTING:
                self._depth += 1
                yield from self._table(row)
                self._depth -= 1
