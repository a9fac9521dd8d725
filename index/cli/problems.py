"""`problems`: files that could not be read, or only in part, why, and what to do."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, NOTHING, Command, add_json
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("path", nargs="*", metavar="WORD", help="only problems whose path or message holds these words")
    parser.add_argument("--retry", action="store_true", help="read these files again first")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import index_of, opened
    from index.cli.refresh import fill

    words = [word.casefold() for word in options.path]
    with opened(options) as library:
        found = [
            each
            for each in library.problems()
            if all(word in f"{each.path} {each.message}".casefold() for word in words)
        ]
        if options.retry and found:
            progress = "auto" if sys.stderr is not None and sys.stderr.isatty() else "none"
            collection = library.collection
            fill(collection, index_of(options, collection), progress, again=[each.path for each in found])
            library.refresh()
            before = {each.path for each in found}
            found = [each for each in library.problems() if each.path in before]
            say(f"{len(before) - len({each.path for each in found})} of {len(before)} can be read now")
    printer = Printer(options.json)
    for each in found:
        if options.json:
            printer.record({"path": each.path, "message": each.message, "hint": each.hint})
            continue
        printer.line((each.path, "yellow"), f": {each.message}")
        if each.hint:
            printer.line((each.hint, "dim"), indent=2)
    return FOUND if found else NOTHING


COMMAND = Command(
    "problems",
    "files that could not be read, or only in part, and what to do",
    ("problems", "problems pdf --retry", "problems --json | jq -r .path"),
    _run,
    _configure,
)
