"""The timeline of any documents at all, chosen from the entries of all of them.

The entries of a whole index are read once and kept in columns, sorted; what a query found is then a choice among them
that takes milliseconds, where reading the dates of 100,000 documents takes seconds. A question that is overtaken while
they are read leaves what it has read to the next. Few documents are read by themselves, as are those of which the user
judged dates.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from index.annotators import whole_ranges
from index.engine import Engine
from index.library import chronology
from index.library.counting import MANY, Looking
from index.library.judged import Judged
from index.models import DATES, Annotation, Entries, EntriesWriter, Entry, Everything, Order

S = TypeVar("S", Sequence[int], NDArray[np.int64])

PORTION = 64  # documents between two looks at whether the answer is still wanted


class Chronicler:
    """The entries of one state of an index. `looking` is put around what takes long, and may raise."""

    def __init__(self, engine: Engine, looking: Looking) -> None:
        self._engine, self._looking = engine, looking
        self._generation = engine.generation
        self._numbers: NDArray[np.int64] | None = None  # all documents there are
        self._read = 0  # how many of these have been read
        self._writer = EntriesWriter()
        self._whole: Entries | None = None
        self._judged: Mapping[int, Sequence[Annotation]] = {}  # the judged dates that are among the entries

    def answers(self, engine: Engine) -> bool:
        """Whether the entries are still those of an engine."""
        return engine is self._engine and engine.generation == self._generation

    def of(self, scope: Sequence[int], judged: Judged) -> tuple[Entries, Entries]:
        """The entries of some documents by day, as `chronology.entry_order` says, and what has no place among them:
        documents without a date, then dates that name no days, both in the order of `scope`."""
        if len(scope) > MANY and self._worth_reading_all(len(scope)):
            chosen = np.asarray(self._engine.among(scope))
            entries = self._all(judged)
            entries = entries.take(chosen[entries.column("number")])
        else:
            writer = EntriesWriter()
            dates = {number: judged.of(number).dates for number in set(judged.numbers).intersection(scope)}
            for portion in self._looking(_portions(scope)):
                writer.add(self._entries(portion, dates))
            entries = _sorted(writer.finish())
        unplaced = int(np.count_nonzero(entries.column("first") == 0))  # no days sort before all others
        return entries.take(slice(unplaced, None)), _by_scope(entries.take(slice(unplaced)), scope)

    def _worth_reading_all(self, wanted: int) -> bool:
        """Whether all that has not been read yet is little beside what is wanted: the next question needs it too."""
        if self._whole is not None:
            return True
        if self._numbers is None:
            self._numbers = np.sort(np.asarray(self._engine.search(Everything(), Order.RELEVANCE).numbers, np.int64))
        return len(self._numbers) - self._read <= 2 * wanted

    def _all(self, judged: Judged) -> Entries:
        """The entries of all documents, sorted, dates as judged."""
        if self._whole is None:
            assert self._numbers is not None
            for portion in self._looking(_portions(self._numbers[self._read :])):
                self._writer.add(self._entries(portion.tolist(), {}))
                self._read += len(portion)
            self._whole = _sorted(self._writer.finish())
            self._numbers = self._numbers[:0].copy()
        dates = {number: judged.of(number).dates for number in judged.numbers}
        if dates != self._judged:
            changed = sorted(dates.keys() | self._judged.keys())
            writer = EntriesWriter()
            writer.add(self._entries(changed, dates))
            kept = self._whole.take(~np.isin(self._whole.column("number"), changed))
            self._whole, self._judged = _sorted(kept.followed_by(writer.finish())), dates
        return self._whole

    def _entries(self, numbers: Sequence[int], judged: Mapping[int, Sequence[Annotation]]) -> Iterator[Entry]:
        """Of each document its day, then of each the dates it says, as `judged` where they are."""
        estimated = set()
        for row in self._engine.rows(numbers):
            if (published := chronology.published_entry(row, None) or chronology.undated_entry(row)) is not None:
                yield published
            if row.estimated:
                estimated.add(row.number)
        said = dict(self._engine.annotations(numbers, DATES))
        for number in numbers:
            yield from _said(number, judged[number] if number in judged else said.get(number, ()), number in estimated)


def _said(number: int, dates: Collection[Annotation], estimated: bool) -> Iterator[Entry]:
    for each in whole_ranges(dates):
        entry = chronology.mentioned_entry(number, each, estimated, None) or chronology.unplaced_entry(number, each)
        if entry is not None:
            yield entry


def _portions(numbers: S) -> Iterator[S]:
    return (numbers[at : at + PORTION] for at in range(0, len(numbers), PORTION))


def _sorted(entries: Entries) -> Entries:
    """As `chronology.entry_order` says, what has no days first; of one document's equals the one that came first."""
    order = np.lexsort([entries.column(name) for name in ("start", "number", "last", "first")])
    return entries.take(order.astype(np.int32))


def _by_scope(entries: Entries, scope: Sequence[int]) -> Entries:
    """Documents first, then dates said, both in the order of `scope`."""
    numbers = np.asarray(scope, np.int64)
    rank = np.zeros(int(numbers.max(initial=-1)) + 1, np.int32)
    rank[numbers] = np.arange(len(numbers))
    return entries.take(np.lexsort((rank[entries.column("number")], -entries.column("published"))))
