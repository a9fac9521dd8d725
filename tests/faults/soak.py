"""A reader at the keys for a long time: searches, pages, opens, filters, notes, and indexes what changes meanwhile.

The browser runs in a pseudo-terminal. After every few doings its memory, open files and threads are counted; from one
part of the run to a later one they may not grow. Runs add up: `--minutes 30` four times, with --record, are two hours.
"""

from __future__ import annotations

import os
import random
import statistics
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.refresh import refresh
from tests.benchmarks.folders import as_text
from tests.faults.scene import Scene
from tests.faults.sentences import drawn
from tests.faults.tally import Tally
from tests.terminal import Terminal

WHAT = "things done by a simulated reader at the keys; memory, open files and threads flat"
EVERY = 5  # doings between two counts
GROWTH, GROWTH_BYTES = 0.06, 12 << 20
"""By how much memory may differ between two parts of a run: what is cached comes to rest only slowly."""
SPARE = 3  # open files and threads more or less: of a child that is just indexing

WORDS = ("trade", "gas", "summit", "water", "border", "econ", "kyrgyz", "president", "railway", "2021", "growth")
DOINGS: dict[str, tuple[str, ...]] = {
    "search": ("/", "ctrl+u", "{word}", "enter"),
    "search for two words": ("/", "ctrl+u", "{word}", " ", "{word}", "enter"),
    "search for a field": ("/", "ctrl+u", "place:bishkek", "enter"),
    "page": ("1", "space", "space", "b", "j", "j", "k"),
    "to the end": ("1", "G", "g"),
    "open": ("1", "enter", "space", "n", "n", "J", "1"),
    "filter": ("3", "j", "enter", "1", "escape"),
    "timeline": ("4", "h", "l", "z", "Z", "1"),
    "figures": ("5", "j", "escape"),
    "passages": ("7", "j", "j", "7"),
    "notebook": ("6", "j", "escape"),
    "star": ("1", "*", "*"),
    "note": ("1", "a", "looked at {number}", "enter"),
    "keep": ("1", "enter", "J", "c", "1"),
    "back": ("[", "[", "]"),
    "order": ("1", "s"),
    "help": ("?", "space", "escape"),
    "index": ("1", "R"),
    "everything": ("/", "ctrl+u", "enter"),
}


@dataclass(frozen=True, slots=True)
class Count:
    """What a process holds: bytes of memory, open files, threads."""

    memory: int
    files: int
    threads: int


def count(pid: int) -> Count:
    """As Linux tells it."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    memory = int(status["VmRSS"].split()[0]) << 10
    return Count(memory, len(os.listdir(f"/proc/{pid}/fd")), int(status["Threads"]))


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults soak`."""
    parser.add_argument("--minutes", type=float, default=30.0, metavar="N")
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--work", type=Path, metavar="DIR", help="keep the collection and its index there")


def run(options: Namespace) -> Tally:
    """Sit at the keys so long."""
    with tempfile.TemporaryDirectory(prefix="dossier-soak-") as root:
        scene = Scene(options.work or Path(root))
        fill(scene, options.documents)
        tally, counts = soak(scene, options.minutes * 60, options.seed)
    for at in range(0, len(counts), max(len(counts) // 20, 1)):
        each = counts[at]
        print(f"  {at * EVERY:6} done: {each.memory >> 20} MB, {each.files} open files, {each.threads} threads")
    return tally


def fill(scene: Scene, documents: int) -> None:
    """Make collection and index where they are not there yet."""
    if not scene.collection.exists():
        for at, section in enumerate(drawn(documents, seed=9)):
            folder = scene.collection / f"folder-{at // 500:02}"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{section.id}.txt").write_text(as_text(section), encoding="utf-8")
    refresh(scene.collection, index=scene.index)


def soak(scene: Scene, seconds: float, seed: int) -> tuple[Tally, list[Count]]:
    """Work so long; what went wrong, and what was counted."""
    chance = random.Random(seed)
    tally = Tally()
    counts: list[Count] = []
    command = [sys.executable, "-m", "tui", str(scene.collection), "--index", str(scene.index)]
    environment: Mapping[str, str] = {"PYTHONPATH": str(Path(__file__).parents[2]), "VISUAL": "true", **scene.env}
    with Terminal(command, columns=100, lines=30, env=environment) as terminal:
        terminal.wait_for("documents", limit=120.0)
        begun = time.monotonic()
        end = begun + seconds
        while time.monotonic() < end:
            number = tally.tried
            name = chance.choice([*DOINGS])
            if name == "index":
                _change(scene, number)
            for key in DOINGS[name]:
                word = key.format(word=chance.choice(WORDS), number=number) if "{" in key else key
                terminal.send(word)
                terminal.settle(0.03, limit=5.0)
            terminal.settle(0.15, limit=20.0)
            shown = terminal.text
            tally.expect("error of Dossier" not in shown, f"{number}, {name}:\n{shown}")
            if terminal.ended(0.0):
                tally.wrong.append(f"{number}, {name}: the browser ended with {terminal.status}\n{shown}")
                break
            if number % EVERY == 0:
                counts.append(count(terminal.pid))
        tally.seconds = time.monotonic() - begun
    tally.wrong += grown(counts)
    return tally, counts


def _change(scene: Scene, number: int) -> None:
    """Something for `R` to find: two documents edited over and over, one that comes and goes."""
    for each in range(2):
        text = f"Edited {number}\n\nTrade has been edited {number} times, in Bishkek, on 24 May 2021."
        (scene.collection / f"edited-{each}.txt").write_text(text, encoding="utf-8")
    coming = scene.collection / "coming.txt"
    if coming.exists():
        coming.unlink()
    else:
        coming.write_text("Coming and going\n\nGas comes and goes.", encoding="utf-8")


def grown(counts: list[Count]) -> list[str]:
    """What has grown between the third and the last fifth of a run."""
    part = len(counts) // 5
    if part < 1:
        return []
    before, after = counts[2 * part : 3 * part], counts[-part:]
    found = []
    for name in ("memory", "files", "threads"):
        first, last = (statistics.median(getattr(each, name) for each in those) for those in (before, after))
        allowed = first * GROWTH + GROWTH_BYTES if name == "memory" else SPARE
        if last - first > allowed:
            found.append(f"{name} has grown from {first:.0f} to {last:.0f}")
    return found
