"""Which files a collection holds, without following a link out of it or round in a circle."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.models import Problem

# Never documents: the collection's own declarations, and what version control, editors and systems leave behind.
_OWN_FILES = {"dossier.yaml", "names.yaml"}
_SKIPPED_FOLDERS = {"__pycache__", "node_modules", "$RECYCLE.BIN", "System Volume Information"}
_COPY = "copy what is meant into the collection"
_SKIPPED_SUFFIXES = {".py", ".pyc", ".swp", ".tmp", ".part", ".crdownload"}


@dataclass(frozen=True, slots=True)
class Found:
    """One file: `path` relative to the collection with posix separators, as shown and stored; size in bytes, time in
    nanoseconds. `name` is the path as the system knows it, mostly the same, in the folder `root`: of 100,000 files the
    whole path of each would take a quarter of what is kept of them."""

    path: str
    name: str
    root: str
    size: int
    modified: int

    @property
    def location(self) -> str:
        """Where the system has it."""
        return os.path.join(self.root, self.name)


def walk(
    collection: Path,
    wanted: Callable[[str], bool],
    problems: list[Problem],
    stop: Callable[[], bool] = lambda: False,
    entered: Callable[[str], bool] = lambda path: True,
) -> Iterator[Found]:
    """Every regular file for which `wanted(path)` holds, in the order of names; hidden ones are left out. Ends early
    when `stop()` says so.

    Folders reached by a symbolic link are not entered, and a linked file is read only if it lies in the collection: an
    unpacked archive could link to anything of its reader's. What is not looked at is added to `problems`, but for files
    that are not wanted and folders for which `entered(path)`, or that with a slash behind it, does not hold.
    """
    root = collection.resolve()
    pending = [(str(root), "")]  # where a folder is, and what stands before the names in it
    while pending and not stop():
        folder, before = pending.pop()
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            path, message = _shown(before[:-1], root) or ".", f"The folder cannot be read: {error.strerror}"
            if entered(path) and entered(f"{path}/"):
                problems.append(Problem(path, message, "check its permissions"))
            continue
        folders = []
        companions = {
            stem + tail for stem in map(_page_stem, entries) if stem for tail in ("_files", ".files", "_файлы")
        }
        for entry in entries:
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name not in _SKIPPED_FOLDERS | companions:
                        folders.append((entry.path, f"{before}{entry.name}/"))
                    continue
                name = before + entry.name
                if not entered(path := _shown(name, root)):
                    continue
                if entry.is_dir():
                    if entered(f"{path}/"):
                        problems.append(Problem(path, "It is a link to a folder, which is not followed", _COPY))
                elif not _is_own(path) and wanted(path):
                    yield from _file(entry, path, name, root, problems)
            except OSError as error:
                hint = "a broken link, or no permission"
                problems.append(Problem(path, f"The file cannot be looked at: {error.strerror}", hint))
        pending.extend(reversed(folders))


def own_files(collection: Path) -> Iterator[Path]:
    """The collection's own declarations, there or not."""
    return (collection / name for name in sorted(_OWN_FILES))


def worth_a_look(name: str) -> bool:
    """Whether a file of this name could be a document or a declaration."""
    return not name.startswith(".") and not name.endswith("~") and Path(name).suffix.lower() not in _SKIPPED_SUFFIXES


def _page_stem(entry: os.DirEntry[str]) -> str:
    """The name of a saved page without its suffix: beside it, browsers put its scripts and pictures in a folder."""
    stem, suffix = os.path.splitext(entry.name)
    return stem if suffix.lower() in (".html", ".htm", ".xhtml") else ""


def _is_own(path: str) -> bool:
    return path in _OWN_FILES or os.path.splitext(path)[1].lower() in _SKIPPED_SUFFIXES


def _file(entry: os.DirEntry[str], path: str, name: str, root: Path, problems: list[Problem]) -> Iterator[Found]:
    """The file, if it is one to be read. Raises OSError."""
    status = entry.stat()
    if not stat.S_ISREG(status.st_mode):
        problems.append(Problem(path, "It is a device, a pipe or a socket, not a file", "exclude it in dossier.yaml"))
    elif entry.is_symlink() and not Path(entry.path).resolve().is_relative_to(root):
        problems.append(Problem(path, "The link leads out of the collection", _COPY))
    else:
        yield Found(path, name, str(root), status.st_size, status.st_mtime_ns)


def escaped(name: str) -> str:
    """A name of the system, whose names are bytes, as a text: what is not UTF-8 in it is shown, and found again, by its
    escape."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _shown(name: str, root: Path) -> str:
    """A path in the collection as it is shown and stored."""
    if name.isascii():
        return name
    shown = escaped(name)
    if shown != name and os.path.lexists(root / shown):  # a file is really called so
        return shown.replace("\\x", "\\\\x")
    return shown
