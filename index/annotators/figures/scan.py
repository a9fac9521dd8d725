"""Finds the figures of a text from left to right: at every number, what stands around it says what it is.

In this order: a percentage, an amount of money, a quantity with a unit, a count of things. A number that is none of
these is left alone, and so are years, ordinals, times, scores, telephone numbers, numbered articles and addresses.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.annotators.figures.counts import count, quantity
from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.annotators.figures.money import money
from index.annotators.figures.numbers import Number, read_number
from index.annotators.figures.phrases import WORD, Found
from index.annotators.figures.shares import fraction, multiple, one_in, percent, percent_of, portion
from index.annotators.figures.vague import vague_money
from index.annotators.openings import openings, vocabulary
from index.models import DATES, Annotation

_URL = re.compile(r"(?:https?://|www\.)\S+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.\w{1,24}", re.IGNORECASE)
_RATES = re.compile(
    r"(?:^[ \t]*[A-Z]{3}(?:/[A-Z]{3})?[ \t:]+\d+[.,]\d+[ \t]*(?:[-+]\d+[.,]?\d*%?[ \t]*)?(?:\n{1,3}|\Z)){2,}",
    re.MULTILINE,
)
_RATE = re.compile(r"\d+[.,]\d+[ \t]*(?:[-+]\d+[.,]?\d*%?[ \t]*)?\n")  # what each line of a widget ends in
_FAR = 1 << 60  # beyond the end of any text
_MARK = re.compile(r"[A-Za-z]{0,4}\.?\s?[$€£¥₽]?\s?(?=\d)")
_ARTICLE = re.compile(r"(?<!\w)[A-Za-z]{1,2}[\s-]{1,2}\Z")  # "a", "an", as far as the letters tell
_LETTER = re.compile(r"[A-Za-z]{1,2}(?!\w)")
_VERB = 60  # characters before a number that hold a word of change
_SIGN = 6  # characters before a number that hold its currency


def figures(text: str, words: Lexicon, dates: Sequence[Annotation]) -> Iterator[Figure]:
    """Every figure of a text in order, none overlapping another."""
    closed: _Closed | None = None
    position = 0
    for at in beginnings(text, words):
        if at < position or not (m := words.trigger.match(text, at)):
            continue
        position = max(m.end(), at + 1)
        found = None
        if closed is None:
            closed = _Closed(text, dates)
        if not closed.at(m.start()):
            found = _figure(text, m, words, closed)
        if found is None:
            if m.lastgroup == "digit":
                position = _past_digits(text, m.start())
            continue
        yield found
        closed.upto = position = found.end


def beginnings(text: str, words: Lexicon) -> list[int]:
    """Where `words.trigger` may fit, in order: at digits and at the words that begin a figure."""
    found = openings(text, words.openers)
    if words.articles:
        behind = openings(text, words.behind_article)
        found += (m.start() for at in behind if (m := _ARTICLE.search(text, max(0, at - 4), at)))
    found += vocabulary(text).digits
    return sorted(found)


class _Closed:
    """Where no figure can begin: addresses of pages and people, lines of a currency widget, and dates."""

    def __init__(self, text: str, dates: Sequence[Annotation]) -> None:
        low, _, digits = vocabulary(text)
        spans = [m.span() for m in _RATES.finditer(text)] if any(_RATE.match(text, at) for at in digits) else []
        if "://" in text or "www." in low or "@" in text:
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
    if m["portion"] is not None and (found := portion(m, words)):
        return found
    if m["vague"] is not None and (found := vague_money(text, m, words)):
        return found
    if m["share"] is not None:
        return percent_of(text, m.end(), m.start(), words)
    start = m.end() if m["code"] is not None else m.start()
    if m["digit"] is not None and _glued(text, start) and not _abbreviated(text, start, words):
        return None
    number = read_number(text, start, words)
    if number is None:
        return fraction(text, start, words)
    number, second = _range(text, number, words)
    last = second or number
    near = words.behind_number.at(text, last.end)
    return (
        (None if number.scaled else fraction(text, start, words))
        or (one_in(text, number, words) if second is None else None)
        or percent(text, number, last, words, near)
        or money(text, number, last, words, near, closed.upto)
        or (None if closed.dated(number.start, last.end) else _thing(text, number, last, words, near))
    )


def _thing(text: str, first: Number, last: Number, words: Lexicon, near: frozenset[str]) -> Figure | None:
    return quantity(text, first, last, words, near) or count(text, first, last, words)


def _glued(text: str, start: int) -> bool:
    """Whether digits belong to something before them: "COVID-19", "3.1", "#5", "§ 7", "14:15"."""
    before = text[start - 1 : start]
    further = text[start - 2 : start - 1]
    if before in "-–—/" and before:
        return further.isalnum()
    if before in ".,:" and before:
        return further.isdigit() or before == "."
    return before in "#§№_@&=+^\\" and before != ""


def _abbreviated(text: str, start: int, words: Lexicon) -> bool:
    """Whether the full stop before a number is that of a currency: "Rs.45,000"."""
    return text[start - 1] == "." and words.before.at(text, start, max(0, start - _SIGN)) is not None


def _range(text: str, first: Number, words: Lexicon) -> tuple[Number, Number | None]:
    """The first and the second number of "5-7 billion", "5 to 7 percent", "$5 to $7", "€2m-€3m", "5%-7%"; the scale of
    the second holds for the first where that has none. The second is None where there is no range."""
    lettered = _lettered(text, first, words) if text[first.end : first.end + 1].isalpha() else first
    if lettered is not first and _currency(text, first, words) is None:
        lettered = first
    if words.range_suffix and (suffix := words.range_suffix.match(text, first.end)):
        second = _second(text, suffix.end(), first, "", words)
        return (first, second) if second else (first, None)
    for begun in (first,) if lettered is first else (lettered, first):
        for end, unit in ((begun.end, ""), *_units(text, begun, words)):
            link = words.range_to.match(text, end)
            if not link or not _links(text, first, link[0].strip(), unit, words):
                continue
            second = _second(text, link.end(), begun, link[0], words)
            if second is not None and (not unit or unit in _unit_keys(text, second, words)):
                return begun, second
    return first, None


def _currency(text: str, number: Number, words: Lexicon) -> Found | None:
    """The currency right before a number."""
    return words.before.at(text, number.start, max(0, number.start - _SIGN))


def _links(text: str, first: Number, joined: str, unit: str, words: Lexicon) -> bool:
    """Whether what stands between two numbers makes a range of them: not "rose by $2 billion to $4 billion", nor
    "from 5% to 7%", which is said of a change."""
    word = joined.casefold()
    if word in words.words["range_and"] and not _between(text, first.start, words):
        return False
    if not joined[0].isalpha():
        return True
    before = _word_before(text, first.start)
    if word in words.words["outcome"] and before & words.words["from"] and _changed(text, first.start, words):
        return False
    if unit:
        return word in words.words["outcome"] and not before & (words.words["from"] | words.words["change_by"])
    return not (first.scaled and before & words.words["change_by"])


def _changed(text: str, start: int, words: Lexicon) -> bool:
    """Whether a word of change stands before a number: "rose from 46.8 to 47.4 percent" is no range."""
    return bool(words.rise.all(text, max(0, start - _VERB), start))


def _units(text: str, number: Number, words: Lexicon) -> list[tuple[int, str]]:
    """Where a unit right behind a number ends, and the unit: both numbers of a range may have one."""
    near = words.behind_number.at(text, number.end)
    if not near:
        return []
    tables = [table for name, table in (("percent", words.percent), ("money", words.money)) if name in near]
    return [(found.end, found.key) for table in tables if (found := table.at(text, number.end))]


def _unit_keys(text: str, second: Number, words: Lexicon) -> set[str]:
    return {key for _, key in _units(text, second, words)}


def _lettered(text: str, number: Number, words: Lexicon) -> Number:
    """A number after a currency with the letter of its scale: "€2m-"."""
    m = _LETTER.match(text, number.end)
    factor = words.letters.get(m[0].casefold()) if m and not number.scaled else None
    if m is None or factor is None:
        return number
    return replace(number, end=m.end(), value=number.value * factor, scaled=True, scale=factor)


def _second(text: str, at: int, first: Number, link: str, words: Lexicon) -> Number | None:
    """The second number of a range, after its own currency where the first has that too."""
    currency = _currency(text, first, words)
    listed = link.strip().isalpha() and link.strip().casefold() not in words.words["outcome"] | words.words["range_and"]
    if listed and currency and text[at] in "$€£¥₽":
        return None  # "$5, $10 or $20"
    if currency and (mark := _MARK.match(text, at)) and (own := words.before.at(text, mark.end(), at)):
        at = mark.end() if own.key == currency.key and own.start == at else at
    if at >= len(text) or not (text[at].isdigit() or words.trigger.match(text, at)):
        return None
    if text[at].isdigit() and first.spelled:
        return None
    second = read_number(text, at, words)
    if second is None or (link == "-" and first.spelled):
        return None
    if first.scaled and currency:
        second = _lettered(text, second, words)
    low = first.value * (second.scale if first.scale == 1.0 else 1.0)
    return second if second.value > low else None


def _between(text: str, start: int, words: Lexicon) -> bool:
    return not words.words["between"].isdisjoint(_word_before(text, start))


def _word_before(text: str, start: int) -> set[str]:
    """The word before a number or its currency sign, if there is one."""
    return {word.casefold() for word in WORD.findall(text[max(0, start - 14) : start].rstrip("$€£¥₽ "))[-1:]}
