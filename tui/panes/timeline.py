"""When: documents published and dates mentioned, a bar per year, month or day, over the entries of the bar chosen.

Two small histograms share one axis, "published" above "mentioned", told apart by place and label, not by colour. A
pointer below them marks the bar; moving it redraws two lines at most, and the entries follow when it rests. A stretch
without documents is drawn as a gap, so that silence in the collection is seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from textual.binding import BindingType
from textual.strip import Strip

from index.models import Bar, Entry
from tui.commands import bindings_for
from tui.messages import EntryChosen, GrainChanged, RangeChosen, SentencesWanted
from tui.widgets.cells import cut, head, pad, width
from tui.widgets.histogram import Column, bar_rows, columns_of, window
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, FOCUSED, SECTION, SELECTED, SNIPPET_HIT, Piece, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

_DAYS = 11  # cells of the days of an entry, with the mark of an estimate
REST = 0.15  # seconds until the entries follow the bar
_FINER = {"decade": "year", "year": "month", "quarter": "month", "month": "day"}
_COARSER = {"day": "month", "month": "year", "quarter": "year", "year": "decade"}
_MANY = {"decade": "decades", "year": "years", "quarter": "quarters", "month": "months", "day": "days"}


class Timeline(LineList):
    """Pane 4. `show` gives it bars and entries, `supply` the sentences it asks for.

    The rows of the list are the entries of the selected bar; `in_entries` says which half has the cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("timeline")]

    def __init__(self, *, id: str = "timeline") -> None:
        super().__init__(id=id)
        self._bars: list[Bar] = []
        self._entries: list[Entry] = []
        self._listed: list[Entry] = []
        self._sentences: dict[Entry, str] = {}
        self._asked: set[Entry] = set()
        self._columns: list[Column] = []
        self._bar = 0
        self._grain = "year"
        self._unresolved = 0
        self._flip = "mentioned"
        self._rest: Timer | None = None
        self.in_entries = False

    # --- Given by the screen ---

    def show(self, bars: Sequence[Bar], entries: Sequence[Entry], *, grain: str, unresolved: int = 0) -> None:
        """Show bars (sorted, non-empty) and the entries under them (sorted by first day). The bar that holds the day
        selected before stays selected, else the one with most documents; so does the entry under the cursor."""
        before, entry = self.selected, self.current
        self._bars, self._entries = list(bars), list(entries)
        self._grain, self._unresolved = grain, unresolved
        self._columns = columns_of(self._bars, grain)
        self._sentences.clear()
        self._asked.clear()
        self._bar = self._bar_near(before)
        self._list_entries()
        self.in_entries = entry in self._listed
        if entry is not None and self.in_entries:
            self.cursor = self._listed.index(entry)
            self.reveal()
        self.redraw()

    def supply(self, sentences: Sequence[tuple[Entry, str]]) -> None:
        """Sentences that were asked for."""
        self._sentences.update(sentences)
        self.redraw()

    # --- Asked by the screen ---

    @property
    def selected(self) -> Bar | None:
        """The bar the pointer is on."""
        return self._bars[self._bar] if self._bars else None

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, where the cursor is in the entries."""
        return self._listed[self.cursor] if self.in_entries and self.cursor < len(self._listed) else None

    @property
    def grain(self) -> str:
        """What one bar is: "decade", "year", "quarter", "month" or "day"."""
        return self._grain

    @property
    def flip(self) -> str:
        """Which dates Enter filters by: "mentioned" or "published"."""
        return self._flip

    # --- Bars ---

    def _bar_near(self, before: Bar | None) -> int:
        if not self._bars:
            return 0
        if before is None:
            return max(range(len(self._bars)), key=lambda i: (self._bars[i].published, self._bars[i].mentioned))
        for i, bar in enumerate(self._bars):
            if bar.last >= before.first:
                return i
        return len(self._bars) - 1

    def _list_entries(self) -> None:
        """The entries whose days overlap the selected bar."""
        bar = self.selected
        self._listed = []
        if bar is not None:
            self._listed = [
                entry
                for entry in self._entries
                if entry.first is not None and entry.first <= bar.last and (entry.last or entry.first) >= bar.first
            ]
        self.cursor = self.top = 0

    def _move_bar(self, index: int) -> None:
        index = max(0, min(index, len(self._bars) - 1))
        if self._bars and index != self._bar:
            self._bar = index
            self._follow_later()
        self.in_entries = False
        self.redraw()

    def _follow_later(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._follow)

    def _follow(self) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
            self._list_entries()
            self.redraw()

    # --- Drawing ---

    @property
    def row_count(self) -> int:
        """Entries of the selected bar."""
        return len(self._listed)

    def has_cursor(self, index: int) -> bool:
        """While the bars have the cursor, no entry has."""
        return self.in_entries and index == self.cursor

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Title, the two histograms, the pointer with what it points at."""
        steps = _MANY.get(self._grain, self._grain)
        about = f"4 Timeline · {steps}" if width >= 50 else f"4 {steps.capitalize()}"
        if self._bars:
            about += f" {self._bars[0].value}" + (f"–{self._bars[-1].value}" if len(self._bars) > 1 else "")
        if self._unresolved:
            about += f" · {grouped(self._unresolved)} unresolved"
        lines = [head_line(about, width, focused=self.has_focus)]
        bar = self.selected
        if bar is None:
            return lines
        rows = 1 if height < 12 else 2 if height < 20 else 3
        label, step, first, last = self._axis(width)
        shown = self._columns[first:last]
        for kind in ("published", "mentioned"):
            peak = max(bar.published if kind == "published" else bar.mentioned for bar in self._bars)
            counts = [0 if c.bar is None else getattr(self._bars[c.bar], kind) for c in shown]
            gaps = [c.bar is None and c.wide for c in shown]
            for number, text in enumerate(bar_rows(counts, gaps, peak, rows, step)):
                name = kind if label > 2 else kind[0]
                named = name if number == rows - 1 else ""
                style = SECTION if kind == self._flip else FAINT
                lines.append(line([(pad(named, label), style), (text, None)], width))
        lines.append(self._pointer(bar, label, step, first, width))
        return lines

    def on_click(self, event: events.Click) -> None:
        """A click on the bars moves the pointer, and on the bar it points at filters. The list handles its rows."""
        label, step, first, last = self._axis(self.size.width)
        if not 1 <= event.y < self._head or not self._bars or event.x < label:
            return
        event.stop()
        at = first + (event.x - label) // step
        near = [c.bar for c in self._columns[at : at + 1] if c.bar is not None] if at < last else []
        if near and near[0] == self._bar and not self.in_entries:
            self.chosen()
        elif near:
            self._move_bar(near[0])

    def _axis(self, cells: int) -> tuple[int, int, int, int]:
        """Cells of the labels, cells of a column, and the first and last (exclusive) column drawn."""
        label = 10 if cells >= 50 else 2
        return label, *window(self._columns, self._bar, max(cells - label - 1, 4))

    def _pointer(self, bar: Bar, label: int, step: int, first: int, cells: int) -> Strip:
        """The line that points at the selected bar, its numbers on the side that has room."""
        column = next(i for i, c in enumerate(self._columns) if c.bar == self._bar)
        at = label + (column - first) * step
        text = f"{bar.value}: {grouped(bar.published)} published, {grouped(bar.mentioned)} mentioned"
        if len(text) + 3 > max(at, cells - at):
            text = f"{bar.value}: {grouped(bar.published)}/{grouped(bar.mentioned)}"
        style: Style | None = SECTION
        if self.has_focus and not self.in_entries:
            style = FOCUSED
        mark: Piece = ("▲", style)
        if at + 2 + len(text) <= cells:
            return line([(" " * at, None), mark, (" ", None), (text, style)], cells)
        return line([(pad(text, at - 1, right=True), style), (" ", None), mark], cells)

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """Days, and the sentence around the words that say them."""
        entry = self._listed[index]
        on = selected and self.in_entries
        style = (SELECTED if self.has_focus else SECTION) if on else None
        days = (CURSOR if on else " ") + pad(cut(("~" if entry.estimated else " ") + _days(entry.value), _DAYS), _DAYS)
        room = max(width - len(days) - 1, 0)
        pieces: list[Piece] = [(days, style), (" ", None)]
        if entry.kind == "published":
            pieces.append((cut("published: " + inert(entry.text), room), None))
        else:
            pieces += _around(entry.text, self._sentences.get(entry, entry.text), room)
        return line(pieces, width)

    def paint_empty(self, width: int) -> list[Strip]:
        """Say that there is nothing, rather than nothing."""
        text = " No entries here" if self._bars else " No dates"
        return [line([(text, FAINT)], width)]

    def painted(self, first: int, last: int) -> None:
        """Ask for the sentences of the entries on screen."""
        wanted = [
            entry
            for entry in self._listed[first:last]
            if entry.kind != "published" and entry not in self._sentences and entry not in self._asked
        ]
        if wanted:
            self._asked.update(wanted)
            self.post_message(SentencesWanted(wanted))

    # --- Keys ---

    def action_earlier(self) -> None:
        """The bar before."""
        self._move_bar(self._bar - 1)

    def action_later(self) -> None:
        """The bar after."""
        self._move_bar(self._bar + 1)

    def action_down(self) -> None:
        """From the bars into the entries, then down."""
        self._follow()
        if self.in_entries:
            super().action_down()
        elif self._listed:
            self.in_entries = True
            self.redraw()

    def action_up(self) -> None:
        """Up in the entries, from the first back to the bars."""
        if self.in_entries and self.cursor == 0:
            self.in_entries = False
            self.redraw()
        elif self.in_entries:
            super().action_up()

    def action_first(self) -> None:
        """The first bar, or entry."""
        if self.in_entries:
            super().action_first()
        else:
            self._move_bar(0)

    def action_last(self) -> None:
        """The last bar, or entry."""
        if self.in_entries:
            super().action_last()
        else:
            self._move_bar(len(self._bars) - 1)

    def action_page_down(self) -> None:
        """A page of entries; among the bars, ten of them."""
        if self.in_entries:
            super().action_page_down()
        else:
            self._move_bar(self._bar + 10)

    def action_page_up(self) -> None:
        """A page of entries; among the bars, ten of them."""
        if self.in_entries:
            super().action_page_up()
        else:
            self._move_bar(self._bar - 10)

    def move_to(self, index: int, *, direction: int = 1) -> bool:
        """Moving in the entries puts the cursor there."""
        self.in_entries = bool(self._listed)
        return super().move_to(index, direction=direction)

    def chosen(self) -> None:
        """On a bar, filter by it; on an entry, open its document at the sentence."""
        bar, entry = self.selected, self.current
        if entry is not None:
            self.post_message(EntryChosen(entry))
        elif bar is not None:
            field = "date" if self._flip == "published" else "mentions"
            value = f"{bar.first.year}..{bar.last.year}" if self._grain == "decade" else bar.value
            self.post_message(RangeChosen(field, value, bar.first, bar.last))

    def action_zoom_in(self) -> None:
        """The selected bar in finer steps."""
        bar = self.selected
        if bar is not None and self._grain in _FINER:
            self.post_message(GrainChanged(_FINER[self._grain], (bar.first, bar.last)))

    def action_zoom_out(self) -> None:
        """Coarser steps, and what surrounds them."""
        bar = self.selected
        if self._grain not in _COARSER:
            return
        within = None
        if self._grain == "day" and bar is not None:
            within = (date(bar.first.year, 1, 1), date(bar.first.year, 12, 31))
        self.post_message(GrainChanged(_COARSER[self._grain], within))

    def action_flip(self) -> None:
        """Filter by publication, or by dates mentioned."""
        self._flip = "published" if self._flip == "mentioned" else "mentioned"
        self.redraw()


def _days(value: str) -> str:
    """A range without what its two ends share: "2025-01/2025-09" is "2025-01/09"."""
    first, slash, last = value.partition("/")
    begin, end = first.split("-"), last.split("-")
    if len(begin) == len(end):
        while len(end) > 1 and begin[0] == end[0]:
            begin, end = begin[1:], end[1:]
    return first + slash + "-".join(end)


def _around(words: str, sentence: str, room: int) -> list[Piece]:
    """A sentence cut so that the words in question show, and they set apart."""
    shown, sought = inert(sentence), inert(words)
    start = shown.find(sought)
    if start < 0 or not sought or room < 4:
        return [(cut(shown, room), None)]
    before, after = shown[:start], shown[start + len(sought) :]
    if width(shown) > room and width(before) > room // 3:
        # What stands before gets a third of the room, more where what follows leaves it, from a whole word on.
        lead = max(room // 3, room - 1 - width(sought) - width(after))
        first = len(before)
        while first and width(before[first - 1 :]) < lead:
            first -= 1
        space = before.find(" ", first)
        before = "…" + before[space + 1 if 0 <= space < len(before) - 1 else first :]
    left = room - width(before) - width(sought)
    if left <= 0:
        return [(before, None), (sought[: head(sought, room - width(before))], SNIPPET_HIT)]
    return [(before, None), (sought, SNIPPET_HIT), (cut(after, left), None)]
