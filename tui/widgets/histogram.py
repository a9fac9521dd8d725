"""Bars from block characters: columns on a time axis, gaps where nothing is, a window that follows the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from index.models import Bar

BLOCKS = " ▁▂▃▄▅▆▇█"
GAP = "⋯"  # stands for a stretch of empty steps too long to draw
_LONGEST = 3  # empty steps drawn one by one


@dataclass(frozen=True, slots=True)
class Column:
    """One place on the axis: a bar by its index, or an empty step; `wide` for a longer stretch of them."""

    bar: int | None
    wide: bool = False


def steps_between(earlier: date, later: date, grain: str) -> int:
    """How many steps of a grain lie between the steps that begin on these days; 0 for neighbours."""
    if grain == "day":
        steps = (later - earlier).days
    elif grain == "month":
        steps = 12 * (later.year - earlier.year) + later.month - earlier.month
    elif grain == "quarter":
        steps = 4 * (later.year - earlier.year) + (later.month - 1) // 3 - (earlier.month - 1) // 3
    else:
        steps = (later.year - earlier.year) // (10 if grain == "decade" else 1)
    return max(steps - 1, 0)


def columns_of(bars: Sequence[Bar], grain: str) -> list[Column]:
    """The axis: every bar in order, between them up to three empty steps each, or one mark for more."""
    columns: list[Column] = []
    for i, bar in enumerate(bars):
        if i:
            empty = steps_between(bars[i - 1].first, bar.first, grain)
            columns += [Column(None)] * empty if empty <= _LONGEST else [Column(None, wide=True)]
        columns.append(Column(i))
    return columns


def window(columns: Sequence[Column], bar: int, room: int) -> tuple[int, int, int]:
    """Cells per column (1 to 4), and the first and last (exclusive) column that fit into `room` cells around a bar.

    The window moves by half its size, so that most moves of the pointer leave it where it is.
    """
    step = max(1, min(4, room // max(len(columns), 1)))
    fitting = max(room // step, 1)
    if len(columns) <= fitting:
        return step, 0, len(columns)
    at = next(i for i, column in enumerate(columns) if column.bar == bar)
    half = max(fitting // 2, 1)
    first = min(max((at // half) * half - half // 2, 0), len(columns) - fitting)
    return step, first, first + fitting


def bar_rows(counts: Sequence[int], gaps: Sequence[bool], peak: int, rows: int, step: int) -> list[str]:
    """A histogram `rows` lines high, topmost first; columns `step` cells wide, the last cell a space where it can be.

    Whatever is not zero shows at least the lowest block. The tallest, `peak`, fills all rows.
    """
    lines = []
    solid = max(step - 1, 1)
    for row in range(rows - 1, -1, -1):
        parts = []
        for count, gap in zip(counts, gaps, strict=True):
            eighths = max(1, round(8 * rows * count / peak)) if count and peak else 0
            block = BLOCKS[min(max(eighths - 8 * row, 0), 8)]
            if gap and row == 0:
                block = GAP
            parts.append((block if gap else block * solid) + " " * (step - (1 if gap else solid)))
        lines.append("".join(parts).rstrip())
    return lines
