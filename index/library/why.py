"""Why a document answers a query: part by part, which terms were looked up, in which forms they stand in it and where,
and what each adds to its score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from index.analysis import INITIAL, NAME, asked, fold
from index.engines.plan import facet_matches
from index.marking import hits
from index.models import (
    And,
    Bag,
    Dated,
    Document,
    Everything,
    Facet,
    Like,
    Order,
    Page,
    Parsed,
    Phrase,
    Query,
    Said,
    Span,
    Word,
)
from index.query import parse
from index.query.writing import written

NEAR = "words near each other"
"""What is told as asked of what neighbouring words add that stand near each other in the text."""

_LEAST = 1e-6
_MOST_FORMS = 12
_MARKS = NAME + INITIAL


@dataclass(frozen=True, slots=True)
class Stands:
    """A form in which a part of a query stands in a field of a document, and how often."""

    field: str  # "title", "text", or the name of the metadata
    form: str
    times: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a query and a document: what was `asked`, the `terms` looked up for it, whether the document
    `matches` it, what that adds to its `score`, and where it stands. `needed` says that a document without it is no
    answer; of other words a partial answer lacks some."""

    asked: str
    matches: bool
    needed: bool
    score: float
    terms: tuple[str, ...] = ()
    stands: tuple[Stands, ...] = ()


class _Asked(Protocol):
    def parse(self, text: str, *, typing: bool = False) -> Parsed: ...

    def search(
        self, query: Parsed | str, order: Order = Order.RELEVANCE, *, typing: bool = False, hidden: bool = False
    ) -> Page: ...

    def number(self, id: str) -> int: ...

    def read(self, id: str) -> Document: ...

    def places(self, number: int, query: Query) -> list[Span]: ...


class Explaining:
    """Base of `Library`."""

    def why(self: _Asked, id: str, parsed: Parsed | str) -> list[Reason]:
        """The parts of a query in their order, each with what of the document answers it. Raises NotFoundError."""
        number, document = self.number(id), self.read(id)
        parsed = self.parse(parsed) if isinstance(parsed, str) else parsed
        text = parsed.text
        typing = parsed.query == self.parse(parsed.text, typing=True).query
        typed, resolved = _parts(parse(text, typing=typing).query), _parts(parsed.query)
        found = []
        for told, part in zip(typed, resolved, strict=True):
            page = self.search(Parsed(text, And((part, Facet("id", id)))), hidden=True)
            matches = page.complete > 0
            stands = tuple(_stands(document, part, self.places(number, part))) if matches else ()
            score = float(page.scores[0]) if matches else 0.0
            words = part.part if isinstance(part, Said) else part
            needed = not (isinstance(words, Word) and not words.field)
            terms = tuple(dict.fromkeys(term.lstrip(_MARKS) for term in _terms(words)))
            found.append(Reason(written(told), matches, needed, score, terms, stands))
        page = self.search(Parsed(text, Bag((*_parts(parsed.query), Facet("id", id)))), hidden=True)
        near = float(page.scores[0]) - sum(each.score for each in found) if page.numbers else 0.0
        if near > _LEAST:
            found.append(Reason(NEAR, True, False, near))
        return found


def _parts(query: Query) -> Sequence[Query]:
    if isinstance(query, Everything):
        return ()
    return query.parts if isinstance(query, Bag) else (query,)


def _terms(part: Query) -> Iterator[str]:
    """What is looked up in the index for words; the marks of names (`analysis`) are no part of what is told."""
    match part:
        case Word():
            words = asked(part.text)
            words += [token for other in part.near or () for token in asked(other)]
            last = words.pop() if part.prefix and words else None
            for token in words:
                yield from token.terms
            if last is not None:
                yield f"{last.surface}*"
                yield from last.terms if part.stem else ()
        case Like():
            yield from (term for term, _ in part.terms)
        case Phrase():
            for token in asked(" ".join(part.words)):
                yield from token.terms


def _stands(document: Document, part: Query, spans: Iterable[Span]) -> Iterator[Stands]:
    match part:
        case Facet():
            values = document.authors if part.field == "author" else (getattr(document, part.field, ""),)
            yield from (Stands(part.field, value, 1) for value in values if value and facet_matches(part, value))
        case Dated(field="published"):
            yield Stands("published", document.published or "", 1)
    title = hits(document.title, part, title=True)
    yield from _forms("title", document.title, title)
    yield from _forms("text", document.text, spans)


def _forms(field: str, text: str, spans: Iterable[Span]) -> Iterator[Stands]:
    """The forms under the spans, the most frequent first; those that differ in capitals alone are one."""
    times: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for span in spans:
        form = " ".join(text[span.start : span.end].split())
        key = shown.setdefault(fold(form), form)
        times[key] += 1
    for form, often in times.most_common(_MOST_FORMS):
        yield Stands(field, form, often)
