"""Files that hold several documents: archives, mailboxes, tables of records, web archives.

A member's path inside its file is made of parts that are safe to show and to match by a pattern, and is never handed
to the system. A file in a file goes on with "//": "letters.zip//1999.mbox//1999-02-03 Budget". What one file may give
is limited (`packing.Budget`), and so is how deep files may lie in files.

A member's digest makes its document's id. In an archive, where two files may well be the same, it is of the bytes and
the path; a message or a record is known by its content alone, for its number changes when another is deleted.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePosixPath
from typing import BinaryIO

from index import sources
from index.errors import SourceError
from index.models import IN_FILE
from index.sources.base import Candidate, Source, misnamed, one_line
from index.sources.packing import Budget, ended, metered, unpacked, unpacked_name, whole
from index.sources.signatures import signature

MOST_NESTING = 4
_LONGEST_PART = 120
_MOST_PARTS = 32
_PLAIN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]+")

Columns = Mapping[str, object]
"""What dossier.yaml says of a file of records: which of their fields is the text, the title ..."""


@dataclass(frozen=True, slots=True)
class Member:
    """One document in a file: its path there ("" where it is the file itself), the digest that makes its id, and
    either its bytes, with the file name that chooses the reader, or the text as already read. `candidates` is what
    the file around it says of it."""

    path: str
    digest: str
    data: bytes = b""
    reads_as: str = ""
    source: Source | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: a member, or with the path "" the file or the rest of it. `kind` is the suffix of what
    no reader is for."""

    path: str
    message: str
    hint: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a format gives of one member: its name (made harmless here), and one of `stream` (valid until the next
    piece is asked for), `data`, `source` and `problem`.

    `reads_as` is a file name whose suffix chooses the reader instead of the name's own; `final` says that the data is
    one document whatever its type; `known_by_name` that the name is part of what it is.
    """

    name: str
    stream: BinaryIO | None = None
    data: bytes = b""
    source: Source | None = None
    problem: SourceError | None = None
    reads_as: str = ""
    final: bool = False
    known_by_name: bool = False
    candidates: tuple[Candidate, ...] = ()


def members(
    stream: BinaryIO, name: str, size: int, columns: Callable[[str], Columns | None] = lambda path: None
) -> Iterator[Member | Unread]:
    """The documents in a file of `size` bytes whose name is `name`, perhaps with its folder before it (a message of a
    Maildir is known by that), one at a time and in the file's order.

    `columns` is asked with the path inside the file ("" for the file itself) what dossier.yaml says of its records.
    Never raises for what the file holds: that is an `Unread`, and the others are not lost.
    """
    reader = sources.reader_of(PurePosixPath(name))
    if not size and reader is not None and reader.name != "mbox":  # a mailbox may well be empty
        error = sources.empty(PurePosixPath(name).name)
        yield Unread("", error.message, error.hint)
        return
    yield from _Opened(Budget(size), columns).documents(stream, name, "", "", 0)


class _Opened:
    """One outer file on its way through whatever lies in it."""

    def __init__(self, budget: Budget, columns: Callable[[str], Columns | None]) -> None:
        self._budget = budget
        self._columns = columns
        self._said: SourceError | None = None  # the last error told; a broken stream breaks what lies around it as well

    def documents(self, stream: BinaryIO, name: str, path: str, key: str, depth: int) -> Iterator[Member | Unread]:
        """What `stream` holds: at `path` inside the outer file, `key` being what its members' digests take of it."""
        reader = sources.reader_of(PurePosixPath(name))
        if reader is None:
            suffix = PurePosixPath(name).suffix.casefold() or "without a suffix"
            yield Unread(path, f"There is no reader for files of this kind ({suffix})", kind=suffix)
            return
        try:
            if not reader.holds:
                yield _leaf(path, key, whole(stream, PurePosixPath(name).name), name)
                return
            if depth > MOST_NESTING:
                raise SourceError(f"It lies more than {MOST_NESTING} files deep in files", "unpack the outer one")
            if stream.seekable() and unpacked_name(name) == name:
                kind = signature(stream)
                if kind is not None and kind.reader != reader.name:
                    raise misnamed(PurePosixPath(name).name, kind)
            module = import_module(f"index.sources.{reader.name}")
            inner = unpacked(stream, name, self._budget)
            taken: dict[str, int] = {}
            held = False
            for piece in module.pieces(inner, unpacked_name(PurePosixPath(name).name), self._columns(path)):
                held = True
                self._budget.member()
                yield from self._piece(piece, path, key, depth, taken)
            ended(inner)
            if not held and reader.name != "mbox":  # a mailbox may well be empty
                raise SourceError("It holds no documents", "look into it, or exclude it in dossier.yaml")
        except SourceError as error:
            if error is not self._said:
                self._said = error
                yield Unread(path, error.message, error.hint)
        except RecursionError:
            yield Unread(path, "It is nested too deeply to be read", "open it elsewhere and save its text")

    def _piece(self, piece: Piece, path: str, key: str, depth: int, taken: dict[str, int]) -> Iterator[Member | Unread]:
        own = harmless(piece.name) if piece.name else ""
        if own and piece.source is None:  # records are numbered
            own = _unique(own, taken)
        at = f"{path}{IN_FILE}{own}" if path and own else path or own
        within = f"{key}/{own}" if piece.known_by_name else key
        if piece.problem is not None:
            yield Unread(at, piece.problem.message, piece.problem.hint)
        elif piece.source is not None:
            yield Member(at, _digest(within, piece.data), source=piece.source, candidates=piece.candidates)
        elif piece.final:
            yield _leaf(at, within, piece.data, piece.reads_as or own, piece.candidates)
        else:
            stream = metered(piece.stream, self._budget) if piece.stream is not None else io.BytesIO(piece.data)
            name = piece.reads_as or own
            yield from self.documents(stream, name, at, within, depth + 1)


def _leaf(path: str, key: str, data: bytes, reads_as: str, candidates: tuple[Candidate, ...] = ()) -> Member:
    return Member(path, _digest(key, data), data, PurePosixPath(reads_as).name, None, candidates)


def _digest(key: str, data: bytes) -> str:
    # The prefix keeps a member apart from a file of the same bytes, which has an id of its own.
    return hashlib.sha256(b"member\0" + key.encode("utf-8", "surrogatepass") + b"\0" + data).hexdigest()


def harmless(name: str) -> str:
    """A name from inside a file as a path of plain parts: no root, drive, "..", empty part or control character.
    Long parts are cut before their suffix."""
    name = one_line(_PLAIN.sub(" ", name.encode("utf-8", "replace").decode("utf-8")))
    parts = [part.strip() for part in name.replace("\\", "/").split("/")]
    kept = [part for part in parts if part.strip(". ") and not re.fullmatch(r"[A-Za-z]:", part)]
    if len(kept) > _MOST_PARTS:
        kept = [*kept[: _MOST_PARTS - 1], kept[-1]]
    return "/".join(map(_shortened, kept)) or "unnamed"


def _shortened(part: str) -> str:
    if len(part) <= _LONGEST_PART:
        return part
    suffix = PurePosixPath(part).suffix
    suffix = suffix if len(suffix) <= 12 else ""
    return part[: _LONGEST_PART - len(suffix)].rstrip() + suffix


def _unique(name: str, taken: dict[str, int]) -> str:
    """The name, with " (2)" before its suffix where it has been taken in this file."""
    number = taken[name] = taken.get(name, 0) + 1
    if number == 1:
        return name
    path = PurePosixPath(name)
    suffix = path.suffix if path.suffix[1:].isalnum() and len(path.suffix) <= 12 else ""
    return _unique(f"{name.removesuffix(suffix)} ({number}){suffix}", taken)
