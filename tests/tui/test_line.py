"""What the browser sends down a real terminal line, and how it leaves the terminal behind."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.app import make_app
from tui.screens import conductor
from tui.screens.browse import Browse
conductor.REST = 0.8  # what follows a cursor at rest is no part of a key's cost, however busy the machine
if "--broken" in sys.argv:
    Browse.action_problems = lambda self: 1 // 0
app = make_app(Path("/nowhere"), library=lambda: as_library(SampleLibrary(documents(60))))
code = app.run()
app.engine.stop()
print("failed:", type(app.failure).__name__)
sys.exit(128 + app.signalled if app.signalled else code)
"""
LEFT = b"\x1b[?1049l"  # back from the alternate screen
SHOWN = b"\x1b[?25h"  # the cursor is visible again


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    arguments: list[str] = getattr(request, "param", [])
    environment = {"PYTHONPATH": str(ROOT), "EDITOR": "false", "VISUAL": "false"}
    with Terminal([sys.executable, "-c", PROGRAM, *arguments], env=environment) as running:
        running.wait_for("60 documents")
        running.settle(0.6)
        yield running


def test_the_budget_of_the_line(terminal: Terminal) -> None:
    assert terminal.listen(1.0) == 0, "idle sends nothing"
    assert 0 < terminal.moved("j").bytes <= 250
    assert 0 < terminal.settle(1.2).bytes <= 2500
    assert terminal.press("2").bytes <= 800, "two first lines and the keys"
    assert 0 < terminal.press("j").bytes <= 1500
    terminal.press("3")
    assert 0 < terminal.press("j").bytes <= 250
    terminal.press("4")
    assert 0 < terminal.press("l").bytes <= 1500
    for x in range(1, 80, 7):
        os.write(terminal._fd, f"\x1b[<35;{x};12M".encode())
    assert terminal.settle().bytes == 0, "nor does a mouse that passes over"
    for focus in (b"\x1b[O", b"\x1b[I"):
        os.write(terminal._fd, focus)
        assert terminal.settle().bytes == 0, "nor does another window"


def test_keys_that_come_in_one_packet_take_effect_in_order(terminal: Terminal) -> None:
    os.write(terminal._fd, b"/trxade" + b"\x1b[D" * 3 + b"\x7f\r")
    terminal.wait_for("hit 1 of 3, document 1 of 30")
    assert terminal.text.startswith("trade ")
    os.write(terminal._fd, b"j\r")
    terminal.wait_for("document 2 of 30")
    terminal.wait_for("f Find")  # the reader's keys: Enter went there


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(terminal: Terminal, number: signal.Signals) -> None:
    os.kill(terminal._pid, number)
    assert terminal.ended()
    assert terminal.status == 128 + number
    assert terminal.raw.rindex(LEFT) < terminal.raw.rindex(SHOWN)


@pytest.mark.parametrize("editor", ["sh -c 'sleep 100'", "sh -c 'trap : HUP TERM; sleep 100; sleep 100'"])
def test_a_terminal_closed_while_the_editor_has_it_leaves_nobody_behind(editor: str) -> None:
    environment = {"PYTHONPATH": str(ROOT), "EDITOR": editor, "VISUAL": editor}
    with Terminal([sys.executable, "-c", PROGRAM], env=environment) as running:
        running.wait_for("60 documents")
        running.settle(0.6)
        running.send("e")
        running.settle(0.6)
        assert LEFT in running.raw
        nowhere = os.open(os.devnull, os.O_RDWR)
        os.dup2(nowhere, running._fd)  # the window is closed
        os.close(nowhere)
        assert running.ended(5.0)


@pytest.mark.parametrize("terminal", [["--broken"]], indirect=True)
def test_a_bug_restores_the_terminal_and_shows_no_traceback(terminal: Terminal) -> None:
    before = len(terminal.raw)
    terminal.send("P")
    assert terminal.ended()
    after = bytes(terminal.raw[before:])
    assert LEFT in after
    assert after.rstrip().endswith(b"failed: ZeroDivisionError")
    assert b"Traceback" not in after
