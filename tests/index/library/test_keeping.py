"""Passages marked and kept: found again after renames and edits, verified against the files, ordered in the tray."""

from __future__ import annotations

import hashlib
import io
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.errors import NotebookError
from index.library import Library
from index.notebook import Notebook, State, notebook_file
from index.refresh import refresh

QUOTE = "Bilateral trade grew by 13.6% last year and hit a record."
TEXT = f"""---
title: Talks
published: 2025-11-27
publisher: TASS
url: https://example.org/talks
---

The leaders met in Bishkek. {QUOTE} Energy comes next.

They also spoke of the border.
"""


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "talks.md").write_text(TEXT, "utf-8")
    (folder / "other.md").write_text("---\ntitle: Other\n---\n\nNothing of it. Yes. No. Perhaps.\n", "utf-8")
    refresh(folder, index=tmp_path / "index")
    return folder


@pytest.fixture
def library(collection: Path, tmp_path: Path) -> Iterator[Library]:
    library = Library.open(collection, index=tmp_path / "index")
    yield library
    library.close()


def id_of(library: Library, path: str) -> str:
    return next(row.id for row in library.rows(library.search("*", hidden=True).numbers) if row.path == path)


def keep(library: Library, words: str = QUOTE, path: str = "talks.md", **said: object) -> None:
    id = id_of(library, path)
    start = library.read(id).text.index(words)
    library.keep(id, start, start + len(words), **{"kept": True, **said})  # type: ignore[arg-type]


def states(library: Library) -> list[tuple[State, str]]:
    return [(each.state, each.words) for each in library.verify()]


def again(library: Library, collection: Path, tmp_path: Path) -> None:
    refresh(collection, index=tmp_path / "index")
    library.refresh()


def test_a_quote_has_its_words_and_its_source(library: Library, collection: Path) -> None:
    keep(library, note="the key figure")
    (quote,) = library.tray()
    assert (quote.words, quote.note, quote.kept) == (QUOTE, "the key figure", True)
    assert (quote.title, quote.publisher, quote.published) == ("Talks", "TASS", "2025-11-27")
    assert quote.url == "https://example.org/talks"
    assert len(quote.digest) == 64
    assert len(quote.retrieved) == 10
    assert quote.before.endswith("met in Bishkek. ")
    assert [row.path for row in library.rows(library.search("is:quoted").numbers)] == ["talks.md"]
    assert library.flags()[id_of(library, "talks.md")].passages == 1
    # once more is no second entry
    keep(library)
    keep(library, kept=None, note="changed")
    assert [each.note for each in library.tray()] == ["changed"]
    library.undo()
    assert [each.note for each in library.tray()] == ["the key figure"]
    library.undo()
    assert library.tray() == []
    assert "passages:" in notebook_file(collection).read_text("utf-8")


def test_too_much_and_too_little_is_refused(library: Library) -> None:
    id = id_of(library, "talks.md")
    with pytest.raises(NotebookError, match="no words"):
        library.keep(id, 5, 5)
    with pytest.raises(NotebookError, match="at most"):
        library.keep(id, 0, 30_000)


def test_quotes_follow_their_files_and_are_verified(library: Library, collection: Path, tmp_path: Path) -> None:
    keep(library)
    file = collection / "talks.md"
    assert states(library) == [(State.STANDS, QUOTE)]
    file.write_text(TEXT.replace("The leaders met", "Late at night the leaders met"), "utf-8")
    assert states(library) == [(State.MOVED, QUOTE)]  # the file as it stands, not as it was indexed
    again(library, collection, tmp_path)
    (placed,) = library.kept_in(id_of(library, "talks.md"))
    assert library.read(placed.id).text[placed.start : placed.end] == QUOTE
    file.rename(collection / "renamed.md")
    assert [state for state, _ in states(library)] == [State.GONE]
    again(library, collection, tmp_path)
    assert states(library) == [(State.MOVED, QUOTE)]  # edited, then moved: found by its words
    (collection / "renamed.md").write_text(TEXT.replace("13.6%", "14%"), "utf-8")
    (collection / "renamed.md").rename(file)
    again(library, collection, tmp_path)
    assert states(library) == [(State.CHANGED, QUOTE.replace("13.6%", "14%")[:-1])]
    file.unlink()
    again(library, collection, tmp_path)
    assert states(library) == [(State.GONE, "")]
    assert [each.words for each in library.tray()] == [QUOTE]


def test_the_tray_is_ordered_and_grouped(library: Library) -> None:
    for word in ("Yes", "No", "Perhaps"):
        keep(library, word, "other.md")
    keep(library)

    def order() -> list[tuple[str, str]]:
        return [(each.group, each.words[:7]) for each in library.tray()]

    assert order() == [("", "Yes"), ("", "No"), ("", "Perhaps"), ("", "Bilater")]
    library.move_quote(library.tray()[3], -1)
    assert order() == [("", "Yes"), ("", "No"), ("", "Bilater"), ("", "Perhaps")]
    library.undo()
    for _ in range(5):
        library.move_quote(library.tray()[0], 1)
        library.move_quote(library.tray()[1], -1)
    assert order() == [("", "Yes"), ("", "No"), ("", "Perhaps"), ("", "Bilater")]
    library.change_passage(library.tray()[1], group="Trade")
    library.change_passage(library.tray()[2], group=" Border  talks ")
    assert order() == [("", "Yes"), ("", "Perhaps"), ("Trade", "No"), ("Border talks", "Bilater")]
    before = order()
    library.move_quote(library.tray()[1], 1)  # out of no heading, under the first
    assert [group for group, _ in order()] == ["", "Trade", "Trade", "Border talks"]
    library.undo()
    assert order() == before


def test_marks_notes_and_quotes_are_forgotten_together(library: Library) -> None:
    keep(library)
    keep(library, "Yes", "other.md", kept=None, note="short")
    assert library.forget_passages(library.noted_passages()) == 2
    assert library.noted_passages() == []
    library.undo()
    assert len(library.noted_passages()) == 2


WRITER = """
import sys
from pathlib import Path
from index.library import Library
collection, index, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
library = Library.open(collection, index=index)
ids = [row.id for row in library.rows(library.search("*", hidden=True).numbers)]
for i in range(int(sys.argv[4])):
    library.tag(ids, add=[f"{name}{i}"])
    library.keep(ids[0], i, i + 4, note=f"{name} {i}")
    print(name, i, flush=True)
"""


def writer(collection: Path, index: Path, name: str, times: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(collection), str(index), name, str(times)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    )


def test_two_processes_at_once_lose_nothing(library: Library, collection: Path, tmp_path: Path) -> None:
    both = [writer(collection, tmp_path / "index", name, 8) for name in ("a", "b")]
    for each in both:
        _, errors = each.communicate(timeout=60)
        assert each.returncode == 0, errors
    assert {tag for tag, _ in library.tags()} == {f"{name}{i}" for name in "ab" for i in range(8)}
    # the same passage noted on by both is one entry, with the later note
    assert len(library.noted_passages()) == 8


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL")
def test_a_kill_at_any_moment_loses_nothing_that_was_said(library: Library, collection: Path, tmp_path: Path) -> None:
    for delay in (0.0, 0.007):
        process = writer(collection, tmp_path / "index", "x", 500)
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait(20)
        process.stdout.close()
        assert process.stderr is not None
        process.stderr.close()
        last = int(said[-1].split()[1])
        Notebook.open(collection)  # whole, without a fault
        assert {f"x{i}" for i in range(last + 1)} <= {tag for tag, _ in library.tags()}
        assert {f"x {i}" for i in range(last + 1)} <= {each.note for each in library.noted_passages()}


@pytest.mark.parametrize("way", ["mbox", "zip", "csv"])
def test_a_quote_of_a_document_in_a_file_is_looked_for_there(tmp_path: Path, way: str) -> None:
    def written(words: str) -> bytes:
        if way == "csv":
            return f"headline;body\nTalks;{words}\n".encode()
        message = f"From: anna@example.org\nSubject: Talks\nDate: Mon, 24 May 2021 10:00:00 +0000\n\n{words}\n"
        if way == "mbox":
            return f"From anna Mon May 24 10:00:00 2021\n{message}\n".encode()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("old/talks.eml", message)
        return packed.getvalue()

    folder = tmp_path / "papers"
    folder.mkdir()
    file = folder / f"all.{way}"
    file.write_bytes(written("Trade grew by five percent. So they said."))
    (folder / "dossier.yaml").write_text('records: {"*.csv": {text: body, title: headline}}\n', "utf-8")
    refresh(folder, index=tmp_path / "index")
    with closing(Library.open(folder, index=tmp_path / "index")) as library:
        (row,) = library.rows(library.search("trade").numbers)
        keep(library, "Trade grew by five percent.", row.path)
        assert library.tray()[0].digest == hashlib.sha256(file.read_bytes()).hexdigest()
        assert states(library) == [(State.STANDS, "Trade grew by five percent.")]
        file.write_bytes(written("It was a fine day. Trade grew by five percent. So they said."))
        assert [state for state, _ in states(library)] == [State.MOVED]
        file.write_bytes(written("Nothing of it."))
        assert [state for state, _ in states(library)] == [State.GONE]
        file.unlink()
        assert [each.reason for each in library.verify() if "is gone" in each.reason]
