"""`entities`: people, organisations and places, with how many documents name them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say

KINDS = ("person", "organisation", "place", "name", "office")
"""`name` is an untyped candidate; `office` one whose holder on the document's day is not known."""


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--kind", choices=KINDS, help="only names of this kind")
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened
    from index.cli.records import entity

    with opened(options, as_one=True) as library:
        _, page = ask(library, options)
        counts = [each for each in library.entities(page) if options.kind in (None, each.kind)]
    counts = counts[: options.limit] if options.limit else counts
    printer = Printer(options.json)
    if options.json:
        for count in counts:
            printer.record(entity(count))
    elif counts:
        printer.table(
            [
                ("documents", "mentions", "kind", "name", "also"),
                *(
                    (str(each.documents), str(each.mentions), each.kind, each.name, ", ".join(each.aliases))
                    for each in counts
                ),
            ],
            styles=("", "", "dim", "bold", "dim"),
            right=(0, 1),
        )
    else:
        say(f"no names found in {library.where}")
    return FOUND if counts else NOTHING


COMMAND = Command(
    "entities",
    "people, organisations and places, with how many documents name them",
    ("entities --kind person", "entities date:2021 --json"),
    _run,
    _configure,
)
