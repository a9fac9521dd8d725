"""One committed state of the index, open for reading: posting lists as arrays, columns, what is deleted.

Documents are numbered through all segments. Lists are decoded whole, without what is deleted, and the last used are
kept: a common word of 100,000 documents takes a fraction of a millisecond, and with it comes the exact number of hits.
One file, because every question to it needs the same numbering and the same list of what is deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.engine import Segment
from index.engines.ranking import K1, B
from index.engines.whoosh import contents
from index.engines.whoosh.integers import Numbers, firsts, gathered, united
from index.engines.whoosh.keeping import Kept, PackedPostings, Postings
from index.engines.whoosh.layout import BEGINNINGS, LONGEST_BEGINNING, SCORED
from index.engines.whoosh.records import read_mentions, read_row
from index.engines.whoosh.segment import SegmentFile
from index.models import Mentioned, Order, Row
from index.speech import joined, speaker_key

_KEPT_BYTES = 28_000_000
_KEPT_SETS = 8
_KEPT_ROWS = 2_000

_FEW_CHANGED = 2_000
"""Documents that came and went, up to which what is known is changed by them rather than made anew."""

FEW = 30
"""Numbers among this many times as many are looked up one by one."""

Ranges = dict[int, list[tuple[int, int]]]
"""Half-open ranges of positions, by document number."""


class Snapshot:
    """What the index says at one generation. Belongs to one thread, as its files do."""

    def __init__(self, folder: Path, before: Snapshot | None = None) -> None:
        self.files: list[tuple[SegmentFile, int]] = []
        known = {file.name: file for file, _ in before.files} if before else {}
        there = contents.generations(folder)
        table, files = _last_good(folder, there, known)
        self.generation = table.generation
        self.newest = there[0]
        self._hold(files, table.entries)
        if before is not None and "mention_keys" in before.__dict__:
            changed = self._with_changes(before, before.mention_keys)
            if changed is not None:
                self.mention_keys = changed

    def _hold(self, files: Sequence[SegmentFile], entries: Sequence[contents.Entry]) -> None:
        """Answer for these segments; `entries` say what is deleted in each."""
        self.entries = entries
        self.size = 0
        deleted: list[int] = []
        for file, entry in zip(files, entries, strict=True):
            self.files.append((file, self.size))
            deleted.extend(self.size + number for number in entry.deleted)
            self.size += entry.documents
        self.deleted = frozenset(deleted)
        self.count = self.size - len(deleted)
        self.is_live = np.ones(self.size, bool)
        self.is_live[deleted] = False
        self.orders: dict[Order, NDArray[np.int32]] = {}
        self._rows: dict[int, Row] = {}
        self._having: dict[str, NDArray[np.bool_]] = {}
        self.sets: dict[frozenset[str], Numbers] = {}
        self.speeches: dict[tuple[Mentioned, ...], Ranges] = {}
        self.kept = Kept(_KEPT_BYTES)

    def close(self, following: Snapshot | None = None) -> None:
        """Release the files that no following snapshot reads on."""
        kept = {id(file) for file, _ in following.files} if following else set()
        for file, _ in self.files:
            if id(file) not in kept:
                file.close()

    # --- postings ---

    def postings(self, field: str, term: str) -> Postings:
        """The posting list of one term, kept for the next time."""
        key = ("postings", field, term)
        packed: PackedPostings | None = self.kept.get(key)
        if packed is None:
            counted = field in SCORED
            numbers, counts = [], []
            for (file, base), entry in zip(self.files, self.entries, strict=True):
                lists = file.field(field)
                at = lists.find(_encoded(term))
                if at is not None:
                    here, often = lists.postings(at) if counted else (lists.documents_of(at), None)
                    here += base
                    often = np.ones(len(here), np.int64) if often is None and counted else often
                    if entry.deleted:
                        live = self.is_live[here]
                        here, often = here[live], often if often is None else often[live]
                    numbers.append(here)
                    counts.append(often)
            times = np.maximum(_joined(counts), 1) if counted else None
            packed = PackedPostings(_joined(numbers), times, self.size)
            self.kept.keep(key, packed, packed.nbytes)
        return packed.postings

    def having(self, field: str, term: str) -> int:
        """How many documents have a term, deleted ones included, by the dictionary alone."""
        found = 0
        for file, _ in self.files:
            lists = file.field(field)
            at = lists.find(_encoded(term))
            found += 0 if at is None else lists.having(at)
        return found

    def beginning(self, field: str, prefix: str) -> Numbers:
        """The live documents with a term of a field that begins so, rising."""
        key = ("beginning", field, prefix)
        return self.kept.members(key, self.size, partial(self._beginning, field, prefix))

    def _beginning(self, field: str, prefix: str) -> Numbers:
        begun = np.zeros(self.size, bool)
        for file, base in self.files:
            lists, term = file.field(field), _encoded(prefix)
            if field == "surface" and len(prefix) <= LONGEST_BEGINNING:
                lists = file.field(BEGINNINGS)
                at = lists.find(term)
                places = (0, 0) if at is None else (at, at + 1)
            else:
                places = lists.starting(term)
            lists.mark(*places, begun[base : base + file.documents])
        return np.flatnonzero(begun & self.is_live)

    def places(self, field: str, term: str) -> Numbers:
        """Where a term stands in all documents, deleted ones included: document number times 2**32 plus the position,
        rising. Kept for the next time."""
        key = ("places", field, term)
        found: Numbers | None = self.kept.get(key)
        if found is None:
            parts: list[Numbers] = []
            for file, base in self.files:
                lists = file.field(field)
                at = lists.find(_encoded(term))
                if at is not None:
                    parts.append(lists.keys(at, base))
            found = np.concatenate(parts) if parts else np.zeros(0, np.int64)
            self.kept.keep(key, found, found.nbytes)
        return found

    def keys(self, field: str, term: str, wanted: Numbers) -> Numbers:
        """Those of `places` that are in some documents."""
        keys = self.places(field, term)
        if len(wanted) * FEW > len(keys):
            there = np.zeros(self.size, bool)
            there[wanted] = True
            kept: Numbers = keys[there[keys >> 32]]
            return kept
        starts = np.searchsorted(keys, wanted << 32)
        return keys[gathered(starts, np.searchsorted(keys, wanted + 1 << 32) - starts)]

    def starting(self, field: str, prefix: str) -> Iterator[tuple[str, int]]:
        """Every term of a field that begins so, with the number of documents (deleted ones included)."""
        counts: dict[bytes, int] = {}
        for file, _ in self.files:
            lists = file.field(field)
            low, high = lists.starting(_encoded(prefix))
            for term, having in zip(lists.terms(low, high), lists.sizes(low, high).tolist(), strict=True):
                counts[term] = counts.get(term, 0) + having
        for term, having in counts.items():
            yield _decoded(term), having

    def terms(self, field: str) -> Iterator[str]:
        """Every term of a field that a live document has. Where documents of a segment were deleted, all of its lists
        are read at once: one changed document must not cost a look at each of them."""
        found: dict[bytes, None] = {}
        for (file, base), entry in zip(self.files, self.entries, strict=True):
            lists = file.field(field)
            terms = lists.terms()
            if entry.deleted and terms:
                live = self.is_live[lists.numbers(0, len(lists)) + base]
                left = np.add.reduceat(live, firsts(lists.sizes(0, len(lists))), dtype=np.int64)
                terms = [term for term, alive in zip(terms, left.tolist(), strict=True) if alive]
            found.update(dict.fromkeys(terms))
        for term in found:
            yield _decoded(term)

    def occurrences(self, field: str) -> list[Segment] | None:
        """The segments with all lists of a field that says how often, deleted documents included; None where one was
        written before there was such a field."""
        if not all(file.field(field).is_there for file, _ in self.files):
            return None
        return [
            Segment(str(file.parts.path), base, file.documents, partial(file.occurrences, field))
            for file, base in self.files
        ]

    # --- columns ---

    def value(self, name: str, number: int) -> bytes:
        """One document's value in a column of bytes."""
        for file, base in reversed(self.files):
            if base <= number < self.size:
                return file.values(name)[number - base]
        raise IndexError(number)

    def have(self, name: str) -> NDArray[np.bool_]:
        """Whether each document has anything in a column."""
        found = self._having.get(name)
        if found is None:
            parts = [file.values(name).sizes(file.documents) > 0 for file, _ in self.files]
            found = self._having[name] = np.concatenate([*parts, np.zeros(0, bool)])
        return found

    def values(self, name: str) -> Iterator[bytes]:
        """A column of bytes from the first document to the last, deleted ones included."""
        for file, _ in self.files:
            column = file.values(name)
            for number in range(file.documents):
                yield column[number]

    def numbers(self, name: str) -> NDArray[np.int32]:
        """A column of integers, whole."""
        return np.concatenate([*(file.numbers(name) for file, _ in self.files), np.zeros(0, np.int32)])

    def listed(self, name: str, kind: str, width: int) -> tuple[Numbers, NDArray[Any]]:
        """A column of arrays, whole: for each `width` numbers of a kind the document that has them, and the numbers as
        rows."""
        owners, rows = [], []
        for file, base in self.files:
            column = file.values(name)
            each = column.sizes(file.documents) // (np.dtype(kind).itemsize * width)
            owners.append(np.repeat(np.arange(base, base + file.documents), each))
            rows.append(column.array(kind).reshape(-1, width))
        return _joined(owners), np.concatenate(rows) if rows else np.zeros((0, width), kind)

    @cached_property
    def first(self) -> NDArray[np.int32]:
        """First day published, by number; 0 where not known."""
        return self.numbers("first")

    @cached_property
    def last(self) -> NDArray[np.int32]:
        """Last day published, by number; 0 where not known."""
        return self.numbers("last")

    @cached_property
    def lengths(self) -> NDArray[np.int32]:
        """Words of title and text, by number."""
        return self.numbers("length")

    @cached_property
    def title_lengths(self) -> NDArray[np.int32]:
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

    def _average(self, lengths: NDArray[np.int32]) -> float:
        return (int(lengths.sum(dtype=np.int64)) - int(lengths[~self.is_live].sum())) / (self.count or 1)

    def norms(self, field: str, numbers: Numbers) -> NDArray[np.float64]:
        """What BM25 adds to how often each of some documents has a term of a field: more where the field is long."""
        title = field == "title"
        lengths = self.title_lengths if title else self.lengths
        average = (self.average_title_length if title else self.average_length) or 1
        norms = lengths[numbers].astype(np.float64)
        norms *= K1 * B / average
        norms += K1 * (1 - B)
        return norms

    @cached_property
    def days(self) -> tuple[Numbers, NDArray[np.int32]]:
        """Dates said: the document of each, and its first and last day."""
        return self.listed("days", "<i4", 2)

    @cached_property
    def amounts(self) -> tuple[Numbers, NDArray[np.float64]]:
        """Sums and percentages said: the document of each, and its kind, unit, low and high."""
        return self.listed("amounts", "<f8", 4)

    @cached_property
    def ids(self) -> NDArray[np.bytes_]:
        """The id of each document, in UTF-8."""
        return np.concatenate([*(file.ids for file, _ in self.files), np.zeros(0, "S1")])

    def published(self, numbers: Numbers) -> dict[tuple[date, date], int]:
        """How many of some documents were published on which first and last days; undated ones are left out."""
        days, which = self._published
        times = np.bincount(which[numbers], minlength=len(days) + 1)[1:]
        there = np.flatnonzero(times)
        return dict(zip((days[at] for at in there.tolist()), times[there].tolist(), strict=True))

    @cached_property
    def _published(self) -> tuple[list[tuple[date, date]], NDArray[np.int32]]:
        """The different first and last days on which documents were published, and which of these each document has,
        from 1; 0 for none."""
        known = self.first > 0
        both = self.first[known].astype(np.int64) << 32 | self.last[known]
        days, places = np.unique(both, return_inverse=True)
        which = np.zeros(self.size, np.int32)
        which[known] = places + 1
        return [(date.fromordinal(day >> 32), date.fromordinal(day & 0xFFFFFFFF)) for day in days.tolist()], which

    def row(self, number: int) -> Row:
        """The metadata of one document. The same ones are asked for again with each letter typed."""
        found = self._rows.get(number)
        if found is None:
            if len(self._rows) >= _KEPT_ROWS:
                self._rows.clear()
            found = self._rows[number] = read_row(self.value("row", number), number)
        return found

    def rows(self) -> Iterator[Row]:
        """The metadata of every live document."""
        for number, data in enumerate(self.values("row")):
            if self.is_live[number]:
                yield read_row(data, number)

    @cached_property
    def live(self) -> Numbers:
        """Numbers of the documents that are not deleted."""
        return np.flatnonzero(self.is_live)

    def ranks(self, order: Order) -> NDArray[np.int32]:
        """Where each document stands in an order by words of its metadata, by number."""
        found = self.orders.get(order)
        if found is None:
            found = self.orders[order] = self._ranked(order)
        return found

    def _ranked(self, order: Order) -> NDArray[np.int32]:
        """Where each document stands as `order_key` sorts them. Of 100,000 documents the words alone are in memory."""
        live, titled = self.live, order is Order.TITLE
        words = [(row.title if titled else row.publisher).casefold() for row in self.rows()]
        places = sorted(range(len(words)), key=words.__getitem__)
        differs = (words[before] != words[after] for before, after in pairwise(places))
        by_words = np.zeros(len(words), np.int32)
        by_words[places[1:]] = np.cumsum(np.fromiter(differs, bool, max(len(words) - 1, 0)))
        without = np.fromiter((not word for word in words), bool, len(words))
        days = self.first[live]
        found = np.zeros(self.size, np.int32)
        ordered = np.lexsort((self.ids[live], np.where(days != 0, -days, 1), by_words, without))
        found[live[ordered]] = np.arange(len(live))
        return found

    @cached_property
    def mention_keys(self) -> frozenset[str]:
        """Every mention key of a live document."""
        return frozenset(self.terms("mention"))

    def _with_changes(self, before: Snapshot, keys: frozenset[str]) -> frozenset[str] | None:
        """The mention keys of before with those of the segments that came, and without those that no document has any
        more: only what stands in the segments that went, or in documents deleted since, may be such. None where that is
        so much that all are as soon read."""
        deleted = {
            file.name: frozenset(entry.deleted) for (file, _), entry in zip(self.files, self.entries, strict=True)
        }
        known = {file.name for file, _ in before.files}
        came = [file for file, _ in self.files if file.name not in known]
        went = [file for file, _ in before.files if file.name not in deleted]
        left = [
            (file, deleted[file.name].difference(entry.deleted))
            for (file, _), entry in zip(before.files, before.entries, strict=True)
            if file.name in deleted
        ]
        if sum(file.documents for file in (*came, *went)) + sum(len(gone) for _, gone in left) > _FEW_CHANGED:
            return None
        added = {term for file in came for term in file.field("mention").terms()}
        doubtful = {term for file in went for term in file.field("mention").terms()}
        if not any(deleted[file.name] for file in came):
            doubtful -= added
        for file, gone in left:
            doubtful.update(_encoded(key) for at in gone for key in read_mentions(file.values("mentions")[at]))
        vanished = [term for term in doubtful if not self._is_mentioned(term)]
        return keys.union(map(_decoded, added)).difference(map(_decoded, vanished))

    def _is_mentioned(self, term: bytes) -> bool:
        """Whether a live document has a mention key."""
        for (file, base), entry in zip(self.files, self.entries, strict=True):
            lists = file.field("mention")
            at = lists.find(term)
            if at is not None and (
                lists.having(at) > len(entry.deleted) or self.is_live[lists.documents_of(at) + base].any()
            ):
                return True
        return False

    def among(self, ids: frozenset[str]) -> Numbers:
        """Documents with these ids; the last few answers are kept, for the same star or tag is asked with each letter
        typed beside it."""
        found = self.sets.get(ids)
        if found is None:
            found = united([self.postings("id", id).numbers for id in ids])
            if len(self.sets) >= _KEPT_SETS:
                self.sets.clear()
            self.sets[ids] = found
        return found

    def spoken_at(self, keys: frozenset[str], wanted: Numbers) -> Ranges:
        """In some documents, the half-open ranges of positions within which one of these speaks."""
        found: Ranges = {}
        for key in {speaker_key(key) for key in keys}:
            for number, bounds in by_document(self.keys("speaker", key, wanted)).items():
                found.setdefault(number, []).extend(zip(bounds[::2], bounds[1::2], strict=True))
        return {number: joined(ranges) for number, ranges in found.items()}


def by_document(keys: Numbers) -> dict[int, list[int]]:
    """Positions by document, of keys as `Snapshot.keys` gives them."""
    if not len(keys):
        return {}
    numbers = keys >> 32
    cuts = np.flatnonzero(np.diff(numbers)) + 1
    starts = [0, *cuts.tolist()]
    places = (keys & 0xFFFFFFFF).tolist()
    return {
        number: places[start:end]
        for number, start, end in zip(numbers[starts].tolist(), starts, [*starts[1:], len(places)], strict=True)
    }


def _last_good(
    folder: Path, generations: list[int], known: dict[str, SegmentFile]
) -> tuple[contents.Contents, list[SegmentFile]]:
    """The first of some generations that can be opened. Raises what opening the newest raised where none can."""
    problem: Exception | None = None
    for generation in generations:
        opened: list[SegmentFile] = []
        try:
            table = contents.read(folder, generation)
            for entry in table.entries:
                opened.append(known.get(entry.file_name) or SegmentFile(folder, entry))
        except (ValueError, LookupError, TypeError, OSError) as error:
            problem = problem or error
            for file in opened:
                if file.name not in known:
                    file.close()
            continue
        return table, opened
    raise problem or ValueError(f"there is no table of contents in {folder}")


def _encoded(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _decoded(term: bytes) -> str:
    return term.decode("utf-8", "surrogatepass")


def _joined(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else np.concatenate(parts) if parts else np.zeros(0, np.int64)
