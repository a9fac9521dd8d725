"""`check`: the health of collection, index and terminal; with --repair a damaged index is made anew."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.cli.command import ERROR, FOUND, Command, add_json
from index.cli.output import Printer
from index.errors import DossierError
from index.models import plural

if TYPE_CHECKING:
    from index.collection_file import CollectionFile
    from index.models import Problem


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `level` is "ok", "warn" or "bad", `part` what was looked at."""

    level: str
    part: str
    message: str
    hint: str = ""


def _run(options: Namespace) -> int:
    printer = Printer(options.json)
    bad: set[str] = set()
    for finding in findings(options):
        if finding.level == "bad":
            bad.add(finding.part)
        _print(printer, finding)
    if options.repair and "index" in bad:
        bad.discard("index")
        for finding in _repaired(options):
            if finding.level == "bad":
                bad.add(finding.part)
            _print(printer, finding)
    return ERROR if bad else FOUND


def _print(printer: Printer, finding: Finding) -> None:
    if printer.as_json:
        printer.record({"level": finding.level, "part": finding.part, "message": finding.message, "hint": finding.hint})
        return
    style = {"ok": "green", "warn": "yellow", "bad": "bold red"}[finding.level]
    printer.line((f"{finding.level:<4}", style), f"  {finding.part}: {finding.message}")
    if finding.hint:
        printer.line((finding.hint, "dim"), indent=6)


def _repaired(options: Namespace) -> Iterator[Finding]:
    """Make the index anew beside the damaged one, which answers as far as it can until then; and look again."""
    from index.cli.collection import choose, index_of
    from index.cli.refresh import fill

    collection = choose(options)
    index = index_of(options, collection)
    try:
        summary = fill(collection, index, "none" if options.json else "auto", rebuild=True)
    except DossierError as error:
        yield Finding("bad", "index", f"It could not be made anew. {error.message}", error.hint)
        return
    if summary.stopped:
        yield Finding("bad", "index", "Making it anew was stopped; the damaged one stays")
        return
    yield Finding("ok", "repair", f"the index was made anew from {summary.added} files")
    yield from _index(collection, index, options.parser.prog)


def findings(options: Namespace) -> Iterator[Finding]:
    """Everything that is looked at, in order. Nothing raises: a fault is a finding."""
    yield from _settings(options)
    from index.cli.collection import choose, index_of

    try:
        collection = choose(options)
        index = index_of(options, collection)
    except DossierError as error:
        yield Finding("bad", "collection", error.message, error.hint)
    else:
        yield from _collection(collection, index, options.parser.prog)
    yield from terminal()


def _settings(options: Namespace) -> Iterator[Finding]:
    from index import settings, state

    path = settings.settings_file()
    try:
        options.settings = settings.load()
    except DossierError as error:
        options.settings = settings.Settings()
        yield Finding("bad", "settings", error.message, error.hint)
    else:
        yield Finding("ok", "settings", str(path) if path.exists() else f"none; they would be in {path}")
    yield from _extras()
    folder = state.state_file().parent
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if os.access(nearest, os.W_OK):
        yield Finding("ok", "state", str(folder))
    else:
        yield Finding("warn", "state", f"{nearest} cannot be written", "searches and positions are not remembered")


def _extras() -> Iterator[Finding]:
    from index.library.recognizers import active

    try:
        found = active()
    except DossierError as error:
        yield Finding("bad", "extras", error.message, error.hint)
        return
    names = ", ".join(f"{each.release} for names in texts in {each.language}" for each in found)
    yield Finding("ok", "extras", names or "none active; names are found by lists and rules")


def _collection(collection: Path, index: Path, program: str) -> Iterator[Finding]:
    from index.collection_file import CollectionFile, overlay_file
    from index.names import names_for

    try:
        said = CollectionFile.load(collection)
    except DossierError as error:
        yield Finding("bad", "dossier.yaml", error.message, error.hint)
        said = None
    else:
        there = (collection / "dossier.yaml").exists()
        yield Finding("ok", "dossier.yaml", "read" if there else "none; what the files say of themselves holds")
        if overlay_file(collection).exists():
            yield Finding("ok", "dossier.yaml", f"and what you say yourself, in {overlay_file(collection)}")
    if (collection / "names.yaml").exists():
        try:
            names_for(collection)
        except DossierError as error:
            yield Finding("bad", "names.yaml", error.message, error.hint)
        else:
            yield Finding("ok", "names.yaml", "read")
    yield from _notebook(collection)
    yield from _files(collection, index, said, program)
    yield from _index(collection, index, program)


def _notebook(collection: Path) -> Iterator[Finding]:
    from index.notebook import Notebook, notebook_file

    path = notebook_file(collection)
    try:
        count = len(Notebook.open(collection).all_dates())
    except DossierError as error:
        yield Finding("bad", "notebook", error.message, error.hint)
    else:
        kept = f"{path}, {count} judged {plural(count, 'date')}"
        yield Finding("ok", "notebook", kept if path.exists() else f"none yet; it would be {path}")


def _files(collection: Path, index: Path, said: CollectionFile | None, program: str) -> Iterator[Finding]:
    """What is in the folder, and what of it the index has not seen in its present state; None is a dossier.yaml that
    cannot be read."""
    from index.collection_file import CollectionFile, context_of, reading_of
    from index.refresh.referring import references
    from index.refresh.walk import walk
    from index.sources import holds, supported
    from index.sources.references import is_export

    problems: list[Problem] = []
    listing = said or CollectionFile()
    found = {each.path: each for each in walk(collection, listing.includes, problems, entered=listing.includes_member)}
    for entry in listing.unmatched(
        {*found, *_members(index, collection)} if listing.unmatched(found.keys()) else found
    ):
        yield Finding("warn", "dossier.yaml", f'"{entry}" matches no file', "check its spelling")
    exports = [each for each in found.values() if is_export(Path(each.location))]
    for export in exports:
        del found[export.path]
    readable = {path: each for path, each in found.items() if supported(Path(each.location))}
    listing = replace(listing, references=references(exports, readable.keys())[0])
    if not readable:
        yield Finding("warn", "collection", f"{collection} holds no file of a kind that is read")
        return
    other = len(found) - len(readable)
    files = f"{len(readable)} {plural(len(readable), 'file')}"
    yield Finding("ok", "collection", f"{collection}, {files}" + (f", {other} of other kinds" if other else ""))
    for each in problems:
        yield Finding("warn", "collection", f"{each.path}: {each.message}", each.hint)
    known = _known(index, collection)
    if known is None:
        return
    late = sum(path not in known or known[path][:2] != (each.size, each.modified) for path, each in readable.items())
    gone = len(known.keys() - readable.keys())
    common = known.keys() & readable.keys() if said is not None else ()
    told = sum(
        known[path][2] != (reading_of(listing) if holds(Path(path)) else context_of(listing.overrides(path)))
        for path in common
    )
    if told:
        message = f"describes {told} {plural(told, 'file')} differently since the last refresh"
        yield Finding("warn", "dossier.yaml", message, f"run: {program} refresh")
    if late or gone:
        yield Finding(
            "warn", "files", f"{late} new or changed, {gone} gone since the last refresh", f"run: {program} refresh"
        )
    elif not told:
        yield Finding("ok", "files", "all indexed as they are now")


def _known(index: Path, collection: Path) -> dict[str, tuple[int, int, str]] | None:
    """Size, time and context of each file as indexed; None where there is no index or it cannot be read."""
    import sqlite3

    from index.library.ledger import Ledger
    from index.library.store import Store

    try:
        build = Store(index, collection.resolve()).current()
        if build is None:
            return None
        with Ledger(build.ledger, read_only=True) as ledger:
            files = ledger.files().items()
            return {path: (each.size, each.modified, each.context) for path, each in files if each.size >= 0}
    except (DossierError, sqlite3.Error):
        return None


def _members(index: Path, collection: Path) -> list[str]:
    """The documents in files that hold several, as indexed."""
    import sqlite3

    from index.library.ledger import Ledger
    from index.library.store import Store

    try:
        build = Store(index, collection.resolve()).current()
        if build is None:
            return []
        with Ledger(build.ledger, read_only=True) as ledger:
            return list(ledger.member_paths())
    except (DossierError, sqlite3.Error):
        return []


def _index(collection: Path, index: Path, program: str) -> Iterator[Finding]:
    from index.cli.forget import size
    from index.library import Library
    from index.library.store import Store

    try:
        store = Store(index, collection.resolve())
        manifest = store.manifest()
        if manifest is None:
            yield Finding("warn", "index", f"none yet in {index}", f"run: {program} refresh")
            return
        library = Library.open(collection, index=index)
    except DossierError as error:
        yield Finding("bad", "index", error.message, error.hint)
        return
    try:
        versions = ", ".join(f"{name} {number}" for name, number in sorted(manifest.versions.items()))
        held = library.count()
        state = f"{held} {plural(held, 'document')}, {size(store.size())}, {manifest.build} ({versions})"
        try:
            library.verify_index()
        except DossierError as error:
            yield Finding("bad", "index", error.message, error.hint)
            return
        if library.outdated:
            hint = f"run: {program} refresh, which makes it anew"
            yield Finding("warn", "index", f"{index}, {state}, made by another version of Dossier", hint)
        else:
            yield Finding("ok", "index", f"{index}, {state}")
        if orphans := library.orphans():
            count = f"{len(orphans)} judged {plural(len(orphans), 'date')}"
            yield Finding("warn", "notebook", f"{count} found no longer in the texts", "they stay in the notebook")
        problems = library.problems()  # of a ledger that has just been read whole
        if problems:
            hint = f"run: {program} refresh, which lists them"
            yield Finding("warn", "problems", f"{len(problems)} files with problems", hint)
        else:
            yield Finding("ok", "problems", "none")
    finally:
        library.close()


def terminal() -> Iterator[Finding]:
    """What the terminal can show."""
    name = os.environ.get("TERM", "")
    if sys.stdout is None or not sys.stdout.isatty():
        yield Finding("ok", "terminal", "output goes to a file or pipe")
    elif name in ("", "dumb"):
        yield Finding("warn", "terminal", f'TERM is "{name}"', "the browser needs a full terminal; the commands do not")
    else:
        columns, lines = os.get_terminal_size(sys.stdout.fileno())
        colours = "none (NO_COLOR)" if os.environ.get("NO_COLOR") else _colours(name)
        fits = columns >= 40 and lines >= 12
        yield Finding(
            "ok" if fits else "warn",
            "terminal",
            f"{name}, {columns}x{lines}, colours: {colours}",
            "" if fits else "the browser needs 40x12 or more",
        )
    encoding = (getattr(sys.stdout, "encoding", None) or "unknown").lower()
    if encoding.replace("-", "").startswith("utf"):
        yield Finding("ok", "encoding", encoding)
    else:
        yield Finding("warn", "encoding", encoding, "set LANG or LC_ALL to a UTF-8 locale, such as C.UTF-8")
    if os.environ.get("SSH_CONNECTION") or os.environ.get("SSH_TTY"):
        yield Finding("ok", "ssh", "yes; ssh -C makes a slow line faster")
    if os.environ.get("TMUX"):
        yield Finding("ok", "tmux", "yes; for copying: set -g set-clipboard on")
    elif os.environ.get("STY"):
        yield Finding("ok", "screen", "yes; it does not pass copied text on to the terminal")


def _colours(name: str) -> str:
    if os.environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return "16 million"
    return "256" if "256" in name else "16"


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--repair",
        action="store_true",
        help="make a damaged index anew beside the old one, from the files, which stay as they are with the notebook",
    )
    add_json(parser)


COMMAND = Command(
    "check",
    "the health of collection, index and terminal",
    ("check", "check --repair", "check -C ~/documents --json"),
    _run,
    _configure,
)
