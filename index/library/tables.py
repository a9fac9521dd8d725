"""Opening the SQLite files of a build to read them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

_ANYTHING = "SELECT 1 FROM sqlite_master LIMIT 1"


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that cannot write. What a process that was killed left half written is taken back first, as SQLite
    would do for who may write: reading alone it refuses such a file. Raises sqlite3.Error."""
    try:
        return _opened(path)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    with closing(sqlite3.connect(path)) as writable:
        writable.execute(_ANYTHING).fetchone()
    return _opened(path)


def _opened(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
    try:
        database.execute(_ANYTHING).fetchone()
    except BaseException:
        database.close()
        raise
    return database
