"""Exports of a reference manager: what an entry says, in whichever form, and which file it is about."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.library import Library
from index.models import Document
from index.refresh import refresh
from index.sources.references import Reference, is_export, read_export

# As Zotero 6 writes them.
BIBTEX = r"""
@article{velling_second_2021,
	title = {The {Second} Dam at {O}rlovka: 50\% done \& paid},
	url = {https://valley.example/dam_2},
	urldate = {2022-01-05},
	journal = {Valley Herald},
	author = {Velling, Marta and {Council of the Valley} and Ambr{\'e}l, Jonas},
	month = may,
	year = {2021},
	langid = {english},
	file = {Full Text PDF:files/12/Velling - 2021 - Dam.md:text/plain;Snapshot:files/13/snap.html:text/html},
}

@misc{ferry,
	title = {Паром пойдёт в субботу},
	date = {2021-04-02},
	author = {Вестник, Иван},
	language = {ru-RU},
}

@article{broken,
	title = {Never closed
"""
CSL = [
    {
        "id": "velling2021",
        "type": "article-newspaper",
        "title": "The Second Dam",
        "container-title": "Valley Herald",
        "author": [{"family": "Velling", "given": "Marta"}, {"literal": "Council of the Valley"}],
        "issued": {"date-parts": [[2021, 5, 4]]},
        "URL": "https://valley.example/dam",
        "language": "en-GB",
    }
]
ZOTERO = {
    "config": {},
    "items": [
        {
            "itemType": "interview",
            "title": "Talk",
            "date": "2021-05-04",
            "websiteTitle": "Herald",
            "creators": [{"firstName": "Jonas", "lastName": "Ambrel", "creatorType": "author"}],
            "attachments": [{"path": "/home/marta/Zotero/storage/AB12CD34/talk.md", "title": "x"}],
        }
    ],
}


def entries(tmp_path: Path, name: str, content: str) -> list[Reference]:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert is_export(tmp_path / name)
    return read_export(tmp_path / name, name)[0]


def test_bibtex(tmp_path: Path) -> None:
    dam, ferry = entries(tmp_path, "export.bib", BIBTEX)
    assert (dam.origin, dam.key) == ("BibTeX", "velling_second_2021")
    assert dam.files == ("files/12/Velling - 2021 - Dam.md", "files/13/snap.html")
    assert dam.fields == {
        "title": ("The Second Dam at Orlovka: 50% done & paid",),
        "publisher": ("Valley Herald",),
        "url": ("https://valley.example/dam_2",),
        "published": ("2021-05",),
        "language": ("en",),
        "kind": ("article",),
        "author": ("Marta Velling", "Council of the Valley", "Jonas Ambrél"),
    }
    assert ferry.fields == {
        "title": ("Паром пойдёт в субботу",),
        "published": ("2021-04-02",),
        "language": ("ru-ru",),
        "author": ("Иван Вестник",),
    }
    assert read_export(tmp_path / "export.bib", "export.bib")[1] == "1 of its entries cannot be read"


def test_csl_and_zotero_json(tmp_path: Path) -> None:
    (csl,) = entries(tmp_path, "csl.json", json.dumps(CSL))
    assert (csl.origin, csl.fields["published"], csl.fields["author"]) == (
        "CSL JSON", ("2021-05-04",), ("Marta Velling", "Council of the Valley"),
    )  # fmt: skip
    (zotero,) = entries(tmp_path, "zotero.json", json.dumps(ZOTERO))
    assert (zotero.origin, zotero.fields["kind"], zotero.fields["author"]) == (
        "Zotero", ("transcript",), ("Jonas Ambrel",),
    )  # fmt: skip
    assert zotero.files == ("/home/marta/Zotero/storage/AB12CD34/talk.md",)


@pytest.mark.parametrize(
    "value", [[{"title": "A", "text": "One.", "type": "article", "author": "B"}], {"name": "x", "version": 1}, [1]]
)
def test_other_json_is_no_export(tmp_path: Path, value: object) -> None:
    (tmp_path / "a.json").write_text(json.dumps(value))
    assert not is_export(tmp_path / "a.json")


def documents(folder: Path, index: Path) -> dict[str, Document]:
    library = Library.open(folder, index=index)
    try:
        return {row.path: library.read(row.id) for row in library.rows(library.search("*").numbers)}
    finally:
        library.close()


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "zotero"
    (folder / "files" / "12").mkdir(parents=True)
    (folder / "files" / "13").mkdir()
    (folder / "files" / "12" / "Velling - 2021 - Dam.md").write_text("# Untitled scan\n\nThe dam will be built.\n")
    (folder / "files" / "13" / "snap.html").write_text("<html><title>Snap</title><body><p>The dam.</p></body></html>")
    (folder / "ferry.txt").write_text("Паром будет ходить по субботам до конца октября.\n", encoding="utf-8")
    (folder / "export.bib").write_text(BIBTEX.split("@article{broken")[0], encoding="utf-8")
    return folder


def test_an_export_describes_the_files_beside_it(collection: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    summary = refresh(collection, index=index)
    assert (summary.added, summary.problems) == (3, ())
    found = documents(collection, index)
    assert found.keys() == {"files/12/Velling - 2021 - Dam.md", "files/13/snap.html", "ferry.txt"}
    dam = found["files/12/Velling - 2021 - Dam.md"]
    assert (dam.title, dam.published, dam.publisher, dam.authors[0], dam.url) == (
        "The Second Dam at Orlovka: 50% done & paid", "2021-05", "Valley Herald", "Marta Velling",
        "https://valley.example/dam_2",
    )  # fmt: skip
    assert {dam.origins[name] for name in ("title", "published", "publisher", "authors", "url")} == {"BibTeX"}
    assert found["ferry.txt"].title == "Паром пойдёт в субботу"  # called as its citation key
    assert refresh(collection, index=index).unchanged == 3


def test_a_changed_export_refreshes_what_it_describes(collection: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    refresh(collection, index=index)
    text = (collection / "export.bib").read_text(encoding="utf-8")
    (collection / "export.bib").write_text(text.replace("2021-04-02", "2021-04-03"), encoding="utf-8")
    summary = refresh(collection, index=index)
    assert (summary.changed, summary.unchanged) == (1, 2)
    assert documents(collection, index)["ferry.txt"].published == "2021-04-03"
    (collection / "dossier.yaml").write_text("documents: {ferry.txt: {title: Ferry}}")
    refresh(collection, index=index)
    found = documents(collection, index)["ferry.txt"]
    assert (found.title, found.published) == ("Ferry", "2021-04-03")
    (collection / "export.bib").unlink()
    assert refresh(collection, index=index).changed == 3


def test_files_exported_elsewhere_and_files_that_are_not_here(collection: Path, tmp_path: Path) -> None:
    (collection / "talk.md").write_text("Well, the dam was late.\n")
    (collection / "zotero.json").write_text(json.dumps(ZOTERO))
    (collection / "other.bib").write_text("@misc{lost, title = {Lost}, file = {:../../etc/passwd:PDF}}")
    (collection / "bad.bib").write_text("@misc{unclosed, title = {x")
    summary = refresh(collection, index=tmp_path / "index")
    assert {problem.path: problem.message for problem in summary.problems} == {
        "bad.bib": "bad.bib has no entry that can be read",
        "other.bib": "1 of its entries name files that are not here (lost)",
    }
    talk = documents(collection, tmp_path / "index")["talk.md"]
    assert (talk.title, talk.kind, talk.publisher) == ("Talk", "transcript", "Herald")


@pytest.mark.parametrize("name", ["a.bib", "a.json"])
@given(noise=st.binary(max_size=30), at=st.integers(0, 900), cut=st.integers(0, 40))
@settings(max_examples=80, deadline=None)
def test_mutated_exports_are_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, name: str, noise: bytes, at: int, cut: int
) -> None:
    path = tmp_path_factory.getbasetemp() / name
    data = BIBTEX.encode() if name == "a.bib" else json.dumps([CSL, ZOTERO]).encode()
    path.write_bytes(data[:at] + noise + data[at + cut :])
    try:
        found, _ = read_export(path, name)
    except SourceError:
        return
    for entry in found:
        assert all(isinstance(value, str) for values in entry.fields.values() for value in values)
