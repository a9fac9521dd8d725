"""`figures`: amounts, percentages, counts and quantities, each in its sentence."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from itertools import islice

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened
    from index.cli.records import chunks, figure

    found = False
    with opened(options, as_one=True) as library:
        _, page = ask(library, options)
        printer = Printer(options.json)
        for part in chunks(islice(library.figures(page), options.limit or None), 100):
            found = True
            rows = library.rows([number for number, _ in part])
            for (_, each), row, sentence in zip(part, rows, library.sentences(part), strict=True):
                if options.json:
                    printer.record(figure(each, sentence, row.id))
                    continue
                unplaced = "period not placed in time" if each.basis.startswith("unresolved") else ""
                about = ", ".join(word for word in (each.measure, each.direction, each.period or unplaced) if word)
                hedge = f"{each.hedge} " if each.hedge else ""
                printer.line(hedge, (each.text, "bold"), f" ({about})" if about else "", "  ", (row.id, "dim"))
                printer.line(sentence, indent=4)
    if not found:
        say(f"no figures found in {library.where}")
    return FOUND if found else NOTHING


COMMAND = Command(
    "figures",
    "amounts, percentages and counts, each in its sentence",
    ("figures trade turnover", "figures org:EAEU --json | jq 'select(.unit == \"USD\")'"),
    _run,
    _configure,
)
