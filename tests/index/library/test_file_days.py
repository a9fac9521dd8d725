"""The day of a file, shown where its document has no date, and never counted as one."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

from index.library import Library
from index.library.file_days import with_file_day
from index.models import Document
from index.refresh import refresh

NOON = 1_621_857_600  # on 24 May 2021, in every zone from UTC-12 to UTC+11
DAY = "2021-05-24"
TEXT = "Trade between the two countries grew last year, the ministry said.\n"


def test_only_of_what_has_no_date_and_is_never_a_date(tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "undated.txt").write_text(TEXT, encoding="utf-8")
    (folder / "dated.md").write_text(f"---\npublished: 2020-01-02\n---\n\n{TEXT}", encoding="utf-8")
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("letter.txt", "A letter about the harvest, which was better than the one before.")
    for file in folder.iterdir():
        os.utime(file, (NOON, NOON))
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    try:
        found = {row.path: library.read(row.id) for row in library.rows(library.search("*").numbers)}
        assert {path: each.file_day for path, each in found.items()} == {
            "dated.md": "",
            "old.zip//letter.txt": DAY,
            "undated.txt": DAY,
        }
        undated = found["undated.txt"]
        assert undated.published is None
        assert all(note.first is None for note in undated.annotations if note.text == "last year")
        assert not library.search("date:2021").numbers
        (folder / "undated.txt").unlink()
        assert library.read(undated.id).file_day == ""
    finally:
        library.close()


def test_a_time_that_is_no_day(tmp_path: Path) -> None:
    document = Document("a", "gone.txt", "", "")
    assert with_file_day(document, tmp_path) == document
    assert with_file_day(replace(document, path="a\0b"), tmp_path).file_day == ""
