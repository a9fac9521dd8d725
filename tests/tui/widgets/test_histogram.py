"""The axis shows silence, the bars what there is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from index.models import Bar
from tui.widgets.histogram import (
    GAP,
    QUIET,
    UNCOVERED,
    Column,
    bar_rows,
    columns_of,
    columns_within,
    extent,
    mark_of,
    step_end,
    steps_between,
    window,
)


def year(number: int, published: int = 1, mentioned: int = 1) -> Bar:
    return Bar(str(number), date(number, 1, 1), date(number, 12, 31), published, mentioned)


def days(first: int, last: int) -> tuple[date, date]:
    return date(first, 1, 1), date(last, 12, 31)


def test_gaps() -> None:
    columns = columns_of([year(1916), year(1991), year(1992), year(1995)], "year")
    assert columns == [
        Column(0, *days(1916, 1916)),
        Column(None, *days(1917, 1990), wide=True),
        Column(1, *days(1991, 1991)),
        Column(2, *days(1992, 1992)),
        Column(None, *days(1993, 1993)),
        Column(None, *days(1994, 1994)),
        Column(3, *days(1995, 1995)),
    ]


def test_silence_of_the_collection_is_told_from_nothing_found() -> None:
    bars = [year(2000), year(2003), year(2010, published=0), year(2020)]
    covered = [date(each, 1, 1) for each in (2000, 2001, 2003, *range(2011, 2021))]
    columns = columns_of(bars, "year", covered)
    marks = [mark_of(column, published=True) for column in columns]
    assert marks == ["", "", UNCOVERED, "", GAP, UNCOVERED, QUIET, ""]
    assert [mark_of(column, published=False) for column in columns] == ["", "", "", "", GAP, "", QUIET, ""]


@pytest.mark.parametrize("grain", ["decade", "year", "quarter", "month", "day"])
def test_columns_follow_each_other_day_by_day(grain: str) -> None:
    firsts = {"decade": (1990, 2010), "year": (2001, 2004)}.get(grain)
    if firsts:
        starts = [date(each, 1, 1) for each in firsts]
    else:
        starts = [date(2019, 10, 1), date(2020, 1, 1) if grain != "day" else date(2019, 10, 4), date(2021, 1, 1)]
    bars = [Bar(str(first), first, step_end(first, grain), 1, 1) for first in starts]
    columns = columns_of(bars, grain)
    assert len(columns) > len(bars)
    for before, after in pairwise(columns):
        assert after.first == before.last + timedelta(1)
        assert before.wide or before.last == step_end(before.first, grain)


def test_an_interval_has_its_columns() -> None:
    columns = columns_of([year(1916), year(1991), year(1995)], "year")
    assert columns_within(columns, *days(1991, 1991)) == (2, 2)
    assert columns_within(columns, *days(1990, 1993)) == (1, 4)
    assert columns_within(columns, *days(1800, 2100)) == (0, 6)
    assert columns_within(columns, *days(2000, 2100)) == (6, 6)
    assert columns_within(columns, *days(1800, 1801)) == (0, 0)


@pytest.mark.parametrize(
    ("first", "second", "grain", "steps"),
    [
        (date(2020, 12, 1), date(2021, 1, 1), "month", 0),
        (date(2020, 10, 1), date(2021, 4, 1), "quarter", 1),
        (date(2020, 2, 28), date(2020, 3, 2), "day", 2),
        (date(1990, 1, 1), date(2010, 1, 1), "decade", 1),
        (date(1, 1, 1), date(10, 1, 1), "decade", 0),
    ],
)
def test_steps_between(first: date, second: date, grain: str, steps: int) -> None:
    assert steps_between(first, second, grain) == steps


def test_rows() -> None:
    assert bar_rows([0, 1, 100, 50], [""] * 4, 100, 1, 1) == [" ▁█▄"]
    assert bar_rows([0, 1, 100, 50], [""] * 4, 100, 2, 2) == ["    █", "  ▁ █ █"]
    assert bar_rows([0, 8], [GAP, GAP], 8, 2, 1) == [" █", GAP + "█"]
    assert bar_rows([0, 0], ["", ""], 0, 1, 1) == [""]
    assert bar_rows([0, 8], [UNCOVERED, ""], 8, 1, 3) == [UNCOVERED + "  ██"]


@pytest.mark.parametrize("count", [1, 5, 40, 400])
def test_window_holds_the_column(count: int) -> None:
    columns = [Column(i, *days(1600 + i, 1600 + i)) for i in range(count)]
    for at in range(count):
        step, first, last = window(columns, at, 30)
        assert 1 <= step <= 4
        assert first <= at < last <= count
        assert (last - first) * step <= max(30, step)


@pytest.mark.parametrize(
    ("first", "last", "cells", "shown"),
    [
        (2, 2, 20, "  ▲ 2011"),
        (2, 5, 20, "  ├--┤ 2011"),
        (15, 15, 20, "          2011 ▲"),
        (15, 18, 20, "          2011 ├--┤"),
        (0, 19, 20, "├------ 2011 ------┤"),
        (-5, 40, 20, "├------ 2011 ------┤"),
        (3, 3, 4, "2… ▲"),
    ],
)
def test_extent(first: int, last: int, cells: int, shown: str) -> None:
    assert extent(first, last, "2011", cells) == shown


@pytest.mark.parametrize("cells", [1, 2, 5, 9, 30])
def test_an_extent_fits(cells: int) -> None:
    for first in range(-2, cells + 2):
        for last in range(first, cells + 2):
            assert len(extent(first, last, "from then on", cells)) <= cells
