"""Where Dossier keeps things: one place for every path outside a collection.

    config   settings.yaml, written by the user, only read here
    state    the program's own memory (state.json) and dossier.log
    cache    one folder per collection with its index; disposable
    data     one folder per collection with its notebook; the user's work, never disposable

All four follow platformdirs, and so the XDG variables on Linux. Nothing is ever put inside a collection.
"""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

APPLICATION = "dossier"
FIRST_PAGE = "first_page.json"
"""The file in an index folder that pictures the list until the index is open; removed with it."""

_LONGEST_SLUG = 40


def config_folder() -> Path:
    """The folder of settings.yaml. It need not exist."""
    from platformdirs import user_config_path

    return user_config_path(APPLICATION)


def state_folder() -> Path:
    """The folder of state.json and the log. It need not exist; `private_folder` makes it."""
    from platformdirs import user_state_path

    return user_state_path(APPLICATION)


def cache_folder() -> Path:
    """The folder that holds one index folder per collection. It need not exist."""
    from platformdirs import user_cache_path

    return user_cache_path(APPLICATION)


def data_folder(collection: Path) -> Path:
    """The folder of what the user judged of a collection (its notebook). It need not exist."""
    from platformdirs import user_data_path

    return user_data_path(APPLICATION) / _folder_name(collection)


def remembered_file(collection: Path, name: str) -> Path:
    """The path of a file in which the program remembers something of one collection. It need not exist."""
    return state_folder() / "collections" / _folder_name(collection) / name


def bundled_collection() -> Path:
    """The collection that comes with the program: the `seeds` package, in a checkout or installed."""
    from importlib.resources import files

    return Path(str(files("seeds").joinpath("names.yaml"))).parent


def index_folder(collection: Path, override: Path | None = None, *, parent: Path | None = None) -> Path:
    """The index folder of a collection: `override` where given, else a folder of its own in `parent` (the cache).

    The name is the collection's own name and a digest of its resolved path, so that two collections called
    `articles` do not share an index and a person can tell which is which. It need not exist.
    """
    if override is not None:
        return override.expanduser().absolute()
    return (parent if parent is not None else cache_folder()) / _folder_name(collection)


def _folder_name(collection: Path) -> str:
    resolved = collection.expanduser().resolve()
    slug = re.sub(r"[^\w.-]+", "-", resolved.name.casefold()).strip("-.")[:_LONGEST_SLUG] or "collection"
    digest = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:12]
    return f"{slug}-{digest}"


def located(collection: Path, path: str) -> Path:
    """The file that is shown under a path of its collection: names are bytes, and what is not UTF-8 in one is shown by
    its escape, as in "caf\\xe9.txt"."""
    file = collection / path
    if "\\x" not in path or os.path.lexists(file):
        return file
    name = re.sub(rb"\\x([0-9a-f]{2})", lambda match: bytes([int(match[1], 16)]), path.encode())
    there = collection / os.fsdecode(name)
    return there if os.path.lexists(there) else file


def private_folder(folder: Path) -> Path:
    """Make a folder, with its parents, that only this user can enter (mode 0700), and return it. What is made is on the
    disk when this returns. Raises OSError."""
    if not folder.is_dir():
        missing = [folder, *(each for each in folder.parents if not each.exists())]
        for each in reversed(missing):
            each.mkdir(mode=0o700, exist_ok=True)
            with suppress(PermissionError):  # a folder that may be entered and written, but not listed
                sync_folder(each.parent)
    return folder


def private_file(path: Path) -> Path:
    """Make an empty file of mode 0600 where there is none, for a library that would make it as the umask says, and
    return its path. What the system refuses, the library is refused too, and says it."""
    with suppress(OSError):
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return path


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk too, not only the content of its files. Raises OSError."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
