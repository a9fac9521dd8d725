"""What the screen asks about documents' metadata, in the engine thread: what is held and why, and what is said anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import CollectionError, DossierError

if TYPE_CHECKING:
    from pathlib import Path

    from index.collection_edit import Change, Fields
    from index.library import Library

FIELDS = ("title", "authors", "publisher", "published", "estimated", "reason", "place", "language", "url", "kind")


@dataclass(frozen=True, slots=True)
class Sheet:
    """The metadata of one document, or of several in one collection, `folder`: `values` as shown in the form, `origins`
    by field, and `several` the fields in which the documents differ. `file` is where an edit is written, `overlay` that
    it is the user's own; `file_day` the day of the file's time, where the document says no day."""

    folder: Path
    paths: tuple[str, ...]
    title: str
    values: Mapping[str, str]
    origins: Mapping[str, str]
    several: frozenset[str]
    file: Path
    overlay: bool
    file_day: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of an edit: what was written, of which collection, or a complaint."""

    change: Change | None = None
    folder: Path | None = None
    complaint: str = ""
    paths: tuple[str, ...] = field(default=())


def sheet(library: Library, ids: Sequence[str]) -> Sheet:
    """What is held of these documents. Raises NotFoundError, SettingsError, CollectionError where they are of several
    collections: each has a dossier.yaml of its own."""
    from index.collection_edit import target
    from index.field_values import shown_value

    folder, *others = dict.fromkeys(map(library.folder_of, ids))
    if others:
        raise CollectionError("These documents are of several collections", "select those of one")
    documents = [library.read(id) for id in ids]
    first = documents[0]
    values, origins, several = {}, {}, set()
    for name in FIELDS:
        shown = {shown_value(getattr(each, name)) for each in documents}
        values[name] = shown.pop() if len(shown) == 1 else ""
        if shown:
            several.add(name)
        said = {each.origins.get("published" if name == "estimated" else name, "") for each in documents}
        origins[name] = said.pop() if len(said) == 1 else ""
    paths = tuple(each.path for each in documents)
    file, overlay = target(folder, paths)
    title = first.title if len(documents) == 1 else f"{len(documents)} documents"
    return Sheet(folder, paths, title, values, origins, frozenset(several), file, overlay, first.file_day)


def save(folder: Path, paths: Sequence[str], fields: Fields) -> Saved:
    """Write what is said of documents."""
    from index.collection_edit import state

    try:
        change = state(folder, dict.fromkeys(paths, fields))
    except DossierError as error:
        return Saved(complaint=str(error))
    return Saved(change, folder, paths=change.paths)


def take_back(folder: Path, change: Change) -> Saved:
    """Undo what was said."""
    from index import collection_edit

    try:
        return Saved(collection_edit.take_back(folder, change), folder, paths=change.paths)
    except DossierError as error:
        return Saved(complaint=str(error))


def leave_out(folder: Path, path: str) -> Saved:
    """Exclude one file in dossier.yaml."""
    from index import collection_edit
    from index.collection_file import pattern_of

    try:
        return Saved(collection_edit.leave_out(folder, [pattern_of(path)]), folder, paths=(path,))
    except DossierError as error:
        return Saved(complaint=str(error))
