"""`export documents|quotes|evidence`: references for other programs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from index.cli.export import _CITATION_ENDINGS, _CITATION_FORMATS
from index.export.citations import FORMATS
from tests.index.cli.conftest import FILES, Run, write


@pytest.fixture
def noted(run: Run, tmp_path: Path) -> Run:
    """Run a command on a collection of its own, with two quotes kept from it."""
    folder = write(tmp_path / "collection", FILES)
    assert run("refresh", folder, "--index", tmp_path / "index").code == 0
    ids = {
        str(each["path"]): str(each["id"])
        for each in run("search", "--json", "-C", folder, "--index", tmp_path / "index").records()
    }
    for path, quote in (("talks.md", "Our trade fell by 17%"), ("trade.md", "Trade turnover with Kyrgyzstan grew")):
        kept = run("notes", "add", ids[path], "--quote", quote, "-C", folder, "--index", tmp_path / "index")
        assert kept.code == 0, kept.err
    return lambda *arguments: run(*arguments, "-C", folder, "--index", tmp_path / "index")


def test_the_formats_are_those_there_are() -> None:
    assert tuple(FORMATS) == _CITATION_FORMATS
    assert all(FORMATS[format].ending == ending for ending, format in _CITATION_ENDINGS.items())


def test_documents_found(ask: Run) -> None:
    found = ask("export", "documents", "subsidies", "--format", "csl")
    assert found.code == 0
    (item,) = json.loads(found.out)
    assert (item["title"], item["container-title"]) == ("Trade with Kyrgyzstan grows", "TASS")
    assert ask("export", "documents", "subsidies", "--format", "apa").out == (
        "TASS. (2021, May 24). Trade with Kyrgyzstan grows.\n"
    )
    assert ask("export", "documents", "zeppelins").code == 1


def test_the_ending_of_the_file_is_the_format(ask: Run, tmp_path: Path) -> None:
    assert ask("export", "documents", "--output", tmp_path / "all.bib").code == 0
    assert (tmp_path / "all.bib").read_text().startswith("@")
    assert ask("export", "documents", "--output", tmp_path / "all.txt", "--style", "gost").code == 0
    assert "// TASS. 2021. 24 мая" in (tmp_path / "all.txt").read_text()


def test_the_tray_and_the_quotes_of_what_was_found(noted: Run) -> None:
    tray = noted("export", "evidence", "--format", "markdown", "--style", "chicago-notes").out
    assert tray.index("> Our trade fell by 17%[^1]") < tray.index("> Trade turnover with Kyrgyzstan grew[^2]")
    assert "[^2]: “Trade with Kyrgyzstan grows,” *TASS*, May 24, 2021." in tray
    (row,) = csv.DictReader(noted("export", "quotes", "subsidies").out.splitlines())
    assert (row["quote"], row["publisher"]) == ("Trade turnover with Kyrgyzstan grew", "TASS")
    assert noted("export", "quotes", "zeppelins").code == 1


def test_what_does_not_fit_is_told(ask: Run) -> None:
    assert "documents have no place in ics" in ask("export", "documents", "--format", "ics").err
    assert "timeline have no place in bibtex" in ask("export", "timeline", "--format", "bibtex").err
    wrong = ask("export", "documents", "--format", "references", "--style", "vancouver")
    assert (wrong.code, wrong.out) == (2, "")
    assert "no citation style" in wrong.err
