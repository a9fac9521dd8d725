"""Loss of power, in the short form; the long one is `python -m tests.faults unplugged`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.children import FORKED
from tests.faults.refused import library
from tests.faults.unplugged import unplugged

pytestmark = [FORKED, pytest.mark.skipif(sys.platform != "linux", reason="a library is preloaded as on Linux")]


def test_what_was_not_synced_is_not_missed(tmp_path: Path) -> None:
    if library(tmp_path) is None:
        pytest.skip("there is no C compiler")
    tally = unplugged(tmp_path, 6, seed=8)
    assert (tally.wrong, tally.lost) == ([], 0)
