"""How exact a figure is said to be: "over", "nearly", "up to" before it, "or so" behind it."""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import Found
from index.annotators.figures.sentences import clause_before

_WORD = re.compile(r"[^\W\d_]+\s\Z")
_NEAR = 60  # characters a hedge with its filler words may take
_VERB = 14  # characters of a verb before its particle
_UP_TO = "up to"


class Hedges:
    """Finds the hedges of the figures of one text."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words

    def of(self, figure: Figure, left: int, right: int, direction: str, change: Found | None) -> str:
        """The hedge of a figure of which nothing before `left` or behind `right` is its own, or "": before it,
        "another" and the like between; or after it. A word that is a hedge elsewhere only says where a change led
        ("снизилась до 7%", "7 пайызга чейин түштү"); `direction` is that of a change told before the figure."""
        text, words = self._text, self._words
        if words.approximate and words.approximate.search(text, figure.start, figure.end):
            return "about"
        after = words.hedges_after.at(text, figure.end, right)
        if after and not (change is not None and self._of_change(after, change, figure)):
            return after.key
        if words.modifier is not None and (inside := words.hedges_after.all(text, figure.start, figure.end)):
            return inside[0].key  # "200 миңден ашык гүл"
        start = max(left, figure.start - _NEAR)
        edge = figure.start
        found = words.hedges.all(text, start, edge)
        fillers: list[Found] | None = None
        while found:
            gap = edge - len(text[start:edge]) + len(text[start:edge].rstrip())
            if hits := [h for h in found if h.end == gap]:
                hit = min(hits, key=lambda h: h.start)
                linked = text[hit.start : hit.end].casefold() in words.words["outcome"]
                return "" if (direction and linked) or self._of_verb(hit) or self._brought(hit) else hit.key
            if fillers is None:
                fillers = words.skipped.all(text, start, figure.start)
            skip = [f for f in fillers if f.end == gap]
            if not skip:
                return ""
            edge = min(f.start for f in skip)
        return ""

    def holds(self, found: Found, figure: Figure) -> bool:
        """Whether a word of change is a hedge, or its beginning: "up to" and "more than" before a number, "меньше"
        right before it."""
        hit = self._words.hedges.at(self._text, found.start, figure.start)
        if hit is None or self._of_verb(hit):
            return False
        return hit.end > found.end or not self._text[hit.end : figure.start].strip()

    def is_more_than(self, figure: Figure, found: Found) -> bool:
        """Whether a word behind a figure is a hedge by the figure's case: "200дөн көп" is more than 200, but
        "200гө көп" more by 200."""
        marked = self._words.from_suffix
        if marked is None or not marked.search(self._text, figure.start, figure.end):
            return False
        return self._words.hedges_after.at(self._text, found.start) is not None

    def _of_change(self, after: Found, change: Found, figure: Figure) -> bool:
        """Whether a word behind a figure belongs to its change: "7 пайызга чейин түштү", "200гө көп"."""
        return change.start == after.start or (figure.end < after.end <= change.start and after.key == _UP_TO)

    def _brought(self, hit: Found) -> bool:
        """Whether "up to" is where something was brought: "довести товарооборот до 5 млрд"."""
        brought = self._words.words["brought"]
        if hit.key != _UP_TO or not brought:
            return False
        clause = clause_before(self._text, max(0, hit.start - _NEAR), hit.start)
        return not brought.isdisjoint(word.casefold() for word in clause.split())

    def _of_verb(self, hit: Found) -> bool:
        """Whether "up to" is the particle of a verb and where that led: "edged up to 5%"."""
        if hit.key != _UP_TO or not self._words.words["particle_verbs"]:
            return False
        verb = _WORD.search(self._text, max(0, hit.start - _VERB), hit.start)
        return verb is not None and verb[0].rstrip().casefold() in self._words.words["particle_verbs"]
