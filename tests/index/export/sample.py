"""Items of a timeline to export: an ordinary one, and what a hostile document would like to say."""

from __future__ import annotations

import io
from datetime import date

from index.export import TimelineItem, writer
from index.models import Entry, Row, Snippet, Span
from index.timex import interval

ROW = Row(
    "k3j4h5g6f7", "talks/2021.md", "Talks in Sochi", "2021-05-24", False, "Kremlin", "Sochi", "transcript", "en", 3
)


def item(
    text: str = "last year", value: str = "2020", before: str = "Trade grew ", after: str = ".", row: Row = ROW
) -> TimelineItem:
    """A date said, in a sentence."""
    days = interval(value)
    assert days is not None
    entry = Entry(value, *days, "mentioned", text, 120, 120 + len(text), 3, False, "document", "deictic unit")
    hit = Span(len(before), len(before) + len(text))
    return TimelineItem(entry, Snippet(before + text + after, (hit,), 120 - len(before)), row)


def published(row: Row = ROW) -> TimelineItem:
    """A day of publication."""
    entry = Entry("2021-05-24", date(2021, 5, 24), date(2021, 5, 24), "published", row.title, 0, 0, 3)
    return TimelineItem(entry, Snippet(row.title), row)


def written(format: str, *items: TimelineItem, title: str = "Talks") -> str:
    """What the writer of a format writes."""
    out = io.StringIO(newline="")
    writer(format)(items, out, title=title)
    return out.getvalue()
