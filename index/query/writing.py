"""A query node in the query language again: how a part of a query is told to a person."""

from __future__ import annotations

from datetime import date

from index.models import (
    And,
    Bag,
    Dated,
    Everything,
    Facet,
    Figured,
    Kind,
    Like,
    Named,
    Not,
    Noted,
    Or,
    Phrase,
    Query,
    Said,
    Word,
)

_FIELDS = {"collection": "in", "language": "lang"}
_KINDS = {Kind.PERSON: "person", Kind.ORGANISATION: "org", Kind.PLACE: "place"}


def written(query: Query) -> str:
    """The node as it could have been typed, with its names unresolved; "" for what nobody types."""
    match query:
        case Everything():
            return "*"
        case Word():
            text = _field(query.field, _quoted(query.text))
            return text + ("*" if query.prefix and not query.stem else "~" if query.near is not None else "")
        case Phrase():
            return _field(query.field, f'"{" ".join(query.words)}"' + (f"~{query.slop}" if query.slop else ""))
        case Named():
            name = "speaker" if query.spoken else _KINDS.get(query.kind or Kind.NAME, "name")
            return _field(name, _quoted(query.text))
        case Facet():
            return _field(_FIELDS.get(query.field, query.field), _quoted(query.text))
        case Like():
            return _field("like", query.id)
        case Noted():
            return _field(query.field, _quoted(query.text))
        case Dated():
            return _field("date" if query.field == "published" else "mentions", _days(query.first, query.last))
        case Figured():
            name = "percent" if query.kind is Kind.PERCENT else "amount"
            return _field(name, _quoted(" ".join(filter(None, (_range(query.low, query.high), query.unit)))))
        case Said():
            return written(query.part)
        case Not(part):
            return f"-{_grouped(part)}"
        case And(parts):
            return " ".join(map(_grouped, parts))
        case Or(parts):
            return " OR ".join(map(_grouped, parts))
        case Bag(parts):
            return " ".join(map(written, parts))
    return ""


def _field(name: str, value: str) -> str:
    return f"{name}:{value}" if name else value


def _quoted(text: str) -> str:
    return f'"{text}"' if " " in text else text


def _grouped(part: Query) -> str:
    text = written(part)
    return f"({text})" if isinstance(part, And | Or | Bag) else text


def _days(first: date | None, last: date | None) -> str:
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def _range(low: float | None, high: float | None) -> str:
    if low == high:
        return "" if low is None else f"{low:g}"
    return f"{'' if low is None else f'{low:g}'}..{'' if high is None else f'{high:g}'}"
