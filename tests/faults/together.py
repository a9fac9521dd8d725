"""Many at work on one collection at once: readers, two browsers at the keys, refreshes as cron would start them, two of
them at a time, and a script that writes notes; documents are edited, come and go meanwhile.

Every search is answered, and rightly: what never changes is always found, a text is wholly of one edit. What was said
to be kept is kept. The only error anybody may hear is that another window is indexing.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from index.library import Library
from index.models import Order
from index.refresh import refresh
from tests.faults import scribe
from tests.faults.children import Child, Children
from tests.faults.scene import Scene, answers, checked, made, told
from tests.faults.tally import Tally
from tests.terminal import Terminal

WHAT = "searches, notes and refreshes of 20 readers, two browsers, cron and a script at once on one collection"
WRONG = ("error of Dossier", "is damaged", "cannot be read", "cannot be written", "Another window is writing")
BUSY = "Another window is indexing"
ROOT = Path(__file__).parents[2]


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults together`."""
    parser.add_argument("--minutes", type=float, default=10.0, metavar="N")
    parser.add_argument("--readers", type=int, default=20, metavar="N")


def run(options: Namespace) -> Tally:
    """All of it so long."""
    with tempfile.TemporaryDirectory(prefix="dossier-together-") as root:
        return together(Path(root), options.minutes * 60, options.readers, options.seed)


def together(root: Path, seconds: float, readers: int, seed: int) -> Tally:
    """All of it so long; what was done is counted, by whoever did it."""
    scene = Scene(root)
    children = Children(scene)
    children.do(made, scene)
    stable = children.do(_stable, scene)
    tally = Tally()
    receipts = root / "receipts"
    with ExitStack() as stack:
        at_work: list[Child] = [
            stack.enter_context(children.start(_read, scene, stable, seconds, seed + number))
            for number in range(readers)
        ]
        at_work += [stack.enter_context(children.start(_cron, scene, seconds, at)) for at in range(2)]
        at_work.append(stack.enter_context(children.start(_script, scene, receipts, seconds)))
        said: list[Tally] = []

        def browse(at: int) -> None:
            said.append(_browse(scene, seconds, at))

        browsers = [threading.Thread(target=browse, args=(at,)) for at in range(2)]
        for thread in browsers:
            thread.start()
        for child in at_work:
            try:
                found = child.answer(seconds + 120)
                assert isinstance(found, Tally)
                said.append(found)
            except AssertionError as error:
                said.append(Tally(1, 0, [str(error)]))
        for thread in browsers:
            thread.join()
    for each in said:
        tally.tried += each.tried
        tally.wrong += each.wrong
    try:
        lost = children.do(scribe.missing, scene, receipts)
        tally.lost += sum(map(len, lost))
        tally.expect(not lost, f"lost: {lost}")
        children.do(_settled, scene)
    except AssertionError as error:
        tally.expect(False, f"in the end: {error}")
    return tally


# --- In children ------------------------------------------------------------------------------------------------


def _stable(scene: Scene) -> list[str]:
    """The documents that nobody will edit."""
    return sorted(id for id in answers(scene)["texts"] if id)


def _read(scene: Scene, stable: list[str], seconds: float, seed: int) -> Tally:
    """Search so long."""
    chance, end = random.Random(seed), time.time() + seconds
    tally = Tally()
    library = Library.open(scene.collection, index=scene.index)
    while time.time() < end and len(tally.wrong) < 5:
        if chance.random() < 0.1:
            library.close()
            library = Library.open(scene.collection, index=scene.index)
        else:
            library.refresh()
        question = chance.choice(["", "trade", "edited", "econ*", "mentions:2021", '"last year"'])
        page = library.search(question, chance.choice([Order.RELEVANCE, Order.NEWEST]))
        rows = library.rows(page.numbers)
        library.stacks(page, Order.RELEVANCE)
        gone = set(stable) - {row.id for row in rows} if question == "" else ()
        tally.expect(not gone, f"not found: {gone}")
        if question == "edited":
            for row in rows[:2]:
                text = library.read(row.id).text
                if found := re.search(r"edited ([0-9]+) times", text):
                    numbers = {*re.findall(r"[Ee]dited ([0-9]+)", text)}
                    if numbers != {found[1]}:
                        tally.wrong.append(f"a text of several edits: {text[:80]}")
        time.sleep(chance.random() * 0.1)
    library.close()
    return tally


def _cron(scene: Scene, seconds: float, at: int) -> Tally:
    """Edit documents, and refresh as a script would; two of these run at once."""
    tally, end = Tally(), time.time() + seconds
    while time.time() < end and len(tally.wrong) < 5:
        done = tally.tried
        text = f"Edited {done}\n\nTrade was edited {done} times. " + f"It was edited {done} times. " * 20
        path = scene.collection / f"edited-{at}-{done % 5}.txt"
        fresh = path.with_suffix(".new")
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
        if done % 7 == 3:
            path.unlink()
        code, _, said = told("refresh", scene.collection, "--index", scene.index, "--progress", "none")
        tally.expect(code == 0 or (code == 2 and BUSY in said), f"refresh: {code} {said}")
        time.sleep(0.2)
    return tally


def _script(scene: Scene, receipts: Path, seconds: float) -> Tally:
    """Write notes."""
    tally, end = Tally(), time.time() + seconds
    while not tally.tried or (time.time() < end and len(tally.wrong) < 5):
        # Notes on documents the browsers write, and one replaces another
        refused = scribe.write(scene, receipts, 2, 2 * tally.tried, ("tag", "quote"))
        tally.expect(not refused, str(refused))
        time.sleep(0.3)
    return tally


def _settled(scene: Scene) -> None:
    """One more refresh, and the index is what one is that was made in peace."""
    for path in scene.collection.glob("*.new"):
        path.unlink()
    refresh(scene.collection, index=scene.index)
    code, found = checked(scene)
    assert (code, found["index"]) == (0, ["ok"]), f"check finds {found}"
    now = answers(scene)["texts"]
    refresh(scene.collection, index=scene.index, rebuild=True)
    assert sorted(now.values()) == sorted(answers(scene)["texts"].values()), "texts differ from those of a new index"


# --- At the keys ------------------------------------------------------------------------------------------------


def _browse(scene: Scene, seconds: float, at: int) -> Tally:
    """A person at a browser: searches, notes, and asks for what is new."""
    tally, end = Tally(), time.time() + seconds
    environment = {"PYTHONPATH": str(ROOT), "VISUAL": "true", **scene.env}
    command = [sys.executable, "-m", "tui", str(scene.collection), "--index", str(scene.index)]
    home = Path(scene.env["XDG_DATA_HOME"]) / "dossier"
    with Terminal(command, columns=100, lines=30, env=environment) as terminal:
        terminal.wait_for("documents", limit=120.0)
        while time.time() < end and len(tally.wrong) < 5:
            number = tally.tried
            for key in _keys(number, at):
                terminal.send(key)
                terminal.settle(0.1, limit=5.0)
            shown = terminal.text
            tally.expect(not any(word in shown for word in WRONG), f"browser {at}:\n{shown}")
            if number % 4 == 1:
                noted = f"browser {at} note {number}"
                tally.expect(_appears(noted, home), f"{noted!r} is not kept:\n{terminal.text}")
            if terminal.ended(0.0):
                tally.wrong.append(f"browser {at} ended with {terminal.status}:\n{shown}")
                break
    return tally


def _keys(number: int, at: int) -> Iterator[str]:
    match number % 4:
        case 0:
            yield from ("/", "ctrl+u", ("trade", "edited", "gas")[number % 3], "enter", "j", "enter", "1")
        case 1:
            yield from (
                "/",
                "ctrl+u",
                "enter",
                "g" if at else "G",
                "a",
                "ctrl+u",
                f"browser {at} note {number}",
                "enter",
            )
        case 2:
            yield from ("R", "4", "1", "3", "1")
        case _:
            yield from ("*", "j", "*", "7", "7")


def _appears(text: str, home: Path) -> bool:
    """Whether it comes to stand in the notebook; another may replace it soon after."""
    end = time.monotonic() + 15
    while time.monotonic() < end:
        for path in home.glob("*/notebook.yaml"):
            if text in path.read_text("utf-8"):
                return True
        time.sleep(0.01)
    return False
