"""Several users, one read-only collection and index, a notebook each."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root can be several users")
def test_several_users_share_a_collection_and_an_index() -> None:
    with tempfile.TemporaryDirectory() as root:  # that of pytest can be entered by its owner alone
        done = subprocess.run(
            [sys.executable, "-m", "tests.faults.shared", root],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
        )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
