"""Files made to do harm, in the short form; the long one is `python -m tests.faults crafted --full`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.faults.crafted import crafted
from tests.faults.crafts import CRAFTS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="what a process took is asked of Unix")


def test_crafted_files_are_read_or_told_and_the_others_are_there(tmp_path: Path) -> None:
    tally = crafted(tmp_path, [craft for craft in CRAFTS if not craft.long])
    assert tally.wrong == []
    assert tally.tried > len(CRAFTS)
