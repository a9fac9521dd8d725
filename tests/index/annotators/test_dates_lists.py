"""Dates in lists: each member is a date of its own, with the year or month that stands with another."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotators.dates import find_dates

DAY = date(2023, 5, 17)


def read(text: str, language: str = "en") -> list[tuple[str, object]]:
    """The words and the value of everything found."""
    return [(a.text, a.value) for a in find_dates(text, DAY, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "It rained in March and April 2019.", {"March": "2019-03", "April 2019": "2019-04"}),
        ("en", "May, August or October 2018", {"May": "2018-05", "August": "2018-08", "October 2018": "2018-10"}),
        ("en", "in summer and winter 2014", {"summer": "2014-SU", "winter 2014": "2014-WI"}),
        ("en", "Q2 and Q4 2020", {"Q2": "2020-Q2", "Q4 2020": "2020-Q4"}),
        ("en", "March 3 and April 5, 2019", {"March 3": "2019-03-03", "April 5, 2019": "2019-04-05"}),
        ("en", "On March 3, 5 and 8 they sat.", {"March 3": "2023-03-03", "5": "2023-03-05", "8": "2023-03-08"}),
        ("en", "March 3, 5 and 8, 2019", {"March 3": "2019-03-03", "5": "2019-03-05", "8, 2019": "2019-03-08"}),
        ("en", "3, 5 and 8 March 2019", {"3": "2019-03-03", "5": "2019-03-05", "8 March 2019": "2019-03-08"}),
        ("ru", "в марте и апреле 2019 года", {"марте": "2019-03", "апреле 2019 года": "2019-04"}),
        ("ru", "3, 5 и 8 марта 2019 г.", {"3": "2019-03-03", "5": "2019-03-05", "8 марта 2019 г.": "2019-03-08"}),
        ("ru", "во вторник и среду", {"вторник": "2023-05-16", "среду": "2023-05-17"}),
    ],
)
def test_members_share_what_one_says(language: str, text: str, expected: dict[str, str]) -> None:
    assert read(text, language) == list(expected.items())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On March 3, 7 people came and 9 left.", [("March 3", "2023-03-03")]),
        ("On March 3, 7 and 9 soldiers left.", [("March 3", "2023-03-03")]),
        ("between 3 and 8 March 2019", [("between 3 and 8 March 2019", "2019-03-03/2019-03-08")]),
    ],
)
def test_what_is_no_list(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_quarters_of_one_year() -> None:
    assert read("in the first and second quarters of 2021")[0][1] == "2021-Q1/2021-Q2"
    assert read("в первом и втором кварталах 2021 года", "ru")[0][1] == "2021-Q1/2021-Q2"


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "May and June were warm.", ["2022-05", "2022-06"]),
        ("en", "They will play in May and June.", ["2023-05", "2023-06"]),
        ("ru", "В мае и июне было тепло.", ["2022-05", "2022-06"]),
    ],
)
def test_members_without_a_year_lie_in_one(language: str, text: str, expected: list[str]) -> None:
    assert [value for _, value in read(text, language)] == expected
