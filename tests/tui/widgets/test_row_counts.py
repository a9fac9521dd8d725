"""Rows of entries, counted one by one."""

from __future__ import annotations

import random

from tui.widgets.row_counts import RowCounts


def test_entries_take_one_row_until_more_is_known() -> None:
    counts = RowCounts(5)
    assert counts.total == 5
    counts.count(1, 3)
    assert [counts.at(row) for row in range(counts.total)] == [(0, 0), (1, 0), (1, 1), (1, 2), (2, 0), (3, 0), (4, 0)]
    assert [counts.first_row(entry) for entry in range(5)] == [0, 1, 4, 5, 6]
    counts.count(1, 1)
    assert counts.total == 5


def test_it_agrees_with_counting_them_all() -> None:
    chance = random.Random(7)
    for entries in (1, 2, 3, 64, 65, 200):
        counts, rows = RowCounts(entries), [1] * entries
        for _ in range(50):
            entry, many = chance.randrange(entries), chance.randrange(1, 9)
            counts.count(entry, many)
            rows[entry] = many
        every = [(entry, nth) for entry, many in enumerate(rows) for nth in range(many)]
        assert counts.total == len(every)
        assert [counts.at(row) for row in range(len(every))] == every
        assert [counts.first_row(entry) for entry in range(entries)] == [every.index((e, 0)) for e in range(entries)]


def test_no_entries() -> None:
    assert RowCounts(0).total == 0
