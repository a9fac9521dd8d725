"""Checksums of a build's SQLite files, which have none of their own: a flipped bit is told before it is an answer.

    build-1/seal.json    {"files": {"ledger.sqlite": [size, CRC-32], "copies.sqlite": [size, CRC-32]}, "sum": CRC-32}

A refresh breaks the seal before it writes and seals again when it has closed the files. Without a seal (a refresh is
under way, or was killed) nothing is known; then SQLite's own journal has brought its files back to whole transactions.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from index.durable import replace_text
from index.errors import IndexDamagedError
from index.folders import sync_folder
from index.library import tables

NAME = "seal.json"
HINT = "refresh with --rebuild: it is made anew from your files"

_PIECE = 1 << 20
_LOOKS = 5  # at a seal that a refresh replaces meanwhile

Sums = dict[str, list[int]]


def seal(folder: Path, names: Sequence[str]) -> None:
    """Note what the files of a build are now. Raises OSError."""
    _crc.cache_clear()
    sums = {name: _state(folder / name) for name in names}
    replace_text(folder / NAME, json.dumps({"files": sums, "sum": _sum(sums)}))


def unseal(folder: Path) -> None:
    """The files of a build are about to be written. Raises OSError."""
    try:
        (folder / NAME).unlink()
    except FileNotFoundError:
        return
    sync_folder(folder)


def refuse_damaged(path: Path) -> None:
    """Refuse a file of a build that is not what it was when it was sealed. Raises IndexDamagedError, OSError."""
    for look in range(_LOOKS):
        sums = _read(path.parent)
        if sums is None or path.name not in sums or _state(path) == sums[path.name]:
            return
        if look and _read(path.parent) == sums:  # else a refresh has written meanwhile
            break
        _crc.cache_clear()  # of a file written twice within a tick of the clock the first state may be known
    else:
        return
    raise IndexDamagedError(f"The index is damaged: {path} is not what was written", HINT)


def refuse_malformed(path: Path) -> None:
    """Refuse what SQLite itself finds wrong; it reads everything. Raises IndexDamagedError."""
    try:
        with closing(tables.read_only(path)) as database:
            (found,) = database.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        raise IndexDamagedError(f"The index is damaged: {path}: {found}", HINT)


def _read(folder: Path) -> Sums | None:
    """The sums of a seal; None where there is none."""
    try:
        content = json.loads((folder / NAME).read_bytes())
        sums: Sums = content["files"]
        if content["sum"] != _sum(sums):
            raise ValueError("its own sum differs")
    except FileNotFoundError:
        return None
    except (ValueError, LookupError, TypeError) as error:
        raise IndexDamagedError(f"The index is damaged: {folder / NAME}: {error}", HINT) from error
    return sums


def _sum(sums: object) -> int:
    return zlib.crc32(json.dumps(sums, sort_keys=True).encode())


def _state(path: Path) -> list[int]:
    status = path.stat()
    return [status.st_size, _crc(path, status.st_ino, status.st_size, status.st_mtime_ns)]


@lru_cache(maxsize=16)
def _crc(path: Path, inode: int, size: int, modified: int) -> int:
    """The checksum of a file; read once in each state."""
    found = 0
    with open(path, "rb") as stream:
        while piece := stream.read(_PIECE):
            found = zlib.crc32(piece, found)
    return found
