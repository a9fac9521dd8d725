"""`refresh`: index new, changed and removed files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import closing, nullcontext
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.cli.command import FOUND, NOTHING, STOPPED, Command, add_folder, add_json
from index.cli.output import Printer, say
from index.errors import DossierError, IndexBusyError
from index.models import plural

if TYPE_CHECKING:
    from index.cli.stopping import Stop
    from index.refresh import Summary

_BUSY = 3.0  # seconds until a refresh is tried again that found another window at work


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
    parser.add_argument(
        "--watch",
        choices=("auto", "poll"),
        nargs="?",
        const="auto",
        help="go on: refresh whenever the folder has changed, until ctrl+c; poll lists the folder every few seconds "
        "instead of asking the system, which network drives need",
    )
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.cli.stopping import Stop

    with Stop(watch_input=options.progress == "json") as stop:
        return _refresh(options, stop)


def _refresh(options: Namespace, stop: Stop) -> int:
    from index.cli.collection import choose, index_of

    printer = Printer(options.json)
    try:
        collection = choose(options)
        index, wanted = index_of(options, collection), {"described": options.described, "again": options.again}
        summary = fill(collection, index, options.progress, rebuild=options.rebuild, stop=stop, **wanted)
    except DossierError as error:
        if options.watch and isinstance(error, IndexBusyError):
            _complain(error, options.progress)
            return _follow(options, printer, collection, index, stop, late=True)
        if options.progress != "json":
            raise
        _complain(error, options.progress)
        return 2
    _tell(printer, collection, summary)
    if summary.stopped:
        return STOPPED
    if options.watch:
        return _follow(options, printer, collection, index, stop)
    return FOUND if files(summary) else NOTHING


def _follow(
    options: Namespace, printer: Printer, collection: Path, index: Path, stop: Stop, *, late: bool = False
) -> int:
    """Refresh after each change of the folder, at once if one is `late`, until asked to stop. A refresh that fails is
    told; while another window indexes it is tried again."""
    from threading import Thread

    from index.refresh.following import Asked, changes
    from index.refresh.readiness import make_ready

    if options.progress != "json":
        say(f"following {collection}; ctrl+c ends it")
    asked = Asked(stop)
    if not late:  # beside the listening, which is not to begin later for it
        Thread(target=make_ready, args=(collection,), daemon=True).start()
    for _ in chain([None] * late, changes(collection, asked, poll=options.watch == "poll")):
        while not stop():
            try:
                summary = fill(collection, index, options.progress, stop=stop)
            except DossierError as error:
                _complain(error, options.progress)
                if isinstance(error, IndexBusyError) and not asked.wait(_BUSY):
                    continue
            else:
                if summary.stopped:
                    return STOPPED
                if summary.added or summary.changed or summary.removed:
                    _tell(printer, collection, summary)
            break
    return STOPPED


def _complain(error: DossierError, progress: str) -> None:
    from index.cli.progress import reporter

    kind = type(error).__name__
    style = "json" if progress == "json" else "none"
    reporter(style)({"event": "error", "kind": kind, "message": error.message, "hint": error.hint})


def _tell(printer: Printer, collection: Path, summary: Summary) -> None:
    if printer.as_json:
        printer.record(record(collection, summary))
    else:
        _print(printer, summary)


def fill(
    collection: Path,
    index: Path,
    progress: str = "auto",
    *,
    rebuild: bool = False,
    described: bool = False,
    again: Sequence[str] = (),
    stop: Stop | None = None,
) -> Summary:
    """Refresh a collection's index in this process, telling of it on stderr; the rest as in `index.refresh.refresh`.

    ctrl+c, SIGTERM and (with `progress` "json") the end of a piped stdin stop it after the batch at hand, where nobody
    else takes them and says so with `stop`.
    """
    from index.cli.progress import reporter
    from index.cli.stopping import Stop
    from index.refresh import refresh

    report = reporter(progress)
    with closing(report), nullcontext(stop) if stop else Stop(watch_input=progress == "json") as asked:
        summary = refresh(
            collection,
            index=index,
            progress=report,
            stop=asked,
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
        "damage": summary.damage,
    }


def _print(printer: Printer, summary: Summary) -> None:
    count = files(summary)
    if summary.damage:
        printer.line(("the index was damaged and has been made anew", "yellow"), f": {summary.damage}")
    printer.line(
        f"{count} {plural(count, 'file')}: {summary.added} added, {summary.changed} changed, "
        f"{summary.removed} removed, {summary.unchanged} unchanged, in {summary.seconds:.1f} s"
    )
    if summary.stopped:
        printer.line("stopped before the end; the next refresh goes on from here")
    if summary.problems:
        count = len(summary.problems)
        printer.line((f"{count} {plural(count, 'file')} with problems:", "bold"))
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
