"""`export`: a timeline, figures by measure, or references of documents and quotes, as a file for another program."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from index.cli.command import FOUND, NOTHING, Command, add_query
from index.cli.output import Shown, say
from index.errors import DossierError

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Page, Parsed

_FORMATS = ("csv", "json", "ics", "html")
_FIGURE_FORMATS = ("csv", "json")
_CITED = ("documents", "quotes", "evidence")
# Those of `index.export.citations`, which a test compares: its import would cost every command its time
_CITATION_FORMATS = ("bibtex", "ris", "csl", "markdown", "csv", "chicago", "chicago-notes", "apa", "gost", "references")
_CITATION_ENDINGS = {"bib": "bibtex", "ris": "ris", "json": "csl", "md": "markdown", "csv": "csv", "txt": "references"}


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "what",
        choices=("timeline", "figures", *_CITED),
        help="what to export; documents, quotes kept of them, or the evidence tray in its order, as references",
    )
    add_query(parser)
    parser.add_argument(
        "--format",
        choices=tuple(dict.fromkeys((*_FORMATS, *_CITATION_FORMATS))),
        help="csv or json lines; for a timeline also ics (calendar), html (web page); references as bibtex, ris, csl "
        "(JSON), markdown with footnotes, csv, or as text in a citation style (default: FILE's ending, else csv)",
    )
    parser.add_argument(
        "--style",
        metavar="STYLE",
        help="of markdown and references: plain, chicago, apa, gost or a .csl file",
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
    format = options.format or _by_ending(options.what, ending)
    if format not in (known := _formats(options.what)):
        raise DossierError(f"{options.what} have no place in {format}", f"--format {' or '.join(known)}")
    if output is not None:
        refuse_existing(output, force=options.force)
    with opened(options, as_one=True) as library:
        parsed, page = ask(library, options)
        export = {"timeline": _timeline, "figures": _figures}.get(options.what, _references)
        count, what = export(library, parsed, page, format, output, options)
        if not count:
            say(f"no {what} found in {library.where}")
            return NOTHING
        if output is not None:
            say(f"{count} {what} written to {output}")
    return FOUND


def _formats(what: str) -> tuple[str, ...]:
    return _CITATION_FORMATS if what in _CITED else _FIGURE_FORMATS if what == "figures" else _FORMATS


def _by_ending(what: str, ending: str) -> str:
    if what in _CITED:
        return _CITATION_ENDINGS.get(ending, "csv" if not ending else "references")
    return ending if ending in _FORMATS else "csv"


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


def _references(
    library: Library, parsed: Parsed, page: Page, format: str, output: Path | None, options: Namespace
) -> tuple[int, str]:
    """Write references of the documents found, or of the quotes kept from them; how many there were."""
    from index.cli.collection import settings_of
    from index.export.citations import cited_documents, cited_quotes, write

    if options.what == "documents":
        sources = cited_documents(library, page.numbers)
        count = len(page.numbers)
    else:
        found = {row.id for row in library.rows(page.numbers)} if parsed.text.strip() else None
        kept = library.tray() if options.what == "evidence" else [p for p in library.noted_passages() if p.kept]
        kept = [each for each in kept if found is None or library.home(each.document, each.path) in found]
        sources = iter(cited_quotes(library, kept))
        count = len(kept)
    if not count:
        return 0, options.what
    style = options.style or settings_of(options).citation_style
    title = f"{library.name}: {parsed.text}" if parsed.text.strip() else library.name
    with destination(output, force=options.force) as stream:
        write(format, sources, stream, title=title, style=style)
    return count, "documents" if options.what == "documents" else "quotes"


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
    """A stream of UTF-8 without translation of line ends: stdout, or a file that appears whole or not at all, for its
    user alone unless one of another mode is replaced. To a terminal everything that it would obey is made visible."""
    if path is None:
        with contextlib.suppress(AttributeError, ValueError):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="")  # type: ignore[union-attr]
        yield Shown(sys.stdout) if sys.stdout.isatty() else sys.stdout
        return
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with open(part, "x", encoding="utf-8", errors="backslashreplace", newline="", opener=_private) as stream:
            yield stream
        refuse_existing(path, force=force)
        if path.exists():
            part.chmod(stat.S_IMODE(path.stat().st_mode))
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


COMMAND = Command(
    "export",
    "a timeline as CSV, JSON lines, iCalendar or a web page of its own; figures by measure as CSV or JSON lines; "
    "references of documents and quotes as BibTeX, RIS, CSL JSON, Markdown, CSV or in a citation style",
    (
        "export timeline org:EAEU --output eaeu.html",
        "export timeline 'trade mentions:2020..2024' --format csv > trade.csv",
        "export timeline person:путин --kind mentioned --output putin.ics",
        "export figures trade --format csv > trade-figures.csv",
        "export documents 'trade date:2021' --output trade.bib",
        "export evidence --format markdown --style chicago-notes > evidence.md",
    ),
    _run,
    _configure,
)
