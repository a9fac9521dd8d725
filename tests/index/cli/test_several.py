"""Several collections asked as one: -C given more than once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.refresh import refresh
from tests.index.cli.conftest import Run, write

OTHER = {
    "a.md": "---\ntitle: Trade with the valley\npublished: 2021-03-01\nlanguage: en\n---\nTrade and subsidies grew.\n",
    "b.md": "---\ntitle: An older talk\npublished: 2019-03-01\nlanguage: en\n---\nThe trade of the town.\n",
}


@pytest.fixture
def other(tmp_path: Path) -> Path:
    folder = write(tmp_path / "other", OTHER)
    refresh(folder)
    return folder


@pytest.fixture
def both(collection: Path, other: Path) -> tuple[str | Path, ...]:
    return ("-C", collection, "-C", other)


def test_answers_are_one_list_that_says_whose_they_are(
    ask: Run, collection: Path, other: Path, both: tuple[str | Path, ...]
) -> None:
    found = ask("search", "trade", "subsidies", "--json", *both).records()
    assert {(Path(each["collection"]).name, each["path"]) for each in found[:2]} == {
        ("collection", "trade.md"),
        ("other", "a.md"),
    }
    assert {each["collection"] for each in found} == {str(collection), str(other)}
    assert found[0]["score"] > found[1]["score"] > 0  # scores compare across collections
    assert len(ask("search", "trade", "--json", *both, "-C", other).records()) == 4
    days = [each["published"] for each in ask("search", "--json", "--order", "newest", *both).records()]
    assert days == ["2021-05-24", "2021-03-01", "2021-02-24", "2019-03-01", None]
    assert [each["path"] for each in ask("search", "in:other trade", "--json", *both).records()] == ["a.md", "b.md"]


def test_for_reading(ask: Run, other: Path, both: tuple[str | Path, ...]) -> None:
    found = ask("search", "trade", "subsidies", "--limit", "3", *both)
    assert found.code == 0
    assert "--- 2 more match some of the words ---" in found.out
    assert str(other / "a.md") in found.out
    assert "3 of 4 documents" in found.out + found.err
    assert ask("search", "zeppelin", *both).code == 1
    assert ask("search", "trade", *both, "-C", other / "missing").code == 2


def test_the_other_questions_are_answered_for_all(
    ask: Run, run: Run, other: Path, both: tuple[str | Path, ...]
) -> None:
    (older,) = [each["id"] for each in ask("search", "town", "--json", *both).records()]
    assert older.endswith("@2")
    shown = ask("show", older, "--json", *both).records()[0]
    assert (shown["title"], shown["collection"]) == ("An older talk", str(other))
    assert str(other / "b.md") in ask("show", older, *both).out
    days = {each["value"] for each in ask("timeline", "--kind", "published", "--json", *both).records()}
    assert {"2021-05-24", "2019-03-01"} <= days
    assert ask("search", "trade", "--passages", "--json", *both).records()
    for command in (["entities"], ["figures"], ["turns"], ["export", "timeline"]):
        assert ask(*command, *both).code == 0, command
    assert ask("notes", "add", older, "see there", *both).code == 0
    assert [each["note"] for each in run("notes", "--json", "-C", other).records()] == ["see there"]


def test_what_is_not_indexed_yet_is_indexed_first(ask: Run, tmp_path: Path, collection: Path) -> None:
    fresh = write(tmp_path / "fresh", {"z.md": "---\ntitle: A zeppelin\n---\nA zeppelin over the town.\n"})
    found = ask("search", "zeppelin", "--json", "-C", collection, "-C", fresh)
    assert [each["collection"] for each in found.records()] == [str(fresh)]
    assert "for the first time" in found.out + found.err


def test_what_is_done_to_a_collection_is_done_to_one(ask: Run, both: tuple[str | Path, ...]) -> None:
    for command in (["refresh"], ["problems"], ["check"]):
        found = ask(*command, *both)
        assert found.code == 2
        assert "one collection at a time" in found.out + found.err
