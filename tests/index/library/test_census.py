"""Counts of names and figures from a census are those of reading document by document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Occurrences, Segment
from index.engines.whoosh.postings import Field
from index.engines.whoosh.segment import SegmentFile
from index.library import Library, counting
from index.library.census import Census, Vocabulary, counted
from index.models import Count, Page
from index.refresh import refresh

TEXTS = {
    "one.md": "published: 2021-05-24\n---\n\nThe Kyrgyz President met Ivan Petrovsky. He left. It cost $4 million.",
    "two.md": "published: 2020-05-24\n---\n\nThe Kyrgyz President met IVAN PETROVSKY and Putin; 4% of $4 million.",
    "three.md": "title: Three\n---\n\nThe Kyrgyz President met Putin. Putin and the WTO agreed. Putin said $4 million.",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(f"---\n{text}\n", encoding="utf-8")
    refresh(folder, index=tmp_path / "index")
    return folder


@pytest.fixture
def library(folder: Path, tmp_path: Path) -> Iterator[Library]:
    library = Library.open(folder, index=tmp_path / "index")
    yield library
    library.close()


def both(library: Library, page: Page, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Count], list[Count]]:
    """Names and figures, read one by one, and by census."""
    read: list[Count] = []
    counted: list[Count] = []
    for most, found in ((10**9, read), (0, counted)):
        monkeypatch.setattr("index.library.library.MANY", most)
        found += library.entities(page)
        found += counting.in_order(library.foremost_figures(page, 10**9))
    return read, counted


@pytest.mark.parametrize("query", ["*", "trade", "Putin OR Overchuk", "date:2021", "-trade", "nothing_at_all"])
def test_the_same_as_one_by_one(bundled_library: Library, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read, counted = both(bundled_library, bundled_library.search(query), monkeypatch)
    assert counted == read
    assert len(read) > 10 or query == "nothing_at_all"


def test_an_office_is_its_holder_of_the_day(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    read, counted = both(library, library.search("*"), monkeypatch)
    assert counted == read
    by_id = {each.value: each for each in counted}
    assert by_id["sadyr-japarov"].documents == by_id["sooronbay-jeenbekov"].documents == 1
    assert sum(each.kind == "office" for each in counted) == 1
    assert (by_id["vladimir-putin"].documents, by_id["$4 million"].documents) == (2, 3)


def test_after_changes_and_decisions(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both(library, library.search("*"), monkeypatch)
    (folder / "two.md").unlink()
    (folder / "four.md").write_text("Ivan Petrovsky met Petrovsky; $9 million.\n", encoding="utf-8")
    refresh(folder, index=tmp_path / "index")
    assert library.refresh()
    read, counted = both(library, library.search("*"), monkeypatch)
    assert counted == read
    assert {"$9 million", "Ivan Petrovsky"} <= {each.name for each in counted}
    library.hide("vladimir-putin")
    read, counted = both(library, library.search("*"), monkeypatch)
    assert counted == read
    assert "vladimir-putin" not in {each.value for each in counted}


def test_the_foremost_of_each_kind(bundled_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bundled_library.search("*")
    every, totals = bundled_library.foremost_entities(page, None)
    monkeypatch.setattr("index.library.library.MANY", 0)
    some, same = bundled_library.foremost_entities(page, 3)
    assert {kind: total for kind, total in same.items() if total} == totals
    for kind in totals:
        assert [each for each in some if each.kind == kind] == [each for each in every if each.kind == kind][:3]
    assert (
        bundled_library.foremost_figures(page, 5)
        == counting.in_order(bundled_library.foremost_figures(page, 10**9))[:5]
    )


def test_an_index_from_before_counts_one_by_one(bundled_library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    page = bundled_library.search("*")
    read = bundled_library.entities(page)
    monkeypatch.setattr(Field, "is_there", property(lambda field: False))
    monkeypatch.setattr("index.library.library.MANY", 0)
    assert bundled_library._engine.occurrences("written") is None
    assert bundled_library.entities(page) == read


def test_what_did_not_change_is_not_read_again(
    library: Library, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, str]] = []
    occurrences = SegmentFile.occurrences

    def noted(file: SegmentFile, field: str) -> Occurrences:
        read.append((file.name, field))
        return occurrences(file, field)

    monkeypatch.setattr(SegmentFile, "occurrences", noted)
    both(library, library.search("*"), monkeypatch)
    first = set(read)
    (folder / "four.md").write_text("Ivan Petrovsky met a Kyrgyz President; $9 million.\n", encoding="utf-8")
    refresh(folder, index=tmp_path / "index")
    assert library.refresh()
    one_by_one, counted = both(library, library.search("*"), monkeypatch)
    assert counted == one_by_one
    fresh = read[len(first) :]
    assert first
    assert len(read) == len(set(read)) == len(first) + 2
    assert {field for _, field in fresh} == {"written", "said"}
    assert len({name for name, _ in fresh}) == 1


@pytest.mark.parametrize("often", [1, 1 << 28, 1 << 35])
def test_sums_of_any_size(often: int) -> None:
    """32 bits hold the sum of a value, or 64; the sum of all values may be more than 32 hold."""
    terms, having = ["a", "b", "c"] * 20, [2] * 60
    occurrences = Occurrences([f"{at}{term}" for at, term in enumerate(terms)], having, [0, 1] * 60, [often, 1] * 60)
    found = Census(Vocabulary(lambda term: term[:-1]))
    found.take([Segment("one", 0, 2, lambda: occurrences)], lambda stream: stream)
    sums = found.sums([True, True])
    assert [counted(total) for total in sums.of_values.tolist()] == [(2, often + 1)] * 60
    assert [counted(total) for total in found.sums([False, True]).of_values.tolist()] == [(1, 1)] * 60
    assert found.terms([3, 59], sums) == {3: {"3a": often + 1}, 59: {"59c": often + 1}}
