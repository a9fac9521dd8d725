"""`export timeline`: to stdout or a file, in four formats."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run


def test_csv_on_stdout(ask: Run) -> None:
    found = ask("export", "timeline")
    assert (found.code, found.err) == (0, "")
    rows = list(csv.DictReader(found.out.splitlines()))
    assert len(rows) == len(ask("timeline", "--json").records())
    (said,) = [row for row in rows if row["text"] == "May 20, 2021"]
    assert said["publisher"] == "TASS"
    assert said["sentence"].startswith("Trade turnover with Kyrgyzstan grew by 13.6%")


def test_json_is_the_timeline_with_its_documents(ask: Run) -> None:
    exported = ask("export", "timeline", "subsidies", "--format", "json").records()
    assert [
        {key: each[key] for key in told}
        for each, told in zip(exported, ask("timeline", "subsidies", "--json").records(), strict=True)
    ] == (ask("timeline", "subsidies", "--json").records())
    assert {each["title"] for each in exported} == {"Trade with Kyrgyzstan grows"}


@pytest.mark.parametrize(
    ("ending", "begins"), [("csv", "first,"), ("ics", "BEGIN:V"), ("html", "<!DOC"), ("json", "{")]
)
def test_the_ending_of_the_file_is_the_format(ask: Run, tmp_path: Path, ending: str, begins: str) -> None:
    path = tmp_path / f"out.{ending.upper()}"
    found = ask("export", "timeline", "-zeppelin", "trade", "--output", path)
    assert (found.code, found.out) == (0, "")
    assert f"entries written to {path}" in found.err
    assert path.read_bytes().decode().startswith(begins)
    assert list(tmp_path.iterdir()) == [path]


def test_a_title_says_what_was_asked(ask: Run) -> None:
    assert "<h1>collection: trade</h1>" in ask("export", "timeline", "trade", "--format", "html").out
    assert "NAME:collection\r\n" in ask("export", "timeline", "--format", "ics").out


def test_only_one_kind(ask: Run) -> None:
    kinds = {each["kind"] for each in ask("export", "timeline", "--format", "json", "--kind", "published").records()}
    assert kinds == {"published"}


def test_an_existing_file_is_replaced_only_by_force(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("mine")
    found = ask("export", "timeline", "--output", path)
    assert (found.code, found.out) == (2, "")
    assert "--force" in found.err
    assert path.read_text() == "mine"
    assert ask("export", "timeline", "--output", path, "--force").code == 0
    assert path.read_text().startswith("first,")


def test_places_that_cannot_be_written(ask: Run, tmp_path: Path) -> None:
    assert "is a folder" in ask("export", "timeline", "--output", tmp_path, "--force").err
    assert "no folder" in ask("export", "timeline", "--output", tmp_path / "none" / "x.csv").err


def test_nothing_found_writes_nothing(ask: Run, tmp_path: Path) -> None:
    found = ask("export", "timeline", "zeppelin", "--output", tmp_path / "x.csv")
    assert (found.code, found.out) == (1, "")
    assert "no dates found" in found.err
    assert list(tmp_path.iterdir()) == []


def test_an_export_that_fails_leaves_no_file(ask: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(json, "dumps", fail)
    found = ask("export", "timeline", "--output", tmp_path / "x.json")
    assert found.code == 2
    assert "No space left" in found.err
    assert list(tmp_path.iterdir()) == []


def test_what_to_export_must_be_named(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("export", "trade")
    assert "timeline" in capsys.readouterr().err
