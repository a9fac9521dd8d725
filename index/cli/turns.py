"""`turns`: who said what, in transcripts; with --quotes also what articles quote."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from itertools import groupby, islice
from typing import TYPE_CHECKING

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Page, Query, Turn


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument("--quotes", action="store_true", help="also what articles quote, each marked as quoted")
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened
    from index.cli.records import quote_or_turn, turn

    found = False
    record = quote_or_turn if options.quotes else turn
    with opened(options, as_one=True) as library:
        parsed, page = ask(library, options)
        printer = Printer(options.json)
        turns = islice(wanted(library, page, parsed.query, options.quotes), options.limit or None)
        for number, group in groupby(turns, key=lambda pair: pair[0]):
            found = True
            document = library.read(library.rows([number])[0].id)
            if not options.json:
                when = f"{document.published or 'no date'}  {document.id}"
                printer.line((document.title, "bold"), "  ", (when, "dim"))
            for _, each in group:
                if options.json:
                    printer.record(record(each, document.text, document.id))
                else:
                    name = library.entity_name(each.key) if each.quoted and each.key else each.speaker
                    printer.line((f"{name}:", "bold"), (" (quoted)" if each.quoted else "", "dim"), indent=2)
                    printer.block(document.text[each.start : each.end], indent=4)
    if not found:
        say(f"no speakers found in {library.where}")
    return FOUND if found else NOTHING


def wanted(library: Library, page: Page, query: Query, quotes: bool) -> Iterator[tuple[int, Turn]]:
    """The turns, and with `quotes` the quotes, of a page's documents; where the query names speakers
    (`speaker:Putin`), only theirs."""
    keys = set(spoken(query))
    said = (pair for pair in library.turns(page) if quotes or not pair[1].quoted)
    if not keys:
        yield from said
        return
    from index.annotators import reference_day

    for number, group in groupby(said, key=lambda pair: pair[0]):
        day = reference_day(library.rows([number])[0].published)
        speakers = {library.naming.entity(key, day) for key in keys}
        yield from ((number, turn) for _, turn in group if turn.key in speakers)


def spoken(query: Query) -> Iterator[str]:
    """The stored keys of the speakers that a resolved query asks for, those it excludes left out."""
    from index.models import And, Bag, Mentioned, Or

    match query:
        case Mentioned(keys=keys, spoken=True):
            yield from keys
        case And(parts) | Or(parts) | Bag(parts):
            for part in parts:
                yield from spoken(part)


COMMAND = Command(
    "turns",
    "who said what in transcripts; with --quotes also in articles",
    ("turns speaker:Putin trade", "turns --quotes sanctions", "turns --json | jq -r .speaker"),
    _run,
    _configure,
)
