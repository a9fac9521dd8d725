"""Text -> annotations. One package per kind: dates, names, figures; turns in a file of its own.

Each stands alone (`find_dates`, `find_names`, `find_figures`); `annotate` runs them over one document in the order
in which they need each other: a figure's period comes from the dates beside it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from index.models import Document
from index.timex import grain, interval

if TYPE_CHECKING:
    from index.names import Gazetteer

VERSION = 1
"""Raised whenever an annotator reads a text differently: an index made with another version is built anew."""


def reference_day(published: str | None) -> date | None:
    """The day that relative dates are read against: the published date where it names a full day, else None."""
    if not published or grain(published) != "day":
        return None
    days = interval(published)
    return days[0] if days else None


def annotate(document: Document, gazetteer: Gazetteer) -> Document:
    """The document with its names (as mention keys), dates and figures, in text order."""
    from index.annotators.dates import find_dates
    from index.annotators.figures import find_figures
    from index.annotators.names import mentions

    text, language = document.text, document.language or "en"
    reference = reference_day(document.published)
    dates = find_dates(text, reference, language)
    names = mentions(text, language, gazetteer=gazetteer)
    figures = find_figures(text, language, reference=reference, dates=dates)
    found = sorted([*dates, *names, *figures], key=lambda a: (a.start, -a.end))
    return replace(document, annotations=tuple(found))
