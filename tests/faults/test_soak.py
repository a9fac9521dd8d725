"""A reader at the keys, in the short form; the long one is `python -m tests.faults soak`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("needs a pseudo-terminal and /proc", allow_module_level=True)

from tests.faults.scene import Scene
from tests.faults.soak import Count, fill, grown, soak


def test_at_the_keys_nothing_grows(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    fill(scene, 60)
    tally, counts = soak(scene, 15.0, seed=4)
    assert tally.wrong == []
    assert tally.tried > 2
    assert counts


def test_what_grows_is_found() -> None:
    flat = [Count(100 << 20, 20, 5)] * 20
    assert grown(flat) == []
    assert len(grown(flat + [Count(140 << 20, 40, 5)] * 5)) == 2
