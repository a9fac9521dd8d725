"""Loss of power: what was not synced is lost.

A library that is preloaded (`shim.c`) tells of every write, sync and rename of a refresh, or of a writer of notes, and
ends the process before one of them. Then what the disk need not have kept is taken away: of a file written after its
last sync all that was written, or its content stays as zeros or torn; a rename, or a new name, of which the folder was
not synced since is undone. SQLite's own files are left as they are: their journal is SQLite's business.

After that search answers from a good state, notes that were said to be kept are there, and a refresh puts the rest
right.
"""

from __future__ import annotations

import os
import random
import shutil
import tempfile
from argparse import ArgumentParser, Namespace
from pathlib import Path

from index.refresh import run as running
from tests.faults import scribe
from tests.faults.children import Children
from tests.faults.refused import library, refreshed
from tests.faults.scene import Scene, answers, asked, checked, made
from tests.faults.server import Server
from tests.faults.tally import Tally

WHAT = "losses of power with all that was not synced, while refreshing and while writing notes"
HERE = "tests.faults.unplugged"


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults unplugged`."""
    parser.add_argument("--times", type=int, default=200, metavar="N")


def run(options: Namespace) -> Tally:
    """Lose power so often."""
    with tempfile.TemporaryDirectory(prefix="dossier-unplugged-") as root:
        return unplugged(Path(root), options.times, options.seed)


def unplugged(root: Path, times: int, seed: int) -> Tally:
    """Lose power so often, in turn while it refreshes and while it writes notes."""
    preload = library(root)
    assert preload is not None, "there is no C compiler"
    scene, chance, tally = Scene(root), random.Random(seed), Tally()
    children = Children(scene)
    children.do(made, scene)
    receipts, journal = root / "receipts", root / "journal"
    longest = {"refreshed_slowly": 60, "noted": 60}
    with Server(scene, preload) as server:
        for number in range(times):
            work = ("refreshed_slowly", "noted")[number % 2]
            shutil.rmtree(journal, ignore_errors=True)
            journal.mkdir()
            under = scene.index if work == "refreshed_slowly" else scene.root / "home"
            if work == "refreshed_slowly":
                for at in range(3):
                    text = f"Edited {number}\n\nTrade has been edited {number} times, {at}."
                    (scene.collection / f"edited-{at}.txt").write_text(text, encoding="utf-8")
            stop = chance.randrange(1, longest[work])
            env = {"FAULT_UNDER": under, "FAULT_JOURNAL": journal, "FAULT_STOP": stop}
            arguments = [str(receipts), 10 * number] if work == "noted" else []
            try:
                server.do(f"{HERE}:{work}", *arguments, env=env)
                longest[work] = max(stop, 10)
            except AssertionError as error:
                if "ended with -9" not in str(error):
                    tally.expect(False, f"{work}: {error}")
                    continue
                longest[work] += 10
            done = lose(journal, chance)
            try:
                lost = children.do(_looked, scene, receipts)
                tally.lost += sum(map(len, lost))
                tally.expect(not lost, f"{work} at {stop}, {done}: lost {lost}")
            except AssertionError as error:
                tally.expect(False, f"{work} at {stop}, {done}: {error}")
    return tally


def lose(folder: Path, chance: random.Random) -> list[str]:
    """Take away what was not synced, by the journal; what was done."""
    path = folder / "journal"
    lines = [line.split("\t") for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    unsynced: dict[str, int] = {}  # a file with content that was not synced, and the line of its first write
    named: dict[str, list[tuple[int, str, str]]] = {}  # by folder: renames and new names that were not synced
    for at, (what, one, other) in enumerate(lines, 1):
        if what == "sync" and Path(one).is_dir():
            named.pop(one, None)
        elif what == "sync":
            unsynced.pop(one, None)
        elif what == "write":
            if one not in unsynced and not any(said == "write" and each == one for said, each, _ in lines[: at - 1]):
                named.setdefault(str(Path(one).parent), []).append((at, one, ""))
            unsynced.setdefault(one, at)
        else:
            if one in unsynced:
                unsynced[other] = unsynced.pop(one)
            moved = named.setdefault(str(Path(other).parent), [])
            moved[:] = [each for each in moved if each[1] != one]
            moved.append((at, one, other))
    done = []
    for name in unsynced:
        file = Path(name)
        if file.is_file() and not _of_sqlite(file):
            size = file.stat().st_size
            data = chance.choice([b"", bytes(size), file.read_bytes()[: size // 2]])
            file.write_bytes(data)
            done.append(f"{file.name} has {len(data)} of {size} bytes")
    for operations in named.values():  # a folder keeps its changes in their order: the last ones are lost
        for at, one, other in reversed(operations[chance.randrange(len(operations) + 1) :]):
            target, kept = Path(other or one), folder / str(at)
            if _of_sqlite(target) or not target.is_file():
                continue
            if other and kept.exists():
                os.replace(kept, target)
            else:
                target.unlink()
            done.append(f"{target.name} is as before")
    return done


def _of_sqlite(path: Path) -> bool:
    return ".sqlite" in path.name or path.suffix == ".lock"


# --- In children ------------------------------------------------------------------------------------------------


def refreshed_slowly(scene: Scene) -> None:
    """A refresh of several commits."""
    running.BATCH_DOCUMENTS = 1
    refreshed(scene)


def noted(scene: Scene, receipts: str, begin: int) -> None:
    """Notes."""
    scribe.write(scene, Path(receipts), 5, begin)


def _looked(scene: Scene, receipts: Path) -> list[str]:
    """After the loss: search answers from a good state, a refresh puts right what is to be; what was lost."""
    complaint, now = asked(scene)
    assert not complaint, f"search says {complaint}"
    assert len(now["texts"]) >= 12, "documents are not found"
    refreshed(scene)
    code, found = checked(scene)
    assert (code, found["index"]) == (0, ["ok"]), f"check finds {found}"
    texts = sorted(path.name for path in scene.collection.glob("*.txt"))
    assert sorted(path for _, path in answers(scene)[""][1]) == texts, "not all is found"
    return scribe.missing(scene, receipts, notebook=True) if receipts.exists() else []
