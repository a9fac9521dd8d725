"""`timeline`: the dates a collection speaks of, in order."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.cli.command import FOUND, NOTHING, Command, add_json, add_limit, add_query
from index.cli.output import Printer, say
from index.models import plural

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Entry


def _configure(parser: ArgumentParser) -> None:
    add_query(parser)
    parser.add_argument(
        "--kind", choices=("mentioned", "published"), help="only dates said, or only days of publication"
    )
    parser.add_argument(
        "--unresolved", action="store_true", help="instead, what could not be placed in time, with the reason"
    )
    add_limit(parser)
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened

    with opened(options, as_one=True) as library:
        _, page = ask(library, options)
        placed, unplaced = library.chronicle(page)
        found = [each for each in (unplaced if options.unresolved else placed) if options.kind in (None, each.kind)]
        _print(library, found[: options.limit] if options.limit else found, options)
        if not options.unresolved:
            tell_unplaced(unplaced, "--unresolved")
        if not found:
            what = "date without a place in time" if options.unresolved else "dates"
            say(f"no {what} found in {library.where}")
        return FOUND if found else NOTHING


def _print(library: Library, entries: Sequence[Entry], options: Namespace) -> None:
    """Each entry in its sentence; one without days with the reason."""
    from index.cli.records import chunks
    from index.cli.records import entry as record

    printer = Printer(options.json)
    for part in chunks(entries):
        rows = library.rows([each.number for each in part])
        for each, row, sentence in zip(part, rows, library.sentences(part), strict=True):
            reason = each.basis.partition(": ")[2] if each.first is None else ""
            if options.json:
                printer.record(record(each, sentence, row.id) | ({"reason": reason} if options.unresolved else {}))
                continue
            said = each.text if each.kind == "published" else sentence or each.text
            note = f"{each.kind}{', estimated' if each.estimated else ''}"
            if reason:
                said = f"{each.text}: {reason}" if each.kind == "published" else f"“{each.text}”: {reason}: {said}"
            printer.line((f"{each.value:<16}", "cyan"), "  ", said, "  ", (f"({note}, {row.id})", "dim"))


def tell_unplaced(unplaced: Sequence[Entry], how: str) -> None:
    """On stderr what is not among the dates printed, counted, and `how` it is listed: vague words ("recently") seek no
    place, the others do."""
    said = [each for each in unplaced if each.kind == "mentioned" and not each.basis.startswith("vague")]
    undated = sum(each.kind == "published" for each in unplaced)
    told = []
    if said:
        told.append(f"{_many(len(said), 'date')} in {_many(len({each.number for each in said}), 'document')}")
    if undated:
        told.append(f"{_many(undated, 'document')} without a date")
    if told:
        say(f"without a place in time: {', '.join(told)}; {how} lists them")


def _many(count: int, what: str) -> str:
    return f"{count} {plural(count, what)}"


COMMAND = Command(
    "timeline",
    "dates said in documents and days of publication, in order",
    ("timeline org:EAEU", "timeline 'trade mentions:2020..2024' --json", "timeline --unresolved"),
    _run,
    _configure,
)
