"""Every format that holds several documents with a small real file, made by another tool than the one that reads it.

A row is a document in a file of `tests/fixtures/members`: its path in the collection, its title, the day it was
published, words its text begins with, the number of speakers' turns, authors and publisher. How each file was made
stands in `tests/fixtures/README.md`. A refresh reads them all, and then all of them damaged beside sound ones.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from index.library import Library
from index.models import Document
from index.refresh import refresh

FIXTURES = Path(__file__).parents[2] / "fixtures" / "members"
FERRY = "The Saturday ferry will run until the end of October"
SPEECHES = (
    "records:\n  speeches.jsonl: {text: speech, title: [country, session], published: date, authors: speaker.name}\n"
)


class Row(NamedTuple):
    """What a document must give; `encoding` is not asked, for all of them are right only in the right one."""

    path: str
    title: str
    published: str | None
    begins: str
    turns: int = 0
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""


WARC = "http://127.0.0.1:8766/"
ROWS = [
    Row("note.txt.gz", "The ferry runs on Saturdays", "2021-04-02", FERRY, 1),
    *(
        row
        for box in ("papers.zip", "papers.tar.gz")
        for row in (
            Row(f"{box}//note.txt", "The ferry runs on Saturdays", "2021-04-02", FERRY, 1),
            Row(f"{box}//bridge.html", "The bridge stands again", None, "The bridge over the river stands again", 1),
            Row(f"{box}//council/minutes.md", "Minutes of the council", "2021-03-14", "CHAIRWOMAN MARTA VELLING:", 3),
        )
    ),
    Row("letter.eml", "The ferry in April", "2021-04-02", "The ferry runs on Saturdays", 1, ("Jonas Ambrel",)),
    Row("letter.eml//minutes.md", "Minutes of the council", "2021-03-14", "CHAIRWOMAN MARTA VELLING: The second", 3),
    *(
        row
        for box in ("thread.mbox", "thread.mbox.gz")
        for row in (
            Row(
                f"{box}//2021-05-24 Бюджет на дороги", "Бюджет на дороги", "2021-05-24",
                "Уважаемые коллеги,\n\nбюджет на дороги принят вчера.", 0, ("Марта Веллинг",),
            ),
            Row(
                f"{box}//2021-05-24 Бюджет на дороги//отчёт.txt", "отчёт", None,
                "Отчёт о дорогах: отремонтировано 14 километров.",
            ),
            Row(
                f"{box}//2021-05-24 Бюджет на дороги (2)", "Бюджет на дороги", "2021-05-24",
                "Thank you, Marta.\n\nOn Mon, May 24, 2021 Marta Velling wrote:\n\n> The budget was adopted yesterday.",
                0, ("Jonas Ambrel",),
            ),
        )
    ),
    Row("speeches.jsonl//1", "Lesnoye, 12", "2021-09-21", "Mr. President, the second dam", 0, ("Marta Velling",)),
    Row("speeches.jsonl//2", "Orlovka, 12", "2021-09-22", "We thank the council.", 0, ("Jonas Ambrel",)),
    Row("feed.json//1", "Lesnoye speaks", "2021-09-21", "Mr. President, the second dam", 0, ("Marta Velling",)),
    Row("feed.json//2", "Orlovka speaks", "2021-09-22", "We thank the council.", 0, ("Jonas Ambrel",)),
    Row(
        "table.csv//1", "Дорога открыта; мост стоит", "2021-05-24",
        'Дорогу в долину открыли в понедельник, сказал "глава" совета.', publisher="Вестник долины",
    ),
    Row("table.csv//2", "Паром пойдёт в субботу", "2021-05-25", "Паром будет ходить", publisher="Вестник долины"),
    Row("rows.tsv//1", "Road opened", "2021-05-24", "The road to the valley", 1, url="https://valley.example/road"),
    Row("rows.tsv//2", "Ferry", "2021-04-02", 'The ferry, "Anna", runs', url="https://valley.example/ferry"),
    Row(
        "crawl.warc.gz//127.0.0.1:8766/index.html", "Road to the valley opened", "2021-05-24",
        "The road to the valley was opened on Monday", 1, url=WARC + "index.html",
    ),
    Row(
        "crawl.warc.gz//127.0.0.1:8766/bridge.html", "The bridge stands again", None,
        "The bridge over the river stands again", 1, url=WARC + "bridge.html",
    ),
    Row(
        "crawl.warc.gz//127.0.0.1:8766/chunked.html", "Дорога в долину открыта", None,
        "Дорогу в долину открыли в понедельник", 1, url=WARC + "chunked.html",
    ),
    Row(
        "crawl.warc.gz//127.0.0.1:8766/notes.txt", "notes", None,
        "Plain notes about the valley", url=WARC + "notes.txt",
    ),
]  # fmt: skip


def indexed(folder: Path, index: Path) -> dict[str, Document]:
    library = Library.open(folder, index=index)
    try:
        return {row.path: library.read(row.id) for row in library.rows(library.search("*").numbers)}
    finally:
        library.close()


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Document], dict[str, str]]:
    """The documents of all files by path, and the problems."""
    folder = tmp_path_factory.mktemp("members") / "files"
    shutil.copytree(FIXTURES, folder)
    (folder / "dossier.yaml").write_text(SPEECHES, encoding="utf-8")
    summary = refresh(folder, index=folder.parent / "index")
    problems = {problem.path: problem.message for problem in summary.problems}
    return indexed(folder, folder.parent / "index"), problems


@pytest.mark.parametrize("row", ROWS, ids=[row.path for row in ROWS])
def test_a_document_in_a_file(row: Row, collection: tuple[dict[str, Document], dict[str, str]]) -> None:
    found = collection[0][row.path]
    assert (found.title, found.published) == (row.title, row.published)
    assert found.text.startswith(row.begins)
    assert (len(found.turns), tuple(found.authors), found.publisher, found.url) == row[4:]


def test_there_is_nothing_else(collection: tuple[dict[str, Document], dict[str, str]]) -> None:
    documents, problems = collection
    assert documents.keys() == {row.path for row in ROWS}
    assert problems == {
        "locked.zip//note.txt": "It is encrypted",
        "papers.zip": "1 of its files is of kinds without a reader (1 .jpg)",
        "papers.tar.gz": "1 of its files is of kinds without a reader (1 .jpg)",
    }


def test_where_a_page_of_a_web_archive_comes_from(
    collection: tuple[dict[str, Document], dict[str, str]],
) -> None:
    found = collection[0]["crawl.warc.gz//127.0.0.1:8766/index.html"]
    assert found.origins["url"].startswith("web archive, retrieved 20")


# Each with how it is damaged, and the documents in it that are still found.
DAMAGED = [
    ("papers.zip", "cut", 0),
    ("papers.tar.gz", "cut", 1),
    ("note.txt.gz", "cut", 0),
    ("letter.eml", "cut", 2),
    ("thread.mbox", "headless", 1),
    ("speeches.jsonl", "cut", 1),
    ("feed.json", "cut", 0),
    ("table.csv", "cut", 1),
    ("rows.tsv", "cut", 2),
    ("crawl.warc.gz", "cut", 3),
]


@pytest.mark.parametrize(("name", "how", "left"), DAMAGED, ids=[row[0] for row in DAMAGED])
def test_a_damaged_file_is_one_problem_and_nothing_else_is_lost(name: str, how: str, left: int, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    (folder / "dossier.yaml").write_text(SPEECHES if name.startswith("speech") else "", encoding="utf-8")
    data = (FIXTURES / name).read_bytes()
    (folder / name).write_bytes(data[: len(data) * 3 // 5] if how == "cut" else b"\x00rubbish\n" + data[30:])
    shutil.copy(FIXTURES / "note.txt.gz", folder / "sound.txt.gz")
    summary = refresh(folder, index=tmp_path / "index")
    assert len(summary.problems) == 1, summary.problems
    (problem,) = summary.problems
    assert problem.path.startswith(name)
    assert problem.message
    assert problem.hint
    found = indexed(folder, tmp_path / "index")
    assert "sound.txt.gz" in found
    assert len(found) - 1 == left
