"""Who shares keys with whom, told of many documents at once, as it is told one after the other."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import sharing
from index.library.sharing import NOTHING, Sharing, of_documents, of_rows

_KEYS = st.lists(st.lists(st.integers(0, 12), max_size=5).map(sorted), max_size=14)


def _one_by_one(
    documents: list[list[int]], holders: dict[int, list[int]], first: int, holding: int, least: int, most: int
) -> list[tuple[int, list[int]]]:
    """What `Sharing` says, with a dictionary of lists, which is told of the documents."""
    found = []
    for number, keys in enumerate(map(set, documents), first):
        times: Counter[int] = Counter()
        for key in keys:
            of_key = holders.setdefault(key, [])
            times.update(of_key)
            if len(of_key) < holding:
                of_key.append(number)
        enough = [other for other, often in times.items() if often >= min(least, len(keys))]
        if nearest := sorted(enough, key=lambda other: (-times[other], other))[:most]:
            found.append((number, nearest))
    return found


@given(_KEYS, _KEYS, st.integers(1, 6), st.integers(1, 3), st.integers(1, 4), st.integers(1, 40))
@settings(max_examples=80, deadline=None)
def test_of_many_at_once_as_one_after_the_other(
    earlier: list[list[int]], later: list[list[int]], holding: int, least: int, most: int, at_once: int
) -> None:
    holders: dict[int, list[int]] = {}
    held, first, before = NOTHING, 1, sharing._AT_ONCE
    sharing._AT_ONCE = at_once
    try:
        for documents in (earlier, later):
            sizes = list(map(len, documents))
            new = of_documents(first, np.array([key for keys in documents for key in keys], np.int64), sizes)
            made = Sharing(new, held.among(new.distinct_keys()), holding)
            found = [each for some in made.nearest(least, most) for each in some]
            assert found == _one_by_one(documents, holders, first, holding, least, most)
            held, first = held.joined(made.held), first + len(documents)
    finally:
        sharing._AT_ONCE = before
    assert list(held.by_key().rows()) == sorted((key, number) for key in holders for number in holders[key])


def test_rows_come_back_as_they_were() -> None:
    rows = [(7, 1), (3, 2), (7, 3)]
    assert list(of_rows(rows).rows()) == rows
    assert list(of_rows(iter(())).rows()) == []
    assert list(of_rows(rows).by_key().rows()) == [(3, 2), (7, 1), (7, 3)]
