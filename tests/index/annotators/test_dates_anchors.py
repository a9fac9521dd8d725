"""What dates take from what was said before them: the year of a frame, the day that a distance is counted from."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotators.dates import find_dates

DAY = date(2023, 5, 17)  # a Wednesday


def values(text: str, language: str = "en", reference: date | None = DAY) -> list[object]:
    """The values of everything found."""
    return [a.value for a in find_dates(text, reference, language)]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "In 2008, the mine was closed. In March, the last workers left it.", "2008-03"),
        ("en", "In 2017, in July, the bridge collapsed.", "2017-07"),
        ("en", "In 2011 the school moved. By mid-August, new pupils had come.", "2011-08"),
        ("en", "The 2026 championship will be opened in June.", "2026-06"),
        ("ru", "В 2012 году рудник закрыли. В феврале уехали последние рабочие.", "2012-02"),
        ("ru", "В 2011 г. школу перенесли. В августе пришли новые ученики.", "2011-08"),
        ("ky", "2012-жылы кен жабылган. Февралда жумушчулар кетти.", "2012-02"),
    ],
)
def test_a_year_set_for_what_follows(language: str, text: str, value: str) -> None:
    found = find_dates(text, DAY, language)
    assert (found[-1].value, found[-1].basis) == (value, "anchor")


@pytest.mark.parametrize(
    "text",
    [
        "The firm, registered in 2004, said in April that sales fell.",  # an aside
        "Born in 1961, she was elected in April.",
        "The union fell apart in 1993. The two sides met in Oslo in April.",
        "The 2016 treaty was discussed in April.",
        "In 2016 the treaty was signed. The two sides met in Oslo in April.",  # a new subject
        "Output was larger than in 2018. In April it shrank.",  # a comparison
        "It has grown since 2015. In April it shrank.",
        "In 2009 the plant opened. The mayor spoke. A band played. In April it was sold.",  # too far back
        "In 2009 the plant opened.\n\nIn April it was sold.",  # another paragraph
        "In 2009 the plant opened. It will be sold in April.",  # what will be is of no year past
    ],
)
def test_a_year_mentioned_by_the_way_lends_nothing(text: str) -> None:
    assert find_dates(text, DAY)[-1].basis == "document"


def test_a_lent_year_is_lent_on() -> None:
    text = "In June 2010, fighting broke out. On June 10, guards came. By June 14, it was over. In August they left."
    assert values(text) == ["2010-06", "2010-06-10", "2010-06-14", "2010-08"]


def test_the_document_breaks_the_chain() -> None:
    assert values("In June 2010 it burned. Yesterday it burned again. In April it was insured.")[-1] == "2023-04"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "On 3 March 2014 they moved in. The next day it rained.", "2014-03-04"),
        ("en", "The shop opened in 2012. Six years later it was sold.", "2018"),
        ("ru", "3 марта 2014 года они въехали. Через три дня пошёл дождь.", "2014-03-06"),
        ("ru", "В 2012 году открыли магазин. Через шесть лет его снесли.", "2018"),
        ("ru", "В 2012 году открыли магазин. Спустя шесть лет его продали.", "2018"),
        ("ky", "2014-жылдын 3-мартында көчүп келди. Үч күндөн кийин кетти.", "2014-03-06"),
    ],
)
def test_a_distance_forward_in_a_story(language: str, text: str, value: str) -> None:
    found = find_dates(text, DAY, language)
    assert (found[-1].value, found[-1].basis) == (value, "anchor")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The next day they went home."),
        ("en", "Six years later the shop was sold."),
        ("ru", "Через три дня пошёл дождь."),
        ("ru", "Шесть лет спустя магазин продали."),
        ("ru", "На следующий день он уехал."),
        ("ky", "Үч күндөн кийин кетти."),
    ],
)
def test_a_story_does_not_go_on_after_the_document(language: str, text: str) -> None:
    (found,) = find_dates(text, DAY, language)
    assert found.first is None
    assert found.basis == "unresolved: no date before it in the text to count from"


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("ru", "Через три дня состоится матч.", "2023-05-20"),
        ("ru", "Через полгода вступят в силу новые правила.", "2023-11"),
        ("en", "The match will be played in three days' time.", "2023-05-20"),
        ("en", "The court will sit the following week.", "2023-W21"),
    ],
)
def test_what_will_be_is_counted_from_the_document(language: str, text: str, value: str) -> None:
    assert values(text, language) == [value]


def test_a_year_in_a_quotation_is_not_that_of_the_speaker() -> None:
    assert values('"In 2010, the law was passed," he said in April.') == ["2010", "2023-04"]


@pytest.mark.parametrize(
    ("language", "text", "value"),
    [
        ("en", "Sales rose in the first half of this year, against the same period last year.", "2022-H1"),
        ("en", "Prices rose 3% in January-April, against 1% in the corresponding period of 2021.", "2021-01/2021-04"),
        ("en", "Sales rose in March from the same period of last year.", "2022-03"),
        ("en", "Output grew in January-April; a year earlier it had shrunk.", "2022-01/2022-04"),
        ("en", "Exports fell, unlike the same period last year.", "2022"),  # no period was said
        ("ru", "За пять месяцев этого года больше, чем за аналогичный период прошлого года.", "2022-01/2022-05"),
        ("ru", "В январе-марте 2023 года ввоз вырос. За тот же период 2020 года он упал.", "2020-01/2020-03"),
        ("en", "Trade grew in 2018, up from the previous year.", "2017"),
        ("ru", "Цены выросли в апреле 2021 года относительно предыдущего месяца.", "2021-03"),
        ("ky", "2023-жылдын январь-апрель айларында экспорт өткөн жылдын ушул мезгилинен көп.", "2022-01/2022-04"),
    ],
)
def test_the_same_period_of_another_year(language: str, text: str, value: str) -> None:
    assert values(text, language)[-1] == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Revenue for the six months ended June 30 was lower.", "2022-H1"),
        ("In the year ended March 31, 2023, profit fell.", "2022-04/2023-03"),
        ("It earned less in the three months ended in September.", "2022-Q3"),
        ("In the three months to April, sales fell.", "2023-02/2023-04"),
        ("Sales in the third-quarter ending in September rose.", "2022-Q3"),
        ("Sales in the first half ended in September rose.", "2022-04/2022-09"),
        ("Sales in the quarter ended April 1 fell.", "2023-01-02/2023-04-01"),
        ("The week ended May 14 was dry.", "2023-05-08/2023-05-14"),
    ],
)
def test_a_stretch_told_by_its_end(text: str, value: str) -> None:
    assert values(text) == [value]


def test_a_countdown_is_no_stretch() -> None:
    assert values("It is ten days to Christmas.")[0] == "P10D"
