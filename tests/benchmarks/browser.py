"""The browser on a large collection: `python -m tests.benchmarks.browser --data DIR [--documents N] [--work DIR]`.

DIR holds `un-general-debate.jsonl.xz`. The engine's index is that of `tests.benchmarks.search`, made where it is not
there yet in the same work folder; around it stands a collection whose files are not there, so that nothing is indexed
while keys are measured. Driven is the real program in a pseudo-terminal of 80x24. Printed: CPU seconds until the first
row stands on the screen and a key has been answered, beside those on five documents; for three words typed letter by
letter the milliseconds from a key to the hits painted in the list, where it changes them, and of every key the CPU
milliseconds and bytes until the program rests (median, 95th percentile), the first time ("cold") and when all has been
typed once before ("warm"); the most memory.
CPU seconds are those of the program alone: other load on the machine changes them little. The milliseconds to painted
hits are on the clock: `load` says how many processes wanted a processor meanwhile, this one and the program among them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from index.library import VERSIONS, Library
from index.library.store import Store
from tests.benchmarks.search import ROOT, at, questions, run
from tests.benchmarks.speeches import written
from tests.terminal import Terminal

LIST = slice(1, 6)
"""The lines of the document list, its title among them, of a screen of 80x24."""
PROGRAM = """
import gc, sys
gc.disable()  # as `tui.__main__` begins
from pathlib import Path
from functools import partial
from tui.app import _open_library, make_app
from tui.screens.first_page import keep, recall
folder, index = map(Path, sys.argv[1:])
app = make_app(folder, library=lambda: _open_library([folder], [index]), refresh=None,
               first=lambda order: recall(index, order), keep_first=partial(keep, index))
app.run()
app.engine.stop()
"""


def collection(postings: Path, work: Path, name: str) -> tuple[Path, Path]:
    """A folder without files and its index, whose documents are those of an engine's."""
    folder, index = work / name, work / f"{name}-index"
    shutil.rmtree(index, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(index, folder.resolve())
    build = store.new_build()
    shutil.copytree(postings, build.postings)
    store.switch(build, VERSIONS)
    Library.open(folder, index=index).close()
    return folder, index


def usable(command: list[str], documents: str, runs: int) -> float:
    """CPU seconds until the first screen answers a key: the least of some starts, the first of which keeps the
    picture that the others begin with."""
    taken = []
    for _ in range(runs + 1):
        with Terminal(command) as terminal:
            terminal.wait_for(documents, limit=120.0)
            terminal.moved("down")
            taken.append(terminal.worked)
            terminal.settle(2.0)
    return min(taken[1:])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--typed", type=int, default=5, metavar="N", help="texts of three words typed")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dossier-benchmark", metavar="DIR")
    options = parser.parse_args()
    commands = {}
    for number in (5, options.documents):
        texts, folder = written(options.data, number, options.work), options.work / f"dossier-{number}"
        if not folder.exists():
            run("dossier", "build", texts, folder)
        paths = collection(folder, options.work / "browser", str(number))
        commands[number] = [sys.executable, "-W", "ignore", "-c", PROGRAM, *map(str, paths)]
    with tempfile.TemporaryDirectory() as home:  # neither the user's settings nor the user's state
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = os.path.join(home, name.lower())
        os.environ["PYTHONPATH"] = str(ROOT)
        few, many = (usable(commands[number], f"{number:,} documents", options.runs) for number in commands)
        print(f"usable screen, CPU ms  {1000 * few:6.0f} of 5   {1000 * many:6.0f} of {options.documents:,}   ratio "
              f"{many / few:.2f}")  # fmt: skip
        typing(commands[options.documents], options)


def typing(command: list[str], options: argparse.Namespace) -> None:
    """Type, and print what each key takes."""
    asked = questions(written(options.data, options.documents, options.work), options.typed)["typing"]
    typed = [" ".join(each.words) for each in asked]
    whole = [text for text, after in zip(typed, [*typed[1:], ""], strict=True) if not after.startswith(text)]
    with Terminal(command) as terminal:
        terminal.wait_for(f"{options.documents:,} documents", limit=120.0)
        terminal.settle(2.0)
        terminal.press("/")
        for state in ("cold", "warm"):
            show(state, list(keys(terminal, whole)))
        print(f"most memory, MB        {terminal.memory / 1e6:6.0f}")


def keys(terminal: Terminal, texts: Sequence[str]) -> Iterator[tuple[float, float, int]]:
    """Type some texts one after the other; of each key the seconds to painted hits, 0 where it changed none, CPU
    seconds and bytes."""
    for text in texts:
        for letter in text:
            before = terminal.worked
            answer = terminal.painted("space" if letter == " " else letter, LIST, quiet=0.4)
            yield answer.seconds, terminal.worked - before, answer.bytes
        terminal.press("ctrl+u", quiet=0.4)


def show(state: str, typed: Sequence[tuple[float, float, int]]) -> None:
    """Print what the keys took."""
    painted, worked, sent = ([float(each) for each in column] for column in zip(*typed, strict=True))
    for what, values, unit in (
        ("to painted hits, ms", [each for each in painted if each], 1000),
        ("a key typed, CPU ms", worked, 1000),
        ("a key typed, bytes", sent, 1),
    ):
        print(f"{what:20} {state} {unit * statistics.median(values):6.0f} / {unit * at(values, 0.95):.0f}")
    print(f"{'load':20} {state} {os.getloadavg()[0]:6.1f}", flush=True)


if __name__ == "__main__":
    main()
