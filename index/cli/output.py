"""What a command prints: results on stdout, talk on stderr, text from documents never obeyed by the terminal.

A command writes through one `Printer`. On a terminal rich gives weight and wraps; in a pipe the same words are
plain lines; with --json each result is one object on one line. Control characters, escape sequences and
bidirectional overrides that a document holds are shown as what they are (`^[`, `\\x9b`, `\\u202e`).
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]  # words, or words with a rich style
_NARROWEST = 8  # columns in which the last cell of a table still says something

# Characters that reorder or hide what stands beside them, or are not seen: bidirectional controls, line and paragraph
# separators, spaces of no width. Joiners (U+200C, U+200D) stay, for Persian, Hindi and emoji are written with them.
_REORDERING = (
    *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0x200B, 0x200E, 0x200F, 0x061C, 0x180E, 0x2028, 0x2029, 0xFEFF,
)  # fmt: skip

_BREAK = re.compile(r" *[\t\n\r\v\f]\s*")


@cache
def _visible() -> dict[int, str]:
    table = {code: f"^{chr(code ^ 0x40)}" for code in (*range(0x20), 0x7F)}
    table |= {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
    return table | {code: f"\\u{code:04x}" for code in _REORDERING}


@cache
def _visible_lines() -> dict[int, str]:
    return {code: shown for code, shown in _visible().items() if code != 0x0A} | {0x09: "    "}


@cache
def _json_escapes() -> dict[int, str]:
    return {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), *_REORDERING)}


def visible(text: str) -> str:
    """One line of text: a line break or tab with the blanks around it is a blank, and every control character shows."""
    return _BREAK.sub(" ", text).translate(_visible())


def visible_lines(text: str) -> str:
    """Text with its line breaks kept, tabs as spaces, and every other control character visible."""
    return text.translate(_visible_lines())


class Shown(io.StringIO):
    """A stream in front of a terminal, for what is written in a format of its own: see `visible_lines`."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__()
        self._terminal = terminal

    def write(self, text: str) -> int:
        """Write a piece, with line ends as a terminal has them."""
        self._terminal.write(visible_lines(text.replace("\r\n", "\n")))
        return len(text)


def json_line(record: Mapping[str, Any], *, ascii_only: bool = False) -> str:
    """A record as JSON on one line. What a terminal might obey is escaped, which JSON reads back unchanged."""
    return json.dumps(record, ensure_ascii=ascii_only).translate(_json_escapes())


def colour_wanted(stream: TextIO) -> bool:
    """Whether a stream may carry colours: a terminal that is not dumb, and no NO_COLOR."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def say(message: str) -> None:
    """One line of talk on stderr."""
    if sys.stderr is not None:
        print(visible(message), file=sys.stderr)


def complain(message: str, hint: str = "") -> None:
    """An error on stderr, and below it what to do about it."""
    say(f"dossier: {message}")
    advise(hint)


def advise(hint: str) -> None:
    """What to do about what was said before, on stderr; an empty hint prints nothing."""
    if hint and sys.stderr is not None:
        print(f"  {visible(hint)}", file=sys.stderr)


class Printer:
    """Prints the results of one command to stdout."""

    def __init__(self, as_json: bool = False, stream: TextIO | None = None) -> None:
        self.as_json = as_json
        self._stream = sys.stdout if stream is None else stream
        encoding = (getattr(self._stream, "encoding", None) or "utf-8").lower().replace("-", "")
        self._ascii_only = not encoding.startswith("utf")
        self._console: Console | None = None
        if self._stream is not None and not as_json and self._stream.isatty():
            from rich.console import Console

            self._console = Console(
                file=self._stream, highlight=False, markup=False, emoji=False, no_color=not colour_wanted(self._stream)
            )

    def record(self, record: Mapping[str, Any]) -> None:
        """One JSON object on one line."""
        print(json_line(record, ascii_only=self._ascii_only), file=self._stream)

    def line(self, *parts: Part, indent: int = 0) -> None:
        """One line; on a terminal it wraps with `indent` spaces kept at the left. Parts are made visible here."""
        self._put(
            [(visible(part), "") if isinstance(part, str) else (visible(part[0]), part[1]) for part in parts], indent
        )

    def block(self, text: str, indent: int = 0) -> None:
        """Text of several lines, with its line breaks."""
        for line in visible_lines(text).split("\n"):
            self._put([(line, "")], indent)

    def table(self, rows: Sequence[Sequence[str]], styles: Sequence[str] = (), right: Sequence[int] = ()) -> None:
        """Rows in columns as wide as their widest cell, two spaces apart; `right` names the columns set right. On a
        terminal the last column is cut where the line ends, and left out where little room is left for it."""
        cells = [[visible(cell) for cell in row] for row in rows]
        widths = [max(map(width, column)) for column in zip(*cells, strict=True)]
        last = len(widths) - 1
        if self._console is not None:
            room = self._console.width - sum(widths[:last]) - 2 * last
            if room < _NARROWEST:
                cells, last = [row[:last] for row in cells], last - 1
                widths = widths[: last + 1]
            else:
                cells = [[*row[:last], cut(row[last], room)] for row in cells]
        for row in cells:
            parts: list[Part] = []
            for number, (cell, wide) in enumerate(zip(row, widths, strict=True)):
                space = " " * (wide - width(cell))
                shown = space + cell if number in right else cell if number == last else cell + space
                parts.append((shown, styles[number] if number < len(styles) else ""))
                if number < last:
                    parts.append("  ")
            self._put([part if isinstance(part, tuple) else (part, "") for part in parts], 0)

    def _put(self, parts: Sequence[tuple[str, str]], indent: int) -> None:
        if self._console is None:
            print(" " * indent + "".join(words for words, _ in parts).rstrip(), file=self._stream)
            return
        from rich.text import Text

        text = Text.assemble(*parts)
        for line in text.wrap(self._console, max(20, self._console.width - indent)) if text.plain else [text]:
            line.rstrip()
            self._console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def cut(text: str, room: int) -> str:
    """The text in at most `room` columns, with an ellipsis where something is missing."""
    if width(text) <= room:
        return text
    kept = text[: max(room - 1, 0)]
    while kept and width(kept) > room - 1:
        kept = kept[:-1]
    return kept.rstrip(" ,") + "…"


def width(text: str) -> int:
    """Columns a text takes in a terminal: wide East Asian characters two, combining marks none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )
