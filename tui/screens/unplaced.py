"""What has no place in time: dates said whose days are not known, by reason, and documents without a date."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Protocol, overload

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from index.models import Entries, Entry
from tui.commands import DATES, DIALOG, bindings_for
from tui.widgets.cells import cut
from tui.widgets.entry_lines import Context, entry_line
from tui.widgets.ink import CURSOR, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from tui.screens.date_questions import Ruling


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_contexts(
        self, entries: Sequence[Entry], then: Callable[[Sequence[tuple[Entry, Context]]], None], /
    ) -> None:
        """Sentences and documents of entries."""

    def show_case(self, entry: Entry, /, *, correct: bool = False) -> None:
        """Open the card of a date."""

    def judge(self, entry: Entry, value: str | None, then: Callable[[Ruling], None], /) -> None:
        """Record what a date means."""

    def undo(self, then: Callable[[Ruling], None], /) -> None:
        """Take back the last judgement."""


class UnplacedList(LineList):
    """Entries under the reasons why they have no place, the reasons with fewest entries first: a vague word seeks no
    place, the others do."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(DATES),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, entries: Entries, below: Below, done: Callable[[Entry | None], object]) -> None:
        super().__init__(id="unplaced")
        self._below = below
        self._done = done
        self._rows = _Rows(entries)
        self._count = len(entries)
        self._contexts: dict[Entry, Context] = {}
        self._asked: set[Entry] = set()
        self._said = ""
        self.cursor = 1

    @property
    def row_count(self) -> int:
        """Entries and reasons."""
        return len(self._rows)

    @property
    def current(self) -> Entry | None:
        """The entry under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if isinstance(row, Entry) else None

    def selectable(self, index: int) -> bool:
        """Reasons are skipped."""
        return isinstance(self._rows[index], Entry)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many there are."""
        return [head_line(f"{grouped(self._count)} without a place · i says why, Esc closes", width, focused=True)]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """What was done last."""
        return [line([(cut(" " + self._said, width), SECTION)], width)] if self._said and height > 3 else []

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """A reason, or the sentence around the words."""
        row = self._rows[index]
        if not isinstance(row, Entry):
            return line([(" " + row, SECTION)], width)
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        return line(entry_line(row, self._contexts.get(row), width, mark=mark, style=style), width)

    def painted(self, first: int, last: int) -> None:
        """Ask for the sentences on screen."""
        shown = [row for row in self._rows[first:last] if isinstance(row, Entry)]
        wanted = [row for row in shown if row not in self._contexts and row not in self._asked]
        if wanted:
            self._asked.update(wanted)
            self._below.ask_contexts(wanted, self.supply)

    def supply(self, contexts: Sequence[tuple[Entry, Context]]) -> None:
        """Sentences that were asked for."""
        self._contexts.update(contexts)
        self.redraw()

    def chosen(self) -> None:
        """Read it in its document."""
        if (entry := self.current) is not None:
            self._done(entry)

    def action_why(self) -> None:
        """Say what is known of it."""
        if (entry := self.current) is not None:
            self._below.show_case(entry)

    def action_correct(self) -> None:
        """Say what it means."""
        if (entry := self.current) is not None:
            self._below.show_case(entry, correct=True)

    def action_reject(self) -> None:
        """It is no date."""
        if (entry := self.current) is not None:
            self._below.judge(entry, None, self._say)

    def action_undo(self) -> None:
        """Take back the last judgement."""
        self._below.undo(self._say)

    def _say(self, ruling: Ruling) -> None:
        self._said = ruling.said
        self.redraw()

    def renew(self, entries: Entries) -> None:
        """Other entries have no place now; the cursor stays near where it was."""
        self._rows, self._count = _Rows(entries), len(entries)
        self._contexts.clear()
        self._asked.clear()
        if self._rows:
            self.move_to(self.cursor)
        self.redraw()


class UnplacedDates(Screen[Entry | None]):
    """Opened by `w` in the timeline, or by Enter on its last row; answers with the entry to read."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#unplaced"

    def __init__(self, entries: Entries, below: Below) -> None:
        super().__init__()
        self.list = UnplacedList(entries, below, self.dismiss)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


class _Rows(Sequence[str | Entry]):
    """Reasons, each with its entries below."""

    def __init__(self, entries: Entries) -> None:
        bases: dict[str, list[int]] = {}
        for place, basis in entries.different("basis").items():
            bases.setdefault(basis.partition(": ")[2] or basis, []).append(place)
        of = entries.column("basis")
        parts = [(reason, entries.take(sum(of == place for place in places) > 0)) for reason, places in bases.items()]
        self._parts = sorted(parts, key=lambda part: len(part[1]))
        self._begins = [0, *accumulate(1 + len(those) for _, those in self._parts)]

    def __len__(self) -> int:
        return self._begins[-1]

    @overload
    def __getitem__(self, at: int) -> str | Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[str | Entry]: ...
    def __getitem__(self, at: int | slice) -> str | Entry | list[str | Entry]:
        if isinstance(at, slice):
            return [self[each] for each in range(len(self))[at]]
        if not 0 <= at < len(self):
            raise IndexError(at)
        part = bisect_right(self._begins, at) - 1
        reason, those = self._parts[part]
        within = at - self._begins[part]
        return those[within - 1] if within else f"{reason} · {grouped(len(those))}"
