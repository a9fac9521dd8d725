"""Typed numbers of the query language."""

from __future__ import annotations

import pytest

from index.amounts import read


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("13,6", 13.6, 13.6),
        ("13,6%", 13.6, 13.6),
        ("5,5..7,25", 5.5, 7.25),
        ("4,1 млрд", 4.1e9, 4.1e9),
        ("1,800", 1800, 1800),
        ("1,800,000", 1.8e6, 1.8e6),
        ("1 800,5", 1800.5, 1800.5),
        ("13.6", 13.6, 13.6),
    ],
)
def test_a_comma_before_one_or_two_digits_is_decimal(text: str, low: float, high: float) -> None:
    found = read(text)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high))
