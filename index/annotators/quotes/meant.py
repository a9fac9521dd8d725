"""Whom a name, a pronoun or a role means that is said to speak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.annotators.quotes.carried import Carried, distinct
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.passages import Passage
from index.models import Annotation, Kind, Span
from index.names import Gazetteer


@dataclass(frozen=True, slots=True)
class Who:
    """The subject of a verb of speech: its words, and the mention key of the person (or "")."""

    span: Span
    key: str


class Meant:
    """Answers for one paragraph, of which `names` are the names that may speak."""

    def __init__(
        self, passage: Passage, names: Sequence[Annotation], words: Lexicon, gazetteer: Gazetteer, carried: Carried
    ) -> None:
        self._passage, self._text, self._names = passage, passage.masked, names
        self._words, self._gazetteer, self._carried = words, gazetteer, carried

    def key(self, name: Annotation) -> str:
        """The key of a name that may speak. What no rule could type may be a role: "the Russian leader"."""
        if name.kind is Kind.NAME and not self._words.roles.isdisjoint(name.text.casefold().split()):
            return ""
        return str(name.value or "") if name.kind in (Kind.PERSON, Kind.NAME) else ""

    def of(self, noun: re.Match[str], base: int) -> Who:
        """Whom a pronoun or a role means; nobody where it is an institution, or one of many: "a spokesman"."""
        span = Span(base + noun.start("noun"), base + noun.end("noun"))
        head = (noun["head"] or noun["many"]).casefold()
        first = noun["noun"].split(None, 1)[0].casefold()
        if first in self._words.indefinite or head in self._words.bodies:
            return Who(span, "")
        return self.by(span, [head])

    def by(self, span: Span, words: Sequence[str]) -> Who:
        """The only person named before in the paragraph, or who spoke last where it names nobody."""
        before = [name for name in self._names if name.kind is Kind.PERSON and name.start < span.start]
        people = distinct(str(name.value) for name in before)
        if people and self._carried.is_stranger(self._passage.start + before[-1].end, self._passage.start + span.start):
            return Who(span, "")
        if len(people) != 1:
            return Who(span, self._carried.meant(self._passage.start + span.start, words))
        key = people.pop()
        if not self._words.pronouns.intersection(words):
            roles = self._words.roles.intersection(words)
            if not any(self._has_role(key, role) for role in roles):
                return Who(span, self._carried.meant(self._passage.start + span.start, words))
        return Who(span, key)

    def _has_role(self, key: str, role: str) -> bool:
        """Whether a person has a role: by the words before or in the mention, or by the offices of the gazetteer."""
        for name in self._names:
            if str(name.value) == key:
                said = re.split(r"[.,;](?= )", self._text[max(0, name.start - 60) : name.end])[-1]
                if self._words.agree(frozenset({role}), self._words.titles(said)):
                    return True
        entity = self._gazetteer.resolve(key, Kind.PERSON)
        role = self._words.offices.get(role, role)
        return entity is not None and any(role in tenure.title.casefold().split() for tenure in entity.offices)
