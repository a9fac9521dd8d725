"""How wide text is on a terminal: double-width and combining characters counted as Textual counts them.

Everything here expects `inert` text, in which the width of a string is the sum of the widths of its characters.
"""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

# Anything outside these blocks may be wide or of no width: Latin, Greek, Cyrillic, punctuation, currency, boxes.
_ODD = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f"
    "\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u214f\u2500-\u259f]"
)


def narrow(text: str) -> bool:
    """Whether every character is surely one cell wide, so that offsets are columns."""
    return _ODD.search(text) is None


def char_width(char: str) -> int:
    """Cells of one character: 0, 1 or 2."""
    return get_character_cell_size(char)


def width(text: str) -> int:
    """Cells of a text."""
    return len(text) if narrow(text) else sum(map(get_character_cell_size, text))


def head(text: str, cells: int) -> int:
    """How many characters from the start of `text` fit into `cells`, combining marks staying with their base."""
    if narrow(text):
        return min(len(text), max(cells, 0))
    used = 0
    for i, char in enumerate(text):
        used += get_character_cell_size(char)
        if used > cells:
            return i
    return len(text)


def cut(text: str, cells: int, mark: str = "…") -> str:
    """`text` in at most `cells` cells; what is left out is marked, where there is room for the mark."""
    if width(text) <= cells:
        return text
    if cells <= 0:
        return ""
    if cells <= width(mark):
        return text[: head(text, cells)]
    return text[: head(text, cells - width(mark))].rstrip() + mark


def pad(text: str, cells: int, *, right: bool = False) -> str:
    """`text` filled with spaces to `cells` cells, aligned to the left or, with `right`, to the right."""
    blank = " " * max(cells - width(text), 0)
    return blank + text if right else text + blank


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """`text` in exactly `cells` cells."""
    return pad(cut(text, cells), cells, right=right)


def wrapped(text: str, cells: int) -> list[str]:
    """A plain text in lines of at most `cells` cells (but 8), broken between words, or in one that is longer than a
    line; at least one line. Each line is a stretch of the text with single spaces for its white space."""
    cells = max(cells, 8)
    lines, room = [""], cells
    for word in text.split():
        if lines[-1] and width(word) < room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
        while width(lines[-1]) > cells:
            end = head(lines[-1], cells)
            lines[-1:] = [lines[-1][:end], lines[-1][end:]]
        room = cells - width(lines[-1])
    return lines[1:] if len(lines) > 1 else lines
