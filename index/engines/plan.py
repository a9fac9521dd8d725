"""A query as an engine evaluates it: words analysed to terms, stop words gone, brackets flat.

`plan` turns the tree of `models` into these few nodes, so that all engines mean the same by a query:

    Terms      any of these terms in a field             Sequence   words in order, or near each other
    Starts     a surface word that begins so             All Any Without   and, or, not
    Spoken     one of the three above, in turns          Everything Mentioned Facet Dated Figured Among  as in `models`
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as field_of
from math import inf

from index.analysis import asked
from index.models import (
    FIGURES,
    Among,
    And,
    Bag,
    Dated,
    Document,
    Everything,
    Facet,
    Figured,
    Kind,
    Like,
    Mentioned,
    Named,
    Not,
    Noted,
    Or,
    Phrase,
    Query,
    Said,
    Word,
)

Amount = tuple[float, float, float, float]
"""A figure as engines keep it: codes of its kind and unit (`amount_code`), low, high."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Documents with any of these terms in the field ("" is title and text, else "title"); scored as one word."""

    terms: tuple[str, ...]
    field: str = ""
    surface: str = field_of(default="", compare=False)  # the word as it was typed, folded


@dataclass(frozen=True, slots=True)
class Sequence:
    """Words at `offsets` from each other, or, with `slop`, near each other in any order. Scored as its words."""

    words: tuple[Terms, ...]
    offsets: tuple[int, ...]
    slop: int
    field: str = ""


@dataclass(frozen=True, slots=True)
class Starts:
    """Documents with a surface word that begins with `prefix`, or any of `terms` (a word still being typed)."""

    prefix: str
    terms: tuple[str, ...] = ()
    field: str = ""


@dataclass(frozen=True, slots=True)
class Spoken:
    """Documents where `part` stands within what one of `speakers` says; scored as `part` in the whole document."""

    part: Terms | Sequence | Starts
    speakers: tuple[Mentioned, ...]


@dataclass(frozen=True, slots=True)
class All:
    """Every part matches; the scores add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """Some part matches; the scores of those that do add up."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """The part does not match. Scores nothing."""

    part: Node


Node = (
    Terms
    | Sequence
    | Starts
    | Spoken
    | All
    | Any
    | Without
    | Everything
    | Mentioned
    | Facet
    | Dated
    | Figured
    | Among
    | Like
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What every answer must match, and the words of which a partial answer may lack some (never all)."""

    required: Node
    words: tuple[Node, ...] = ()


def plan(query: Query) -> Plan:
    """The plan of a resolved query. A query that asks for nothing (only stop words) is Everything."""
    if isinstance(query, Bag):
        parts = query.parts
        words = [node for part in parts if _is_plain(part) and (node := _node(part))]
        required = [node for part in parts if not _is_plain(part) and (node := _node(part))]
        return Plan(_all(required), tuple(dict.fromkeys(words)))
    if _is_plain(query):
        return Plan(Everything(), tuple(node for node in (_node(query),) if node))
    return Plan(_node(query) or Everything())


def _is_plain(query: Query) -> bool:
    word = query.part if isinstance(query, Said) else query
    return isinstance(word, Word) and not word.field


def _all(parts: list[Node]) -> Node:
    flat: list[Node] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, All) else (part,))
    flat = [part for part in dict.fromkeys(flat) if not isinstance(part, Everything)]
    return flat[0] if len(flat) == 1 else All(tuple(flat)) if flat else Everything()


def _node(query: Query) -> Node | None:
    """The node of a query, or None where it asks for nothing."""
    match query:
        case Word(near=near) if near:
            return _any_spelling(query)
        case Word():
            return _starts(query) if query.prefix else _sequence(query.text, 0, query.field)
        case Phrase():
            return _sequence(" ".join(query.words), query.slop, query.field)
        case And() | Bag():
            parts = [node for part in query.parts if (node := _node(part))]
            return _all(parts) if parts else None
        case Or():
            parts = list(dict.fromkeys(node for part in query.parts if (node := _node(part))))
            return Any(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None
        case Not():
            inner = _node(query.part)
            return inner.part if isinstance(inner, Without) else Without(inner) if inner else None
        case Said():
            inner = _node(query.part)
            return _spoken(inner, query.speakers) if inner else None
        case Named() | Noted():
            raise TypeError(f"not resolved: {query}")
        case _:
            return query


def _spoken(node: Node, speakers: tuple[Mentioned, ...]) -> Node:
    match node:
        case Terms() | Sequence() | Starts():
            return Spoken(node, speakers)
        case All():
            return _all([_spoken(part, speakers) for part in node.parts])
    raise TypeError(f"nobody can say this: {node}")


def _sequence(text: str, slop: int, field: str) -> Node | None:
    words = [token for token in asked(text) if token.terms]
    if not words:
        return None
    if len(words) == 1:
        return Terms(words[0].terms, field, words[0].surface)
    first = words[0].position
    offsets = tuple(token.position - first for token in words)
    return Sequence(tuple(Terms(token.terms, field) for token in words), offsets, slop, field)


def _any_spelling(word: Word) -> Node | None:
    """All spellings as one word, so that a rare misspelling does not weigh more than the word itself."""
    texts = (word.text, *(word.near or ()))
    terms = tuple(dict.fromkeys(term for text in texts for token in asked(text) for term in token.terms))
    return Terms(terms, word.field) if terms else None


def _starts(word: Word) -> Node | None:
    words = asked(word.text)
    if not words:
        return None
    last = words[-1]
    before: list[Node] = [Terms(token.terms, word.field) for token in words[:-1] if token.terms]
    return _all([*before, Starts(last.surface, last.terms if word.stem else (), word.field)])


def facet_matches(facet: Facet, value: str) -> bool:
    """Whether a metadata value answers a facet: publisher, place, author, path and collection in part, a measure by
    words in any form, the others whole."""
    if facet.field == "measure":
        said = {term for token in asked(value) for term in token.terms}
        wanted_words = [token.terms for token in asked(facet.text) if token.terms]
        return bool(wanted_words) and all(said.intersection(terms) for terms in wanted_words)
    wanted, value = facet.text.casefold(), value.casefold()
    return wanted in value if facet.field in _IN_PART else wanted == value


_IN_PART = frozenset({"publisher", "place", "path", "author", "collection"})


_MEASURED = FIGURES | {Kind.TREND}  # "trade fell" measures trade, without a figure


def facet_values(document: Document, field: str) -> Iterable[str]:
    """What a document has to say for a facet. Which collection it is of, only what spans several knows."""
    if field == "collection":
        return ()
    if field == "author":
        return document.authors
    if field == "dating":
        dated = document.published and not document.published.startswith("XXXX")
        return ("undated" if not dated else "estimated" if document.estimated else "dated",)
    if field == "measure":
        return {note.measure for note in document.annotations if note.measure and note.kind in _MEASURED}
    return (str(getattr(document, field)),)


def figure_matches(figure: Figured, amounts: Iterable[Amount]) -> bool:
    """Whether one of a document's amounts is what is asked for."""
    low = -inf if figure.low is None else figure.low
    high = inf if figure.high is None else figure.high
    kind, unit = amount_code(figure.kind), amount_code(figure.unit)
    return any(k == kind and (not unit or u == unit) and first <= high and last >= low for k, u, first, last in amounts)


def amount_code(word: str) -> float:
    """A kind or a unit as a number: its first six bytes."""
    return float(int.from_bytes(word.encode()[:6], "big"))
