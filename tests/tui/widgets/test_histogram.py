"""The axis shows silence, the bars what there is."""

from datetime import date

import pytest

from index.models import Bar
from tui.widgets.histogram import GAP, Column, bar_rows, columns_of, steps_between, window


def year(number: int, published: int = 1, mentioned: int = 1) -> Bar:
    return Bar(str(number), date(number, 1, 1), date(number, 12, 31), published, mentioned)


def test_gaps() -> None:
    columns = columns_of([year(1916), year(1991), year(1992), year(1995)], "year")
    assert columns == [
        Column(0),
        Column(None, wide=True),
        Column(1),
        Column(2),
        Column(None),
        Column(None),
        Column(3),
    ]


@pytest.mark.parametrize(
    ("first", "second", "grain", "steps"),
    [
        (date(2020, 12, 1), date(2021, 1, 1), "month", 0),
        (date(2020, 10, 1), date(2021, 4, 1), "quarter", 1),
        (date(2020, 2, 28), date(2020, 3, 2), "day", 2),
        (date(1990, 1, 1), date(2010, 1, 1), "decade", 1),
    ],
)
def test_steps_between(first: date, second: date, grain: str, steps: int) -> None:
    assert steps_between(first, second, grain) == steps


def test_rows() -> None:
    assert bar_rows([0, 1, 100, 50], [False] * 4, 100, 1, 1) == [" ▁█▄"]
    assert bar_rows([0, 1, 100, 50], [False] * 4, 100, 2, 2) == ["    █", "  ▁ █ █"]
    assert bar_rows([0, 8], [True, False], 8, 1, 1) == [GAP + "█"]
    assert bar_rows([0, 0], [False, False], 0, 1, 1) == [""]


@pytest.mark.parametrize("count", [1, 5, 40, 400])
def test_window_holds_the_bar(count: int) -> None:
    columns = [Column(i) for i in range(count)]
    for bar in range(count):
        step, first, last = window(columns, bar, 30)
        assert 1 <= step <= 4
        assert first <= bar < last <= count
        assert (last - first) * step <= max(30, step)
