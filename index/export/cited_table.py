"""Sources, or their quotes, as CSV: a line for each quote, and one for a source without any."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from index.export import comma_separated
from index.export.cited import Cited, Quote
from index.export.quotations import place_of

_SOURCE = (
    *("key", "type", "title", "authors", "publisher", "published", "estimated", "accessed", "url", "language"),
    *("place", "path", "document"),
)
_QUOTE = ("quote", "locator", "speaker", "note", "heading")


def write(sources: Iterable[Cited], out: TextIO, *, title: str) -> None:
    """One line for each quote in their order, else for each source. A table has no place for the title."""
    sources = list(sources)
    quoted = any(each.quotes for each in sources)
    comma_separated.table((*(_QUOTE if quoted else ()), *_SOURCE), _records(sources), out)


def _records(sources: list[Cited]) -> Iterator[Mapping[str, object]]:
    lines: list[tuple[int, Cited, Quote | None]] = []
    for number, source in enumerate(sources):
        lines += [(quote.order, source, quote) for quote in source.quotes] or [(number, source, None)]
    for _, source, quote in sorted(lines, key=lambda each: each[0]):
        yield {
            "quote": quote.words if quote else "",
            "locator": place_of(quote) if quote else "",
            "speaker": quote.speaker if quote else "",
            "note": quote.note if quote else "",
            "heading": quote.heading if quote else "",
            "key": source.key,
            "type": source.type,
            "title": source.title,
            "authors": "; ".join(each.shown for each in source.authors),
            "publisher": source.issuer,
            "published": source.issued,
            "estimated": source.estimated,
            "accessed": source.accessed,
            "url": source.url,
            "language": source.language,
            "place": source.place,
            "path": source.path,
            "document": source.id,
        }
