"""On a real terminal line: what is shown after any keys is what a fresh painting shows, and it costs few bytes."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

KEYS = ["j"] * 6 + ["k"] * 4 + [" ", "b", "g", "G", "n", "}", "{", "1", "2", "\x1b[<65;10;15M", "\x1b[<64;10;4M"]
REST = 0.15  # seconds of silence after which the program has answered


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tests.tui.panes.stacked"]
    root = str(Path(__file__).parents[3])
    with Terminal(command, env={"PYTHONPATH": root, "COLORTERM": "truecolor"}) as started:
        started.wait_for("Document 0")
        started.settle()
        yield started


def looks(terminal: Terminal) -> list[list[tuple[object, ...]]]:
    """Every cell with its attributes."""
    buffer = terminal._screen.buffer
    return [
        [(c.data, c.fg, c.bg, c.bold, c.underscore, c.reverse) for c in (buffer[y][x] for x in range(80))]
        for y in range(24)
    ]


def test_few_bytes(terminal: Terminal) -> None:
    terminal.press("2")
    for key in "jjjjk":
        # the terminal scrolls; one new line and the percentage are sent
        assert 0 < terminal.press(key, quiet=REST).bytes <= 300
    terminal.press("1")
    assert 0 < terminal.press("2").bytes <= 300  # the first lines of two panes, and the row under the cursor
    assert terminal.listen(0.5) == 0


def test_nothing_is_left_behind(terminal: Terminal) -> None:
    chance = random.Random(11)
    for length in (1, 2, 5, 20, 20, 40, 3, 20, 1, 30):
        keys = "".join(chance.choice(KEYS) for _ in range(length))
        terminal.press(keys, quiet=4 * REST)  # many keys, on a machine that may be busy
        text, shown = terminal.text, looks(terminal)
        assert terminal.press("ctrl+l", quiet=REST).bytes > 1000
        assert terminal.text == text, repr(keys)
        assert looks(terminal) == shown, repr(keys)
