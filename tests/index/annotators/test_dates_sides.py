"""On which side of the document's day a date without its year lies."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotators.dates import find_dates

LATE = date(2025, 11, 26)  # a Wednesday


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Photo: the two ministers in Astana, March 9.", "2025-03-09"),
        ("en", "Inflation in the second quarter: 7 percent.", "2025-Q2"),
        ("en", "The deadly February floods and their causes.", "2025-02"),
        ("en", "According to the January survey, prices are high.", "2025-01"),
        ("en", "The mayor stepped down in April after unrest in January.", "2025-04"),
        ("ru", "Итоги голосования 12 января.", "2025-01-12"),
        ("ru", "Рост цен во втором квартале: 7 %.", "2025-Q2"),
        ("ky", "Январдагы нааразылык жөнүндө баяндама.", "2025-01"),
    ],
)
def test_news_tells_of_the_past(language: str, text: str, value: str) -> None:
    assert find_dates(text, LATE, language)[0].value == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The ministers' meeting, Nov. 30.", "2025-11-30"),  # just ahead: an announcement
        ("The road must be repaired by the end of February.", "2026-02"),
        ("The ministers will meet in February.", "2026-02"),
        ("On February 2 we are expecting guests.", "2026-02-02"),
        ("It is necessary so that in March the schools may open.", "2026-03"),
        ("The treaty enters into force in February.", "2026-02"),
        ("The feast, which is celebrated on December 20, is old.", "2025-12-20"),
    ],
)
def test_what_lies_ahead(text: str, value: str) -> None:
    assert find_dates(text, LATE)[0].value == value


@pytest.mark.parametrize("verb", ["flew", "drove", "withdrew", "sold it", "told them", "fought", "understood", "fled"])
def test_irregular_verbs_tell_of_the_past(verb: str) -> None:
    found = find_dates(f"The envoy {verb} on Monday and will return on Thursday.", LATE)
    assert [a.value for a in found] == ["2025-11-24", "2025-11-27"]


@pytest.mark.parametrize("verb", ["вернётся", "приедет", "выступит", "обсудит это", "примет решение"])
def test_perfective_presents_tell_of_the_future(verb: str) -> None:
    assert find_dates(f"Он {verb} в четверг.", LATE, "ru")[0].value == "2025-11-27"


@pytest.mark.parametrize("verb", ["умер", "погиб", "шёл", "помогли", "привёз", "уехал"])
def test_past_forms_of_russian_verbs(verb: str) -> None:
    assert find_dates(f"Он {verb} в четверг.", LATE, "ru")[0].value == "2025-11-20"


def test_nouns_that_end_like_past_verbs_are_none() -> None:
    assert find_dates("Новые правила и отделы в феврале появятся.", LATE, "ru")[0].value == "2026-02"


@pytest.mark.parametrize(("language", "text"), [("en", "on Thursday, June 5, 2025"), ("ru", "в четверг, 5 июня")])
def test_a_weekday_that_fits_a_near_year(language: str, text: str) -> None:
    assert find_dates(text, LATE, language)[0].value == "2025-06-05"


@pytest.mark.parametrize(("language", "text"), [("en", "on Wednesday, March 9"), ("ru", "в среду, 9 марта")])
def test_a_weekday_that_fits_no_near_year(language: str, text: str) -> None:
    (found,) = find_dates(text, LATE, language)
    assert (found.value, found.first) == ("XXXX-03-09", None)
    assert found.basis == "unresolved: the weekday and the day fit no near year"


def test_christmas_of_the_day_of_writing() -> None:
    assert find_dates("Those who celebrate Christmas came.", date(2004, 1, 7))[0].value == "2004-01-07"
    assert find_dates("Those who celebrate Christmas came.", date(2004, 1, 12))[0].value == "2003-12-25"
    assert find_dates("Easter was early.", date(2016, 5, 1))[0].value == "2016-05-01"


def test_the_weekend_is_the_one_just_over() -> None:
    assert find_dates("Clashes over the weekend", LATE)[0].value == "2025-W47-WE"
    assert find_dates("They will meet over the weekend.", LATE)[0].value == "2025-W48-WE"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "He was born on 3.04.58.", "1958-04-03"),
        ("ru", "Родился 03.04.58.", "1958-04-03"),
        ("en", "the May riots of 2012", "2012-05"),
        ("en", "two months ago exactly", "2025-09-26"),
        ("en", "Q2'24 was weak.", "2024-Q2"),
        ("en", "a four-and-a-half-year term", "P4.5Y"),
        ("ru", "два месяца назад ровно", "2025-09-26"),
        ("ky", "2019-жылдын экинчи жарым жылдыгында", "2019-H2"),
        ("ky", "биринчи жарым жылдыкта", "2025-H1"),
    ],
)
def test_other_forms(language: str, text: str, value: str) -> None:
    assert [a.value for a in find_dates(text, LATE, language)] == [value]


def test_a_month_that_does_not_exist_is_not_turned_round() -> None:
    assert find_dates("2020-13-01", LATE) == []


def test_a_story_dated_by_a_year_has_no_next_day() -> None:
    found = find_dates("In 2019, a fire broke out. Two days later it was put out.", LATE)
    assert found[1].basis == "unresolved: the date before it in the text names no day to count from"
