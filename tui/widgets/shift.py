"""Scrolling by the terminal itself: the lines that stay on screen are moved there, and never sent again.

Every terminal since the VT100 can scroll a band of whole lines between margins (DECSTBM, then line feeds at the bottom
or reverse index at the top). A scrolled line of text then costs one line instead of a screenful. It works on whole
lines of the terminal only, so a pane that shares its lines with another is repainted as usual.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.strip import Strip


class Band(NamedTuple):
    """The part of a pane that scrolls: first row and number of rows in the pane, and the scroll position."""

    first: int
    rows: int
    position: int


def moved_by(before: Band, after: Band) -> int:
    """How many rows the text moved up (negative: down) between two paintings; 0 if that is not worth or not so."""
    by = after.position - before.position
    if before[:2] != after[:2] or not by or abs(by) > after.rows - 2:
        return 0
    return by


def shifted(lines: list[Strip], band: Band, by: int, width: int) -> list[Strip]:
    """What the terminal shows once it has moved the band: the rows that came free are blank."""
    body = lines[band.first : band.first + band.rows]
    blank = [Strip.blank(width)] * abs(by)
    body = body[by:] + blank if by > 0 else blank + body[:by]
    return lines[: band.first] + body + lines[band.first + band.rows :]


def pays(lines: list[Strip], moved: list[Strip], wanted: list[Strip]) -> bool:
    """Whether moving leaves fewer lines to send than not moving."""

    def changed(have: list[Strip]) -> int:
        return sum(list(old) != list(new) for old, new in zip(have, wanted, strict=True))

    return changed(moved) + 1 < changed(lines)


def sequence(top: int, bottom: int, by: int) -> str:
    """What tells a terminal to move its lines `top` to `bottom` (from 0, inclusive) up by `by`, or down."""
    margins = f"\x1b[{top + 1};{bottom + 1}r"
    if by > 0:
        return f"{margins}\x1b[{bottom + 1};1H" + "\n" * by + "\x1b[r"
    return f"{margins}\x1b[{top + 1};1H" + "\x1bM" * -by + "\x1b[r"
