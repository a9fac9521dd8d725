"""Mailboxes in one file (mbox): messages behind "From " lines, read as a stream.

The line before such a line is empty, and it ends in a time and a year, so that a sentence that begins with "From" is
no message. In a message "From " at the start of a line may have been written ">From " (mboxrd); that is undone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from index.errors import SourceError
from index.sources import mail
from index.sources.base import MAX_BYTES
from index.sources.members import Piece

_FROM = re.compile(rb"From .*\d{1,2}:\d\d.*\d{4}")
_STUFFED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LINE = 1 << 20


def pieces(stream: BinaryIO, name: str, columns: Mapping[str, object] | None = None) -> Iterator[Piece]:
    """The messages, each with its attachments. What stands before the first one is a problem, not a message."""
    lines: list[bytes] = []
    size = 0
    begun, blank, oversized = False, True, False
    while line := stream.readline(_LINE):
        if blank and _FROM.match(line):
            if lines or oversized:
                yield _piece(lines, begun=begun, oversized=oversized)
            lines, size, begun, oversized = [], 0, True, False
            blank = False
            continue
        blank = not line.strip()
        size += len(line)
        if size > MAX_BYTES:
            lines, oversized = lines[:50], True
        if not oversized:
            lines.append(line)
    if any(line.strip() for line in lines) or oversized:
        yield _piece(lines, begun=begun, oversized=oversized)


def _piece(lines: list[bytes], *, begun: bool, oversized: bool) -> Piece:
    data = _STUFFED.sub(rb"\1", b"".join(lines))
    if not begun:
        problem = SourceError(
            'It does not begin with a "From " line; what stands before the first was not read',
            "export the mailbox again from the mail program",
        )
        return Piece("", problem=problem)
    if oversized:
        problem = SourceError(f"The message is larger than {MAX_BYTES >> 20} MB", "save its attachments by themselves")
        return Piece(mail.named(data), problem=problem)
    return Piece(mail.named(data), data=data, reads_as="message.eml")
