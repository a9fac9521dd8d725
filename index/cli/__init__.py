"""The data commands: what the browser shows, for scripts, cron and screen readers. `COMMANDS` is their one table.

    command, parser            what a command is; the table as an argparse parser, with examples first in every help
    search, show, timeline,    one file per command: its arguments, its work, its words; each imports what is heavy
    entities, figures, turns,  only when it runs
    find, why, refresh, check, annotate,
    forget, export, settings,
    notes, searches, set,
    problems, completion
    collection                 options -> collection, index, open Library, query
    records                    the JSON objects, whose keys stay stable
    output, progress           printing: hostile text made visible; a refresh's progress
    stopping, boundary         ctrl+c, SIGTERM and closed pipes; errors, log and exit codes at the outermost edge

Results go to stdout and talk to stderr. Exit codes: 0 found, 1 nothing found, 2 error, 130 stopped, 141 closed pipe.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from index.cli import (
    annotate,
    check,
    completion,
    entities,
    export,
    figures,
    find,
    forget,
    notes,
    problems,
    refresh,
    search,
    searches,
    settings,
    show,
    stating,
    timeline,
    trail,
    turns,
    why,
)
from index.cli.command import Command

COMMANDS: tuple[Command, ...] = (
    search.COMMAND,
    show.COMMAND,
    timeline.COMMAND,
    entities.COMMAND,
    figures.COMMAND,
    turns.COMMAND,
    find.COMMAND,
    why.COMMAND,
    export.COMMAND,
    notes.COMMAND,
    searches.COMMAND,
    trail.COMMAND,
    refresh.COMMAND,
    stating.COMMAND,
    problems.COMMAND,
    check.COMMAND,
    annotate.COMMAND,
    forget.COMMAND,
    settings.COMMAND,
    completion.COMMAND,
)


BROWSER = {
    "keys": "the keys of the browser, on a page to print",
    "demo": "what the browser does, shown in two minutes on its bundled collection",
    "serve": "the browser in a web browser, at an address of this machine",
}
"""Commands about the browser itself: `dossier` runs them, `python -m index` knows their names alone."""


def commands() -> list[tuple[str, str]]:
    """Each command's name and what it gives, in the order of the help: for the README and its test."""
    return [(command.name, command.help) for command in COMMANDS]


def main(argv: Sequence[str] | None = None, program: str = "dossier") -> int:
    """Run one data command and return its exit code. `program` is the name that help and examples show."""
    from index.cli.boundary import guarded, start_logging
    from index.cli.parser import build, settled

    parser = build(COMMANDS, program)
    options = parser.parse_args(settled(parser, sys.argv[1:] if argv is None else argv))
    options.parser = (
        parser
        if options.command != completion.COMMAND.name
        else completion.with_browser(build(COMMANDS, completion.PROGRAM), BROWSER)
    )
    start_logging(options.debug)
    return guarded(lambda: int(options.run(options)), debug=options.debug)
