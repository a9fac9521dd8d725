"""What a figure measures, as far as its own sentence says.

Rules, in the order tried: "97% of payments" (the noun after "of"), "a 6 percent increase in trade", "a $100 million
loan"; else the nearest noun of measure before the figure in its sentence, the head of it where that is an attribute
("profit before tax"), a relative clause before the verb left out ("imports, which are our exports, went up by 25
percent" speaks of imports); else the noun before the verb of change.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.phrases import Found
from index.models import Kind

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


class Measures:
    """Finds the measure of the figures of one text."""

    def __init__(self, text: str, words: Lexicon) -> None:
        self._text = text
        self._words = words

    def of(self, figure: Figure, first: int, right: int, change: Found | None) -> str:
        """The measure of a figure whose sentence begins at `first`; nothing behind `right` is its own. "" for none."""
        text, words = self._text, self._words
        if measure := self._measure_after(figure, right):
            return measure
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
        inner = [m for m in words.measures.all(text, end, figure.start) if m.start >= end]
        if figure.kind is Kind.MONEY and inner:
            return inner[-1].key
        if found := words.measures.all(text, first, end):
            return self._head_of(found).key
        if inner:
            return inner[-1].key
        return self._subject(first, end) if change is not None else ""

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
        tokens = list(_WORD.finditer(text, link.end(), limit))[:5]
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
        for token in tokens:
            if found := words.measures.at(text, token.start(), limit):
                return found.key
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

    def _subject(self, first: int, end: int) -> str:
        """The noun right before a verb of change, auxiliaries left out."""
        for token in reversed(list(_WORD.finditer(self._text, max(first, end - 60), end))):
            word = token[0].casefold()
            if word in self._words.words["auxiliaries"]:
                continue
            known = word in self._words.words["stop"] or token[0][0].isupper()
            return "" if known or len(word) < 3 else word
        return ""
