"""Text files that neither a crash nor a second window may lose: written whole, under a lock between processes."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import DossierError
from index.folders import private_file, private_folder, sync_folder


def replace_text(path: Path, text: str, *, private: bool = True) -> os.stat_result:
    """Write `text` (UTF-8) so that a crash leaves the old file or the new one, and return what the system says of the
    new one. Its mode is 0600 or, where it is not `private`, that of the old file or of any new one. Raises OSError."""
    if private:
        private_folder(path.parent)
    # A link, to a file under version control say, stays a link: what it points to is replaced
    path = path.resolve()
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)  # mkstemp makes it mode 0600
    try:
        with open(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            if not private and os.name == "posix":
                os.fchmod(stream.fileno(), _mode(path))
            os.fsync(stream.fileno())
            written = os.fstat(stream.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
    return written


def _mode(path: Path) -> int:
    """The mode of a file, or the one that a new file gets."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        mask = os.umask(0o077)
        os.umask(mask)
        return 0o666 & ~mask


@contextmanager
def locked(path: Path, seconds: float, busy: DossierError) -> Iterator[None]:
    """Hold the lock file `path`, waiting `seconds` for another process, then raising `busy`. Raises OSError where the
    file cannot be made.

    The lock is SQLite's: the same on every system, and released when its process ends, however it ends. The file holds
    nothing, so one that is damaged is emptied.
    """
    import sqlite3  # here: the state is written whole too, and start-up does without

    connection = None
    try:
        try:
            connection = sqlite3.connect(private_file(path), timeout=seconds, isolation_level=None)
            try:
                connection.execute("BEGIN EXCLUSIVE")
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:  # no database
                os.truncate(path, 0)
                connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise busy from error
            raise OSError(errno.EACCES, str(error), str(path)) from error
        yield
    finally:
        if connection is not None:
            connection.close()
