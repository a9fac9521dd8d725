"""Several segments written as one: what is deleted goes, the order of the documents stays.

Columns are copied in stretches. Posting lists are joined a stretch of the dictionary at a time, and what is joined
waits in temporary files (`parts`): of a document some bytes are in memory, of a field a stretch of its dictionary.

Positions are most of what a list holds, millions of them in that of a common word. Those of a document are distances
among themselves, whatever its number and its neighbours, so that they are copied as the bytes they are.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.columns import Values, merge_values
from index.engines.whoosh.integers import Numbers, ends
from index.engines.whoosh.inversion import Flat, grouped
from index.engines.whoosh.layout import BEGINNINGS, BLOBS, COUNTED, EXACT, NUMBERS, POSITIONS
from index.engines.whoosh.parts import PartsWriter
from index.engines.whoosh.passing import PassedField
from index.engines.whoosh.postings import Encoded, FieldWriter
from index.engines.whoosh.segment import SegmentFile

_AT_ONCE = 50_000
"""Postings that are joined at once, with about 200 bytes each; joining more is no faster."""

_AS_ONE = 32
"""Bytes of positions that count as a posting."""

_BLOCK = 1 << 16
"""Bytes of positions of which it is told at once whose they are."""


@dataclass(frozen=True, slots=True)
class Source:
    """A segment to be merged: which of its documents stay, and the new number of each (-1 for those that go)."""

    file: SegmentFile
    kept: Numbers
    renumbered: Numbers


def sources(files: Sequence[tuple[SegmentFile, set[int]]]) -> list[Source]:
    """Segments with what is deleted in each, renumbered in their order."""
    found = []
    base = 0
    for file, deleted in files:
        live = np.ones(file.documents, bool)
        live[list(deleted)] = False
        kept = np.flatnonzero(live)
        renumbered = np.full(file.documents, -1, np.int64)
        renumbered[kept] = np.arange(base, base + len(kept))
        found.append(Source(file, kept, renumbered))
        base += len(kept)
    return found


def merge(path: Path, found: list[Source]) -> None:
    """Write the segment file, and wait until it is on the disk. Raises OSError, ValueError for a damaged segment."""
    with PartsWriter(path) as parts:
        parts.array("documents", np.array([sum(len(each.kept) for each in found)]), "<u8")
        for name in NUMBERS:
            parts.array(name, np.concatenate([each.file.numbers(name)[each.kept] for each in found]), "<i4")
        for name in BLOBS:
            columns = [Values(each.file.parts, name) for each in found]  # not the file's own, which keeps what it read
            merge_values(parts, name, columns, [each.kept for each in found], [each.file.documents for each in found])
        for name in (*POSITIONS, *EXACT, *COUNTED, BEGINNINGS):
            writer = FieldWriter(parts, name)
            fields = [PassedField(each.file.parts, name, each.file.documents) for each in found]
            for flat, places in _joined(found, fields, name in POSITIONS or name in COUNTED, name in POSITIONS):
                writer.add(flat, places)
            writer.finish()
        parts.finish()


@dataclass(frozen=True, slots=True)
class _Lists:
    """Posting lists of a segment: of each the number of its term and the bytes of its positions, if the field has any;
    of each posting the number of its term, the document as renumbered, and how often. Those of live documents only."""

    ranks: Numbers
    places: list[bytes]
    term: Numbers
    documents: Numbers
    counts: Numbers


def _joined(
    found: list[Source], fields: list[PassedField], counted: bool, positions: bool
) -> Iterator[tuple[Flat, Encoded | None]]:
    """The posting lists of a field, in stretches of the dictionary, and their positions."""
    while not all(field.is_passed for field in fields):
        upto = _stretch(fields)
        terms = [field.terms(field.first, end) for field, end in zip(fields, upto, strict=True)]
        names = sorted(set().union(*terms))
        numbers = {term: number for number, term in enumerate(names)}
        lists = [
            _lists(source, field, end, np.array([numbers[term] for term in own], np.int64), counted, positions)
            for source, field, end, own in zip(found, fields, upto, terms, strict=True)
            if own
        ]
        term = np.concatenate([each.term for each in lists])
        documents = np.concatenate([each.documents for each in lists])
        counts = np.concatenate([each.counts for each in lists]) if counted else None
        flat = grouped(names, term, documents, counts, None)
        yield flat, _encoded(lists, np.bincount(term, minlength=len(names))) if positions else None
        for field, end in zip(fields, upto, strict=True):
            field.pass_to(end)


def _stretch(fields: list[PassedField]) -> list[int]:
    """How far to go in each dictionary: all as far as one term, with at least a term in all."""
    share = max(_AT_ONCE // len(fields), 1)
    reached = []
    for field in fields:
        field.look_ahead(share)  # each term has a posting, so that no field goes further
        far = field.first + int(np.searchsorted(np.cumsum(field.weights(_AS_ONE)), share))
        if far < len(field):
            reached.append(field.terms(far, far + 1)[0])
    if not reached:
        return [len(field) for field in fields]
    upto = min(reached)
    return [field.behind(upto) for field in fields]


def _lists(source: Source, field: PassedField, end: int, ranks: Numbers, counted: bool, positions: bool) -> _Lists:
    """The lists of a segment up to a place of its dictionary, of terms with these numbers."""
    start = field.first
    term = np.repeat(ranks, field.sizes(start, end))
    documents = source.renumbered[field.numbers(start, end)]
    live = documents >= 0
    if not counted:
        return _Lists(ranks, [], term[live], documents[live], _NONE)
    counts = field.counts(start, end)
    if not positions:
        return _Lists(ranks, [], term[live], documents[live], counts[live])
    at, data = field.encoded_places(start, end, counts)
    if not live.all():
        at, data = _of_live(at, data, np.cumsum(counts), live)
    places = [data[low:high] for low, high in itertools.pairwise(at.tolist())]
    return _Lists(ranks, places, term[live], documents[live], counts[live])


def _of_live(at: Numbers, data: bytes, upto: Numbers, live: NDArray[np.bool_]) -> tuple[Numbers, bytes]:
    """Of the bytes of positions, and where each list begins in them, what is in documents that stay; up to each of the
    documents there are so many positions."""
    raw, kept, passed = np.frombuffer(data, np.uint8), np.zeros(len(data) + 1, bool), 0
    for start in range(0, len(raw), _BLOCK):
        last = raw[start : start + _BLOCK] < 128  # bytes of a position
        whose = np.searchsorted(upto, passed + np.cumsum(last) - last, side="right")
        kept[start : start + len(last)] = live[whose]
        passed += int(np.count_nonzero(last))
    sizes = np.where(at[1:] > at[:-1], np.add.reduceat(kept, at[:-1], dtype=np.int64), 0)
    return ends(sizes), raw[kept[:-1]].tobytes()


def _encoded(lists: list[_Lists], having: Numbers) -> Encoded:
    """The positions of terms, of which so many documents have each: those in one segment, then those in the next."""
    ranks = np.concatenate([each.ranks for each in lists])
    places = [data for each in lists for data in each.places]
    sizes = np.zeros(len(having), np.int64)
    np.add.at(sizes, ranks, np.fromiter(map(len, places), np.int64, len(places)))
    return b"".join([places[at] for at in np.argsort(ranks, kind="stable").tolist()]), sizes[having > 0]


_NONE: Numbers = np.zeros(0, np.int64)
