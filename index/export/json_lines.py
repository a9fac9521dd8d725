"""A timeline, or any records, as JSON, one object per line, for a script."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from index.export.items import TimelineItem, record

# JSON lets these stand bare, but a terminal may obey them and some readers take them for line ends
ESCAPES = {code: f"\\u{code:04x}" for code in (*range(0x7F, 0xA0), 0x2028, 0x2029)}
"""Signs that JSON may hold bare, and their escapes."""


def write(items: Iterable[TimelineItem], out: TextIO, *, title: str) -> None:
    """One object per item; the texts are exact. There is no place for the title."""
    lines(map(record, items), out)


def lines(records: Iterable[Mapping[str, object]], out: TextIO) -> None:
    """One object per record."""
    for each in records:
        out.write(json.dumps(each, ensure_ascii=False).translate(ESCAPES) + "\n")
