"""Which row of a list is of which entry, where an entry may take several rows and most have not been counted yet.

A binary indexed tree (P. M. Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and
Experience 24, 1994) over what the entries take beyond their first row: counting one, and finding the entry of a row,
cost the logarithm of how many there are.
"""

from __future__ import annotations

from array import array


class RowCounts:
    """Rows of `entries` entries: one each until `count` says otherwise."""

    def __init__(self, entries: int = 0) -> None:
        self._entries = entries
        self._more = array("i", bytes(4 * (entries + 1)))  # the tree, from 1
        self._known: dict[int, int] = {}
        self.total = entries
        self._highest = 1 << max(entries.bit_length() - 1, 0)

    def count(self, entry: int, rows: int) -> None:
        """The entry takes so many rows, at least one."""
        change = rows - self._known.get(entry, 1)
        self._known[entry] = rows
        if not change:
            return
        self.total += change
        at = entry + 1
        while at <= self._entries:
            self._more[at] += change
            at += at & -at

    def rows(self, entry: int) -> int:
        """How many rows the entry takes, as far as is known."""
        return self._known.get(entry, 1)

    def first_row(self, entry: int) -> int:
        """The first row of an entry."""
        row, at = entry, entry
        while at:
            row += self._more[at]
            at -= at & -at
        return row

    def at(self, row: int) -> tuple[int, int]:
        """The entry of a row, and which of its rows it is, from 0."""
        entry, left, step = 0, row, self._highest
        while step:
            following = entry + step
            if following <= self._entries and step + self._more[following] <= left:
                entry, left = following, left - step - self._more[following]
            step >>= 1
        return entry, left
