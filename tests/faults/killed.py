"""A refresh that is killed again and again.

A folder (`changing`) is filled, and then changed as often as it takes; two indexes follow it. One is refreshed
undisturbed. The refreshes of the other are ended with SIGKILL at random moments: before the first commit, in the middle
of a batch, in the middle of a commit. After one more refresh both must hold the same: documents with ids, texts,
annotations and dates, copies, the answers to questions with their scores, and the ledger's rows.

Refreshes run in processes forked from a server that has everything imported, with the worker processes they start.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from index.folders import index_folder
from index.library import Library
from index.library.copies import Copies
from index.library.ledger import Ledger
from index.library.store import Store
from index.models import Document
from index.refresh import refresh
from index.refresh import run as running
from tests.benchmarks.speeches import sections
from tests.faults.changing import Changing
from tests.faults.tally import Tally

WHAT = "refreshes killed at random moments, then compared with an index never killed"
QUESTIONS = ("council", "united nations", '"last year"', "person:putin", "date:2021", "mentions:2021", "econ*", "copy")
_STATES = 3  # of the folder, among which the kills are shared


@dataclass(frozen=True, slots=True)
class Size:
    """How a refresh is to work: documents to a batch (None: as shipped), and whether with worker processes."""

    batch: int | None = None
    workers: bool = True


@dataclass(slots=True)
class Ended:
    """One refresh: whether it was killed, commits told, seconds until each of them and until its end."""

    killed: bool
    commits: list[float]
    seconds: float


def state(collection: Path, index: Path) -> dict[str, Any]:
    """Everything an index holds and answers, by a name for each part."""
    found: dict[str, Any] = {}
    library = Library.open(collection, index=index)
    try:
        rows = library.rows(library.search("*").numbers)
        for row in rows:
            found[f"document {row.id}"] = library.read(row.id)
        found["documents"] = sorted(row.id for row in rows)
        for question in QUESTIONS:
            page = library.search(question)
            ids = [row.id for row in library.rows(page.numbers)]
            found[f"answer to {question}"] = (page.complete, [*zip(ids, map(float, page.scores), strict=False)])
    finally:
        library.close()
    build = Store(index_folder(collection, index), collection).current()
    assert build is not None
    with Ledger(build.ledger, read_only=True) as ledger:
        for path, record in ledger.files().items():
            found[f"file {path}"] = record
            for member in ledger.members(path):
                found[f"member {member.path}"] = replace(member, run=0)
        found["unsettled"] = ledger.unsettled()
        found["problems"] = list(ledger.problems())
    with Copies(build.copies, read_only=True) as copies:
        found["copies"] = sorted((*sorted(pair[:2]), pair[2]) for pair in copies.pairs())
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """The names of what is not the same in two states; of a document with what of it."""
    return sorted(
        name + _parts(one.get(name), other.get(name))
        for name in one.keys() | other.keys()
        if one.get(name) != other.get(name)
    )


def _parts(one: object, other: object) -> str:
    if not isinstance(one, Document) or not isinstance(other, Document):
        return ""
    parts = (field.name for field in fields(Document))
    return f" ({', '.join(name for name in parts if getattr(one, name) != getattr(other, name))})"


def _refresh(collection: Path, index: Path, size: Size, said: Connection) -> None:
    """The process of a refresh."""
    if size.batch is not None:
        running.BATCH_DOCUMENTS = size.batch
    if not size.workers:
        vars(running).update(WORTH_WORKERS=sys.maxsize, WORTH_WORKERS_BYTES=sys.maxsize)
    said.send("begun")
    refresh(collection, index=index, progress=lambda event: said.send(event["event"]))
    said.send("done")


class Refreshing:
    """Starts refreshes, each in a process of its own, and kills them."""

    def __init__(self, size: Size) -> None:
        self._size = size
        self._processes = multiprocessing.get_context("forkserver")
        self._processes.set_forkserver_preload(["tests.faults.killed", "tests.faults.ready"])

    def run(self, collection: Path, index: Path, until: Callable[[], tuple[int, float]] | None = None) -> Ended:
        """Refresh to the end or, with `until`, kill some seconds after some commit (the 0th is the beginning)."""
        said, saying = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_refresh, args=(collection, index, self._size, saying))
        process.start()
        saying.close()
        commits: list[float] = []
        begin, killed, done = time.monotonic(), False, False
        after, wait = until() if until else (sys.maxsize, 0.0)
        due: float | None = None
        while True:
            try:
                if due is not None and not said.poll(max(due - time.monotonic(), 0)):
                    process.kill()
                    killed = True
                    break
                event = said.recv()
            except EOFError:
                break
            if event == "begun":
                begin = time.monotonic()
            elif event == "commit":
                commits.append(time.monotonic() - begin)
            done = done or event == "done"
            if due is None and event in ("begun", "commit") and len(commits) >= after:
                due = time.monotonic() + wait
        said.close()
        process.join()
        seconds = time.monotonic() - begin
        if not done and not killed:
            raise RuntimeError(f"the refresh ended with {process.exitcode}")
        return Ended(killed and not done, commits, seconds)


@dataclass(slots=True)
class Outcome:
    """A whole run: kills, states of the folder, documents in the end, how long refreshes took undisturbed, and what
    differed, by the number of the state."""

    kills: int = 0
    states: int = 0
    documents: int = 0
    undisturbed: float = 0.0
    differing: dict[int, list[str]] | None = None


def killed(folder: Changing, work: Path, size: Size, kills: int, seed: int) -> Iterator[Outcome]:
    """Refresh an index in `work` with kills and another without, and compare; what is known after every state."""
    chance = random.Random(seed)
    refreshing = Refreshing(size)
    quiet, harassed = work / "undisturbed", work / "killed"
    outcome = Outcome(differing={})
    while outcome.kills < kills:
        if outcome.states:
            folder.change()
        outcome.states += 1
        plain = refreshing.run(folder.folder, quiet)
        outcome.undisturbed += plain.seconds
        wanted = -(-(kills - outcome.kills) // max(_STATES + 1 - outcome.states, 1))
        # Few commits to each kill, so that the kills are spread over the whole of the work
        most = max(1, round(2 * len(plain.commits) / wanted))
        between = [b - a for a, b in zip([0.0, *plain.commits], plain.commits, strict=False)] or [plain.seconds]

        def moment(most: int = most, between: list[float] = between) -> tuple[int, float]:
            commits = chance.randint(0, most)
            return commits, chance.random() * between[min(commits, len(between) - 1)]

        for _ in range(wanted):
            if not refreshing.run(folder.folder, harassed, moment).killed:
                break
            outcome.kills += 1
        refreshing.run(folder.folder, harassed)
        one, other = state(folder.folder, quiet), state(folder.folder, harassed)
        outcome.documents = len(one["documents"])
        found = differences(one, other)
        if found:
            outcome.differing = {**(outcome.differing or {}), outcome.states: found}
        yield outcome


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults killed`."""
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="holds un-general-debate.jsonl.xz, speeches to cut up"
    )
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--kills", type=int, default=30, metavar="N")
    parser.add_argument("--batch", type=int, metavar="N", help="documents to a commit (as shipped)")


def run(options: Namespace) -> Tally:
    """Kill refreshes of a folder of speeches, in texts, an archive, a mailbox and records; tells of each state."""
    tally = Tally()
    with tempfile.TemporaryDirectory(prefix="dossier-killed-") as made:
        work = Path(made)
        folder = Changing(work / "collection", sections(options.data, options.documents), options.seed)
        for outcome in killed(folder, work, Size(options.batch), options.kills, options.seed):
            tally.tried = outcome.kills
            tally.wrong = [f"state {at}: {', '.join(names)}" for at, names in (outcome.differing or {}).items()]
            print(
                f"state {outcome.states} of the folder: {outcome.documents} documents, {outcome.kills} kills so far, "
                f"{outcome.undisturbed:.0f} s undisturbed so far, differing: {outcome.differing or 'nothing'}",
                flush=True,
            )
    print(f"{os.cpu_count()} processors")
    return tally
