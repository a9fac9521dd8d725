"""How the lists of `postings` are kept where a byte for each number is too much.

    documents   many of all:     a bit for each document up to the last (bitmaps, as in Roaring: a list takes them where
                                 more than one document in eight has the term)
    counts      small ones:      1, 2 or 4 bits each

Which of the forms a list has is told by its length in bytes: as distances or bytes its numbers take at least a byte
each, and each of the other forms takes another length below that.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from index.engines.whoosh.integers import Numbers, decode, distances, encode, ends, firsts, gathered, rising

Bytes = NDArray[np.uint8]
_BITS = (4, 2, 1)
_SHIFTS = {bits: np.arange(0, 8, bits, dtype=np.uint8) for bits in _BITS}
_FEWEST = {4: 2, 2: 3, 1: 5}
"""Numbers of a list from which its length tells these bits apart from those before."""


def pack_documents(documents: Numbers, having: Numbers) -> tuple[bytes, Numbers]:
    """The bytes of lists of rising document numbers, of so many each; and how many bytes each list takes."""
    data, places = encode(distances(documents, having))
    at = firsts(having)
    sizes = np.diff(np.append(places[at], len(data)))
    in_bits = (documents[at + having - 1] >> 3) + 1
    dense = having > in_bits
    if not dense.any():
        return data, sizes
    kept = np.frombuffer(data, np.uint8)[np.repeat(~dense, sizes)]
    sizes = np.where(dense, in_bits, sizes)
    marks = np.zeros(8 * int(in_bits[dense].sum()), bool)
    marks[documents[np.repeat(dense, having)] + np.repeat(8 * firsts(in_bits[dense]), having[dense])] = True
    packed, of_dense = np.empty(int(sizes.sum()), np.uint8), np.repeat(dense, sizes)
    packed[of_dense], packed[~of_dense] = np.packbits(marks, bitorder="little"), kept
    return packed.tobytes(), sizes


def mark_documents(data: bytes, sizes: Numbers, having: Numbers, marks: NDArray[np.bool_]) -> None:
    """Mark every document that is in one of some lists. Raises ValueError, IndexError for a document beyond the
    marks."""
    dense = sizes < having
    begins = ends(sizes)
    for number in np.flatnonzero(dense).tolist():
        bits = np.frombuffer(data, np.uint8, int(sizes[number]), int(begins[number]))
        members = np.unpackbits(bits, bitorder="little").view(bool)
        if members[len(marks) :].any():
            raise ValueError("a list has documents beyond the last")
        marks[: len(members)] |= members[: len(marks)]
    if dense.any():
        raw = np.frombuffer(data, np.uint8)
        data = raw[np.repeat(~dense, sizes)].tobytes()
    found = rising(decode(data), having[~dense])
    if len(found) and int(found.min()) < 0:
        raise ValueError("a list has documents before the first")
    marks[found] = True


def unpack_documents(data: bytes, sizes: Numbers, having: Numbers) -> Numbers:
    """What `pack_documents` was given. Raises ValueError."""
    dense = sizes < having
    if not dense.any():
        return rising(decode(data), having)
    raw, of_dense = np.frombuffer(data, np.uint8), np.repeat(dense, having)
    found = np.empty(len(of_dense), np.int64)
    found[~of_dense] = rising(decode(raw[np.repeat(~dense, sizes)].tobytes()), having[~dense])
    members = np.flatnonzero(np.unpackbits(raw[np.repeat(dense, sizes)], bitorder="little"))
    begins = ends(8 * sizes[dense])
    if (np.diff(np.searchsorted(members, begins)) != having[dense]).any():
        raise ValueError("a list has not as many documents as it says")
    found[of_dense] = members - np.repeat(begins[:-1], having[dense])
    return found


def unpack_list(data: bytes, having: int) -> Numbers:
    """One list of documents, of so many, as `unpack_documents` gives it. Raises ValueError."""
    dense = len(data) < having
    found = np.flatnonzero(np.unpackbits(np.frombuffer(data, np.uint8), bitorder="little")) if dense else decode(data)
    if len(found) != having:
        raise ValueError("a list has not as many documents as it says")
    return found if dense else np.cumsum(found)


def unpack_numbers(data: bytes, having: int) -> Numbers:
    """One list of counts, of so many, as `unpack_counts` gives it. Raises ValueError."""
    if len(data) >= having:
        return _as_many(decode(data), having)
    for bits in reversed(_BITS):
        if len(data) == -(-having * bits // 8) and having >= _FEWEST[bits]:
            raw = np.frombuffer(data, np.uint8)
            return (raw[:, None] >> _SHIFTS[bits] & np.uint8((1 << bits) - 1)).reshape(-1)[:having].astype(np.int64)
    raise ValueError("counts are of no form there is")


def pack_counts(counts: Numbers, having: Numbers) -> tuple[bytes, Numbers]:
    """The bytes of lists of counts, of so many each, none of them empty; and how many bytes each list takes."""
    high = np.maximum.reduceat(counts, firsts(having)) if len(having) else counts
    chosen = np.zeros(len(having), np.int64)
    for bits in _BITS:
        chosen[(high < 1 << bits) & (having >= _FEWEST[bits])] = bits
    data, places = encode(counts)
    at = firsts(having)
    sizes = np.diff(np.append(places[at], len(data)))
    for bits in _BITS:
        here = chosen == bits
        sizes[here] = -(-having[here] * bits // 8)
    packed = np.zeros(int(sizes.sum()), np.uint8)
    begins = firsts(sizes)
    for bits in (0, *_BITS):
        here = np.flatnonzero(chosen == bits)
        if not len(here):
            continue
        values = counts[gathered(at[here], having[here])]
        written = _narrow(values, having[here], bits) if bits else np.frombuffer(encode(values)[0], np.uint8)
        packed[gathered(begins[here], sizes[here])] = written
    return packed.tobytes(), sizes


def unpack_counts(data: bytes, sizes: Numbers, having: Numbers) -> Numbers:
    """What `pack_counts` was given. Raises ValueError."""
    if not (sizes < having).any():
        return _as_many(decode(data), int(having.sum()))
    bits = np.full(len(sizes), -1)
    for each in reversed(_BITS):
        bits[(sizes == -(-having * each // 8)) & (having >= _FEWEST[each])] = each
    bits[sizes >= having] = 0
    raw = np.frombuffer(data, np.uint8)
    begins, at = firsts(sizes), firsts(having)
    found = np.zeros(int(having.sum()), np.int64)
    if (bits < 0).any():
        raise ValueError("counts are of no form there is")
    for each in (0, *_BITS):
        here = np.flatnonzero(bits == each)
        if not len(here):
            continue
        own = raw[gathered(begins[here], sizes[here])]
        values = _wide(own, having[here], each) if each else decode(own.tobytes())
        found[gathered(at[here], having[here])] = _as_many(values, int(having[here].sum()))
    return found


def _as_many(values: Numbers, number: int) -> Numbers:
    if len(values) != number:
        raise ValueError("lists and their counts differ")
    return values


def _narrow(values: Numbers, having: Numbers, bits: int) -> Bytes:
    """Numbers in so many bits each; each list begins with a byte."""
    each = 8 // bits
    slots = -(-having // each) * each
    spread = np.zeros(int(slots.sum()), np.uint8)
    spread[gathered(firsts(slots), having)] = values
    packed: Bytes = np.bitwise_or.reduce(spread.reshape(-1, each) << _SHIFTS[bits], axis=1)
    return packed


def _wide(data: Bytes, having: Numbers, bits: int) -> Numbers:
    each = 8 // bits
    slots = -(-having // each) * each
    spread = (data[:, None] >> _SHIFTS[bits] & np.uint8((1 << bits) - 1)).reshape(-1)
    return spread[gathered(firsts(slots), having)].astype(np.int64)
