"""Several indexes as one engine: their segments side by side in one snapshot.

Documents are numbered through all of them, index by index. What a query is scored by (how many documents there are, how
many have a word, how long they are) is counted over all segments of a snapshot, so scores are those of one index that
holds everything, and cost nothing more. Each index stays a file of its own, filled and opened by itself.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import accumulate, count
from typing import TYPE_CHECKING

import numpy as np

from index.engines.whoosh import WhooshEngine
from index.engines.whoosh.keeping import Postings
from index.engines.whoosh.snapshot import Snapshot
from index.errors import IndexBusyError
from index.models import Document, Ranking, Row

if TYPE_CHECKING:
    from index.engines.whoosh.integers import Numbers
    from index.engines.whoosh.writing import WhooshBatch

_COLLECTION = "collection\t"


@dataclass(frozen=True, slots=True)
class Spanned:
    """One of the indexes: its engine, what its documents are `marked` with behind their ids, and the name of its
    collection. Where two indexes hold documents of one id their marks tell them apart; "" leaves ids as they are."""

    engine: WhooshEngine
    mark: str = ""
    name: str = ""


class SpanningSnapshot(Snapshot):
    """The present states of several indexes. Their files are not its own: it neither opens nor closes any."""

    def __init__(self, spanned: Sequence[Spanned], generation: int) -> None:
        self.generation = self.newest = generation
        self.spanned = spanned
        self.states = [each.engine.snapshot for each in spanned]
        self.files = []
        self.firsts = [0, *accumulate(state.size for state in self.states)][: len(self.states)]
        files = [file for state in self.states for file, _ in state.files]
        self._hold(files, [entry for state in self.states for entry in state.entries])

    def close(self, following: Snapshot | None = None) -> None:
        """Nothing to release."""

    def owner(self, number: int) -> int:
        """Which of the indexes holds a document."""
        return bisect_right(self.firsts, number) - 1

    def postings(self, field: str, term: str) -> Postings:
        """See `Snapshot.postings`. An id with a mark is looked for where it belongs; a collection has its documents."""
        if field == "facet" and term.startswith(_COLLECTION):
            return Postings(self._of_collection(term.removeprefix(_COLLECTION)))
        if field != "id":
            return super().postings(field, term)
        mark = next((each.mark for each in self.spanned if each.mark and term.endswith(each.mark)), "")
        numbers = super().postings(field, term.removesuffix(mark)).numbers
        own = [number for number in numbers.tolist() if self.spanned[self.owner(number)].mark == mark]
        return Postings(np.array(own, np.int64))

    def _of_collection(self, name: str) -> Numbers:
        ends = [*self.firsts[1:], self.size]
        named = np.zeros(self.size, bool)
        for each, first, end in zip(self.spanned, self.firsts, ends, strict=True):
            named[first:end] = each.name == name
        return np.flatnonzero(named & self.is_live)

    def starting(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """See `Snapshot.starting`. The names of the collections are facets of their documents."""
        if field == "facet" and prefix == _COLLECTION:
            for each, state in zip(self.spanned, self.states, strict=True):
                yield _COLLECTION + each.name, state.count
        else:
            yield from super().starting(field, prefix)


class SpanningEngine(WhooshEngine):
    """An `Engine` over several indexes, for reading. The engines it is made of stay open and belong to whoever made
    them. Belongs to their thread."""

    _generations = count(1)  # of all there are, so that none is met twice where one takes the place of another

    def __init__(self, spanned: Sequence[Spanned]) -> None:
        self.ranking = Ranking()
        self._spanned = tuple(spanned)
        self._span = self._snapshot = SpanningSnapshot(self._spanned, next(self._generations))

    def batch(self) -> AbstractContextManager[WhooshBatch]:
        """See `Engine.batch`; each index is written by itself."""
        raise IndexBusyError("Several indexes as one are open for reading only.")

    def refresh(self) -> bool:
        """See `Engine.refresh`; True too where one of the engines has been refreshed since by others."""
        for each in self._spanned:
            each.engine.refresh()
        if all(a.engine.snapshot is b for a, b in zip(self._spanned, self._span.states, strict=True)):
            return False
        self._span = self._snapshot = SpanningSnapshot(self._spanned, next(self._generations))
        return True

    @property
    def fallen_back(self) -> bool:
        """Whether the newest state of one of them is damaged, and the one before it answers."""
        return any(each.engine.fallen_back for each in self._spanned)

    def first(self, at: int) -> int:
        """The number of the first document of one of the indexes."""
        return self._span.firsts[at]

    def owner(self, number: int) -> int:
        """Which of the indexes holds a document."""
        return self._span.owner(number)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """See `Engine.rows`; each says which collection it is of."""
        found = []
        for row in super().rows(numbers):
            of = self._spanned[self.owner(row.number)]
            found.append(replace(row, id=row.id + of.mark, collection=of.name))
        return found

    def fetch(self, id: str) -> Document:
        """See `Engine.fetch`."""
        of = self._spanned[self.owner(self.number(id))]
        return replace(super().fetch(id), id=id, collection=of.name)

    def shared(self) -> list[list[str]]:
        """The ids of documents that several of the indexes hold, one list for each text."""
        span = self._span
        numbers = span.live[np.argsort(span.ids[span.live], kind="stable")]
        ids = span.ids[numbers]
        same = np.flatnonzero(ids[1:] == ids[:-1])
        found: list[list[str]] = []
        before = -2
        for at in same.tolist():
            if at != before + 1:
                found.append([self._marked(int(numbers[at]))])
            found[-1].append(self._marked(int(numbers[at + 1])))
            before = at
        return found

    def _marked(self, number: int) -> str:
        id = bytes(self._span.ids[np.array([number])][0])
        return id.decode("utf-8", "surrogatepass") + self._spanned[self.owner(number)].mark

    def close(self) -> None:
        """See `Engine.close`; the engines it is made of stay open."""
