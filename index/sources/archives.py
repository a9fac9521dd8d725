"""Archives of files: .zip and .tar (and .tar.gz, unpacked on the way). Nothing is ever written out."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from index.errors import SourceError
from index.sources.encodings import code_page
from index.sources.members import Piece

_IN_MEMORY = 16 << 20
_CHUNK = 1 << 20
_LONGEST_LIST = 64 << 20  # bytes: half a million files and more
_LONGEST_END = 128 + (1 << 16)  # the last record, with its comment, and the one of large archives before it
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNNAMED = "unnamed"
_NAME_PAGES = ("cp866", "cp1251", "cp437")
_LEFT_BEHIND = frozenset({"__MACOSX", "__pycache__", "node_modules"})
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
"""What zipfile raises for damaged, encrypted and unsupported archives."""


def pieces(stream: BinaryIO, name: str, columns: Mapping[str, object] | None = None) -> Iterator[Piece]:
    """The files in an archive, those left out that a folder would leave out as well. Raises SourceError."""
    if name.casefold().endswith(".tar"):
        yield from _tar(stream)
    else:
        yield from _zip(stream)


def _zip(stream: BinaryIO) -> Iterator[Piece]:
    with SpooledTemporaryFile(_IN_MEMORY) as spool:
        try:
            seekable = _seekable(stream, cast(BinaryIO, spool))
            _refuse_long_list(seekable)
            archive = zipfile.ZipFile(seekable)
            entries = archive.infolist()
            names = _names(entries)
        except _BROKEN as error:
            raise SourceError(
                f"The archive is damaged: {error}", "repair it with zip -FF, or copy it again from where it came"
            ) from error
        with archive:
            for entry in entries:
                name = names[entry] or _UNNAMED
                if name.endswith("/") or _left_behind(name):  # `is_dir` of Python 3.11 fails at an empty name
                    continue
                if entry.flag_bits & _ENCRYPTED:
                    problem = SourceError("It is encrypted", "unpack the archive with its password")
                    yield Piece(name, problem=problem, known_by_name=True)
                    continue
                try:
                    opened = archive.open(entry)
                except _BROKEN as error:
                    problem = SourceError(f"It is damaged: {error}", "copy the archive again from where it came")
                    yield Piece(name, problem=problem, known_by_name=True)
                    continue
                with opened:
                    yield Piece(name, stream=cast(BinaryIO, opened), known_by_name=True)


def _seekable(stream: BinaryIO, spool: BinaryIO) -> BinaryIO:
    """The stream itself where it can be sought in; an archive inside an archive is copied aside first."""
    if stream.seekable():
        return stream
    while chunk := stream.read(_CHUNK):
        spool.write(chunk)
    spool.seek(0)
    return spool


def _refuse_long_list(stream: BinaryIO) -> None:
    """Raises SourceError where the list of contents at the end (APPNOTE 4.3.16, and 4.3.14 of large archives) is so
    long that zipfile, which keeps it all, would need gigabytes. What is no list zipfile will say."""
    start = max(stream.seek(0, io.SEEK_END) - _LONGEST_END, 0)
    stream.seek(start)
    tail = stream.read(_LONGEST_END)
    stream.seek(0)
    for mark, size, place in ((b"PK\x05\x06", "<L", 12), (b"PK\x06\x06", "<Q", 40)):
        at = tail.rfind(mark)
        if 0 <= at <= len(tail) - place - 8:
            (length,) = struct.unpack_from(size, tail, at + place)
            if length > _LONGEST_LIST and (size, length) != ("<L", 0xFFFFFFFF):  # which says: in the other record
                raise SourceError("Its list of contents is too long", "unpack it, or split it")


def _names(entries: list[zipfile.ZipInfo]) -> dict[zipfile.ZipInfo, str]:
    """The members' names. Without the UTF-8 flag the format means code page 437; what is really there is UTF-8 from
    Unix, or the code page of the system: for Russian 866, or 1251 by programs that did not know better. Which of these
    the letters of all names tell, for one program wrote them."""
    names = {entry: entry.filename for entry in entries}
    raw: dict[zipfile.ZipInfo, bytes] = {}
    for entry in entries:
        if not entry.flag_bits & _UTF8_NAME and not entry.filename.isascii():
            try:
                raw[entry] = entry.filename.encode("cp437")
                names[entry] = raw[entry].decode("utf-8")
            except UnicodeEncodeError:
                continue
            except UnicodeDecodeError:
                pass
            else:
                del raw[entry]
    if raw:
        page = code_page(raw.values(), _NAME_PAGES)
        names |= {entry: name.decode(page, "replace") for entry, name in raw.items()}
    return names


def _left_behind(name: str) -> bool:
    """What systems and editors leave in folders: hidden files, resource forks, backups."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith(".") and part.strip(".") for part in parts)
    return hidden or name.endswith("~") or not _LEFT_BEHIND.isdisjoint(parts)


def _tar(stream: BinaryIO) -> Iterator[Piece]:
    met = False
    try:
        # "r|" reads forward only, which a packed stream allows.
        with tarfile.open(fileobj=stream, mode="r|", errors="surrogateescape") as archive:
            while entry := archive.next():
                archive.members.clear()  # type: ignore[attr-defined]  # tarfile would keep all that it has read
                met = True
                if not entry.isreg() or _left_behind(entry.name):  # links and devices are not followed
                    continue
                opened = archive.extractfile(entry)
                if opened is not None:
                    yield Piece(_text(entry.name), stream=cast(BinaryIO, opened), known_by_name=True)
    except (tarfile.TarError, EOFError, ValueError, OSError, zlib.error) as error:
        raise SourceError(
            f"The archive is damaged: {error}", "copy it again; documents before the damage are kept"
        ) from error
    if not met:  # as tarfile takes a file of zeros
        raise SourceError("The archive is empty", "copy it again from where it came")


def _text(name: str) -> str:
    """A name whose bytes are not UTF-8, as the code page of Russian Unix systems of old."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return name.encode("utf-8", "surrogateescape").decode("koi8-r")
    return name
