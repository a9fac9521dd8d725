"""Pane 1, the list of documents that answer the query: what its keys do. Its lines are `document_rows`.

Keys pressed while another answer is on its way are meant for that answer, and wait until it is here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from index.models import Order
from tui.commands import bindings_for
from tui.messages import CompareWanted, DocumentChosen, OrderChanged, Said, TimelineWanted
from tui.panes.document_rows import DocumentRows


class DocumentList(DocumentRows):
    """The lines and their keys."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("documents")]

    def __init__(self, *, id: str = "documents") -> None:
        super().__init__(id=id)
        self._held = False
        self._waiting: list[Callable[[], None]] = []
        self._leads_on = False  # whether any of them does, see `when_answered`

    def hold(self) -> None:
        """Another answer is on its way: keys pressed from now on are meant for it, and wait until `release`."""
        self._held = True

    def release(self) -> None:
        """The answer is here: do what was asked for meanwhile."""
        self._held = self._leads_on = False
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            action()

    @property
    def owes(self) -> bool:
        """Whether something waits that leads on, to a screen or another pane: the next keys are meant for that."""
        return self._leads_on

    def give_up(self) -> None:
        """What waits is not wanted any more."""
        self._waiting.clear()
        self._leads_on = False

    # --- Keys, which wait for an answer that is on its way ---

    def when_answered(self, action: Callable[[], None], *, leads_on: bool = False) -> None:
        if not self._held:
            action()
            return
        self._waiting.append(action)
        self._leads_on |= leads_on

    def action_down(self) -> None:
        """One document down."""
        self.when_answered(super().action_down)

    def action_up(self) -> None:
        """One document up."""
        self.when_answered(super().action_up)

    def action_first(self) -> None:
        """The first document."""
        self.when_answered(super().action_first)

    def action_last(self) -> None:
        """The last document."""
        self.when_answered(super().action_last)

    def action_page_down(self) -> None:
        """One page down."""
        self.when_answered(super().action_page_down)

    def action_page_up(self) -> None:
        """One page up."""
        self.when_answered(super().action_page_up)

    def action_open(self) -> None:
        """Unfold the copies under the cursor, or read the document there."""
        self.when_answered(super().action_open, leads_on=True)

    def action_unfold(self) -> None:
        """Show the copies that stand under the row."""
        self.when_answered(self._unfold_here)

    def action_fold(self) -> None:
        """One row for all copies again."""
        self.when_answered(self._fold)

    def _unfold_here(self) -> None:
        self._unfold()

    def _unfold(self) -> bool:
        place = self._stacked.place_at(self.cursor)
        unfolded = place is not None and self._stacked.unfold(place)
        if unfolded:
            self.reveal()
            self.redraw()
        return unfolded

    def _fold(self) -> None:
        place = self._stacked.place_at(self.cursor)
        lead = self._stacked.fold(place) if place is not None else None
        if lead is not None:
            self.cursor = self._stacked.row_of(lead)
            self.reveal()
            self.redraw()
            self.cursor_moved()

    def action_compare(self) -> None:
        """Compare a copy with the text it stands under, or two documents that were selected."""
        self.when_answered(self._compare, leads_on=True)

    def _compare(self) -> None:
        number, place = self.current_number, self._stacked.place_at(self.cursor)
        if number is None or place is None:
            return
        numbers = self._page.numbers
        lead = self._stacked.lead(place)
        chosen = self.picked
        if self._picked - {number}:
            self.post_message(CompareWanted(chosen[:2] if number in self._picked else (chosen[0], number)))
        elif lead is not None:
            others = (numbers[each] for each in self._stacked.copies(lead) if each != place)
            self.post_message(CompareWanted((numbers[lead], number, *others)))
        elif copies := self._stacked.copies(place):
            self.post_message(CompareWanted((number, *(numbers[each] for each in copies))))
        else:
            self._picked.add(number)
            self.redraw()
            self.post_message(Said("Selected: = on another document compares the two"))

    # --- Telling ---

    def chosen(self) -> None:
        """Read the document under the cursor; copies folded under it are unfolded first."""
        if self._unfold():
            return
        if (row := self.current) is not None:
            self.post_message(DocumentChosen(row))

    def action_timeline(self) -> None:
        """Ask for the timeline at the day the document was published."""
        if self.current is not None:
            self.post_message(TimelineWanted())

    def action_order(self) -> None:
        """Ask for the next order."""
        orders = list(Order)
        # At once, not with the answer: pressed twice, the key goes two orders on
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self.post_message(OrderChanged(self._order))
