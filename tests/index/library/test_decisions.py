"""Names as written, offices without a day, and what the user decides: merge, split, rename, retype, hide, undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import NotebookError, SettingsError
from index.library import Library
from index.models import NAMES, Count
from index.notebook import notebook_file
from index.refresh import refresh

TEXTS = {
    "one.md": "---\ntitle: One\n---\n\nThe WTO met. Ivan Petrovsky of the WTO spoke of Sputnik XII in Osh. "
    "The Russian leader was not there.\n",
    "two.md": "---\ntitle: Two\npublished: 2021-05-24\n---\n\nIvan Petrovskiy said nothing of Sputnik XII. "
    "The Russian leader listened to Dmitry Kuznetsov.\n",
    "три.md": "---\ntitle: Три\n---\n\nМинистерства обороны и Министерство обороны говорят одно. "
    "С Министерством обороны согласен и Иван Петровский.\n",
}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    refresh(folder, index=tmp_path / "index")
    return folder


@pytest.fixture
def library(collection: Path, tmp_path: Path) -> Iterator[Library]:
    library = Library.open(collection, index=tmp_path / "index")
    yield library
    library.close()


def counts(library: Library) -> dict[str, Count]:
    """Every name of the collection, by how it is shown."""
    return {each.name: each for each in library.entities(library.search("*"))}


def paths(library: Library, query: str) -> list[str]:
    page = library.search(query)
    return sorted(row.path for row in library.rows(page.numbers[: page.complete]))


def test_names_outside_the_lists_are_shown_as_written(library: Library) -> None:
    found = counts(library)
    assert {"WTO", "Sputnik XII", "Министерство обороны", "Ivan Petrovsky", "Иван Петровский"} <= set(found)
    for each in found.values():
        assert library.entity_name(each.value) == each.name
    assert library.complete("name:wt", 7) == ["name:WTO"]


def test_an_office_without_a_day_is_no_person(library: Library) -> None:
    found = counts(library)
    assert (found["President of Russia"].kind, found["President of Russia"].documents) == ("office", 1)
    assert found["Vladimir Putin"].documents == 1
    assert "Russian Leader" not in found
    assert paths(library, 'person:"President of Russia"') == ["one.md", "two.md"]
    assert paths(library, "person:Putin") == ["two.md"]


def test_merged_names_are_one(library: Library, collection: Path, tmp_path: Path) -> None:
    found = counts(library)
    latin, other, cyrillic = (found[name].value for name in ("Ivan Petrovsky", "Ivan Petrovskiy", "Иван Петровский"))
    library.merge([other, cyrillic], latin)
    one = counts(library)["Ivan Petrovsky"]
    assert (one.documents, one.value) == (3, latin)
    assert {"Ivan Petrovskiy", "Иван Петровский"} <= set(one.aliases)
    for typed in ('person:"Ivan Petrovsky"', "person:Petrovskiy", "person:Петровский"):
        assert paths(library, typed) == ["one.md", "two.md", "три.md"]
    (row,) = library.rows(library.search("title:Три").numbers)
    assert latin in {note.value for note in library.read(row.id).annotations}
    refresh(collection, index=tmp_path / "index", rebuild=True)
    library.refresh()
    assert counts(library)["Ivan Petrovsky"].documents == 3
    with pytest.raises(NotebookError):
        library.merge([other], latin)
    library.split(latin)
    assert counts(library)["Ivan Petrovsky"].documents == 1
    library.undo()
    assert counts(library)["Ivan Petrovsky"].documents == 3
    library.split(cyrillic)
    assert counts(library)["Ivan Petrovsky"].documents == 2
    library.undo()
    library.undo()
    assert counts(library)["Ivan Petrovsky"].documents == 1
    assert "names" in notebook_file(collection).read_text("utf-8")


def test_decisions_outlive_a_new_index(library: Library, collection: Path, tmp_path: Path) -> None:
    found = counts(library)
    latin, other, cyrillic = (found[name].value for name in ("Ivan Petrovsky", "Ivan Petrovskiy", "Иван Петровский"))
    wto, sputnik, kuznetsov = (found[name].value for name in ("WTO", "Sputnik XII", "Dmitry Kuznetsov"))
    library.merge([other, cyrillic], latin)
    library.split(cyrillic)
    library.keep_apart(cyrillic, latin)
    library.rename(wto, "The trade club")
    library.retype(sputnik, "organisation")
    library.hide(kuznetsov)
    written = notebook_file(collection).read_bytes()

    def holds() -> None:
        names = counts(library)
        assert names["Ivan Petrovsky"].value == latin
        assert names["Иван Петровский"].value == cyrillic
        assert names["The trade club"].value == wto
        assert names["Sputnik XII"].kind == "organisation"
        assert not {"Ivan Petrovskiy", "WTO", "Dmitry Kuznetsov"} & set(names)
        assert not any({each.a, each.b} == {latin, cyrillic} for each in library.merge_suggestions())
        assert notebook_file(collection).read_bytes() == written

    holds()
    for name in ("one.md", "three.md"):  # one file is changed, one comes
        (collection / name).write_text(TEXTS["one.md"].replace("met", "met again"), "utf-8")
    (collection / "два.md").write_text(TEXTS["три.md"], "utf-8")
    refresh(collection, index=tmp_path / "index")
    library.refresh()
    assert counts(library)["The trade club"].documents == 2
    holds()
    (collection / "one.md").unlink()
    (collection / "three.md").rename(collection / "four.md")
    refresh(collection, index=tmp_path / "index")
    library.refresh()
    holds()
    refresh(collection, index=tmp_path / "index", rebuild=True)
    library.refresh()
    holds()
    shutil.rmtree(tmp_path / "index")  # the index may be thrown away
    refresh(collection, index=tmp_path / "index")
    with closing(Library.open(collection, index=tmp_path / "index")) as anew:
        assert {each.name for each in counts(anew).values()} == {each.name for each in counts(library).values()}
        assert anew.entity_name(wto) == "The trade club"


def test_decisions_follow_a_name_that_is_read_as_of_another_kind(
    library: Library, collection: Path, tmp_path: Path
) -> None:
    found = counts(library)
    latin, cyrillic, wto = (found[name].value for name in ("Ivan Petrovsky", "Иван Петровский", "WTO"))
    library.merge([cyrillic], latin)
    library.rename(wto, "The trade club")
    library.close()
    file = notebook_file(collection)  # as if these had been taken for organisations, and the club for a person, before
    text = file.read_text("utf-8").replace("person:", "place:").replace("organisation:wto", "person:wto")
    file.write_text(text, "utf-8")
    with closing(Library.open(collection, index=tmp_path / "index")) as anew:
        names = counts(anew)
        assert names["Ivan Petrovsky"].documents == 2
        assert names["Ivan Petrovsky"].kind == "person"
        assert paths(anew, "person:Петровский") == ["one.md", "три.md"]
        assert names["The trade club"].kind == "organisation"
        assert paths(anew, 'org:"the trade club"') == ["one.md"]
        anew.rename(names["The trade club"].value, "")
        anew.split(names["Ivan Petrovsky"].value)
        assert {"WTO", "Ivan Petrovsky", "Иван Петровский"} <= set(counts(anew))
        assert anew.notebook.all_names() == ()


def test_a_merge_follows_into_a_later_one(library: Library) -> None:
    found = counts(library)
    a, b, c = (found[name].value for name in ("Ivan Petrovsky", "Ivan Petrovskiy", "Иван Петровский"))
    library.merge([c], b)
    library.merge([b], a)
    assert counts(library)["Ivan Petrovsky"].documents == 3
    library.merge([a], "vladimir-putin")
    assert counts(library)["Vladimir Putin"].documents == 3
    assert paths(library, "person:Путин") == ["one.md", "two.md", "три.md"]


def test_a_circle_made_by_hand_ends(library: Library, collection: Path) -> None:
    file = notebook_file(collection)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("names: [{entity: vladimir-putin, into: osh}, {entity: osh, into: vladimir-putin}]", "utf-8")
    library.forget_naming()
    found = counts(library)
    assert found["Osh"].documents == 2
    assert "Vladimir Putin" not in found
    file.write_text("names: [{entity: osh, into: osh}]", "utf-8")
    assert counts(library).keys() == found.keys()
    with pytest.raises(SettingsError):
        library.hide("osh")


def test_names_are_renamed_and_retyped(library: Library) -> None:
    found = counts(library)
    wto, war = found["WTO"].value, found["Sputnik XII"].value
    library.rename(wto, " World Trade  Organisation ")
    library.retype(wto, "place")
    one = counts(library)["World Trade Organisation"]
    assert (one.value, one.kind, one.documents) == (wto, "place", 1)
    assert paths(library, 'place:"World Trade Organisation"') == ["one.md"]
    assert paths(library, "place:WTO") == ["one.md"]
    assert paths(library, "org:WTO") == []
    library.undo()
    assert counts(library)["World Trade Organisation"].kind == "organisation"
    library.rename(wto, "")
    assert counts(library)["WTO"].value == wto
    library.retype("osh", "organisation")
    assert (paths(library, "org:Osh"), paths(library, "place:Osh")) == (["one.md"], [])
    with pytest.raises(NotebookError):
        library.retype(war, "war")


def test_hidden_names_leave_lists_and_texts(library: Library) -> None:
    wto = counts(library)["WTO"].value
    library.hide(wto)
    assert "WTO" not in counts(library)
    (row,) = library.rows(library.search("title:One").numbers)
    assert wto not in {note.value for note in library.read(row.id).annotations if note.kind in NAMES}
    assert library.complete("name:wt", 7) == []
    assert paths(library, "org:WTO") == ["one.md"]
    library.hide(wto, False)
    assert "WTO" in counts(library)
    assert library.notebook.all_names() == ()


def test_an_acronym_finds_where_it_is_spelled_out(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    text = "The Kennedy Space Center (KSC) opened. The KSC is large."
    (folder / "a.md").write_text(f"---\ntitle: A\n---\n\n{text}\n", "utf-8")
    refresh(folder, index=tmp_path / "other")
    library = Library.open(folder, index=tmp_path / "other")
    assert paths(library, "org:KSC") == paths(library, "name:KSC") == ["a.md"]
    assert "Kennedy Space Center" in counts(library)
    library.close()


def test_a_hand_edit_of_the_notebook_shows_at_the_next_look(library: Library, collection: Path) -> None:
    wto = counts(library)["WTO"].value
    library.hide(wto)
    file = notebook_file(collection)
    file.write_text(file.read_text("utf-8").replace("hidden: true", "name: The trade club"), "utf-8")
    assert library.refresh()
    assert counts(library)["The trade club"].value == wto


def test_suggestions_are_answered_once(library: Library) -> None:
    found = counts(library)
    latin, other, cyrillic = (found[name].value for name in ("Ivan Petrovsky", "Ivan Petrovskiy", "Иван Петровский"))
    pairs = {frozenset((each.a, each.b)) for each in library.merge_suggestions()}
    assert pairs <= {frozenset((latin, other)), frozenset((latin, cyrillic)), frozenset((other, cyrillic))}
    assert len(pairs) == 2
    first, second = library.merge_suggestions()
    library.merge([first.a], first.b)
    assert len(library.merge_suggestions()) == 1
    library.keep_apart(second.a, second.b)
    assert library.merge_suggestions() == []
    library.undo()
    library.undo()
    assert len(library.merge_suggestions()) == 2
