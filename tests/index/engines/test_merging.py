"""Segments joined in stretches: the same file however long a stretch is, in memory that does not follow its length."""

from __future__ import annotations

import random
import tracemalloc
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from index.engines.whoosh import columns, contents, merging, open_engine, parts, writing
from index.engines.whoosh.passing import PassedField
from index.engines.whoosh.segment import SegmentFile
from index.models import Document

WORDS = [f"{one}{two}{three}" for one in "bdgklmnprst" for two in "aeiou" for three in "dgklmnprst"]


def index(folder: Path, segments: int, each: int) -> Path:
    """An index of documents of a hundred words, every fifth of them deleted."""
    chance = random.Random(11)
    with closing(open_engine(folder, create=True)) as engine:
        for number in range(segments):
            with engine.batch() as batch:
                for at in range(each):
                    id = f"d{number}x{at}"
                    batch.put(Document(id, f"{id}.txt", " ".join(chance.choices(WORDS, k=100)), f"About {id}"))
        with engine.batch() as batch:
            for number in range(segments):
                for at in range(0, each, 5):
                    batch.remove(f"d{number}x{at}")
    return folder


def merged(folder: Path, path: Path) -> bytes:
    """All segments as one."""
    newest = contents.read(folder, contents.generations(folder)[0])
    with ExitStack() as stack:
        files = [stack.enter_context(closing(SegmentFile(folder, entry))) for entry in newest.entries]
        deleted = [entry.deleted for entry in newest.entries]
        merging.merge(path, merging.sources(list(zip(files, deleted, strict=True))))
    return path.read_bytes()


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches so short that a small index has many of them."""
    monkeypatch.setattr(merging, "_AT_ONCE", 3000)
    monkeypatch.setattr(columns, "_CHUNK", 1 << 12)
    monkeypatch.setattr(parts, "_ASIDE", 1 << 12)


def test_stretches_make_no_difference(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    folder = index(tmp_path / "index", segments=4, each=60)
    whole = merged(folder, tmp_path / "whole.seg")
    request.getfixturevalue("short")
    assert merged(folder, tmp_path / "short.seg") == whole
    assert sorted(path.name for path in tmp_path.iterdir()) == ["index", "short.seg", "whole.seg"]


@pytest.mark.usefixtures("short")
def test_memory_does_not_follow_the_number_of_documents(tmp_path: Path) -> None:
    peaks = []
    for each in (100, 400):
        folder = index(tmp_path / f"index{each}", segments=3, each=each)
        merged(folder, tmp_path / f"warm{each}.seg")
        tracemalloc.start()
        merged(folder, tmp_path / f"merged{each}.seg")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.6 * peaks[0], peaks


def test_positions_of_a_common_word_are_never_numbers(tmp_path: Path) -> None:
    """Each of them as a number would take as much as a hundred bytes while lists are joined; stored they take one."""
    peaks = []
    for times in (100, 1600):
        folder = tmp_path / f"index{times}"
        with closing(open_engine(folder, create=True)) as engine:
            for segment in range(3):
                with engine.batch() as batch:
                    for at in range(40):
                        batch.put(Document(f"d{segment}x{at}", f"{segment}-{at}.txt", "peace " * times, "Peace"))
        merged(folder, tmp_path / "warm.seg")
        (tmp_path / "warm.seg").unlink()
        tracemalloc.start()
        merged(folder, tmp_path / f"merged{times}.seg")
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] - peaks[0] < 10 * 3 * 40 * 1500, peaks


def test_of_a_dictionary_a_stretch_is_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_AT_ONCE", 300)
    folder, longest = index(tmp_path / "index", segments=3, each=40), 0
    look_ahead = PassedField.look_ahead

    def watched(field: PassedField, number: int) -> None:
        nonlocal longest
        look_ahead(field, number)
        longest = max(longest, len(field.terms(field.first, len(field))))

    monkeypatch.setattr(PassedField, "look_ahead", watched)
    merged(folder, tmp_path / "merged.seg")
    assert 0 < longest <= 100


def test_the_last_of_many_commits_leaves_no_more_than_two_generations_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "LEAST_SPARED", 0)
    folder = index(tmp_path / "index", segments=14, each=30)

    def needed() -> int:
        return sum(entry.size for entry in contents.read(folder, contents.generations(folder)[0]).entries)

    def there() -> int:
        return sum(path.stat().st_size for path in folder.glob("*.seg"))

    with closing(open_engine(folder)) as engine:
        while there() < 1.1 * needed():  # until a commit merges, of which the generation before has the parts
            with engine.batch() as batch:
                batch.put(Document(f"more{engine.generation}", "more.txt", "words and more", "More"))
            engine.refresh()
        before = engine.generation, engine.count()
        engine.settle()
        assert engine.refresh()
        assert engine.generation - before[0] in (1, 2)  # it may have merged first
        assert engine.count() == before[1]
        assert there() == needed()
        assert len(contents.generations(folder)) == 2
        engine.settle()  # nothing to gain
        assert not engine.refresh()
