"""What holds of the date reader for any text, and that its work grows with the text and no faster."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotators.dates import find_dates, numbers
from index.annotators.dates.alphabet import spoken
from index.annotators.dates.language import language
from index.annotators.dates.tokens import tokens
from tests.growth import growth

PIECES = st.sampled_from(
    [
        "May",
        "5",
        "2020",
        ",",
        ".",
        "-",
        "/",
        ":",
        "(",
        ")",
        "'",
        "last",
        "next",
        "this",
        "the",
        "first",
        "second",
        "quarter",
        "of",
        "year",
        "years",
        "from",
        "to",
        "between",
        "and",
        "12",
        "31",
        "1990s",
        "ago",
        "later",
        "before",
        "after",
        "Tuesday",
        "week",
        "month",
        "early",
        "mid",
        "late",
        "every",
        "10:30",
        "pm",
        "2020/21",
        "5-6",
        "Feb.",
        "30",
        "29",
        "0000",
        "9999",
        "99999",
        "сентября",
        "года",
        "прошлого",
        "назад",
        "2020-жылдын",
        "ай",
        "кечээ",
        "в",
        "за",
        "\n",
        "\n\n",
        "half",
        "century",
        "noon",
        "Christmas",
        "two",
        "thousand",
    ]
)
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(["en", "ru", "ky"]), st.sampled_from([None, date(2021, 5, 24), date(1, 1, 1), date.max]))
def test_any_text(text: str, code: str, reference: date | None) -> None:
    for lean in ("past", "future", "nearest"):
        end = 0
        for a in find_dates(text, reference, code, lean=lean):
            assert a.start >= end
            assert a.text == text[a.start : a.end]
            assert a.text
            end = a.end
            assert (a.first is None) == (a.last is None)
            if a.first and a.last:
                assert a.first <= a.last
            assert a.value
            assert a.rule
            assert a.basis


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=14).map(" ".join), st.sampled_from(["en", "ru", "ky"]))
def test_every_rule_that_fits_is_tried_where_it_fits(text: str, code: str) -> None:
    rules = language(code)
    codes = "".join(unit.code for unit in tokens(text, 0, len(text), rules, False))
    for level in rules.levels:
        for start, first in enumerate(codes):
            tried = level.beginning(first, codes[start + 1 : start + 2]) if first in level.rules else ()
            fitting = [r for r in level.rules.get(first, ()) if r.expression.regex.match(codes, start)]
            assert [rule for rule in tried if rule in fitting] == fitting


@settings(max_examples=150, deadline=None)
@given(st.from_regex(rf"\A{numbers.NUMBER}\Z"), st.booleans())
def test_every_number_has_a_code(surface: str, day_first: bool) -> None:
    rules = language("en")
    code, values = rules.number(surface, day_first)
    assert not values or code != rules.codes.OTHER


@settings(deadline=None)
@given(st.integers(0, 9999), st.booleans())
def test_every_number_in_words_has_a_code(number: int, ordinal: bool) -> None:
    rules = language("en")
    assert rules.codes.find(frozenset(spoken(number, ordinal))) != rules.codes.OTHER


@pytest.mark.parametrize(
    "unit",
    [
        "They met on 5 May 2020 and again last year. ",
        "5 May 2020, last year, ",
        "1234567890",
        "(",
        "2020 ",
        "one hundred ",
        "1-",
        "the first week of ",
        "may ",
        "in the ",
    ],
)
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    """`tests.benchmarks.dates` prints how near to twice the time twice the text takes."""

    def read(size: int) -> None:
        find_dates(unit * (size // len(unit)), date(2021, 5, 24))

    assert growth(read, 5_000, 20_000) < 6
