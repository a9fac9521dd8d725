"""The terminal is left as it was found, byte by byte: on quit, a bug, signals, and while the program is suspended."""

from __future__ import annotations

import re
import signal
import sys
import time
from collections.abc import Callable, Iterator

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal
from tests.tui.test_line import PROGRAM, ROOT

RESET = {"25", "7"}
"""Private modes that are on in a terminal as it comes: cursor, line wrap. All others are off."""
_MODE = re.compile(rb"\x1b\[\?([\d;]+)([hl])")


def left(sent: bytes) -> dict[str, object]:
    """What a terminal that was sent these bytes has on that it had not: private modes, kitty's key modes, margins,
    styles, pointer and title."""
    modes: dict[str, bool] = {}
    for match in _MODE.finditer(sent):
        for mode in match[1].decode().split(";"):
            modes[mode] = match[2] == b"h"
    changed: dict[str, object] = {mode: on for mode, on in modes.items() if on != (mode in RESET)}
    if sent.count(b"\x1b[>") - len(re.findall(rb"\x1b\[>[\d;]*[cq]", sent)) != sent.count(b"\x1b[<u"):
        changed["kitty keys"] = True
    last: dict[bytes, bytes] = {match[2]: match[1] for match in re.finditer(rb"\x1b\[([\d;]*)([mr])", sent)}
    changed |= {f"CSI {kind.decode()}": last[kind] for kind in (b"m", b"r") if last.get(kind, b"") not in (b"", b"0")}
    changed |= {f"OSC {match[1].decode()}": True for match in re.finditer(rb"\x1b\](0|2|4|1[0-2]|22);", sent)}
    return changed


@pytest.fixture
def terminal(request: pytest.FixtureRequest) -> Iterator[Terminal]:
    environment = {"PYTHONPATH": str(ROOT), "EDITOR": "false", "VISUAL": "false"}
    arguments = ["--broken"] if "bug" in request.node.name else []
    with Terminal([sys.executable, "-c", PROGRAM, *arguments], env=environment, modern=True) as running:
        running.wait_for("60 documents")
        running.settle(0.5)
        yield running


def by_quit(terminal: Terminal) -> None:
    terminal.send("q")


def by_ctrl_q(terminal: Terminal) -> None:
    terminal.press("/")
    terminal.send("ctrl+q")


def by_a_bug(terminal: Terminal) -> None:
    terminal.send("P")


def by_sigterm(terminal: Terminal) -> None:
    terminal.signal(signal.SIGTERM)


def by_sighup(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)


def by_sigterm_and_sigcont(terminal: Terminal) -> None:
    terminal.signal(signal.SIGCONT)
    terminal.settle()
    terminal.signal(signal.SIGTERM)


@pytest.mark.parametrize(
    "way", [by_quit, by_ctrl_q, by_a_bug, by_sigterm, by_sighup, by_sigterm_and_sigcont], ids=lambda way: way.__name__
)
def test_on_every_way_out(terminal: Terminal, way: Callable[[Terminal], None]) -> None:
    assert set(left(bytes(terminal.raw))) >= {"1049", "25", "1000", "2004", "kitty keys"}, "the check sees what is on"
    assert terminal.attributes != terminal.found
    terminal.press("j")
    way(terminal)
    assert terminal.ended(10.0)
    assert left(bytes(terminal.raw)) == {}
    assert terminal.attributes == terminal.found
    assert b"Traceback" not in terminal.raw


def test_suspended_and_in_the_foreground_again(terminal: Terminal) -> None:
    for keys in ("j", "?", "/"):  # in a pane, on a text over the screen, in the search box
        if keys == "/":
            terminal.press("escape")
        terminal.press(keys)
        terminal.settle(1.2)  # longer than the cursor rests before the reader follows
        shown, set_then = terminal.cells, left(bytes(terminal.raw))
        terminal.send("ctrl+z")
        end = time.monotonic() + 10
        while not terminal.stopped:
            terminal.listen(0.02)
            assert time.monotonic() < end, "never stopped"
        terminal.settle(0.1)
        assert left(bytes(terminal.raw)) == {}
        assert terminal.attributes == terminal.found
        terminal.signal(signal.SIGCONT)
        terminal.moved("", limit=10.0)
        terminal.settle()
        assert terminal.cells == shown, "all is drawn anew"
        assert left(bytes(terminal.raw)) == set_then
