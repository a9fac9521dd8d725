"""The head of a document in the reader."""

from __future__ import annotations

from index.models import Document
from tui.widgets.titles import facts_line


def test_the_time_of_a_file_is_told_apart_from_a_date() -> None:
    undated = Document("a", "a.txt", "Text.", "Title", kind="article")
    assert facts_line(undated, 60).text.strip() == "no date · article"
    shown = facts_line(Document("a", "a.txt", "Text.", "Title", file_day="2021-05-24"), 60).text
    assert shown.strip() == "no date (file time 2021-05-24)"
