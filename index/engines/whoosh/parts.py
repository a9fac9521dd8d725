"""A file of named parts with checksums: what a segment lies in.

    "DSSEG01\\n" | part | part | ... | sums | directory | trailer

    parts       each begins at a multiple of 8 bytes; arrays are little-endian
    sums        CRC-32 of every 16 KiB of the file before them, four bytes each
    directory   JSON: {"name of a part": [offset, length], ...}
    trailer     <IIII: lengths of sums and directory, CRC-32 of both together, 0x31474553

A block is checked the first time something in it is read, so opening costs the same whatever the size, and a flipped
bit is told before it becomes a wrong answer. Files are read, not mapped: a mapped file that is cut short or lies on a
failing disk ends the process (SIGBUS), a read raises OSError.
"""

from __future__ import annotations

import json
import os
import struct
import zlib
from contextlib import ExitStack
from pathlib import Path
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import IO, Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"DSSEG01\n"
BLOCK = 1 << 14
_TRAILER = struct.Struct("<IIII")
_END = 0x31474553
_ASIDE = 1 << 18  # bytes set aside from which on they are in a file


class PartsWriter:
    """Writes a file of parts, one after the other. As a context it closes the file, and removes it after an error.

    What comes at the same time as the bytes of another part can be set aside meanwhile: in memory, and where it is much
    in a temporary file beside this one, which has no name, or ends with the process that has it open (Windows).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = open(path, "xb", buffering=1 << 20, opener=_private)  # noqa: SIM115 - closed by `__exit__`
        self._directory: dict[str, tuple[int, int]] = {}
        self._sums: list[int] = []
        self._sum = 0
        self._size = 0
        self._asides = ExitStack()
        self._write(MAGIC)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        view = memoryview(data)
        while len(view):
            piece = view[: BLOCK - self._size % BLOCK]
            self._sum = zlib.crc32(piece, self._sum)
            self._size += len(piece)
            if self._size % BLOCK == 0:
                self._sums.append(self._sum)
                self._sum = 0
            view = view[len(piece) :]

    def begin(self, name: str) -> None:
        """Begin a part, which `append` makes longer."""
        self._write(b"\0" * (-self._size % 8))
        self._directory[name] = (self._size, 0)
        self._name = name

    def append(self, data: bytes | memoryview) -> None:
        """Write further bytes of the part begun last."""
        if len(data):
            self._write(data)
            start, _ = self._directory[self._name]
            self._directory[self._name] = (start, self._size - start)

    def part(self, name: str, data: bytes | memoryview) -> None:
        """Write a part whole."""
        self.begin(name)
        self.append(data)

    def aside(self) -> IO[bytes]:
        """Room for the bytes of a part that is to be written later, by `part_of`."""
        return self._asides.enter_context(SpooledTemporaryFile(_ASIDE, dir=str(self.path.parent)))

    def part_of(self, name: str, aside: IO[bytes]) -> None:
        """Write a part of what was set aside, and let go of that."""
        self.begin(name)
        aside.seek(0)
        while piece := aside.read(_ASIDE):
            self.append(piece)
        aside.close()

    def array(self, name: str, values: NDArray[Any], kind: str) -> None:
        """Write an array as a part of numbers of a kind ("<u4"). Raises OverflowError for a number that does not
        fit."""
        stored = values.astype(kind)
        if not np.array_equal(stored, values):
            raise OverflowError(f"{name} is too large for one segment")
        self.part(name, stored.tobytes())

    def finish(self) -> None:
        """Write what stands behind the parts, and wait until all of it is on the disk."""
        if self._size % BLOCK:
            self._sums.append(self._sum)
        sums = np.array(self._sums, "<u4").tobytes()
        directory = json.dumps(self._directory, separators=(",", ":")).encode()
        self._file.write(sums + directory)
        self._file.write(_TRAILER.pack(len(sums), len(directory), zlib.crc32(sums + directory), _END))
        self._file.flush()
        os.fsync(self._file.fileno())

    def __enter__(self) -> PartsWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            with self._asides:
                self._file.close()
        finally:
            if kind is not None:
                self.path.unlink(missing_ok=True)


class PartsFile:
    """A file of parts, open for reading. Raises ValueError for what is damaged, OSError for what cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = open(path, "rb", buffering=0)  # noqa: SIM115 - stays open, for a commit may delete the file
        try:
            self._size = os.fstat(self._file.fileno()).st_size
            self._read_ends()
        except BaseException:
            self._file.close()
            raise

    def _read_ends(self) -> None:
        trailer = self._at(self._size - _TRAILER.size, _TRAILER.size) if self._size > _TRAILER.size else b""
        if len(trailer) < _TRAILER.size or self._at(0, len(MAGIC)) != MAGIC:
            raise ValueError(f"{self.path.name} is no segment, or cut short")
        sums, directory, sum_of_both, end = _TRAILER.unpack(trailer)
        self._end = self._size - _TRAILER.size - sums - directory
        if end != _END or self._end < 0:
            raise ValueError(f"{self.path.name} is cut short or damaged at its end")
        both = self._at(self._end, sums + directory)
        if zlib.crc32(both) != sum_of_both:
            raise ValueError(f"{self.path.name} is damaged at its end")
        self._sums = np.frombuffer(both[:sums], "<u4")
        if len(self._sums) != -(-self._end // BLOCK):
            raise ValueError(f"{self.path.name} has not its checksums")
        self._directory: dict[str, tuple[int, int]] = {}
        for name, (start, length) in json.loads(both[sums:]).items():
            if not (type(start) is type(length) is int and 0 <= start <= start + length <= self._end):
                raise ValueError(f"{self.path.name}: {name} lies outside")
            self._directory[str(name)] = (int(start), int(length))
        self._checked = bytearray(len(self._sums))

    def _at(self, start: int, length: int) -> bytes:
        """So many bytes; fewer only where the file ends, though one read may give less than asked for."""
        data = self._once(start, length)
        while len(data) < length and (more := self._once(start + len(data), length - len(data))):
            data += more
        return data

    def _once(self, start: int, length: int) -> bytes:
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), length, start)
        self._file.seek(start)
        return self._file.read(length)

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._directory)

    def size(self, name: str) -> int:
        """Bytes of a part; 0 where there is none of this name."""
        return self._directory.get(name, (0, 0))[1]

    def read(self, name: str, start: int = 0, end: int | None = None) -> bytes:
        """A part, or the bytes of it from `start` to `end`; none where there is no part of this name."""
        offset, length = self._directory.get(name, (0, 0))
        end = length if end is None else end
        if not 0 <= start <= end <= length:
            raise ValueError(f"{self.path.name}: {name} has no bytes {start} to {end}")
        if start == end:
            return b""
        start, end = offset + start, offset + end
        first, last = start // BLOCK, (end - 1) // BLOCK
        if self._checked.find(0, first, last + 1) < 0:
            return self._whole(start, end)
        begin = first * BLOCK
        data = self._whole(begin, min((last + 1) * BLOCK, self._end))
        view = memoryview(data)
        for block in range(first, last + 1):
            if not self._checked[block]:
                if zlib.crc32(view[block * BLOCK - begin : (block + 1) * BLOCK - begin]) != self._sums[block]:
                    raise ValueError(f"{self.path.name} is damaged near byte {block * BLOCK}, in {name}")
                self._checked[block] = 1
        return data[start - begin : end - begin]

    def _whole(self, start: int, end: int) -> bytes:
        data = self._at(start, end - start)
        if len(data) < end - start:
            raise ValueError(f"{self.path.name} has become shorter")
        return data

    def array(self, name: str, kind: str, first: int = 0, end: int | None = None) -> NDArray[Any]:
        """A part as numbers of a kind ("<u4"), or those from `first` to `end`."""
        width = np.dtype(kind).itemsize
        return np.frombuffer(self.read(name, first * width, None if end is None else end * width), kind)

    def check(self) -> None:
        """Read everything. Raises ValueError for the first damage."""
        for name, (_, length) in self._directory.items():
            for start in range(0, length, 1 << 20):
                self.read(name, start, min(start + (1 << 20), length))

    def close(self) -> None:
        """Release the file."""
        self._file.close()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
