"""What reading may take: a document that loses itself, or wants all memory, is one problem, and the others are read."""

from __future__ import annotations

import io
import signal
import sys
import tarfile
import zipfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from index.annotators.extras import Recognizer
from index.library import Library
from index.names import Gazetteer
from index.refresh import limits, readers, refresh, unpacking
from index.refresh.reading import Reading, Task, read_document, read_wordless, with_words
from index.sources.members import Member, Unread, members
from index.vocabulary import Vocabulary, Words
from tests.index.sources.test_matrix import DOCUMENTS

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="the system has no timer of CPU time")


def _lost(task: Task, gazetteer: Gazetteer, extras: Sequence[Recognizer] = ()) -> Reading:
    """A reader that loses itself over some documents."""
    while Path(task.path).stem == "endless":
        pass
    return read_document(task, gazetteer, extras)


def _serve(pipe: Connection, collection: str) -> None:
    """The process apart, with such a reader and, when all is loaded, little time."""
    read_document(Task(str(DOCUMENTS / "turned.pdf"), "a.pdf", {}), Gazetteer((), (), ()))
    limits.SECONDS, limits.SECONDS_EACH_MB = 1.0, 0.0
    vars(readers).update(read_document=_lost)
    serve(pipe, collection)


serve = readers._serve


@pytest.fixture
def loaded(tmp_path: Path) -> None:
    """What reads a text is loaded: on a slow machine that takes more than the little time that tests leave."""
    (tmp_path / "first.txt").write_text("A note.", encoding="utf-8")
    assert read_document(Task(str(tmp_path / "first.txt"), "first.txt", {}), Gazetteer((), (), ())).words


def _paths(folder: Path, index: Path) -> set[str]:
    library = Library.open(folder, index=index)
    try:
        return {row.path for row in library.rows(library.search("*").numbers)}
    finally:
        library.close()


def test_a_document_that_never_ends_ends_in_a_process_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_serve", _serve)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.pdf", "endless.pdf", "z.pdf"):
        (folder / name).write_bytes((DOCUMENTS / "turned.pdf").read_bytes())
    (folder / "note.txt").write_text("A note beside them.", encoding="utf-8")
    summary = refresh(folder, index=tmp_path / "index")
    assert [(each.path, each.message) for each in summary.problems] == [
        ("endless.pdf", "Reading it took too long and was ended")
    ]
    assert _paths(folder, tmp_path / "index") == {"a.pdf", "z.pdf", "note.txt"}
    monkeypatch.setattr(readers._Apart, "read", None)  # none is read once more, not the endless one either
    again = refresh(folder, index=tmp_path / "index")
    assert again.unchanged == 3
    assert [each.path for each in again.problems] == ["endless.pdf"]


@pytest.mark.usefixtures("loaded")
def test_a_document_that_never_ends_ends_where_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read_document", _lost)
    monkeypatch.setattr(limits, "SECONDS", 0.3)
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("a.txt", "endless.txt", "z.txt"):
        (folder / name).write_text(f"The file called {name}.", encoding="utf-8")
    summary = refresh(folder, index=tmp_path / "index")
    assert [each.path for each in summary.problems] == ["endless.txt"]
    assert summary.problems[0].hint
    assert _paths(folder, tmp_path / "index") == {"a.txt", "z.txt"}
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("interrupted", [True, False])
def test_an_archive_that_never_ends_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, interrupted: bool) -> None:
    """By the timer where it loses itself in one place, between two documents where there is no timer."""

    def endless(*arguments: Any) -> Iterator[Member | Unread]:
        parts = list(members(*arguments))
        yield from parts
        while True:
            if not interrupted:
                yield from parts

    monkeypatch.setattr(unpacking, "members", endless)
    monkeypatch.setattr(limits, "SECONDS", 0.2)
    if not interrupted:
        monkeypatch.setattr(limits, "_raising_after", lambda seconds: nullcontext())
    folder = tmp_path / "folder"
    folder.mkdir()
    with zipfile.ZipFile(folder / "box.zip", "w") as archive:
        archive.writestr("in.txt", "A note in a box.")
    (folder / "z.txt").write_text("A note beside it.", encoding="utf-8")
    parts = limits.taken_within_limits(endless(io.BytesIO((folder / "box.zip").read_bytes()), "box.zip", 200), 200)
    with pytest.raises(limits.OvertimeError):
        deque(parts, maxlen=0)
    if interrupted:  # else there would be thousands of documents
        summary = refresh(folder, index=tmp_path / "index")
        assert [(each.path, each.message) for each in summary.problems] == [
            ("box.zip", "Going through it took too long; the rest was not read")
        ]
        assert summary.problems[0].hint
        assert _paths(folder, tmp_path / "index") == {"box.zip//in.txt", "z.txt"}
        assert refresh(folder, index=tmp_path / "index").unchanged == 2
    assert signal.getsignal(signal.SIGPROF) == signal.SIG_DFL


def _hungry(answer: Connection) -> None:
    limits.MEMORY = 256 << 20
    limits.limit_memory()
    try:
        held = bytearray(512 << 20)
        answer.send(len(held))
    except MemoryError:
        answer.send("refused")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_memory_is_limited_in_a_worker() -> None:
    mine, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_hungry, args=(theirs,))
    process.start()
    theirs.close()
    assert mine.recv() == "refused"
    process.join()


def test_documents_whose_words_take_too_much_memory_together_have_them_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And one that takes too much alone is a problem by itself."""
    tasks = []
    for name in ("a", "large", "z"):
        (tmp_path / f"{name}.txt").write_text(f"A note called {name}.", encoding="utf-8")
        tasks.append(Task(str(tmp_path / f"{name}.txt"), f"{name}.txt", {}))
    taken = Vocabulary.read_together

    def starved(self: Vocabulary, documents: Sequence[tuple[str, str]]) -> list[tuple[Words, bytes]]:
        if len(documents) > 1 or "large" in documents[0][1]:
            raise MemoryError
        return taken(self, documents)

    read = [read_wordless(task, Gazetteer((), (), ())) for task in tasks]
    whole = with_words(read)
    monkeypatch.setattr(Vocabulary, "read_together", starved)
    first, large, last = with_words(read)
    assert large.document is None
    assert large.problem is not None
    assert large.problem.message == "Reading it takes too much memory"
    assert [each.sketch for each in (first, last)] == [whole[0].sketch, whole[2].sketch]
    assert [each.words and each.words.total for each in (first, last)] == [5, 5]  # with the title


def test_no_memory_is_a_problem_of_the_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("index.refresh.reading.find_turns", starved)
    (tmp_path / "a.txt").write_text("A note.", encoding="utf-8")
    reading = read_document(Task(str(tmp_path / "a.txt"), "a.txt", {}), Gazetteer((), (), ()))
    assert reading.document is None
    assert reading.problem is not None
    assert reading.problem.message == "Reading it takes too much memory"


def test_what_is_read_apart_and_how_long() -> None:
    assert limits.aside("a.PDF", 10)
    assert limits.aside("a.txt", limits.LARGE)
    assert not limits.aside("a.txt", 10)
    assert limits.seconds_for(0) == limits.SECONDS
    assert limits.seconds_for(1 << 50) == limits.seconds_for(64 << 20)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space")
def test_an_archive_that_wants_all_memory_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its second file has a name of hundreds of megabytes, says its head, and so there are."""
    import resource

    monkeypatch.setattr(limits, "MEMORY", 192 << 20)
    folder = tmp_path / "folder"
    folder.mkdir()
    with tarfile.open(folder / "box.tar", "w") as archive:
        entry = tarfile.TarInfo("in.txt")
        entry.size = len(text := b"A note in a box.")
        archive.addfile(entry, io.BytesIO(text))
        end = archive.offset
    long = tarfile.TarInfo("././@LongLink")
    long.type, long.size = tarfile.GNUTYPE_LONGNAME, 300 << 20
    with (folder / "box.tar").open("r+b") as file:
        file.seek(end)
        file.write(long.tobuf(tarfile.GNU_FORMAT))
        file.truncate(end + long.size + 10_240)
    (folder / "z.txt").write_text("A note beside it.", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_AS)
    summary = refresh(folder, index=tmp_path / "index")
    assert [(each.path, each.message) for each in summary.problems] == [
        ("box.tar", "Going through it takes too much memory; the rest was not read")
    ]
    assert summary.problems[0].hint
    assert _paths(folder, tmp_path / "index") == {"box.tar//in.txt", "z.txt"}
    assert resource.getrlimit(resource.RLIMIT_AS) == before
