"""Which folders may hold an index: Whoosh keeps pickles, and a pickle runs code when it is read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from index.errors import IndexUnsafeError

HINT = "delete the folder and refresh, or choose another with --index"


def check(folder: Path) -> None:
    """Refuse a folder, or anything in it, that another user owns or can write. POSIX only.

    Raises IndexUnsafeError. Links are not followed: a link in an index folder is refused as well.
    """
    if os.name != "posix":
        return
    allowed = {0, os.geteuid()}
    _check_one(folder, folder.stat(), allowed)
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # a commit has just deleted it
                continue
            if stat.S_ISLNK(found.st_mode):
                raise IndexUnsafeError(f"The index holds a link: {entry.path}", HINT)
            _check_one(Path(entry.path), found, allowed)


def _check_one(path: Path, found: os.stat_result, allowed: set[int]) -> None:
    if found.st_uid not in allowed:
        raise IndexUnsafeError(f"The index is not yours: {path} belongs to user {found.st_uid}.", HINT)
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexUnsafeError(f"Others can write to the index: {path}", f"chmod go-w it if you trust it, or {HINT}")


def create(folder: Path) -> None:
    """Make the folder, for this user alone; its parents as usual. An existing one is left as it is."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
