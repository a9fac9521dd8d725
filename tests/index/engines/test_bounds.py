"""Where lists lie is told from any place to any, of sizes that fit a byte or two and of those that do not."""

from __future__ import annotations

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.engines.whoosh.bounds import Bounds, Sizes
from index.engines.whoosh.integers import decode, encode, pack_sizes

SIZES = st.lists(
    st.integers(0, 300) | st.sampled_from((254, 255, 65_534, 65_535, 1 << 31)), min_size=1, max_size=150
)  # fmt: skip
SMALL = st.lists(st.integers(0, 20), min_size=1, max_size=150)


@given(SIZES | SMALL, st.data())
def test_bounds_are_the_sums_of_what_stands_before(sizes: list[int], data: st.DataObject) -> None:
    bounds = Bounds(pack_sizes(np.array(sizes, np.int64)))
    first = data.draw(st.integers(0, len(sizes) - 1))
    end = data.draw(st.integers(first + 1, len(sizes)))
    expected = list(accumulate(sizes, initial=0))
    assert bounds.between(first, end).tolist() == bounds.few(first, end) == expected[first : end + 1]
    assert bounds.of(first) == (expected[first], expected[first + 1])
    assert bounds.sizes.between(first, end).tolist() == bounds.sizes.few(first, end) == sizes[first:end]


def test_there_are_none_in_no_bytes() -> None:
    assert len(Bounds(b"")) == len(Sizes(b"")) == 0


@pytest.mark.parametrize("often", [1, 7, 40])
def test_numbers_of_any_length_come_back_however_many_are_long(often: int) -> None:
    numbers = np.arange(2_000, dtype=np.int64) % 128
    numbers[::often] = 1 << (np.arange(len(numbers[::often])) % 62)
    assert decode(encode(numbers)[0]).tolist() == numbers.tolist()


def test_a_number_longer_than_any_is_told() -> None:
    for before in (b"", bytes(400)):
        with pytest.raises(ValueError, match="too long"):
            decode(before + bytes([200] * 9) + b"\1")
