"""A damaged file of every format: nothing but a SourceError from a reader, one line in the problems list from a
refresh, and every good file beside it read."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.library import Library
from index.refresh import refresh
from index.sources import ocr, read_data
from tests.index.sources.test_matrix import DOCUMENTS, ROWS
from tests.index.sources.test_reading import check

FORMATS = sorted({Path(row.file).suffix: row.file for row in reversed(ROWS)}.values())

TEXTS = (".srt", ".vtt", ".mhtml")


def _read(data: bytes, name: str) -> SourceError | None:
    """None for a text that holds what every text must; else the refusal, which says what to do."""
    refusal = None
    try:
        check(read_data(data, name))
    except SourceError as error:
        refusal = error
    assert refusal is None or refusal.hint, refusal
    return refusal


@pytest.fixture(autouse=True, scope="module")
def _without_tesseract() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(ocr, "languages", lambda: "")
        yield


@pytest.mark.parametrize("file", FORMATS)
@pytest.mark.parametrize("share", [0.0, 0.02, 0.3, 0.6, 0.95])
def test_a_file_cut_short(file: str, share: float) -> None:
    whole = (DOCUMENTS / file).read_bytes()
    _read(whole[: int(len(whole) * share)], file)


@given(file=st.sampled_from(FORMATS), seed=st.integers(0, 1 << 30), changes=st.integers(1, 60))
@settings(max_examples=150, deadline=None)
def test_bytes_changed_anywhere(file: str, seed: int, changes: int) -> None:
    data = bytearray((DOCUMENTS / file).read_bytes())
    chance = random.Random(seed)
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    _read(bytes(data), file)


@given(suffix=st.sampled_from(sorted({Path(file).suffix for file in FORMATS})), data=st.binary(max_size=300))
@settings(max_examples=150, deadline=None)
def test_bytes_of_nothing(suffix: str, data: bytes) -> None:
    _read(data, f"any{suffix}")


@pytest.mark.parametrize("file", [file for file in FORMATS if not file.endswith(TEXTS)])
def test_another_format_under_the_name_is_refused(file: str) -> None:
    refusal = _read(b"Only words, under a wrong name.", file)
    assert refusal is not None
    assert refusal.message.startswith(file)


def _damaged(whole: bytes, file: str, cut: bool) -> bytes:
    """A file cut short, or with a stretch in its middle gone wrong; text formats, which such a file still is, with
    bytes that are no text."""
    if file.endswith(TEXTS):
        return b"\0\1\2" + whole
    middle = len(whole) // 2
    return whole[:middle] if cut else whole[:middle] + bytes(each ^ 0x5A for each in whole[middle:])


def test_a_refresh_over_good_and_damaged_files(tmp_path: Path) -> None:
    """Each damaged file is one line in the problems list, and the good ones beside it are all there."""
    folder = tmp_path / "folder"
    (folder / "cut").mkdir(parents=True)
    (folder / "changed").mkdir()
    for file in FORMATS:
        whole = (DOCUMENTS / file).read_bytes()
        (folder / file).write_bytes(whole)
        (folder / "cut" / file).write_bytes(_damaged(whole, file, cut=True))
        (folder / "changed" / file).write_bytes(_damaged(whole, file, cut=False))
    refresh(folder, index=tmp_path / "index")
    library = Library.open(folder, index=tmp_path / "index")
    try:
        paths = {row.path for row in library.rows(library.search("*").numbers)}
        problems = sorted(problem.path for problem in library.problems())
    finally:
        library.close()
    assert paths.issuperset(FORMATS)
    assert problems == sorted(f"{how}/{file}" for file in FORMATS for how in ("cut", "changed"))
