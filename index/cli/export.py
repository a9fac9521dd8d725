"""`export`: a timeline, or figures by measure, as a file for a spreadsheet, a script, a calendar or a browser."""

from __future__ import annotations

import contextlib
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from index.cli.command import FOUND, NOTHING, Command, add_query
from index.cli.output import say
from index.errors import DossierError

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Page, Parsed

_FORMATS = ("csv", "json", "ics", "html")
_FIGURE_FORMATS = ("csv", "json")


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("what", choices=("timeline", "figures"), help="what to export")
    add_query(parser)
    parser.add_argument(
        "--format",
        choices=_FORMATS,
        help="spreadsheet, JSON lines; for a timeline also calendar, web page (default: FILE's ending, else csv)",
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to FILE in UTF-8, not to stdout")
    parser.add_argument("--force", action="store_true", help="replace FILE where it exists")
    parser.add_argument(
        "--kind",
        choices=("mentioned", "published"),
        help="of a timeline: only dates said, or only days of publication",
    )


def _run(options: Namespace) -> int:
    from index.cli.collection import ask, opened

    output: Path | None = options.output.expanduser() if options.output else None
    ending = output.suffix.lower().removeprefix(".") if output else ""
    format = options.format or (ending if ending in _FORMATS else "csv")
    if options.what == "figures" and format not in _FIGURE_FORMATS:
        raise DossierError(f"figures have no place in {format}", f"--format {' or '.join(_FIGURE_FORMATS)}")
    if output is not None:
        refuse_existing(output, force=options.force)
    with opened(options) as library:
        parsed, page = ask(library, options)
        export = _figures if options.what == "figures" else _timeline
        count, what = export(library, parsed, page, format, output, options)
        if not count:
            say(f"no {what} found in {library.collection}")
            return NOTHING
        if output is not None:
            say(f"{count} {what} written to {output}")
    return FOUND


def _timeline(
    library: Library, parsed: Parsed, page: Page, format: str, output: Path | None, options: Namespace
) -> tuple[int, str]:
    """Write the entries; how many there were, and what they are called."""
    from index.cli.timeline import tell_unplaced
    from index.export import timeline_items, writer

    placed, unplaced = library.chronicle(page)
    entries = [each for each in placed if options.kind in (None, each.kind)]
    tell_unplaced(unplaced, "timeline --unresolved")
    if not entries:
        return 0, "dates"
    title = f"{library.name}: {parsed.text}" if parsed.text.strip() else library.name
    with destination(output, force=options.force) as stream:
        writer(format)(timeline_items(library, entries), stream, title=title)
    return len(entries), "entries"


def _figures(
    library: Library, parsed: Parsed, page: Page, format: str, output: Path | None, options: Namespace
) -> tuple[int, str]:
    """Write the statements; how many there were, and what they are called."""
    from index.export.statements import FORMATS, statement_records

    measures = library.measures(page)
    if not measures:
        return 0, "figures"
    with destination(output, force=options.force) as stream:
        FORMATS[format](statement_records(library, measures), stream)
    return sum(measure.statements for measure in measures), "figures"


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise DossierError where a file is in the way, or its folder is missing."""
    if path.is_dir():
        raise DossierError(f"{path} is a folder", "name a file in it")
    if path.exists() and not force:
        raise DossierError(f"{path} exists", "--force replaces it")
    if not path.parent.is_dir():
        raise DossierError(f"there is no folder {path.parent}", "make it first")


@contextmanager
def destination(path: Path | None, *, force: bool = False) -> Iterator[TextIO]:
    """A stream of UTF-8 without translation of line ends: stdout, or a file that appears whole or not at all."""
    if path is None:
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
        yield sys.stdout
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "x", encoding="utf-8", errors="backslashreplace", newline="") as stream:
            yield stream
        refuse_existing(path, force=force)
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


COMMAND = Command(
    "export",
    "a timeline as CSV, JSON lines, iCalendar or a web page of its own; figures by measure as CSV or JSON lines",
    (
        "export timeline org:EAEU --output eaeu.html",
        "export timeline 'trade mentions:2020..2024' --format csv > trade.csv",
        "export timeline person:путин --kind mentioned --output putin.ics",
        "export figures trade --format csv > trade-figures.csv",
    ),
    _run,
    _configure,
)
