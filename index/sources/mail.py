"""One e-mail message (.eml, a file of a Maildir, a message of a mailbox): its text, and its attachments as members.

RFC 5322 with what real mailers send: headers in RFC 2047 words, in bare 8-bit letters or in the wrong charset,
"format=flowed" (RFC 3676), text only as HTML. The plain text is taken where there is one. What a reply quotes stays,
with its ">", for it is the thread's context and somebody else's words. The subject without "Re:" is the title.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from binascii import a2b_base64
from collections.abc import Iterator, Mapping
from contextlib import suppress
from email import errors
from email.header import decode_header
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime
from itertools import groupby
from typing import BinaryIO

from index.errors import SourceError
from index.sources.base import MAIL, Block, Candidate, Source, clean, decode, lay_out, one_line
from index.sources.encodings import encoding_of
from index.sources.members import Piece
from index.sources.packing import whole
from index.sources.text import unwrap

MOST_PARTS = 10_000
_AS = "message.eml"  # the name whose suffix says that a piece is a message
_REPLY = re.compile(r"(?:\s*(?:re|fwd?|aw|wg|ответ|отв|на|пересл|пер)(?:\[\d+\]|\^\d+)?\s*:)+\s*", re.IGNORECASE)
_HEADERS = ("from", "date", "subject", "message-id", "received", "to")
_QUOTED = re.compile(r"(?:> ?)+")
_ADDRESS = re.compile(r"<(https?://[^<>\s]+)>")
_UNSAID = frozenset(
    {
        "application/pgp-signature",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "application/ms-tnef",
        "application/ics",
    }
)
"""Attachments that mailers add by themselves; pictures in the text are left out as well."""

_DEFECTS = {
    errors.CloseBoundaryNotFoundDefect: "the message breaks off",
    errors.StartBoundaryNotFoundDefect: "the parts of the message cannot be told apart",
    errors.NoBoundaryInMultipartDefect: "the parts of the message cannot be told apart",
    errors.MultipartInvariantViolationDefect: "the parts of the message cannot be told apart",
    errors.InvalidBase64PaddingDefect: "an encoded part breaks off",
    errors.InvalidBase64LengthDefect: "an encoded part breaks off",
    errors.InvalidBase64CharactersDefect: "an encoded part is damaged",
}


def read(data: bytes, name: str) -> Source:
    """The text of one message. Raises SourceError for what is no message and for one without text."""
    message = _parsed(data, name)
    warnings: list[str] = []
    blocks = list(_blocks(message, name, warnings))
    for part in _parts(message, name):
        warnings += [_DEFECTS[type(defect)] for defect in part.defects if type(defect) in _DEFECTS]
    text, headings = lay_out(blocks)
    candidates = tuple(_candidates(message))
    if not text and not any(candidate.field == "title" for candidate in candidates):
        raise SourceError(f"{name} holds no text", "it may be all attachments")
    return Source(text, headings, candidates, "utf-8", tuple(dict.fromkeys(warnings)))


def pieces(stream: BinaryIO, name: str, columns: Mapping[str, object] | None = None) -> Iterator[Piece]:
    """The message itself, then its attachments and the messages attached. Raises SourceError."""
    data = whole(stream, name)
    yield Piece("", data=data, reads_as=_AS, final=True)
    head = data[: data.find(b"\n\n") + 1 or len(data)] if b"\r\n\r\n" not in data else data.partition(b"\r\n\r\n")[0]
    if b"multipart/" not in head.lower():
        return
    for part in _parts(_parsed(data, name), name):
        if part.get_content_type() == "message/rfc822":
            yield from map(_attached, _inner(part))
            continue
        title = _filename(part)
        if part.is_multipart() or not title or _is_unsaid(part):
            continue
        # Mailers of old say the folder as well, which is none of the receiver's business (RFC 2183, 2.3).
        name = title.replace("\\", "/").rstrip("/").rpartition("/")[2]
        yield Piece(name or "attachment", data=_attachment(part), known_by_name=True)


def named(data: bytes) -> str:
    """What a message of a mailbox is called: the day it was sent and its subject."""
    head = BytesParser(policy=compat32).parsebytes(data[: 256 << 10], headersonly=True)
    subject = _thread(_header(head, "subject")) or "without a subject"
    return f"{_sent(head) or 'undated'} {subject[:80].strip()}".replace("/", "-").replace("\\", "-")


def _parsed(data: bytes, name: str) -> Message:
    message = BytesParser(policy=compat32).parsebytes(data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"))
    if not any(message[header] is not None for header in _HEADERS):
        raise SourceError(f"{name} is no e-mail message: it has no header", "save it again from the mail program")
    return message


def _parts(message: Message, name: str) -> Iterator[Message]:
    """The parts of a message, those of a message attached to it left to that one. Raises SourceError."""
    pending = [message]
    count = 0
    while pending:
        part = pending.pop()
        yield part
        count += 1
        if count > MOST_PARTS:
            raise SourceError(f"{name} has more than {MOST_PARTS:,} parts; the rest was not read", "look into it")
        if part.get_content_maintype() != "message":
            pending += reversed(_inner(part))


def _inner(part: Message) -> list[Message]:
    content = part.get_payload() if part.is_multipart() else []
    return [each for each in content if isinstance(each, Message)] if isinstance(content, list) else []


def _attached(message: Message) -> Piece:
    title = f"{_thread(_header(message, 'subject'))[:80] or 'message'}.eml".replace("/", "-")
    try:
        return Piece(title, data=message.as_bytes(), known_by_name=True)
    except (KeyError, UnicodeError, LookupError, TypeError, AttributeError, ValueError) as error:
        return Piece(title, problem=SourceError(f"The attached message is damaged: {error}", "save it by itself"))


def _is_unsaid(part: Message) -> bool:
    kind = part.get_content_type()
    inline = part.get_content_disposition() != "attachment" or part["content-id"] is not None
    return kind in _UNSAID or (part.get_content_maintype() == "image" and inline)


def _filename(part: Message) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):  # a broken RFC 2231 parameter
        return "attachment"


def _attachment(part: Message) -> bytes:
    """The bytes of an attachment; those of a text in the character set that its header says, where they fit it, with a
    mark at their beginning that says so to the reader."""
    content = _content(part)
    if part.get_content_maintype() == "text" and not content.isascii() and (said := charset(part)):
        encoding, warning = encoding_of(content, declared=said)
        if not warning and not encoding.startswith(("utf-8", "utf-16", "utf-32")):
            return content.decode(encoding, "replace").encode("utf-8-sig")
    return content


def _content(part: Message) -> bytes:
    content = None
    with suppress(ValueError, LookupError, Base64Error):
        content = part.get_payload(decode=True)
    if any(isinstance(defect, errors.InvalidBase64LengthDefect) for defect in part.defects):
        # It breaks off within a group of four letters, and the parser gives all of them back as they are.
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", content if isinstance(content, bytes) else b"")
        return a2b_base64(letters[: len(letters) // 4 * 4])
    if content is None and not part.is_multipart():
        part.del_param("charset")  # one that is none ("a\0"), or for names of hosts alone ("idna")
        with suppress(ValueError, LookupError, Base64Error):
            content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def charset(part: Message) -> str:
    """The character set that a part says it has, "" where it says none."""
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError):  # a broken RFC 2231 parameter
        return ""


# --- Header ---------------------------------------------------------------------------------------------------


def _candidates(message: Message) -> Iterator[Candidate]:
    subject = _header(message, "subject")
    said = [
        ("title", _thread(subject) or subject, "Subject"),
        ("published", _sent(message) or _header(message, "date"), "Date"),  # at least its day, where no time is said
        ("language", _header(message, "content-language"), "Content-Language"),
        ("kind", "article", "message"),
    ]
    for address in _ADDRESS.findall(_header(message, "archived-at")):
        said.append(("url", address, "Archived-At"))
    for author, address in getaddresses([_header(message, "from")]):
        said.append(("author", _decoded(author) or address, "From"))
    for field, value, detail in said:
        if value := one_line(value):
            yield Candidate(field, value, MAIL, detail)


def _thread(subject: str) -> str:
    """A subject without what replies and forwards put before it."""
    return _REPLY.sub("", subject, count=1) if _REPLY.match(subject) else subject


def _sent(message: Message) -> str:
    """The day of a message in its sender's time zone as ISO date; that of its receipt where it says none; else ""."""
    received = [str(value).rpartition(";")[2] for value in message.get_all("received", [])]
    for value in [_header(message, "date"), *received]:
        try:
            return parsedate_to_datetime(value.strip()).date().isoformat()
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return ""


def _header(message: Message, name: str) -> str:
    """A header's value decoded, on one line; "" where there is none."""
    for key, value in message.raw_items():
        if key.casefold() == name:
            # The parser keeps bytes that are not ASCII as surrogates: old mailers wrote them bare.
            raw = str(value).encode("utf-8", "surrogateescape")
            return one_line(_decoded(decode(raw)[0]))
    return ""


def _decoded(value: str) -> str:
    """RFC 2047 words decoded; what is broken in them stays as it is."""
    if "=?" not in value:
        return value
    try:
        chunks = decode_header(value)
    except (errors.HeaderParseError, ValueError):
        return value
    return "".join(
        chunk if isinstance(chunk, str) else decode(chunk, declared=charset or "")[0] for chunk, charset in chunks
    )


# --- Text -----------------------------------------------------------------------------------------------------


def _blocks(part: Message, name: str, warnings: list[str]) -> Iterator[Block]:
    """The text of a part: of alternatives the plain one, of other parts all that are text and no attachments."""
    kind = part.get_content_type()
    if part.is_multipart():
        if part.get_content_maintype() == "message":
            return
        inner = _inner(part)
        if kind == "multipart/alternative":
            inner = _chosen(inner)
        for each in inner:
            yield from _blocks(each, name, warnings)
    elif _filename(part) or part.get_content_disposition() == "attachment":
        return
    elif kind == "text/html":
        yield from _page(part, name, warnings)
    elif kind == "text/plain":
        yield from _plain(part, warnings)


def _chosen(parts: list[Message]) -> list[Message]:
    """The best of alternatives: plain text, if there is any in it, else the page."""
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _content(part).strip()]
    return (plain or [part for part in parts if part.get_content_type() != "text/plain"])[:1]


def _page(part: Message, name: str, warnings: list[str]) -> Iterator[Block]:
    from index.sources import html

    decoded, _, warning = decode(_content(part), declared=charset(part))
    if not decoded.strip():
        return
    page = html.read(decoded.encode("utf-8", "replace"), name)
    warnings += [each for each in (warning, *page.warnings) if each]
    levels = {heading.start: int(heading.label) for heading in page.headings}
    start = 0
    for paragraph in page.text.split("\n\n"):
        yield Block(paragraph, levels.get(start, 0))
        start += len(paragraph) + 2


def _plain(part: Message, warnings: list[str]) -> Iterator[Block]:
    decoded, _, warning = decode(_content(part), declared=charset(part))
    if warning:
        warnings.append(warning)
    lines = clean(decoded).split("\n")
    flowed = str(part.get_param("format", "")).casefold() == "flowed"
    flowed = flowed and any(line.endswith(" ") and line != "-- " for line in lines)  # some only say so
    if flowed:
        lines = list(_unflowed(lines, str(part.get_param("delsp", "")).casefold() == "yes"))
    for (marks, blank), group in groupby(lines, lambda line: (_marks(line)[0], not _marks(line)[1].strip())):
        if not blank:
            block = [" ".join(_marks(line)[1].split()) for line in group]
            block = block if flowed else unwrap(block)  # whose line ends are meant
            yield Block("\n".join("> " * marks + line for line in block))


def _marks(line: str) -> tuple[int, str]:
    """How deep a line is quoted, and what it says."""
    found = _QUOTED.match(line)
    return (found[0].count(">"), line[found.end() :]) if found else (0, line)


def _unflowed(lines: list[str], joined: bool) -> Iterator[str]:
    """Paragraphs of "format=flowed" (RFC 3676): a line that ends in a space goes on in the next of its depth; `joined`
    says that the space itself is none of the text."""
    paragraph, at = "", -1
    for line in lines:
        marks, words = _marks(line) if line.startswith(">") else (0, line.removeprefix(" "))
        if at >= 0 and (marks != at or words == "-- "):  # a signature's mark is no soft end
            yield "> " * at + paragraph
            paragraph, at = "", -1
        if words.endswith(" ") and words != "-- ":
            paragraph, at = paragraph + (words[:-1] if joined else words), marks
        else:
            yield "> " * marks + paragraph + words
            paragraph, at = "", -1
    if at >= 0:
        yield "> " * at + paragraph
