"""Answers as files for other programs, one file per format. Each has `write(items, out, *, title)`.

items             what is exported: an entry of the timeline with its sentence and its document
comma_separated   CSV, for a spreadsheet           calendar_events   iCalendar, for a calendar
json_lines        JSON, for a script               html_page         a timeline for a browser, in one file
statements        figures by what they measure, as CSV or JSON
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Protocol, TextIO

from index.export.items import TimelineItem, timeline_items

__all__ = ["FORMATS", "TimelineItem", "Writer", "timeline_items", "writer"]

FORMATS = {"csv": "comma_separated", "json": "json_lines", "ics": "calendar_events", "html": "html_page"}
"""The formats of a timeline by the ending of their files, and the module that writes each."""


class Writer(Protocol):
    """Writes items to a text stream, which should translate no line ends (`newline=""`)."""

    def __call__(self, items: Iterable[TimelineItem], out: TextIO, *, title: str) -> None: ...


def writer(format: str) -> Writer:
    """The writer of a format. Raises KeyError for an unknown one."""
    write: Writer = import_module(f"{__name__}.{FORMATS[format]}").write
    return write
