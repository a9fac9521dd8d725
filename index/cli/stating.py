"""`set`: say what a document's metadata is, in dossier.yaml."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from index.cli.command import FOUND, Command, add_json
from index.cli.output import Printer, say
from index.errors import CollectionError, NotFoundError, SettingsError

if TYPE_CHECKING:
    from index.library import Library


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        nargs="+",
        metavar="FILE|FIELD=VALUE",
        help="documents, by path or id; and fields: title, authors (with ; between), publisher, published, estimated, "
        "reason (of the estimate), place, language, url, kind. FIELD= says that there is none",
    )
    parser.add_argument(
        "--unset", action="append", default=[], metavar="FIELD", help="let the file itself speak of this field again"
    )
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import index_of, opened
    from index.cli.refresh import fill
    from index.collection_edit import ABSENT, state
    from index.field_values import field_name, field_value

    words: list[str] = []
    said: dict[str, object] = {field_name(name): ABSENT for name in options.unset}
    for word in options.what:
        name, equals, value = word.partition("=")
        if equals and name.isalpha():
            # What is not UTF-8 on the command line could not be written
            value = value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            said[field_name(name)] = field_value(field_name(name), value)
        else:
            words.append(word)
    if not words or not said:
        raise SettingsError("Say which document and what of it", "for example: set notes.txt published=2021-05-24")
    with opened(options) as library:
        collection, paths = library.collection, [_path(library, word) for word in words]
    index = index_of(options, collection)
    change = state(collection, dict.fromkeys(paths, said))
    if change.overlay:
        say(f"the folder cannot be written; kept in {change.file}")
    summary = fill(
        collection, index, "auto" if sys.stderr is not None and sys.stderr.isatty() else "none", described=True
    )
    printer = Printer(options.json)
    for path in paths:
        if options.json:
            shown = {name: None if value is ABSENT else value for name, value in said.items()}
            printer.record({"path": path, "file": str(change.file), "fields": shown})
        else:
            printer.line((path, "bold"), ": " + ", ".join(_words(name, value) for name, value in said.items()))
    if not options.json:
        printer.line(f"written into {change.file}; {summary.changed} read again")
    return FOUND


def _words(name: str, value: object) -> str:
    from index.collection_edit import ABSENT
    from index.field_values import shown_value

    if value is ABSENT:
        return f"{name} as the file says"
    return f"{name} {shown_value(value) or 'none'}"


def _path(library: Library, word: str) -> str:
    """The path in the collection of what was typed: a path in it, a path on the disk, or an id."""
    from index.cli.show import find
    from index.refresh.walk import escaped

    if library.has_path(escaped(word)):
        return escaped(word)
    there = Path(word).expanduser()
    if there.exists():
        absolute = Path(os.path.abspath(there))
        if not absolute.resolve().is_relative_to(library.collection):
            raise CollectionError(f"{word} does not lie in {library.collection}", "name its collection with -C")
        inside = escaped(absolute.resolve().relative_to(library.collection).as_posix())
        if library.has_path(inside):
            return inside
    try:
        return find(library, word).path
    except NotFoundError as error:
        raise NotFoundError(f"No document is “{word}”", "give its path in the collection, or its id") from error


COMMAND = Command(
    "set",
    "say what a document's metadata is, in dossier.yaml",
    ("set notes.txt published=2021-05-24 estimated=yes", "set 3f2a9c 'authors=A. Bekova; O. Tashiev' place=Osh",
     "set notes.txt --unset published"),
    _run,
    _configure,
)  # fmt: skip
