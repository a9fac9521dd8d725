"""The table of contents: which segments are the index at a generation, and which of their documents are deleted.

    _dossier_12.toc     {"generation": 12, "segments": [{"id": "x8k2", "documents": 900, "size": 81234,
                         "deleted": "base64 of rising numbers as in `integers`"}, ...]}
                        1a2b3c4d            CRC-32 of the line before, in hexadecimal

Whoosh's own is a pickle. A generation stays until the one after the next: a table that is torn or names a segment that
is missing or shorter is passed over, and the one before answers.
"""

from __future__ import annotations

import base64
import json
import re
import zlib
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from index.durable import replace_text
from index.engines.whoosh.integers import decode, distances, encode, rising

NAME = "dossier"
_TABLE = re.compile(rf"_{NAME}_([0-9]{{1,12}})\.toc")
_SEGMENT = re.compile(rf"{NAME}_([0-9a-z]{{1,40}})\.seg")
_UNFINISHED = re.compile(rf"\._{NAME}_[0-9]+\.toc\..*")


@dataclass(slots=True)
class Entry:
    """What is said of one segment. `size` is that of its file."""

    id: str
    documents: int = 0
    size: int = 0
    deleted: set[int] = field(default_factory=set)

    @property
    def file_name(self) -> str:
        """The name of its file."""
        return f"{NAME}_{self.id}.seg"


@dataclass(slots=True)
class Contents:
    """The index at one generation."""

    generation: int
    entries: list[Entry]


def generations(folder: Path) -> list[int]:
    """The generations that have a table, the newest first."""
    found = (_TABLE.fullmatch(path.name) for path in folder.iterdir())
    return sorted((int(match[1]) for match in found if match), reverse=True)


def read(folder: Path, generation: int) -> Contents:
    """A table of contents. Raises ValueError where it is damaged or its segments are not there, OSError."""
    path = folder / f"_{NAME}_{generation}.toc"
    text, _, sum_of_it = path.read_text(encoding="ascii").partition("\n")
    if sum_of_it != f"{_sum(text)}\n":
        raise ValueError(f"{path.name} is damaged")
    data = json.loads(text)
    entries = [_entry(each) for each in data["segments"]]
    if data["generation"] != generation:
        raise ValueError(f"{path.name} is that of another generation")
    for entry in entries:
        if (folder / entry.file_name).stat().st_size != entry.size:
            raise ValueError(f"{entry.file_name} is not as long as it was written")
    return Contents(generation, entries)


def _sum(text: str) -> str:
    return f"{zlib.crc32(text.encode('ascii')):08x}"


def _entry(data: dict[str, str | int]) -> Entry:
    gaps = decode(base64.b64decode(str(data["deleted"]), validate=True)) if data["deleted"] else np.zeros(0, np.int64)
    entry = Entry(str(data["id"]), int(data["documents"]), int(data["size"]))
    entry.deleted = set(rising(gaps, np.array([len(gaps)])).tolist())
    if not _SEGMENT.fullmatch(entry.file_name) or (entry.deleted and max(entry.deleted) >= entry.documents):
        raise ValueError(f"what is said of segment {entry.id!r} cannot be")
    return entry


def write(folder: Path, contents: Contents) -> None:
    """Write a table of contents; it is on the disk when this returns. Raises OSError."""
    text = json.dumps(
        {
            "generation": contents.generation,
            "segments": [
                {"id": each.id, "documents": each.documents, "size": each.size, "deleted": _deleted(each)}
                for each in contents.entries
            ],
        }
    )
    replace_text(folder / f"_{NAME}_{contents.generation}.toc", f"{text}\n{_sum(text)}\n")


def _deleted(entry: Entry) -> str:
    numbers = np.array(sorted(entry.deleted), np.int64)
    return base64.b64encode(encode(distances(numbers, np.array([len(numbers)])))[0]).decode("ascii")


def clean(folder: Path, keeping: list[Contents]) -> None:
    """Remove tables and segments that none of some generations names, as far as the system lets us: on Windows a file
    that a reader has open stays until a later commit."""
    kept = {entry.file_name for contents in keeping for entry in contents.entries}
    kept.update(f"_{NAME}_{contents.generation}.toc" for contents in keeping)
    for path in folder.iterdir():
        ours = _TABLE.fullmatch(path.name) or _SEGMENT.fullmatch(path.name) or _UNFINISHED.fullmatch(path.name)
        if ours and path.name not in kept:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                continue
