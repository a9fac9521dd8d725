"""What is exported of a timeline: an entry with its sentence and its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from index.library import Library
from index.models import Entry, Row, Snippet
from index.timex import grain

_CHUNK = 200

# Control characters that no file format needs, and that a terminal or a spreadsheet might obey
_CONTROLS = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)], "\N{REPLACEMENT CHARACTER}"
)


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One entry of the timeline; `passage` is its sentence with the words marked, `row` its document."""

    entry: Entry
    passage: Snippet
    row: Row


def timeline_items(library: Library, entries: Sequence[Entry]) -> Iterator[TimelineItem]:
    """The items of these entries, in their order, read some hundred at a time."""
    for begin in range(0, len(entries), _CHUNK):
        part = entries[begin : begin + _CHUNK]
        rows = library.rows([entry.number for entry in part])
        yield from map(TimelineItem, part, library.passages(part), rows)


def record(item: TimelineItem) -> dict[str, Any]:
    """An item as plain values: the keys of `timeline --json`, then those of the document and of how it was read."""
    entry, row = item.entry, item.row
    return {
        "first": entry.first.isoformat() if entry.first else None,
        "last": entry.last.isoformat() if entry.last else None,
        "value": entry.value,
        "grain": grain(entry.value),
        "text": entry.text,
        "sentence": item.passage.text,
        "document": row.id,
        "start": entry.start,
        "end": entry.end,
        "kind": entry.kind,
        "estimated": entry.estimated,
        "basis": entry.basis,
        "rule": entry.rule,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "language": row.language,
        "path": row.path,
    }


def plain(text: str) -> str:
    """The text with control characters shown as replacement characters; tabs and line breaks stay."""
    return text.translate(_CONTROLS)
