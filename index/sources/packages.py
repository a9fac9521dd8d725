"""Documents that are ZIP packages of XML parts (DOCX, ODT, EPUB): opened with limits, their XML parsed without trust.

What a package may unpack to is counted by `packing.Budget`, part by part as it is read, whatever its directory says.
XML is parsed without entities, without the network and within libxml2's own limits of depth and size.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any, BinaryIO, cast
from urllib.parse import unquote

from index.errors import SourceError
from index.sources.packing import Budget, metered, whole

MOST_PARTS = 20_000
_BROKEN = (zipfile.BadZipFile, OSError, EOFError, ValueError, RuntimeError, NotImplementedError, zlib.error)
_AGAIN = "open it in the program it was made with and save it again, or fetch it anew"


class Package:
    """The parts of one file. `what` is what it should be, in words ("a Word document")."""

    def __init__(self, data: bytes, name: str, what: str) -> None:
        self.name = name
        if data[:4] == b"\xd0\xcf\x11\xe0":  # an OLE file: Office wraps what it encrypts in one
            raise SourceError(f"{name} is protected by a password, or of an old format", "save it again without one")
        if not data.startswith(b"PK"):
            raise SourceError(f"{name} is not {what}", "rename it with its true suffix")
        self._budget = Budget(len(data))
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            entries = self._archive.infolist()
        except _BROKEN as error:
            raise SourceError(f"{name} is damaged: {error}", _AGAIN) from error
        if len(entries) > MOST_PARTS:
            raise SourceError(f"{name} has more than {MOST_PARTS:,} parts", "open it elsewhere and save its text")
        self._entries = {entry.filename: entry for entry in entries}

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str) -> bytes:
        """A part's bytes. Raises SourceError where it is missing, damaged, protected or far too large."""
        entry = self._entries.get(part) or self._entries.get(unquote(part))
        if entry is None:
            raise SourceError(f"{self.name} is damaged: its part {part[:100]} is missing", _AGAIN)
        if entry.flag_bits & 1:
            raise SourceError(f"{self.name} is protected by a password", "save it again without one")
        try:
            stream = self._archive.open(entry)
        except _BROKEN as error:
            raise SourceError(f"{self.name} is damaged: {error}", _AGAIN) from error
        with stream:
            try:
                return whole(metered(cast(BinaryIO, stream), self._budget), f"The part {part[:100]}")
            except SourceError as error:
                raise SourceError(f"{self.name}: {error.message}", error.hint) from error

    def xml(self, part: str) -> Any:
        """A part's root element."""
        return xml(self.read(part), self.name)

    def xml_or_none(self, part: str) -> Any:
        """A part's root element; None where it is missing or cannot be read."""
        try:
            return self.xml(part) if part in self else None
        except SourceError:
            return None


def xml(data: bytes, name: str) -> Any:
    """The root element of an XML part. Raises SourceError; `name` is how messages call the file."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise SourceError(f"{name} is damaged: {str(error)[:200]}", _AGAIN) from error
    if root is None:
        raise SourceError(f"{name} is damaged: a part of it is empty", _AGAIN)
    return root
