from __future__ import annotations

import json
import stat
import zlib
from functools import partial
from pathlib import Path

import pytest

from index.errors import SettingsError
from index.folders import FIRST_PAGE
from index.models import Order
from tests.tui.running import Run
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.app import make_app
from tui.screens.first_page import VERSION, keep, picture, recall


def test_the_first_rows_are_kept_and_recalled(tmp_path: Path) -> None:
    first = picture(as_library(SampleLibrary(documents(100))), Order.RELEVANCE)
    assert first is not None
    keep(tmp_path, first)
    again = recall(tmp_path, Order.RELEVANCE)
    assert again == first
    assert (again.total, len(again.rows), again.rows[0].title) == (100, 60, "Title 99")
    assert len(again.page.numbers) == 100
    assert [row.number for row in again.numbered] == list(again.page.numbers[:60])
    assert stat.S_IMODE((tmp_path / FIRST_PAGE).stat().st_mode) == 0o600


def test_nothing_is_kept_of_an_empty_collection() -> None:
    assert picture(as_library(SampleLibrary([])), Order.RELEVANCE) is None


def test_another_order_has_no_picture(tmp_path: Path) -> None:
    first = picture(as_library(SampleLibrary(documents())), Order.RELEVANCE)
    assert first is not None
    keep(tmp_path, first)
    assert recall(tmp_path, Order.TITLE) is None


def test_without_an_index_folder_nothing_happens(tmp_path: Path) -> None:
    first = picture(as_library(SampleLibrary(documents())), Order.RELEVANCE)
    assert first is not None
    keep(tmp_path / "none", first)
    assert recall(tmp_path / "none", Order.RELEVANCE) is None


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "{}", '{"version": 3, "order": "relevance", "total": 1, "rows": [[1]]}',
     '{"version": 3, "order": "relevance", "total": 0, "rows": []}',
     '{"version": 3, "order": "relevance", "total": "x"}',
     '{"version": 3, "order": "relevance", "total": 1, "rows": [["a", "b", "c"]]}', "\xff"],
)  # fmt: skip
def test_a_damaged_picture_is_none(tmp_path: Path, content: str) -> None:
    data = content.encode("latin-1")
    (tmp_path / FIRST_PAGE).write_bytes(data + f"\n{zlib.crc32(data):08x}".encode())
    assert recall(tmp_path, Order.RELEVANCE) is None


def test_a_row_of_wrong_types_is_none(tmp_path: Path) -> None:
    rows = [["a", "b", ["title"], None]]
    text = json.dumps({"version": VERSION, "order": "relevance", "total": 1, "rows": rows, "copies": [], "folded": 0})
    (tmp_path / FIRST_PAGE).write_text(f"{text}\n{zlib.crc32(text.encode()):08x}")
    assert recall(tmp_path, Order.RELEVANCE) is None


def test_a_picture_of_which_a_bit_was_flipped_is_none(tmp_path: Path) -> None:
    first = picture(as_library(SampleLibrary(documents(3))), Order.RELEVANCE)
    assert first is not None
    keep(tmp_path, first)
    data = (tmp_path / FIRST_PAGE).read_bytes()
    for place in range(0, len(data), 7):
        (tmp_path / FIRST_PAGE).write_bytes(data[:place] + bytes([data[place] ^ 2]) + data[place + 1 :])
        assert recall(tmp_path, Order.RELEVANCE) is None


async def test_the_picture_is_moved_through_and_the_cursor_stays_when_the_library_answers() -> None:
    library = SampleLibrary(documents())
    first = picture(as_library(library), Order.RELEVANCE)
    app = make_app(Path("/nowhere"), library=lambda: as_library(library), first=lambda _: first)
    started, start = [], app.engine.start
    app.engine.start = lambda: started.append(1)  # type: ignore[method-assign]
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.browse is not None
        run = Run(pilot, app, library)
        await run.shows("Title 9")
        assert run.screen.found is None
        await run.press("down", "down")
        await run.until(lambda: started, "the moment to open the library")
        start()
        await run.reads("Title 7")
        current = run.screen.documents.current
        assert current is not None
        assert (current.title, current.number) == ("Title 7", 7)
    assert app.engine.stop()


async def test_it_is_kept_once_the_library_has_answered(tmp_path: Path) -> None:
    library = SampleLibrary(documents())
    app = make_app(Path("/nowhere"), library=lambda: as_library(library), keep_first=partial(keep, tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        assert app.browse is not None
        run = Run(pilot, app, library)
        await run.until(lambda: recall(tmp_path, Order.RELEVANCE), "the picture")
        library.coming = documents(12)[10:]
        run.screen.see_changes()
        await run.until(lambda: (kept := recall(tmp_path, Order.RELEVANCE)) and kept.total == 12, "the next picture")
    assert app.engine.stop()


def test_a_theme_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(SettingsError, match="dossier-drak") as refused:
        make_app(Path("/nowhere"), theme="dossier-drak")
    assert "dossier-dark" in refused.value.hint
    assert make_app(Path("/nowhere"), theme="nord").theme == "nord"
