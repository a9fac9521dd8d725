"""`search --passages`: every matching sentence of every document found, in the order of the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from index.cli.output import Part, Printer

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Match, Parsed, Row

_AT_ONCE = 50  # documents read together


def matches(library: Library, numbers: Iterable[int], parsed: Parsed) -> Iterator[tuple[Row, Match]]:
    """Document by document, each matching sentence with its document's row; no more is read than is asked for."""
    from index.cli.records import chunks

    for portion in chunks(numbers, _AT_ONCE):
        for row, found in zip(library.rows(portion), library.matches(portion, parsed.query), strict=True):
            yield from ((row, match) for match in found)


def print_passages(library: Library, numbers: Sequence[int], parsed: Parsed, printer: Printer, limit: int) -> int:
    """Print at most `limit` passages (0 for all); how many were printed."""
    from index.cli.records import passage
    from index.cli.search import dated, marked, source

    printed = 0
    before = -1
    for row, match in islice(matches(library, numbers, parsed), limit or None):
        printed += 1
        if printer.as_json:
            printer.record(passage(library.folder_of(row.id), row, match))
            continue
        if row.number != before:
            head = (*dated(row.published, row.estimated), "  ", *source(row.publisher), (row.title, "bold"))
            printer.line(*head, (f"  {row.id}", "dim"))
            before = row.number
        speaker: list[Part] = [(f"{match.speaker}: ", "magenta")] if match.speaker else []
        printer.line(*speaker, *marked(match.text, [(hit.start, hit.end) for hit in match.hits]), indent=4)
    return printed
