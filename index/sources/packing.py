"""Bytes packed with gzip, and how many bytes a file may give: what is inside a file can be far larger than the file.

A "bomb" is a small file made to unpack to terabytes. `Budget` counts what one outer file has given so far, however
deep inside; ordinary text packs to a fifth, tables and logs of one repeated line to a fiftieth.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.base import MAX_BYTES

MOST_BYTES = 16 << 30
"""What one file may unpack to, all its members together."""
FREE_BYTES = 256 << 20
"""What any file may unpack to, whatever its size."""
MOST_RATIO = 200
"""How many times its own size a file may unpack to beyond that."""
MOST_MEMBERS = 1_000_000

_PACKED = {".gz": "", ".tgz": ".tar"}
_BOMB = "it may be made to fill a disk; unpack it yourself if you trust it"


class Budget:
    """What one outer file of `size` bytes may still give. Counts members and unpacked bytes."""

    def __init__(self, size: int) -> None:
        self._left = min(MOST_BYTES, FREE_BYTES + MOST_RATIO * size)
        self._members = 0

    def take(self, count: int) -> None:
        """Count bytes unpacked. Raises SourceError where there are too many."""
        self._left -= count
        if self._left < 0:
            raise SourceError("It unpacks to far more than its size; the rest was not read", _BOMB)

    def member(self) -> None:
        """Count one member. Raises SourceError where there are too many."""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise SourceError(f"It holds more than {MOST_MEMBERS:,} documents; the rest was not read", "split it")


class Metered(io.RawIOBase):
    """A stream of unpacked bytes that a budget counts. Whatever the unpacking library raises is a SourceError.

    At damage the stream first ends, so that a buffer over it hands on what came before, and then raises: who has read
    to the end asks once more (`ended`).
    """

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream = stream
        self._budget = budget
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._error: SourceError | None = None
        self._given = False

    def readable(self) -> bool:
        """A stream to read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; how many bytes came. Raises SourceError for damaged data and where the budget is spent."""
        if self._error is not None:
            raise self._error
        try:
            data = self._read(len(buffer))
            self._budget.take(len(data))
        except SourceError as error:
            return self._broken(error)
        except _broken() as error:
            what = f"It is damaged: {str(error) or type(error).__name__}"
            return self._broken(SourceError(what, "copy it again; documents before the damage are kept"))
        buffer[: len(data)] = data
        self._given = bool(data)
        return len(data)

    def _broken(self, error: SourceError) -> int:
        self._error = error
        if not self._given:
            raise error
        return 0


def _broken() -> tuple[type[Exception], ...]:
    """What unpacking libraries raise; zipfile is imported when one is in use, not at the start of every program."""
    import zipfile

    known = (OSError, EOFError, ValueError, RuntimeError, NotImplementedError, OverflowError)
    return (*known, struct.error, zlib.error, zipfile.BadZipFile)


def ended(stream: BinaryIO) -> None:
    """Raises SourceError where a stream that seems to be at its end only broke off there."""
    if not getattr(stream, "closed", False):  # warcio's streams do not say
        stream.read(1)


def metered(stream: BinaryIO, budget: Budget) -> BinaryIO:
    """A buffered `Metered` stream."""
    return cast(BinaryIO, io.BufferedReader(Metered(stream, budget), 1 << 16))


def unpacked_name(name: str) -> str:
    """A file's name without ".gz": what it is called unpacked."""
    folded = name.casefold()
    for suffix, inner in _PACKED.items():
        if folded.endswith(suffix):
            return name[: -len(suffix)] + inner
    return name


def parted(name: str) -> tuple[str, str]:
    """A file's name without its suffix, and the suffix with its dot, "" where it has none: as a `PurePath` has them,
    which takes ten times as long to make."""
    dot = name.rfind(".")
    return (name[:dot], name[dot:]) if 0 < dot < len(name) - 1 else (name, "")


def unpacked(stream: BinaryIO, name: str, budget: Budget) -> BinaryIO:
    """A file's stream unpacked where its name ends in ".gz"; else the stream itself."""
    if unpacked_name(name) == name:
        return stream
    import gzip

    return metered(cast(BinaryIO, gzip.GzipFile(fileobj=stream, mode="rb")), budget)


def whole(stream: BinaryIO, name: str) -> bytes:
    """All bytes of a stream. Raises SourceError where there are more than one document may have."""
    data = stream.read(MAX_BYTES + 1)
    ended(stream)
    if len(data) > MAX_BYTES:
        raise SourceError(f"{name} is larger than {MAX_BYTES >> 20} MB", "split it, or exclude it in dossier.yaml")
    return data


def unpacked_bytes(data: bytes, file_name: str, name: str) -> bytes:
    """A single document's bytes, unpacked where its file's name ends in ".gz". `name` is how messages call it."""
    if unpacked_name(file_name) == file_name:
        return data
    return whole(unpacked(io.BytesIO(data), file_name, Budget(len(data))), name)
