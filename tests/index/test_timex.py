"""TIMEX3 values and the days they cover."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import timex


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2021-05-24", date(2021, 5, 24), date(2021, 5, 24)),
        ("2021-05-24T14:15", date(2021, 5, 24), date(2021, 5, 24)),
        ("2021-05-24TMO", date(2021, 5, 24), date(2021, 5, 24)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2020-H2", date(2020, 7, 1), date(2020, 12, 31)),
        ("2020-WI", date(2020, 12, 1), date(2021, 2, 28)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2017-W28-WE", date(2017, 7, 15), date(2017, 7, 16)),
        ("199X", date(1990, 1, 1), date(1999, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
        ("2011/2017", date(2011, 1, 1), date(2017, 12, 31)),
        ("2025-01/2025-09", date(2025, 1, 1), date(2025, 9, 30)),
    ],
)
def test_interval(value: str, first: date, last: date) -> None:
    assert timex.interval(value) == (first, last)


@pytest.mark.parametrize(
    "value",
    [None, "", "XXXX-11-27", "P3M", "PRESENT_REF", "2021-02-30", "2021-13", "2021-Q5", "0000", "2017/2011", "2021-W54"],
)
def test_values_without_days(value: str | None) -> None:
    assert timex.interval(value) is None


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("2021-05-24", "day"),
        ("XXXX-11-27", "day"),
        ("2021-W05", "week"),
        ("XXXX-09", "month"),
        ("2021-Q1", "quarter"),
        ("2020-H2", "half"),
        ("2020-SU", "season"),
        ("2020", "year"),
        ("199X", "decade"),
        ("19XX", "century"),
        ("2011/2017", "range"),
        ("P3M", ""),
        ("PAST_REF", ""),
    ],
)
def test_grain(value: str, name: str) -> None:
    assert timex.grain(value) == name


@pytest.mark.parametrize(
    "value",
    [
        "2021-05-24",
        "2021-05",
        "2021",
        "2021-Q1",
        "199X",
        "19",
        "2011/2017",
        "2021-05-24T14:15",
        "2021-05-24TMO",
        "XXXX-11-27",
        "XXXX-02-29",
        "XXXX-WI",
        "XXXX-WXX-WE",
        "2021-XX-24",
        "P3M",
        "PXD",
        "PT30M",
        "P1Y6M",
        "FUTURE_REF",
    ],
)
def test_what_a_person_may_write_as_a_value(value: str) -> None:
    assert timex.is_value(value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "May 2021",
        "2021-13",
        "2021-02-30",
        "XXXX-02-30",
        "2017/2011",
        "2011/",
        "2011/2012/2013",
        "P",
        "PT",
        "P3",
        "2021-05-24T99x",
        "2021-05T10",
        "REF",
        " 2021",
        "2021-05-24\n",
        "20٢1",
    ],
)
def test_what_is_no_value(value: str) -> None:
    assert not timex.is_value(value)


@given(st.text(alphabet="0123456789-XTWQH/SPUREF_", max_size=24))
def test_any_value_is_read_or_refused(value: str) -> None:
    days = timex.interval(value)
    assert days is None or days[0] <= days[1]
    assert isinstance(timex.grain(value), str)
    assert timex.is_value(value) in (True, False)


def test_an_age_is_said_of_no_narrower_time() -> None:
    year, century = 365, 36_524
    assert timex.widest(0, year) < century
    assert timex.widest(0, year) > 20 * year  # "from 2001 to 2020" is said of 2012
    assert timex.widest(0, century) > century
