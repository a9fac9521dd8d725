"""The two histograms of the timeline over one axis, "published" above "mentioned", and the line that points at it.

They are told apart by place and label, not by colour; the label of what the list and the filters go by is bold.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from rich.style import Style
from textual.strip import Strip

from index.models import Bar
from tui.widgets.cells import cut, pad, width
from tui.widgets.histogram import bar_rows, columns_of, columns_within, extent, mark_of, window
from tui.widgets.ink import FAINT, SECTION, line

KINDS = ("published", "mentioned")
_NAMED_FROM = 50  # cells of a line from which the labels are words


class Axis:
    """Bars of one grain, laid out once; what of it is in sight depends on the width and on the bar pointed at."""

    def __init__(self, bars: Sequence[Bar], grain: str, covered: Sequence[date] | None) -> None:
        self.bars = bars
        self._columns = columns_of(bars, grain, covered)
        self._of_bar = [i for i, column in enumerate(self._columns) if column.bar is not None]
        self._peaks = {kind: max((_count(bar, kind) for bar in bars), default=0) for kind in KINDS}

    def is_covered(self, bar: int) -> bool:
        """Whether the collection has documents published in the step of a bar."""
        return self._columns[self._of_bar[bar]].covered

    def near(self, day: date) -> int:
        """The bar whose step holds a day, else the next one, else the last."""
        first, last = 0, len(self.bars)
        while first < last:
            middle = (first + last) // 2
            if self.bars[middle].last < day:
                first = middle + 1
            else:
                last = middle
        return min(first, len(self.bars) - 1)

    def _window(self, cells: int, bar: int) -> tuple[int, int, int, int]:
        """Cells of the labels, cells of a column, the first and last (exclusive) column in sight."""
        label = 10 if cells >= _NAMED_FROM else 2
        return label, *window(self._columns, self._of_bar[bar], max(cells - label - 1, 4))

    def lines(self, cells: int, rows: int, bar: int, flip: str) -> list[Strip]:
        """The histograms, each `rows` lines high, around a bar; `flip` is the one that counts now."""
        label, step, first, last = self._window(cells, bar)
        shown = self._columns[first:last]
        lines = []
        for kind in KINDS:
            counts = [0 if column.bar is None else _count(self.bars[column.bar], kind) for column in shown]
            marks = [mark_of(column, published=kind == "published") for column in shown]
            for number, text in enumerate(bar_rows(counts, marks, self._peaks[kind], rows, step)):
                name = kind if label > 2 else kind[0]
                named = name if number == rows - 1 else ""
                lines.append(line([(pad(named, label), SECTION if kind == flip else FAINT), (text, None)], cells))
        return lines

    def pointer(
        self, cells: int, bar: int, days: tuple[date, date], text: str, short: str, style: Style | None
    ) -> Strip:
        """The line that marks some days on the axis, those out of sight at its end, and says what they are; where room
        is short in the `short` form, cut where there is none."""
        label, step, first, _ = self._window(cells, bar)
        begin, end = columns_within(self._columns, *days)
        left, right = label + (begin - first) * step, label + (end - first) * step
        if end > begin:
            right += max(step - 2, 0)
        left, right = (min(max(cell, label), cells - 1) for cell in (left, right))
        beside = max(left - 1, cells - right - 2, right - left - 6)
        said = text if width(text) <= beside else short or cut(text, beside)
        shown = extent(left, right, said, cells)
        blank = len(shown) - len(shown.lstrip())
        return line([(" " * blank, None), (shown[blank:], style)], cells)

    def bar_at(self, cells: int, bar: int, x: int) -> int | None:
        """The bar drawn at a cell of the line, while the window is around `bar`; None beside the bars."""
        label, step, first, last = self._window(cells, bar)
        at = first + (x - label) // step
        return self._columns[at].bar if x >= label and at < last else None


def _count(bar: Bar, kind: str) -> int:
    return bar.published if kind == "published" else bar.mentioned
