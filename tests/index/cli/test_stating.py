"""`set`: what is said of a document, written and applied."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from index.refresh import refresh
from tests.index.cli.conftest import FILES, Run, write


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The tiny collection, to be written in."""
    folder = write(tmp_path / "collection", FILES)
    refresh(folder)
    return folder


def test_fields_are_written_and_shown(run: Run, own: Path) -> None:
    found = run(
        "set", "sub/note.txt", "published=24 мая 2021", "estimated=yes", "language=Russian", "--json", "-C", own
    )
    assert (found.code, found.err) == (0, "")
    [record] = found.records()
    assert record["fields"] == {"published": "2021-05-24", "estimated": True, "language": "ru"}
    assert Path(record["file"]) == own / "dossier.yaml"
    text = (own / "dossier.yaml").read_text(encoding="utf-8")
    assert text == "documents:\n  sub/note.txt: {published: 2021-05-24, estimated: true, language: ru}\n"
    rows = {each["path"]: each for each in run("search", "--json", "-C", own).records()}
    assert (rows["sub/note.txt"]["published"], rows["sub/note.txt"]["estimated"]) == ("2021-05-24", True)
    shown = run("show", rows["sub/note.txt"]["id"], "-C", own).out
    assert "Published: 2021-05-24 (estimated)  [dossier.yaml]" in shown


def test_several_documents_and_back(run: Run, own: Path) -> None:
    found = run("set", own / "trade.md", "talks.md", "place=Osh", "authors=A. Bekova; O. Tashiev", "-C", own)
    assert found.code == 0
    assert "2 read again" in found.out
    assert run("set", "trade.md", "--unset", "place", "--unset", "authors", "-C", own).code == 0
    rows = {each["path"]: each for each in run("search", "--json", "-C", own).records()}
    assert (rows["trade.md"]["place"], rows["talks.md"]["place"]) == ("Bishkek", "Osh")


def test_what_is_wrong_is_said_and_nothing_written(run: Run, own: Path) -> None:
    for words, said in (
        (["note.txt", "place=Osh"], "No document is"),
        (["trade.md", "publishd=2020"], "did you mean published?"),
        (["trade.md", "published=soon"], "is not a date"),
        (["trade.md", "kind=articel"], "did you mean article?"),
        (["trade.md", "language=Rusian"], "did you mean Russian?"),
        (["trade.md", "url=file:///etc"], "no web address"),
        (["trade.md"], "Say which document"),
    ):
        found = run("set", *words, "-C", own)
        assert found.code == 2
        assert said in found.err
    assert not (own / "dossier.yaml").exists()


def test_problems_are_listed_and_retried(run: Run, own: Path) -> None:
    (own / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (own / "picture.xyz").write_bytes(b"\x00")
    refresh(own)
    found = run("problems", "--json", "-C", own)
    assert [each["path"] for each in found.records()] == ["binary.txt", "picture.xyz"]
    assert all(each["message"] and each["hint"] for each in found.records())
    assert run("problems", "zeppelin", "-C", own).code == 1
    (own / "binary.txt").write_text("Mended text, long enough to be read as one.\n", encoding="utf-8")
    found = run("problems", "binary", "--retry", "-C", own)
    assert (found.code, found.out) == (1, "")
    assert "1 of 1 can be read now" in found.err


@pytest.mark.skipif(sys.platform != "linux", reason="names that other systems refuse")
def test_documents_of_odd_names(run: Run, own: Path) -> None:
    """A line break in a name needs an escape in YAML; what is no UTF-8 is known by its escape."""
    for name in ("new\nline.txt", "bad\udcff.txt", "trail .txt", "-dash: [x].txt"):
        (own / name).write_text("A text of its own.\n", encoding="utf-8")
    refresh(own)
    for name in ("new\nline.txt", "bad\udcff.txt", "trail .txt", "-dash: [x].txt"):
        found = run("set", "-C", own, "--", name, "title=Two\nlines \udcff")
        assert (found.code, found.err) == (0, "")
    rows = {each["path"]: each["title"] for each in run("search", "--json", "-C", own).records()}
    odd = ("new\nline.txt", "bad\\xff.txt", "trail .txt", "-dash: [x].txt")
    assert {rows[name] for name in odd} == {"Two lines \ufffd"}


@pytest.mark.skipif(os.name != "posix", reason="lengths of paths")
def test_a_path_longer_than_a_key_of_yaml(run: Run, own: Path) -> None:
    long = own.joinpath(*["d" * 200] * 6)
    long.mkdir(parents=True)
    (long / "a.txt").write_text("A text.\n", encoding="utf-8")
    refresh(own)
    found = run("set", long / "a.txt", "title=x", "-C", own)
    assert (found.code, "too long for dossier.yaml" in found.err) == (2, True)
    assert not (own / "dossier.yaml").exists()
