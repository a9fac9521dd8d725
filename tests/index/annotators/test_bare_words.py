"""Surnames and teams that are common words: named where a document has the full name, and passed over elsewhere."""

from __future__ import annotations

import pytest

from index.annotators.names import find_names


def _found(text: str) -> list[tuple[str, str]]:
    return [(each.text, str(each.kind)) for each in find_names(text)]


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Shannon J. Miles ran. They asked Miles to stop. Miles said no.", 2),
        ("Shannon J. Miles ran. Miles away it rained.", 0),
        ("Shannon J. Miles ran. The Air Miles scheme ended.", 0),
        ("They asked Miles to stop.", 0),
    ],
)
def test_surnames(text: str, times: int) -> None:
    assert _found(text).count(("Miles", "person")) == times


def test_a_surname_is_its_bearer() -> None:
    people = [each.value for each in find_names("Shannon J. Miles ran. They asked Miles to stop.")]
    assert len(people) == 2
    assert len(set(people)) == 1


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("The Buffalo Bills won. The Bills had lost before.", "Bills"),
        ("The Buffalo Bills beat the Ravens.", "Ravens"),
    ],
)
def test_teams(text: str, team: str) -> None:
    assert (team, "organisation") in _found(text)


def test_bills_are_no_team_by_themselves() -> None:
    assert _found("The Bills were paid.") == []
