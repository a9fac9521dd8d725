"""Damage to each file of an index, in the short form; the long one is `python -m tests.faults damaged`."""

from __future__ import annotations

from pathlib import Path

from tests.faults.children import FORKED
from tests.faults.damaged import damaged

pytestmark = FORKED


def test_damage_to_any_file_is_told_and_repaired(tmp_path: Path) -> None:
    tally = damaged(tmp_path, 3, seed=11, browse=9, repair=7)
    assert tally.wrong == []
    assert tally.tried >= 24
