"""`export timeline`: to stdout or a file, in four formats."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.index.cli.conftest import Run, write


def test_csv_on_stdout(ask: Run) -> None:
    found = ask("export", "timeline")
    assert found.code == 0
    assert found.err == "without a place in time: 1 document without a date; timeline --unresolved lists them\n"
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
    mode = path.stat().st_mode
    found = ask("export", "timeline", "--output", path)
    assert (found.code, found.out) == (2, "")
    assert "--force" in found.err
    assert path.read_text() == "mine"
    assert ask("export", "timeline", "--output", path, "--force").code == 0
    assert path.read_text().startswith("first,")
    assert path.stat().st_mode == mode


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


def test_figures_as_a_table(ask: Run) -> None:
    found = ask("export", "figures", "--format", "csv")
    assert (found.code, found.err) == (0, "")
    rows = {(row["measure"], row["aspect"], row["text"]): row for row in csv.DictReader(found.out.splitlines())}
    grown = rows["trade", "growth", "13.6%"]
    assert (grown["value"], grown["unit"], grown["direction"], grown["period"]) == ("13.6", "%", "rise", "2020")
    assert (grown["first"], grown["last"], grown["publisher"]) == ("2020-01-01", "2020-12-31", "TASS")
    assert rows["trade", "amount", "$2.5 billion"]["value"] == "2500000000"
    fallen = rows["trade", "growth", "17%"]
    assert (fallen["speaker"], fallen["conflict"], grown["conflict"]) == ("Sadyr Japarov", "false", "false")
    assert fallen["sentence"] == "Our trade fell by 17% in 2020."


def test_figures_that_contradict_each_other_are_told(run: Run, tmp_path: Path) -> None:
    texts = {
        "a.md": "Trade with Kyrgyzstan grew by 13.6% in 2020.",
        "b.md": "Trade with Kyrgyzstan fell by 17% in 2020.",
    }
    folder = write(tmp_path / "two", {name: f"---\npublished: 2021-05-24\n---\n{texts[name]}\n" for name in texts})
    run("refresh", folder)
    found = run("export", "figures", "", "-C", folder, "--format", "csv")
    assert [row["conflict"] for row in csv.DictReader(found.out.splitlines())] == ["true", "true"]


def test_figures_as_json_lines_into_a_file(ask: Run, tmp_path: Path) -> None:
    path = tmp_path / "figures.json"
    found = ask("export", "figures", "trade", "--output", path)
    assert found.code == 0
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert f"{len(records)} figures written to {path}" in found.err
    assert {type(each["value"]) for each in records} == {float}


def test_figures_have_no_calendar_and_nothing_found_writes_nothing(ask: Run, tmp_path: Path) -> None:
    found = ask("export", "figures", "--output", tmp_path / "x.ics")
    assert (found.code, "csv or json" in found.err) == (2, True)
    assert ask("export", "figures", "zeppelin", "--output", tmp_path / "x.csv").code == 1
    assert list(tmp_path.iterdir()) == []


def test_a_rise_without_a_figure_is_exported_but_no_figure(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.md").write_text("---\npublished: 2021-05-24\n---\nMutual trade declined last year. =1 of 5 schools.\n")
    arguments = ("-C", folder, "--index", tmp_path / "index")
    (trend,) = [
        each for each in run("export", "figures", "--format", "json", *arguments).records() if each["value"] is None
    ]
    assert (trend["measure"], trend["aspect"], trend["direction"], trend["period"]) == (
        "trade",
        "growth",
        "fall",
        "2020",
    )
    assert "declined,Mutual trade declined last year." in run("export", "figures", *arguments).out
    assert [each["text"] for each in run("figures", "--json", *arguments).records()] == ["5 schools"]
    assert set(run("figures", "--json", *arguments).records()[0]) == {
        "value", "unit", "text", "measure", "period", "sentence", "document", "start", "end",
        "kind", "low", "high", "hedge", "direction", "basis",
    }  # fmt: skip


def test_words_of_others_are_no_formulas(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("=cmd() about 1,800 companies came here.\n\nTemperatures fell to -5% of it.\n")
    out = run("export", "figures", "-C", folder, "--index", tmp_path / "index").out
    rows = list(csv.DictReader(out.splitlines()))
    assert [row["sentence"] for row in rows if row["unit"] == "companies"] == [
        "'=cmd() about 1,800 companies came here."
    ]
    assert [row["value"] for row in rows if row["unit"] == "%"] == ["-5"]  # a number of ours stays one
