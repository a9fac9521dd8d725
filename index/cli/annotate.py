"""`annotate`: the dates, names and figures of one text, without a collection."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from pathlib import Path

from index.cli.command import FOUND, NOTHING, Command, add_json
from index.cli.output import Printer, say
from index.errors import SourceError
from index.models import FIGURES, NAMES, Annotation


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f'"{text}" is not a day such as 2021-05-24') from None


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="a text file; - or none is stdin")
    parser.add_argument("--date", type=_day, metavar="DATE", help="the day the text was published, 2021-05-24")
    parser.add_argument("--language", choices=("en", "ru", "ky"), help="its language (default: as it reads)")
    add_json(parser)


def _run(options: Namespace) -> int:
    from index.annotators.dates import find_dates
    from index.annotators.figures import find_figures
    from index.annotators.names import find_names
    from index.cli.records import annotation
    from index.library.recognizers import active
    from index.metadata import detect_language

    text = read_text(options.file)
    gazetteer = None
    if options.collection is not None:
        from index.cli.collection import existing
        from index.names import names_for

        gazetteer = names_for(existing(options.collection))
    language = options.language or detect_language(text) or "en"
    found = [
        *find_dates(text, options.date, language),
        *find_names(text, language, gazetteer=gazetteer, reference=options.date, extras=active()),
        *find_figures(text, language, reference=options.date),
    ]
    found.sort(key=lambda each: (each.start, each.end))
    printer = Printer(options.json)
    for each in found:
        if options.json:
            printer.record(annotation(each))
        else:
            days = (
                ""
                if each.first is None
                else f"  {each.first}"
                if each.first == each.last
                else f"  {each.first} to {each.last}"
            )
            value = number(each.value) if isinstance(each.value, float) else str(each.value or "")
            printer.line(
                f"{each.start}-{each.end}  ",
                (f"{each.kind}  ", "dim"),
                (each.text, "bold"),
                f"  {value}{' ' + each.unit if each.unit else ''}",
                (days, "cyan"),
                (said(each), "dim"),
            )
    if not found:
        say("no dates, names or figures found")
    return FOUND if found else NOTHING


def said(each: Annotation) -> str:
    """What the sentence says of a figure beside its number, or which source a name comes from."""
    if each.kind in FIGURES:
        parts = (each.hedge, each.direction, each.measure, each.period)
    elif each.kind in NAMES:
        parts = (each.basis, "", "", "")
    else:
        return ""
    return "".join(f"  {part}" for part in parts if part)


def number(value: float) -> str:
    """A number as people write it: 2,000,000,000 or 13.6."""
    return f"{value:,.0f}" if value.is_integer() else f"{value:,.10g}"


def read_text(file: str) -> str:
    """The text of a file, or of stdin for "-", as it stands: offsets count its characters. Its encoding is found as
    a refresh finds it, and said where it was guessed. Raises SourceError."""
    from index.sources.base import decode, refuse_binary

    try:
        if file == "-":
            if sys.stdin is None:
                raise SourceError("there is no standard input", "name a file")
            if sys.stdin.isatty():
                say("type or paste the text; ctrl+d ends it")
            raw = sys.stdin.buffer.read()
        else:
            raw = Path(file).expanduser().read_bytes()
    except OSError as error:
        raise SourceError(f"cannot read {file}: {error.strerror or error}") from error
    refuse_binary(raw, file)
    text, _, warning = decode(raw)
    if warning:
        say(f"{file}: {warning}")
    return text


COMMAND = Command(
    "annotate",
    "dates, names and figures of one text, no collection needed",
    (
        "annotate speech.txt --date 2021-05-24",
        "annotate --json < speech.txt",
    ),
    _run,
    _configure,
)
