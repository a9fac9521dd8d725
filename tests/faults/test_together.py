"""Many at work at once, in the short form; the long one is `python -m tests.faults together`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from tests.faults.children import FORKED
from tests.faults.together import together

pytestmark = FORKED


def test_all_at_once_on_one_collection(tmp_path: Path) -> None:
    tally = together(tmp_path, 8.0, readers=20, seed=3)
    assert (tally.wrong, tally.lost) == ([], 0)
    assert tally.tried > 20
