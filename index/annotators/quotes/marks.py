"""Which quotation marks of a line open, which close, and what stands between them.

A web page mixes its marks: "..." begun straight may end curly, «...» may end straight, „..." is any of three. So a mark
is read by where it stands before it is read by its shape: one with a space before it and a letter behind it opens, one
behind a letter and before a space or a point closes (the "smart quotes" rule of typesetting, the other way round);
shape decides the rest. Quotes nest; two closing guillemets that would stand together are printed as one (Розенталь,
Справочник по правописанию, § 131), so that one may close both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.models import Span

MARKS = '“”„«»"'

_DEEP = 8  # quotes within each other
_FORGOTTEN = 4  # quotes of a line that nothing closes
_MARK = re.compile(f"[{MARKS}]")
_OPENED_BEHIND = frozenset(" \t\u00a0\u202f([{—–-/:")
_CLOSED_BEFORE = frozenset(" \t\u00a0\u202f.,;:!?)]}…—–-")
_POINTS = frozenset(".,;:!?)")
_BOTH = re.compile(r"[.,!?…]*(?:[ \u00a0][—–-][ \u00a0]|\s*\Z)")  # what stands behind a mark that closes two quotes


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote: the places of its marks, `end` past the closing one, and of what is inside."""

    start: int
    end: int
    inside: Span
    closed: bool


def quotes(line: str, *, opened: bool = False) -> list[Quote]:
    """The outermost quotes of a line in order. One that the line does not close goes on to its end; of one that was
    `opened` in a line before, what is left of it comes first, from 0."""
    marks = [(match.start(), match[0]) for match in _MARK.finditer(line)]
    found: list[Quote] = []
    at = forgotten = 0
    if opened:
        last = _closing(line, marks, -1)
        if last is None:
            return [Quote(0, len(line), Span(0, len(line)), False)] if line else []
        found += _made(0, 0, marks[last][0], closed=True)
        at = last + 1
    while at < len(marks):
        start, mark = marks[at]
        if _direction(line, start, mark, inside=False) <= 0:
            at += 1
            continue
        last = _closing(line, marks, at)
        if last is not None:
            found += _made(start, start + 1, marks[last][0], closed=True)
            at = last + 1
        elif start == 0 or forgotten == _FORGOTTEN or not _opens_again(line, marks, at):
            found += _made(start, start + 1, len(line), closed=False)
            break
        else:  # its closing mark was forgotten: the quotes behind it have theirs
            at, forgotten = at + 1, forgotten + 1
    return found


def unmatched(line: str) -> bool:
    """Whether a line closes a quote that it does not open."""
    marks = [(match.start(), match[0]) for match in _MARK.finditer(line)]
    return bool(marks) and _closing(line, marks, -1) is not None


def _made(start: int, first: int, last: int, *, closed: bool) -> list[Quote]:
    return [Quote(start, last + closed, Span(first, last), closed)] if last > first else []


def _opens_again(line: str, marks: list[tuple[int, str]], at: int) -> bool:
    return any(_direction(line, start, mark, inside=True) > 0 for start, mark in marks[at + 1 :])


def _closing(line: str, marks: list[tuple[int, str]], at: int) -> int | None:
    """Which mark closes the quote that mark `at` opens (-1: one opened before the line), or None."""
    stack = [marks[at][1] if at >= 0 else ""]
    both: int | None = None
    for index in range(at + 1, len(marks)):
        start, mark = marks[index]
        direction = _direction(line, start, mark, inside=True)
        if direction > 0 and len(stack) < _DEEP:
            stack.append(mark)
        elif direction < 0:
            depth = next((d for d in range(len(stack) - 1, -1, -1) if _pairs(stack[d], mark)), len(stack) - 1)
            if depth == 0:
                return index
            if both is None and mark == "»" and stack[0] in "«" and _BOTH.match(line, start + 1):
                both = index
            del stack[depth:]
    return both


def _pairs(opening: str, closing: str) -> bool:
    return (opening == "«") == (closing == "»")


def _direction(line: str, at: int, mark: str, *, inside: bool) -> int:
    """1 for a mark that opens, -1 for one that closes, 0 for one that does neither (5" pipes)."""
    if mark in "«„":
        return 1
    if mark == "»":
        return -1
    before = line[at - 1] if at else " "
    behind = line[at + 1] if at + 1 < len(line) else " "
    if (before in _OPENED_BEHIND or before in "«„“") and behind not in _CLOSED_BEFORE:
        return 1
    if before not in " \t\u00a0\u202f" and (behind in _CLOSED_BEFORE or behind in MARKS):
        return -1
    if inside and (behind in _POINTS or mark == '"'):
        return -1
    if mark == '"':
        return 0 if before.isalnum() else 1
    return 1 if mark == "“" else -1
