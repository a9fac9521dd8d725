"""A refresh may be killed at any moment: the next one ends with the index of one that never was.

The same on 20,000 documents: `python -m tests.faults.killed --data DIR`.
"""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from tests.faults.changing import Changing
from tests.faults.killed import Size, killed
from tests.faults.sentences import drawn

pytestmark = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="processes are started otherwise"
)


def test_killed_at_thirty_random_moments(tmp_path: Path) -> None:
    folder = Changing(tmp_path / "collection", drawn(300), seed=3)
    for outcome in killed(folder, tmp_path, Size(batch=10, workers=False), kills=30, seed=3):
        assert outcome.differing == {}
    assert outcome.kills == 30
