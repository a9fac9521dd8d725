"""A refresh may be killed at any moment: the next one ends with the index of one that never was.

The same on 20,000 documents: `python -m tests.faults killed --data DIR`.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import zipfile
from pathlib import Path

import pytest

from index.library.copies import Copies
from index.library.ledger import FileRecord, Ledger
from index.refresh import refresh, run
from tests.faults.changing import Changing
from tests.faults.killed import Size, differences, killed, state
from tests.faults.sentences import drawn

pytestmark = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="processes are started otherwise"
)


def test_killed_at_thirty_random_moments(tmp_path: Path) -> None:
    folder = Changing(tmp_path / "collection", drawn(300), seed=3)
    for outcome in killed(folder, tmp_path, Size(batch=20, workers=False), kills=30, seed=3):
        assert outcome.differing == {}
    assert outcome.kills == 30


STEPS = {
    "before the engine's commit": (Ledger, "announce"),
    "after the engine's commit": (Copies, "change"),
    "before the ledger is settled": (Ledger, "settle"),
}


def _killed_at(step: str, collection: Path, index: Path) -> None:
    """The process of a refresh that ends there."""
    place, name = STEPS[step]
    setattr(place, name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
    refresh(collection, index=index)


def _fill(folder: Path, texts: dict[str, str]) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        for name, text in texts.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.txt"), f"In the archive.\n\n{text}")


@pytest.mark.parametrize("step", STEPS)
def test_what_is_undone_after_a_kill_leaves_nothing_behind(tmp_path: Path, step: str) -> None:
    """Files edited, added and removed, a refresh killed while it writes that, and the files put back as they were."""
    folder, index, before = tmp_path / "collection", tmp_path / "index", tmp_path / "before"
    texts = {f"digest-{at}": section.text for at, section in enumerate(drawn(6))}
    _fill(folder, texts)
    refresh(folder, index=index)
    shutil.copytree(folder, before)
    edited = {name: f"{text}\n\nAmended." for name, text in texts.items() if name != "digest-3"}
    (folder / "digest-3.txt").unlink()
    (folder / "digest-2.txt").rename(folder / "renamed.txt")
    _fill(folder, {**edited, "added": "Nobody has seen this."})
    process = multiprocessing.get_context("forkserver").Process(target=_killed_at, args=(step, folder, index))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    shutil.rmtree(folder)
    shutil.copytree(before, folder)  # with the times of before
    refresh(folder, index=index)
    refresh(folder, index=tmp_path / "other")
    assert differences(state(folder, index), state(folder, tmp_path / "other")) == []


def test_of_identical_files_each_keeps_its_id(tmp_path: Path) -> None:
    """They are renamed, and the refresh is killed between them."""
    folder, index = tmp_path / "collection", tmp_path / "index"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text("The same words in all of them, said Marta Velling.", encoding="utf-8")
    refresh(folder, index=index)
    ids = {path: record.id for path, record in _files(folder, index).items()}
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").rename(folder / f"new-{name}.txt")
    process = multiprocessing.get_context("forkserver").Process(target=_killed_after_one, args=(folder, index))
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    refresh(folder, index=index)
    assert {path.removeprefix("new-"): record.id for path, record in _files(folder, index).items()} == ids


def _killed_after_one(collection: Path, index: Path) -> None:
    """The process of a refresh that ends after a commit of one document."""
    run.BATCH_DOCUMENTS = 1
    refresh(collection, index=index, progress=lambda event: _end(event["event"]))


def _end(event: object) -> None:
    if event == "commit":
        os.kill(os.getpid(), signal.SIGKILL)


def _files(collection: Path, index: Path) -> dict[str, FileRecord]:
    return {key.removeprefix("file "): value for key, value in state(collection, index).items() if key[:5] == "file "}
