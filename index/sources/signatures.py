"""What a file is by its first bytes: asked to say what a wrong suffix hides, never to read a file as something else
than its name says (but for a web page saved as text, which is one whatever it is called)."""

from __future__ import annotations

import re
from typing import BinaryIO, NamedTuple

HEAD = 4096  # bytes by which a file is told
_GZIP = b"\x1f\x8b"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # Office wraps what it encrypts in an OLE file
_MAILBOX = re.compile(rb"From (?:- |\S+ +)?(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} [ \d]\d [^\n]+\n[!-9;-~]+:")
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
_MOST_PARTS = 100_000


class Signature(NamedTuple):
    """What a file is, in words; the reader that is for it, "" where there is none; and what its name should end in."""

    what: str
    reader: str
    suffix: str


PAGE = Signature("a web page", "html", ".html")
ARCHIVE = Signature("a ZIP archive", "archives", ".zip")
TAPE = Signature("a tar archive", "archives", ".tar")
MAILBOX = Signature("a mailbox", "mbox", ".mbox")
PACKED = Signature("packed with gzip", "", ".gz")
_BEGINNINGS = (
    (b"%PDF-", Signature("a PDF file", "pdf", ".pdf")),
    (b"{\\rtf", Signature("a rich text (RTF) file", "rtf", ".rtf")),
    (b"WARC/", Signature("a web archive", "warc", ".warc")),
    (_GZIP, PACKED),
    (_OLE, Signature("an old office document", "", ".doc")),
    (b"BZh91AY&SY", Signature("packed with bzip2", "", ".bz2")),
    (b"\xfd7zXZ\x00", Signature("packed with xz", "", ".xz")),
    (b"7z\xbc\xaf\x27\x1c", Signature("a 7-Zip archive", "", ".7z")),
    (b"Rar!\x1a\x07", Signature("a RAR archive", "", ".rar")),
    (b"AT&TFORM", Signature("a DjVu file", "", ".djvu")),
    (b"\x89PNG", Signature("a picture", "", ".png")),
    (b"\xff\xd8\xff", Signature("a picture", "", ".jpg")),
    (b"GIF8", Signature("a picture", "", ".gif")),
    (b"II*\x00", Signature("a picture", "", ".tif")),
    (b"\x7fELF", Signature("a program", "", "")),
    (b"SQLite format 3\x00", Signature("a database", "", "")),
)
_FIRST_BYTES = tuple(beginning for beginning, _ in _BEGINNINGS)
_PACKAGES = (  # a part that only they have
    ("word/document.xml", Signature("a Word document", "docx", ".docx")),
    ("xl/workbook.xml", Signature("an Excel workbook", "", ".xlsx")),
    ("ppt/presentation.xml", Signature("a PowerPoint presentation", "", ".pptx")),
    ("META-INF/container.xml", Signature("an electronic book", "epub", ".epub")),
)
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": Signature("an OpenDocument text", "odt", ".odt"),
    b"application/vnd.oasis.opendocument.spreadsheet": Signature("an OpenDocument table", "", ".ods"),
    b"application/vnd.oasis.opendocument.presentation": Signature("an OpenDocument presentation", "", ".odp"),
    b"application/epub+zip": Signature("an electronic book", "epub", ".epub"),
}


def is_page(data: bytes) -> bool:
    """Whether bytes begin as a web page does."""
    return _PAGE.match(data[:512]) is not None


def is_mailbox(data: bytes) -> bool:
    """Whether bytes begin as a mailbox does: a line that says from whom and when, and a header. A text may begin so as
    well, wherefore this only makes a hint."""
    return _MAILBOX.match(data) is not None


def signature(stream: BinaryIO) -> Signature | None:
    """What a file is, from a stream that can be sought in and is left at its beginning; None where the first bytes do
    not say, as those of plain text."""
    head = stream.read(HEAD)
    found = None
    if head.startswith(_FIRST_BYTES):
        found = next(each for beginning, each in _BEGINNINGS if head.startswith(beginning))
    if head.startswith(_OLE):
        stream.seek(0)
        found = None if _ENCRYPTED in stream.read(1 << 20) else found
    elif head.startswith(b"PK\x03\x04"):
        found = _packed(stream)
    elif head[257:262] == b"ustar":  # whose first bytes are the name of its first file
        found = TAPE
    elif is_page(head):
        found = PAGE
    stream.seek(0)
    return found


def _packed(stream: BinaryIO) -> Signature:
    """Which package a ZIP archive is; one whose directory cannot be read is just an archive."""
    import zipfile

    try:
        archive = zipfile.ZipFile(stream)
        names = {entry.filename for entry in archive.infolist()[:_MOST_PARTS]}
        said = archive.read("mimetype")[:100].strip() if "mimetype" in names else b""
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError):
        return ARCHIVE
    kind = _OPEN_DOCUMENTS.get(said) or next((each for part, each in _PACKAGES if part in names), None)
    return kind or ARCHIVE
