"""Lists of whole numbers as bytes and back, whole arrays at a time.

A number takes seven bits a byte, the lowest first; the last byte has its high bit clear (LEB128, as in DWARF and
WebAssembly). Rising numbers are written as distances, which mostly fit one byte. Groups (the postings of one term
after those of another) follow each other without a break: who reads them knows how long each is.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

_LONGEST = 8
"""Bytes before the last of a number."""

_MOSTLY = 15 / 16
"""Of the bytes that end a number, where few numbers have more than that one."""


def encode(values: Numbers) -> tuple[bytes, Numbers]:
    """The bytes of numbers from 0, and where each begins: one place more than numbers, the last is the end."""
    large = np.flatnonzero(values > 127)  # mostly few
    if not len(large):
        return values.astype(np.uint8).tobytes(), np.arange(len(values) + 1)
    sizes = np.ones(len(values), np.int64)
    at, rest = large, values[large] >> 7
    while len(at):
        sizes[at] += 1
        more = rest > 127
        at, rest = at[more], rest[more] >> 7
    places = np.zeros(len(values) + 1, np.int64)
    np.cumsum(sizes, out=places[1:])
    data = np.empty(int(places[-1]), np.uint8)
    data[places[:-1]] = values & 127
    at, rest = places[large], values[large] >> 7
    while len(at):
        data[at] |= 128
        data[at + 1] = rest & 127
        more = rest > 127
        at, rest = at[more] + 1, rest[more] >> 7
    return data.tobytes(), places


def decode(data: bytes) -> Numbers:
    """The numbers that `encode` was given. Raises ValueError where the last is cut off."""
    raw = np.frombuffer(data, np.uint8)
    last = raw < 128
    number = int(np.count_nonzero(last))
    if number == len(raw):
        return raw.astype(np.int64)
    if not last[-1]:
        raise ValueError("a number is cut off")
    return _few_longer(raw, last) if number > _MOSTLY * len(raw) else _many_longer(raw, last)


def _few_longer(raw: NDArray[np.uint8], last: NDArray[np.bool_]) -> Numbers:
    """Numbers of which few have a byte before their `last`: these are looked for among the bytes."""
    values = raw.astype(np.int64)
    longer = np.flatnonzero(last[1:] & ~last[:-1]) + 1
    for before in range(1, _LONGEST + 1):
        values[longer] = values[longer] << 7 | raw[longer - before] & 127
        longer = longer[longer > before]
        longer = longer[~last[longer - before - 1]]
        if not len(longer):
            return values[last]
    raise ValueError("a number is too long")


def _many_longer(raw: NDArray[np.uint8], last: NDArray[np.bool_]) -> Numbers:
    """Numbers of which many have a byte before their `last`: all are looked at for one, then the few longer still."""
    at = np.flatnonzero(last)
    values = raw.take(at).astype(np.int64)
    low = raw.take(at - 1)  # of the first number its last byte, or that of all: no byte of those that go on
    has_two = low >> 7
    values <<= has_two * np.uint8(7)
    values |= (low & 127) * has_two
    sizes = np.diff(at, prepend=-1)
    if int(sizes.max()) > _LONGEST + 1:
        raise ValueError("a number is too long")
    longer = np.flatnonzero(sizes > 2)
    for before in range(2, _LONGEST + 1):
        values[longer] = values[longer] << 7 | raw[at[longer] - before] & 127
        longer = longer[sizes[longer] > before + 1]
    return values


class SizesHead(NamedTuple):
    """What stands before packed sizes: how many there are, and in how many bytes each, 1 or 2, that fits."""

    number: int
    width: int

    @classmethod
    def fitting(cls, number: int, large: Sequence[int]) -> SizesHead:
        """Of so many sizes, `large` of which do not fit a byte, or two: the width that takes less."""
        return cls(number, 1 if number + 4 * large[0] <= 2 * number + 4 * large[1] else 2)

    @classmethod
    def unpacked(cls, data: bytes) -> SizesHead:
        """From the first bytes of packed sizes. Raises ValueError."""
        if len(data) < _HEAD.size:
            raise ValueError("sizes are cut off")
        number, width, _ = _HEAD.unpack_from(data)
        if width not in (1, 2):
            raise ValueError("sizes are of no width there is")
        return cls(number, width)

    @property
    def most(self) -> int:
        """What stands in the place of a size that does not fit."""
        return _MOST[self.width - 1]

    def packed(self) -> bytes:
        """As bytes, `SIZES_HEAD` of them."""
        return _HEAD.pack(self.number, self.width, 0)

    def short(self, sizes: NDArray[np.integer]) -> bytes:
        """Sizes, but for those that do not fit."""
        short: NDArray[np.unsignedinteger] = np.minimum(sizes, self.most).astype(f"<u{self.width}")
        return short.tobytes()

    def long(self, sizes: NDArray[np.integer]) -> bytes:
        """Those of sizes that do not fit, which stand behind all others."""
        large: NDArray[np.uint32] = sizes[sizes >= self.most].astype("<u4")
        return large.tobytes()


_HEAD = struct.Struct("<QII")
SIZES_HEAD = _HEAD.size
_MOST = (1 << 8) - 1, (1 << 16) - 1


def large_sizes(sizes: NDArray[np.integer]) -> list[int]:
    """How many sizes do not fit a byte, or two. Raises OverflowError for one of more than 32 bits."""
    if len(sizes) and not 0 <= int(sizes.min()) <= int(sizes.max()) < 1 << 32:
        raise OverflowError("a size is too large for one segment")
    return [int(np.count_nonzero(sizes >= most)) for most in _MOST]


def pack_sizes(sizes: NDArray[np.integer]) -> bytes:
    """Sizes, most of which are small: a byte or two each, whichever takes less; what does not fit stands behind them
    with four. Raises OverflowError for one of more than 32 bits."""
    head = SizesHead.fitting(len(sizes), large_sizes(sizes))
    return head.packed() + head.short(sizes) + head.long(sizes)


class StoredSizes(NamedTuple):
    """What `pack_sizes` was given, as it is stored: in the place of each size that does not fit stands `most`."""

    short: NDArray[np.unsignedinteger]
    most: int
    large: NDArray[np.uint32]
    large_at: Numbers


def split_sizes(data: bytes) -> StoredSizes:
    """The sizes in some bytes; none in no bytes. Raises ValueError."""
    if not data:
        return StoredSizes(np.zeros(0, np.uint8), _MOST[0], np.zeros(0, np.uint32), np.zeros(0, np.int64))
    head = SizesHead.unpacked(data)
    end = SIZES_HEAD + head.number * head.width
    if end > len(data) or (len(data) - end) % 4:
        raise ValueError("sizes are cut off")
    short: NDArray[np.unsignedinteger] = np.frombuffer(data, f"<u{head.width}", head.number, SIZES_HEAD)
    large, large_at = np.frombuffer(data, "<u4", offset=end), np.flatnonzero(short == head.most)
    if len(large) != len(large_at):
        raise ValueError("sizes are not those that were written")
    return StoredSizes(short, head.most, large, large_at)


def unpack_sizes(data: bytes) -> NDArray[np.unsignedinteger]:
    """What `pack_sizes` was given, in as few bytes as they were packed in or 32 bits; none for no bytes. Raises
    ValueError."""
    stored = split_sizes(data)
    if not len(stored.large):
        return stored.short
    found = stored.short.astype(np.uint32)
    found[stored.large_at] = stored.large
    return found


def unpack_ends(data: bytes) -> NDArray[np.uint32]:
    """Where each of some things begins whose sizes `pack_sizes` was given, and the end, up to 4 GB. Raises
    ValueError."""
    sizes = unpack_sizes(data)
    if int(sizes.sum(dtype=np.uint64)) >= 1 << 32:
        raise ValueError("a stream is too long")
    found = np.zeros(len(sizes) + 1, np.uint32)
    np.cumsum(sizes, dtype=np.uint32, out=found[1:])
    return found


def count_sizes(head: bytes) -> int:
    """How many sizes there are, from the first bytes of them."""
    return int(_HEAD.unpack_from(head)[0]) if len(head) >= _HEAD.size else 0


def ends(sizes: Numbers) -> Numbers:
    """Where each of some things begins that follow each other, and the end."""
    return np.concatenate(([0], np.cumsum(sizes)))


def distances(values: Numbers, sizes: Numbers) -> Numbers:
    """Numbers that rise within groups of these sizes, as distances; the first of a group as it is."""
    found = np.diff(values, prepend=0)
    starts = firsts(sizes)[sizes > 0]
    found[starts] = values[starts]
    return found


def rising(found: Numbers, sizes: Numbers) -> Numbers:
    """The opposite of `distances`. Raises ValueError where the sizes are not those of the groups."""
    if int(sizes.sum()) != len(found):
        raise ValueError("groups and numbers differ")
    if len(found) == len(sizes) and sizes.all():  # one in each group
        return found
    total = np.cumsum(found)
    if len(sizes) > 1:
        before = np.concatenate(([0], total))[firsts(sizes)]
        total -= np.repeat(before, sizes)
    return total


def firsts(sizes: Numbers) -> Numbers:
    """Where each of some groups begins that follow each other."""
    return np.cumsum(sizes) - sizes


def gathered(starts: Numbers, sizes: Numbers) -> Numbers:
    """The places of all members of some groups, each given by its start and size."""
    return np.arange(int(sizes.sum())) + np.repeat(starts - firsts(sizes), sizes)


def distinct(numbers: Numbers) -> Numbers:
    """Numbers that do not fall, each once."""
    return numbers[np.flatnonzero(np.diff(numbers, prepend=-1))] if len(numbers) else numbers


def united(lists: Sequence[Numbers]) -> Numbers:
    """The numbers of some rising lists, rising. (`numpy.unique` imports `numpy.ma` when it is first called: as much
    work as ten searches.)"""
    if len(lists) == 1:
        return lists[0]
    found = np.concatenate((*lists, np.zeros(0, np.int64)))
    found.sort(kind="stable")
    return distinct(found)
