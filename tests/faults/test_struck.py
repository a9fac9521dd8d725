"""SIGKILL at random moments, in the short form; the long one is `python -m tests.faults struck`."""

from __future__ import annotations

from pathlib import Path

from tests.faults.children import FORKED
from tests.faults.struck import struck

pytestmark = FORKED


def test_whoever_is_killed_loses_nothing(tmp_path: Path) -> None:
    tally = struck(tmp_path, 10, seed=7, browse=4)
    assert (tally.wrong, tally.lost) == ([], 0)
