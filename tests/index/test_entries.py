"""Entries in columns are the entries that were put in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from index.models import Entries, Entry

DAY = date(2020, 5, 1)
SOME = [
    Entry("2020-05-01", DAY, DAY, "published", "Переговоры \udc80 в Оше", 0, 0, 7, True),
    Entry("2020-05", DAY, date(2020, 5, 31), "mentioned", "в мае", 10, 15, 7, False, "document", "month"),
    Entry("XXXX-05", None, None, "mentioned", "в мае", 40, 45, 9, False, "unresolved: no year", "month"),
    Entry("", None, None, "published", "в мае", 0, 0, 9, False, "unresolved: no date"),
]


def test_columns_hold_every_attribute() -> None:
    entries = Entries.of(SOME)
    assert list(entries) == SOME
    assert [entries[at] for at in range(-4, 4)] == SOME + SOME
    assert list(entries[1:3]) == SOME[1:3]
    assert Entries.of(entries) is entries
    assert not Entries.of([])
    for at in (-5, 4):
        with pytest.raises(IndexError):
            entries[at]


def test_entries_are_taken_by_place_and_by_what_is_so() -> None:
    entries = Entries.of(SOME)
    backwards = entries.take(np.array([3, 1]))
    assert list(backwards) == [SOME[3], SOME[1]]
    assert list(backwards.take(backwards.column("first") > 0)) == [SOME[1]]
    assert backwards.column("number").tolist() == [9, 7]


def test_a_text_that_many_say_is_held_once() -> None:
    entries = Entries.of([replace(SOME[1], start=at) for at in range(50)])
    assert list(entries.different("text").values()) == ["в мае"]
    assert list(Entries.of(SOME).different("basis").values()) == ["", "document", "unresolved: no year",
                                                                   "unresolved: no date"]  # fmt: skip


def test_others_may_follow() -> None:
    both = Entries.of(SOME).take(slice(1, 3)).followed_by(Entries.of(SOME))
    assert list(both) == [*SOME[1:3], *SOME]
    assert set(both.different("text").values()) == {each.text for each in SOME}
