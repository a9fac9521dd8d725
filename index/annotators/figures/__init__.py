"""Figures in running text: money, percentages, counts and quantities, with what they measure and for which period.

`scan` finds them (`shares`, `money`, `vague` and `counts` say what each is), `numbers` reads their numbers, `context`
asks their sentences (`hedges`, `changes`, `measured`, `periods` one thing each, `sentences` where they begin; `chains`
what joins neighbours, `ellipses` what unit was left out), `trends` finds what rose or fell without a figure, `scripts`
has each paragraph read by its own language. `lexicon` and `phrases` hold the words of a language: one YAML file each,
`currencies.yaml` shared.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from index.annotators import whole_ranges
from index.annotators.figures.context import describe
from index.annotators.figures.lexicon import lexicon
from index.annotators.figures.scan import beginnings, figures
from index.annotators.figures.scripts import Placed, Stretch, moved, stretches
from index.annotators.figures.trends import trends
from index.annotators.openings import vocabulary
from index.models import Annotation

__all__ = ["find_figures", "find_trends"]


def find_figures(
    text: str, language: str = "en", *, reference: date | None = None, dates: Sequence[Annotation] | None = None
) -> list[Annotation]:
    """The figures of a text, in order, none overlapping another; `text[a.start:a.end] == a.text`.

    Kinds MONEY, PERCENT, COUNT, QUANTITY. `value` is a float; a range has `low` and `high` and its low end for value.
    `unit` is an ISO 4217 code (or the noun, where the currency is not said: "franc", "cent"), "%" or "pp", a UCUM
    code, or the noun counted. `hedge`, `direction` ("rise", "fall"), `measure` and `period` (TIMEX3) are what the
    sentence says, or "". A hedge is no part of the span. A paragraph in another script than the rest is read by its
    own language. `dates` are the dates of the text where they were found
    already; without them they are looked for here, against `reference`.
    """
    parts = stretches(text, language)
    if dates is None:
        if not any(map(partial(_begins, text), parts)):
            return []
        from index.annotators.dates import find_dates

        dates = find_dates(text, reference, language)
    said = Placed(whole_ranges(dates))
    if len(parts) == 1:
        return _figures(text, parts[0].language, said.found)
    found: list[Annotation] = []
    for part in parts:
        own = said.within(part)
        if part.language != language and not own:
            from index.annotators.dates import find_dates

            own = list(whole_ranges(find_dates(text[part.start : part.end], reference, part.language)))
        found += moved(_figures(text[part.start : part.end], part.language, own), part.start)
    return found


def _begins(text: str, part: Stretch) -> bool:
    """Whether a figure may begin in a stretch, before anything is asked of the dates."""
    own = text if part.end - part.start == len(text) else text[part.start : part.end]
    words = lexicon(part.language)
    return bool(vocabulary(own).digits) or any(words.trigger.match(own, at) for at in beginnings(own, words))


def _figures(text: str, language: str, dates: Sequence[Annotation]) -> list[Annotation]:
    words = lexicon(language)
    return describe(text, words, dates, list(figures(text, words, dates)))


def find_trends(
    text: str, language: str, *, dates: Sequence[Annotation], figures: Sequence[Annotation]
) -> list[Annotation]:
    """What rose or fell without a figure, given the dates and figures of the text: kind TREND, `value` None, with
    `direction`, `measure` and `period`. See `trends` for what counts."""
    parts = stretches(text, language)
    if len(parts) == 1:
        return trends(text, lexicon(parts[0].language), list(whole_ranges(dates)), figures)
    said, stated, found = Placed(whole_ranges(dates)), Placed(figures), list[Annotation]()
    for part in parts:
        words = lexicon(part.language)
        own = trends(text[part.start : part.end], words, said.within(part), stated.within(part))
        found += moved(own, part.start)
    return found
