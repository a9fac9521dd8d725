"""What only the default engine has: a folder, other processes, damage."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.whoosh import contents, open_engine, postings, snapshot, writing
from index.engines.whoosh.codec import Segment
from index.engines.whoosh.writing import MOST_SEGMENTS
from index.errors import IndexBusyError, IndexDamagedError, IndexUnsafeError, NotFoundError
from index.models import Annotation, Document, Kind
from index.query import parse

POSIX = pytest.mark.skipif(os.name != "posix", reason="file modes")


def test_the_whoosh_that_is_meant() -> None:
    """2.7.4 is shipped; the checks run these tests on another release too, and name it here."""
    from whoosh import versionstring

    meant = os.environ.get("DOSSIER_WHOOSH", "2.7.4")
    assert versionstring() == meant


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with an index of three documents in two segments."""
    made = tmp_path / "deep" / "index"
    engine = open_engine(made, create=True)
    for ids in ("ab", "c"):
        with engine.batch() as batch:
            for id in ids:
                batch.put(Document(id, id, f"the text of {id}, common to all", id))
    engine.close()
    return made


def found(folder: Path, query: str) -> int:
    engine = open_engine(folder)
    try:
        return len(engine.search(parse(query).query).numbers)
    finally:
        engine.close()


@POSIX
def test_the_folder_is_for_its_user_alone(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700


@POSIX
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_others_can_write_is_refused(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    with pytest.raises(IndexUnsafeError) as caught:
        open_engine(folder)
    assert str(folder) in caught.value.message
    folder.chmod(0o755)
    assert found(folder, "common") == 3


@POSIX
def test_a_file_others_can_write_is_refused(folder: Path) -> None:
    next(folder.glob("*.toc")).chmod(0o666)
    with pytest.raises(IndexUnsafeError):
        open_engine(folder)


@POSIX
def test_a_link_in_the_folder_is_refused(folder: Path) -> None:
    (folder / "dossier_x.seg").symlink_to("/etc/hosts")
    with pytest.raises(IndexUnsafeError):
        open_engine(folder)


@POSIX
def test_a_folder_of_another_user_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = folder.stat().st_uid
    if owner == 0:
        os.chown(folder, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: owner + 1)
    with pytest.raises(IndexUnsafeError):
        open_engine(folder)


def test_no_index_is_said_so(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "missing"):
        with pytest.raises(IndexDamagedError):
            open_engine(place)
    assert list(tmp_path.iterdir()) == []


def test_opening_again_with_create_keeps_what_is_there(folder: Path) -> None:
    engine = open_engine(folder, create=True)
    assert engine.count() == 3
    engine.close()


def test_reading_only(folder: Path) -> None:
    engine = open_engine(folder, read_only=True)
    assert engine.count() == 3
    with pytest.raises(IndexBusyError):
        engine.batch()
    engine.close()


@pytest.mark.parametrize("keep", [0, 10, 0.7])
@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
def test_damage_is_reported_as_such(folder: Path, pattern: str, keep: float) -> None:
    for file in folder.glob(pattern):
        data = file.read_bytes()
        file.write_bytes(data[: int(keep if keep > 1 else len(data) * keep)])

    def use() -> None:
        with closing(open_engine(folder)) as engine:
            engine.fetch("a")
            engine.search(parse("common").query)

    with pytest.raises(IndexDamagedError):
        use()


def test_overwritten_bytes_never_end_in_a_foreign_error(folder: Path) -> None:
    segment = max(folder.glob("*.seg"), key=lambda file: file.stat().st_size)
    data = segment.read_bytes()
    reported = 0
    for start in range(0, len(data), max(1, len(data) // 60)):
        segment.write_bytes(data[:start] + b"\xff" * 16 + data[start + 16 :])
        try:
            with closing(open_engine(folder)) as engine:
                engine.search(parse('"common to all" t*').query)
                for id in "abc":
                    engine.fetch(id)
        except IndexDamagedError:
            reported += 1
        except NotFoundError:  # the dictionary has no checksum: a lost term is only lost
            continue
    assert reported > 5


def test_a_commit_of_another_process_shows_after_refresh(folder: Path) -> None:
    engine = open_engine(folder)
    script = (
        "import sys; from pathlib import Path; from index.engines.whoosh import open_engine\n"
        "from index.models import Document\n"
        "with open_engine(Path(sys.argv[1])).batch() as batch: batch.put(Document('new', 'new', 'common news', ''))\n"
    )
    root = Path(__file__).parents[3]
    subprocess.run([sys.executable, "-W", "ignore", "-c", script, str(folder)], check=True, cwd=root)
    before = engine.generation
    assert engine.count() == 3
    assert len(engine.search(parse("common").query).numbers) == 3
    assert engine.refresh()
    assert not engine.refresh()
    assert engine.generation > before
    assert len(engine.search(parse("common").query).numbers) == 4
    engine.close()


def test_segments_stay_few_and_stray_files_go(folder: Path) -> None:
    engine = open_engine(folder)
    for number in range(3 * MOST_SEGMENTS):
        with engine.batch() as batch:
            batch.put(Document(f"n{number}", "p", "common", ""))
        if number % 2:
            engine.settle()
        tables = [contents.read(folder, generation) for generation in contents.generations(folder)]
        assert len(tables) <= 2  # the state of before stays, to fall back on
        assert len(tables[0].entries) <= MOST_SEGMENTS + 4
        named = {entry.file_name for table in tables for entry in table.entries}
        assert {path.name for path in folder.glob("*.seg")} == named
    engine.refresh()
    assert engine.count() == 3 + 3 * MOST_SEGMENTS
    engine.close()


def test_a_change_waits_for_no_merge(folder: Path) -> None:
    """What a few documents leave is merged when the last of them can be seen; or with a further one, where nobody has
    come to it for long."""
    with closing(open_engine(folder)) as engine:
        for settled in (True, False):
            most = 0
            for number in range(3 * MOST_SEGMENTS):
                before = {path.name for path in folder.glob("*.seg")}
                with engine.batch() as batch:
                    batch.put(Document(f"n{number}", "p", f"common {settled}", ""))
                newest = contents.read(folder, contents.generations(folder)[0])
                most = max(most, len(newest.entries))
                made = len({entry.file_name for entry in newest.entries} - before)
                assert made == 1 or not settled
                if settled:
                    engine.settle()
            assert MOST_SEGMENTS < most <= MOST_SEGMENTS + (4 if settled else writing.LATER + 4)
            engine.refresh()
            assert len(engine.search(parse(f"common {settled}").query).numbers) >= 3 * MOST_SEGMENTS


def test_a_small_segment_is_not_written_again_for_each_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside as many large segments as there should be, those of single documents wait until several can be merged."""
    monkeypatch.setattr(writing, "LEAST_MERGED", 10)
    monkeypatch.setattr(writing, "MERGED_FOR_ONE", 1)
    engine = open_engine(folder)
    for segment in range(MOST_SEGMENTS):
        with engine.batch() as batch:
            for number in range(100):
                batch.put(Document(f"{segment}-{number}", "p", "common", ""))
    merging = 0
    for number in range(12):
        before = {path.name for path in folder.glob("*.seg")}
        with engine.batch() as batch:
            batch.put(Document(f"{number}-1", "p", f"changed{number}", ""))
        newest = contents.read(folder, contents.generations(folder)[0])
        merging += len({entry.file_name for entry in newest.entries} - before) > 1
        assert MOST_SEGMENTS <= len(newest.entries) <= MOST_SEGMENTS * 3 // 2
    assert 1 <= merging <= 4
    engine.refresh()
    assert [len(engine.search(parse(f"changed{number}").query).numbers) for number in range(12)] == [1] * 12
    engine.close()


def test_a_batch_is_on_the_disk_before_others_are_merged(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is put would else be in memory together with what a merge takes."""
    seen = []

    def noted(writer: writing.Writer, segments: list[Segment]) -> Segment:
        seen.append((writer.pool.size, writer.perdocwriter.bytes, [each.doc_count() for each in writer.full]))
        return merged(writer, segments)

    merged = writing.Writer.merged
    monkeypatch.setattr(writing.Writer, "merged", noted)
    with closing(open_engine(folder)) as engine:
        for number in range(2 * MOST_SEGMENTS):
            with engine.batch() as batch:
                batch.put(Document(f"n{number}", "p", "common", ""))
                batch.put(Document(f"m{number}", "p", "common", ""))
        engine.refresh()
        assert engine.count() == 3 + 4 * MOST_SEGMENTS
    assert seen
    assert all(each == (0, 0, [2]) for each in seen)


def test_a_document_put_twice_in_a_batch_is_replaced_by_the_next(folder: Path) -> None:
    """Its segment then holds its id twice, the first deleted. Looked up one by one, and by going through all."""
    engine = open_engine(folder)
    for others in (0, 100):
        with engine.batch() as batch:
            for words in ("first", "second"):
                batch.put(Document("twice", "p", words, ""))
            for number in range(100):
                batch.put(Document(f"{others}-{number}", "p", "other", ""))
        with engine.batch() as batch:
            for number in range(others):
                batch.put(Document(f"{others}-{number}", "p", "other again", ""))
            batch.put(Document("twice", "p", "third", ""))
        engine.refresh()
        left = {word: len(engine.search(parse(word).query).numbers) for word in ("first", "second", "third")}
        assert left == {"first": 0, "second": 0, "third": 1}
    engine.close()


def test_no_query_parser_or_highlighter_of_whoosh_is_loaded() -> None:
    script = "import sys, index.engines.whoosh; print(*[name for name in sys.modules if name.startswith('whoosh')])"
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], check=True, cwd=root, capture_output=True, text=True
    )
    assert not {"whoosh.qparser", "whoosh.highlight", "whoosh.searching", "whoosh.spelling"} & set(done.stdout.split())


@POSIX
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(open_engine(tmp_path / "index", create=True)) as engine, engine.batch() as batch:
            batch.put(Document("a", "a", "text", "title"))
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "index").iterdir()} == {0o600}
    assert found(tmp_path / "index", "text") == 1


def named(at: int) -> Document:
    """A document that names two people, of whom the next names one."""
    notes = tuple(Annotation(Kind.PERSON, 0, 4, "Name", f"name {each}") for each in (at, at + 1))
    return Document(f"d{at}", f"{at}", f"Name {at}", "", None, annotations=notes)


def test_which_names_are_left_after_a_change_is_asked_of_all_lists_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(open_engine(tmp_path / "index", create=True)) as engine:
        with engine.batch() as batch:
            for at in range(50):
                batch.put(named(at))
        with engine.batch() as batch:
            batch.remove("d0")
            batch.put(named(7))
        engine.refresh()
        read: list[tuple[int, int]] = []
        numbers = postings.Field.numbers

        def noted(field: postings.Field, first: int, end: int) -> object:
            read.append((first, end))
            return numbers(field, first, end)

        monkeypatch.setattr(postings.Field, "numbers", noted)
        assert set(engine.mention_keys()) == {f"person\tname {at}" for at in range(1, 51)}
        assert len(read) <= 2


def test_names_that_changes_brought_and_took(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was known of names is changed by what came and went, also where segments are merged."""
    monkeypatch.setattr(snapshot, "_FEW_CHANGED", 12)
    chance = random.Random(3)
    with closing(open_engine(tmp_path / "index", create=True)) as engine:
        there: set[int] = set()
        merged = changed = 0
        for _ in range(40):
            before = len(engine.snapshot.files)
            with engine.batch() as batch:
                for at in chance.sample(range(40), chance.randint(1, 3)):
                    batch.remove(f"d{at}")
                    there.discard(at)
                for at in chance.sample(range(40), chance.randint(1, 4)):
                    batch.put(named(at))
                    there.add(at)
            engine.refresh()
            changed += "mention_keys" in engine.snapshot.__dict__
            merged += len(engine.snapshot.files) <= before
            assert set(engine.mention_keys()) == {f"person\tname {each}" for at in there for each in (at, at + 1)}
        assert merged > 2
        assert 20 < changed < 40
