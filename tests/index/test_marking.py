from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.marking import hits, sentence_at, sentences, snippet
from index.models import Not, Query, Span, Word
from index.query import parse
from tests.growth import growth
from tests.index.test_query import TYPED


def query(typed: str, typing: bool = False) -> Query:
    return parse(typed, typing=typing).query


def marked(text: str, typed: str, *, title: bool = False) -> list[str]:
    return [text[span.start : span.end] for span in hits(text, query(typed), title=title)]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Trade and trading of goods", "trade", ["Trade", "trading"]),
        ("С Жапаровым и без Жапарова, Жапар", "жапаров", ["Жапаровым", "Жапарова"]),
        ("Kyrgyzstan’s border", "kyrgyzstan", ["Kyrgyzstan"]),
        ("a bilateral, bilaterally", "bilatera*", ["bilateral", "bilaterally"]),
        ("gas and oil, oil and gas", '"oil and gas"', ["oil and gas"]),
        ("gas and oil; oil is near gas", '"oil gas"~2', ["gas", "oil", "oil", "gas"]),
        ("gas oil coal", "gas -oil", ["gas"]),
        ("gas oil coal", "(gas OR coal) AND oil", ["gas", "oil", "coal"]),
        ("up 13.6% or 13.6 percent", "13.6%", ["13.6%", "13.6"]),
        ("1,800 of 1800", "1800", ["1,800", "1800"]),
        ("natural gas here", '"natural gas" gas', ["natural gas"]),
        ("the COVID-19 years, 19 of them", "COVID-19", ["COVID-19"]),
        ("the words of the", "the of", []),
        ("person and date", "person:x date:2020", []),
    ],
)
def test_hits(text: str, typed: str, expected: list[str]) -> None:
    assert marked(text, typed) == expected


def test_title_words_are_marked_in_titles_only() -> None:
    assert marked("gas summit", "title:summit") == []
    assert marked("gas summit", "title:summit", title=True) == ["summit"]


def test_the_word_being_typed_is_marked_with_its_forms() -> None:
    text = "trade, trades, trader, trading"
    spans = hits(text, query("trade", typing=True))
    assert [text[span.start : span.end] for span in spans] == ["trade", "trades", "trader", "trading"]


def test_what_is_excluded_is_not_marked() -> None:
    assert hits("gas", Not(Word("gas"))) == []


@pytest.mark.parametrize(
    "joined",
    [
        "On Nov. 27 Mr. Putin met Sen. Smith in the U.S. Senate.| He left the U.S.| He said no.",
        "Talks began at 5 p.m. EST.| Trade, oil, etc.| Prices fell 3.5 percent.",
        'He asked: "Why now?"| Nobody answered!| "Go home," she said.',
        "Plan B.| The end.| No. 5 won.| See fig. 3 of the report.",
        "В 2020 г. президент был в г. Бишкек на ул. им. Ленина.| Это В. В. Путин.| И т. д.| Затем — домой.",
        "Товарооборот вырос в 2019 г.| Президент это отметил.| Цена 5 млн. рублей…| Да!",
        "Inc. magazine asked J. F. Kennedy Jr. about St. Petersburg.| It did!",
    ],
)
def test_sentences(joined: str) -> None:
    text = joined.replace("|", "")
    assert [text[span.start : span.end] for span in sentences(text)] == [part.strip() for part in joined.split("|")]


def test_lines_end_sentences() -> None:
    text = "A heading\n\nFirst. Second\n1. Item one\n"
    parts = [text[span.start : span.end] for span in sentences(text)]
    assert parts == ["A heading", "First.", "Second", "1. Item one"]


def test_sentence_at() -> None:
    text = "One is here. Two is there.\nThree is far. Four."
    two = text.index("Two")
    assert text[slice(*_ends(text, two + 1, two + 2))] == "Two is there."
    assert text[slice(*_ends(text, 2, two + 2))] == "One is here. Two is there."
    assert text[slice(*_ends(text, two, text.index("far")))] == "Two is there.\nThree is far."


def _ends(text: str, start: int, end: int) -> tuple[int, int]:
    span = sentence_at(text, start, end)
    return span.start, span.end


def test_the_snippet_shows_most_words() -> None:
    text = "Gas once. " + "Filler sentence here. " * 40 + "Then gas and oil were dear.\n\nMore " + "follows. " * 40
    made = snippet(text, query("gas oil"), 80)
    assert made.text.startswith("Then gas and oil were dear.  More")
    assert len(made.text) <= 80
    assert [made.text[span.start : span.end] for span in made.hits] == ["gas", "oil"]
    assert text[made.start :].startswith("Then")


def test_a_snippet_without_hits_is_the_beginning() -> None:
    made = snippet("Nothing here matters. " * 30, query("gas"), 60)
    assert made.text == "Nothing here matters. Nothing here matters. Nothing here"
    assert made.hits == ()
    assert snippet("", query("gas")).text == ""


@given(st.text(alphabet="ab .!?\n«»\"'г1UС", max_size=80))
def test_sentences_cover_everything_but_space(text: str) -> None:
    spans = sentences(text)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    outside = text
    for span in reversed(spans):
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        outside = outside[: span.start] + outside[span.end :]
    assert outside.strip() == ""


@given(st.text(max_size=200), TYPED, st.integers(1, 100))
def test_hits_and_snippets_lie_within_the_text(text: str, typed: str, width: int) -> None:
    asked = query(typed)
    spans = hits(text, asked)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end <= right.start for left, right in pairwise(spans))
    made = snippet(text, asked, width)
    assert text[made.start : made.start + len(made.text)].replace("\n", " ") == made.text
    assert all(0 <= span.start < span.end <= len(made.text) for span in made.hits)


def test_long_lines_take_linear_time() -> None:
    def cut(size: int) -> None:
        assert len(sentences("e.g. U.S. A. B. no. 5... “x” " * size)) > size // 2

    assert growth(cut, 400, 4000) < 40


def test_reading_begins_where_most_of_the_asked_words_stand_together_first() -> None:
    text = (
        "Three men.\n\n"
        + "Filling. " * 60
        + "It was three months ago.\n\n"
        + "Filling. " * 60
        + "Months: three, three."
    )
    assert snippet(text, query("three")).opens == 0
    assert text[snippet(text, query("three months")).opens :].startswith("three months ago")
    assert snippet(text, query("gas")).opens == 0


def test_a_passage_begins_with_its_sentence_where_that_is_near() -> None:
    text = "A lead. In 2018 trade rose, " + "as was said before, " * 10 + "and trade goes on. The end."
    assert snippet(text, query("2018 trade")).text.startswith("In 2018 trade rose")


def test_a_passage_around_places_that_are_no_words() -> None:
    text = "Filling. " * 60 + "He met the president of the republic there. " + "Filling. " * 60
    at = text.index("the president")
    found = snippet(text, query("person:x"), places=[Span(at, at + 13)])
    assert (found.opens, [found.text[hit.start : hit.end] for hit in found.hits]) == (at, ["the president"])
