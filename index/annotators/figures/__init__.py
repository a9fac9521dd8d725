"""Figures in running text: money, percentages, counts and quantities, with what they measure and for which period.

`scan` finds them (`shares`, `money`, `vague` and `counts` say what each is), `numbers` reads their numbers, `context`
asks their sentences (`measured` what they measure, `chains` what joins neighbours), `trends` finds what rose or fell
without a figure. `lexicon` and `phrases` hold the words of a language: one YAML file each, `currencies.yaml` shared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from index.annotators import whole_ranges
from index.annotators.figures.context import describe
from index.annotators.figures.lexicon import FILES, lexicon
from index.annotators.figures.scan import figures
from index.annotators.figures.trends import trends
from index.models import Annotation

__all__ = ["find_figures", "find_trends"]

_LETTER = re.compile(r"[^\W\d_]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_KYRGYZ = re.compile(r"[өүңӨҮҢ]")


def find_figures(
    text: str, language: str = "en", *, reference: date | None = None, dates: Sequence[Annotation] | None = None
) -> list[Annotation]:
    """The figures of a text, in order, none overlapping another; `text[a.start:a.end] == a.text`.

    Kinds MONEY, PERCENT, COUNT, QUANTITY. `value` is a float; a range has `low` and `high` and its low end for value.
    `unit` is an ISO 4217 code (or the noun, where the currency is not said: "franc", "cent"), "%" or "pp", a UCUM
    code, or the noun counted. `hedge`, `direction` ("rise", "fall"), `measure` and `period` (TIMEX3) are what the
    sentence says, or "". A hedge is no part of the span. `dates` are the dates of the text where they were found
    already; without them they are looked for here, against `reference`.
    """
    words = lexicon(_script(text, language))
    if words.trigger.search(text) is None:
        return []
    if dates is None:
        from index.annotators.dates import find_dates

        dates = find_dates(text, reference, language)
    dates = list(whole_ranges(dates))
    return describe(text, words, dates, list(figures(text, words, dates)))


def find_trends(
    text: str, language: str, *, dates: Sequence[Annotation], figures: Sequence[Annotation]
) -> list[Annotation]:
    """What rose or fell without a figure, given the dates and figures of the text: kind TREND, `value` None, with
    `direction`, `measure` and `period`. See `trends` for what counts."""
    return trends(text, lexicon(_script(text, language)), list(whole_ranges(dates)), figures)


def _script(text: str, language: str) -> str:
    """The language to read by: a text in Cyrillic is not English, whatever it was called."""
    if language not in FILES or (language == "en" and not text.isascii()):
        sample = text[:2_000]
        if len(_CYRILLIC.findall(sample)) * 2 > len(_LETTER.findall(sample)):
            return "ky" if language == "ky" or _KYRGYZ.search(sample) else "ru"
    return language
