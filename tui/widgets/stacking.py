"""Places in an answer and rows of a list: copies of one text stand as one row until they are unfolded, and between the
documents that match every word and those that match some stands a rule, which takes a row of its own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from index.models import Page, Stacks


class Stacked:
    """The rows of one answer. Which groups are unfolded is kept by name, so that it outlives the answer."""

    def __init__(self) -> None:
        self._stacks = Stacks()
        self._rows: Sequence[int] = ()
        self._leads: dict[int, int] = {}  # place of a copy -> the place it stands under
        self._unfolded: set[str] = set()
        self._complete = 0
        self._partial = 0
        self._rule: int | None = None

    def show(self, page: Page, stacks: Stacks | None) -> None:
        """Take another answer."""
        documents = len(page.numbers)
        self._complete, self._partial = page.complete, documents - page.complete
        self._stacks = stacks if stacks is not None else Stacks(range(documents))
        named = self._stacks.names
        self._leads = {place: lead for lead in named for place in self._stacks.under[lead]}
        self._arrange()

    def _arrange(self) -> None:
        unfolded = {lead for lead, name in self._stacks.names.items() if name in self._unfolded}
        rows = self._stacks.rows
        if unfolded:
            under = self._stacks.under
            rows = [each for place in rows for each in ((place, *under[place]) if place in unfolded else (place,))]
        self._rows = rows
        self._rule = None
        if self._partial:  # every row before the rule is a complete match, and none behind it
            whole = self._complete
            self._rule = sum(place < whole for place in rows) if unfolded else bisect_left(rows, whole)

    @property
    def count(self) -> int:
        """Rows in all, the rule included."""
        return len(self._rows) + (self._rule is not None)

    @property
    def rule(self) -> int | None:
        """The row of the rule, None where there is none."""
        return self._rule

    @property
    def has_copies(self) -> bool:
        """Whether any row stands, or stood until it was unfolded, for more than one document."""
        return bool(self._stacks.under)

    def position(self, row: int) -> tuple[int, int]:
        """Which row, from 1, of how many, the rule not counted."""
        return row + (self._rule is None or row < self._rule), len(self._rows)

    def place_at(self, row: int) -> int | None:
        """The place in the answer of the document on a row; None for the rule, or where there is no such row."""
        if row == self._rule or not 0 <= row < self.count:
            return None
        return self._rows[row - (self._rule is not None and row > self._rule)]

    def row_of(self, place: int) -> int:
        """The row of a document; the row of what it is folded under is unfolded for it."""
        lead = self._leads.get(place)
        if lead is not None and self._stacks.names[lead] not in self._unfolded:
            self.unfold(lead)
        row = self._rows.index(place) if not isinstance(self._rows, range) else place
        return row + (self._rule is not None and row >= self._rule)

    def copies(self, place: int) -> Sequence[int]:
        """The places of the copies under a document, folded or not."""
        return self._stacks.under.get(place, ())

    def lead(self, place: int) -> int | None:
        """The place of what a copy stands under; None for what stands for itself."""
        return self._leads.get(place)

    def is_unfolded(self, place: int) -> bool:
        """Whether the copies under a document show."""
        return self._stacks.names.get(place, "") in self._unfolded

    def unfold(self, place: int) -> bool:
        """Show the copies under a document; False where there are none or they show already."""
        name = self._stacks.names.get(place)
        if not name or name in self._unfolded:
            return False
        self._unfolded.add(name)
        self._arrange()
        return True

    def fold(self, place: int) -> int | None:
        """Hide the copies of a group, any of whose places is given; the place that stands for them, None where nothing
        was unfolded."""
        lead = self._leads.get(place, place)
        name = self._stacks.names.get(lead)
        if name not in self._unfolded or name is None:
            return None
        self._unfolded.discard(name)
        self._arrange()
        return lead
