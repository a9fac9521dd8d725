"""Changes inside of what is packed: the container stays whole, so that what lies in it is reached.

A checksum or a compressed stream stops every change of its bytes at the door. One input in six is changed from outside
all the same, for the door has to hold too.
"""

from __future__ import annotations

import gzip
import io
import random
import re
import tarfile
import warnings
import zipfile
import zlib
from collections.abc import Callable

Change = Callable[[bytes], bytes]
"""How one stretch of bytes is changed."""

_FROM_OUTSIDE = 1 / 6
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_NAMES = ("../../up.txt", "/root.txt", "C:\\a.txt", "a//b.txt", "", "a\x00b.txt", "\x1b[2J.txt", "x" * 300 + ".txt",
          "‮txt.exe", "inner.zip", "notes.txt.gz", "a.html", "a.eml", "a.pdf", "a.json", "a.csv", "con.md")  # fmt: skip


def in_zip(data: bytes, chance: random.Random, change: Change) -> bytes:
    """One part of a ZIP archive changed, renamed, doubled or left out."""
    parts = _unzipped(data) if chance.random() > _FROM_OUTSIDE else None
    if not parts:
        return change(data)
    at = chance.randrange(len(parts))
    name, content = parts[at]
    match chance.randrange(12):
        case 0:
            parts[at] = (chance.choice(_NAMES), content)
        case 1:
            parts.append((chance.choice((name, *_NAMES)), change(content)))
        case 2:
            del parts[at]
        case 3:
            parts[at] = (name, parts[chance.randrange(len(parts))][1])
        case _:
            parts[at] = (name, change(content))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that is there twice
        for name, content in parts:
            archive.writestr(zipfile.ZipInfo(name or "x"), content, zipfile.ZIP_STORED)
    return made.getvalue()


_unpacked: dict[bytes, list[tuple[str, bytes]]] = {}


def _unzipped(data: bytes) -> list[tuple[str, bytes]]:
    if data not in _unpacked:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            try:
                _unpacked[data] = [(name, archive.read(name)) for name in archive.namelist()]
            except RuntimeError:  # one with a password
                _unpacked[data] = []
    return list(_unpacked[data])


def in_gzip(data: bytes, chance: random.Random, change: Change) -> bytes:
    """What a gzip file holds changed, and sometimes cut short when it is packed again."""
    if chance.random() < _FROM_OUTSIDE:
        return change(data)
    made = gzip.compress(change(gzip.decompress(data)), 1, mtime=0)
    return made[: chance.randrange(len(made))] if chance.random() < 0.05 else made


def in_tar(data: bytes, chance: random.Random, change: Change) -> bytes:
    """One member of a packed tar archive changed: its content, its name, its kind or what it links to."""
    if chance.random() < _FROM_OUTSIDE:
        return change(data)
    made = io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(data)) as archive,
        tarfile.open(fileobj=made, mode="w:gz", compresslevel=1) as to,
    ):
        entries = archive.getmembers()
        at = chance.randrange(len(entries))
        for number, entry in enumerate(entries):
            held = archive.extractfile(entry)
            content = held.read() if held else b""
            if number == at:
                match chance.randrange(8):
                    case 0:
                        entry.name = chance.choice(_NAMES) or "x"
                    case 1:
                        entry.type = chance.choice(
                            (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE)
                        )
                        entry.linkname, content = chance.choice(("/etc/passwd", "../..", "x")), b""
                    case 2:
                        continue
                    case _:
                        content = change(content)
            entry.name = entry.name.replace("\x00", "") or "x"
            entry.size = len(content)
            to.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def in_pdf(data: bytes, chance: random.Random, change: Change) -> bytes:
    """One stream of a PDF changed below its compression; the table of objects then lies, and readers look for them."""
    streams = list(_STREAM.finditer(data)) if chance.random() > 2 * _FROM_OUTSIDE else []
    for stream in chance.sample(streams, min(len(streams), 4)):
        try:
            content = zlib.decompress(stream[1])
        except zlib.error:
            continue
        made = zlib.compress(change(content), 1)
        return data[: stream.start(1)] + made + data[stream.end(1) :]
    return change(data)


def in_warc(data: bytes, chance: random.Random, change: Change) -> bytes:
    """A web archive, whose records are packed one by one, changed unpacked and now and then packed as one."""
    if chance.random() < _FROM_OUTSIDE:
        return change(data)
    made = change(gzip.decompress(data))
    return gzip.compress(made, 1, mtime=0)
