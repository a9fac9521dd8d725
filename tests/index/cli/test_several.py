"""One query over several collections."""

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


def test_answers_are_one_list_that_says_whose_they_are(ask: Run, collection: Path, other: Path) -> None:
    found = ask("search", "trade", "subsidies", "--json", "--also", other).records()
    assert [(Path(each["collection"]).name, each["path"]) for each in found] == [
        ("collection", "trade.md"),
        ("other", "a.md"),
        ("collection", "talks.md"),
        ("other", "b.md"),
    ]
    assert {each["collection"] for each in found} == {str(collection), str(other)}
    assert len(ask("search", "trade", "--json", "--also", other, "--also", other, "--also", collection).records()) == 4


def test_other_orders_compare_the_documents(ask: Run, other: Path) -> None:
    days = [each["published"] for each in ask("search", "--json", "--order", "newest", "--also", other).records()]
    assert days == ["2021-05-24", "2021-03-01", "2021-02-24", "2019-03-01", None]
    days = [each["published"] for each in ask("search", "--json", "--order", "oldest", "--also", other).records()]
    assert days == ["2019-03-01", "2021-02-24", "2021-03-01", "2021-05-24", None]


def test_for_reading(ask: Run, other: Path) -> None:
    found = ask("search", "trade", "subsidies", "--limit", "3", "--also", other)
    assert found.code == 0
    assert "--- 2 more match some of the words ---" in found.out
    assert str(other / "a.md") in found.out
    assert "3 of 4 documents: 2 in collection, 2 in other" in found.err
    assert ask("search", "zeppelin", "--also", other).code == 1
    assert ask("search", "trade", "--also", other / "missing").code == 2
