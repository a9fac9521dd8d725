"""The ledger: which file was read, in which state, into which document, and what went wrong.

SQLite, because a refresh of 300,000 files must look one up at once and keep what it has when it is killed. The ledger
is written after the engine's commit: a crash between the two only means that a file is read once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path
from types import TracebackType

from index.models import Problem

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL, id TEXT NOT NULL,
    context TEXT NOT NULL, problem TEXT NOT NULL, hint TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_id ON files (id);
CREATE INDEX IF NOT EXISTS files_problem ON files (path) WHERE problem <> '';
"""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as last read: `modified` in nanoseconds, `digest` of its bytes, `id` of its document ("" where it
    could not be read), `context` a digest of what dossier.yaml says of it, and the problem, if any."""

    path: str
    size: int
    modified: int
    digest: str
    id: str
    context: str = ""
    problem: str = ""
    hint: str = ""


class Ledger:
    """The files of one build. A context manager that closes; `record` and `forget` are one transaction each."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        if read_only:
            self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        else:
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.executescript(_SCHEMA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def files(self) -> dict[str, FileRecord]:
        """Every file by path."""
        rows = self._db.execute("SELECT path, size, modified, digest, id, context, problem, hint FROM files")
        return {row[0]: FileRecord(*row) for row in rows}

    def record(self, records: Iterable[FileRecord]) -> None:
        """Write what was read, replacing what was known of these paths."""
        with self._transaction():
            self._db.executemany("INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?)", map(astuple, records))

    def forget(self, paths: Iterable[str]) -> None:
        """Drop files that are gone."""
        with self._transaction():
            self._db.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def id_at(self, path: str) -> str | None:
        """The id of the document read from a path; None for an unknown path or a file that could not be read."""
        row = self._db.execute("SELECT id FROM files WHERE path = ?", (path,)).fetchone()
        return row[0] or None if row else None

    def digest_at(self, path: str) -> str:
        """The digest recorded of a path, "" for an unknown one."""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def problems(self) -> Iterator[Problem]:
        """The problems list, by path."""
        rows = self._db.execute("SELECT path, problem, hint FROM files WHERE problem <> '' ORDER BY path")
        return (Problem(*row) for row in rows)

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN")
        return self._db  # a connection as context manager commits, or rolls back on an exception
