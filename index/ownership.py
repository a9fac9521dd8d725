"""Whose an index folder may be: this user's or root's, and nobody else's to write.

Nothing in an index can run code. But who can write it decides what a search finds and what a document says, and a link
in it would lead what is written there to another place.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from index.errors import IndexUnsafeError

HINT = "delete the folder and refresh, or choose another with --index DIR"


def refuse_unsafe(folder: Path) -> None:
    """Refuse a folder, or anything directly in it, that another user owns or can write. POSIX only.

    Raises IndexUnsafeError. Links are not followed: a link in an index folder is refused as well.
    """
    if os.name != "posix":
        return
    allowed = {0, os.geteuid()}
    _refuse(folder, folder.stat(), allowed)
    with os.scandir(folder) as entries:
        for entry in entries:
            try:
                found = entry.stat(follow_symlinks=False)
            except FileNotFoundError:  # a commit has just deleted it
                continue
            if stat.S_ISLNK(found.st_mode):
                raise IndexUnsafeError(f"The index holds a link: {entry.path}", HINT)
            _refuse(Path(entry.path), found, allowed)


def _refuse(path: Path, found: os.stat_result, allowed: set[int]) -> None:
    if found.st_uid not in allowed:
        raise IndexUnsafeError(f"The index is not yours: {path} belongs to user {found.st_uid}.", HINT)
    if found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        raise IndexUnsafeError(
            f"Others may write to the index: {path}", f"run chmod go-w '{path}' if you trust it, or {HINT}"
        )
