"""A rise or fall without a figure: "mutual trade declined last year because of the pandemic".

Only what is plainly said counts: a measure that is the subject, a verb of change in the indicative that takes no
object, a date in the same sentence, and no figure in the clause, since that would be the change. Not what is denied or
imagined, nor "trade tensions rose", "the role of trade grew", "imports increased prices". Each word list is
`trend...` in the language's YAML file; Russian and Kyrgyz list the nominative alone, whose case says what is subject.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from index.annotators.figures.context import Context
from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.models import DATES, Annotation, Kind

_FAR = 160  # characters before the verb in which its subject is looked for
_BEFORE = re.compile(r"[.;:!?\n()]")
_AFTER = re.compile(r"[.;:!?\n()]|,(?! (?:by|to|на|до)\b)|\s(?:and|but|while|и|а|но)\s")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[^\w\s]")
_NEXT = re.compile(r"\s*([^\W\d_]+|[^\w\s]|\d|\Z)")
_RELATIVE = re.compile(r"\s*,\s*(?:which|that)\b", re.IGNORECASE)
_HEADS = 4  # words before a subject in which a preposition would make it none


def trends(text: str, words: Lexicon, dates: Sequence[Annotation], figures: Sequence[Annotation]) -> list[Annotation]:
    """The trends of a text, in order: kind TREND, `text` the verb, no value, with direction, measure and period."""
    said = sorted((d.start, d.end) for d in dates if d.kind in DATES)
    if not said:
        return []
    found = list(_candidates(text, words, said, figures))
    if not found:
        return []
    numbers = [Figure(f.kind, f.start, f.end, None, f.unit, f.rule) for f in figures]
    every = sorted([*numbers, *found], key=lambda figure: figure.start)
    context = Context(text, words, dates, every)
    described = (context.describe(i) for i, figure in enumerate(every) if figure.kind is Kind.TREND)
    return [each for each in described if each.period or each.basis != "text"]


def _candidates(
    text: str, words: Lexicon, dates: Sequence[tuple[int, int]], figures: Sequence[Annotation]
) -> Iterator[Figure]:
    """Verbs of change with a measure for subject and neither object nor figure."""
    places = sorted((f.start, f.end) for f in figures)
    for m in words.trends.finditer(text):
        verb = words.trend.at(text, m.start())
        if verb is None or _touches(dates, m.start(), verb.end):
            continue
        begin = max(0, m.start() - _FAR)
        for stop in _BEFORE.finditer(text, begin, m.start()):
            begin = stop.end()
        subject = words.subjects.all(text, begin, m.start())
        if not subject or not _is_subject(text, words, begin, subject[-1].start, dates):
            continue
        if not _leads_to(text[subject[-1].end : m.start()], words) or not _alone(text, verb.end, words, dates):
            continue
        stop_after = _AFTER.search(text, verb.end)
        end = stop_after.start() if stop_after else len(text)
        if not _touches(places, m.start(), end) and not _counted(text, verb.end, end, dates):
            yield Figure(
                Kind.TREND,
                m.start(),
                verb.end,
                None,
                "",
                "trend",
                direction=verb.key,
                noun=subject[-1].key,
                stop=max(end, verb.end),
            )


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    i = bisect_left(spans, (end, 0))
    return i > 0 and spans[i - 1][1] > start


def _counted(text: str, start: int, end: int, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether a number stands there that is no part of a date."""
    return any(not _touches(dates, m.start(), m.end()) for m in re.compile(r"\d").finditer(text, start, end))


def _is_subject(text: str, words: Lexicon, begin: int, start: int, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether a noun is no part of another phrase ("the role of trade") nor of an imagined clause ("if trade")."""
    before = list(_WORD.finditer(text, begin, start))
    if not words.words["trend_doubt"].isdisjoint(m[0].casefold() for m in before):
        return False
    if words.trend_free:
        return True
    end = start
    for m in reversed(before[-_HEADS:]):
        if not m[0][0].isalpha() or _touches(dates, m.start(), end):
            return True
        if m[0].casefold() in words.words["trend_between"]:
            return False
        end = m.start()
    return True


def _leads_to(between: str, words: Lexicon) -> bool:
    """Whether what stands between measure and verb leaves the one the subject of the other."""
    relative = _RELATIVE.match(between)
    if words.trends.search(between):
        return False  # that verb is the subject's, the one asked about another's
    tokens = [m[0].casefold() for m in _WORD.finditer(between, relative.end() if relative else 0)]
    if any(not token[0].isalpha() or token.endswith(("n't", "n’t")) for token in tokens):
        return False
    if not words.words["trend_doubt"].isdisjoint(tokens):
        return False
    usual = words.words["auxiliaries"] | words.words["trend_between"]
    return not tokens or words.trend_free or tokens[0] in usual or tokens[0].endswith("ly")


def _alone(text: str, end: int, words: Lexicon, dates: Sequence[tuple[int, int]]) -> bool:
    """Whether no object follows the verb: its clause ends, or goes on with an adverb, a date or a preposition."""
    following = _NEXT.match(text, end)
    if words.trend_free or following is None or not following[1]:
        return True
    at, word = following.start(1), following[1].casefold()
    if not word[0].isalnum() or word.endswith("ly") or word in words.words["trend_after"]:
        return True
    i = bisect_right(dates, (at, len(text)))
    return i > 0 and dates[i - 1][0] == at
