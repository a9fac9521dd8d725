"""The date reader on English: what is said, what it means, on what it rests."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from index.annotators import whole_ranges
from index.annotators.dates import find_dates
from index.models import Annotation, Kind

NEWS = date(2021, 5, 24)  # a Monday


def read(text: str, reference: date | str | None = NEWS, **settings: object) -> list[tuple[str, object]]:
    """The words and the value of everything found."""
    return [(a.text, a.value) for a in find_dates(text, reference, **settings)]  # type: ignore[arg-type]


def one(text: str, reference: date | str | None = NEWS, **settings: object) -> Annotation:
    """The only expression of a text."""
    found = find_dates(text, reference, **settings)  # type: ignore[arg-type]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("May 24, 2021", "2021-05-24"),
        ("24 May 2021", "2021-05-24"),
        ("the 24th of May, 2021", "2021-05-24"),
        ("Monday, May 24, 2021", "2021-05-24"),
        ("2021-05-24", "2021-05-24"),
        ("24.05.2021", "2021-05-24"),
        ("05/24/2021", "2021-05-24"),
        ("24/05/2021", "2021-05-24"),
        ("Nov. 27, 1998", "1998-11-27"),
        ("September 2020", "2020-09"),
        ("the first quarter of 2021", "2021-Q1"),
        ("Q3 2020", "2020-Q3"),
        ("the second half of 2019", "2019-H2"),
        ("the summer of 2014", "2014-SU"),
        ("in 1998", "1998"),
        ("the 1990s", "199X"),
        ("the late 1980s", "198X"),
        ("mid-1990s", "199X"),
        ("the 20th century", "19"),
        ("the nineties", "199X"),
        ("fiscal 2021", "2021"),
        ("Christmas 2019", "2019-12-25"),
        ("Easter 2024", "2024-03-31"),
        ("May 24, 2021, 14:15", "2021-05-24T14:15"),
        ("nineteen ninety-six was said in nineteen ninety-six", "1996"),
    ],
)
def test_absolute_dates(text: str, value: str) -> None:
    found = find_dates(text)
    assert [a.value for a in found] == [value]
    assert found[0].basis == "text"
    assert found[0].first is not None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2011-2017", "2011/2017"),
        ("October 5-6, 2020", "2020-10-05/2020-10-06"),
        ("5-6 October 2020", "2020-10-05/2020-10-06"),
        ("2022/23", "2022/2023"),
        ("the first nine months of 2025", "2025-01/2025-09"),
    ],
)
def test_ranges_are_one_span(text: str, value: str) -> None:
    a = one(text)
    assert (a.text, a.value) == (text, value)
    assert a.first is not None
    assert a.last is not None


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("from 2011 to 2017", "2011", "2017"),
        ("March to May 2023", "2023-03", "2023-05"),
        ("between May and July 2020", "2020-05", "2020-07"),
        ("from November 2019 to February 2020", "2019-11", "2020-02"),
        ("from November to February 2020", "2019-11", "2020-02"),
    ],
)
def test_ends_said_in_full_are_two_dates_of_one_range(text: str, first: str, second: str) -> None:
    found = find_dates(text, NEWS)
    assert [(a.value, a.hedge) for a in found] == [(first, "from"), (second, "to")]
    assert all(text[a.start : a.end] == a.text for a in found)
    (whole,) = whole_ranges(found)
    assert (whole.value, whole.first, whole.last) == (f"{first}/{second}", found[0].first, found[1].last)
    assert one(text, NEWS, lean="future").value == whole.value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It fell last year.", "2020"),
        ("Next year will mark the anniversary.", "2022"),
        ("He arrived yesterday.", "2021-05-23"),
        ("We meet tomorrow.", "2021-05-25"),
        ("They met three months ago.", "2021-02"),
        ("They met exactly three months ago.", "2021-02-24"),
        ("They met two days ago.", "2021-05-22"),
        ("He came on Tuesday.", "2021-05-18"),
        ("The summit will be held on Tuesday.", "2021-05-25"),
        ("He arrived last Friday.", "2021-05-21"),
        ("In September the commission met.", "2020-09"),
        ("The summit is due in September.", "2021-09"),
        ("in the first nine months of the current year", "2021-01/2021-09"),
        ("the third quarter of last year", "2020-Q3"),
        ("March of last year", "2020-03"),
        ("last week", "2021-W20"),
        ("this month", "2021-05"),
        ("early this year", "2021"),
        ("the week after next", "2021-W23"),
        ("two weeks after May 5, 2020", "2020-05-19"),
        ("a week from Tuesday, he said, talks will resume", "2021-06-01"),
        ("the end of the year", "2021"),
        ("this time last year", "2020-05"),
        ("last Christmas", "2020-12-25"),
        ("tonight", "2021-05-24TNI"),
        ("Tuesday morning", "2021-05-18TMO"),
    ],
)
def test_relative_dates(text: str, value: str) -> None:
    a = find_dates(text, NEWS)[0]
    assert a.value == value
    assert a.basis in ("document", "text")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("On May 5, 2011 they met. The day before, he had flown in.", "2011-05-04"),
        ("On May 5, 2011 they met. Two days later he left.", "2011-05-07"),
        ("They met in May 2011. That year he retired.", "2011"),
        ("They met on May 5, 2011 and signed the paper the same month.", "2011-05"),
        ("They met on May 5, 2011. In June he left.", "2011-06"),
        ("They met on May 5, 2011. The following year he left.", "2012"),
    ],
)
def test_anchors_in_the_text(text: str, value: str) -> None:
    a = find_dates(text, NEWS)[1]
    assert (a.value, a.basis) == (value, "anchor")


def test_an_anchor_needs_its_paragraph_for_a_year() -> None:
    found = find_dates("They met on May 5, 2011.\n\nIn June he left.", NEWS)
    assert (found[1].value, found[1].basis) == ("2020-06", "document")


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("for three years", Kind.DURATION, "P3Y"),
        ("a 15-year-old", Kind.DURATION, "P15Y"),
        ("several months", Kind.DURATION, "PXM"),
        ("the past five months", Kind.DURATION, "P5M"),
        ("half an hour", Kind.DURATION, "PT30M"),
        ("every year", Kind.SET, "P1Y"),
        ("annually", Kind.SET, "P1Y"),
        ("every Monday", Kind.SET, "XXXX-WXX-1"),
        ("twice a week", Kind.SET, "P1W"),
        ("currently", Kind.DATE, "PRESENT_REF"),
        ("recently", Kind.DATE, "PAST_REF"),
        ("soon", Kind.DATE, "FUTURE_REF"),
        ("in the coming months", Kind.DATE, "FUTURE_REF"),
    ],
)
def test_what_names_no_days(text: str, kind: Kind, value: str) -> None:
    a = one(text)
    assert (a.kind, a.value, a.first, a.last) == (kind, value, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "See page 2020 and article 1999.",
        "Resolution 1701 was adopted.",
        "a Boeing 737 and an Airbus 320",
        "Call +996 312 62 50 50 or 555-1234-2020.",
        "They won 3-1.",
        "It costs $2000 or €1,999.",
        "version 4.1.2",
        "You may go; they march on.",
        "the second time, a second chance",
        "The Sun reported it.",
        "2,020 tonnes",
        "1990 dollars",
        "2000 people came",
        "the first meeting and the third man",
        "at the end of the day",
        "April Jones met August Wilson.",
        "a quarter of the people",
        "some 1900 rebels",
        "It is open 24/7.",
        "Version 4.12.20 was released.",
        "in his 40s",
    ],
)
def test_traps_stay_silent(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("BISHKEK, November 27. /TASS/.", "XXXX-11-27"),
        ("He arrived on Tuesday.", "XXXX-WXX-2"),
        ("Trade grew last year.", "XXXX"),
        ("during the first nine months of the current year", "XXXX-01/XXXX-09"),
        ("He told journalists the day before after talks.", "XXXX-XX-XX"),
        ("today", "XXXX-XX-XX"),
        ("last week", "XXXX-WXX"),
        ("between May and July", "XXXX-05/XXXX-07"),
    ],
)
def test_without_a_date_of_the_document(text: str, value: str) -> None:
    a = one(text, None)
    assert (a.value, a.first, a.last) == (value, None, None)
    assert a.basis.startswith("unresolved: ")


def test_a_partial_date_of_the_document_is_none() -> None:
    assert one("yesterday", "2021-05").first is None
    assert one("yesterday", "2021-05-24").first == date(2021, 5, 23)
    assert one("yesterday", datetime(2021, 5, 24, 14, 15)).value == "2021-05-23"


def test_lean_and_day_first() -> None:
    assert one("Tuesday", lean="future").value == "2021-05-25"
    assert one("September", lean="future").value == "2021-09"
    assert one("June", lean="nearest").value == "2021-06"
    assert one("3/4/2020").value == "2020-03-04"
    assert one("3/4/2020", day_first=True).value == "2020-04-03"
    assert one("the next 3 days", lean="future").first == date(2021, 5, 25)
    assert one("in two weeks", lean="future").value == "2021-06-07"


def test_order_of_day_and_month_by_evidence() -> None:
    assert [v for _, v in read("3/4/2020, 25/12/2020")] == ["2020-04-03", "2020-12-25"]
    assert [v for _, v in read("3/4/2020, 12/25/2020")] == ["2020-03-04", "2020-12-25"]


def test_paragraphs_keep_apart() -> None:
    assert read("in 2020\n\nMay 5") == [("2020", "2020"), ("May 5", "2021-05-05")]


def test_rule_is_named() -> None:
    assert one("the first quarter of 2021").rule == "quarter year"


# Sentences of the saved pages the bundled collection was made from: Kremlin transcripts of two working visits
# (kremlin.ru, CC BY 4.0), and the dates of two undated news items in sentences of our own.
MAY = "2021-05-24"
SEPTEMBER = "2020-09-28"


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        ("Next year will mark the 30th anniversary of our fundamental agreement.", MAY, ["2022"]),
        ("Unfortunately, last year, mutual trade declined due to the pandemic.", MAY, ["2020"]),
        ("But in the first quarter of 2021 we are witnessing a 6 percent increase.", MAY, ["2021-Q1"]),
        ("We met in Moscow exactly three months ago and now we can talk.", MAY, ["2021-02-24", "PRESENT_REF"]),
        ("Publication date: May 24, 2021, 14:15", MAY, ["2021-05-24T14:15"]),
        ("Just recently, in September, a meeting took place in Bishkek.", SEPTEMBER, ["PAST_REF", "2020-09"]),
        ("I would like to say that last year trade increased significantly.", SEPTEMBER, ["2019"]),
        ("You mentioned that the Commission held its 22nd meeting yesterday.", SEPTEMBER, ["2020-09-27"]),
        ("September 28, 2020, Sochi", SEPTEMBER, ["2020-09-28"]),
        (
            "He came to the capital on Tuesday, before the summit on Nov. 27.",
            "2025-11-26",
            ["2025-11-25", "2025-11-27"],
        ),
        ("Trade grew last year, and during the first nine months of the current year.", "2025-11-26", ["2024", None]),
        ("BISHKEK, November 27. /TASS/. The sides agreed.", "2025-11-27", ["2025-11-27"]),
        ('"The agreement that was signed today will help," he said.', "2017-06-21", ["2017-06-21"]),
    ],
)
def test_saved_pages(text: str, published: str, values: list[str | None]) -> None:
    found = find_dates(text, published)
    expected = ["2025-01/2025-09" if value is None else value for value in values]
    assert [a.value for a in found] == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He said Tuesday that the talks would go on.", "2021-05-18"),
        ("The talks, which began in April, end on Friday.", "2021-04"),
        ("The exhibition is open until June 10.", "2021-06-10"),
        ("The exhibition closed on June 10.", "2020-06-10"),
        ("On Friday, May 28, 2021, it rained.", "2021-05-28"),
        ("On Monday, September 28, they met.", "2020-09-28"),
    ],
)
def test_the_verb_decides_the_side(text: str, value: str) -> None:
    assert find_dates(text, NEWS)[0].value == value


def test_a_year_ago_in_a_report_on_a_quarter() -> None:
    found = find_dates("Third-quarter profit rose to $5 million from $4 million a year earlier.", date(1989, 11, 2))
    assert [a.value for a in found] == ["1989-Q3", "1988-Q3"]


@pytest.mark.parametrize(
    "text",
    [
        "See pp. 1996-2001 and p. 2012.",
        "There were between 1600 and 1900 people.",
        "It fell from 1950 to 1900 tons.",
        "under order No. 2016",
        "They march 5 miles; you may 7 times try.",
        "Some 1600 to 1900 settlers left.",
        "The Friday Times wrote of Bloody Sunday.",
        "Mr March met Dr Winter.",
        "Take 12 May Street.",
        "the third quarter of the match, the last quarter of the moon",
        "Luke 4:12 and odds of 10:30",
        "a summer jacket, the Winter Olympics, summer camps",
        "the April Revolution",
        "BMP-80s",
    ],
)
def test_names_and_quantities_stay_silent(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the first half of the year", "2021-H1"),
        ("the third quarter of the year", "2021-Q3"),
        ("In Q1 it grew.", "2021-Q1"),
        ("3Q 2019", "2019-Q3"),
        ("3Q19", "2019-Q3"),
        ("the 17th and 18th centuries", "16/17"),
        ("AD 98", "0098"),
        ("the September 11 attacks", "2001-09-11"),
        ("the attacks of September 11", "2001-09-11"),
        ("Orthodox Christmas was quiet.", "2021-01-07"),
        ("on Mondays", "XXXX-WXX-1"),
        ("the last Friday of the month", "2021-05-28"),
        ("the Monday after next", "2021-06-07"),
        ("20 years ago today", "2001-05-24"),
        ("in the years 2010-2012", "2010/2012"),
        ("this time last month", "2021-W16"),
        ("3000 years and 2000 years", "P3000Y"),
        ("2025-11-25T14:30:00Z", "2025-11-25T14:30"),
        ("at 3.35 pm local time on 28 April", "2021-04-28T15:35"),
    ],
)
def test_more_forms(text: str, value: str) -> None:
    assert read(text)[0][1] == value
