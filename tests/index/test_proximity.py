"""Where words of a phrase stand together."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.proximity import together

PLACES = st.lists(st.sets(st.integers(0, 12), max_size=6).map(sorted), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(st.lists(PLACES, min_size=1, max_size=2), st.integers(1, 4))
def test_near_words_are_those_that_any_choice_finds(kinds: list[list[list[int]]], slop: int) -> None:
    """Of each start one occurrence if there is any: one place for each word, no two alike, the first of them that."""
    places = [at for kind in kinds for at in kind]
    found = list(together(places, range(len(places)), slop))
    reach = len(places) - 1 + slop
    every = sorted({at for each in places for at in each})
    possible = [
        start
        for start in every
        if any(
            start in chosen and all(at in place for at, place in zip(chosen, places, strict=True))
            for chosen in permutations([at for at in every if start <= at <= start + reach], len(places))
        )
    ]
    assert [min(occurrence) for occurrence in found] == possible
    for occurrence in found:
        assert len(set(occurrence)) == len(places)
        assert max(occurrence) - min(occurrence) <= reach
        assert all(at in place for at, place in zip(occurrence, places, strict=True))


def test_a_word_repeated_many_times_is_matched_once() -> None:
    places = [list(range(2000))] * 800 + [[2000]]
    found = list(together(places, range(len(places)), 5))
    assert [min(occurrence) for occurrence in found] == list(range(1195, 1201))
