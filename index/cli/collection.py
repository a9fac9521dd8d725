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
from index.folders import index_folder

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Complaint, Page, Parsed
    from index.settings import Settings


def choose(options: Namespace) -> Path:
    """The collection a command works on: FOLDER or -C, else the one opened last, else the bundled one.

    Raises CollectionError when the folder asked for is missing or is no folder, or several were.
    """
    if len(several(options)) > 1:
        raise CollectionError("this is done for one collection at a time", "give -C once")
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


def several(options: Namespace) -> list[Path]:
    """The folders given with -C, each once. Raises CollectionError for one that is missing or is no folder."""
    return list(dict.fromkeys(map(existing, getattr(options, "collections", ()))))


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
    return index_folder(collection, options.index, parent=settings_of(options).index_folder)


@contextmanager
def opened(options: Namespace, *, as_one: bool = False) -> Iterator[Library]:
    """The Library of the chosen collection, indexed first if it never was, closed at the end. With `as_one` several
    may have been chosen."""
    from index import state
    from index.library import Library

    library: Library
    folders = several(options) if as_one else []
    if as_one and getattr(options, "folder", None) is None and options.collection is None:
        last = state.last_collections()
        folders = last if all(folder.is_dir() for folder in last) else []
    if len(folders) > 1:
        from index.library.several import Several

        parent = settings_of(options).index_folder
        # --index names the first one's index; of the others each has its own
        indexes = [index_of(options, folders[0]), *(index_folder(each, parent=parent) for each in folders[1:])]
        library = Several.over(folders, indexes)
        fresh = library.not_indexed()
    else:
        collection = choose(options)
        index = index_of(options, collection)
        library = Library.open(collection, index=index)
        fresh = [] if library.indexed else [(collection, index)]
    library.duplicates = settings_of(options).duplicates
    library.rank_by(settings_of(options).ranking)
    try:
        for left in library.left_out():
            complain(left.message, left.hint)
        if fresh:
            for each in fresh:
                _index_first(*each)
            library.refresh()
        elif library.outdated:
            say("the index was made by another version of Dossier; refresh makes it anew")
        if library.fallen_back:
            complain("the newest state of the index is damaged; the one before it answers", "refresh makes it anew")
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
    page = library.search(parsed, Order(order))
    if not page.complete:
        for complaint in library.misspelt(parsed):
            explain(parsed.text, complaint)
    return parsed, page


def explain(text: str, complaint: Complaint) -> None:
    """A complaint about a query, with a mark below the place it is about."""
    complain(complaint.message)
    shown = text.translate(dict.fromkeys(range(32), " "))
    mark = "^" * max(1, width(shown[complaint.start : complaint.end]))
    if sys.stderr is not None:
        print(f"  {visible_lines(shown)}\n  {' ' * width(shown[: complaint.start])}{mark}", file=sys.stderr)
    advise(complaint.hint)
