"""Documents to column values and back: JSON, and never a pickle. Columns compress what is worth it."""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from functools import lru_cache
from typing import Any

from index.engines.plan import Amount, facet_values
from index.engines.profile import Facts
from index.models import DATES, FIGURES, NAMES, Annotation, Document, Kind, Mention, Row, Span, Turn

GROUPS: dict[str, frozenset[Kind]] = {"names": NAMES, "dates": DATES, "figures": FIGURES | {Kind.TREND}}
"""Annotations are kept in one column per group, so that counting names reads no dates."""

FACETS = ("publisher", "kind", "language", "place", "path", "id", "author", "measure", "dating")

_ROW = [field.name for field in fields(Row) if field.name not in ("number", "collection")]
_DEFAULTS: list[Any] = [field.default for field in fields(Annotation)]


# A timeline of 100,000 documents holds a million words, values and rules, most of them a few hundred again and again.
_same = lru_cache(maxsize=1 << 12)(str)
_same_day = lru_cache(maxsize=1 << 12)(date.fromisoformat)

_encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def pack(value: object) -> bytes:
    """JSON; nothing for an empty value."""
    if not value:
        return b""
    return _encoded(value).encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Any:
    """What `pack` was given; None for no bytes."""
    if not data:
        return None
    return json.loads(data.decode("utf-8", "surrogatepass"))


def read_text(data: bytes) -> str:
    """A document's text."""
    return data.decode("utf-8", "surrogatepass")


def columns(document: Document, made: Facts) -> dict[str, object]:
    """Every column value of a document, by field, but for the lengths."""
    notes = list(enumerate(document.annotations))
    return {
        "first": made.first,
        "last": made.last,
        "row": pack([getattr(document, name) for name in _ROW]),
        "rest": pack([document.url, list(document.authors), dict(document.origins), document.reason]),
        "text": document.text.encode("utf-8", "surrogatepass"),
        "mentions": pack(dict(made.mentions)),
        "days": array("i", [day for interval in made.mentioned for day in interval]).tobytes(),
        "amounts": array("d", [number for amount in made.amounts for number in amount]).tobytes(),
        "turns": pack(
            [[t.start, t.end, t.speaker, t.label_start, t.label_end, t.key, t.quoted] for t in document.turns]
        ),
        "headings": pack([[span.start, span.end, span.label] for span in document.headings]),
        "pages": pack([[span.start, span.end, span.label] for span in document.pages]),
        **{
            group: pack([[place, *_note(note)] for place, note in notes if note.kind in kinds])
            for group, kinds in GROUPS.items()
        },
    }


def _note(note: Annotation) -> list[object]:
    """The attributes in the order of the class, without the defaults at the end."""
    values: list[object] = [getattr(note, field.name) for field in fields(Annotation)]
    while values and values[-1] == _DEFAULTS[len(values) - 1]:
        values.pop()
    return [value.isoformat() if isinstance(value, date) else value for value in values]


def read_row(data: bytes, number: int) -> Row:
    """The metadata of one document."""
    return Row(**dict(zip(_ROW, unpack(data), strict=True)), number=number)


def read_notes(data: bytes) -> list[tuple[int, Annotation]]:
    """Annotations with their places in the document's own order."""
    found = []
    for place, *values in unpack(data) or ():
        values = [_same(value) if type(value) is str else value for value in values]
        values[0] = Kind(values[0])
        for at in (5, 6):
            if len(values) > at and values[at]:
                values[at] = _same_day(values[at])
        found.append((place, Annotation(*values)))
    return found


def read_mentions(data: bytes) -> dict[str, Mention]:
    """How often a document mentions each key, and in which form."""
    return {key: Mention(*values) for key, values in (unpack(data) or {}).items()}


def read_turns(data: bytes) -> tuple[Turn, ...]:
    """A document's turns."""
    return tuple(Turn(*values) for values in unpack(data) or ())


def read_days(data: bytes) -> array[int]:
    """First and last days of the dates said, one after the other, as ordinals."""
    days = array("i")
    days.frombytes(data)
    return days


def read_amounts(data: bytes) -> list[Amount]:
    """The sums and percentages said."""
    numbers = iter(array("d", data))
    return list(zip(numbers, numbers, numbers, numbers, strict=True))


def read_document(values: dict[str, bytes]) -> Document:
    """A document whole, from its columns."""
    row = read_row(values["row"], -1)
    url, authors, origins, *reason = unpack(values["rest"])  # an older index, which still answers, holds no reason
    notes = sorted(
        ((place, note) for group in GROUPS for place, note in read_notes(values[group])), key=lambda item: item[0]
    )
    return Document(
        row.id,
        row.path,
        read_text(values["text"]),
        row.title,
        row.published,
        row.estimated,
        row.publisher,
        row.place,
        row.kind,
        row.language,
        url,
        tuple(authors),
        origins,
        tuple(note for _, note in notes),
        read_turns(values["turns"]),
        tuple(Span(*span) for span in unpack(values["headings"]) or ()),
        tuple(Span(*span) for span in unpack(values["pages"]) or ()),
        *reason,
    )


def facets(document: Document) -> Iterable[str]:
    """The exact terms of the metadata: "publisher\\tkremlin.ru"."""
    return [f"{name}\t{value}" for name in FACETS for value in facet_values(document, name)]
