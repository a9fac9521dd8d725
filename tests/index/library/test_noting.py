"""Stars, tags, hidden documents and notes: they change answers at once, survive renames and edits, and are undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import NotebookError, NotFoundError
from index.library import Library
from index.models import Flags, Order
from index.notebook import notebook_file
from index.refresh import refresh


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for i, name in enumerate(("one", "two", "three", "four")):
        head = f"---\ntitle: {name.title()}\npublished: 202{i}-05-24\n---\n\n"
        (folder / f"{name}.md").write_text(f"{head}Trade grew in {name}. Aida Bekova spoke of {name}.\n", "utf-8")
    refresh(folder, index=tmp_path / "index")
    return folder


@pytest.fixture
def library(collection: Path, tmp_path: Path) -> Iterator[Library]:
    library = Library.open(collection, index=tmp_path / "index")
    yield library
    library.close()


def paths(library: Library, query: str) -> list[str]:
    page = library.search(query, Order.TITLE)
    return [row.path for row in library.rows(page.numbers[: page.complete])]


def ids(library: Library, query: str = "*") -> list[str]:
    return [row.id for row in library.rows(library.search(query, Order.TITLE, hidden=True).numbers)]


def test_stars_and_tags_are_asked_for_beside_anything_else(library: Library) -> None:
    four, one, _, two = ids(library)
    assert library.star([four, one]) == 2
    assert library.tag([one, two], add=["Economy", "central  asia"]) == 2
    assert paths(library, "is:starred") == ["four.md", "one.md"]
    assert paths(library, "tag:economy") == ["one.md", "two.md"]
    assert paths(library, 'tag:"Central Asia" -is:starred trade') == ["two.md"]
    assert paths(library, "tag:economy OR is:starred") == ["four.md", "one.md", "two.md"]
    assert paths(library, "-is:tagged") == ["four.md", "three.md"]
    assert paths(library, "NOT (is:starred OR is:tagged)") == ["three.md"]
    assert library.flags()[one] == Flags(True, False, ("central asia", "Economy"))
    assert library.tags() == [("central asia", 2), ("Economy", 2)]
    # counts and timeline speak of the same documents
    page = library.search("is:starred")
    assert [(each.name, each.documents) for each in library.entities(page)] == [("Aida Bekova", 2)]
    assert [bar.published for bar in library.bars(page) if bar.published] == [1, 1]


def test_a_tag_is_one_in_any_capitals_and_keeps_the_form_it_has(library: Library) -> None:
    four, one, three, _ = ids(library)
    library.tag([one], add=["Economy"])
    assert library.tag([one], add=["ECONOMY"]) == 0
    library.tag([four, three], add=["economy"])
    assert library.tags() == [("Economy", 3)]
    assert library.tag([one, four], drop=["economy"]) == 2
    assert paths(library, "tag:ECONOMY") == ["three.md"]
    with pytest.raises(NotebookError, match="is no tag"):
        library.tag([one], add=["a, b"])
    with pytest.raises(NotebookError, match="at most"):
        library.tag([one], add=["x" * 61])
    with pytest.raises(NotFoundError):
        library.tag(["nobody"], add=["x"])


def test_hidden_documents_leave_every_answer_that_does_not_ask_for_them(library: Library) -> None:
    one = ids(library)[1]
    library.hide_documents([one])
    assert paths(library, "*") == ["four.md", "three.md", "two.md"]
    assert paths(library, "") == ["four.md", "three.md", "two.md"]
    assert paths(library, "trade") == ["four.md", "three.md", "two.md"]
    assert paths(library, "one") == []
    assert paths(library, "is:hidden") == ["one.md"]
    assert paths(library, "trade (is:hidden OR *)") == ["four.md", "one.md", "three.md", "two.md"]
    assert [each.documents for each in library.entities(library.search(""))] == [3]
    assert len(library.entries(library.search(""))) == 3
    (bekova,) = library.entities(library.search(""))
    assert library.card(bekova.value).documents == 3
    assert library.undo()
    assert paths(library, "one") == ["one.md"]


def test_one_undo_takes_back_what_was_said_of_many(library: Library) -> None:
    library.tag(ids(library), add=["all"])
    library.star(ids(library)[:1])
    library.undo()
    assert paths(library, "is:starred") == []
    library.undo()
    assert library.tags() == []
    assert library.flags() == {}
    assert library.undo() is None


def test_a_note_on_a_document_is_kept_line_by_line(library: Library, collection: Path) -> None:
    one = ids(library)[1]
    library.note_document(one, "first line\n\n  second: line #2\n")
    assert library.note_of(one) == "first line\n\n  second: line #2"
    assert paths(library, "is:noted") == ["one.md"]
    text = notebook_file(collection).read_text("utf-8")
    assert "    note: |-\n      first line\n" in text
    assert "        second: line #2\n" in text
    library.note_document(one, "")
    assert paths(library, "is:noted") == []
    assert "documents:" in notebook_file(collection).read_text("utf-8")


def test_they_follow_a_file_that_is_renamed_and_one_that_is_edited(
    library: Library, collection: Path, tmp_path: Path
) -> None:
    four, one, *_ = ids(library)
    library.star([four, one])
    library.tag([one], add=["mine"])
    (collection / "four.md").rename(collection / "sub.md")
    text = (collection / "one.md").read_text("utf-8")
    (collection / "one.md").write_text(text.replace("grew", "fell"), "utf-8")
    refresh(collection, index=tmp_path / "index")
    assert library.refresh()
    assert paths(library, "is:starred") == ["sub.md", "one.md"]
    assert ids(library)[1] != one
    # the next change writes it under the new id, once
    assert library.tag(ids(library, "tag:mine"), drop=["mine"]) == 1
    assert paths(library, "is:starred") == ["sub.md", "one.md"]
    assert notebook_file(collection).read_text("utf-8").count("path: one.md") == 1
    library.undo()
    assert paths(library, "tag:mine") == ["one.md"]
    (collection / "one.md").unlink()
    refresh(collection, index=tmp_path / "index")
    library.refresh()
    assert paths(library, "is:starred") == ["sub.md"]
    assert [each.path for each in library.noted.homeless] == ["one.md"]


def test_an_edit_by_hand_and_another_window_are_seen(library: Library, collection: Path, tmp_path: Path) -> None:
    four, one, *_ = ids(library)
    library.star([four])
    other = Library.open(collection, index=tmp_path / "index")
    other.star([one])
    other.close()
    assert paths(library, "is:starred") == ["four.md", "one.md"]
    file = notebook_file(collection)
    by_hand = "    starred: true\n    tags: by hand, two\n"
    file.write_text(file.read_text("utf-8").replace("    starred: true\n", by_hand, 1), "utf-8")
    assert paths(library, 'tag:"by hand"') == ["four.md"]
    assert library.refresh()


def test_a_tag_nobody_gave_is_told_and_tab_completes_those_there_are(library: Library) -> None:
    one = ids(library)[1]
    library.tag([one], add=["economy", "central asia"])
    (complaint,) = library.parse("trade tag:economi").complaints
    assert (complaint.message, complaint.hint) == ("No document has the tag “economi”", "did you mean economy?")
    assert (complaint.start, complaint.end) == (10, 17)
    assert library.parse("tag:econ", typing=True).complaints == ()
    assert len(library.search("tag:econ", typing=True).numbers) == 1
    assert library.complete("tag:", 4) == ['tag:"central asia"', "tag:economy"]
    assert library.complete("is:h", 4) == ["is:hidden"]
