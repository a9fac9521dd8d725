"""Refresh: what is touched, what is kept, and what a stop leaves."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from index.engines.whoosh import contents
from index.errors import CollectionError, IndexBusyError
from index.library import VERSIONS, Library
from index.library.store import Store
from index.models import Row
from index.refresh import Event, refresh
from index.refresh.reading import Reading, Task, read_document
from tests.faults.sentences import drawn

ARTICLE = """---
title: {title}
published: {published}
---

Trade with the neighbours grew last year, said President Sadyr Japarov in Bishkek.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for number in range(3):
        write(folder / f"{number}.md", f"Article {number}", f"2021-05-0{number + 1}")
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


def write(path: Path, title: str, published: str = "2021-05-24") -> None:
    path.write_text(ARTICLE.format(title=title, published=published), encoding="utf-8")


def rows(collection: Path, index: Path) -> dict[str, Row]:
    library = Library.open(collection, index=index)
    try:
        return {row.path: row for row in library.rows(library.search("*").numbers)}
    finally:
        library.close()


def test_first_refresh_adds_everything(collection: Path, index: Path) -> None:
    events: list[Event] = []
    summary = refresh(collection, index=index, progress=events.append)
    assert (summary.added, summary.changed, summary.removed, summary.unchanged) == (3, 0, 0, 0)
    assert events[0]["event"] == "start"
    assert {"event": "commit", "documents": 3} in events
    assert {row.title for row in rows(collection, index).values()} == {"Article 0", "Article 1", "Article 2"}


def test_an_unchanged_folder_is_not_read_again(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    events: list[Event] = []
    summary = refresh(collection, index=index, progress=events.append)
    assert (summary.added, summary.changed, summary.unchanged) == (0, 0, 3)
    assert events == [{"event": "start", "files": 0}]


def test_a_touched_file_with_the_same_bytes_is_not_read_again(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    os.utime(collection / "1.md", (1, 1))
    assert refresh(collection, index=index).unchanged == 3
    assert refresh(collection, index=index).unchanged == 3


def test_changed_added_and_removed_files(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    write(collection / "1.md", "Rewritten")
    write(collection / "new.md", "New")
    (collection / "2.md").unlink()
    summary = refresh(collection, index=index)
    assert (summary.added, summary.changed, summary.removed, summary.unchanged) == (1, 1, 1, 1)
    assert {path: row.title for path, row in rows(collection, index).items()} == {
        "0.md": "Article 0",
        "1.md": "Rewritten",
        "new.md": "New",
    }


def test_a_renamed_file_keeps_its_id(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    before = rows(collection, index)["1.md"].id
    (collection / "1.md").rename(collection / "renamed.md")
    refresh(collection, index=index)
    after = rows(collection, index)
    assert after["renamed.md"].id == before
    assert "1.md" not in after


def test_identical_files_are_two_documents(collection: Path, index: Path) -> None:
    (collection / "copy.md").write_bytes((collection / "1.md").read_bytes())
    refresh(collection, index=index)
    found = rows(collection, index)
    assert len(found) == 4
    assert len({row.id for row in found.values()}) == 4
    (collection / "1.md").unlink()
    refresh(collection, index=index)
    assert rows(collection, index)["copy.md"].id == found["copy.md"].id


def test_dossier_yaml_takes_effect_without_touching_the_file(collection: Path, index: Path) -> None:
    (collection / "plain.txt").write_text("A note\n\nTrade grew last year and will grow again.\n", encoding="utf-8")
    refresh(collection, index=index)
    assert rows(collection, index)["plain.txt"].published is None
    (collection / "dossier.yaml").write_text(
        'documents:\n  "plain.txt": {published: 2020-03-01, estimated: true}\n', encoding="utf-8"
    )
    assert refresh(collection, index=index).changed == 1
    row = rows(collection, index)["plain.txt"]
    assert (row.published, row.estimated) == ("2020-03-01", True)


def test_a_bad_file_is_a_problem_and_nothing_else_is_lost(collection: Path, index: Path) -> None:
    (collection / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (collection / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    summary = refresh(collection, index=index)
    assert {problem.path for problem in summary.problems} == {"binary.txt", "picture.jpg"}
    assert all(problem.message and problem.hint for problem in summary.problems)
    assert len(rows(collection, index)) == 3
    events: list[Event] = []
    assert len(refresh(collection, index=index, progress=events.append).problems) == 2
    assert events == [{"event": "start", "files": 0}], "it is not tried again until it has changed"
    (collection / "binary.txt").write_text("Mended text, long enough to be read as one.\n", encoding="utf-8")
    (collection / "picture.jpg").unlink()
    assert refresh(collection, index=index).problems == ()
    assert len(rows(collection, index)) == 4


def test_a_problem_does_not_name_its_file_twice(collection: Path, index: Path) -> None:
    (collection / "binary.txt").write_bytes(b"\x00\x01\x02\x03" * 100)
    (collection / "made.warc").write_bytes(b"")
    problems = refresh(collection, index=index).problems
    assert [problem.message for problem in problems] == ["It holds binary data, not text", "It is empty"]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_a_problem(collection: Path, index: Path) -> None:
    (collection / "1.md").chmod(0)
    assert [problem.path for problem in refresh(collection, index=index).problems] == ["1.md"]


def test_links_in_a_circle_and_broken_ones(collection: Path, index: Path) -> None:
    (collection / "loop").symlink_to(collection, target_is_directory=True)
    (collection / "gone.md").symlink_to(collection / "nowhere.md")
    write(collection.parent / "private.md", "Private")
    (collection / "out.md").symlink_to(collection.parent / "private.md")
    (collection / "in.md").symlink_to(collection / "1.md")
    summary = refresh(collection, index=index)
    assert sorted(rows(collection, index)) == ["0.md", "1.md", "2.md", "in.md"]
    assert [problem.path for problem in summary.problems] == ["gone.md", "loop", "out.md"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_is_no_file_is_listed_and_never_waited_on(collection: Path, index: Path) -> None:
    os.mkfifo(collection / "pipe.md")
    (collection / "null.md").symlink_to(os.devnull)
    problems = refresh(collection, index=index).problems
    assert [(problem.path, problem.message) for problem in problems] == [
        ("null.md", "It is a device, a pipe or a socket, not a file"),
        ("pipe.md", "It is a device, a pipe or a socket, not a file"),
    ]


def test_what_is_excluded_is_not_listed_either(collection: Path, index: Path) -> None:
    (collection / "loop").symlink_to(collection, target_is_directory=True)
    (collection / "gone.md").symlink_to(collection / "nowhere.md")
    (collection / "old").mkdir()
    (collection / "old" / "loop").symlink_to(collection, target_is_directory=True)
    (collection / "dossier.yaml").write_text('exclude: [loop, gone.md, "old/**"]\n', encoding="utf-8")
    assert refresh(collection, index=index).problems == ()


@pytest.mark.skipif(os.name != "posix" or sys.platform == "darwin", reason="names of files are text there")
def test_two_names_that_look_the_same_are_two_files(collection: Path, index: Path) -> None:
    """One name is not UTF-8 and shown with an escape, the other is what that escape says."""
    for name in (b"caf\xe9.md", b"caf\\xe9.md"):
        write(Path(os.fsdecode(os.fsencode(collection) + b"/" + name)), repr(name))
    refresh(collection, index=index)
    assert len(rows(collection, index)) == 5


def test_a_stop_keeps_what_was_read_and_the_next_refresh_goes_on(collection: Path, index: Path) -> None:
    answers: Iterator[bool] = iter([False, False, False])  # at the folder, after the plan, at the first file
    stopped = refresh(collection, index=index, stop=lambda: next(answers, True))
    assert stopped.stopped
    assert len(rows(collection, index)) == stopped.added == 1
    summary = refresh(collection, index=index)
    assert not summary.stopped
    assert (summary.added, summary.unchanged) == (2, 1)


def answering(index: Path, collection: Path) -> str:
    """The name of the build that answers."""
    manifest = Store(index, collection).manifest()
    assert manifest is not None
    return manifest.build


def test_other_versions_mean_a_new_build_beside_the_old(
    collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(collection, index=index)
    old = answering(index, collection)
    monkeypatch.setattr("index.refresh.run.VERSIONS", {**VERSIONS, "analysis": -1})
    stopped = refresh(collection, index=index, stop=lambda: True)
    assert stopped.stopped
    assert answering(index, collection) == old
    assert refresh(collection, index=index).added == 3
    assert answering(index, collection) != old
    assert len(rows(collection, index)) == 3


def test_a_damaged_index_is_built_anew(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    for path in (index / answering(index, collection) / "postings").iterdir():
        path.write_bytes(b"")
    assert refresh(collection, index=index).added == 3
    assert len(rows(collection, index)) == 3


def test_a_second_refresh_is_told_that_another_runs(collection: Path, index: Path) -> None:
    with Store(index, collection).lock(), pytest.raises(IndexBusyError):
        refresh(collection, index=index)


@pytest.mark.parametrize("name", ["missing", "articles/0.md"])
def test_what_is_no_folder_is_refused(collection: Path, name: str) -> None:
    with pytest.raises(CollectionError):
        refresh(collection.parent / name)


def test_an_open_library_sees_batches_land(collection: Path, index: Path) -> None:
    library = Library.open(collection, index=index)
    assert (library.count(), library.indexed) == (0, False)
    refresh(collection, index=index)
    assert library.refresh()
    assert library.count() == 3
    write(collection / "new.md", "New")
    refresh(collection, index=index)
    assert library.refresh()
    assert library.count() == 4
    assert not library.refresh()
    library.close()


def test_two_processes_read_what_one_would(collection: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = refresh(collection, index=tmp_path / "one")
    monkeypatch.setattr("index.refresh.readers.WORTH_WORKERS", 1)
    monkeypatch.setattr("index.refresh.readers.WORKERS", 2)
    together = refresh(collection, index=tmp_path / "two")
    assert alone.added == together.added == 3
    assert rows(collection, tmp_path / "one").keys() == rows(collection, tmp_path / "two").keys()


def test_what_a_browser_saves_beside_a_page_is_no_document(collection: Path, index: Path) -> None:
    (collection / "Page.html").write_text("<html><body><p>Trade grew by a quarter last year.</p></body></html>")
    (collection / "Page_files").mkdir()
    (collection / "Page_files" / "frame.html").write_text("<html><body><p>An advertisement.</p></body></html>")
    (collection / "other_files").mkdir()
    write(collection / "other_files" / "kept.md", "Kept")
    refresh(collection, index=index)
    assert sorted(rows(collection, index)) == ["0.md", "1.md", "2.md", "Page.html", "other_files/kept.md"]


def test_a_stop_while_walking_removes_nothing(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    assert refresh(collection, index=index, stop=lambda: True).stopped
    assert len(rows(collection, index)) == 3


def test_copies_are_paired_and_follow_every_change(tmp_path: Path) -> None:
    from index.library.copies import Copies
    from index.library.store import Store

    folder, index = tmp_path / "collection", tmp_path / "index"
    folder.mkdir()
    text = " ".join(f"word{i} of the report says that item{i} grew" for i in range(40))
    (folder / "a.txt").write_text(text, "utf-8")
    (folder / "b.txt").write_text(f"Another agency's headline\n\n{text}", "utf-8")
    (folder / "c.txt").write_text("Quite another report, about a meeting in Bishkek.", "utf-8")

    def groups() -> list[int]:
        refresh(folder, index=index)
        build = Store(index, folder.resolve()).current()
        assert build is not None
        with Copies(build.copies, read_only=True) as copies:
            return [len(group) for group in copies.groups(0.65)]

    assert groups() == [2]
    (folder / "a.txt").rename(folder / "moved.txt")
    assert groups() == [2]
    (folder / "c.txt").write_text(text + " And so on.", "utf-8")
    assert groups() == [3]
    (folder / "b.txt").unlink()
    assert groups() == [2]
    (folder / "c.txt").write_text("Nothing of it is left here.", "utf-8")
    assert groups() == []


def test_what_dossier_yaml_says_anew_is_applied_without_looking_round(collection: Path, index: Path) -> None:
    write(collection / "plain.md", "Plain")
    refresh(collection, index=index)
    (collection / "dossier.yaml").write_text("documents:\n  1.md: {place: Osh}\n", encoding="utf-8")
    write(collection / "new.md", "New")
    (collection / "2.md").unlink()
    summary = refresh(collection, index=index, described=True)
    assert (summary.added, summary.changed, summary.removed, summary.unchanged) == (0, 1, 0, 3)
    found = rows(collection, index)
    assert found["1.md"].place == "Osh"
    assert "2.md" in found
    assert "new.md" not in found
    assert refresh(collection, index=index, described=True).changed == 0
    summary = refresh(collection, index=index)
    assert (summary.added, summary.changed, summary.removed) == (1, 0, 1)


def test_other_patterns_mean_looking_round(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    (collection / "dossier.yaml").write_text("exclude: [1.md]\n", encoding="utf-8")
    assert refresh(collection, index=index, described=True).removed == 1
    assert refresh(collection, index=index, described=True).removed == 0
    (collection / "dossier.yaml").write_text("name: all\n", encoding="utf-8")
    assert refresh(collection, index=index, described=True).added == 1


def test_an_index_of_other_versions_is_made_whole_whatever_is_asked(
    collection: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh(collection, index=index)
    monkeypatch.setattr("index.refresh.run.VERSIONS", {**VERSIONS, "analysis": -1})
    assert refresh(collection, index=index, described=True).added == 3


def test_a_file_is_read_again_on_demand(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    assert refresh(collection, index=index, described=True, again=["1.md"]).changed == 1
    assert refresh(collection, index=index, again=["0.md", "gone.md"]).changed == 1


def test_relative_dates_of_one_document_follow_its_date(collection: Path, index: Path) -> None:
    refresh(collection, index=index)

    def last_years() -> dict[str, str]:
        library = Library.open(collection, index=index)
        try:
            documents = [library.read(row.id) for row in library.rows(library.search("*").numbers)]
            return {d.path: str(a.value) for d in documents for a in d.annotations if a.text == "last year"}
        finally:
            library.close()

    assert last_years() == {"0.md": "2020", "1.md": "2020", "2.md": "2020"}
    (collection / "dossier.yaml").write_text("documents:\n  1.md: {published: 2018-02-01}\n", encoding="utf-8")
    refresh(collection, index=index, described=True)
    assert last_years() == {"0.md": "2020", "1.md": "2017", "2.md": "2020"}


def test_what_was_judged_of_a_file_holds_under_its_new_name(collection: Path, index: Path) -> None:
    refresh(collection, index=index)
    library = Library.open(collection, index=index)
    try:
        id = rows(collection, index)["1.md"].id
        said = next(each for each in library.read(id).annotations if each.text == "last year")
        library.correct_date(id, said.start, "2019")
        library.star([id])
        (collection / "sub").mkdir()
        (collection / "1.md").rename(collection / "sub" / "other.md")
        refresh(collection, index=index)
        library.refresh()
        document = library.read(id)
        assert document.path == "sub/other.md"
        assert [each.value for each in document.annotations if each.text == "last year"] == ["2019"]
        assert [row.id for row in library.rows(library.search("is:starred").numbers)] == [id]
    finally:
        library.close()


def test_of_three_hundred_files_the_ten_changed_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, index = tmp_path / "many", tmp_path / "index"
    folder.mkdir()
    for section in drawn(300, sentences=2):
        (folder / f"{section.id}.txt").write_text(section.text, encoding="utf-8")
    refresh(folder, index=index)
    read: list[str] = []

    def counted(task: Task, *given: Any) -> Reading:
        read.append(task.path)
        return read_document(task, *given)

    monkeypatch.setattr("index.refresh.readers.read_document", counted)
    monkeypatch.setattr("index.refresh.readers.WORKERS", 1)
    assert refresh(folder, index=index).unchanged == 300
    assert read == []
    changed = [f"digest-{at:04}.txt" for at in range(7, 300, 30)]
    for name in changed:
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write("\n\nAmended in Bishkek.")
    summary = refresh(folder, index=index)
    assert (read, summary.changed, summary.unchanged) == (changed, 10, 290)


def test_what_is_gone_leaves_the_index_though_nothing_is_read(tmp_path: Path) -> None:
    folder, index = tmp_path / "many", tmp_path / "index"
    folder.mkdir()
    for number in range(20):
        write(folder / f"{number}.md", f"Article {number}")
    refresh(folder, index=index)
    for number in range(15):
        (folder / f"{number}.md").unlink()
    assert refresh(folder, index=index).removed == 15
    build = Store(index, folder).current(VERSIONS["schema"])
    assert build is not None
    entries = contents.read(build.postings, contents.generations(build.postings)[0]).entries
    assert [(entry.documents, entry.deleted) for entry in entries] == [(5, set())]
