"""Measures, series and statements as lines."""

from __future__ import annotations

from index.library.measures import measures
from index.models import Annotation, Kind
from tui.screens.figure_lines import Heading, Part, Rows


def growth(at: int, value: float, period: str, measure: str = "trade") -> Annotation:
    return Annotation(
        Kind.PERCENT, at, at + 2, f"{value:.0f}%", value, unit="%", direction="rise", measure=measure, period=period
    )


FOUND = measures(
    [
        (1, growth(10, 5, "2021")), (2, growth(20, 9, "2021")), (1, growth(30, 4, "2022")),
        (3, growth(10, 2, "2021-Q1")), (3, growth(40, 7, "2020", "growth")),
    ]
)  # fmt: skip


def test_a_line_is_made_when_it_is_asked_for() -> None:
    rows = Rows(FOUND)
    kinds = [type(row).__name__ for row in rows]
    assert kinds == ["Heading", "Part", *["Statement"] * 3, "Part", "Statement", "Heading", "Statement"]
    assert [rows.is_statement(at) for at in range(-1, 10)] == [
        False, *(kind == "Statement" for kind in kinds), False
    ]  # fmt: skip
    assert rows[2:4] == [rows[2], rows[3]]
    assert rows[-1] == rows[8]
    assert rows.statements == 5


def test_contested_lines_are_gone_to_in_turn() -> None:
    rows = Rows(FOUND)
    contested = [at for at, row in enumerate(rows) if not isinstance(row, (Heading, Part)) and row.conflict]
    assert contested == [2, 3]
    assert rows.contested == 2
    assert [rows.next_contested(after) for after in (0, 2, 3, 8)] == [2, 3, 2, 2]
    assert Rows().next_contested(0) is None


def test_a_statement_is_found_by_where_it_stands() -> None:
    rows = Rows(FOUND)
    for at, row in enumerate(rows):
        if not isinstance(row, (Heading, Part)):
            assert rows.find((row.number, row.figure.start)) == at
    assert rows.find((1, 11)) is None
