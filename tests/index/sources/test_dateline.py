"""Date lines and datelines: what counts as one, and what is prose that begins alike."""

from __future__ import annotations

import pytest

from index.sources.dateline import date_line, dateline


@pytest.mark.parametrize(
    ("line", "date", "place"),
    [
        ("May 24, 2021", "May 24, 2021", ""),
        ("September 28, 2020, Sochi", "September 28, 2020", "Sochi"),
        ("Publication date: May 24, 2021, 14:15", "May 24, 2021", ""),
        ("Published on 3 May 2019", "3 May 2019", ""),
        ("Monday, 3rd May 2019 | 10:30 GMT", "3rd May 2019", ""),
        ("24 мая 2021 года, 14:15", "24 мая 2021 года", ""),
        ("Дата публикации: 24 мая 2021", "24 мая 2021", ""),
        ("24-май 2021-жыл, 14:15", "24-май 2021-жыл", ""),
        ("28 сентября 2020 года, Сочи", "28 сентября 2020 года", "Сочи"),
        ("2021-05-24", "2021-05-24", ""),
        ("24.05.2021 18:00", "24.05.2021", ""),
        ("October 14, 2005, 16:45, New York", "October 14, 2005", "New York"),
    ],
)
def test_lines_that_are_dates(line: str, date: str, place: str) -> None:
    found = date_line(line)
    assert found is not None
    assert (found.date, found.place) == (date, place)


@pytest.mark.parametrize(
    "line",
    [
        "On May 24, 2021 they met",
        "May 24, 2021 was a Monday",
        "Announcement, March 4, 2013",
        "Updated: May 24, 2021",
        "In 2021",
        "May",
        "24",
        "May 24",
        "The years 2019 to 2021",
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert date_line(line) is None


@pytest.mark.parametrize(
    ("text", "place", "date", "agency"),
    [
        ("BISHKEK, November 27. /TASS/. Two towns agreed", "Bishkek", "November 27", "TASS"),
        ("МОСКВА, 27 ноября. /ТАСС/. Два города", "Москва", "27 ноября", "ТАСС"),
        ("MOSCOW, March 5 (Reuters) - Two towns", "Moscow", "March 5", "Reuters"),
        ("WASHINGTON (AP) — Two towns", "Washington", "", "AP"),
        ("БИШКЕК, 27 ноя — Sputnik. Два города", "Бишкек", "27 ноя", "Sputnik"),
        ("БИШКЕК, 24-май 2021-жыл. /Кабар/. Эки шаар", "Бишкек", "24-май 2021-жыл", "Кабар"),
        ("ОШ, 2021-жылдын 24-майы. /Кабар/. Эки шаар", "Ош", "2021-жылдын 24-майы", "Кабар"),
        ("БИШКЕК, 24-май — Кабар. Эки шаар", "Бишкек", "24-май", "Кабар"),
        ("LONDON, May 5, 2021 /EINPresswire.com/ -- Two towns", "London", "May 5, 2021", "EINPresswire.com"),
        ("NEW YORK, 3 June 2020 (Valley Post). Two towns", "New York", "3 June 2020", "Valley Post"),
        ("Bishkek, November 27, 2015 (Kabar). Two towns", "Bishkek", "November 27, 2015", "Kabar"),
    ],
)
def test_datelines(text: str, place: str, date: str, agency: str) -> None:
    found = dateline(text)
    assert found is not None
    assert (found.place, found.date.rstrip("."), found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "text",
    [
        "On April 25–26, the chair will visit two towns.",
        "The Council (TVC) met on Monday to talk about water.",
        "On May 5 (Thursday) the dam was opened.",
        "Ivan Example (left) and Asel Sample met.",
        "In Sochi, May 5 is a holiday.",
    ],
)
def test_sentences_are_no_datelines(text: str) -> None:
    assert dateline(text) is None
