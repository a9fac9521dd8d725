"""Sentences of English and Russian text, in one pass.

A sentence ends at . ! ? … before a space and something that may begin another: a capital, a digit, a quote, a dash.
A full stop after an abbreviation is decided by its sort:

- a title or a word that stands before a name ("Mr.", "им.", "ул.") ends nothing;
- a month or "No." ends nothing before a digit ("Nov. 27"), "г." only after a year ("в 2020 г. Президент");
- initials and dotted acronyms ("V. Putin", "U.S. Senate") end a sentence only before a function word ("U.S. He");
- words that also close a sentence ("etc.", "т.д.", "Inc.") end it before any capital.

The abbreviations are those of the Punkt and Razdel test sets that occur in news. A line break always ends a sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, takewhile

from index.analysis import is_stop
from index.models import Span

_END = re.compile(r"[.!?…]+[\"'’”»)\]]*(?=[ \t\u00a0])")
_NEXT = re.compile(r"[ \t\u00a0]+(?P<open>[\"'‘“„«(\[—–-]*[ \u00a0]?)(?P<word>[^\W_]+)?")
_LAST = re.compile(r"[^\s\"'“„«(\[]+$")
_YEAR = re.compile(r"\d{2,4}[ \u00a0]?$")
_ETC = re.compile(r"(?<!\w)т\.[ \u00a0]?$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]$")
_REACH = 24

_NAMES = """
mr mrs ms dr prof rev hon gen col lt sgt capt cmdr adm maj gov sen rep pres st mt ft messrs amb vs viz cf fig vol ed eds
им ул просп пл пос с д кв корп стр тел проф акад доц ген полк кап лейт св гр г-н г-жа тов зам пом нач ср напр англ рус
кирг обл р-н оз о-в
"""
_NUMBERS = """
jan feb mar apr jun jul aug sep sept oct nov dec no nos pp p art sec ch para approx ca
янв фев февр мар апр июн июл авг сен сент окт ноя нояб дек ст п пп гл рис табл ок
"""
_CLOSING = """
etc inc ltd co corp jr sr bros al a.m p.m вв др пр т.д т.п т.е руб тыс млн млрд трлн коп чел экз см км кг га мин сек час
"""
_BEFORE_NAMES = frozenset(_NAMES.split())
_BEFORE_NUMBERS = frozenset(_NUMBERS.split())
_MAY_CLOSE = frozenset(_CLOSING.split())


def sentences(text: str) -> list[Span]:
    """Every sentence with its place, in order; white space between them belongs to none."""
    found: list[Span] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        found.extend(_line(text, start, end))
        start = end + 1
    return found


def sentence_at(text: str, start: int, end: int) -> Span:
    """The sentence around a place, or all from the first to the last that it touches. Reads only these lines."""
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", max(start, end))
    last = len(text) if last < 0 else last
    within = chain.from_iterable(_line(text, *line) for line in _lines(text, first, last))
    upto = takewhile(lambda span: span.start < max(end, start + 1), within)
    touched = [span for span in upto if span.end > start]
    return Span(touched[0].start, touched[-1].end) if touched else Span(start, max(start, end))


def sentences_around(text: str, spans: Sequence[Span]) -> list[Span]:
    """The sentence around each of these sorted spans, as `sentence_at` has it. Reads each line once, however many of
    the spans stand in it."""
    found: list[Span] = []
    line, held = (-1, -1), list[Span]()
    for span in spans:
        if not line[0] <= span.start <= span.end <= line[1]:
            first = text.rfind("\n", 0, span.start) + 1
            last = text.find("\n", span.start)
            line = first, len(text) if last < 0 else last
            held = list(_line(text, *line))
        at = bisect_right(held, span.start, key=lambda each: each.start) - 1
        within = at >= 0 and span.end <= held[at].end
        found.append(held[at] if within else sentence_at(text, span.start, span.end))
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    while start <= end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        lines.append((start, stop))
        start = stop + 1
    return lines


def _line(text: str, start: int, end: int) -> Iterator[Span]:
    for match in _END.finditer(text, start, end):
        if match.end() > start and _ends(text, match, start, end):
            yield from _stripped(text, start, match.end())
            start = match.end()
    yield from _stripped(text, start, end)


def _stripped(text: str, start: int, end: int) -> Iterator[Span]:
    """A stretch without the spaces around it; nothing where there is nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Span(start, end)


def _ends(text: str, match: re.Match[str], start: int, end: int) -> bool:
    following = _NEXT.match(text, match.end(), end)
    word = (following["word"] if following else None) or ""
    if following and word[:1].islower() and not following["open"].strip("([ "):
        return False
    if not word and not (following and following["open"].strip()):
        return match.end() < end and bool(text[match.end() : end].strip())
    if match[0][0] != "." or match[0].startswith(".."):
        return not word[:1].islower() or "-" not in (following["open"] if following else "")
    at = match.start()
    last = _LAST.search(text, max(start, at - _REACH), at)
    before = last[0] if last else ""
    key = before.casefold().strip("—–-")
    if key in {"г", "гг"}:
        return bool(word[:1].isupper() and last and _YEAR.search(text, start, last.start()))
    if key in _MAY_CLOSE:
        return word[:1].isupper() and not (len(word) > 1 and word.isupper())
    if key in {"д", "п", "е"} and last and _ETC.search(text, start, last.start()):
        return word[:1].isupper()
    if key in _BEFORE_NAMES:
        return False
    if key in _BEFORE_NUMBERS and word[:1].isdigit():
        return False
    if before[:1].isdigit() and before.isdigit() and last and not text[start : last.start()].strip():
        return False  # "1. First item"
    if _DOTTED.match(before) and (before[:1].isupper() or "." in before):
        another = len(word) == 1 and following is not None and text[following.end() : following.end() + 1] == "."
        return is_stop(word) and not another
    return True
