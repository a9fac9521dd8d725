"""Groups of entries, and lists of rows made from them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from index.models import Entries, Entry
from tui.widgets.grouping import MOST_OPEN, Head, Listing, by_days, by_documents, identity


def entry(first: date, last: date, number: int, start: int, kind: str = "mentioned") -> Entry:
    return Entry(first.isoformat(), first, last, kind, "then", start, start + 4, number)


def some(count: int = 400) -> Entries:
    chance = random.Random(5)
    found = []
    for number in range(40):
        day = date(2020, 1, 1) + timedelta(chance.randrange(300))
        found.append(entry(day, day, number, 0, "published"))
    for start in range(1, count):
        day = date(2020, 1, 1) + timedelta(chance.randrange(300))
        found.append(entry(day, day + timedelta(chance.choice([0, 0, 1, 90])), chance.randrange(45), start))
    return Entries.of(sorted(found, key=lambda each: (each.first, each.last, each.number, each.start)))


def test_every_entry_is_in_the_group_of_its_days() -> None:
    entries = some()
    groups = by_days(entries)
    assert [each for group in groups for each in group.entries] == list(entries)
    for group in groups:
        assert {(each.first, each.last) for each in group.entries} == {(group.first, group.last)}
        assert group.documents == len({each.number for each in group.entries})
    assert len({group.key for group in groups}) == len(groups)


def test_by_publication_every_document_is_a_group() -> None:
    groups = by_documents(some())
    assert sorted(g.head.number if g.head else g.entries[0].number for g in groups) == list(range(40))
    for group in groups:
        assert group.head is not None
        assert {each.number for each in group.entries} == {group.head.number}
        assert [each.start for each in group.entries] == sorted(each.start for each in group.entries)
        assert (group.first, group.last) == (group.head.first, group.head.last)
    lonely = by_documents(Entries.of([entry(date(2020, 1, 1), date(2020, 1, 1), 1, 0, "published")]))
    assert [group.headed for group in lonely] == [False]


def test_what_reaches_beyond_comes_after_what_lies_inside() -> None:
    groups = by_days(some())
    first, last = date(2020, 3, 1), date(2020, 3, 31)
    found = groups.touching(first, last)
    assert {g.key for g in found} == {g.key for g in groups if g.first <= last and g.last >= first}
    inside = [g.first >= first and g.last <= last for g in found]
    assert inside == sorted(inside, reverse=True)
    beyond = [g.last - g.first for g, within in zip(found, inside, strict=True) if not within]
    assert beyond == sorted(beyond)


def test_a_listing_is_its_groups_line_by_line() -> None:
    groups = by_days(some())
    folded = {group.key: i % 2 == 0 for i, group in enumerate(groups) if i % 3 == 0}
    listing = Listing(groups, folded)
    expected: list[Head | Entry] = []
    for group in groups:
        is_open = not group.headed or not folded.get(group.key, len(group.entries) > MOST_OPEN)
        expected += [Head(group, is_open)] if group.headed else []
        expected += group.entries if is_open else []
    assert len(listing) == len(expected)
    assert [told(listing.at(row)) for row in range(len(listing))] == list(map(told, expected))
    for row, each in enumerate(expected):
        group = listing.under(row)
        assert each.group.key == group.key if isinstance(each, Head) else each in group.entries
        if isinstance(each, Entry):
            assert listing.row_of(identity(each)) == row


def told(row: Head | Entry) -> object:
    """A row as values that can be compared."""
    return (row.group.key, list(row.group.entries), row.open) if isinstance(row, Head) else row


def test_an_entry_in_a_folded_group_is_at_its_head() -> None:
    day = date(2020, 1, 1)
    groups = by_days(Entries.of([entry(day, day, number, 7) for number in range(MOST_OPEN + 1)]))
    assert Listing(groups, {}).row_of((3, 7, "mentioned")) == 0
    assert Listing(groups, {groups[0].key: False}).row_of((3, 7, "mentioned")) == 4
    assert Listing(groups, {}).row_of((99, 7, "mentioned")) is None
