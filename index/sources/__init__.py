"""Readers: one file per family of formats, each giving a `Source` of text, headings and metadata candidates.

base, furniture, dateline   what readers share: values, layout, decoding; a site's furniture; lines that are dates
text, markdown, html        the families; html_markup and html_body read a page's head and its text

To add a format: write one module with `read(data: bytes, name: str) -> Source`, which imports its library inside the
function, and add a row to `READERS`. A file whose suffix is in no row is listed as unknown, never guessed.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from index.errors import SourceError
from index.sources.base import Candidate, Source, read_bytes

__all__ = ["READERS", "VERSION", "Candidate", "Reader", "Source", "read", "reader_of", "supported"]


class Reader(NamedTuple):
    """A family of formats: its module below this package, and its suffixes."""

    name: str
    suffixes: frozenset[str]


VERSION = 2
"""Raised when any reader gives another text or other candidates for the same bytes."""

READERS = (
    Reader("text", frozenset({".txt", ".text"})),
    Reader("markdown", frozenset({".md", ".markdown", ".mdown"})),
    Reader("html", frozenset({".html", ".htm", ".xhtml"})),
)

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)


def reader_of(path: Path) -> Reader | None:
    """The reader for a file's suffix, in any case; None where there is none."""
    suffix = path.suffix.casefold()
    return next((reader for reader in READERS if suffix in reader.suffixes), None)


def supported(path: Path) -> bool:
    """Whether a file's type is one that is read."""
    return reader_of(path) is not None


def read(path: Path, *, name: str = "") -> Source:
    """The file at `path`; `name` is how messages call it. Raises `SourceError` and nothing else.

    The suffix chooses the reader; content overrules it in one case, a page saved as text, which begins like HTML.
    """
    name = name or path.name
    reader = reader_of(path)
    if reader is None:
        raise SourceError(f"{name} is of a type that is not read", "convert it to text, Markdown or HTML")
    data = read_bytes(path, name)
    family = "html" if reader.name == "text" and _PAGE.match(data[:512]) else reader.name
    return cast(Source, import_module(f"index.sources.{family}").read(data, name))
