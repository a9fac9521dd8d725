"""Text -> annotations. One package per kind: dates, names, figures, quotes; turns in a file of its own.

Each stands alone (`find_dates`, `find_names`, `find_figures`); `annotate` runs them over one document in the order
in which they need each other: a figure's period comes from the dates beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.models import DATES, Annotation, Document
from index.timex import grain, interval

if TYPE_CHECKING:
    from index.annotators.extras import Recognizer
    from index.names import Gazetteer

VERSION = 28
"""Raised whenever an annotator reads a text differently: an index made with another version is built anew."""


def reference_day(published: str | None) -> date | None:
    """The day that relative dates are read against: the published date where it names a full day, else None."""
    if not published or grain(published) != "day":
        return None
    days = interval(published)
    return days[0] if days else None


def whole_ranges(dates: Iterable[Annotation]) -> Iterator[Annotation]:
    """The dates of one document in text order, the two ends of a range ("from 2011" ... "to 2017") as one.

    English news marks the ends apart (see `dates.reader`); a timeline, and a search for a day between them, mean the
    whole. Ends that were corrected by hand stay apart.
    """
    waiting: Annotation | None = None
    for found in dates:
        if waiting is not None:
            if found.hedge == "to" and found.rule == waiting.rule and waiting.first and found.last:
                yield replace(
                    waiting,
                    end=found.end,
                    text=f"{waiting.text} – {found.text}",
                    value=f"{waiting.value}/{found.value}",
                    last=found.last,
                    hedge="",
                )
                waiting = None
                continue
            yield waiting
            waiting = None
        if found.kind in DATES and found.hedge == "from":
            waiting = found
        else:
            yield found
    if waiting is not None:
        yield waiting


def annotate(document: Document, gazetteer: Gazetteer, extras: Sequence[Recognizer] = ()) -> Document:
    """The document with its names (as mention keys), dates and figures, in text order, and quotes among its turns.
    Raises SettingsError where an extra cannot be loaded."""
    from index.annotators.dates import find_dates
    from index.annotators.figures import find_figures, find_trends
    from index.annotators.names import mentions
    from index.annotators.quotes import find_quotes

    text, language = document.text, document.language or "en"
    reference = reference_day(document.published)
    dates = find_dates(text, reference, language)
    names = mentions(text, language, gazetteer=gazetteer, extras=extras)
    figures = find_figures(text, language, reference=reference, dates=dates)
    trends = find_trends(text, language, dates=dates, figures=figures)
    found = sorted([*dates, *names, *figures, *trends], key=lambda a: (a.start, -a.end))
    quotes = find_quotes(text, language, names=names, turns=document.turns, gazetteer=gazetteer)
    turns = sorted([*document.turns, *quotes], key=lambda turn: turn.start)
    return replace(document, annotations=tuple(found), turns=tuple(turns))
