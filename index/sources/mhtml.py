"""MHTML: a web page saved in one file (RFC 2557), its parts as those of a message; the page is read by `html`.

Chrome and Edge write the address the page was saved from as Snapshot-Content-Location, Internet Explorer and Word as
the Content-Location of the first page; the subject is the page's title. The header's date is the day of saving and
says nothing of the page.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from dataclasses import replace
from email.message import Message

from index.errors import SourceError
from index.sources import html
from index.sources.base import MARKUP, Candidate, Source, one_line
from index.sources.mail import charset

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)


def read(data: bytes, name: str) -> Source:
    """A page saved as MHTML. Raises `SourceError`."""
    from email import message_from_bytes, policy
    from email.errors import CloseBoundaryNotFoundDefect, MessageError

    if not re.search(rb"^(?:mime-version|content-type|from|snapshot-content-location):", data[:8192], re.I | re.M):
        raise SourceError(f"{name} is not a web page saved in one file (MHTML)", "rename it with its true suffix")
    try:
        message = message_from_bytes(data, policy=policy.compat32)
        page = _page(message)
        content = page.get_payload(decode=True) if page is not None else b""
    except (MessageError, ValueError, LookupError, TypeError, RecursionError) as error:
        raise SourceError(f"{name} is damaged: {error}", "save the page again") from error
    if page is None or not isinstance(content, bytes):
        raise SourceError(f"{name} holds no page", "save the page again, as a web page in one file")
    declared = charset(page)
    if declared and declared != "utf-8":
        with suppress(LookupError, ValueError):  # no such character set: the page may say its own
            content = codecs.BOM_UTF8 + content.decode(declared, "replace").encode("utf-8")
    source = html.read(content, name)
    # A message that breaks off lacks the line that ends its parts
    broken = any(isinstance(defect, CloseBoundaryNotFoundDefect) for part in message.walk() for defect in part.defects)
    warnings = (*source.warnings, "it ends in the middle; what was there is read") if broken else source.warnings
    return replace(source, candidates=(*source.candidates, *_said(message, page)), warnings=warnings)


def _page(message: Message) -> Message | None:
    """The part that is the page: the one the message calls its start, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    start = str(message.get_param("start", "") or "")
    return next((part for part in pages if start and part.get("Content-ID", "") == start), pages[0] if pages else None)


def _said(message: Message, page: Message) -> list[Candidate]:
    """What the headers say; the page's own word comes before it."""
    said = []
    for header, of in (("Snapshot-Content-Location", message), ("Content-Location", page)):
        address = one_line(str(of.get(header, "")))
        if _WEB.fullmatch(address):
            said.append(Candidate("url", address, MARKUP, header))
    subject = _subject(message)
    if subject:
        said.append(Candidate("title", subject, MARKUP, "Subject"))
    return said


def _subject(message: Message) -> str:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    raw = message.get("Subject", "")
    try:
        return one_line(str(make_header(decode_header(raw))))
    except (HeaderParseError, LookupError, ValueError):
        return one_line(str(raw))
