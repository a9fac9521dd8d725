"""`check`: the health of collection, index and terminal."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from index.cli.command import ERROR, FOUND, Command, add_json
from index.cli.output import Printer
from index.errors import DossierError


@dataclass(frozen=True, slots=True)
class Finding:
    """One line: `level` is "ok", "warn" or "bad", `part` what was looked at."""

    level: str
    part: str
    message: str
    hint: str = ""


def _run(options: Namespace) -> int:
    printer = Printer(options.json)
    worst = FOUND
    for finding in findings(options):
        if finding.level == "bad":
            worst = ERROR
        if options.json:
            printer.record(
                {"level": finding.level, "part": finding.part, "message": finding.message, "hint": finding.hint}
            )
            continue
        style = {"ok": "green", "warn": "yellow", "bad": "bold red"}[finding.level]
        printer.line((f"{finding.level:<4}", style), f"  {finding.part}: {finding.message}")
        if finding.hint:
            printer.line((finding.hint, "dim"), indent=6)
    return worst


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
        yield from _collection(collection)
        yield from _index(collection, index, options.parser.prog)
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
    folder = state.state_file().parent
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if os.access(nearest, os.W_OK):
        yield Finding("ok", "state", str(folder))
    else:
        yield Finding("warn", "state", f"{nearest} cannot be written", "searches and positions are not remembered")


def _collection(collection: Path) -> Iterator[Finding]:
    from index.collection_file import CollectionFile
    from index.names import Gazetteer
    from index.sources import supported

    if not os.access(collection, os.R_OK | os.X_OK):
        yield Finding("bad", "collection", f"{collection} cannot be read", "check its permissions")
        return
    files = sum(supported(Path(folder, name)) for folder, _, names in os.walk(collection) for name in names)
    if files:
        yield Finding("ok", "collection", f"{collection}, {files} files of a kind that is read")
    else:
        yield Finding("warn", "collection", f"{collection} holds no file of a kind that is read")
    try:
        CollectionFile.load(collection)
    except DossierError as error:
        yield Finding("bad", "dossier.yaml", error.message, error.hint)
    else:
        there = (collection / "dossier.yaml").exists()
        yield Finding("ok", "dossier.yaml", "read" if there else "none; what the files say of themselves holds")
    names = collection / "names.yaml"
    if names.exists():
        try:
            Gazetteer.load(names)
        except DossierError as error:
            yield Finding("bad", "names.yaml", error.message, error.hint)
        else:
            yield Finding("ok", "names.yaml", "read")


def _index(collection: Path, index: Path, program: str) -> Iterator[Finding]:
    from index.cli.forget import size
    from index.library import Library
    from index.library.store import Store

    store = Store(index)
    try:
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
        yield Finding(
            "ok", "index", f"{index}, {library.count()} documents, {size(store.size())}, {manifest.build} ({versions})"
        )
        problems = library.problems()
        if problems:
            yield Finding(
                "warn",
                "problems",
                f"{len(problems)} files could not be read whole",
                f"run: {program} refresh, which lists them",
            )
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
    add_json(parser)


COMMAND = Command(
    "check", "the health of collection, index and terminal", ("check", "check -C ~/documents --json"), _run, _configure
)
