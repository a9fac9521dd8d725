"""`search` on a collection that holds one text several times."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.cli import main
from index.refresh import refresh
from tests.index.cli.conftest import Result, write

TEXT = " ".join(
    f"The minister said that item {i} of the agreement on trade grew by {i + 3} per cent." for i in range(9)
)
FILES = {
    "first.md": f"---\ntitle: The agency's text\npublished: 2021-05-01\n---\n{TEXT}\n",
    "second.md": f"---\ntitle: The paper's text\npublished: 2021-05-02\n---\n{TEXT} Photo by the press service.\n",
    "third.md": f"---\ntitle: A site's text\npublished: 2021-05-03\n---\nRead also: the weather.\n\n{TEXT}\n",
    "other.md": "---\ntitle: Quite another\npublished: 2021-05-04\n---\nThe trade mission left for Osh.\n",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder, index = tmp_path_factory.mktemp("copies"), tmp_path_factory.mktemp("index") / "index"
    refresh(write(folder, FILES), index=index)
    return folder, index


def _search(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], *arguments: str) -> Result:
    capsys.readouterr()
    code = main(["-C", str(folders[0]), "--index", str(folders[1]), "search", *arguments])
    return Result(code, *capsys.readouterr())


def test_copies_are_one_line_with_their_number(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = _search(folders, capsys, "trade", "--order", "newest")
    assert found.code == 0
    assert [title in found.out for title in ("agency's", "paper's", "site's", "another")] == [True, False, False, True]
    assert "first.md  +2 (--copies prints them)" in found.out
    assert "4 documents in 2 rows" in found.err


def test_the_limit_counts_rows(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 of 2 rows, 4 documents" in _search(folders, capsys, "trade", "--limit", "1").err


def test_every_copy_is_printed_where_asked(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    found = _search(folders, capsys, "trade", "--copies")
    assert all(title in found.out for title in ("agency's", "paper's", "site's", "another"))
    assert "--copies" not in found.out


def test_json_has_every_hit_and_the_group_where_asked(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    plain = _search(folders, capsys, "trade", "--json").records()
    assert len(plain) == 4
    assert "group" not in plain[0]
    groups = {each["path"]: each["group"] for each in _search(folders, capsys, "trade", "--json", "--copies").records()}
    assert groups["other.md"] is None
    assert len({groups["first.md"], groups["second.md"], groups["third.md"]}) == 1
    assert groups["first.md"] in {each["id"] for each in plain}


def test_the_setting_switches_it_off(
    folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from index import settings

    monkeypatch.setattr(settings, "load", lambda: settings.Settings(duplicates=0))
    found = _search(folders, capsys, "trade")
    assert all(title in found.out for title in ("agency's", "paper's", "site's"))


def test_that_copies_cannot_be_told_is_said(folders: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    [store] = folders[1].glob("*/copies.sqlite")
    sound = store.read_bytes()
    try:
        store.write_bytes(sound[: len(sound) // 2])
        found = _search(folders, capsys, "trade")
    finally:
        store.write_bytes(sound)
    assert found.code == 0
    assert all(title in found.out for title in ("agency's", "paper's", "site's", "another"))
    assert "copies is damaged" in found.err
    assert "refresh makes it anew" in found.err
