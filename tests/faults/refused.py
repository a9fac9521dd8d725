"""What the system may refuse or do wrong: a disk that is full or fails, a quota, reads that fail or give less than
asked for, a permission lost midway, files replaced while they are read, a clock that goes backwards.

After each: what was done said so in plain words, or it was done; search answers; the notebook is whole and holds what
was said to be kept; and once the system is well again a refresh ends with the index of one that was never disturbed.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from tests.faults import scribe
from tests.faults.children import Children
from tests.faults.scene import Scene, answers, asked, checked, made, told
from tests.faults.server import Server
from tests.faults.tally import Tally

WHAT = "full and failing disks, short reads, lost permissions, replaced files, clocks going back"
HERE = "tests.faults.refused"


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults refused`."""
    parser.add_argument("--rounds", type=int, default=40, metavar="N", help="each of the faults so often")


def run(options: Namespace) -> Tally:
    """Everything so often; as root also on a file system that is really full."""
    with tempfile.TemporaryDirectory(prefix="dossier-refused-") as root:
        tally, refusals = refused(Path(root), options.rounds, options.seed, full=os.geteuid() == 0)
        for words in sorted(set(refusals)):
            print(f"refused: {words.strip()}")
        return tally


def library(root: Path) -> Path | None:
    """The library to preload, compiled now; None where there is no compiler, or nothing is preloaded."""
    compiler = shutil.which("cc")
    if compiler is None or not Path("/proc/self/fd").exists():
        return None
    made = root / "shim.so"
    source = Path(__file__).with_name("shim.c")
    done = subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", str(made), str(source), "-ldl"])
    return made if done.returncode == 0 else None


def refused(root: Path, rounds: int, seed: int, *, full: bool = False) -> tuple[Tally, list[str]]:
    """Each fault so often; and what was said of what was refused. Raises LookupError where the library cannot be
    compiled."""
    preload = library(root)
    if preload is None:
        raise LookupError("there is no C compiler")
    scene = Scene(root)
    children = Children(scene)
    children.do(made, scene)
    trials = Trials(scene, children, random.Random(seed), full)
    with Server(scene, preload) as server:
        for _ in range(rounds):
            trials.round(server)
    try:
        children.do(_undisturbed, scene)
    except AssertionError as error:
        trials.tally.wrong.append(f"in the end: {error}")
    return trials.tally, trials.refusals


class Trials:
    """One of each fault a round."""

    def __init__(self, scene: Scene, children: Children, chance: random.Random, full: bool) -> None:
        self.tally = Tally()
        self.refusals: list[str] = []  # what was said of what was refused
        self._scene = scene
        self._children = children
        self._chance = chance
        self._full = full
        self._number = 0
        self._receipts = scene.root / "receipts"

    def round(self, server: Server) -> None:
        """One of each."""
        writing = {"FAULT_UNDER": self._scene.index, "FAULT_AFTER": int(2 ** self._chance.uniform(4, 18))}
        notes = {"FAULT_UNDER": self._scene.root / "home", "FAULT_AFTER": int(2 ** self._chance.uniform(6, 17))}
        reading = {"FAULT_UNDER": self._scene.index, "FAULT_AFTER": int(2 ** self._chance.uniform(4, 17))}
        texts = {"FAULT_UNDER": self._scene.collection, "FAULT_AFTER": int(2 ** self._chance.uniform(4, 14))}
        number = self._chance.choice([errno.ENOSPC, errno.EIO, errno.EDQUOT])
        for what, work, env in (
            (f"writing the index: {os.strerror(number)}", "refreshed", {**writing, "FAULT_WRITE": number}),
            (f"writing notes: {os.strerror(number)}", "noted", {**notes, "FAULT_WRITE": number}),
            ("reading the index: failing disk", "searched", {**reading, "FAULT_READ": errno.EIO}),
            ("reading documents: failing disk", "refreshed", {**texts, "FAULT_READ": errno.EIO}),
            ("reads that give less", "refreshed", {"FAULT_UNDER": self._scene.root, "FAULT_SHORT": 50}),
            ("reads of the index that give less", "searched", {"FAULT_UNDER": self._scene.index, "FAULT_SHORT": 99}),
            ("a clock going back, refresh", "refreshed", {"FAULT_CLOCK": 3600}),
            ("a clock going back, notes", "noted", {"FAULT_CLOCK": 3600}),
        ):
            self._trial(what, work, partial(self._under, server, work, env))
        self._trial("files replaced while they are read", "refreshed", lambda: self._replacing(server))
        self._trial("permission lost midway", "refreshed", lambda: self._forbidding(server))
        if self._full:
            self._trial("a file system that is full", "refreshed", self._filling)

    def _trial(self, what: str, work: str, fault: Callable[[], None]) -> None:
        self._number += 1
        if work == "refreshed":
            self._change()
        try:
            fault()
            lost = self._children.do(_looked, self._scene, self._receipts)
            self.tally.lost += sum(map(len, lost))
            self.tally.expect(not lost, f"{what}: lost {lost}")
        except AssertionError as error:
            self.tally.expect(False, f"{what}: {error}")

    def _under(self, server: Server, work: str, env: dict[str, Any]) -> None:
        arguments = [str(self._receipts), 20 * self._number] if work == "noted" else []
        said = server.do(f"{HERE}:{work}", *arguments, env=env)
        if said:
            self.refusals.append(said if isinstance(said, str) else said[0])

    def _change(self) -> None:
        """Something for a refresh to do."""
        texts = sorted(path for path in self._scene.collection.glob("*.txt") if path.is_file())
        number = self._number
        text = f"Edited {number}\n\nTrade has been edited {number} times. " + "Gas and trade grew in May 2021. " * 40
        texts[number % len(texts)].write_text(text, "utf-8")
        (self._scene.collection / f"added-{number % 10}.txt").write_text(f"Added {number}\n\n{text}", "utf-8")

    def _replacing(self, server: Server) -> None:
        """Replace, cut, lengthen, remove documents, and put folders in their places, while a refresh runs."""
        stop = threading.Event()
        chance = random.Random(self._number)

        def replace() -> None:
            for turn in range(10_000):
                if stop.is_set():
                    return
                path = self._scene.collection / f"moving-{chance.randrange(6)}.txt"
                match chance.randrange(5):
                    case 0:
                        other = path.with_suffix(".new")
                        other.write_text(f"Moved {turn}\n\n" + "Trade moved. " * chance.randrange(4000), "utf-8")
                        with suppress(OSError):
                            other.replace(path)
                    case 1:
                        with suppress(OSError):
                            os.truncate(path, chance.randrange(2000))
                    case 2:
                        with suppress(OSError):
                            path.unlink()
                    case 3:
                        with suppress(OSError):
                            path.unlink(missing_ok=True)
                            path.mkdir()
                    case _:
                        with suppress(OSError):
                            path.rmdir()
                time.sleep(0.001)

        replacer = threading.Thread(target=replace)
        replacer.start()
        try:
            for _ in range(3):
                server.do(f"{HERE}:refreshed")
        finally:
            stop.set()
            replacer.join()

    def _forbidding(self, server: Server) -> None:
        """Take the right to write the index, or to read the documents, while a refresh runs."""
        index = self._chance.random() < 0.5
        folder = self._scene.index if index else self._scene.collection
        forbidden = [path for path in (folder, *folder.rglob("*")) if path.is_dir() or not index]
        modes = {path: path.stat().st_mode for path in forbidden}
        try:
            server.begin(f"{HERE}:refreshed", humble=True)
            time.sleep(self._chance.random() * 0.4)
            for path in forbidden:
                with suppress(OSError):
                    path.chmod(0o500 if index else 0)
            server.end()
        finally:
            for path, mode in modes.items():
                with suppress(OSError):
                    path.chmod(mode & 0o7777)

    def _filling(self) -> None:
        """Index onto a file system that has little room."""
        folder = self._scene.root / "small"
        folder.mkdir(exist_ok=True)
        size = self._chance.choice([64, 128, 256, 400]) << 10
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=700", "tmpfs", str(folder)], check=True)
        try:
            small = Scene(self._scene.root)
            self._children.do(_on_a_small_disk, small, folder / "index")
        finally:
            subprocess.run(["umount", "-l", str(folder)], check=True)


# --- In children --------------------------------------------------------------------------------------------------


def refreshed(scene: Scene) -> str:
    """A refresh that may be refused: the plain words."""
    return _plain(told("refresh", scene.collection, "--index", scene.index, "--progress", "none"))


def searched(scene: Scene) -> str:
    """A search that may be refused: the plain words."""
    return _plain(told("search", "trade", "-C", scene.collection, "--index", scene.index))


def noted(scene: Scene, receipts: str, begin: int) -> list[str]:
    """Notes, some of which may be refused."""
    return scribe.write(scene, Path(receipts), 10, begin)


def _plain(done: tuple[int, str, str]) -> str:
    """What was said of what was refused; "" where it was done."""
    code, _, said = done
    assert code in (0, 1, 2), f"it ends with {code}"
    assert "unexpected" not in said, said
    assert "Traceback" not in said, said
    if code == 2:
        assert said.startswith(("dossier: ", "indexing ")), said
        assert len(said.splitlines()) <= 4, said
    return said if code == 2 else ""


def _looked(scene: Scene, receipts: Path) -> list[str]:
    """Now that the system is well: search answers, a refresh puts right what is to be; what was lost."""
    complaint, now = asked(scene)
    assert not complaint, f"search says {complaint}"
    assert now["texts"], "nothing is found"
    refreshed(scene)
    code, found = checked(scene)
    assert (code, found["index"]) == (0, ["ok"]), f"check finds {found}"
    return scribe.missing(scene, receipts, notebook=True) if receipts.exists() else []


def _undisturbed(scene: Scene) -> None:
    """The index is what one is that was never disturbed."""
    refreshed(scene)
    found = answers(scene)
    shutil.rmtree(scene.index)
    refreshed(scene)
    fresh = answers(scene)
    for part in ("texts", "trade", "econ*", '"last year"'):
        assert found[part] == fresh[part], f"{part}: {found[part]} and not {fresh[part]}"


def _on_a_small_disk(scene: Scene, index: Path) -> None:
    done = told("refresh", scene.collection, "--index", index, "--progress", "none")
    _plain(done)
    _plain(told("search", "trade", "-C", scene.collection, "--index", index))
    code, _, said = told("check", "-C", scene.collection, "--index", index)
    assert code in (0, 2), said
