"""Several segments written as one: what is deleted goes, the order of the documents stays.

Columns are copied in stretches. Posting lists are joined a stretch of the dictionary at a time, and what is joined
waits in temporary files (`parts`): of a document some bytes are in memory, of a field its dictionary, and no list.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.engines.whoosh.columns import Values, merge_values
from index.engines.whoosh.integers import Numbers, firsts, gathered
from index.engines.whoosh.inversion import Flat, grouped
from index.engines.whoosh.layout import BEGINNINGS, BLOBS, COUNTED, EXACT, NUMBERS, POSITIONS
from index.engines.whoosh.parts import PartsWriter
from index.engines.whoosh.postings import Field, FieldWriter
from index.engines.whoosh.segment import SegmentFile

_AT_ONCE = 50_000
"""Postings that are joined at once, with about 200 bytes each; joining more is no faster."""


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
            fields = [Field(each.file.parts, name, each.file.documents) for each in found]
            for flat in _joined(found, fields, name in POSITIONS or name in COUNTED, name in POSITIONS):
                writer.add(flat)
            writer.finish()
        parts.finish()


def _joined(found: list[Source], fields: list[Field], counted: bool, positions: bool) -> Iterator[Flat]:
    """The posting lists of a field, in stretches of the dictionary."""
    starts = [0] * len(fields)
    while any(start < len(field) for start, field in zip(starts, fields, strict=True)):
        ends = _stretch(fields, starts)
        names = sorted({term for field, start, end in zip(fields, starts, ends, strict=True)
                        for term in field.terms(start, end)})  # fmt: skip
        numbers = {term: number for number, term in enumerate(names)}
        lists = [
            _list(source, field, start, end, numbers, counted, positions)
            for source, field, start, end in zip(found, fields, starts, ends, strict=True)
            if start < end
        ]
        term, documents, counts, places = (np.concatenate([each[at] for each in lists]) for at in range(4))
        yield grouped(names, term, documents, counts if counted else None, places if positions else None)
        starts = ends


def _stretch(fields: list[Field], starts: list[int]) -> list[int]:
    """How far to go in each dictionary: all as far as one term, with at least a term in all."""
    share = max(_AT_ONCE // len(fields), 1)
    # Each term has a posting, so that no field goes further than so many terms
    ahead = [np.cumsum(field.having[start : start + share], dtype=np.int64)
             for field, start in zip(fields, starts, strict=True)]  # fmt: skip
    reached = []
    for field, start, postings in zip(fields, starts, ahead, strict=True):
        far = start + int(np.searchsorted(postings, share))
        if far < len(field):
            reached.append(field.term(far))
    if not reached:
        return [len(field) for field in fields]
    upto = min(reached)
    ends = []
    for field in fields:
        at = field.place(upto)
        ends.append(at + (at < len(field) and field.term(at) == upto))
    return [max(end, start) for end, start in zip(ends, starts, strict=True)]


def _list(
    source: Source, field: Field, start: int, end: int, numbers: dict[bytes, int], counted: bool, positions: bool
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Postings of a stretch: number of the term, document as renumbered, how often, positions; the live ones only."""
    ranks = np.array([numbers[term] for term in field.terms(start, end)], np.int64)
    term = np.repeat(ranks, field.having[start:end])
    documents = source.renumbered[field.numbers(start, end)]
    live = documents >= 0
    if not counted:
        return term[live], documents[live], _NONE, _NONE
    counts = field.counts(start, end)
    if not positions:
        return term[live], documents[live], counts[live], _NONE
    places = field.places(start, end, counts)
    if not live.all():
        places = places[gathered(firsts(counts)[live], counts[live])]
    return term[live], documents[live], counts[live], places


_NONE: Numbers = np.zeros(0, np.int64)
