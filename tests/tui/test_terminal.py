"""Keys take effect one after the other, and where they were meant to, however late the screen is that they wait for."""

from __future__ import annotations

import threading

import pytest
from textual.widgets import Input

from tests.tui.running import Run, browsing
from tui import terminal
from tui.screens.asking import Asking

TITLE = "Note on Title 9"


def typed(run: Run) -> str:
    """What stands in the box of the screen above."""
    return run.app.screen.query_one(Input).value


def asks(run: Run, gate: threading.Event) -> None:
    """Open a box as soon as the engine has answered, which it does once the gate is open."""

    def answered(_: object) -> None:
        run.app.push_screen(Asking(TITLE, (), "", ""))

    run.app.engine.ask("note", lambda _: gate.wait(20), answered)


async def test_letters_wait_for_the_box_of_a_screen_just_opened() -> None:
    async with browsing() as run:
        run.app.push_screen(Asking(TITLE, (), "", ""))
        await run.type("sort")
        assert typed(run) == "sort"


async def test_letters_wait_for_an_engine_that_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "LONGEST", 0.0)
    gate = threading.Event()
    async with browsing() as run:
        asks(run, gate)
        monkeypatch.setattr(run.app, "say_waiting", gate.set)  # told that it takes long, the engine answers
        await run.type("sort")
        assert typed(run) == "sort"


async def test_escape_gives_up_a_screen_that_does_not_come_and_what_was_meant_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(terminal, "LONGEST", 0.0)
    gate = threading.Event()
    async with browsing() as run:
        order = run.screen.trail.now.order
        asks(run, gate)
        try:
            await run.press(*"sort", "escape", "j", "j")
            assert not run.app.owes()
            await run.until(lambda: run.screen.documents.cursor == 2, "the keys after Escape")
        finally:
            gate.set()
        await run.settled()
        assert run.app.screen is run.screen
        assert run.screen.trail.now.order == order


async def test_escape_alone_gives_up_a_screen_that_does_not_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "LONGEST", 0.0)
    gate = threading.Event()
    async with browsing() as run:
        asks(run, gate)
        monkeypatch.setattr(run.app, "say_waiting", gate.set)  # where the key only waits, the screen comes after all
        try:
            await run.press("escape")
            assert not gate.is_set()
            assert not run.app.owes()
        finally:
            gate.set()
        await run.settled()
        assert run.app.screen is run.screen
