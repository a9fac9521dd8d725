"""Bits flipped and ends cut off in every file of an index.

After each: search answers as before the damage, or from the state before the last commit, or says what is wrong;
`check` finds the damage; the browser opens, and shows documents or says what is wrong; `check --repair` makes the index
anew, which then answers as it did; the notebook is as it was, byte for byte.
"""

from __future__ import annotations

import random
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.folders import FIRST_PAGE
from tests.faults.children import Children
from tests.faults.scene import Scene, answers, asked, browsed, checked, made, notebook
from tests.faults.tally import Tally

WHAT = "flipped bits and cut ends, in each file of an index"
CUTS = 0.1  # of the damages; the others are flipped bits


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults damaged`."""
    parser.add_argument("--flips", type=int, default=200, metavar="N", help="damages to each file")
    parser.add_argument("--browse", type=int, default=1, metavar="N", help="open the browser after every Nth")
    parser.add_argument("--repair", type=int, default=1, metavar="N", help="repair after every Nth")


def run(options: Namespace) -> Tally:
    """Damage every file so often."""
    with tempfile.TemporaryDirectory(prefix="dossier-damaged-") as root:
        return damaged(Path(root), options.flips, options.seed, browse=options.browse, repair=options.repair)


def damaged(root: Path, flips: int, seed: int, *, browse: int, repair: int) -> Tally:
    """Damage every file of an index so often; the browser opens after every so many, and a repair as well."""
    scene = Scene(root)
    children = Children(scene)
    right = children.do(made, scene)
    scene.keep()
    kept = notebook(scene)
    tally = Tally()
    chance = random.Random(seed)
    for file in scene.files():
        for how, data in _damages((scene.index / file).read_bytes(), flips, chance):
            (scene.index / file).write_bytes(data)
            number = tally.tried
            try:
                children.do(_looked, scene, right, str(file), number % browse == 0, number % repair == 0)
                assert notebook(scene) == kept, "the notebook is another"
                tally.expect(True, "")
            except AssertionError as error:
                tally.expect(False, f"{file}, {how}: {error}")
            scene.restore()
    return tally


def _damages(data: bytes, number: int, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    for _ in range(number):
        place = chance.randrange(len(data))
        if chance.random() < CUTS:
            yield f"cut at {place}", data[:place]
        else:
            bit = chance.randrange(8)
            yield f"bit {bit} of byte {place}", data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]


def _looked(scene: Scene, right: dict[str, Any], file: str, browse: bool, repair: bool) -> None:
    """In a child: everything that is to hold. Raises AssertionError."""
    complaint, now = asked(scene)
    without_copies = {key: value for key, value in right["now"].items() if not key.endswith(" stacked")}
    if not complaint:
        # Where the store of copies is damaged every copy has a row of its own until it is made anew
        unstacked = {key: value for key, value in now.items() if not key.endswith(" stacked")}
        copies_only = file.endswith(("copies.sqlite", "seal.json")) and unstacked == without_copies
        assert copies_only or now in (right["now"], right["before"]), "it answers wrongly"
    code, found = checked(scene)
    if file != FIRST_PAGE:  # a picture, which is shown whole or not at all
        assert code == 2, "check finds nothing"
        assert "bad" in found["index"], f"check finds {found}"
    if browse:
        shown = browsed(scene)
        assert (
            "A later text" in shown
            or "Later" in shown
            or "Digest" in shown
            or "damaged" in shown
            or ("cannot be read" in shown)
        ), f"the browser shows\n{shown}"
        assert "error of Dossier's own" not in shown, shown
    if repair and file != FIRST_PAGE:
        code, found = checked(scene, "--repair")
        assert found["index"] == ["bad", "ok"], f"after the repair check finds {found}"
        assert code == 0, f"check --repair ends with {code}"
        assert answers(scene) == right["now"], "the repaired index answers otherwise"
