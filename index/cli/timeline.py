"""`timeline`: the dates a collection speaks of, in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument(
        "--kind", choices=("mentioned", "published"), help="only dates said, or only days of publication"
    )
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened
    from index.cli.records import chunks
    from index.cli.records import entry as record

    with opened(options) as library:
        _, page = ask(library, options)
        entries = [each for each in library.entries(page) if options.kind in (None, each.kind)]
        printer = Printer(options.json)
        for part in chunks(entries[: options.limit] if options.limit else entries):
            rows = library.rows([each.number for each in part])
            for each, row, sentence in zip(part, rows, library.sentences(part), strict=True):
                if options.json:
                    printer.record(record(each, sentence, row.id))
                    continue
                said = each.text if each.kind == "published" else sentence or each.text
                note = f"{each.kind}{', estimated' if each.estimated else ''}"
                printer.line((f"{each.value:<10}", "cyan"), "  ", said, "  ", (f"({note}, {row.id})", "dim"))
        if not entries:
            say(f"no dates found in {library.collection}")
        return FOUND if entries else NOTHING


COMMAND = Command(
    "timeline",
    "dates said in documents and days of publication, in order",
    ("timeline org:EAEU", "timeline 'trade mentions:2020..2024' --json"),
    _run,
    _configure,
)
