"""SIGKILL at random moments: while it refreshes, writes notes, tags, quotes, trail and state, searches, or browses.

After each, at once and with nothing put right in between: search answers as before, after, or after some of the
commits; the browser opens; the notebook, trail, what was seen and the state are whole and hold everything that the
program had said it kept. In the end a refresh brings the index to what one never disturbed says.
"""

from __future__ import annotations

import random
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

from index.refresh import refresh
from index.refresh import run as running
from tests.faults import scribe
from tests.faults.children import Children
from tests.faults.scene import Scene, answers, asked, browsed, checked, made
from tests.faults.tally import Tally

WHAT = "SIGKILL while refreshing, writing notes and tags, searching, browsing"
_AT_WORK = 0.6
"""Seconds within which most kills fall; each is long enough for the work to have begun."""


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults struck`."""
    parser.add_argument("--kills", type=int, default=200, metavar="N")
    parser.add_argument("--browse", type=int, default=1, metavar="N", help="open the browser after every Nth")


def run(options: Namespace) -> Tally:
    """Kill so often."""
    with tempfile.TemporaryDirectory(prefix="dossier-struck-") as root:
        return struck(Path(root), options.kills, options.seed, browse=options.browse)


def struck(root: Path, kills: int, seed: int, *, browse: int) -> Tally:
    """Kill a refresh, a writer, a reader and a browser in turn."""
    scene = Scene(root)
    children = Children(scene)
    children.do(made, scene)
    chance = random.Random(seed)
    tally = Tally()
    receipts = root / "receipts"
    for kill in range(kills):
        what = ("refreshing", "writing", "searching", "browsing", "writing")[kill % 5]
        before = children.do(answers, scene)
        if what == "refreshing":
            _changed(scene, kill)
        works: dict[str, tuple[Callable[..., object], tuple[object, ...]]] = {
            "refreshing": (_refreshed, (scene,)),
            "writing": (scribe.write, (scene, receipts, 40, 40 * kill)),
            "searching": (_searched, (scene,)),
            "browsing": (browsed, (scene,)),
        }
        work, arguments = works[what]
        with children.start(work, *arguments) as child:
            time.sleep(chance.random() * _AT_WORK)
            running_still = child.kill()
        try:
            lost = children.do(_looked, scene, before, what, kill % browse == 0, receipts)
            tally.lost += sum(map(len, lost))
            tally.expect(not lost, f"killed {what}: lost {lost}")
        except AssertionError as error:
            tally.expect(False, f"killed {what} ({'at work' if running_still else 'at its end'}): {error}")
    try:
        children.do(_mended, scene)
    except AssertionError as error:
        tally.wrong.append(f"in the end: {error}")
    return tally


def _changed(scene: Scene, number: int) -> None:
    """Edit, remove and add documents."""
    texts = sorted(scene.collection.glob("*.txt"))
    texts[number % len(texts)].write_text(f"Edited {number}\n\nTrade has been edited {number} times.", "utf-8")
    texts[(number + 3) % len(texts)].unlink()
    for each in range(2):
        (scene.collection / f"added-{number}-{each}.txt").write_text(
            f"Added {number}\n\nGas and trade, {each}.", "utf-8"
        )


def _refreshed(scene: Scene) -> None:
    running.BATCH_DOCUMENTS = 2  # so that most of the time a commit is under way
    refresh(scene.collection, index=scene.index)


def _searched(scene: Scene) -> None:
    while True:
        answers(scene)


def _looked(scene: Scene, before: dict[str, Any], what: str, browse: bool, receipts: Path) -> list[str]:
    """In a child: everything that is to hold; what was lost."""
    complaint, now = asked(scene)
    assert not complaint, f"search says {complaint}"
    assert what == "refreshing" or now == before, "the index is another"
    assert now["texts"], "nothing is found"
    if browse:
        shown = browsed(scene)
        assert "error of Dossier's own" not in shown, shown
        assert "Digest" in shown or "Added" in shown or "Edited" in shown or "ater" in shown, f"it shows\n{shown}"
    return scribe.missing(scene, receipts) if receipts.exists() else []


def _mended(scene: Scene) -> None:
    refresh(scene.collection, index=scene.index)
    other = Scene(scene.root / "other")
    (scene.root / "other").mkdir()
    (other.root / "collection").symlink_to(scene.collection)
    refresh(other.collection, index=other.index)
    mended, fresh = answers(scene), answers(Scene(scene.root / "other"))
    for part in fresh:
        assert mended[part] == fresh[part], f"{part}: {mended[part]} and not {fresh[part]}"
    code, found = checked(scene)
    assert (code, found["index"]) == (0, ["ok"]), f"check finds {found}"
