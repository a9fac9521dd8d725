"""`notes`: list, add, export as Markdown, verify."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.cli.conftest import FILES, Run, write

GREW = "Trade turnover with Kyrgyzstan grew by 13.6% in 2020"


@pytest.fixture
def noted(run: Run, tmp_path: Path) -> Run:
    """Run a command on a collection of its own."""
    folder = write(tmp_path / "collection", FILES)
    result = run("refresh", folder, "--index", tmp_path / "index")
    assert result.code == 0, result.err
    return lambda *arguments: run(*arguments, "-C", folder, "--index", tmp_path / "index")


def id_of(noted: Run, path: str) -> str:
    return next(str(each["id"]) for each in noted("search", "--json").records() if each["path"] == path)


def test_nothing_is_noted_at_first(noted: Run) -> None:
    found = noted("notes")
    assert (found.code, found.out) == (1, "")
    assert "nothing noted" in found.err
    assert noted("notes", "export").code == 1
    assert noted("notes", "verify").code == 0


def test_notes_are_added_listed_and_asked_for(noted: Run) -> None:
    trade, talks = id_of(noted, "trade.md"), id_of(noted, "talks.md")
    said = ("see the\x1b[31m annex", "--tag", "economy", "--tag", "annex", "--star")
    assert noted("notes", "add", trade, *said).code == 0
    assert noted("notes", "add", talks, "--quote", "Our trade fell by 17%", "a contrast", "--group", "Falls").code == 0
    listed = noted("notes", "list")
    assert listed.code == 0
    assert "★ Trade with Kyrgyzstan grows #annex #economy" in listed.out
    assert "see the^[[31m annex" in listed.out
    assert "❞ Our trade fell by 17%" in listed.out
    assert "Sadyr Japarov, Kremlin, “Talks in Sochi”, 2021-02-24, talks.md, saved " in listed.out
    document, quote = noted("notes", "list", "--json").records()
    assert (document["kind"], document["tags"], document["starred"]) == ("document", ["annex", "economy"], True)
    assert (quote["kind"], quote["note"], quote["group"]) == ("quote", "a contrast", "Falls")
    assert noted("notes", "list", "contrast").out.count("❞") == 1
    assert noted("notes", "list", "nowhere").code == 1
    assert [each["path"] for each in noted("search", "--json", "tag:economy").records()] == ["trade.md"]
    assert [each["path"] for each in noted("search", "--json", "is:quoted").records()] == ["talks.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "needs a document's id"),
        (["{id}"], "nothing to add"),
        (["{id}", "--quote", "never said"], "not in the document"),
        (["zzzz", "note"], "no document has the id"),
        (["{id}", "--tag", "a,b"], "is no tag"),
    ],
)
def test_what_cannot_be_added_is_told(noted: Run, arguments: list[str], said: str) -> None:
    id = id_of(noted, "trade.md")
    found = noted("notes", "add", *(each.format(id=id) for each in arguments))
    assert found.code == 2
    assert said in found.err


def test_quotes_are_exported_with_their_sources(noted: Run, tmp_path: Path) -> None:
    trade, talks = id_of(noted, "trade.md"), id_of(noted, "talks.md")
    noted("notes", "add", talks, "--quote", "Our trade fell by 17%", "--group", "Falls")
    noted("notes", "add", trade, "a rise", "--quote", GREW)
    noted("notes", "add", trade, "the main source", "--star")
    output = tmp_path / "notes.md"
    assert noted("notes", "export", "--output", output).code == 0
    text = output.read_text("utf-8")
    assert text.startswith("# Notes on collection\n\n## Evidence\n\n> Trade turnover")
    assert f"> {GREW}[^1]\n\na rise\n" in text
    assert "## Falls\n\n> Our trade fell by 17%[^2]\n" in text
    assert "- ★ Trade with Kyrgyzstan grows (trade.md)\n  the main source\n" in text
    assert "\n[^1]: TASS, “Trade with Kyrgyzstan grows”, 2021-05-24, trade.md, saved " in text
    assert noted("notes", "export", "--output", output).code == 2
    assert noted("notes", "export", "--output", output, "--force").code == 0


def test_verify_ends_as_diff_does(noted: Run, tmp_path: Path) -> None:
    noted("notes", "add", id_of(noted, "trade.md"), "--quote", GREW)
    found = noted("notes", "verify")
    assert (found.code, found.err) == (0, "1 stands\n")
    assert found.out.startswith(f"stands   trade.md  “{GREW}”")
    file = tmp_path / "collection" / "trade.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("Trade turnover", "In May, trade turnover"), "utf-8")
    assert noted("notes", "verify", "--json").records()[0]["state"] == "changed"
    file.write_text(text.replace(GREW, f"First. {GREW}"), "utf-8")
    found = noted("notes", "verify")
    assert (found.code, found.out[:5]) == (0, "moved")
    file.write_text(text.replace("13.6%", "14%"), "utf-8")
    found = noted("notes", "verify")
    assert (found.code, found.out[:7]) == (1, "changed")
    assert f"now “{GREW.replace('13.6%', '14%')}”" in found.out
    file.unlink()
    found = noted("notes", "verify")
    assert (found.code, found.out[:4]) == (1, "gone")
    assert "trade.md is gone" in found.out
