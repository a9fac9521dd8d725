"""The values of a column compressed one by one, with what they have in common said once.

A document's text has a few thousand bytes, its names a few hundred: alone they hardly compress, and many in one block
could not be read one without the others. Deflate takes a dictionary, bytes that count as having stood before (RFC 1951;
zlib's deflateSetDictionary): that of a column is cut from its own values when a segment is written. Text then takes 39
instead of 49 % of its size, names 17 instead of 26 %, and it takes no longer than without.

    0 ...   as it is        1 ...   deflated        2 ...   deflated with the first dictionary, 3 ... the second

A merged segment keeps the dictionaries of those it is made of: what was compressed is copied, not compressed again. So
words of a document that was deleted may stand in one until the index is made anew.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

PLAIN, DEFLATED, FIRST = 0, 1, 2
MOST_DICTIONARIES = 200
"""In one segment; where a merge would have more, it compresses its values anew."""

_WORTH = 32 << 10  # bytes of all values from which a dictionary is made
_SHARE = 32  # times as much the values are, at least
_SHORT = 24  # bytes of a value under which it stays as it is
_SHORT_ALONE = 120  # the same without a dictionary
_MOST = 1 << 30  # bytes that a value may have: no document is as large
_LEVEL = 2
"""Of zlib, from 1 to 9: the next one takes two fifths longer, a twentieth of what it takes to commit a document, and
makes the index a fortieth smaller."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How a column is compressed: bytes of its dictionary, and of the piece that each value gives to it; the size of
    zlib's window and of its table, as powers of two (zlib's `wbits` and `memLevel`)."""

    size: int = 16 << 10
    piece: int = 400
    window: int = 14
    table: int = 7


TEXT = Shape(32 << 10, 640, 15, 8)


class _Deflating(Protocol):
    def compress(self, data: bytes, /) -> bytes: ...
    def flush(self) -> bytes: ...


def dictionary_of(values: Sequence[bytes], shape: Shape) -> bytes:
    """Pieces of values from all over a column; nothing where there is too little to gain."""
    if sum(map(len, values)) < _WORTH:
        return b""
    having = [value for value in values if value]
    size = min(shape.size, sum(map(len, having)) // _SHARE)
    step = max(len(having) * shape.piece // size, 1)
    return b"".join(value[: shape.piece] for value in having[::step])[:size]


def compressed(values: Iterable[bytes], shape: Shape, dictionary: bytes) -> Iterator[bytes]:
    """Each value as it is stored; nothing for an empty one. A dictionary is the first of the segment."""
    code = bytes([FIRST if dictionary else DEFLATED])
    least = _SHORT if dictionary else _SHORT_ALONE
    fresh = (
        zlib.compressobj(_LEVEL, zlib.DEFLATED, -shape.window, shape.table, 0, dictionary)
        if dictionary
        else zlib.compressobj(_LEVEL, zlib.DEFLATED, -shape.window, shape.table)
    )
    for value in values:
        if len(value) < least:
            yield bytes([PLAIN]) + value if value else b""
            continue
        deflating: _Deflating = fresh.copy()  # a fifth of the time of setting the dictionary each time
        data = code + deflating.compress(value) + deflating.flush()
        yield data if len(data) <= len(value) else bytes([PLAIN]) + value


def expanded(data: bytes, dictionaries: Sequence[bytes]) -> bytes:
    """A value from what is stored of it. Raises ValueError."""
    if not data or data[0] == PLAIN:
        return data[1:]
    if data[0] == DEFLATED:
        inflating = zlib.decompressobj(-zlib.MAX_WBITS)
    elif data[0] - FIRST < len(dictionaries):
        inflating = zlib.decompressobj(-zlib.MAX_WBITS, dictionaries[data[0] - FIRST])
    else:
        raise ValueError("a value needs a dictionary that is not there")
    try:
        value = inflating.decompress(data[1:], _MOST)
    except zlib.error as error:
        raise ValueError(f"a value is damaged: {error}") from error
    if not inflating.eof:
        raise ValueError("a value is cut off, or too long")
    return value
