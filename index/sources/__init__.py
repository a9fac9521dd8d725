"""Readers: one file per family of formats, each giving a `Source` of text, headings and metadata candidates.

base, furniture, dateline   what readers share: values, layout, decoding; a site's furniture; lines that are dates
text, markdown, html        the families; html_markup and html_body read a page's head and its text
signatures                  what a file is by its first bytes, where that is not what its name says
members, packing            files that hold several documents; what is packed with gzip is read as if it were not
archives, mail, mbox, warc  such files: .zip and .tar; a message with its attachments; a mailbox; a web archive
records, record             tables and lists of records; what of one record is its text and title
pdf, pdf_layout, ocr        PDF: its characters, their layout (pdf_lines, pdf_paragraphs), pictures by way of Tesseract
packages, properties        ZIP packages of XML, opened with limits; what programs write into a document's properties
docx, odt, rtf, epub        word processors' documents and books; docx_numbering counts Word's lists
mhtml, subtitles            web pages saved in one file; cues of SRT and WebVTT

To add a format: write one module with `read(data: bytes, name: str) -> Source`, which imports its library inside the
function, and add a row to `READERS`. A format that holds several documents has `pieces(stream, name, columns)` instead
(see `members`) and says so in its row. A file whose suffix is in no row is listed as unknown, never guessed.
"""

from __future__ import annotations

import io
import os
import re
from importlib import import_module
from pathlib import Path, PurePath
from typing import NamedTuple, cast

from index.errors import SourceError
from index.sources.base import Candidate, Source, misnamed, read_bytes
from index.sources.packing import parted, unpacked_bytes, unpacked_name
from index.sources.signatures import ARCHIVE, HEAD, MAILBOX, PAGE, Signature, is_mailbox, signature

__all__ = [
    "READERS",
    "VERSION",
    "Candidate",
    "Reader",
    "Source",
    "advice",
    "empty",
    "holds",
    "read",
    "read_data",
    "reader_of",
    "supported",
]


class Reader(NamedTuple):
    """A family of formats: its module below this package, its suffixes, and whether a file holds several documents."""

    name: str
    suffixes: frozenset[str]
    holds: bool = False


VERSION = 15
"""Raised when any reader gives another text or other candidates for the same bytes."""

READERS = (
    Reader("text", frozenset({".txt", ".text"})),
    Reader("markdown", frozenset({".md", ".markdown", ".mdown"})),
    Reader("html", frozenset({".html", ".htm", ".xhtml"})),
    Reader("mail", frozenset({".eml"}), holds=True),
    Reader("mbox", frozenset({".mbox", ".mbx"}), holds=True),
    Reader("records", frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".json"}), holds=True),
    Reader("warc", frozenset({".warc"}), holds=True),
    Reader("archives", frozenset({".zip", ".tar"}), holds=True),
    Reader("pdf", frozenset({".pdf"})),
    Reader("docx", frozenset({".docx", ".docm", ".dotx"})),
    Reader("subtitles", frozenset({".srt", ".vtt"})),
    Reader("mhtml", frozenset({".mht", ".mhtml"})),
    Reader("epub", frozenset({".epub"})),
    Reader("rtf", frozenset({".rtf"})),
    Reader("odt", frozenset({".odt", ".fodt", ".ott"})),
)

_BY_SUFFIX = {suffix: reader for reader in READERS for suffix in reader.suffixes}

_INSTEAD = {
    ".doc .dot .wps .wpd .pages .hwp .sxw": "save it as DOCX (soffice --headless --convert-to docx FILE)",
    ".xls .xlsx .xlsm .ods .numbers": "save its sheets as CSV",
    ".ppt .pptx .pps .ppsx .odp .key": "export it as PDF",
    ".djvu .ps .eps .xps .oxps": "convert it to PDF",
    ".mobi .azw .azw3 .fb2 .lit": "convert it to EPUB, as calibre does",
    ".png .jpg .jpeg .tif .tiff .bmp .gif .webp .heic": "put pages into a PDF: scans are read with Tesseract",
    ".mp3 .mp4 .m4a .wav .ogg .flac .avi .mkv .mov .webm": "transcribe it: subtitles (SRT, WebVTT) are read",
    ".msg .pst .ost": "save its messages as .eml or mbox",
    ".7z .rar .xz .bz2 .zst .tbz2 .txz": "unpack it, or pack it as .zip",
}


def advice(path: PurePath, location: Path | None = None) -> str:
    """What to do about a file that no reader is for. Of one at `location` whose suffix says nothing, the first bytes
    may: mail programs keep mailboxes, and archives of the web their files, without any."""
    suffix = path.suffix.casefold()
    known = next((words for suffixes, words in _INSTEAD.items() if suffix and suffix in suffixes.split()), "")
    if suffix == ".gz":
        return _PACKED
    if not known and location is not None and (kind := _begins(location)):
        return f"it begins as {kind.what} does: rename it to end in {kind.suffix}, or exclude it in dossier.yaml"
    return f"{known}, or exclude it in dossier.yaml" if known else _ANYTHING


def _begins(location: Path) -> Signature | None:
    """What a file begins as, if there is a reader for that."""
    try:
        with open(location, "rb") as stream:
            kind = MAILBOX if is_mailbox(stream.read(HEAD)) else None
            stream.seek(0)
            kind = kind or signature(stream)
    except OSError:
        return None
    return kind if kind is not None and kind.reader else None


_PACKAGES = ("docx", "odt", "epub")  # ZIP archives whose readers say what is missing
_PACKED = "name it for what is in it, as in notes.txt.gz, or exclude it in dossier.yaml"
_ANYTHING = "save it as text, a web page, PDF or DOCX, or exclude it in dossier.yaml"
_IN_MAILDIR = re.compile(r"\d+\.[^/]*")  # a message's file: its time, a unique name, and flags


def reader_of(path: PurePath | str) -> Reader | None:
    """The reader for a file's suffix, in any case, below ".gz"; None where there is none. A path may be given as text:
    to make a `PurePath` takes several times as long as to ask."""
    folder, name = os.path.split(path)
    if name in ("", "."):
        folder, name = os.path.split(PurePath(path))
    suffix = parted(unpacked_name(name))[1].casefold()
    if _IN_MAILDIR.match(name) and os.path.basename(folder) in ("cur", "new"):
        suffix = ".eml"
    elif name == "mbox":  # as Unix and Apple Mail call it
        suffix = ".mbox"
    return _BY_SUFFIX.get(suffix)


def supported(path: PurePath) -> bool:
    """Whether a file's type is one that is read."""
    return reader_of(path) is not None


def holds(path: PurePath | str) -> bool:
    """Whether a file's type is one that holds several documents, which `members.members` gives."""
    reader = reader_of(path)
    return reader is not None and reader.holds


def read(path: Path, *, name: str = "", data: bytes | None = None) -> Source:
    """The file at `path`; `name` is how messages call it, `data` are its bytes where they have been read. Raises
    `SourceError` and nothing else."""
    name = name or path.name
    reader = reader_of(path)
    if reader is None:
        raise _unknown(name)
    return _read(reader, read_bytes(path, name) if data is None else data, path.name, name)


def read_data(data: bytes, name: str, *, reads_as: str = "") -> Source:
    """The same of a file's bytes. The suffix of `reads_as`, else of `name`, chooses the reader."""
    reader = reader_of(reads_as or name)
    if reader is None:
        raise _unknown(name)
    return _read(reader, data, reads_as or name, name)


def _read(reader: Reader, data: bytes, file_name: str, name: str) -> Source:
    data = unpacked_bytes(data, file_name, name)
    if not data:
        raise empty(name)
    kind = signature(io.BytesIO(data))
    # Content overrules the suffix in one case: a page saved as text, which begins like HTML.
    family = "html" if kind is PAGE and reader.name in ("text", "markdown") else reader.name
    if kind is not None and kind.reader != family and not (kind is ARCHIVE and family in _PACKAGES):
        raise misnamed(name, kind)
    source = cast(Source, import_module(f"index.sources.{family}").read(data, name))
    if not (source.text or source.candidates or source.warnings):
        raise SourceError(f"{name} holds no text", "fetch or save it again, or exclude it in dossier.yaml")
    return source


def empty(name: str) -> SourceError:
    """What to say of a file of no bytes."""
    return SourceError(f"{name} is empty", "fetch or save it again, or delete it")


def _unknown(name: str) -> SourceError:
    return SourceError(f"{name} is of a type that is not read", advice(PurePath(name)))
