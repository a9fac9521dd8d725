"""The figures view driven by keys alone: the bundled collection's trade, conflicts, lines, reading, export."""

from __future__ import annotations

import csv
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from index.folders import bundled_collection
from index.library import Library
from index.refresh import refresh
from tests.tui.running import NARROW, TINY, WIDE, Run, opened
from tui.app import make_app
from tui.screens.figures import FiguresView
from tui.widgets.spark import spark

PAPERS = {
    "a.md": "---\npublished: 2022-05-01\npublisher: TASS\n---\nTrade grew 1% in 2018, 2% in 2019 and 5% in 2021.\n\n"
    "Trade came to $4.1 billion in 2021. Inflation rose to 8% last year.\n",
    "b.md": "---\npublished: 2022-06-01\npublisher: AKIpress\n---\nTrade came to $3.5 billion in 2021.\n",
    "c.txt": "Exports grew 3% last year.\n",
}


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    index = tmp_path_factory.mktemp("figures") / "index"
    refresh(bundled_collection(), index=index)
    return bundled_collection(), index


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("papers") / "papers"
    folder.mkdir()
    for name, text in PAPERS.items():
        (folder / name).write_text(text)
    refresh(folder, index=folder.parent / "index")
    return folder, folder.parent / "index"


@asynccontextmanager
async def figures(place: tuple[Path, Path], size: tuple[int, int] = NARROW, *keys: str) -> AsyncIterator[Run]:
    """A browser with the figures view open, its sources on the screen."""
    collection, index = place
    app = make_app(collection, library=lambda: Library.open(collection, index=index))
    async with opened(app, size) as run:
        await run.press(*(keys or ("5",)))
        await run.until(lambda: isinstance(app.screen, FiguresView), "the view")
        await run.until(lambda: view(run).list._sources, "sources")
        yield run


def view(run: Run) -> FiguresView:
    screen = run.app.screen
    assert isinstance(screen, FiguresView)
    return screen


def said(run: Run) -> str:
    """The words of the statement under the cursor."""
    current = view(run).list.current
    return current.figure.text if current else ""


def lines(run: Run, *words: str) -> list[str]:
    """The lines of the screen with all these words."""
    return [line for line in run.text.splitlines() if all(word in line for word in words)]


@pytest.mark.parametrize("size", [NARROW, WIDE])
async def test_trade_with_its_growth_and_its_amount_each_with_its_period(
    bundled: tuple[Path, Path], size: tuple[int, int]
) -> None:
    async with figures(bundled, size, "3", "v") as run:
        text = run.text.splitlines()
        assert lines(run, "~2024", "4.1 bn USD", "EIN Presswire")
        assert lines(run, " 2020", "↓ fall, no figure", "2021-05-24 Vladimir Putin")
        assert lines(run, "~2024", "↑ 13.6 %")
        assert lines(run, "2021-Q1", "↑ 6 %")
        assert lines(run, "~2025-01–09", "↑ 17 %")
        assert lines(run, " 2019", "↑ over 25 %")
        heads = [next(i for i, line in enumerate(text) if head in line) for head in (
            " trade · 6", "amount in USD · years", "growth in % · years", "growth in % · parts of years",
            " imports · 1 · growth in % · years",
        )]  # fmt: skip
        assert heads == sorted(heads)
        assert "Bilateral trade grew 13.6% last year and reached a record $4.1 billion." in run.text or size == WIDE


async def test_enter_reads_the_sentence_and_the_view_comes_back_where_it_was(bundled: tuple[Path, Path]) -> None:
    async with figures(bundled) as run:
        await run.press("j", "j")
        assert said(run) == "declined"
        await run.press("enter")
        await run.reads("Putin receives Japarov at Bocharov Ruchei")
        assert run.focus == "reader"
        await run.shows("Sadly, mutual trade")
        await run.press("5")
        await run.until(lambda: isinstance(run.app.screen, FiguresView) and said(run) == "declined", "back at it")
        await run.press("escape")
        await run.until(lambda: run.app.screen is run.screen, "the browser")


async def test_only_the_documents_found_are_asked(bundled: tuple[Path, Path]) -> None:
    async with figures(bundled, NARROW, "slash", *"wheat", "enter", "5") as run:
        await run.until(lambda: lines(run, "Figures · 3 statements of 3 measures"), "those of one document")


async def test_conflicts_are_marked_and_stepped_to(papers: tuple[Path, Path]) -> None:
    async with figures(papers, WIDE) as run:
        await run.shows("≠ 2 contested")
        assert lines(run, "≠ 2021", "4.1 bn USD", "TASS")
        assert lines(run, "≠ 2021", "3.5 bn USD", "AKIpress")
        assert not lines(run, "≠ 2019")
        await run.press("G", "c")
        first = said(run)
        await run.press("c")
        assert {first, said(run)} == {"$4.1 billion", "$3.5 billion"}


async def test_a_line_is_drawn_across_like_periods_only(papers: tuple[Path, Path]) -> None:
    async with figures(papers) as run:
        assert lines(run, "growth in % · years", f"{spark([1, 2, 5])} 2018 to 2021")
        assert len([line for line in lines(run, " to ") if set(line) & set("▁▃█")]) == 1
        assert lines(run, "inflation", "share in %")
        assert lines(run, " ? ", "↑ 3 %", " — ")  # its document does not say its date


async def test_export_says_where_the_file_is(
    papers: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.folders.state_folder", lambda: tmp_path / "state")
    async with figures(papers) as run:
        await run.press("x")
        await run.shows("Saved in ")
        await run.press("j")
        await run.until(lambda: "Saved in" not in run.text, "the sentence again")
        await run.press("x")
        await run.shows("Saved in ")
    assert len(list((tmp_path / "state" / "exports").iterdir())) == 2, "another file"
    path = min((tmp_path / "state" / "exports").iterdir())
    assert path.stat().st_mode & 0o777 == 0o600
    rows = list(csv.DictReader(path.read_text("utf-8").splitlines()))
    assert [(row["measure"], row["conflict"]) for row in rows if row["unit"] == "USD"] == [("trade", "true")] * 2


async def test_a_folder_that_cannot_be_written_is_said(
    papers: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "state").write_text("a file")
    monkeypatch.setattr("index.folders.state_folder", lambda: tmp_path / "state")
    async with figures(papers) as run:
        await run.press("x")
        await run.shows("Not saved: ")


async def test_the_keys_answer_on_the_russian_layout_and_in_little_room(bundled: tuple[Path, Path]) -> None:
    async with figures(bundled, TINY, "3", "м") as run:
        await run.press("о", "о")
        assert said(run) == "declined"
        await run.press("с")
        await run.shows("No document contradicts")


async def test_a_collection_without_figures_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("Nothing is counted here.\n")
    refresh(folder, index=tmp_path / "index")
    app = make_app(folder, library=lambda: Library.open(folder, index=tmp_path / "index"))
    async with opened(app) as run:
        await run.press("5", "enter", "x", "c", "j", "G")
        await run.shows("No figures")
        assert isinstance(app.screen, FiguresView)


@pytest.mark.parametrize(
    ("values", "drawn"),
    [([1, 2, 3], "▁▅█"), ([5, 5, 5], "▄▄▄"), ([-2, None, 4], "▁ █"), ([None], " "), ([], "")],
)
def test_spark(values: list[float | None], drawn: str) -> None:
    assert spark(values) == drawn
