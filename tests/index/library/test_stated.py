"""Statements in columns are the statements that were put in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.library.stated import Phrases, Statement, Statements
from index.models import Annotation, Kind
from index.timex import interval

FIGURES = st.builds(
    Annotation,
    st.sampled_from([Kind.PERCENT, Kind.MONEY, Kind.COUNT, Kind.TREND]),
    st.integers(0, 40),
    st.integers(41, 50),
    st.sampled_from(["5%", "rose"]),
    st.sampled_from([5.0, None]),
    unit=st.sampled_from(["%", ""]),
    low=st.sampled_from([4.0, None]),
    direction=st.sampled_from(["rise", ""]),
    measure=st.sampled_from(["trade", ""]),
    period=st.sampled_from(["2021", "2021-Q1", ""]),
    basis=st.sampled_from(["text", "unresolved: no year"]),
)


def stated(number: int, figure: Annotation, conflict: bool) -> Statement:
    first, last = (interval(figure.period) if figure.period else None) or (None, None)
    return Statement(number, figure, first, last, conflict)


@given(st.lists(st.builds(stated, st.integers(0, 3), FIGURES, st.booleans())))
def test_statements_are_as_they_were_put_in(statements: list[Statement]) -> None:
    found = Statements.of(Phrases(), statements)
    assert list(found) == statements == found[:]
    assert found[1:3] == statements[1:3]
    assert found.kinds == {each.figure.kind for each in statements}
    assert list(map(bool, found.conflicts)) == [each.conflict for each in statements]
    places = [(each.number, each.figure.start) for each in statements]
    for number in range(4):
        for start in range(0, 41, 5):
            expected = places.index((number, start)) if (number, start) in places else None
            assert found.find(number, start) == expected
    with pytest.raises(IndexError):
        found[len(statements)]


def test_what_is_said_twice_is_kept_once() -> None:
    phrases = Phrases()
    figures = [Annotation(Kind.PERCENT, at, at + 2, "5%", 5.0, unit="%", period="2021") for at in (3, 90)]
    found = Statements.of(phrases, [stated(1, each, False) for each in figures])
    assert len(phrases.figures) == 1
    assert [(each.figure.start, each.first) for each in found] == [(3, date(2021, 1, 1)), (90, date(2021, 1, 1))]
