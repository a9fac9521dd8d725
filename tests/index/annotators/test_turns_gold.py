"""The gold of turns, on those of its pages that are fixtures, and the measure itself."""

from __future__ import annotations

import pytest

from tests.accuracy.turns import PAGES, Spoken, compare, found, gold

SHIPPED = sorted(name for name in gold() if (PAGES / name).is_file())


def test_pages_are_shipped() -> None:
    assert len(SHIPPED) == 3


@pytest.mark.parametrize("name", SHIPPED)
def test_every_turn_of_a_page(name: str) -> None:
    assert compare(gold()[name], found(PAGES / name)) == ([], [])


def test_the_measure_sees_what_is_wrong() -> None:
    a, b, c = Spoken("putin", "a", "b"), Spoken("xi", "c", "d"), Spoken("putin", "a", "c")
    assert compare([a, b], [a, b]) == ([], [])
    assert compare([a, b], [b]) == ([a], [])
    assert compare([a], [a, b]) == ([], [b])
    assert compare([a, b], [c, b]) == ([a], [c])
