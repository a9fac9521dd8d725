"""From a command's options to an open Library: which collection, which index, and the query as understood."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.cli.output import advise, complain, say, visible_lines, width
from index.errors import CollectionError, IndexBusyError

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Complaint, Page, Parsed
    from index.settings import Settings


def choose(options: Namespace) -> Path:
    """The collection a command works on: FOLDER or -C, else the one opened last, else the bundled one.

    Raises CollectionError when the folder asked for is missing or is no folder.
    """
    asked: Path | None = getattr(options, "folder", None) or options.collection
    if asked is not None:
        return existing(asked)
    from index import folders, state

    last = state.last_collection()
    if last is not None:
        if last.is_dir():
            return last
        say(f"the collection opened last is gone ({last}); using the bundled one")
    return folders.bundled_collection()


def existing(folder: Path) -> Path:
    """The folder, resolved: what runs elsewhere must find it too. Raises CollectionError when it is missing, is no
    folder or may not be read."""
    folder = folder.expanduser()
    if folder.is_dir():
        if not os.access(folder, os.R_OK | os.X_OK):
            raise CollectionError(f"the folder {folder} may not be read", "ls -ld shows its owner and permissions")
        return folder.resolve()
    if folder.exists():
        raise CollectionError(f"{folder} is a file, not a folder", f"a collection is a folder: try {folder.parent}")
    raise CollectionError(f"there is no folder {folder}", "give the path of a folder with documents")


def settings_of(options: Namespace) -> Settings:
    """The user's settings, read once per run. Raises SettingsError."""
    if getattr(options, "settings", None) is None:
        from index import settings

        options.settings = settings.load()
    chosen: Settings = options.settings
    return chosen


def index_of(options: Namespace, collection: Path) -> Path:
    """The index folder of a collection: --index, else one of its own where the settings say or in the cache."""
    from index.folders import index_folder

    return index_folder(collection, options.index, parent=settings_of(options).index_folder)


@contextmanager
def opened(options: Namespace) -> Iterator[Library]:
    """The Library of the chosen collection, indexed first if it never was, closed at the end."""
    from index.library import Library

    collection = choose(options)
    index = index_of(options, collection)
    library = Library.open(collection, index=index)
    library.duplicates = settings_of(options).duplicates
    try:
        if not library.indexed:
            _index_first(collection, index)
            library.refresh()
        elif library.outdated:
            say("the index was made by another version of Dossier; refresh makes it anew")
        if library.described_anew:
            say("dossier.yaml has changed: run refresh")
        if problem := library.notebook_problem:
            complain(f"{problem.message}; what else the notebook says holds", problem.hint)
        yield library
    finally:
        library.close()


def _index_first(collection: Path, index: Path) -> None:
    from index.cli.refresh import fill

    say(f"indexing {collection} for the first time")
    try:
        stopped = fill(collection, index).stopped
    except IndexBusyError as error:
        say(f"{error.message}; this answers from what is there so far")
        return
    if stopped:
        raise KeyboardInterrupt


def ask(library: Library, options: Namespace) -> tuple[Parsed, Page]:
    """Search as the options say. Complaints about the query go to stderr; the good part has searched."""
    from index.models import Order

    parsed = library.parse(" ".join(options.query))
    for complaint in parsed.complaints:
        explain(parsed.text, complaint)
    order = getattr(options, "order", None) or settings_of(options).order
    return parsed, library.search(parsed, Order(order))


def explain(text: str, complaint: Complaint) -> None:
    """A complaint about a query, with a mark below the place it is about."""
    complain(complaint.message)
    shown = text.translate(dict.fromkeys(range(32), " "))
    mark = "^" * max(1, width(shown[complaint.start : complaint.end]))
    if sys.stderr is not None:
        print(f"  {visible_lines(shown)}\n  {' ' * width(shown[: complaint.start])}{mark}", file=sys.stderr)
    advise(complaint.hint)
