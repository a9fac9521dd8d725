"""SQLite files of a build that a killed process left in the middle of a transaction."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from index.library.ledger import FileRecord, Ledger

KILLED = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("PRAGMA cache_size = 2")
database.execute("BEGIN")
database.execute("UPDATE files SET digest = 'half written'")
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_was_half_written_is_taken_back_by_who_reads(tmp_path: Path) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.record([FileRecord(f"{at}.txt", 1, 1, "digest", f"id{at}") for at in range(2000)])
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)])
    assert done.returncode < 0
    assert path.with_name("ledger.sqlite-journal").exists()
    with Ledger(path, read_only=True) as ledger:
        assert {record.digest for record in ledger.files().values()} == {"digest"}
    assert not path.with_name("ledger.sqlite-journal").exists()
