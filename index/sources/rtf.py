"""RTF, after Microsoft's specification 1.9.1: groups, control words, code pages by font, and Unicode with its fallback.

Our own pass over the file and no library: striprtf, the one with a fit licence, keeps neither headings nor notes nor
the information group, and reads one code page for the whole file, where Word gives each font its own. A control word
that is not known changes nothing; a group whose first word is "\\*" and not known is skipped, as the specification
asks. Deleted and hidden text, headers and comments are left out; notes follow the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from index.errors import SourceError
from index.sources import properties
from index.sources.base import PROPERTIES, TEXT, Block, Candidate, Source, lay_out, one_line
from index.sources.dateline import stated
from index.sources.rtf_words import CHARSETS, FLOWING, HEADING, INFO, KNOWN_STARRED, PAGES, SIGNS, SKIPPED, codec

_MOST_NESTING = 2_000
_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\$", re.DOTALL
)


@dataclass(slots=True)
class _State:
    """What a group inherits and gives back at its end."""

    page: str = "cp1252"
    fallback: int = 1  # how many characters follow a Unicode one for readers that do not know it
    place: str = "text"  # text, note, box, skip, fonts, styles, or the name of a field of the information group
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    bold: bool = False
    style: int = 0
    level: int = 0


@dataclass(slots=True)
class _Flow:
    """Paragraphs being gathered: the document's own, a note's or a text box's."""

    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    row: list[list[Block]] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)  # text boxes that hang on the paragraph


def read(data: bytes, name: str) -> Source:
    """An RTF file. Raises `SourceError`."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n\0")
    if not start.startswith(b"{\\rtf"):
        raise SourceError(f"{name} is not a rich text (RTF) file", "rename it with its true suffix")
    reader = _Reader(name)
    reader.run(data)
    blocks = reader.finished()
    title = properties.title(reader.info.get("title", ""))
    said = list(
        properties.candidates(
            PROPERTIES,
            title=title,
            authors=[reader.info.get("author", "") or reader.info.get("operator", "")],
            made=[reader.info.get("creatim", ""), reader.info.get("revtim", "")],
        )
    )
    if reader.title:
        said.append(Candidate("title", reader.title, TEXT, "paragraph of the style Title"))
    blocks, titled = properties.without_title(blocks, reader.title or title)
    text, headings = lay_out(blocks)
    if not text and not reader.title:
        raise SourceError(f"{name} holds no text", "it may be pictures only: save it with its text")
    return Source(text, headings, (*said, *titled, *stated(text)), reader.page, tuple(reader.warnings))


class _Reader:
    """One pass over a file."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._state = _State()
        self._stack: list[_State] = []
        self._flows = [_Flow()]
        self._notes: list[Block] = []
        self._bytes = bytearray()  # characters of a code page not yet decoded
        self._skip = 0  # characters of a fallback still to come
        self._starred = self._first = False
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, tuple[int, bool]] = {}  # number -> heading level, title
        self._named: list[str] = []  # the name of the style or field being read
        self._bold: list[bool] = []  # whether all words are, of the first two paragraphs of the text
        self._all_bold = True  # and of the one being read
        self.info: dict[str, str] = {}
        self.title = ""
        self.page = "cp1252"
        self.warnings: list[str] = []

    def run(self, data: bytes) -> None:
        """Read the whole file."""
        at = 0
        while match := _TOKEN.match(data, at):
            at = match.end()
            word, number, code, sign, brace, plain = match.groups()
            if word is not None:
                value = int(number) if number else None
                if word == b"bin":
                    at += max(value or 0, 0)
                else:
                    self._word(word.decode("ascii"), value)
                self._first = False
            elif code is not None:
                self._character(int(code, 16))
            elif plain is not None:
                self._plain(plain)
            elif brace == b"{":
                self._open()
            elif brace == b"}":
                self._close()
                if not self._stack:
                    return
            elif sign is not None:
                self._sign(sign)
        self.warnings.append("it ends in the middle; what was there is read")

    def finished(self) -> list[Block]:
        """The blocks, the notes last."""
        while len(self._flows) > 1:
            self._end_note()
        self._end_paragraph()
        self._end_row()
        blocks, bold = self._flows[0].blocks, self._bold
        if len(blocks) > 1 < len(bold) and not blocks[0].level:
            over, under = ((one_line(block.text), bold[at]) for at, block in enumerate(blocks[:2]))
            blocks[0] = blocks[0]._replace(level=1) if properties.opens(over, under) else blocks[0]
        return [*blocks, *self._notes]

    # --- Groups ---

    def _open(self) -> None:
        self._decode()
        if len(self._stack) >= _MOST_NESTING:
            raise SourceError(f"{self._name} is nested too deeply to be read", "save it again in a word processor")
        self._stack.append(self._state)
        self._state = replace(self._state)
        self._first, self._starred, self._skip = True, False, 0

    def _close(self) -> None:
        self._decode()
        if self._stack:
            outer = self._stack.pop()
            if outer.place != self._state.place:
                self._leave(self._state.place)
            self._state = outer
        self._first, self._skip = False, 0

    def _leave(self, place: str) -> None:
        words = "".join(self._named)
        if place == "note" and len(self._flows) > 1:
            self._end_note()
        elif place == "box" and len(self._flows) > 1:
            self._end_paragraph()
            self._end_row()
            box = self._flows.pop()
            self._flows[-1].boxes += box.blocks
        elif place in INFO:
            self.info.setdefault(place, one_line(words))
            self._named = []

    def _end_note(self) -> None:
        self._end_paragraph()
        self._end_row()
        words = " ".join(one_line(block.text) for block in self._flows.pop().blocks)
        self._notes.append(Block(f"[{len(self._notes) + 1}] {words.removeprefix('[*] ')}"))

    # --- Characters ---

    def _decode(self) -> None:
        if self._bytes:
            data = bytes(self._bytes)
            self._bytes.clear()
            self._put(data.decode(self._state.page, "replace"))

    def _put(self, text: str) -> None:
        place = self._state.place
        if place in FLOWING:
            if not (self._state.hidden or self._state.deleted):
                self._flows[-1].parts.append(text)
                self._all_bold = self._all_bold and (self._state.bold or text.isspace())
        elif place in INFO:
            self._named.append(text)
        elif place == "styles":
            self._named.append(text)
            if ";" in text:
                self._end_style()

    def _character(self, code: int) -> None:
        if self._skip:
            self._skip -= 1
        elif self._state.place != "skip":
            self._bytes.append(code)

    def _plain(self, data: bytes) -> None:
        if self._state.place == "skip":
            return
        if self._skip:
            taken = min(self._skip, len(data))
            self._skip -= taken
            data = data[taken:]
        if data.isascii() and not self._bytes:
            self._put(data.decode("ascii"))
        else:
            self._bytes += data

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._starred = self._first
            return
        self._first = False
        if self._skip:
            self._skip -= 1
            return
        self._decode()
        if sign in b"\\{}":
            self._put(sign.decode("ascii"))
        elif sign == b"~":
            self._put(" ")
        elif sign == b"_":
            self._put("-")
        elif sign in b"\r\n":
            self._end_paragraph()

    # --- Control words ---

    def _word(self, word: str, value: int | None) -> None:
        state = self._state
        if self._first:
            self._decode()
            if word in SKIPPED or (self._starred and word not in KNOWN_STARRED):
                state.place = "skip"
        self._starred = False
        if state.place == "skip":
            return
        if word == "u":
            self._decode()
            self._put(chr((value or 0) & 0xFFFF))
            self._skip = state.fallback
            return
        if self._skip and word in SIGNS:
            self._skip -= 1
            return
        self._decode()
        if word in SIGNS:
            self._put(SIGNS[word])
        elif word in ("par", "sect", "page", "column", "cell", "row", "nestcell", "nestrow"):
            self._layout(word)
        else:
            self._setting(word, value)

    def _layout(self, word: str) -> None:
        if self._state.place not in FLOWING:
            return
        self._end_paragraph()
        if word in ("cell", "nestcell"):
            flow = self._flows[-1]
            flow.row.append(flow.cell)
            flow.cell = []
        elif word in ("row", "nestrow"):
            self._end_row()

    def _setting(self, word: str, value: int | None) -> None:
        state = self._state
        on = value is None or value != 0
        if word in PAGES:
            state.page = self.page = PAGES[word]
        elif word == "ansicpg" and value:
            state.page = self.page = codec(value) or self.page
        elif word == "uc" and value is not None:
            state.fallback = max(0, min(value, 16))
        elif word in ("fonttbl", "stylesheet"):
            state.place, self._named = ("fonts" if word == "fonttbl" else "styles"), []
        elif word == "info":
            state.place = "info"
        elif word in INFO and state.place == "info":
            state.place, self._named = word, []
        elif word in ("yr", "mo", "dy") and state.place in ("creatim", "revtim"):
            self._named.append(f"{'-' if self._named else ''}{value or 0:02d}" if value else "")
        elif word == "f" and value is not None:
            self._font = value
            state.page = self._page_of(value) if state.place != "fonts" else state.page
        elif word == "fcharset" and state.place == "fonts":
            known = CHARSETS.get(value or 0)
            if known:
                self._fonts[self._font] = known
        elif word in ("footnote", "chftn"):
            self._note(word)
        elif word == "shptxt":
            state.place = "box"
            self._flows.append(_Flow())
        elif word == "s" and value is not None:
            self._style(value)
        elif state.place == "styles":
            if word == "outlinelevel" and value is not None:
                self._styles[state.style] = (min(value + 1, 6) if value < 9 else 0, False)
        elif word == "pard":
            state.in_table, state.style, state.level = False, 0, 0
        elif word == "intbl":
            state.in_table = True
        elif word == "outlinelevel" and value is not None:
            state.level = min(value + 1, 6) if value < 9 else 0
        elif word == "plain":
            state.hidden = state.deleted = state.bold = False
            state.page = self.page
        elif word == "v":
            state.hidden = on
        elif word == "b":
            state.bold = on
        elif word == "deleted":
            state.deleted = on

    def _page_of(self, font: int) -> str:
        """The code page of a font. Western ones mean it where other fonts of the file are said to be of another script;
        programs that know no scripts call all their fonts so."""
        page = self._fonts.get(font, self.page)
        told = page != CHARSETS[0] or set(self._fonts.values()) != {page}
        return page if told else self.page

    def _note(self, word: str) -> None:
        """A footnote begins, or the sign of one stands here: in the text where its number goes, in the note before
        its words."""
        if word == "chftn":
            waiting = len(self._flows) - 1
            self._put("[*]" if waiting else f"[{len(self._notes) + 1}]")
        else:
            self._state.place = "note"
            self._flows.append(_Flow())

    def _style(self, number: int) -> None:
        state = self._state
        state.style = number
        if self._state.place != "styles":
            state.level = self._styles.get(number, (0, False))[0]

    def _end_style(self) -> None:
        """A style's name ends in ";" within its group."""
        name = one_line("".join(self._named)).rstrip(";").strip()
        self._named = []
        number = self._state.style
        level = self._styles.get(number, (0, False))[0]
        if match := HEADING.fullmatch(name):
            level = min(int(match[1]), 6)
        self._styles[number] = (level, name.casefold() in ("title", "название"))
        self._state.style = 0

    # --- Paragraphs ---

    def _end_paragraph(self) -> None:
        flow, state = self._flows[-1], self._state
        text = "".join(flow.parts)
        flow.parts = []
        if any("\ud800" <= character <= "\udfff" for character in text):  # halves of one character
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        into = flow.cell if state.in_table else flow.blocks
        if one_line(text):
            _, is_title = self._styles.get(state.style, (0, False))
            if is_title and not self.title and len(self._flows) == 1:
                self.title = one_line(text)
            else:
                if not state.in_table:
                    self._end_row()
                into.append(Block(text.strip(), state.level))
                if len(self._flows) == 1 and len(self._bold) < 2:
                    self._bold.append(self._all_bold and not state.in_table)
        if len(self._flows) == 1:
            self._all_bold = True
        into += flow.boxes
        flow.boxes = []

    def _end_row(self) -> None:
        """A row is a line with bars between its cells; a cell of several paragraphs stands by itself."""
        flow = self._flows[-1]
        cells = [*flow.row, flow.cell] if flow.cell else flow.row
        flow.row, flow.cell = [], []
        if any(len(cell) > 1 for cell in cells) or len(cells) == 1:
            flow.blocks += [block for cell in cells for block in cell]
        elif any(cells):
            flow.blocks.append(Block(" | ".join(one_line(cell[0].text) if cell else "" for cell in cells).strip(" |")))
