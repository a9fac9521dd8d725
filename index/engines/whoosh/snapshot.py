"""One committed state of the index, open for reading: posting lists as arrays, columns, what is deleted.

Posting blocks are read whole. Going through Whoosh's matchers posting by posting costs 72 ms for a common word in
100,000 documents, and reading ids block by block a fraction; the block reader uses two attributes of Whoosh 2.7.4's
leaf matcher that its documentation does not promise (`_data` after `_read_data`, `_next_block`).
"""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import accumulate, repeat
from pathlib import Path
from typing import Any

from whoosh.reading import ReaderClosed, SegmentReader, TermNotFound

from index.engines.plan import Amount
from index.engines.ranking import order_key
from index.engines.whoosh.records import read_amounts, read_days, read_row
from index.engines.whoosh.storage import Storage
from index.errors import DossierError, IndexDamagedError
from index.models import Mentioned, Order, Row
from index.speech import joined, speaker_key

_CACHED_POSTINGS = 4_000_000
_KEPT_SETS = 8

Ranges = dict[int, list[tuple[int, int]]]
"""Half-open ranges of positions, by document number."""


@contextmanager
def damage_reported() -> Iterator[None]:
    """Turn whatever a damaged file makes Whoosh raise into IndexDamagedError."""
    try:
        yield
    except (DossierError, ReaderClosed):
        raise
    except Exception as error:  # Whoosh raises `Exception` itself for a bad block, and anything for a cut one
        message = f"The index cannot be read ({type(error).__name__}: {error})."
        raise IndexDamagedError(message, "refresh with --rebuild: it is made anew from your files") from error


class Postings:
    """The live documents that have a term, in rising order, and how often each has it."""

    __slots__ = ("frequencies", "numbers")

    def __init__(self, numbers: array[int], frequencies: array[float]) -> None:
        self.numbers = numbers
        self.frequencies = frequencies


class Snapshot:
    """What the index says at one generation. Belongs to one thread, as Whoosh's readers do."""

    def __init__(self, folder: Path) -> None:
        self.storage = Storage(folder, readonly=True)
        self.leaves: list[tuple[Any, int]] = []
        self.size = 0
        deleted: set[int] = set()
        opened = False
        try:
            contents = self.storage.contents()
            self.generation: int = contents.generation
            for segment in contents.segments:
                self.leaves.append((SegmentReader(self.storage, contents.schema, segment), self.size))
                deleted.update(self.size + number for number in segment.deleted_docs())
                self.size += segment.doc_count_all()
            opened = True
        finally:
            if not opened:
                self.storage.release()
        self.deleted = frozenset(deleted)
        self.count = self.size - len(self.deleted)
        self.orders: dict[Order, list[int]] = {}
        self.sets: dict[frozenset[str], frozenset[int]] = {}
        self.speeches: dict[tuple[Mentioned, ...], Ranges] = {}
        self._columns: dict[str, list[tuple[Any, int, int]]] = {}
        self._postings: OrderedDict[tuple[str, str], Postings] = OrderedDict()
        self._held = 0

    def close(self) -> None:
        """Release the files."""
        for leaf, _ in self.leaves:
            leaf.close()
        self.storage.release()

    # --- postings ---

    def postings(self, field: str, term: str) -> Postings:
        """The posting list of one term, kept for the next time."""
        key = (field, term)
        found = self._postings.get(key)
        if found is not None:
            self._postings.move_to_end(key)
            return found
        numbers, frequencies = array("I"), array("f")
        for ids, weights, _, base in self._blocks(field, term, values=False):
            numbers.extend([number + base for number in ids] if base else ids)
            frequencies.extend(weights)
        found = self._postings[key] = self._live(numbers, frequencies)
        self._held += len(found.numbers) + 50
        while self._held > _CACHED_POSTINGS and len(self._postings) > 1:
            _, dropped = self._postings.popitem(last=False)
            self._held -= len(dropped.numbers) + 50
        return found

    def _live(self, numbers: array[int], frequencies: array[float]) -> Postings:
        if not self.deleted or self.deleted.isdisjoint(numbers):
            return Postings(numbers, frequencies)
        kept = [
            (number, often) for number, often in zip(numbers, frequencies, strict=True) if number not in self.deleted
        ]
        return Postings(array("I", [number for number, _ in kept]), array("f", [often for _, often in kept]))

    def places(self, field: str, term: str, wanted: set[int]) -> dict[int, list[int]]:
        """The positions of a term in some documents."""
        found: dict[int, list[int]] = {}
        for ids, _, values, base in self._blocks(field, term, values=True):
            for number, value in zip(ids, values, strict=True):
                if base + number in wanted:
                    distances = array("I")
                    distances.frombytes(value)
                    found[base + number] = list(accumulate(distances))
        return found

    def _blocks(
        self, field: str, term: str, values: bool
    ) -> Iterator[tuple[Sequence[int], Sequence[float], Sequence[bytes], int]]:
        encoded = term.encode("utf-8", "surrogatepass")
        with damage_reported():
            for leaf, base in self.leaves:
                try:
                    matcher = leaf.postings(field, encoded)
                except TermNotFound:
                    continue
                while hasattr(matcher, "child"):  # the deletions filter: `_live` does that for whole lists
                    matcher = matcher.child
                if not hasattr(matcher, "_read_data"):  # so few that they stand in the term dictionary
                    yield matcher._ids, matcher._weights, matcher._values, base
                    continue
                while not matcher._atend:
                    matcher._read_data()
                    distances, weights, encoded_values = matcher._data
                    ids = list(accumulate(distances))
                    if weights is None or isinstance(weights, float):
                        weights = list(repeat(1.0 if weights is None else weights, len(ids)))
                    yield ids, weights, encoded_values if values else (), base
                    matcher._next_block()

    def starting(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Every term of a field that begins so, with the number of documents (deleted ones included)."""
        counts: dict[bytes, int] = {}
        encoded = prefix.encode("utf-8", "surrogatepass")
        with damage_reported():
            for leaf, _ in self.leaves:
                for term in leaf.expand_prefix(field, encoded):
                    counts[term] = counts.get(term, 0) + leaf.doc_frequency(field, term)
        for term, having in counts.items():
            yield term.decode("utf-8", "surrogatepass"), having

    def terms(self, field: str) -> Iterator[str]:
        """Every term of a field that a live document has."""
        for term, _ in self.starting(field, ""):
            if not self.deleted or self.postings(field, term).numbers:
                yield term

    # --- columns ---

    def value(self, name: str, number: int) -> bytes:
        """One document's value in a column of bytes."""
        with damage_reported():
            for column, base, end in self._column(name):
                if number < end:
                    return bytes(column[number - base])
        raise IndexError(number)

    def values(self, name: str) -> Iterator[bytes]:
        """A column of bytes from the first document to the last, deleted ones included."""
        with damage_reported():
            for column, base, end in self._column(name):
                for number in range(end - base):
                    yield bytes(column[number])

    def _column(self, name: str) -> list[tuple[Any, int, int]]:
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = [
                (leaf.column_reader(name, translate=False), base, base + leaf.doc_count_all())
                for leaf, base in self.leaves
            ]
        return found

    def numbers(self, name: str) -> array[int]:
        """A column of integers, whole."""
        with damage_reported():
            found = array("i")
            for column, base, end in self._column(name):
                found.extend([column[number] for number in range(end - base)])
            return found

    @cached_property
    def first(self) -> array[int]:
        """First day published, by number; 0 where not known."""
        return self.numbers("first")

    @cached_property
    def last(self) -> array[int]:
        """Last day published, by number; 0 where not known."""
        return self.numbers("last")

    @cached_property
    def lengths(self) -> array[int]:
        """Words of title and text, by number."""
        return self.numbers("length")

    @cached_property
    def title_lengths(self) -> array[int]:
        """Words of the title, by number."""
        return self.numbers("title_length")

    @cached_property
    def average_length(self) -> float:
        """Words of title and text of a live document, on average."""
        return self._average(self.lengths)

    @cached_property
    def average_title_length(self) -> float:
        """Words of the title of a live document, on average."""
        return self._average(self.title_lengths)

    def _average(self, lengths: array[int]) -> float:
        return (sum(lengths) - sum(lengths[number] for number in self.deleted)) / (self.count or 1)

    @cached_property
    def days(self) -> list[array[int]]:
        """First and last days of the dates said in each document."""
        return [read_days(data) for data in self.values("days")]

    @cached_property
    def amounts(self) -> list[list[Amount]]:
        """Sums and percentages said in each document."""
        return [read_amounts(data) for data in self.values("amounts")]

    def rows(self) -> Iterator[Row]:
        """The metadata of every live document."""
        for number, data in enumerate(self.values("row")):
            if number not in self.deleted:
                yield read_row(data, number)

    @cached_property
    def live(self) -> list[int]:
        """Numbers of the documents that are not deleted."""
        return [number for number in range(self.size) if number not in self.deleted]

    def ranks(self, order: Order) -> list[int]:
        """Where each document stands in an order, by number."""
        found = self.orders.get(order)
        if found is None:
            first = self.first
            keys = [
                (order_key(order, first[row.number], row.id, row.title, row.publisher), row.number)
                for row in self.rows()
            ]
            found = [0] * self.size
            for rank, (_, number) in enumerate(sorted(keys)):
                found[number] = rank
            self.orders[order] = found
        return found

    @cached_property
    def mention_keys(self) -> frozenset[str]:
        """Every mention key of a live document."""
        return frozenset(self.terms("mention"))

    def among(self, ids: frozenset[str]) -> frozenset[int]:
        """Documents with these ids; the last few answers are kept, for the same star or tag is asked with each letter
        typed beside it."""
        found = self.sets.get(ids)
        if found is None:
            found = frozenset(number for id in ids for number in self.postings("id", id).numbers)
            if len(self.sets) >= _KEPT_SETS:
                self.sets.clear()
            self.sets[ids] = found
        return found

    def spoken(self, keys: frozenset[str]) -> set[int]:
        """Documents in which one of these speaks."""
        return {number for key in keys for number in self.postings("speaker", speaker_key(key)).numbers}

    def spoken_at(self, keys: frozenset[str], wanted: set[int]) -> Ranges:
        """In some documents, the half-open ranges of positions within which one of these speaks."""
        found: Ranges = {}
        for key in {speaker_key(key) for key in keys}:
            for number, bounds in self.places("speaker", key, wanted).items():
                found.setdefault(number, []).extend(zip(bounds[::2], bounds[1::2], strict=True))
        return {number: joined(ranges) for number, ranges in found.items()}
