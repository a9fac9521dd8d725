"""`refresh`: index new, changed and removed files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.cli.command import FOUND, NOTHING, STOPPED, Command, add_folder, add_json
from index.cli.output import Printer
from index.errors import DossierError

if TYPE_CHECKING:
    from index.refresh import Summary


def _configure(parser: ArgumentParser) -> None:
    add_folder(parser)
    parser.add_argument(
        "--progress",
        choices=("auto", "json", "none"),
        default="auto",
        help="progress on stderr: for reading (auto), one JSON object per line, or none. "
        "With json, the end of a piped standard input stops the work cleanly",
    )
    parser.add_argument("--rebuild", action="store_true", help="read every file again into a new index")
    parser.add_argument(
        "--described",
        action="store_true",
        help="only read again those files of which dossier.yaml says something new; look for no others",
    )
    parser.add_argument(
        "--again", action="append", default=[], metavar="PATH", help="read this file of the collection in any case"
    )
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.collection import choose, index_of
    from index.cli.progress import reporter

    try:
        collection = choose(options)
        index, wanted = index_of(options, collection), {"described": options.described, "again": options.again}
        summary = fill(collection, index, options.progress, rebuild=options.rebuild, **wanted)
    except DossierError as error:
        if options.progress != "json":
            raise
        kind = type(error).__name__
        reporter("json")({"event": "error", "kind": kind, "message": error.message, "hint": error.hint})
        return 2
    printer = Printer(options.json)
    if options.json:
        printer.record(record(collection, summary))
    else:
        _print(printer, summary)
    if summary.stopped:
        return STOPPED
    return FOUND if files(summary) else NOTHING


def fill(
    collection: Path,
    index: Path,
    progress: str = "auto",
    *,
    rebuild: bool = False,
    described: bool = False,
    again: Sequence[str] = (),
) -> Summary:
    """Refresh a collection's index in this process, telling of it on stderr; the rest as in `index.refresh.refresh`.

    ctrl+c, SIGTERM and (with `progress` "json") the end of a piped stdin stop it after the batch at hand.
    """
    from index.cli.progress import reporter
    from index.cli.stopping import Stop
    from index.refresh import refresh

    report = reporter(progress)
    with closing(report), Stop(watch_input=progress == "json") as stop:
        summary = refresh(
            collection,
            index=index,
            progress=report,
            stop=stop,
            rebuild=rebuild,
            described=described,
            again=again,
        )
        report(summary.event())
    return summary


def files(summary: Summary) -> int:
    """How many files of the collection can be searched now."""
    return summary.added + summary.changed + summary.unchanged


def record(collection: Path, summary: Summary) -> dict[str, Any]:
    """The summary as the JSON object of `refresh --json`."""
    return {
        "collection": str(collection),
        "added": summary.added,
        "changed": summary.changed,
        "removed": summary.removed,
        "unchanged": summary.unchanged,
        "files": files(summary),
        "problems": [{"path": each.path, "message": each.message, "hint": each.hint} for each in summary.problems],
        "stopped": summary.stopped,
        "seconds": round(summary.seconds, 3),
    }


def _print(printer: Printer, summary: Summary) -> None:
    count = files(summary)
    printer.line(
        f"{count} file{'s' if count != 1 else ''}: {summary.added} added, {summary.changed} changed, "
        f"{summary.removed} removed, {summary.unchanged} unchanged, in {summary.seconds:.1f} s"
    )
    if summary.stopped:
        printer.line("stopped before the end; the next refresh goes on from here")
    if summary.problems:
        count = len(summary.problems)
        printer.line((f"{count} file{'s' if count != 1 else ''} with problems:", "bold"))
        for each in summary.problems:
            printer.line((each.path, "yellow"), f": {each.message}", indent=2)
            if each.hint:
                printer.line((each.hint, "dim"), indent=4)


COMMAND = Command(
    "refresh",
    "index new, changed and removed files",
    ("refresh ~/documents", "refresh --rebuild", "refresh --progress none --json"),
    _run,
    _configure,
)
