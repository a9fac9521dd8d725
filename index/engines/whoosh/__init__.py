"""The default engine: Whoosh 2.7.4 commits, in files of our own that are read as arrays.

    layout, records   what is stored, and how        snapshot          one committed state, open for reading
    writing           a batch as one commit          evaluate          plans against a snapshot
    codec             what Whoosh's writer is given  ordering          matches as a user sees them
    merging           segments into one              segment, postings, columns, inversion
    contents          which segments are the index                     a segment's file, part by part
    spanning          several indexes as one
    packing           lists in bits                  compression       values with dictionaries
    wording           words of a segment as numbers    beginnings      of words, made from their lists
    parts, integers   files with checksums, numbers  keeping           what was read last
    damage            how it is told                 bounds            where each of many things begins

The only package that imports whoosh, and only to write: its writer has the lock, the order of a commit and the choice
of segments. Its own files hold pickles, which run code when they are read, and answer posting by posting; ours hold
numbers and JSON. Nothing read from an index is ever executed.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from index.engine import Segment
from index.engines import plan as p
from index.engines.whoosh import contents
from index.engines.whoosh.damage import HINT, damage_reported
from index.engines.whoosh.layout import BLOBS, SCHEMA_VERSION
from index.engines.whoosh.records import GROUPS, read_document, read_mentions, read_notes, read_text, read_turns
from index.errors import IndexBusyError, IndexDamagedError, NotFoundError
from index.models import Annotation, Document, Everything, Kind, Mention, Order, Page, Query, Ranking, Row, Turn
from index.ownership import refuse_unsafe

if TYPE_CHECKING:
    from index.engines.whoosh.evaluate import Scored
    from index.engines.whoosh.snapshot import Snapshot
    from index.engines.whoosh.writing import WhooshBatch

__all__ = ["SCHEMA_VERSION", "WhooshEngine", "load_writer", "open_engine"]

_FALLEN_BACK = "The newest state of the index is damaged; the one before it answers."
_OPENING_TRIES = 8
_EXACT_COUNTS = 300


def open_engine(folder: Path, *, create: bool = False, read_only: bool = False) -> WhooshEngine:
    """Open the index in a folder; with `create`, make folder and index where there are none.

    Raises IndexUnsafeError, IndexDamagedError (also where there is no index). `read_only` engines refuse `batch`.
    """
    if create and not read_only:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise IndexDamagedError(f"There is no index at {folder}.", "run refresh to make one")
    refuse_unsafe(folder)
    if create and not read_only and not contents.generations(folder):
        contents.write(folder, contents.Contents(0, []))
    engine = WhooshEngine(folder, read_only)
    if not read_only and engine.fallen_back:
        engine.close()
        raise IndexDamagedError(_FALLEN_BACK, HINT)
    return engine


def load_writer() -> None:
    """Load what the first batch of a process would load: Whoosh, which reading does without."""
    import index.engines.whoosh.writing  # noqa: F401


T = TypeVar("T")


def _retried(opening: Callable[[], T]) -> T:
    """Open, again where a commit has deleted a file between its being listed and opened."""
    for attempt in range(_OPENING_TRIES):
        try:
            return opening()
        except FileNotFoundError:
            if attempt == _OPENING_TRIES - 1:
                raise
            time.sleep(0.02 * (attempt + 1))
    raise AssertionError("unreachable")


class WhooshEngine:
    """An `Engine` over one index folder. Belongs to one thread, as an open Whoosh reader does."""

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        self.ranking = Ranking()
        self._folder = folder
        self._read_only = read_only
        from index.engines.whoosh.snapshot import Snapshot  # numpy, which a first screen does not wait for

        with damage_reported():
            self._snapshot: Snapshot = _retried(lambda: Snapshot(folder))

    def batch(self) -> AbstractContextManager[WhooshBatch]:
        """See `Engine.batch`."""
        if self._read_only:
            raise IndexBusyError("This index is open for reading only.")
        from index.engines.whoosh.writing import batch  # Whoosh, which reading does without

        return batch(self._folder)

    def settle(self) -> None:
        """See `Engine.settle`."""
        from index.engines.whoosh.writing import settle

        settle(self._folder)

    def refresh(self) -> bool:
        """See `Engine.refresh`."""
        from index.engines.whoosh.snapshot import Snapshot

        before = self._snapshot
        with damage_reported():
            if contents.generations(self._folder)[:1] == [before.newest]:
                return False
            self._snapshot = _retried(lambda: Snapshot(self._folder, before))
        before.close(following=self._snapshot)
        return self._snapshot.generation != before.generation

    @property
    def snapshot(self) -> Snapshot:
        """The state that answers, for what spans several indexes. It ends with the next refresh that sees a change."""
        return self._snapshot

    @property
    def fallen_back(self) -> bool:
        """Whether the newest state is damaged, and the one before it answers."""
        return self._snapshot.generation < self._snapshot.newest

    @property
    def generation(self) -> int:
        """See `Engine.generation`."""
        return int(self._snapshot.generation)

    def count(self) -> int:
        """See `Engine.count`."""
        return int(self._snapshot.count)

    def search(self, query: Query, order: Order = Order.RELEVANCE) -> Page:
        """See `Engine.search`."""
        planned = p.plan(query)
        with damage_reported():
            return self._answer(planned, order)

    def _answer(self, planned: p.Plan, order: Order) -> Page:
        from index.engines.whoosh.evaluate import Evaluator, intersect, without
        from index.engines.whoosh.ordering import Numbered, Part, Scores

        snapshot = self._snapshot
        evaluator = Evaluator(snapshot, self.ranking)
        words = [evaluator.match(word) for word in planned.words]
        free = isinstance(planned.required, Everything)
        required = None if free and words else evaluator.match(planned.required)
        complete = intersect(words if required is None else [required, *words])
        near = order is Order.RELEVANCE and self.ranking.proximity > 0
        first = evaluator.near(planned.words, complete) if near else complete
        parts = [Part(len(first.numbers), lambda: first, snapshot, order)]
        if len(words) > 1:
            rest = without(evaluator.any(words, required), complete.numbers)

            def some() -> Scored:
                found = evaluator.some(words, required, rest)
                return evaluator.near(planned.words, found) if near else found

            parts.append(Part(len(rest), some, snapshot, order))
        return Page(Numbered(parts), Scores(parts), len(complete.numbers), snapshot.generation)

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """See `Engine.rows`."""
        with damage_reported():
            return [self._snapshot.row(number) for number in numbers]

    def published(self, numbers: Sequence[int]) -> Mapping[tuple[date, date], int]:
        """See `Engine.published`."""
        from index.engines.whoosh.ordering import in_any_order

        with damage_reported():
            return self._snapshot.published(in_any_order(numbers))

    def fetch(self, id: str) -> Document:
        """See `Engine.fetch`."""
        number = self.number(id)
        with damage_reported():
            return read_document({name: self._snapshot.value(name, number) for name in BLOBS})

    def number(self, id: str) -> int:
        """See `Engine.number`."""
        with damage_reported():
            found = self._snapshot.postings("id", id).numbers
        if not len(found):
            raise NotFoundError(f'There is no document "{id}".', "search for it again: the collection may have changed")
        return int(found[0])

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """See `Engine.texts`."""
        with damage_reported():
            return [read_text(self._snapshot.value("text", number)) for number in numbers]

    def mentions(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Mention]]]:
        """See `Engine.mentions`."""
        for number in self._with_a_value(numbers, "mentions"):
            with damage_reported():
                mentions = read_mentions(self._snapshot.value("mentions", number))
            if mentions:
                yield number, mentions

    def occurrences(self, of: Literal["written", "said"]) -> Sequence[Segment] | None:
        """See `Engine.occurrences`."""
        with damage_reported():
            found = self._snapshot.occurrences(of)
        return found and [each._replace(occurrences=damage_reported()(each.occurrences)) for each in found]

    def among(self, numbers: Sequence[int]) -> Sequence[bool]:
        """See `Engine.among`."""
        import numpy as np

        from index.engines.whoosh.ordering import in_any_order

        there: Any = np.zeros(self._snapshot.size, bool)
        there[in_any_order(numbers)] = True
        found: Sequence[bool] = there
        return found

    def annotations(self, numbers: Sequence[int], kinds: Collection[Kind]) -> Iterator[tuple[int, list[Annotation]]]:
        """See `Engine.annotations`."""
        wanted = frozenset(kinds)
        groups = [group for group, members in GROUPS.items() if members & wanted]
        for number in self._with_a_value(numbers, *groups):
            with damage_reported():
                placed = [item for group in groups for item in read_notes(self._snapshot.value(group, number))]
            if notes := [note for _, note in sorted(placed, key=lambda item: item[0]) if note.kind in wanted]:
                yield number, sorted(notes, key=lambda note: (note.start, note.end))

    def turns(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Turn, ...]]]:
        """See `Engine.turns`."""
        for number in self._with_a_value(numbers, "turns"):
            with damage_reported():
                turns = read_turns(self._snapshot.value("turns", number))
            if turns:
                yield number, turns

    def _with_a_value(self, numbers: Sequence[int], *names: str) -> Iterator[int]:
        """Those of some documents that have something in one of these columns, in their order; the others, most of a
        collection where turns are asked for, are not looked at one by one."""
        import numpy as np

        with damage_reported():
            wanted = np.asarray(numbers, np.int64)
            have = [self._snapshot.have(name)[wanted] for name in names]
        yield from wanted[np.logical_or.reduce(have)].tolist() if have else ()

    def mention_keys(self) -> Collection[str]:
        """See `Engine.mention_keys`."""
        with damage_reported():
            return self._snapshot.mention_keys

    def words(self, prefix: str, limit: int = 20) -> list[tuple[str, int]]:
        """See `Engine.words`. Where more than 300 words begin so and documents were deleted, only the most frequent
        are counted without the deleted ones."""
        with damage_reported():
            return self._words(prefix, limit)

    def _words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        snapshot = self._snapshot
        most = max(_EXACT_COUNTS, 2 * limit)
        found = heapq.nsmallest(most, snapshot.starting("surface", prefix), key=lambda item: (-item[1], item[0]))
        if snapshot.deleted:
            found = [(word, len(snapshot.postings("surface", word).numbers)) for word, _ in found]
            found = sorted((item for item in found if item[1]), key=lambda item: (-item[1], item[0]))
        return found[:limit]

    def having(self, terms: Collection[str], *, surface: bool = False) -> Mapping[str, int]:
        """See `Engine.having`. Where documents were deleted, the lists of the terms there are tell which are left."""
        with damage_reported():
            snapshot, field = self._snapshot, "surface" if surface else "body"
            times = {term: often for term in terms if (often := snapshot.having(field, term))}
            if snapshot.deleted:
                times = {term: len(snapshot.postings(field, term).numbers) for term in times}
        return {term: often for term, often in times.items() if often}

    def verify(self) -> None:
        """See `Engine.verify`."""
        if self.fallen_back:
            raise IndexDamagedError(_FALLEN_BACK, HINT)
        with damage_reported():
            for file, _ in self._snapshot.files:
                file.parts.check()
            self._verify_spare()

    def _verify_spare(self) -> None:
        """The state before, which answers where the newest is lost. A commit may remove it meanwhile."""
        from index.engines.whoosh.segment import SegmentFile

        read = {file.name for file, _ in self._snapshot.files}
        for generation in contents.generations(self._folder)[1:]:
            try:
                for entry in contents.read(self._folder, generation).entries:
                    if entry.file_name not in read:
                        with closing(SegmentFile(self._folder, entry)) as file:
                            file.parts.check()
            except FileNotFoundError:
                if generation in contents.generations(self._folder):
                    raise

    def close(self) -> None:
        """See `Engine.close`."""
        self._snapshot.close()
