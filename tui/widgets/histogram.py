"""Bars from block characters: columns on a time axis, gaps where nothing is, a window that follows the cursor.

A column without a bar says what kind of silence it is: blank where the collection has documents of that time and none
of them was found, `UNCOVERED` where it has none, so that nothing can be known from it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from index.models import Bar
from tui.widgets.cells import cut, fit, width

BLOCKS = " ▁▂▃▄▅▆▇█"
UNCOVERED = "·"  # no document of the collection was published then
GAP = "⋯"  # a stretch of steps with nothing in them, too long to draw; of some of them the collection has no document
QUIET = "╌"  # such a stretch, of every step of which the collection has documents
_LONGEST = 3  # empty steps drawn one by one


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the axis and its days: a bar by its index, or an empty step; `wide` for a longer stretch of them.
    `covered` says that the collection has documents published in it, for a stretch in each of its steps."""

    bar: int | None
    first: date
    last: date
    wide: bool = False
    covered: bool = True


def step_end(first: date, grain: str) -> date:
    """The last day of the step of this grain that begins on a day."""
    if grain == "day":
        return first
    if grain in ("month", "quarter"):
        month = first.month + (1 if grain == "month" else 3)
        return date(first.year, 12, 31) if month > 12 else date(first.year, month, 1) - timedelta(1)
    return date(first.year - first.year % 10 + 9 if grain == "decade" else first.year, 12, 31)


def steps_between(earlier: date, later: date, grain: str) -> int:
    """How many steps of a grain lie between the steps that begin on these days; 0 for neighbours."""
    if grain == "day":
        steps = (later - earlier).days
    elif grain == "month":
        steps = 12 * (later.year - earlier.year) + later.month - earlier.month
    elif grain == "quarter":
        steps = 4 * (later.year - earlier.year) + (later.month - 1) // 3 - (earlier.month - 1) // 3
    else:
        size = 10 if grain == "decade" else 1
        steps = later.year // size - earlier.year // size
    return max(steps - 1, 0)


def columns_of(bars: Sequence[Bar], grain: str, covered: Sequence[date] | None = None) -> list[Column]:
    """The axis: every bar in order, between them up to three empty steps each, or one mark for more. `covered` are
    the first days, in order, of the steps of which the collection has documents; None where that is not known."""
    columns: list[Column] = []
    known = frozenset(covered or ())

    def has(first: date) -> bool:
        return covered is None or first in known

    for i, bar in enumerate(bars):
        if i:
            before = bars[i - 1]
            empty = steps_between(before.first, bar.first, grain)
            first = before.last + timedelta(1)
            if empty > _LONGEST:
                last = bar.first - timedelta(1)
                of = empty if covered is None else bisect_right(covered, last) - bisect_left(covered, first)
                columns.append(Column(None, first, last, wide=True, covered=of >= empty))
                empty = 0
            for _ in range(empty):
                last = step_end(first, grain)
                columns.append(Column(None, first, last, covered=has(first)))
                first = last + timedelta(1)
        columns.append(Column(i, bar.first, bar.last, covered=bool(bar.published) or has(bar.first)))
    return columns


def columns_within(columns: Sequence[Column], first: date, last: date) -> tuple[int, int]:
    """The first and last column that share a day with an interval; the nearest one where none does."""
    begin = bisect_left(columns, first, key=lambda column: column.last)
    end = bisect_right(columns, last, key=lambda column: column.first) - 1
    highest = len(columns) - 1
    begin, end = min(begin, highest), min(max(end, 0), highest)
    return min(begin, end), end


def window(columns: Sequence[Column], at: int, room: int) -> tuple[int, int, int]:
    """Cells per column (1 to 4), and the first and last (exclusive) column that fit into `room` cells around the
    column `at`.

    The window moves by half its size, so that most moves of the pointer leave it where it is.
    """
    step = max(1, min(4, room // max(len(columns), 1)))
    fitting = max(room // step, 1)
    if len(columns) <= fitting:
        return step, 0, len(columns)
    half = max(fitting // 2, 1)
    first = min(max((at // half) * half - half // 2, 0), len(columns) - fitting)
    return step, first, first + fitting


def bar_rows(counts: Sequence[int], marks: Sequence[str], peak: int, rows: int, step: int) -> list[str]:
    """A histogram `rows` lines high, topmost first; columns `step` cells wide, the last cell a space where it can be.

    Whatever is not zero shows at least the lowest block. The tallest, `peak`, fills all rows. `marks` stand on the
    ground where there is nothing, "" for none.
    """
    lines = []
    solid = max(step - 1, 1)
    for row in range(rows - 1, -1, -1):
        parts = []
        for count, mark in zip(counts, marks, strict=True):
            eighths = max(1, round(8 * rows * count / peak)) if count and peak else 0
            block = BLOCKS[min(max(eighths - 8 * row, 0), 8)]
            if not count and mark and row == 0:
                parts.append(mark + " " * (step - 1))
            else:
                parts.append(block * solid + " " * (step - solid))
        lines.append("".join(parts).rstrip())
    return lines


def mark_of(column: Column, *, published: bool) -> str:
    """What stands on the ground of a column with nothing in it: of the documents published, or the dates mentioned."""
    if column.wide:
        return QUIET if column.covered else GAP
    return UNCOVERED if published and not column.covered else ""


def extent(first: int, last: int, text: str, cells: int) -> str:
    """A line that marks the cells `first` to `last` (inclusive) and says what they are, inside the mark where there is
    room, else beside it: "▲ 2021", "├---- 2011-2017 ----┤". At most `cells` long."""
    first = max(min(first, cells - 1), 0)
    last = max(min(last, cells - 1), first)
    long = width(text)
    if last - first >= long + 6:
        left = (last - first - long - 3) // 2
        mark = f"├{'-' * left} {text} {'-' * (last - first - 3 - left - long)}┤"
        return " " * first + mark
    mark = "▲" if first == last else f"├{'-' * (last - first - 1)}┤"
    before, after = first - 1, cells - last - 2
    if after >= long or after >= before:
        return (" " * first + mark + " " + cut(text, max(after, 0))).rstrip()
    return fit(text, before, right=True) + " " + mark
