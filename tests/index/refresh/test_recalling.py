"""A renamed file is not read again where its name says nothing of its document."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.library import Library
from index.models import Document
from index.refresh import refresh
from index.refresh.reading import Reading, Task, read_document
from tests.faults.sentences import drawn

ARTICLE = """---
title: {title}
published: 2021-05-0{day}
---

{text}

Trade grew by 12% last year, said Sadyr Japarov.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(1, 5):
        text = ARTICLE.format(title=f"Article {number}", day=number, text=next(drawn(1, seed=number)).text)
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    (folder / "untitled.txt").write_text("the harvest was good, and the roads were dry.\n" * 9, encoding="utf-8")
    return folder


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of what is read."""
    paths: list[str] = []

    def noted(task: Task, *others: object) -> Reading:
        paths.append(task.path)
        return read_document(task, *others)  # type: ignore[arg-type]

    monkeypatch.setattr("index.refresh.readers.read_document", noted)
    return paths


def documents(collection: Path, index: Path) -> dict[str, Document]:
    library = Library.open(collection, index=index)
    try:
        found = [library.read(row.id) for row in library.rows(library.search("*").numbers)]
        return {document.path: document for document in found}
    finally:
        library.close()


def test_a_renamed_file_is_as_if_it_had_been_read(collection: Path, tmp_path: Path, read: list[str]) -> None:
    refresh(collection, index=tmp_path / "index")
    before = documents(collection, tmp_path / "index")
    (collection / "moved").mkdir()
    (collection / "1.md").rename(collection / "moved" / "first.md")
    (collection / "2.md").rename(collection / "1.md")
    read.clear()
    summary = refresh(collection, index=tmp_path / "index")
    assert read == ["moved/first.md"]  # whose old name is there still, with another content
    assert (summary.added, summary.changed, summary.removed) == (1, 1, 1)
    after = documents(collection, tmp_path / "index")
    assert after["1.md"] == replace(before["2.md"], path="1.md")
    refresh(collection, index=tmp_path / "anew")
    assert after == documents(collection, tmp_path / "anew")


@pytest.mark.parametrize(
    ("old", "new"),
    [("untitled.txt", "harvest.txt"), ("3.md", "2021-05-24 talks.md"), ("3.md", "3.txt")],
    ids=["title", "day", "format"],
)
def test_what_the_name_says_something_of_is_read(
    old: str, new: str, collection: Path, tmp_path: Path, read: list[str]
) -> None:
    refresh(collection, index=tmp_path / "index")
    (collection / old).rename(collection / new)
    read.clear()
    refresh(collection, index=tmp_path / "index")
    assert read == [new]
    refresh(collection, index=tmp_path / "anew")
    assert documents(collection, tmp_path / "index") == documents(collection, tmp_path / "anew")


def test_dossier_yaml_of_the_new_folder_counts(collection: Path, tmp_path: Path, read: list[str]) -> None:
    (collection / "dossier.yaml").write_text("folders:\n  reports/:\n    publisher: The Ministry\n", encoding="utf-8")
    refresh(collection, index=tmp_path / "index")
    (collection / "reports").mkdir()
    (collection / "4.md").rename(collection / "reports" / "4.md")
    read.clear()
    refresh(collection, index=tmp_path / "index")
    assert read == ["reports/4.md"]
    assert documents(collection, tmp_path / "index")["reports/4.md"].publisher == "The Ministry"


def test_a_changed_file_under_a_new_name_is_read(collection: Path, tmp_path: Path, read: list[str]) -> None:
    refresh(collection, index=tmp_path / "index")
    text = (collection / "4.md").read_text(encoding="utf-8")
    (collection / "4.md").unlink()
    (collection / "five.md").write_text(text.replace("grew", "fell"), encoding="utf-8")
    read.clear()
    refresh(collection, index=tmp_path / "index")
    assert read == ["five.md"]
    assert "fell" in documents(collection, tmp_path / "index")["five.md"].text
