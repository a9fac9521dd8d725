"""A timeline, or any records, as CSV (RFC 4180, UTF-8), for a spreadsheet.

A spreadsheet runs a cell that begins with "=", "+", "-" or "@" as a formula, and the cells here are other people's
words: such a cell gets an apostrophe in front, which spreadsheets take as "this is text".
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from index.export.items import TimelineItem, plain, record

COLUMNS = (
    *("first", "last", "value", "grain", "kind", "text", "sentence"),
    *("title", "publisher", "published", "path", "document", "estimated", "basis", "rule"),
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def write(items: Iterable[TimelineItem], out: TextIO, *, title: str) -> None:
    """One line per item below a line of column names. A table has no place for the title."""
    table(COLUMNS, map(record, items), out)


def table(columns: Sequence[str], records: Iterable[Mapping[str, object]], out: TextIO) -> None:
    """Records as lines below a line of column names."""
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(columns)
    for values in records:
        lines.writerow([_cell(values[column]) for column in columns])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) >= 1e15 or not value.is_integer() else f"{value:.0f}"
    text = plain(str(value).lower() if isinstance(value, bool) else str(value))
    return f"'{text}" if text.startswith(_FORMULA) else text
