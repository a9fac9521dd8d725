"""Finds the figures of a text from left to right: at every number, what stands around it says what it is.

In this order: a percentage, an amount of money, a quantity with a unit, a count of things. A number that is none of
these is left alone, and so are years, ordinals, times, scores, telephone numbers, numbered articles and addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from index.annotators.figures.counts import count, quantity
from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.money import money
from index.annotators.figures.numbers import Number, read_number
from index.annotators.figures.shares import fraction, multiple, percent, percent_of
from index.models import DATES, Annotation

_URL = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w{1,24}", re.IGNORECASE)
_RATES = re.compile(
    r"(?:^[ \t]*[A-Z]{3}(?:/[A-Z]{3})?[ \t:]+\d+[.,]\d+[ \t]*(?:[-+]\d+[.,]?\d*%?[ \t]*)?(?:\n{1,3}|\Z)){2,}",
    re.MULTILINE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FAR = 1 << 60  # beyond the end of any text
_MARK = re.compile(r"[$€£¥₽]\s?")


def figures(text: str, words: Lexicon, dates: Sequence[Annotation]) -> Iterator[Figure]:
    """Every figure of a text in order, none overlapping another."""
    closed = _Closed(text, dates)
    position = 0
    while m := words.trigger.search(text, position):
        position = max(m.end(), m.start() + 1)
        found = None
        if not closed.at(m.start()):
            found = _figure(text, m, words, closed)
        if found is None:
            if m.lastgroup == "digit":
                position = _past_digits(text, m.start())
            continue
        yield found
        closed.upto = position = found.end


class _Closed:
    """Where no figure can begin: addresses of pages and people, lines of a currency widget, and dates."""

    def __init__(self, text: str, dates: Sequence[Annotation]) -> None:
        spans = [m.span() for m in _RATES.finditer(text)]
        if "://" in text or "www." in text.casefold() or "@" in text:
            spans += [m.span() for m in _URL.finditer(text)]
        self._starts = sorted(spans)
        self._dates = sorted((a.start, a.end) for a in dates if a.kind in DATES)
        self.upto = 0

    def at(self, position: int) -> bool:
        i = bisect_right(self._starts, (position, _FAR))
        return i > 0 and position < self._starts[i - 1][1]

    def dated(self, start: int, end: int) -> bool:
        """Whether a date covers this stretch: its number is then a year, a day or a length of time."""
        i = bisect_right(self._dates, (start, _FAR))
        return i > 0 and self._dates[i - 1][0] <= start and end <= self._dates[i - 1][1]


def _past_digits(text: str, position: int) -> int:
    """Past a run of digits and the marks that hold it together, so that no part of it is read as a number."""
    while position < len(text) and (
        text[position].isalnum() or (text[position] in ".,:/" and text[position + 1 : position + 2].isdigit())
    ):
        position += 1
    return position


def _figure(text: str, m: re.Match[str], words: Lexicon, closed: _Closed) -> Figure | None:
    if m["multiple"] is not None:
        return multiple(m, words)
    if m["share"] is not None:
        return percent_of(text, m.end(), m.start(), words)
    start = m.end() if m["code"] is not None else m.start()
    if m["digit"] is not None and _glued(text, start):
        return None
    number = read_number(text, start, words)
    if number is None:
        return fraction(text, start, words)
    second = _range(text, number, words)
    last = second or number
    return (
        (None if number.scaled else fraction(text, start, words))
        or percent(text, number, last, words)
        or money(text, number, last, words, closed.upto)
        or (None if closed.dated(number.start, last.end) else quantity(text, number, last, words))
        or (None if closed.dated(number.start, last.end) else count(text, number, last, words))
    )


def _glued(text: str, start: int) -> bool:
    """Whether digits belong to something before them: "COVID-19", "3.1", "#5", "§ 7", "14:15"."""
    before = text[start - 1 : start]
    further = text[start - 2 : start - 1]
    if before in "-–—/" and before:
        return further.isalnum()
    if before in ".,:" and before:
        return further.isdigit() or before == "."
    return before in "#§№_@&=+^\\" and before != ""


def _range(text: str, first: Number, words: Lexicon) -> Number | None:
    """The second number of "5-7 billion", "5 to 7 percent", "$5 to $7"; its scale holds for both."""
    link = words.range_to.match(text, first.end)
    if not link:
        return None
    joined = link[0].strip()
    if joined.casefold() in words.words["range_and"] and not _between(text, first.start, words):
        return None
    at = link.end()
    if (mark := _MARK.match(text, at)) and not words.before.search(text, max(0, first.start - 4), first.start):
        return None
    at = mark.end() if mark else at
    if at >= len(text) or not (text[at].isdigit() or words.trigger.match(text, at)):
        return None
    if text[at].isdigit() and first.spelled:
        return None
    second = read_number(text, at, words)
    if second is None or (link[0] == "-" and first.spelled):
        return None
    if first.scaled and joined[0].isalpha() and _word_before(text, first.start) & words.words["change_by"]:
        return None  # "rose by $2 billion to $4 billion"
    low = first.value * (second.scale if first.scale == 1.0 else 1.0)
    return second if second.value > low else None


def _between(text: str, start: int, words: Lexicon) -> bool:
    return not words.words["between"].isdisjoint(_word_before(text, start))


def _word_before(text: str, start: int) -> set[str]:
    """The word before a number or its currency sign, if there is one."""
    return {word.casefold() for word in _WORD.findall(text[max(0, start - 14) : start].rstrip("$€£¥₽ "))[-1:]}
