"""Places in an answer, rows of a list: folding, unfolding, and the rule between."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library.stacking import Left, stacked
from index.models import Order, Page, Stacks
from tui.widgets.stacking import Stacked

PAGE = Page(range(10, 20), (), 7)  # places 0 to 9; 7 complete matches
STACKS = Stacks([0, 1, 3, 6, 7, 8], {1: [2, 5], 3: [4], 8: [9]}, {1: "a", 3: "b", 8: "a"})


def _places(rows: Stacked) -> list[int | None]:
    return [rows.place_at(row) for row in range(rows.count)]


def test_copies_have_no_row_until_they_are_unfolded() -> None:
    rows = Stacked()
    rows.show(PAGE, STACKS)
    assert _places(rows) == [0, 1, 3, 6, None, 7, 8]
    assert rows.rule == 4
    assert rows.has_copies
    assert [rows.position(row) for row in (0, 3, 5)] == [(1, 6), (4, 6), (5, 6)]
    assert rows.unfold(3)
    assert not rows.unfold(3)
    assert not rows.unfold(0)
    assert _places(rows) == [0, 1, 3, 4, 6, None, 7, 8]
    assert rows.is_unfolded(3)
    assert rows.lead(4) == 3
    assert rows.fold(4) == 3
    assert rows.fold(4) is None
    assert _places(rows) == [0, 1, 3, 6, None, 7, 8]


def test_what_is_looked_for_is_unfolded() -> None:
    rows = Stacked()
    rows.show(PAGE, STACKS)
    assert rows.row_of(7) == 5
    assert rows.row_of(5) == 3
    assert _places(rows) == [0, 1, 2, 5, 3, 6, None, 7, 8, 9]


def test_what_was_unfolded_stays_so_in_the_next_answer() -> None:
    rows = Stacked()
    rows.show(PAGE, STACKS)
    rows.unfold(3)
    rows.show(Page([5, 6], (), 2), Stacks([1], {1: [0]}, {1: "b"}))
    assert _places(rows) == [1, 0]


def test_without_copies_every_document_has_a_row() -> None:
    rows = Stacked()
    for stacks in (None, stacked(PAGE, {}, Order.RELEVANCE)):
        rows.show(PAGE, stacks)
        assert _places(rows) == [*range(7), None, *range(7, 10)]
        assert not rows.has_copies
        assert [rows.row_of(place) for place in range(10)] == [0, 1, 2, 3, 4, 5, 6, 8, 9, 10]


@settings(deadline=None)
@given(
    st.integers(0, 30),
    st.integers(0, 30),
    st.dictionaries(st.integers(0, 60), st.tuples(st.sampled_from("abcd"), st.integers(0, 9))),
    st.sampled_from(list(Order)),
    st.sets(st.integers(0, 60)),
)
def test_every_document_has_one_place_whatever_is_unfolded(
    complete: int, partial: int, members: dict[int, tuple[str, int]], order: Order, unfolded: set[int]
) -> None:
    page = Page(range(complete + partial), [1.0] * (complete + partial), complete)
    stacks = stacked(page, members, order)
    every = [place for row in stacks.rows for place in (row, *stacks.under.get(row, ()))]
    assert sorted(every) == list(range(complete + partial))
    rows = Stacked()
    rows.show(page, stacks)
    for place in unfolded:
        rows.unfold(place)
    shown = _places(rows)
    assert shown.count(None) == (partial > 0)
    for place in stacks.rows:
        assert shown[rows.row_of(place)] == place
    if None in shown:
        at = shown.index(None)
        assert all(place is not None and place < complete for place in shown[:at])
        assert all(place is not None and place >= complete for place in shown[at + 1 :])


def test_the_best_match_stands_for_its_copies_and_by_date_the_earliest() -> None:
    members = {7: ("a", 2), 3: ("a", 0), 5: ("a", 1), 4: ("b", 0)}
    page = Page([7, 4, 3, 5], [3.0, 2.0, 1.0, 1.0], 4)
    for order, expected in (
        (Order.RELEVANCE, Stacks([0, 1], {0: (2, 3)}, {0: "a"})),
        (Order.NEWEST, Stacks([1, 2], {2: (3, 0)}, {2: "a"})),
    ):
        stacks = stacked(page, members, order)
        assert Stacks(list(stacks.rows), stacks.under, stacks.names) == expected


class Answer(list[int]):
    """Numbers of an answer that count how often they are looked at."""

    looked = 0

    def __contains__(self, number: object) -> bool:
        self.looked += 1
        return super().__contains__(number)

    def __getitem__(self, at: object) -> object:  # type: ignore[override]
        raise AssertionError("an answer without copies is not read")

    __iter__ = __getitem__  # type: ignore[assignment]


def test_copies_are_looked_up_among_the_copies_not_among_the_matches() -> None:
    found = Answer(range(1000))
    members = {5: ("a", 0), 2000: ("a", 1), 7: ("b", 0)}
    assert stacked(Page(found, (), 1000), members, Order.RELEVANCE) == Stacks(range(1000), {}, {})
    assert found.looked == len(members)


class Ranked(list[int]):
    """Numbers of an answer that know their places, and are never gone through."""

    def places(self, numbers: Collection[int]) -> dict[int, int]:
        return {number: self.index(number) for number in numbers}

    def __iter__(self) -> Iterator[int]:
        raise AssertionError("for a few copies an answer is not sorted to its end")


@given(st.permutations(range(20)), st.dictionaries(st.integers(0, 25), st.tuples(st.sampled_from("ab"), st.just(0))))
def test_an_answer_is_asked_where_its_copies_stand(numbers: list[int], members: dict[int, tuple[str, int]]) -> None:
    ours, plain = (stacked(Page(each, (), 9), members, Order.NEWEST) for each in (Ranked(numbers), numbers))
    assert list(ours.rows) == list(plain.rows)
    assert (ours.under, ours.names) == (plain.under, plain.names)


@given(st.integers(0, 12), st.sets(st.integers(0, 11)))
def test_the_places_left_are_a_sequence_as_any_other(places: int, hidden: set[int]) -> None:
    hidden = {each for each in hidden if each < places}
    expected = [each for each in range(places) if each not in hidden]
    left = Left(places, hidden)
    assert list(left) == expected == left[:]
    assert left[1:-1] == expected[1:-1]
    assert list(reversed(left)) == expected[::-1]
    for place in range(-1, places + 1):
        assert (place in left) == (place in expected)
        if place in expected:
            assert left.index(place) == expected.index(place)
        else:
            with pytest.raises(ValueError, match="not among"):
                left.index(place)
    with pytest.raises(IndexError):
        left[len(expected)]
