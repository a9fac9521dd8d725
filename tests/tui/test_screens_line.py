"""Every screen at the far end of a line of 80x24 in 256 colours: what opening, paging, typing and leaving it costs."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

import seeds
from tests.terminal import Terminal, keys_of

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from tui.__main__ import main
from tui.panes import timeline
from tui.screens import conductor
# What follows a cursor at rest is no part of an arrow's cost, however busy the machine
conductor.REST = timeline.REST = 0.8
sys.exit(main())
"""
PAGE, LETTER, ARROW = 4000, 600, 250
"""Bytes: a screenful of another text; a letter typed over a list that it narrows; a cursor one row on."""


ALIKE = {
    "One": "Ivan Petrovsky met Olga Smirnova in Osh. Petrovsky said it was late.",
    "Two": "Иван Петровский встретился с министром. Министерство обороны молчит, сказал Петровский.",
}


@dataclass(frozen=True)
class Visit:
    """A screen: the keys that open it, a text it shows, keys that page, type and move in it, and those that leave."""

    opens: str
    shows: str
    pages: str = ""
    types: str = ""
    arrows: str = ""
    leaves: str = "escape"


VISITS = (
    Visit("?", "Help", pages="space b G", arrows="k j"),
    Visit("ctrl+p", "Commands", types="tr", arrows="down up"),
    Visit("P", "Every file can be read"),
    Visit("5", "Figures", pages="space b", arrows="j"),
    Visit("6", "Notebook"),
    Visit("E", "Metadata", types="xy", arrows="down"),
    Visit("C", "Collections"),
    Visit("T", "Tags", types="ab"),
    Visit("3", "3 Entities", pages="space b", arrows="j k", leaves="1"),
    Visit("4", "4 Timeline", pages="z Z", arrows="h l", leaves="1"),
    Visit("3 i", "Vladimir Putin", pages="space b", leaves="escape 1"),
    Visit("2 f", "Find in this text", types="tr", leaves="escape escape 1"),
    Visit("2", "f Find", pages="J K G g space b }", arrows="j k", leaves="1"),
    Visit("i", "Why this document is listed"),
    Visit("7", "7 Passages", arrows="j k", leaves="7"),
    Visit("8", "Saved searches"),
    Visit("S", "Save this search", types="ab"),
    Visit("3 w", "Are these one?", leaves="escape 1"),
    Visit("v = j =", "Compare", pages="space b n", arrows="j k", leaves="escape k v"),
    Visit("2 c 6 t", "Evidence tray · 1", leaves="escape 1"),
    Visit("9", "Trail"),
    Visit("B", "pinned ·", leaves="B"),
    Visit("/", "Esc Leave", types="trade", leaves="ctrl+u escape"),
)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """The program on the bundled collection and two texts with names that may be one, which it indexes first."""
    home = tmp_path_factory.mktemp("home")
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    folder = home / "articles"
    shutil.copytree(Path(seeds.__file__).parent, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    for name, text in ALIKE.items():
        (folder / f"{name}.md").write_text(f"---\ntitle: {name}\npublished: 2012-05-24\n---\n\n{text}\n", "utf-8")
    with Terminal([sys.executable, "-c", PROGRAM, str(folder)], env={"PYTHONPATH": str(ROOT), **folders}) as running:
        running.wait_for("7 documents", limit=60.0)
        running.settle(1.5)
        yield running


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.opens)
def test_what_a_screen_costs(terminal: Terminal, visit: Visit) -> None:
    def cost(keys: str, most: int) -> None:
        spent = []
        for key in keys_of(keys):
            # What follows a cursor at rest is no part of an arrow's cost
            moved = terminal.moved(key) if most == ARROW else terminal.press(key, quiet=0.15)
            spent.append((key, moved.bytes))
            if most == ARROW:
                terminal.settle(0.2)
        assert all(0 < each <= most for _, each in spent), (spent, terminal.text)

    begin = terminal.text
    cost(visit.opens, PAGE)
    terminal.wait_for(visit.shows)
    terminal.settle(0.2)
    cost(visit.pages, PAGE)
    cost(visit.arrows, ARROW)
    cost(visit.types, LETTER if visit.opens != "/" else PAGE)
    cost(visit.leaves, PAGE)
    terminal.settle(0.2)
    assert terminal.text.splitlines()[-1] == begin.splitlines()[-1], "back where it began"


def test_the_screen_is_what_a_fresh_drawing_shows(terminal: Terminal) -> None:
    """After all that was sent piece by piece, drawing everything anew changes no cell."""
    terminal.settle()
    shown = terminal.cells
    assert terminal.press("ctrl+l").bytes > 1000
    assert terminal.cells == shown
