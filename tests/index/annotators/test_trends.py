"""Trends: what rose or fell without a figure, and what only looks so; what a figure's period rests on."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotators import annotate
from index.annotators.dates import find_dates
from index.annotators.figures import find_figures, find_trends
from index.models import FIGURES, Annotation, Document, Kind
from index.names import bundled

DAY = date(2021, 5, 24)


def found(text: str, language: str = "en", reference: date | None = DAY) -> list[Annotation]:
    dates = find_dates(text, reference, language)
    return find_trends(text, language, dates=dates, figures=find_figures(text, language, dates=dates))


@pytest.mark.parametrize(
    ("text", "language", "measure", "direction", "period"),
    [
        ("Sadly, mutual trade declined last year because of the pandemic.", "en", "trade", "fall", "2020"),
        ("Unfortunately, last year, mutual trade declined due to the pandemic.", "en", "trade", "fall", "2020"),
        ("Trade between Russia and Kyrgyzstan grew considerably last year.", "en", "trade", "rise", "2020"),
        ("Trade grew last year and reached $4.1 billion.", "en", "trade", "rise", "2020"),
        ("In 2020 exports fell sharply.", "en", "exports", "fall", "2020"),
        ("Imports, which fell in 2020, grew by 5% in 2021.", "en", "imports", "fall", "2020"),
        ("The trade deficit has grown this year.", "en", "deficit", "rise", "2021"),
        ("В прошлом году товарооборот снизился.", "ru", "trade", "fall", "2020"),
        ("Товарооборот России и Киргизии вырос в 2019 году.", "ru", "trade", "rise", "2019"),
        ("Өткөн жылы соода жүгүртүү азайды.", "ky", "trade", "fall", "2020"),
    ],
)
def test_a_rise_or_fall_without_a_figure(text: str, language: str, measure: str, direction: str, period: str) -> None:
    (trend,) = found(text, language)
    assert (trend.kind, trend.value, trend.unit) == (Kind.TREND, None, "")
    assert (trend.measure, trend.direction, trend.period) == (measure, direction, period)
    assert text[trend.start : trend.end] == trend.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Trade fell.", "en"),  # no time
        ("Trade grew 13.6% last year.", "en"),  # a figure: it is the change
        ("Trade grew last year by 13%.", "en"),
        ("Trade grew last year, by 13 percent.", "en"),
        ("GDP grew by a third in 2020.", "en"),
        ("Trade tensions rose last year.", "en"),  # of something else
        ("The role of trade grew last year.", "en"),
        ("Imports increased prices in 2020.", "en"),  # an object follows
        ("Trade did not fall last year.", "en"),  # denied, or imagined
        ("Trade hardly fell last year.", "en"),
        ("If trade fell last year, it would matter.", "en"),
        ("It was 2020. Trade fell.", "en"),  # the time is of another sentence
        ("Wages have increased compared to last year.", "en"),  # of another time
        ("Wages have gone down and the number of people has increased this year.", "en"),  # another verb's time
        ("The exports, they say, are many; prices in May fell.", "en"),
        ("Роль торговли выросла в 2019 году.", "ru"),
        ("Экспорт не упал в 2019 году.", "ru"),
        ("Товарооборот вырос на 13% в 2019 году.", "ru"),
    ],
)
def test_what_only_looks_like_one(text: str, language: str) -> None:
    assert found(text, language) == []


def test_a_time_that_has_no_place_leaves_the_period_empty() -> None:
    (trend,) = found("Trade declined last year.", reference=None)
    assert trend.period == ""
    assert trend.basis.startswith("unresolved")


def test_trends_are_no_figures_but_stand_among_the_annotations() -> None:
    text = "Mutual trade declined last year. In the first quarter of 2021 it shows a 6 percent increase."
    document = annotate(Document("x", "x.md", text, "", published="2021-05-24"), bundled())
    (trend,) = [each for each in document.annotations if each.kind is Kind.TREND]
    assert (trend.measure, trend.period) == ("trade", "2020")
    assert [each.text for each in document.annotations if each.kind in FIGURES] == ["6 percent"]


@pytest.mark.parametrize(
    ("text", "reference", "period", "basis"),
    [
        ("Trade grew 5% in 2019.", None, "2019", "text"),
        ("Trade grew 5% last year.", DAY, "2020", "document"),
        ("Trade grew 5% last year.", None, "", "unresolved"),
        ("In 2019 trade was good. It grew 5% last year.", None, "", "unresolved"),  # not the year of another sentence
        ("From January to March 2021 trade grew 5%.", None, "2021-01/2021-03", "text"),
        ("There are 5 schools.", DAY, "", "text"),
        ("Trade grew 5% compared to 2019.", DAY, "", "text"),  # a time compared with
        ("In 2021 trade was 5% higher than in 2019.", DAY, "2021", "text"),
    ],
)
def test_a_period_says_what_it_rests_on(text: str, reference: date | None, period: str, basis: str) -> None:
    (figure,) = find_figures(text, reference=reference)
    assert figure.period == period
    assert figure.basis.startswith(basis)


def test_the_size_of_a_change_is_told_from_where_it_ended() -> None:
    size, end = find_figures("Trade rose by $2 billion to $4.1 billion in 2024.")
    assert (size.value, size.rule, size.measure) == (2e9, "money-change", "trade")
    assert (end.value, end.rule, end.measure, end.period) == (4.1e9, "money", "trade", "2024")
    (level,) = find_figures("Trade rose to $4.1 billion in 2024.")
    assert level.rule == "money"


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Inflation rose to 8% in 2024.", "percent-level"),
        ("Inflation rose by 8% in 2024.", "percent"),
        ("Inflation rose 8% in 2024.", "percent"),
        ("A 6 percent increase in trade.", "percent"),
    ],
)
def test_a_percentage_reached_is_told_from_a_growth(text: str, rule: str) -> None:
    (figure,) = find_figures(text)
    assert (figure.rule, figure.direction) == (rule, "rise")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "Trade grew 1% in 2018, 2% in 2019 and 5% in 2021.",
            [("rise", "trade", "2018"), ("rise", "trade", "2019"), ("rise", "trade", "2021")],
        ),
        (
            "Экспорт вырос на 3% в 2019 году и 5% в 2020 году.",
            [("rise", "exports", "2019"), ("rise", "exports", "2020")],
        ),
        ("Trade was $3 billion in 2023, $4 billion in 2024.", [("", "trade", "2023"), ("", "trade", "2024")]),
        ("Trade grew 13% in 2024 and 20% of it was oil.", [("rise", "trade", "2024"), ("", "trade", "2024")]),
        ("Trade fell 3% in 2020. In 2021 it was 5% of GDP.", [("fall", "trade", "2020"), ("", "GDP", "2021")]),
    ],
)
def test_each_figure_of_a_list_goes_on_with_the_growth_and_has_the_date_behind_it(
    text: str, said: list[tuple[str, str, str]]
) -> None:
    found = find_figures(text, "ru" if "Э" in text else "en")
    assert [(each.direction, each.measure, each.period) for each in found] == said
