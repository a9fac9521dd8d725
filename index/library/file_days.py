"""The day of the file of a document that says no date: the last resort of whoever has to find one.

A file's time says when these bytes were written, which downloading or copying changes. It is looked up when a document
is read, shown as what it is, and is no date of the document: nothing is sorted, filtered, counted or reckoned by it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from index.folders import located
from index.models import IN_FILE, Document


def with_file_day(document: Document, collection: Path) -> Document:
    """The document, with the day of its file where it has no date of its own; of a document in a file, that file's."""
    if document.published:
        return document
    try:
        modified = located(collection, document.path.partition(IN_FILE)[0]).stat().st_mtime
    except (OSError, ValueError):
        return document
    return replace(document, file_day=_day(modified))


def _day(modified: float) -> str:
    """The day of a time in seconds since 1970, in the local zone; "" for one that is no day."""
    try:
        return datetime.fromtimestamp(modified).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return ""
