"""Following a folder: when something in it has changed and come to rest, for a refresh to look what it is.

Where the system tells of changes and `watchfiles` is installed it is asked (no load while nothing happens). Elsewhere
(no `watchfiles`, a network file system, whose server tells nobody, or no watches left) the folder is listed every few
seconds, sizes and times compared. A file that is still being written keeps the folder from rest, at most for a while:
then it may be read half, and once more when it is whole, for its size and time are others by then.
"""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol

from index.collection_file import FILE_NAME, overlay_file
from index.refresh.walk import own_files, walk, worth_a_look

REST = 1.0  # seconds without a change until the folder counts as at rest
MOST = 15.0  # seconds of unrest after which it is told all the same
EVERY = 4.0  # seconds between two listings

_NETWORKED = frozenset(
    {"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afs", "ceph", "9p", "virtiofs", "vboxsf", "davfs"}
    | {f"fuse.{name}" for name in ("sshfs", "rclone", "davfs", "glusterfs", "s3fs")}
)
log = logging.getLogger(__name__)


class Stop(Protocol):
    """What says that nobody listens any more; `threading.Event` is one."""

    def is_set(self) -> bool:
        """Whether to end."""

    def wait(self, timeout: float, /) -> bool:
        """Wait until then, at most so many seconds; whether to end."""


class Asked:
    """A function as a `Stop`."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self.is_set = stop
        self._never = threading.Event()

    def wait(self, timeout: float) -> bool:
        """Look every tenth of a second."""
        while timeout > 0 and not self.is_set():
            self._never.wait(min(0.1, timeout))
            timeout -= 0.1
        return self.is_set()


def changes(
    collection: Path, stop: Stop, *, poll: bool = False, rest: float = REST, every: float = EVERY
) -> Iterator[None]:
    """One item each time that the folder has changed and is at rest again, until `stop` is set. `poll` lists the folder
    in any case. Never raises for what happens to the folder."""
    if not poll and not on_network(collection):
        yield from _told(collection, stop, rest)
    if not stop.is_set():
        yield from _listed(collection, stop, every)


def _told(collection: Path, stop: Stop, rest: float) -> Iterator[None]:
    """Changes as the system tells them. Ends where it cannot."""
    try:
        from watchfiles import watch
    except ImportError:
        log.info("watchfiles is not installed: the folder is listed every few seconds")
        return
    overlay = overlay_file(collection).parent
    folders = [collection, *([overlay] if overlay.is_dir() else [])]

    def wanted(change: object, path: str) -> bool:
        if Path(path).is_relative_to(overlay):
            return Path(path).name == FILE_NAME
        return worth_a_look(Path(path).name) and not any(part.startswith(".") for part in _inside(path, collection))

    try:
        found = watch(
            *folders,
            watch_filter=wanted,
            step=int(1000 * rest),
            debounce=int(1000 * max(MOST, rest)),
            stop_event=stop,
            rust_timeout=250,
            raise_interrupt=False,
        )
        for _ in found:
            if stop.is_set():
                return
            yield
    except OSError as error:  # no watches left, or the folder is gone
        log.warning("the system does not tell of changes in %s: %s", collection, error)


def _inside(path: str, collection: Path) -> tuple[str, ...]:
    there = Path(path)
    return there.relative_to(collection).parts if there.is_relative_to(collection) else ()


def _listed(collection: Path, stop: Stop, every: float) -> Iterator[None]:
    """Changes found by listing the folder; told once two listings in a row are the same, or after a while."""
    known = before = _picture(collection)
    unrest = 0.0
    while not stop.wait(every):
        now = _picture(collection)
        unrest = unrest + every if now != before else 0.0
        if now != known and (now == before or unrest > MOST):
            known, unrest = now, 0.0
            yield
        before = now


def _picture(collection: Path) -> str:
    """A digest of names, sizes and times."""
    digest = hashlib.sha256()
    for found in walk(collection, lambda path: True, []):
        digest.update(f"{found.path}\0{found.size}\0{found.modified}\n".encode())
    for path in (*own_files(collection), overlay_file(collection)):
        try:
            status = path.stat()
        except OSError:
            continue
        digest.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def on_network(path: Path, table: Path = Path("/proc/self/mountinfo")) -> bool:
    """Whether a folder lies on a file system of another machine, as far as Linux says; False elsewhere."""
    try:
        lines = table.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return False
    best, kind = "", ""
    for line in lines:
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) > 4 and right:
            mount = fields[4].replace("\\040", " ")
            if len(mount) >= len(best) and path.resolve().is_relative_to(mount):
                best, kind = mount, right.split()[0]
    return kind in _NETWORKED
