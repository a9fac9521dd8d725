"""What the researcher judged of dates, in every answer of the Library."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from index.engines.memory import MemoryEngine
from index.errors import NotebookError, NotFoundError, SettingsError
from index.library import Library
from index.library.judged import Judged, judged
from index.models import DATES, Annotation, Document, Entry, Kind
from index.notebook import DateJudgement, Notebook, notebook_file
from index.refresh import refresh
from index.timex import interval

TALKS = """---
title: Talks
published: 2021-05-24
---

Trade grew last year. The two met on March 3, 2015 in Osh. It was the first quarter of 2020 that hurt.
"""
NEWS = """---
title: News
published: 2021-06-01
---

Nothing changed on May 30, 2021, and nothing will by 2030.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.md").write_text(TALKS, encoding="utf-8")
    (folder / "news.md").write_text(NEWS, encoding="utf-8")
    return folder


@pytest.fixture
def library(collection: Path, tmp_path: Path) -> Iterator[Library]:
    refresh(collection, index=tmp_path / "index")
    library = Library.open(collection, index=tmp_path / "index")
    yield library
    library.close()


def entry(library: Library, text: str) -> Entry:
    """The one entry of the timeline with these words."""
    (found,) = [each for each in library.entries(library.search("*")) if each.text == text]
    return found


def at(library: Library, text: str) -> tuple[str, int]:
    """Document and offset of the one entry with these words."""
    found = entry(library, text)
    return library.rows([found.number])[0].id, found.start


def paths(library: Library, query: str) -> list[str]:
    return sorted(row.path for row in library.rows(library.search(query).scope))


def test_an_entry_carries_its_rule(library: Library) -> None:
    assert entry(library, "last year").rule
    assert entry(library, "last year").basis == "document"


def test_a_correction_shows_everywhere(library: Library) -> None:
    id, start = at(library, "last year")
    made = library.correct_date(id, start, "2011/2013", "they mean the plan")
    assert (made.was, made.sentence, made.path) == ("2020", "Trade grew last year.", "talks.md")
    shown = entry(library, "last year")
    assert (shown.value, shown.first, shown.last) == ("2011/2013", date(2011, 1, 1), date(2013, 12, 31))
    assert (shown.rule, shown.basis, shown.estimated) == ("corrected", "you", False)
    (read,) = [a for a in library.read(id).annotations if a.start == start]
    assert (read.value, read.basis, read.text) == ("2011/2013", "you", "last year")
    assert {"2011", "2012", "2013"} <= {bar.value for bar in library.bars(library.search("*"))}
    assert library.sentences([shown]) == ["Trade grew last year."]
    assert library.judged_dates(id) == [(start, made)]


def test_a_rejected_date_is_gone(library: Library) -> None:
    id, start = at(library, "March 3, 2015")
    before = library.unresolved(library.search("*"))
    library.reject_date(id, start)
    assert all(each.text != "March 3, 2015" for each in library.entries(library.search("*")))
    assert all(a.start != start for a in library.read(id).annotations if a.kind in DATES)
    assert "2015" not in {bar.value for bar in library.bars(library.search("*"))}
    assert library.unresolved(library.search("*")) == before
    restored = library.restore_date(id, start)
    assert restored.rejected
    assert entry(library, "March 3, 2015").basis == "text"


def test_a_date_corrected_to_one_without_a_year_is_unresolved(library: Library) -> None:
    library.correct_date(*at(library, "March 3, 2015"), "XXXX-03-03")
    assert library.unresolved(library.search("*")) == 1
    id, start = at(library, "last year")
    library.correct_date(id, start, "P1Y")
    assert library.unresolved(library.search("*")) == 1
    assert {a.start: a.kind for a in library.read(id).annotations}[start] == Kind.DURATION


@pytest.mark.parametrize("other", ["mentions:2015", "NOT mentions:2015", "(mentions:2015 OR mentions:1801) Trade"])
def test_mentions_answers_by_what_was_judged(library: Library, other: str) -> None:
    before = paths(library, other)
    id, start = at(library, "March 3, 2015")
    library.correct_date(id, start, "1998-03-03")
    after = paths(library, other)
    assert before != after
    assert paths(library, "mentions:1998") == ["talks.md"]
    assert paths(library, "mentions:2015") == []
    assert paths(library, "mentions:<=1999") == ["talks.md"]
    assert paths(library, "mentions:2021-05-30") == ["news.md"]
    library.correct_date(*at(library, "2030"), "1998")
    assert paths(library, "mentions:1998") == ["news.md", "talks.md"]
    assert paths(library, "mentions:1998 Trade") == ["talks.md"]
    library.undo()
    library.undo()
    assert paths(library, other) == before


def test_a_document_with_another_date_in_the_time_still_matches(library: Library) -> None:
    id, start = at(library, "last year")
    library.correct_date(id, start, "2019")
    assert paths(library, "mentions:2020") == ["talks.md"]  # the first quarter of 2020
    library.reject_date(*at(library, "the first quarter of 2020"))
    assert paths(library, "mentions:2020") == []


def test_judgements_survive_a_new_index_and_a_renamed_file(library: Library, collection: Path) -> None:
    library.correct_date(*at(library, "last year"), "2019")
    refresh(collection, index=library.store.folder, rebuild=True)
    assert library.refresh()
    assert entry(library, "last year").value == "2019"
    (collection / "talks.md").rename(collection / "renamed.md")
    refresh(collection, index=library.store.folder)
    assert library.refresh()
    assert entry(library, "last year").value == "2019"
    assert library.orphans() == []


def test_judgements_survive_an_edit_of_the_file(library: Library, collection: Path) -> None:
    id, start = at(library, "last year")
    library.correct_date(id, start, "2019")
    edited = TALKS.replace("Trade grew", "Last year, they say. An opening was added. Trade grew")
    (collection / "talks.md").write_text(edited, encoding="utf-8")
    refresh(collection, index=library.store.folder)
    assert library.refresh()
    assert entry(library, "Last year").value == "2020"
    moved = entry(library, "last year")
    assert (moved.value, moved.basis) == ("2019", "you")
    fresh, place = at(library, "last year")
    assert (fresh, place) != (id, start)
    # Judged again, the entry follows the document and what was read at first is still known
    again = library.correct_date(fresh, place, "2018")
    assert (again.document, again.start, again.was) == (fresh, place, "2020")
    assert library.notebook.all_dates() == (again,)


def test_words_that_are_gone_leave_an_orphan_in_the_file(library: Library, collection: Path) -> None:
    made = library.correct_date(*at(library, "last year"), "2019")
    (collection / "talks.md").write_text(TALKS.replace("last year", "in 2018"), encoding="utf-8")
    refresh(collection, index=library.store.folder)
    library.refresh()
    assert library.orphans() == [made]
    assert all(each.basis != "you" for each in library.entries(library.search("*")))
    (collection / "talks.md").unlink()
    refresh(collection, index=library.store.folder)
    library.refresh()
    assert library.orphans() == [made]
    assert Notebook.open(collection).all_dates() == (made,)


def test_words_of_a_person_are_read_as_a_date(library: Library) -> None:
    id, start = at(library, "last year")
    assert library.correct_date(id, start, "March 2019").value == "2019-03"
    assert library.correct_date(id, start, "the first quarter of 2017").value == "2017-Q1"
    with pytest.raises(NotebookError, match="is not a date"):
        library.correct_date(id, start, "in the year of the horse")
    with pytest.raises(NotebookError, match="No date begins there"):
        library.correct_date(id, start + 1, "2019")
    with pytest.raises(NotFoundError):
        library.reject_date("nothing", 0)
    with pytest.raises(NotebookError, match="has been judged"):
        library.restore_date(*at(library, "March 3, 2015"))


def test_a_file_that_was_edited_and_then_moved_keeps_its_judgements(library: Library, collection: Path) -> None:
    library.correct_date(*at(library, "March 3, 2015"), "2014-03-03")
    library.correct_date(*at(library, "last year"), "2019")
    file = collection / "talks.md"
    file.write_text(TALKS.replace("Trade grew last", "At first trade grew last"), encoding="utf-8")
    refresh(collection, index=library.store.folder)
    (collection / "sub").mkdir()
    file.rename(collection / "sub" / "other.md")
    refresh(collection, index=library.store.folder)
    library.refresh()
    assert entry(library, "March 3, 2015").value == "2014-03-03"
    assert [each.words for each in library.orphans()] == ["last year"]  # its sentence is not there any more
    again = (collection / "sub" / "other.md").read_text(encoding="utf-8") + "Again."
    (collection / "copy.md").write_text(again, encoding="utf-8")
    refresh(collection, index=library.store.folder)
    library.refresh()
    assert len(library.orphans()) == 2  # which of the two is meant is not known


def test_an_edit_by_hand_shows_at_the_next_question(library: Library, collection: Path) -> None:
    library.correct_date(*at(library, "last year"), "2019")
    path = notebook_file(collection)
    assert library.refresh()
    assert not library.refresh()
    path.write_text(path.read_text(encoding="utf-8").replace("'2019'", "1999"), encoding="utf-8")
    assert library.refresh()
    assert not library.refresh()
    assert entry(library, "last year").value == "1999"
    assert paths(library, "mentions:1999") == ["talks.md"]


def test_a_malformed_notebook_is_a_problem_and_reading_goes_on(library: Library, collection: Path) -> None:
    library.correct_date(*at(library, "last year"), "2019")
    path = notebook_file(collection)
    broken = path.read_text(encoding="utf-8") + "nonsense: 1\n"
    path.write_text(broken, encoding="utf-8")
    assert entry(library, "last year").value == "2019"
    (problem,) = library.problems()
    assert problem.path == str(path)
    assert "nonsense" in problem.message
    with pytest.raises(SettingsError):
        library.reject_date(*at(library, "last year"))
    fresh = Library.open(collection, index=library.store.folder)
    assert entry(fresh, "last year").value == "2019"
    assert fresh.problems() == [problem]
    with pytest.raises(SettingsError, match="line"):
        fresh.correct_date(*at(fresh, "last year"), "2019")
    fresh.close()
    assert path.read_text(encoding="utf-8") == broken
    path.unlink()
    assert library.problems() == []
    assert entry(library, "last year").value == "2020"


# --- Which judgements hold --------------------------------------------------------------------------------


def said(start: int, text: str, value: str) -> Annotation:
    days = interval(value)
    return Annotation(Kind.DATE, start, start + len(text), text, value, days[0] if days else None, days and days[1])


TEXT = "On Sun, May 5, 2019, and in May."
DOCUMENT = Document(
    "id", "a.txt", TEXT, "A", annotations=(said(3, "Sun, May 5, 2019", "2019-05-05"), said(28, "May", "2019-05"))
)


def about(start: int, words: str, value: str = "", when: str = "", document: str = "id") -> DateJudgement:
    return DateJudgement("a.txt", document, start, words, value=value, rejected=not value, when=when)


def test_a_judgement_about_a_part_of_a_wider_date_does_not_hold() -> None:
    found = judged(DOCUMENT, [about(3, "Sun")])
    assert found.dates == found.indexed
    assert found.orphans == (about(3, "Sun"),)


def test_a_judgement_about_more_than_is_read_now_takes_it_in() -> None:
    found = judged(DOCUMENT, [about(25, "in May", "2020-05")])
    assert [(each.text, each.value) for each in found.dates] == [
        ("Sun, May 5, 2019", "2019-05-05"),
        ("in May", "2020-05"),
    ]
    assert judged(DOCUMENT, [about(25, "in May")]).dates == DOCUMENT.annotations[:1]


def test_a_correction_holds_where_no_rule_reads_a_date() -> None:
    (found,) = judged(replace(DOCUMENT, annotations=()), [about(28, "May", "2020-05")]).dates
    assert (found.text, found.value, found.start, found.kind) == ("May", "2020-05", 28, Kind.DATE)


def test_the_later_of_two_judgements_holds_and_one_of_this_document_before_all() -> None:
    old, new = about(28, "May", "2020-05", "2026-01-01"), about(28, "May", "2021-05", "2026-02-01")
    assert judged(DOCUMENT, [new, old]).dates[-1].value == "2021-05"
    other = replace(new, document="of before", when="2027-01-01", sentence="and in May.")
    assert judged(DOCUMENT, [other, old]).dates[-1].value == "2020-05"


def test_judgements_about_unknown_documents_cost_nothing() -> None:
    engine = MemoryEngine()
    with engine.batch() as batch:
        batch.put(DOCUMENT)
    applied = Judged(engine, [about(28, "May", "2020-05", document="unknown")], lambda id, path: None)
    assert not applied.numbers
    assert applied.document(DOCUMENT) is DOCUMENT
    assert len(applied.orphans()) == 1
