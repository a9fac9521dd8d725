"""The date reader on Russian and Kyrgyz."""

from __future__ import annotations

from datetime import date

import pytest

from index.annotators.dates import find_dates

DAY = date(2021, 5, 24)  # a Monday


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("28 сентября 2020 года прошла встреча", "2020-09-28"),
        ("в первом квартале 2021 г.", "2021-Q1"),
        ("за девять месяцев текущего года", "2021-01/2021-09"),
        ("за первые девять месяцев 2025 года", "2025-01/2025-09"),
        ("Накануне он прибыл в Бишкек", "2021-05-23"),
        ("в минувший вторник", "2021-05-18"),
        ("в 2011-2017 годах", "2011/2017"),
        ("с 2011 по 2017 год", "2011/2017"),
        ("в прошлом году", "2020"),
        ("в следующем году", "2022"),
        ("три месяца назад", "2021-02"),
        ("ровно три месяца назад", "2021-02-24"),
        ("в сентябре прошлого года", "2020-09"),
        ("в конце 1990-х годов", "199X"),
        ("5-6 октября 2020 года", "2020-10-05/2020-10-06"),
        ("с марта по май 2023 года", "2023-03/2023-05"),
        ("Вчера вечером", "2021-05-23TEV"),
        ("в XX веке", "19"),
        ("весной 2014 года", "2014-SP"),
        ("ежегодно", "P1Y"),
        ("через два дня после 5 мая 2020 года", "2020-05-07"),
        ("28.09.2020", "2020-09-28"),
        ("на прошлой неделе", "2021-W20"),
    ],
)
def test_russian(text: str, value: str) -> None:
    assert [a.value for a in find_dates(text, DAY, "ru")] == [value]


@pytest.mark.parametrize("text", ["статья 2020", "2000 человек", "резолюция 1701", "повестка дня", "счет 3:1"])
def test_russian_traps(text: str) -> None:
    assert find_dates(text, DAY, "ru") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2020-жылдын 28-сентябрында", "2020-09-28"),
        ("2021-жылдын биринчи чейрегинде", "2021-Q1"),
        ("Өткөн жылы соода көбөйдү", "2020"),
        ("Быйыл майрам белгиленет", "2021"),
        ("Кечээ жыйын өттү", "2021-05-23"),
        ("2011-2017-жылдары", "2011/2017"),
        ("2011-жылдан 2017-жылга чейин", "2011/2017"),
        ("үч ай мурун", "2021-02"),
        ("эки күндөн кийин", "2021-05-26"),
        ("үстүбүздөгү жылдын тогуз айында", "2021-01/2021-09"),
        ("1990-жылдары", "199X"),
        ("жыл сайын", "P1Y"),
        ("5-7-октябрь", "2020-10-05/2020-10-07"),
    ],
)
def test_kyrgyz(text: str, value: str) -> None:
    assert [a.value for a in find_dates(text, DAY, "ky")] == [value]


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_without_a_date_of_the_document(language: str) -> None:
    text = {"ru": "в прошлом году", "ky": "өткөн жылы"}[language]
    (a,) = find_dates(text, None, language)
    assert (a.value, a.first) == ("XXXX", None)
    assert a.basis.startswith("unresolved")


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "Documents, «28 сентября 2020 года», were signed in May 2021.", ["2020-09-28", "2021-05"]),
        ("ru", "Письмо от September 28, 2020 получено вчера.", ["2020-09-28", "2021-05-23"]),
        ("ky", "«28 сентября 2020 года» деген кат кечээ келди.", ["2020-09-28", "2021-05-23"]),
    ],
)
def test_full_dates_of_another_language(language: str, text: str, values: list[str]) -> None:
    assert [a.value for a in find_dates(text, DAY, language)] == values


@pytest.mark.parametrize(
    "text",
    [
        "Фонд охраняет окружающую среду.",
        "Рыбу выпустили в среду обитания.",
        "Среди учёных и в среде врачей мнения разошлись.",
        "В этой среде растут бактерии.",
        "Городская среда стала лучше, а средой занялись.",
        "Влияние на окружающую среду изучают.",
    ],
)
def test_the_environment_is_no_wednesday(text: str) -> None:
    assert find_dates(text, DAY, "ru") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("В среду министр вернулся.", "2021-05-19"),
        ("В среду, 12 мая, он уехал.", "2021-05-12"),
        ("Среда, 12 мая 2021 года", "2021-05-12"),
        ("До среды шёл снег.", "2021-05-19"),
        ("В минувшую среду он уехал.", "2021-05-19"),
        ("по средам", None),
    ],
)
def test_wednesday_in_russian(text: str, value: str | None) -> None:
    (found,) = find_dates(text, DAY, "ru")
    assert found.value == (value or "XXXX-WXX-3")


@pytest.mark.parametrize(
    "text",
    [
        "Пришло от 1700 до 1900 рабочих и 2000 человек.",
        "от 1700 до 1900 человек",
        "1900-2000 тонн",
        "тел. 0312 2015-2019",
        "ГОСТ 2015",
        "стр. 1998-2004",
        "протокол № 2015",
    ],
)
def test_russian_numbers_that_are_no_years(text: str) -> None:
    assert find_dates(text, DAY, "ru") == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("В первой половине года экспорт вырос.", "2021-H1"),
        ("За первые четыре месяца года экспорт вырос.", "2021-01/2021-04"),
        ("За последнее десятилетие вырос город.", "P10Y"),
        ("В XIX веке ханство ослабло.", "18"),
        ("Это решат в ближайшее время.", "FUTURE_REF"),
        ("В выходные было тепло.", "2021-W20-WE"),
    ],
)
def test_russian_parts_of_the_year(text: str, value: str) -> None:
    assert [a.value for a in find_dates(text, DAY, "ru")] == [value]
