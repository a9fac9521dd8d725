"""`forget`: remove what is kept of a collection outside of it."""

from __future__ import annotations

import shutil
from argparse import ArgumentParser, Namespace
from pathlib import Path

from index.cli.command import FOUND, NOTHING, Command, add_folder
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    add_folder(parser, required=True)


def _run(options: Namespace) -> int:
    from index import state
    from index.cli.collection import index_of
    from index.notebook import notebook_file

    # The folder itself may be gone: what was kept of it can still be removed
    collection: Path = options.folder.expanduser()
    printer = Printer()
    index = index_of(options, collection)
    removed = remove_index(index, collection)
    if removed is not None:
        printer.line(f"removed the index {index} ({size(removed)})")
    remembered = state.forget(collection)
    if remembered:
        printer.line(f"removed its searches and reading position from {state.state_file()}")
    if removed is None and not remembered:
        say(f"nothing was kept of {collection}")
    else:
        printer.line(f"{collection} itself is untouched")
    notebook = notebook_file(collection)
    if notebook.exists():  # the user's own work, never a cache
        say(f"the notebook of it stays: {notebook}")
    if removed is None and not remembered:
        return NOTHING
    return FOUND


def remove_index(folder: Path, collection: Path) -> int | None:
    """Remove an index folder and return the bytes it took; None where there is none.

    Only what Dossier wrote is removed, and the folder when nothing else is in it: --index may name any folder.
    Raises IndexBusyError while a refresh runs, IndexUnsafeError for a folder that others may write to.
    """
    from index.folders import FIRST_PAGE
    from index.library.store import Store

    if not folder.is_dir() or not any((folder / name).exists() for name in ("manifest.json", "lock.sqlite")):
        return None
    store = Store(folder, collection.resolve())
    with store.lock():
        size = store.size()
        (folder / "manifest.json").unlink(missing_ok=True)
        for build in folder.glob("build-*"):
            if build.is_dir() and build.name.removeprefix("build-").isdigit():
                shutil.rmtree(build)
    for pattern in ("lock.sqlite*", f"{FIRST_PAGE}*"):
        for left in folder.glob(pattern):
            left.unlink()
    if not any(folder.iterdir()):
        folder.rmdir()
    return size


def size(count: int) -> str:
    """Bytes in words: "3.4 MB"."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} GB"


COMMAND = Command("forget", "remove what is cached of a collection", ("forget ~/documents",), _run, _configure)
