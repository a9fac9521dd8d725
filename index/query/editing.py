"""Filters of a typed query: where they stand, one more, one less. The text stays what a user could have typed."""

from __future__ import annotations

import re

from index.models import Span
from index.query.fields import NAMES
from index.query.lexing import OPERATORS, QUOTES, lex
from index.query.parser import Parser

_BARE = re.compile(r"\w(?:[\w.&'’/-]*\w)?$")


def filters(text: str) -> list[Span]:
    """The field filters of a typed query in order, with a leading minus where it has one; `label` is the field."""
    parser = Parser(text, False, None)
    parser.whole()
    return sorted(parser.filters, key=lambda span: span.start)


def _standalone(text: str) -> list[Span]:
    """The filters that stand side by side with the other parts: in no brackets, beside no operator."""
    parser = Parser(text, False, None)
    items = {(item.start, item.end) for item in parser.whole()}
    return [span for span in parser.filters if (span.start, span.end) in items]


def add_filter(text: str, field: str, value: str, exclude: bool = False) -> str:
    """The typed query with one more filter at its end; once only, and never beside its opposite."""
    name = NAMES.get(field.casefold(), field)
    value = re.sub(rf"[{QUOTES}\s]+", " ", value).strip()
    sign = "-" if exclude else ""
    bare = _BARE.match(value) and value not in OPERATORS
    added = f"{name}:{value}" if bare else f'{name}:"{value}"'
    kept = text
    for span in reversed(_standalone(text)):
        if text[span.start : span.end] == sign + added:
            return text
        if text[span.start : span.end].lstrip("-") == added:
            kept = _cut(kept, span)
    kept = _repaired(kept)
    return f"{kept} {sign}{added}" if kept and kept != "*" else f"{sign}{added}"


def drop_filter(text: str) -> str:
    """The typed query without its last filter; unchanged if it has none."""
    found = filters(text)
    return _cut(text, found[-1]) if found else text


def _cut(text: str, span: Span) -> str:
    before = re.sub(r"(?:^|(?<=\s))(?:AND|OR|NOT|И|ИЛИ|НЕ)\s*$", "", text[: span.start].rstrip())
    after = text[span.end :].lstrip()
    if not before.strip():
        after = re.sub(r"^(?:AND|OR|И|ИЛИ)(?=\s|$)\s*", "", after)
    return re.sub(r"-?\(\s*\)", "", f"{before.rstrip()} {after}").strip()


def _repaired(text: str) -> str:
    """The text with whatever is left open at its end closed or cut, so that words can follow it."""
    lexemes = list(lex(text))
    while lexemes and lexemes[-1].sort in {"and", "or", "not", "minus", "lone", "field"}:
        text = text[: lexemes[-1].start].rstrip()
        lexemes = list(lex(text))
    if lexemes and not lexemes[-1].closed:
        text += '"'
    depth = 0
    for lexeme in lexemes:
        depth = depth + 1 if lexeme.sort == "open" else max(0, depth - 1) if lexeme.sort == "close" else depth
    return text.strip() + ")" * depth
