"""Words by nearly their spelling: `word~` in a query, and "did you mean" for a word that no document has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Protocol

from index.analysis import asked, fold
from index.engine import Engine
from index.models import And, Bag, Complaint, Not, Or, Parsed, Query, Said, Word
from index.spelling import near

MOST = 20
"""Spellings that stand for a `word~`: the most frequent."""

_TOLD = 3  # words of a query that are told to be misspelt


class _Asked(Protocol):
    _engine: Engine

    def spelt(self, word: str) -> list[str]: ...


class Spelling:
    """Base of `Library`."""

    def spelt(self: _Asked, word: str) -> list[str]:
        """The words of the collection that are spelt nearly so, the most frequent first, at most `MOST`."""
        counts = self._engine.having(near(word), surface=True)
        return sorted(counts, key=lambda each: (-counts[each], each))[:MOST]

    def respelt(self: _Asked, query: Query) -> Query:
        """The query with the spellings that its fuzzy words stand for."""
        return _respelt(query, self.spelt)

    def misspelt(self: _Asked, parsed: Parsed) -> tuple[Complaint, ...]:
        """What to say of the query's words that no document has, where one spelt nearly so is had."""
        found: list[Complaint] = []
        for word in _words(parsed.query):
            if (
                len(found) < _TOLD
                and not self._engine.having(asked_terms(word), surface=False)
                and not (word.prefix and self._engine.words(fold(word.text), 1))
            ):
                others = [] if word.near else self.spelt(word.text)
                at = fold(parsed.text).find(fold(word.text))
                if others and at >= 0:
                    end = min(at + len(word.text), len(parsed.text))
                    found.append(Complaint(at, end, f"No document has “{word.text}”", f"did you mean {others[0]}?"))
        return tuple(found)


def asked_terms(word: Word) -> Sequence[str]:
    """The terms that answer a word."""
    return [term for text in (word.text, *(word.near or ())) for token in asked(text) for term in token.terms]


def _respelt(query: Query, spelt: Callable[[str], Sequence[str]]) -> Query:
    match query:
        case Word(near=()):
            return replace(query, near=tuple(spelt(query.text)))
        case Bag(parts) | And(parts) | Or(parts):
            return replace(query, parts=tuple(_respelt(part, spelt) for part in parts))
        case Not(part):
            return Not(_respelt(part, spelt))
    return query


def _words(query: Query) -> Iterator[Word]:
    match query:
        case Word(field=""):
            yield query
        case Said():
            yield from _words(query.part)
        case Bag(parts) | And(parts) | Or(parts):
            for part in parts:
                yield from _words(part)
