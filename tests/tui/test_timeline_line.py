"""What the timeline sends down a real terminal line."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.terminal import Terminal

FOLLOWED = 2.5  # seconds of silence in which the entries would follow the bar
PROGRAM = """
from pathlib import Path
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.app import make_app
from tui.panes import timeline
timeline.REST = 2.0  # what follows a cursor at rest is no part of a key's cost, however busy the machine
app = make_app(Path("/nowhere"), library=lambda: as_library(SampleLibrary(documents(120))))
app.run()
app.engine.stop()
"""


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A browser over 120 documents of 120 years, more bars than fit, in its timeline."""
    environment = {"PYTHONPATH": str(Path(__file__).parents[2])}
    with Terminal([sys.executable, "-c", PROGRAM], env=environment) as running:
        running.wait_for("120 documents")
        running.press("4")
        running.wait_for("years 2011–2130")
        running.settle(0.6)
        yield running


def moved(terminal: Terminal, key: str) -> int:
    """Bytes sent within a tenth of a second of the first."""
    return terminal.moved(key).bytes


def test_the_budget_of_bars_ranges_and_entries(terminal: Terminal) -> None:
    terminal.press("g")
    assert all(0 < moved(terminal, "l") <= 250 for _ in range(3))
    terminal.send("l" * 60)
    terminal.settle(0.6)
    assert all(0 < moved(terminal, "l") <= 250 for _ in range(3)), "out of sight and on"
    assert 0 < moved(terminal, "v") <= 250
    assert all(0 < moved(terminal, "h") <= 250 for _ in range(8))
    terminal.settle(FOLLOWED)
    assert all(0 < moved(terminal, "j") <= 250 for _ in range(8)), "down the list as it scrolls"
    assert all(0 < moved(terminal, "k") <= 250 for _ in range(4))
    terminal.settle(FOLLOWED)
    assert terminal.listen(1.0) == 0, "idle sends nothing"
