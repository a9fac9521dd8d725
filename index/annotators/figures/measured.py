"""What a figure measures, as far as its own sentence says.

Rules, in the order tried: "97% of payments" (the noun after "of"; but what is told in "% of GDP" is what its clause
names, "debt of 45% of GDP"), "a 6 percent increase in trade", "a $100 million loan"; else the nearest noun of measure
before the figure in its sentence, the head of it where that is an attribute ("profit before tax"), without a relative
clause before the verb ("imports, which are our exports, went up by 25 percent" speaks of imports) and without what
another is told by ("earnings per share"); else the noun before the verb of change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import partial

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import WORD, Found
from index.models import Kind

_BASE = "GDP"  # the measure that others are told in shares of
_NEAR = 30  # characters from a figure to what it is a share of
_BREAK = re.compile(r"[;:]|,\s([^\W\d_]+)")
_BEFORE = 12  # characters before a measure that hold "per", or the end of a figure and an article


class Measures:
    """Finds the measure of the figures of one text."""

    def __init__(self, text: str, words: Lexicon, ends: Set[int]) -> None:
        """`ends` are those of all figures of the text."""
        self._text = text
        self._words = words
        self._in_base: list[int] = []  # ends of figures that are told in shares of GDP
        self._ends = ends

    def of(self, figure: Figure, first: int, right: int, change: Found | None) -> str:
        """The measure of a figure whose sentence begins at `first`; nothing behind `right` is its own. "" for none."""
        text, words = self._text, self._words
        behind = self._measure_after(figure, right)
        if behind == _BASE and figure.kind is Kind.PERCENT:
            return self._told_in_base(figure, first, change) or behind
        if behind:
            return behind
        if change is not None and change.start >= figure.end and (named := self._in_phrase(change.end, right)):
            return named
        end = figure.start
        if change is not None and change.end <= figure.start:
            end = change.start
            if text[first:end].rstrip().endswith(","):
                relatives = list(words.relative.finditer(text, first, end))
                if relatives:
                    end = relatives[-1].start()
        elif change is not None and change.start >= figure.end:
            end = figure.start
        read = self.nouns if figure.kind is Kind.PERCENT else partial(words.measures.all, text)
        inner = [m for m in read(end, figure.start) if m.start >= end]
        if figure.kind is Kind.MONEY and inner:
            return inner[-1].key
        if change is not None and change.end <= figure.start and (told := self._told_with(change, first)):
            return told
        if found := self._distinct(read(first, end)):
            return self._head_of(found).key
        if inner:
            return inner[-1].key
        return self._subject(first, end) if change is not None else ""

    def _told_with(self, change: Found, first: int) -> str:
        """The measure that a word of change is part of: "economic growth will be 3.9 percent"."""
        last = next(reversed(self._words.measures.all(self._text, max(first, change.start - _NEAR), change.end)), None)
        return last.key if last is not None and last.start < change.start < last.end else ""

    def _told_in_base(self, figure: Figure, first: int, change: Found | None) -> str:
        """What is told in a share of GDP, in the clause of the figure: "the deficit narrowed to 1.5% of GDP"."""
        end = change.start if change is not None and change.end <= figure.start else figure.start
        found = self._distinct(self.nouns(first, end))
        if not found or self._new_clause(found[-1].end, figure.start):
            return ""
        self._in_base.append(figure.end)
        return self._head_of(found).key

    def _new_clause(self, start: int, end: int) -> bool:
        """Whether another clause begins in a stretch: after a semicolon, or after a comma with "and", "while"."""
        for m in _BREAK.finditer(self._text, start, end):
            if m[1] is None or m[1].casefold() in self._words.words["clause_joiners"]:
                return True
        return False

    def nouns(self, first: int, end: int) -> list[Found]:
        """The measures that nouns name in a stretch. Of a percentage no verb says what it measures ("has invested 16
        billion, so that 30 percent have gas"), and what was done in one sentence the next one does not speak of."""
        verbs = self._words.words["measure_verbs"]
        found = self._words.measures.all(self._text, first, end)
        return [each for each in found if self._text[each.start : each.end].casefold() not in verbs]

    def _distinct(self, found: Sequence[Found]) -> list[Found]:
        """Without what another is told by: "earnings per share", "$2 a share"."""
        return [each for each in found if not (self._tells_each(each) or self._is_base(each))]

    def _is_base(self, found: Found) -> bool:
        """Whether another was told in shares of it before: "debt of 45% of GDP, against 60% in 2015"."""
        return found.key == _BASE and any(0 < found.start - end < _NEAR for end in self._in_base)

    def _tells_each(self, found: Found) -> bool:
        before = self._text[max(0, found.start - _BEFORE) : found.start].split()
        if not before or self._text[found.start - 1] in "\n.":
            return False
        word = before[-1].casefold()
        return word in self._words.words["each"] or (
            word in self._words.articles and found.start - len(word) - 2 in self._ends
        )

    def _head_of(self, found: Sequence[Found]) -> Found:
        """The last measure, or the one it is an attribute of: "profit before tax", "дефицит бюджета"."""
        head = found[-1]
        for before in reversed(found[:-1]):
            between = self._text[before.end : head.start]
            if self._words.attribute is None or not self._words.attribute.fullmatch(between):
                break
            head = before
        return head

    def _measure_after(self, figure: Figure, right: int) -> str:
        """ "13% of GDP", "a $100 million loan", "$2 billion in investment"."""
        text, words = self._text, self._words
        limit = min(right, figure.end + 70)
        link = re.compile(r"[\s-]+(?:(of|in|from|worth of)\s)?", re.IGNORECASE).match(text, figure.end, limit)
        if link is None:
            return ""
        stop = re.compile(r"[.,;:()!?]|\n\n|\s[-–—]\s").search(text, link.end(), limit)
        limit = stop.start() if stop else limit
        tokens = list(WORD.finditer(text, link.end(), limit))[:5]
        if not tokens:
            return ""
        if link[1] is None:
            tokens = tokens[:3]
            for token in tokens:
                if token[0].casefold() in words.words["stop"]:
                    return ""
                if found := words.measures.at(text, token.start(), limit):
                    return found.key
            return ""
        if link[1].casefold() == "in" and figure.kind is Kind.PERCENT:
            return ""
        named = False
        for token in tokens:
            if found := words.measures.at(text, token.start(), limit):
                return found.key
            if token[0].casefold() not in words.words["stop"]:
                named = True
            elif named:
                break  # "tonnes of coal and invested": what follows is not what is counted
        if link[1].casefold() == "of" and figure.kind is Kind.PERCENT:
            return self._head(tokens)
        return ""

    def _head(self, tokens: Sequence[re.Match[str]]) -> str:
        """The head of a noun phrase read word by word: its last word before the next small word."""
        head = ""
        if not tokens or tokens[0][0].casefold() in self._words.words["no_head"]:
            return ""
        for token in tokens:
            word = token[0].casefold()
            if word in self._words.words["auxiliaries"] or head.endswith("s"):
                break
            if word in self._words.words["stop"]:
                if head:
                    break
                continue
            head = word
        return head

    def _in_phrase(self, start: int, right: int) -> str:
        """ "increase in trade", "growth of exports"."""
        m = re.compile(r"\s(?:in|of)\s", re.IGNORECASE).match(self._text, start, right)
        if not m:
            return ""
        found = self._words.measures.all(self._text, m.end(), min(right, m.end() + 40))
        return found[0].key if found else ""

    def is_of_name(self, change: Found, first: int) -> bool:
        """Whether what rose or fell is a name of several words, which brings in a subject of its own: "Northern Lights
        Plc jumped 2.3%" is not of the earnings told before."""
        names = WORD.findall(self._text, max(first, change.start - 60), change.start)
        while names and names[-1].casefold() in self._words.words["auxiliaries"]:
            names.pop()
        return len(names) > 1 and names[-1][0].isupper() and names[-2][0].isupper()

    def _subject(self, first: int, end: int) -> str:
        """The noun right before a verb of change, auxiliaries left out."""
        for token in reversed(list(WORD.finditer(self._text, max(first, end - 60), end))):
            word = token[0].casefold()
            if token.end() in self._ends:
                return ""  # the unit of another figure
            if word in self._words.words["auxiliaries"]:
                continue
            listed = any(word in self._words.words[each] for each in ("stop", "time_nouns", "no_head"))
            parted = "," in self._text[token.end() : end]  # "the planned sum, increasing the number of ..."
            return "" if listed or parted or token[0][0].isupper() or len(word) < 3 else word
        return ""
