"""Several collections opened as one: they answer as one, and each keeps what is its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.errors import CollectionError, NotebookError, NotFoundError, SettingsError
from index.folders import index_folder
from index.library import Library
from index.library.several import Several
from index.models import Order
from index.notebook import Notebook
from index.refresh import refresh

SAME = "---\ntitle: The same report\npublished: 2021-05-24\n---\n\nTrade grew by 5% in 2020. Aida Bekova spoke of it.\n"


def page(title: str, day: str, text: str) -> str:
    return f"---\ntitle: {title}\npublished: {day}\n---\n\n{text}\n"


WIRES = {
    "report.md": SAME,
    "talks.md": page("Talks", "2021-02-01", "Aida Bekova met Oleg Petrov. Trade was on the table, and water."),
    "names.yaml": "entities:\n- {id: aida-bekova, kind: person, name: Aida Bekova, aliases: [Aida Bekova-Sadykova]}\n",
}
NOTES = {
    "dossier.yaml": "name: Field notes\n",
    "2021/report.md": SAME,
    "talks.md": page("Water", "2022-03-01", "Aida Bekova-Sadykova spoke of water again. The water rose on 5 May 2021."),
    "broken.pdf": "no pdf",
}


def make(folder: Path, files: dict[str, str], *, index: bool = True) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    folder.mkdir(parents=True, exist_ok=True)
    if index:
        refresh(folder)
    return folder


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    return [make(tmp_path / "wires", WIRES), make(tmp_path / "notes", NOTES)]


@pytest.fixture
def both(folders: list[Path]) -> Iterator[Several]:
    library = Several.over(folders)
    yield library
    library.close()


def found(library: Library, query: str, order: Order = Order.TITLE) -> list[tuple[str, str]]:
    page = library.search(query, order)
    return [(row.collection, row.path) for row in library.rows(page.numbers[: page.complete])]


def ids(library: Library, query: str = "*") -> dict[tuple[str, str], str]:
    rows = library.rows(library.search(query, hidden=True).numbers)
    return {(row.collection, row.path): row.id for row in rows}


def told(library: Library) -> str:
    return "".join(each.message for each in library.left_out())


def has_indexes(library: Library) -> bool:
    return library.indexed


WIRED, NOTED = ("wires", "report.md"), ("Field notes", "2021/report.md")


def test_they_are_searched_as_one_and_say_whose_they_are(both: Several) -> None:
    assert both.count() == 4
    assert found(both, "trade") == [("wires", "talks.md"), WIRED, NOTED]
    assert found(both, "water") == [("wires", "talks.md"), ("Field notes", "talks.md")]
    assert found(both, "in:field water") == [("Field notes", "talks.md")]
    assert found(both, "-in:wires") == [NOTED, ("Field notes", "talks.md")]
    parsed = both.parse("in:nowhere trade")
    assert [each.message for each in parsed.complaints] == ["No collection called “nowhere” is open"]
    assert "wires, Field notes" in parsed.complaints[0].hint
    assert not found(both, "in:nowhere trade")


def test_alone_a_collection_is_asked_for_by_its_own_name(folders: list[Path]) -> None:
    library = Library.open(folders[1])
    assert len(found(library, "in:notes")) == len(found(library, "collection:field")) == 2
    assert not found(library, "in:wires")
    assert not found(library, "-in:field")
    library.close()


def test_one_file_in_both_is_two_documents_in_one_row(both: Several) -> None:
    known = ids(both)
    one, other = known[WIRED], known[NOTED]
    assert other == f"{one}@2"
    assert both.read(one).path == "report.md"
    assert both.read(other).path == "2021/report.md"
    assert both.read(other).id == other
    assert [both.folder_of(each).name for each in (one, other)] == ["wires", "notes"]
    answer = both.search("report", Order.TITLE)
    stacks = both.stacks(answer, Order.TITLE)
    assert stacks is not None
    assert [len(stacks.rows), [len(each) for each in stacks.under.values()]] == [1, [1]]
    assert both.copy_groups() == {one: one, other: one}
    both.duplicates = 0
    assert not both.copy_groups()


def test_names_of_all_lists_hold_everywhere(both: Several) -> None:
    assert len(found(both, 'person:"Aida Bekova"')) == 4
    (count,) = [each for each in both.entities(both.search("*")) if each.name == "Aida Bekova"]
    assert count.documents == 4
    assert both.card(count.value).documents == 4


def test_timeline_figures_and_snippets_are_of_both(both: Several) -> None:
    everything = both.search("*")
    assert [(bar.value, bar.published) for bar in both.bars(everything) if bar.published] == [("2021", 3), ("2022", 1)]
    assert len(list(both.figures(everything))) == 2
    answer = both.search("rose")
    assert [each.text for each in both.snippets(answer.numbers, both.parse("rose"))] != [""]
    assert both.verify() is not None


def test_what_is_noted_lies_in_the_notebook_of_the_document(both: Several, folders: list[Path]) -> None:
    known = ids(both)
    assert both.star([known[WIRED], known[NOTED], known["Field notes", "talks.md"]]) == 3
    assert both.tag([known[NOTED]], add=["economy"]) == 1
    assert [len(Notebook.open(each).all_documents()) for each in folders] == [1, 2]
    assert {each.document for folder in folders for each in Notebook.open(folder).all_documents()} == {
        each.partition("@")[0] for each in known.values() if each != known["wires", "talks.md"]
    }
    assert found(both, "tag:economy") == [NOTED]
    assert len(found(both, "is:starred")) == 3
    assert both.tags() == [("economy", 1)]
    both.undo()
    assert not found(both, "tag:economy")
    assert both.undo() is not None
    assert not found(both, "is:starred")
    assert both.undo() is None
    both.hide_documents([known[WIRED]])
    assert found(both, "report") == [NOTED]


def test_passages_and_quotes_of_both(both: Several, folders: list[Path]) -> None:
    known = ids(both)
    for each in (known[WIRED], known[NOTED]):
        both.keep(each, 0, 25, kept=True)
    assert [len(Notebook.open(each).all_passages()) for each in folders] == [1, 1]
    assert {each.document for each in both.tray()} == {known[WIRED], known[NOTED]}
    assert [each.start for each in both.kept_in(known[NOTED])] == [0]
    assert {str(each.state) for each in both.verify()} == {"stands"}
    assert {each.path for each in both.verify()} == {"report.md", "2021/report.md"}
    last = both.tray()[-1]
    moved = both.move_quote(last, -1)
    assert both.tray()[0] == moved
    both.change_passage(moved, note="see there")
    assert both.forget_passages(both.tray()) == 2
    assert not both.tray()
    (passage,) = {each.digest for each in (both.keep(known[NOTED], 0, 9), both.keep(known[WIRED], 0, 9))}
    assert passage


def test_dates_are_corrected_where_they_stand(both: Several, folders: list[Path]) -> None:
    id = ids(both)["Field notes", "talks.md"]
    document = both.read(id)
    both.correct_date(id, document.text.index("5 May"), "2019-05-05")
    assert found(both, "mentions:2019") == [("Field notes", "talks.md")]
    assert [len(Notebook.open(each).all_dates()) for each in folders] == [0, 1]
    alone = Library.open(folders[1])
    assert found(alone, "mentions:2019") == [("", "talks.md")]
    alone.close()
    both.restore_date(id, document.text.index("5 May"))
    assert not found(both, "mentions:2019")


def test_a_search_is_saved_for_these_collections(both: Several, folders: list[Path]) -> None:
    both.save_search("water", "water", Order.TITLE)
    assert [each.total for each in both.totals()] == [2]
    assert [each.new for each in both.totals()] == [0]
    (folders[1] / "more.md").write_text(page("More", "2023-01-01", "More water."), "utf-8")
    refresh(folders[1])
    both.refresh()
    assert [(each.total, each.new, each.titles) for each in both.totals()] == [(3, 1, ("More",))]
    alone = Library.open(folders[0])
    assert [each.total for each in alone.totals()] == [1]
    alone.close()
    both.forget_search("water")
    assert not both.saved_searches()


def test_a_decision_about_a_name_is_written_into_each_notebook(both: Several, folders: list[Path]) -> None:
    (petrov,) = [each.value for each in both.entities(both.search("*")) if each.name == "Oleg Petrov"]
    both.rename(petrov, "Oleg the Elder")
    assert both.entity_name(petrov) == "Oleg the Elder"
    for folder in folders:
        assert [each.name for each in Notebook.open(folder).all_names()] == ["Oleg the Elder"]
    both.undo()
    assert both.entity_name(petrov) == "Oleg Petrov"
    assert not any(Notebook.open(folder).all_names() for folder in folders)
    alone = [Library.open(folder) for folder in folders]
    alone[0].rename(petrov, "Of the first")
    alone[1].rename(petrov, "Of the second")
    assert both.refresh()
    assert both.entity_name(petrov) == "Of the first"
    for each in alone:
        each.close()


def test_what_is_indexed_in_one_shows(both: Several, folders: list[Path]) -> None:
    (folders[1] / "new.md").write_text(page("New", "2023-01-01", "A zeppelin."), "utf-8")
    assert not found(both, "zeppelin")
    refresh(folders[1])
    assert both.refresh()
    assert found(both, "zeppelin") == [("Field notes", "new.md")]
    assert not both.refresh()
    refresh(folders[0], rebuild=True)
    assert both.refresh()
    assert both.count() == 5


def test_problems_say_whose_they_are(both: Several, folders: list[Path]) -> None:
    assert [each.path for each in both.problems()] == [str(folders[1] / "broken.pdf")]
    assert both.text_in_file(ids(both)[NOTED]) == both.read(ids(both)[NOTED]).text


def test_one_without_an_index_and_an_empty_one_fill_later(tmp_path: Path, folders: list[Path]) -> None:
    fresh = make(tmp_path / "fresh", {"a.md": page("Zeppelin", "2020-01-01", "A zeppelin over water.")}, index=False)
    library = Several.over([fresh, make(tmp_path / "empty", {}), *folders])
    assert not has_indexes(library)
    assert library.count() == 4
    assert not library.outdated
    refresh(fresh)
    assert library.refresh()
    assert has_indexes(library)
    assert found(library, "zeppelin") == [("fresh", "a.md")]
    assert len(found(library, "water")) == 3
    library.close()


def test_one_that_cannot_be_opened_is_told_and_the_others_work(tmp_path: Path, folders: list[Path]) -> None:
    gone = tmp_path / "gone"
    library = Several.over([gone, *folders])
    assert library.count() == 4
    (problem, *_) = library.problems()
    assert problem.path == str(gone)
    assert "There is no folder" in problem.message
    assert "gone is left out" in told(library)
    starred = ids(library)["wires", "talks.md"]
    assert starred.endswith("@2")
    library.star([starred])
    assert len(Notebook.open(folders[0]).all_documents()) == 1
    with pytest.raises(NotFoundError):
        library.text_in_file("abc")
    make(gone, {"b.md": page("Back", "2020-01-01", "A zeppelin.")})
    assert library.refresh()
    assert found(library, "zeppelin") == [("gone", "b.md")]
    assert not told(library)
    library.close()
    with pytest.raises(CollectionError):
        Several.over([tmp_path / "no", tmp_path / "neither"])


def damage(folder: Path, start: int) -> None:
    for segment in index_folder(folder).glob("build-*/postings/*.seg"):
        data = bytearray(segment.read_bytes())
        data[start : start + 2000] = bytes(2000)
        segment.write_bytes(data)
        for table in sorted(segment.parent.glob("*.toc"))[:-1]:
            table.unlink()  # else the state before answers


# Told when the index is opened, and when it is searched: behind the stored text, among the words
@pytest.mark.parametrize("start", [20, 60_000])
def test_a_damaged_index_is_left_out_until_it_is_made_anew(folders: list[Path], start: int) -> None:
    words = " ".join(f"water{number * 7919 % 100_003}" for number in range(9000))
    (folders[0] / "talks.md").write_text(page("Talks", "2021-02-01", f"Of water. {words}"), "utf-8")
    refresh(folders[0], rebuild=True)
    damage(folders[0], start)
    library = Several.over(folders)
    assert (library.count() > 2) == (start > 20)
    assert found(library, "water") == [("Field notes", "talks.md")]
    assert "damaged" in library.problems()[0].message
    assert not library.refresh()
    refresh(folders[0], rebuild=True)
    assert library.refresh()
    assert len(found(library, "water")) == 2
    assert not told(library)
    library.close()


def test_a_malformed_notebook_or_list_of_names_is_told(folders: list[Path]) -> None:
    path = Notebook.open(folders[1]).path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("documents: [", "utf-8")
    (folders[0] / "names.yaml").write_text("entities: {", "utf-8")
    library = Several.over(folders)
    assert len(found(library, "person:Bekova")) == 3
    assert {str(folders[0] / "names.yaml"), str(path)} <= {each.path for each in library.problems()}
    library.close()


def test_collections_of_one_name_are_told_apart(tmp_path: Path) -> None:
    names = [make(tmp_path / year / "articles", {}) for year in ("2020", "2021")]
    library = Several.over(names)
    assert library.collection_names() == ["2020/articles", "2021/articles"]
    library.close()


def test_a_notebook_that_cannot_be_written_is_told(both: Several, folders: list[Path]) -> None:
    id = ids(both)[NOTED]
    shutil.rmtree(Notebook.open(folders[1]).path.parent, ignore_errors=True)
    Notebook.open(folders[1]).path.parent.parent.mkdir(parents=True, exist_ok=True)
    Notebook.open(folders[1]).path.parent.write_text("a file in the way", "utf-8")
    with pytest.raises((NotebookError, SettingsError)):
        both.star([id])
    assert both.star([ids(both)[WIRED]]) == 1
