"""Web archives (WARC, ISO 28500): the pages and documents that a crawler saved, with their addresses.

The only file that imports warcio, which reads the records and undoes chunks and gzip of HTTP. Answers other than 200,
and what pages load (pictures, styles, scripts), are no documents. The address is the one asked for, the day beside it
that of the retrieval, which says nothing of when a page was published.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

from index import sources
from index.errors import SourceError
from index.sources.base import WEB_ARCHIVE, Candidate, one_line
from index.sources.encodings import encoding_of
from index.sources.members import Piece
from index.sources.packing import whole

_TYPES = {
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "text/plain": "page.txt",
    "text/markdown": "page.md",
    "application/pdf": "page.pdf",
}
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.IGNORECASE)
_LONGEST_HEADER = 1 << 14
_CUT = "copy the archive again from where it came"


def pieces(stream: BinaryIO, name: str, columns: Mapping[str, object] | None = None) -> Iterator[Piece]:
    """The documents of a web archive. Raises SourceError where it is none or is damaged."""
    from warcio.exceptions import ArchiveLoadFailed

    records = 0
    watched = _Tail(stream)
    try:
        for record in _records(cast(BinaryIO, watched)):
            records += 1
            address = str(record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            wanted = record.rec_type in ("response", "resource") and address.startswith(("http://", "https://"))
            reads_as, charset = _kind(record, address) if wanted else ("", "")
            if reads_as:
                yield _piece(record, address, reads_as, charset)
            elif _breaks_off(record):
                raise SourceError("The archive breaks off", _CUT)
    except ArchiveLoadFailed as error:
        raise SourceError(f"The archive is damaged: {one_line(str(error))}", _CUT) from error
    except (ValueError, KeyError, AttributeError, IndexError, TypeError, OverflowError) as error:
        # What warcio raises for the damaged header of a record is not of one kind.
        raise SourceError(f"The archive is damaged: record {records + 1} has no header to read", _CUT) from error
    if not records:
        raise SourceError(f"{name} is no web archive, or an empty one", _CUT)
    if watched.in_header():
        raise SourceError("The archive breaks off", _CUT)


class _Tail:
    """A stream that keeps its last bytes: warcio passes over a record whose header the file ends in, and takes the
    lines of any text for the headers of ARC, the format before WARC, whose first record is called "filedesc"."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._tail = b""

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises SourceError where the first ones are those of no web archive."""
        data = self._stream.read(size)
        if not self._tail and data and not data.startswith((b"WARC/", b"filedesc:", b"\x1f\x8b")):
            raise SourceError("It is no web archive", _CUT)
        self._tail = (self._tail + data)[-_LONGEST_HEADER:]
        return data

    def in_header(self) -> bool:
        """Whether the last header that begins in what was read does not end in it."""
        at = self._tail.rfind(b"\nWARC/1.")
        return at >= 0 and not re.search(rb"\n\r?\n", self._tail[at + 1 :])


def _records(stream: BinaryIO) -> Iterator[Any]:
    """The records. warcio writes on the standard error what it thinks of them, where our progress is read."""
    from warcio.archiveiterator import ArchiveIterator

    logging.getLogger("warcio").setLevel(logging.CRITICAL)
    records = iter(ArchiveIterator(stream, arc2warc=True))
    while True:
        with redirect_stderr(io.StringIO()):
            record = next(records, None)
        if record is None:
            return
        yield record


def _piece(record: Any, address: str, reads_as: str, charset: str) -> Piece:
    parts = urlsplit(address)
    path = unquote(parts.path) + (f"?{unquote(parts.query)}" if parts.query else "")
    title = f"{parts.netloc}/{path}"
    try:
        data = whole(record.content_stream(), address)
        cut = _breaks_off(record)
    except SourceError as error:
        return Piece(title, problem=error, known_by_name=True)
    if cut:
        return Piece(title, problem=SourceError("The page breaks off", _CUT), known_by_name=True)
    packing = ((record.http_headers and record.http_headers.get_header("Content-Encoding")) or "").casefold()
    if packing and packing not in ("gzip", "x-gzip", "deflate", "identity", "utf-8"):
        problem = SourceError(f"The page is packed with {packing}", "save it again with gzip or unpacked")
        return Piece(title, problem=problem, known_by_name=True)
    if charset and reads_as != "page.pdf":
        # The header outranks what the page declares; a mark at its beginning says so to the reader.
        encoding, _ = encoding_of(data, declared=charset)
        if not encoding.startswith(("utf-8", "utf-16", "utf-32")):
            data = data.decode(encoding, "replace").encode("utf-8-sig")
    candidates = [Candidate("url", one_line(address), WEB_ARCHIVE, f"retrieved {_day(record)}")]
    return Piece(title, data=data, reads_as=reads_as, final=True, known_by_name=True, candidates=tuple(candidates))


def _breaks_off(record: Any) -> bool:
    """Whether the file ends before the record, by the length in its header, does."""
    while record.raw_stream.read(1 << 16):
        pass
    return bool(getattr(record.raw_stream, "limit", 0))


def _kind(record: Any, address: str) -> tuple[str, str]:
    """The name whose suffix chooses a document's reader, "" for what is none, and the charset of the answer."""
    headers = record.http_headers
    if headers is not None and str(headers.get_statuscode()) != "200":
        return "", ""
    said = str((headers or record.rec_headers).get_header("Content-Type") or "")
    kind = said.partition(";")[0].strip().casefold()
    path = PurePosixPath(urlsplit(address).path)
    if path.name == "robots.txt":
        return "", ""
    reads_as = _TYPES.get(kind, "")
    if not reads_as and not kind.startswith(("image/", "text/", "audio/", "video/", "font/")):
        reader = sources.reader_of(path)
        reads_as = path.name if reader is not None and not reader.holds else ""
    charset = _CHARSET.search(said)
    return reads_as, charset[1] if charset else ""


def _day(record: Any) -> str:
    return str(record.rec_headers.get_header("WARC-Date") or "")[:10]
