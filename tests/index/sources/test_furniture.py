"""What counts as furniture by its shape and by the lists, and what only looks like it."""

from __future__ import annotations

import pytest

from index.sources import furniture

SENTENCE = "The dam of the valley was opened on Monday, a week earlier than planned."


@pytest.mark.parametrize(
    "line",
    [
        "USD 84.80",
        "EUR 98,41 ▲",
        "USD/KGS 84.80",
        "$ 69.85",
        "+12 °C",
        "1.19",
        "1 of 2",
        "Photo 3 of 12",
        "2 из 7",
        "14:15",
        "2:15 p.m.",
        "View settings",
        "Font size:",
        "« Назад",
        "Share: Facebook Twitter",
        "Документ  /",
        "Home / News / Water",
        "Поделиться",
        "|",
        "···",
    ],
)
def test_frames(line: str) -> None:
    assert furniture.is_frame(line) or furniture.is_counter(line)


@pytest.mark.parametrize(
    "line",
    [
        SENTENCE,
        "Dam opens early",
        "USD 84.80 is the rate of today",
        "One of two",
        "News from the valley",
        "Share of the vote",
        "Ivan Example:",
        "Ratio 1/2 of water and/or milk",
        "United States",
    ],
)
def test_texts(line: str) -> None:
    assert not furniture.is_frame(line)


def test_trailer_is_cut_only_where_no_prose_follows() -> None:
    body = [SENTENCE] * 3
    tags = ["Topics", "Water", "Publication date: May 24, 2021, 14:15", "Text version"]
    assert furniture.trailer_start(body + tags) == 3
    assert furniture.trailer_start([*body, "Topics", *body]) == 7
    assert furniture.trailer_start([SENTENCE, *tags]) == 1
    assert furniture.trailer_start(["Water", "Topics", "Dams", "Tags"]) == 4  # a list, not a text with a frame


def test_disclaimer_runs_to_the_end() -> None:
    lines = [SENTENCE, SENTENCE, "Legal Disclaimer:", "We provide this as is. " * 5, "More of it, in a long sentence."]
    assert furniture.trailer_start(lines) == 2
    assert furniture.trailer_start([SENTENCE, SENTENCE, "© 2019 Valley Courier. All rights reserved."]) == 2
    assert furniture.trailer_start(["Disclaimer", SENTENCE, SENTENCE, SENTENCE]) == 4  # the subject of a text


def test_lists_hold_no_word_twice_and_compare_as_read() -> None:
    known = furniture.lists()
    for entries in (known.words, known.trailers, known.disclaimers, known.inline):
        assert all(entry == furniture.bare(entry) for entry in entries)
