"""When: documents published and dates mentioned, a bar per step of time, over the entries of the step chosen.

A pointer below the bars marks the step; moving it redraws its line, and entries and bars in sight follow when it rests.
While the cursor is in the entries the same line marks the days of the entry, a span as a span, and names its document.
`p` flips between the two ways of seeing it: by when it happened, entries of the same days stand together; by when it
was published, those of a document. What the two share, bars, brush, zoom and entries, is one cursor in two halves,
which is why they share this file; `widgets` has the drawing and the grouping.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from index.models import Bar, Entry
from tui.commands import bindings_for
from tui.messages import (
    DateJudged,
    EntryChosen,
    GrainChanged,
    RangeChosen,
    SentencesWanted,
    UndoWanted,
    UnplacedWanted,
    WhyWanted,
)
from tui.widgets.axis import Axis
from tui.widgets.entry_lines import Context, days, entry_line, head_of_group, unplaced_line
from tui.widgets.grouping import Chronicle, Groups, Head, Listing, identity
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, FOCUSED, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from textual import events
    from textual.timer import Timer

_Place = tuple[date, tuple[int, int, str] | None]  # a day, and the identity of an entry

REST = 0.15  # seconds until the entries follow the bar, and the pointer the entry
_GRAINS = ("decade", "year", "quarter", "month", "day")
_NAMED_FROM = 50  # cells from which the title says all


class Timeline(LineList):
    """Pane 4. `show` gives it a chronicle, `supply` the sentences it asks for.

    The rows of the list are the entries of the selected bar, or of the range brushed; `in_entries` says which half has
    the cursor.
    """

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("timeline")]

    def __init__(self, *, id: str = "timeline") -> None:
        super().__init__(id=id)
        self._chronicle = Chronicle()
        self._axis = Axis((), "year", None)
        self._groups: Groups | None = None
        self._listing = Listing(None, {})
        self._folded: dict[tuple[object, ...], bool] = {}
        self._contexts: dict[Entry, Context] = {}
        self._asked: set[Entry] = set()
        self._bar = 0
        self._around = 0  # the bar that the bars in sight are around: it follows when the pointer rests
        self._anchor: int | None = None  # the bar at which the range that is being brushed began
        self._flip = "mentioned"
        self._goal: _Place | None = None  # where to go once what is on its way is shown
        self._place: _Place | None = None  # where zooming began, until something else moves
        self._marked: Entry | None = None  # what the pointer names
        self._rest: Timer | None = None
        self._visited = False  # whether the place was somebody's choice
        self.in_entries = False

    # --- Given by the screen ---

    def show(self, chronicle: Chronicle) -> None:
        """Show what was found. Selected is the step with most documents, until somebody has been here: then the step
        selected before, in other steps the one that holds the day at which zooming began. The entry under the cursor
        keeps the cursor."""
        bar, entry = self.selected, self.current
        row = self.cursor if self.in_entries else None
        goal, self._goal = self._goal, None
        if goal is None and bar is not None and self._visited:
            goal = self._place or (bar.first, identity(entry) if entry is not None else None)
        self._chronicle = chronicle
        self._lay_axis()
        self._contexts.clear()
        self._asked.clear()
        self._anchor = None
        bars = self._bars
        self._bar = max(range(len(bars)), key=lambda i: (bars[i].published, bars[i].mentioned), default=0)
        if goal is None:
            self._list_entries()
        else:
            self._go(*goal, row=row)
        self.redraw()

    def centre(self, first: date, entry: tuple[int, int, str] | None = None, *, coming: bool = False) -> None:
        """Go to a day and, where it has one, to an entry by its `identity`; with `coming` once the chronicle that is
        on its way is shown."""
        self._place, self._visited = None, True
        if coming or not self._bars:
            self._goal = first, entry
        else:
            self._go(first, entry)
            self.redraw()

    def supply(self, contexts: Sequence[tuple[Entry, Context]]) -> None:
        """Sentences and documents that were asked for."""
        self._contexts.update(contexts)
        self.redraw()

    def on_focus(self, event: events.Focus) -> None:
        """Somebody is here. (Textual also calls the one above it.)"""
        self._visited = True

    # --- Asked by the screen ---

    @property
    def selected(self) -> Bar | None:
        """The bar the pointer is on."""
        return self._bars[self._bar] if self._bars else None

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor, where the cursor is on one."""
        row = self._row()
        return row if isinstance(row, Entry) else None

    @property
    def grain(self) -> str:
        """What one bar is: "decade", "year", "quarter", "month" or "day"."""
        return self._chronicle.grain

    @property
    def flip(self) -> str:
        """Which dates list and filters go by: "mentioned" or "published"."""
        return self._flip

    @property
    def brushing(self) -> bool:
        """Whether a range of bars is being chosen."""
        return self._anchor is not None

    def end_range(self) -> bool:
        """Choose a range no longer; False if none was being chosen."""
        if self._anchor is None:
            return False
        self._anchor = None
        self._list_entries()
        self.redraw()
        return True

    # --- Bars ---

    @property
    def _bars(self) -> Sequence[Bar]:
        """The bars of this way of seeing it."""
        by_day = self._chronicle.published_bars if self._flip == "published" else None
        return self._chronicle.bars if by_day is None else by_day

    @property
    def _all_groups(self) -> Groups | None:
        """The groups of this way of seeing it, of all steps."""
        return self._chronicle.published if self._flip == "published" else self._chronicle.happened

    def _lay_axis(self) -> None:
        self._axis = Axis(self._bars, self._chronicle.grain, self._chronicle.covered)

    def _days(self) -> tuple[date, date] | None:
        """First and last day of the bar, or of the range."""
        bars = self._bars
        if not bars:
            return None
        other = self._bar if self._anchor is None else self._anchor
        return bars[min(other, self._bar)].first, bars[max(other, self._bar)].last

    def _list_entries(self) -> None:
        """The entries whose days, or whose document's day, touch the selected bar or range."""
        among = self._days()
        groups = self._all_groups
        self._groups = groups.touching(*among) if among and groups is not None else None
        self._listing = Listing(self._groups, self._folded)
        self.cursor = self.top = 0
        self.in_entries = False
        self._around = self._bar

    def _go(self, day: date, entry: tuple[int, int, str] | None, *, row: int | None = None) -> None:
        """To the bar that holds a day and to an entry, else to a row that was under the cursor."""
        if self._bars:
            self._bar = self._axis.near(day)
        self._list_entries()
        found = self._find(entry) if entry is not None else None
        if found is None and entry is not None and row is not None and self.row_count:
            found = min(row, self.row_count - 1)
        if found is not None:
            self.in_entries, self.cursor = True, found
            self.reveal()
        self._mark()

    def _find(self, wanted: tuple[int, int, str]) -> int | None:
        """The row of an entry, unfolded for it; by publication, in the bar of its document."""
        if self._flip == "published":
            home = self._all_groups.of_document(wanted[0]) if self._all_groups is not None else None
            among = self._days()
            if home is not None and among is not None and not (home.first <= among[1] and home.last >= among[0]):
                self._bar = self._axis.near(home.first)
                self._list_entries()
        at = self._listing.row_of(wanted)
        if at is None:
            return None
        here = self._listing.at(at)
        if (
            isinstance(here, Head)
            and not here.open
            and (here.group.head is None or identity(here.group.head) != wanted)
        ):
            self._folded[here.group.key] = False
            self._listing = Listing(self._groups, self._folded)
            at = self._listing.row_of(wanted)
        return at

    def _move_bar(self, index: int, direction: int = 0) -> None:
        """To a bar; by publication, in a direction on to one in which documents were published."""
        bars = self._bars
        while self._flip == "published" and 0 <= index < len(bars) and direction and not bars[index].published:
            index += direction
        if direction and not 0 <= index < len(bars):
            index = self._bar
        index = max(0, min(index, len(bars) - 1))
        if bars and index != self._bar:
            self._bar = index
            self._follow_later()
        self._place = None
        self.in_entries = False
        self.redraw()

    def _follow_later(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, self._follow)

    def _follow(self) -> None:
        """The list follows the bar, or the pointer the entry."""
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
            if not self.in_entries:
                self._list_entries()
            self._mark()
            self.redraw()

    def _mark(self) -> None:
        row = self._row()
        self._marked = row.group.entries[0] if isinstance(row, Head) else row

    def cursor_moved(self) -> None:
        """Another entry: the pointer names it once the cursor rests."""
        self._place = None
        self._follow_later()

    # --- Drawing ---

    @property
    def row_count(self) -> int:
        """Entries of the selected bar and heads of groups; the last row is about what has no place in time."""
        return len(self._listing) + bool(self._chronicle.unplaced)

    def _row(self) -> Head | Entry | None:
        """What is under the cursor; None on the bars and on the last row."""
        if not self.in_entries or self.cursor >= len(self._listing):
            return None
        return self._listing.at(self.cursor)

    def has_cursor(self, index: int) -> bool:
        """While the bars have the cursor, no entry has."""
        return self.in_entries and index == self.cursor

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Title, the two histograms, the pointer with what it points at."""
        lines = [head_line(self._title(width), width, focused=self.has_focus)]
        bar = self.selected
        if bar is None or height < 3:
            return lines
        rows = 0 if height < 5 else 1 if height < 12 else 2 if height < 20 else 3
        if rows:
            lines += self._axis.lines(width, rows, self._around, self._flip)
        lines.append(self._pointer(bar, width))
        return lines

    def _title(self, width: int) -> str:
        bars, unplaced = self._bars, self._chronicle.unplaced
        wide, by = width >= _NAMED_FROM, "published" if self._flip == "published" else "happened"
        about = f"4 Timeline · {by} · {self.grain}s" if wide else f"4 {by.capitalize()}, {self.grain}s"
        if bars:
            about += f" {bars[0].value}" + (f"–{bars[-1].value}" if len(bars) > 1 else "")
        room = width - len(about) - 2
        parts = [f" · {grouped(unplaced.dates)} unresolved"] if unplaced.dates else []
        if self._chronicle.within is not None and self._flip != "published":
            parts.insert(0, " only")  # what the query asks for
        if unplaced.documents and (wide or not unplaced.dates):
            parts.append(f" · {grouped(unplaced.documents)} undated")
        for part in parts:
            if len(part) > room:
                break
            about, room = about + part, room - len(part)
        return about

    def _pointer(self, bar: Bar, cells: int) -> Strip:
        """The line under the bars: the range, the entry, or the bar."""
        among = self._days()
        assert among is not None
        style = FOCUSED if self.has_focus and not self.in_entries else SECTION
        entry = self._marked
        if self._anchor is not None and not self.in_entries:
            value = self._range()
            return self._axis.pointer(cells, self._around, among, f"{value} Enter filters, Esc ends", value, style)
        if self.in_entries and entry is not None and entry.first and entry.last:
            context = self._contexts.get(entry)
            title = context.row.title if context else entry.text if entry.kind == "published" else ""
            named = f"{days(entry.value)} · {title}" if title else days(entry.value)
            if context is not None and context.row.published and entry.kind != "published":
                named += f" ({context.row.published})"
            return self._axis.pointer(cells, self._around, (entry.first, entry.last), inert(named), "", style)
        silent = not bar.published and not self._axis.is_covered(self._bar)
        said = "collection silent" if silent else f"{grouped(bar.published)} published"
        text = f"{bar.value}: {said}, {grouped(bar.mentioned)} mentioned"
        counted = "silent" if silent else f"{grouped(bar.published)} publ."
        short = f"{bar.value}: {counted}, {grouped(bar.mentioned)} ment."
        return self._axis.pointer(cells, self._around, among, text, short, style)

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """Days, and the sentence around the words that say them."""
        on = selected and self.in_entries
        style = (SELECTED if self.has_focus else SECTION) if on else None
        mark = CURSOR if on else " "
        if index >= len(self._listing):
            said = unplaced_line(self._chronicle.unplaced, width - 2)
            return line([(mark, style), (" ", None), (said, style or FAINT)], width)
        row = self._listing.at(index)
        if isinstance(row, Head):
            context = self._contexts.get(row.group.entries[0])
            return line(head_of_group(row, context, width, mark=mark, style=style), width)
        group = self._listing.under(index)
        return line(entry_line(row, self._contexts.get(row), width, mark=mark, style=style, under=group), width)

    def paint_empty(self, width: int) -> list[Strip]:
        """Say that there is nothing, rather than nothing."""
        exact = self._chronicle.happened and not self._bars
        text = " No entries here" if self._bars else " No dates as exact as that" if exact else " No dates"
        return [line([(text, FAINT)], width)]

    def painted(self, first: int, last: int) -> None:
        """Ask for the sentences of the entries on screen, and of as many below, which the next keys bring there."""
        wanted = []
        for index in range(first, min(2 * last - first, len(self._listing))):
            row = self._listing.at(index)
            entry = row.group.entries[0] if isinstance(row, Head) else row
            if entry not in self._contexts and entry not in self._asked:
                wanted.append(entry)
        if wanted:
            self._asked.update(wanted)
            self.post_message(SentencesWanted(wanted))

    # --- Moving ---

    def action_earlier(self) -> None:
        """The bar before."""
        self._move_bar(self._bar - 1, -1)

    def action_later(self) -> None:
        """The bar after."""
        self._move_bar(self._bar + 1, 1)

    def action_down(self) -> None:
        """From the bars into the entries, then down."""
        if not self.in_entries:
            self._follow()
        if self.in_entries:
            super().action_down()
        elif self.row_count:
            self.in_entries, self._place = True, None
            self._mark()
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
        self.in_entries = bool(self.row_count)
        return super().move_to(index, direction=direction)

    def on_click(self, event: events.Click) -> None:
        """A click on the bars moves the pointer, and on the bar it points at filters. The list handles its rows."""
        if not 1 <= event.y < self._head or not self._bars:
            return
        near = self._axis.bar_at(self.size.width, self._around, event.x)
        if near is None:
            return
        event.stop()
        if near == self._bar and not self.in_entries:
            self.chosen()
        else:
            self._move_bar(near)

    # --- Choosing ---

    def chosen(self) -> None:
        """Filter by a bar or by the range; fold or unfold a group; open the document of an entry at the sentence; say
        what has no place."""
        row = self._row()
        if self.in_entries:
            if isinstance(row, Head):
                self._folded[row.group.key] = row.open
                self._listing = Listing(self._groups, self._folded)
                self.redraw()
            elif row is not None:
                self.post_message(EntryChosen(row))
            else:
                self.post_message(UnplacedWanted())
            return
        among = self._days()
        if among is not None:
            field = "date" if self._flip == "published" else "mentions"
            self.post_message(RangeChosen(field, self._range(), *among))

    def _range(self) -> str:
        """The bar, or the range, as the query language writes it."""
        bars = self._bars
        other = self._bar if self._anchor is None else self._anchor
        first, last = bars[min(other, self._bar)], bars[max(other, self._bar)]
        if self.grain == "decade":
            return f"{first.first.year:04d}..{last.last.year:04d}"
        return first.value if first is last else f"{first.value}..{last.value}"

    def action_range(self) -> None:
        """Begin a range at this bar, or end it."""
        if not self.end_range() and self._bars:
            self._anchor = self._bar
            self.in_entries = False
            self.redraw()

    def action_zoom_in(self) -> None:
        """Finer steps, at the same place."""
        self._zoom(1)

    def action_zoom_out(self) -> None:
        """Coarser steps, at the same place."""
        self._zoom(-1)

    def _zoom(self, by: int) -> None:
        """Other steps around the day that the user moved to: however often it is pressed, that day stays."""
        index = _GRAINS.index(self.grain) + by
        if 0 <= index < len(_GRAINS):
            bar, entry = self.selected, self.current
            if self._place is None and bar is not None:
                if entry is not None and entry.first is not None:
                    self._place = max(bar.first, min(entry.first, bar.last)), identity(entry)
                elif (groups := self._all_groups) is not None:
                    self._place = groups.telling_day(bar.first, bar.last), None
            self.post_message(GrainChanged(_GRAINS[index]))

    def action_flip(self) -> None:
        """By when it was published, or by when it happened."""
        bar, entry = self.selected, self.current
        self._flip = "published" if self._flip == "mentioned" else "mentioned"
        self._anchor, self._bar = None, 0
        self._lay_axis()
        if bar is not None:
            self._go(*(self._place or (bar.first, identity(entry) if entry is not None else None)))
        self.redraw()

    # --- Judging ---

    def _judged(self) -> Entry | None:
        """The entry under the cursor; on the line of a document, its publication."""
        row = self._row()
        return row.group.head if isinstance(row, Head) else row

    def action_why(self) -> None:
        """Say why the entry was read so."""
        if (entry := self._judged()) is not None:
            self.post_message(WhyWanted(entry))

    def action_correct(self) -> None:
        """Say what the entry means."""
        if (entry := self._judged()) is not None:
            self.post_message(WhyWanted(entry, correct=True))

    def action_reject(self) -> None:
        """Say that the entry is no date."""
        if (entry := self._judged()) is not None:
            self.post_message(DateJudged(entry))

    def action_undo(self) -> None:
        """Take the last judgement back."""
        self.post_message(UndoWanted())

    def action_unplaced(self) -> None:
        """Say what has no place in time, and why."""
        self.post_message(UnplacedWanted())
