"""Which way a figure went, by the word of change that governs it, and whether it is the size of that change."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.annotators.figures.chains import Chains
from index.annotators.figures.figure import Figure
from index.annotators.figures.hedges import Hedges
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import WORD, Found, said
from index.annotators.figures.sentences import clause_before
from index.models import Annotation, Kind

_ENDED = re.compile(r"\w\s\Z")
_BREAK = re.compile(r"[;:]|,\s(?!(?:or|или|же)\s)")  # not before "or": "dropped 318 points, or 0.8%"


class Changes:
    """Finds the changes of the figures of one text."""

    def __init__(self, text: str, words: Lexicon, found: Sequence[Figure], chains: Chains, hedges: Hedges) -> None:
        self._text, self._words, self._found = text, words, found
        self._chains, self._hedges = chains, hedges

    def of(self, index: int, left: int, right: int, last: int) -> tuple[Found | None, str]:
        """The word of change that governs a figure, and "rise", "fall" or "". Nothing before `left` or behind `right`
        is the figure's own; its sentence ends at `last`."""
        figure = self._found[index]
        if after := self._behind(figure, right):
            return after, after.key
        if before := self._governing(figure, left):
            return before, "" if self._begins(index) else before.key
        return None, self._of_last(index, last) if self._words.from_suffix else ""

    def _begins(self, index: int) -> bool:
        """Whether a figure is where a change began, and the next one where it led: "rose from $2 billion to $3 bn"."""
        return index + 1 < len(self._found) and self._chains.begun(index) and self._chains.joined(index + 1)

    def _behind(self, figure: Figure, right: int) -> Found | None:
        """The word of change right behind a figure: "5% higher"."""
        skipped = self._words.behind.match(self._text, figure.end, right)
        found = self._words.rise_after.at(self._text, skipped.end() if skipped else figure.end, right)
        return None if found and self._hedges.is_more_than(figure, found) else found

    def _of_last(self, index: int, last: int) -> str:
        """The direction of the clauses that a figure ends one of: where the verb comes last, they leave it out but
        for the last one, "экспорт 2,4 эсеге, импорт 2 эсеге өстү" (gapping)."""
        found = self._found
        while index + 1 < len(found) and self._goes_on(found[index].end):
            kind, index = found[index].kind, index + 1
            while index + 1 < len(found) and self._chains.joined(index + 1):
                index += 1
            if found[index].end > last or found[index].kind is not kind:
                return ""
            right = found[index + 1].start if index + 1 < len(found) else last
            if verb := self._behind(found[index], min(right, last)):
                return verb.key
        return ""

    def _goes_on(self, end: int) -> bool:
        """Whether a comma or an "and" follows at once."""
        following = WORD.match(self._text, end + 1)
        joined = following is not None and following[0].casefold() in self._words.words["range_and"]
        return self._text[end : end + 1] == "," or joined

    def before(self, index: int, first: int, before: Annotation | None) -> tuple[Found | None, str]:
        """The change that led from the figure before, described as `before`, to this one: its own, or the one that
        "from" depends on. The sentence begins at `first`."""
        if before is None or before.start < first:
            return None, ""
        if not self._chains.begun(index - 1):
            return None, before.direction
        found = self._governing(self._found[index - 1], first)
        return found, found.key if found else ""

    def is_growth(self, figure: Figure, change: Found | None, first: int) -> bool:
        """Whether what rose or fell to a percentage is a growth: the percentage is its size ("growth slowed to 3%")."""
        if change is None or change.end > figure.start:
            return False
        clause = clause_before(self._text, first, change.start)
        return not self._words.words["growth"].isdisjoint(said(clause, 0, len(clause)))

    def is_size(self, figure: Figure, change: Found | None) -> bool:
        """Whether a figure is the size of a change ("rose 5%", "by $2 billion"), not where it began or ended ("to").
        A percentage that is none has a rule that ends in "-level", an amount that is one in "-change"."""
        if change is None or change.start >= figure.end:
            return change is None or not self._text[figure.end : change.start].strip()
        told = list(said(self._text, change.end, figure.start))
        if told and told[-1] in self._words.words["share_before"]:
            return True  # "увеличились в апреле на 2,7%"
        if told and told[-1] in self._words.words["outcome"]:
            return False  # "increase the volume of trade to $2 billion"
        linked = next((word for word in told if word in self._words.words["change_links"]), "")
        rate = figure.kind is Kind.PERCENT and linked in self._words.words["change_rate"]
        return not linked or rate or linked in self._words.words["change_by"]

    def _governing(self, figure: Figure, first: int) -> Found | None:
        """The last word of change from `first` on before a figure, if it governs that."""
        found = self._words.rise.all(self._text, first, figure.start)
        last = next((each for each in reversed(found) if not self._hedges.holds(each, figure)), None)
        return last if last is not None and self._governs(last, figure) else None

    def _governs(self, change: Found, figure: Figure) -> bool:
        """A change governs an amount only as its size or its end ("rose to $4 billion", "by a third"), not a figure
        of another clause ("grew last year, hitting $4 billion"); counts of things are never changes unless so said."""
        between = self._text[change.end : figure.start]
        if _BREAK.search(between):
            return False
        verb, words = self._text[change.start : change.end].casefold(), self._words.words
        if len(verb) <= 4 and verb not in words["short_verbs"] and len(between) > 16 and not self._linked(between):
            return False  # "up", "off", "gain" only right beside the figure
        if verb in words["beside"] and not between.isspace():
            return False  # "the index added 0.2%", but "she added that 5% ..."
        if figure.kind is Kind.PERCENT:
            return True
        linked = WORD.search(between)
        if verb in words["obtains"] and (
            linked is None or linked[0].casefold() not in self._words.words["change_links"]
        ):
            return False  # "raised $45 million"
        if len(between) > 40:
            return False
        usual = linked is None or linked[0].casefold() in self._words.words["change_links"]
        return usual or (bool(_ENDED.search(between)) and self._linked(between))  # "raised its stake to $5 million"

    def _linked(self, between: str) -> bool:
        """Whether what stands before a figure ends in the preposition of a change: "cut its key rate by (5%)"."""
        words, last = self._words.words, between.rstrip().rpartition(" ")[2].casefold()
        return last in words["outcome"] | words["from"] | words["share_before"]
