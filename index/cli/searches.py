"""`searches`: the searches saved in the notebook, with what each finds now and what of it is new."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, NOTHING, Command, add_json
from index.cli.output import Printer, say
from index.errors import DossierError


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=("list", "forget"), default="list", help="print them (default); take one out"
    )
    parser.add_argument("name", nargs="*", metavar="NAME", help="forget: which")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import opened

    with opened(options) as library:
        if options.action == "forget":
            if not options.name:
                raise DossierError("searches forget needs a name", "searches lists them")
            say(f"{library.forget_search(' '.join(options.name)).name} is no longer saved")
            return FOUND
        totals = library.totals()
        printer = Printer(options.json)
        for each in totals:
            search = each.search
            if options.json:
                said = {"name": search.name, "query": search.query, "order": search.sort, "pane": search.pane}
                printer.record(said | {"when": search.when, "documents": each.total, "new": each.new})
        if totals and not options.json:
            rows = [[each.search.name, f"{each.total:,}", f"{each.new:,} new", each.search.query] for each in totals]
            printer.table(rows, ("bold",), right=(1, 2))
        if not totals:
            say("no search is saved; search --save NAME saves one")
        return FOUND if totals else NOTHING


COMMAND = Command(
    "searches",
    "the searches you saved, with what each finds now and what of it is new",
    ("searches", "searches forget sanctions", "searches --json | jq 'select(.new > 0)'"),
    _run,
    _configure,
)
