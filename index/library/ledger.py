"""The ledger: which file was read, in which state, into which documents, and what went wrong.

A file is one row, and each document of a file that holds several is a row of its own beside it, written as it is read.

SQLite, because a refresh of 300,000 files must look one up at once and keep what it has when it is killed.

A batch is announced here with the ids it touches, then committed by the engine, then settled here, all at once. Of
what was announced and not settled nobody knows what the index holds: the next refresh reads it again, and removes what
belongs to no file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from operator import attrgetter
from pathlib import Path
from types import TracebackType

from index.folders import private_file
from index.library import tables
from index.models import IN_FILE, Problem

_SCHEMA = """
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL, digest TEXT NOT NULL, id TEXT NOT NULL,
    context TEXT NOT NULL, problem TEXT NOT NULL, hint TEXT NOT NULL, members INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_id ON files (id);
CREATE INDEX IF NOT EXISTS files_problem ON files (path) WHERE problem <> '';
CREATE TABLE IF NOT EXISTS members (
    file TEXT NOT NULL, member TEXT NOT NULL, digest TEXT NOT NULL, id TEXT NOT NULL, context TEXT NOT NULL,
    run INTEGER NOT NULL, problem TEXT NOT NULL, hint TEXT NOT NULL, PRIMARY KEY (file, member)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS members_id ON members (id);
CREATE INDEX IF NOT EXISTS members_digest ON members (file, digest);
CREATE INDEX IF NOT EXISTS members_problem ON members (file, member) WHERE problem <> '';
CREATE TABLE IF NOT EXISTS announced (id TEXT PRIMARY KEY) WITHOUT ROWID;
"""

PARTLY = -1
"""The number of members of a file that has not been read to its end."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file as last read: `modified` in nanoseconds, `digest` of its bytes, `id` of its document ("" where it
    could not be read), `context` a digest of what dossier.yaml says of it, and the problem, if any. A file that holds
    several documents has no id but `members`, their number, or `PARTLY`."""

    path: str
    size: int
    modified: int
    digest: str
    id: str
    context: str = ""
    problem: str = ""
    hint: str = ""
    members: int = 0

    @property
    def documents(self) -> int:
        """How many documents it gave."""
        return max(self.members, 0) + bool(self.id)


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """One document of a file that holds several: `member` is its path there ("" the file itself), `run` the number of
    the refresh that saw it last; the rest is as in `FileRecord`."""

    file: str
    member: str
    digest: str
    id: str
    context: str
    run: int
    problem: str = ""
    hint: str = ""

    @property
    def path(self) -> str:
        """Its path in the collection."""
        return f"{self.file}{IN_FILE}{self.member}" if self.member else self.file


def _values(kind: type) -> Callable[[object], tuple[object, ...]]:
    """What gives the values of a record's columns: `dataclasses.astuple` copies each of them, which takes ten times as
    long."""
    return attrgetter(*(field.name for field in fields(kind)))


_MEMBER = "file, member, digest, id, context, run, problem, hint"


class Ledger:
    """The files of one build. A context manager that closes. What writes is one transaction each."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        if read_only:
            self._db = tables.read_only(path)
        else:
            self._db = sqlite3.connect(private_file(path), isolation_level=None)
            self._db.executescript(_SCHEMA)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def files(self) -> dict[str, FileRecord]:
        """Every file by path."""
        rows = self._db.execute("SELECT path, size, modified, digest, id, context, problem, hint, members FROM files")
        return {row[0]: FileRecord(*row) for row in rows}

    def read_through(self) -> None:
        """Look at every file's row without making a record of it. Raises sqlite3.DatabaseError for a damaged page."""
        total = " + ".join(f"length({field.name})" for field in fields(FileRecord))
        self._db.execute(f"SELECT total({total}) FROM files").fetchone()  # noqa: S608 - our names alone

    def file(self, path: str) -> FileRecord | None:
        """One file by path."""
        asked = "SELECT path, size, modified, digest, id, context, problem, hint, members FROM files WHERE path = ?"
        row = self._db.execute(asked, (path,)).fetchone()
        return FileRecord(*row) if row else None

    def record(self, records: Iterable[FileRecord], members: Iterable[MemberRecord] = ()) -> None:
        """Write what was read, replacing what was known of these paths."""
        with self._transaction():
            self._write(records, members)

    def forget(self, paths: Iterable[str]) -> None:
        """Drop files that are gone, with their members."""
        with self._transaction():
            self._drop(paths)

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Nothing is written in here: what is asked is read in one transaction, for to look a single id up takes less
        than to lock the file for it."""
        self._db.execute("BEGIN")
        try:
            yield
        finally:
            if self._db.in_transaction:  # unless what was asked has ended it: a disk that fails
                self._db.execute("ROLLBACK")

    # --- Batches ------------------------------------------------------------------------------------------

    def announce(self, ids: Iterable[str]) -> None:
        """Note documents that are about to be put into the index, or removed from it."""
        with self._transaction():
            self._db.executemany("INSERT OR IGNORE INTO announced VALUES (?)", ((id,) for id in ids))

    def unsettled(self) -> set[str]:
        """The documents announced of which the index may hold what the ledger does not know."""
        return {str(row[0]) for row in self._db.execute("SELECT id FROM announced")}

    def ids(self) -> set[str]:
        """The ids of all documents."""
        rows = self._db.execute("SELECT id FROM files WHERE id <> '' UNION SELECT id FROM members WHERE id <> ''")
        return {str(row[0]) for row in rows}

    def knows(self, id: str) -> bool:
        """Whether a document of this id was read from some file."""
        asked = "SELECT EXISTS (SELECT 1 FROM files WHERE id = ?1 UNION ALL SELECT 1 FROM members WHERE id = ?1)"
        return bool(self._db.execute(asked, (id,)).fetchone()[0])

    def settle(
        self,
        ids: Iterable[str],
        files: Iterable[FileRecord],
        members: Iterable[MemberRecord],
        *,
        ended: Iterable[str],
        run: int,
        gone: Iterable[str],
    ) -> None:
        """Write what a batch, announced with `ids`, has done: files and members as they are now, members that refresh
        `run` has not seen of the files that `ended`, and files that are `gone`."""
        with self._transaction():
            self._write(files, members)
            self._db.executemany("DELETE FROM members WHERE file = ? AND run < ?", ((path, run) for path in ended))
            self._drop(gone)
            self._db.executemany("DELETE FROM announced WHERE id = ?", ((id,) for id in ids))

    def finish(self, gone: Iterable[str]) -> None:
        """Drop files that are gone at the end of a refresh that has read everything: nothing is unsettled."""
        with self._transaction():
            self._drop(gone)
            self._db.execute("DELETE FROM announced")

    def _write(self, records: Iterable[FileRecord], members: Iterable[MemberRecord]) -> None:
        self._db.executemany(
            "INSERT OR REPLACE INTO files VALUES (?,?,?,?,?,?,?,?,?)", map(_values(FileRecord), records)
        )
        self._db.executemany(
            "INSERT OR REPLACE INTO members VALUES (?,?,?,?,?,?,?,?)", map(_values(MemberRecord), members)
        )

    def _drop(self, paths: Iterable[str]) -> None:
        gone = [(path,) for path in paths]
        self._db.executemany("DELETE FROM files WHERE path = ?", gone)
        self._db.executemany("DELETE FROM members WHERE file = ?", gone)

    # --- Documents of a file that holds several -----------------------------------------------------------

    def next_run(self) -> int:
        """A number no run has had."""
        return int(self._db.execute("SELECT COALESCE(MAX(run), 0) + 1 FROM members").fetchone()[0])

    def member(self, file: str, member: str) -> MemberRecord | None:
        """One member of a file."""
        asked = f"SELECT {_MEMBER} FROM members WHERE file = ? AND member = ?"  # noqa: S608
        row = self._db.execute(asked, (file, member)).fetchone()
        return MemberRecord(*row) if row else None

    def members(self, file: str, *, before: int | None = None) -> Iterator[MemberRecord]:
        """The members of a file by path; with `before`, those that no run from that one on has seen."""
        last = "" if before is None else f" AND run < {int(before)}"
        asked = f"SELECT {_MEMBER} FROM members WHERE file = ?{last} ORDER BY member"  # noqa: S608
        return (MemberRecord(*row) for row in self._db.execute(asked, (file,)))

    def members_of_digest(self, file: str, digest: str) -> list[MemberRecord]:
        """Members of a file with the same content, some of them where there are very many."""
        asked = f"SELECT {_MEMBER} FROM members WHERE file = ? AND digest = ? ORDER BY member LIMIT 50"  # noqa: S608
        return [MemberRecord(*row) for row in self._db.execute(asked, (file, digest))]

    def has_members(self) -> bool:
        """Whether any file holds several documents, as far as was read."""
        return bool(self._db.execute("SELECT EXISTS (SELECT 1 FROM members)").fetchone()[0])

    def files_of(self, id: str) -> list[str]:
        """The files whose document has this id: one, and files that are gone and not forgotten yet."""
        return [str(row[0]) for row in self._db.execute("SELECT path FROM files WHERE id = ?", (id,))]

    def owners(self, id: str) -> list[str]:
        """The files that a member of this id is in."""
        rows = self._db.execute("SELECT DISTINCT file FROM members WHERE id = ?", (id,))
        return [str(row[0]) for row in rows]

    def count_members(self, file: str, run: int) -> int:
        """How many documents of a file a run has seen."""
        asked = "SELECT COUNT(*) FROM members WHERE file = ? AND run = ? AND id <> ''"
        return int(self._db.execute(asked, (file, run)).fetchone()[0])

    def member_paths(self) -> Iterator[str]:
        """The path in the collection of every document in a file."""
        rows = self._db.execute("SELECT file, member FROM members WHERE member <> ''")
        return (f"{file}{IN_FILE}{member}" for file, member in rows)

    # --- Looking up ---------------------------------------------------------------------------------------

    def id_at(self, path: str) -> str | None:
        """The id of the document read from a path; None for an unknown path or a file that could not be read."""
        file, _, member = path.partition(IN_FILE)
        row = self._db.execute(
            "SELECT id FROM files WHERE path = ? AND id <> '' UNION ALL "
            "SELECT id FROM members WHERE file = ? AND member = ?",
            (path, file, member),
        ).fetchone()
        return row[0] or None if row else None

    def digest_at(self, path: str) -> str:
        """The digest recorded of a path, "" for an unknown one."""
        row = self._db.execute("SELECT digest FROM files WHERE path = ?", (path,)).fetchone()
        return str(row[0]) if row else ""

    def problems(self) -> Iterator[Problem]:
        """The problems list, by path."""
        rows = self._db.execute(
            "SELECT path, problem, hint FROM files WHERE problem <> '' UNION ALL "
            "SELECT CASE member WHEN '' THEN file ELSE file || ? || member END, problem, hint "
            "FROM members WHERE problem <> '' ORDER BY 1",
            (IN_FILE,),
        )
        return (Problem(*row) for row in rows)

    def close(self) -> None:
        """Release the file."""
        self._db.close()

    def _transaction(self) -> sqlite3.Connection:
        self._db.execute("BEGIN")
        return self._db  # a connection as context manager commits, or rolls back on an exception
