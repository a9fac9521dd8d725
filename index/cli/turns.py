"""`turns`: who said what in transcripts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import groupby, islice

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened
    from index.cli.records import turn

    found = False
    with opened(options) as library:
        _, page = ask(library, options)
        printer = Printer(options.json)
        turns = islice(library.turns(page), options.limit or None)
        for number, group in groupby(turns, key=lambda pair: pair[0]):
            found = True
            document = library.read(library.rows([number])[0].id)
            if not options.json:
                printer.line(
                    (document.title, "bold"), "  ", (f"{document.published or 'no date'}  {document.id}", "dim")
                )
            for _, each in group:
                if options.json:
                    printer.record(turn(each, document.text, document.id))
                else:
                    printer.line((f"{each.speaker}:", "bold"), indent=2)
                    printer.block(document.text[each.start : each.end], indent=4)
    if not found:
        say("no speakers found")
    return FOUND if found else NOTHING


COMMAND = Command(
    "turns",
    "who said what in transcripts",
    ("turns speaker:Putin trade", "turns --json | jq -r .speaker"),
    _run,
    _configure,
)
