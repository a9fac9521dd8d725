"""Notes in a real terminal that goes away: a hang-up or a kill loses at most the line being typed."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from index.folders import data_folder
from index.library import Library
from index.refresh import refresh
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
MANY = 12
NOTED = re.compile(r"✎ Paper \d\d")
"""How a row of the list begins whose document has a note."""


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small collection of one's own and its index."""
    home = tmp_path_factory.mktemp("killed")
    (home / "papers").mkdir()
    for number in range(MANY):
        text = f"---\ntitle: Paper {number:02}\npublished: 20{10 + number}-01-01\n---\nTrade grew by {number + 1}%.\n"
        (home / "papers" / f"{number:02}.md").write_text(text, "utf-8")
    refresh(home / "papers", index=home / "index")
    return home


@pytest.fixture
def terminal(papers: Path) -> Iterator[Terminal]:
    command = [sys.executable, "-m", "tui", str(papers / "papers"), "--index", str(papers / "index")]
    with Terminal(command, env={"PYTHONPATH": str(ROOT)}) as running:
        running.wait_for(f"{MANY} documents")
        running.settle(0.3)
        yield running


def notes(papers: Path) -> list[str]:
    """The notes in the notebook, read as a person's own YAML and by the library, which must agree; none is half."""
    path = data_folder(papers / "papers") / "notebook.yaml"
    said = yaml.safe_load(path.read_text("utf-8")) if path.exists() else {}
    library = Library.open(papers / "papers", index=papers / "index")
    try:
        assert library.notebook_problem is None
        found = [library.note_of(id) for id, flags in library.flags().items() if flags.noted]
    finally:
        library.close()
    assert sorted(found) == sorted(each["note"] for each in said.get("documents", ()) if "note" in each)
    return sorted(found)


def hang_up(terminal: Terminal) -> None:
    terminal.signal(signal.SIGHUP)


def kill(terminal: Terminal) -> None:
    terminal.signal(signal.SIGKILL)


@pytest.mark.parametrize("end", [hang_up, kill], ids=lambda way: way.__name__)
def test_what_was_kept_stays_and_only_the_line_being_typed_is_lost(
    terminal: Terminal, papers: Path, end: Callable[[Terminal], None]
) -> None:
    terminal.press("a")
    for letter in "first one":
        terminal.send(letter)
    terminal.send("enter")
    terminal.wait_for("Noted on")
    terminal.press("j")
    terminal.press("a")
    for letter in "half a li":
        terminal.send(letter)
    terminal.wait_for("half a li")
    end(terminal)
    assert terminal.ended(10.0)
    assert notes(papers) == ["first one"]


@pytest.mark.parametrize("seen", [0, 1, 4])
def test_a_kill_amid_a_burst_of_notes_leaves_those_before_it(terminal: Terminal, papers: Path, seen: int) -> None:
    for number in range(MANY):
        terminal.send("a")
        for letter in f"note {number:02}":
            terminal.send(letter)
        terminal.send("enter")
        terminal.send("j")
    for _ in range(2000):
        if len(set(NOTED.findall(terminal.text))) >= seen:  # while rows move up, one may stand there twice
            break
        terminal.listen(0.01)
    kill(terminal)
    assert terminal.ended(10.0)
    kept = notes(papers)
    assert kept == [f"note {number:02}" for number in range(len(kept))], "none is missing before the last"
    assert len(kept) >= seen
