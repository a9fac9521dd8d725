"""What the system may refuse, in the short form; the long one is `python -m tests.faults refused`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.children import FORKED
from tests.faults.refused import library, refused

pytestmark = [FORKED, pytest.mark.skipif(sys.platform != "linux", reason="a library is preloaded as on Linux")]


def test_what_the_system_refuses_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    if library(tmp_path) is None:
        pytest.skip("there is no C compiler")
    tally, refusals = refused(tmp_path, 1, seed=2)
    assert (tally.wrong, tally.lost) == ([], 0)
    assert refusals
