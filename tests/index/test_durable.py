"""Files that neither a crash nor a second window may lose."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from index.durable import locked, replace_text
from index.errors import DossierError


def test_a_text_is_replaced_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file.yaml"
    replace_text(path, "первый\r\n")
    status = replace_text(path, "второй\n")
    assert path.read_bytes() == "второй\n".encode()
    assert (status.st_ino, status.st_mtime_ns) == (path.stat().st_ino, path.stat().st_mtime_ns)
    assert [each.name for each in path.parent.iterdir()] == ["file.yaml"]
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_failure_leaves_the_old_text_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "file.yaml"
    replace_text(path, "old")
    with pytest.raises(UnicodeEncodeError):
        replace_text(path, "\udc80")
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_lock_is_held_by_one_and_released(tmp_path: Path) -> None:
    lock, busy = tmp_path / "lock", DossierError("busy")
    with locked(lock, 0.0, busy), pytest.raises(DossierError, match="busy"), locked(lock, 0.0, busy):
        pass
    with locked(lock, 0.0, busy):
        pass


def test_a_lock_is_waited_for(tmp_path: Path) -> None:
    lock, order = tmp_path / "lock", []
    held = threading.Event()

    def hold() -> None:
        with locked(lock, 5.0, DossierError("busy")):
            held.set()
            order.append("first")
            threading.Event().wait(0.2)
            order.append("first ends")

    holder = threading.Thread(target=hold)
    holder.start()
    held.wait(5)
    with locked(lock, 5.0, DossierError("busy")):
        order.append("second")
    holder.join()
    assert order == ["first", "first ends", "second"]


def test_a_lock_that_cannot_be_made_is_no_busy_one(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="unable to open"), locked(tmp_path / "none" / "lock", 0.0, DossierError("busy")):
        pass


def test_a_lock_file_that_is_no_database_is_emptied(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    lock.write_bytes(b"no database, but as long as the header of one would be. " * 20)
    with locked(lock, 0.0, DossierError("busy")), pytest.raises(DossierError), locked(lock, 0.0, DossierError("busy")):
        pass
