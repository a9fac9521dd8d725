"""`settings`: what is set, where, and a sample to begin with."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from dataclasses import fields

from index.cli.command import FOUND, Command
from index.cli.output import Printer, say


def _configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--sample", action="store_true", help="a settings file with every key commented, to begin one with"
    )


def _run(options: Namespace) -> int:
    from index.settings import KEYS, Settings, load, sample, settings_file

    printer = Printer()
    if options.sample:
        printer.block(sample().rstrip())
        return FOUND
    path, chosen = settings_file(), load()
    say(f"{path}" + ("" if path.exists() else " does not exist; `settings --sample` prints one to begin with"))
    for field in fields(Settings):
        value = getattr(chosen, field.name)
        if field.name == KEYS:
            for each in value:
                printer.line(f"{KEYS}: {each.command}: {' '.join(each.keys)}")
            continue
        is_set = "" if value == field.default else "   # set"
        printer.line(f"{field.name}: {_shown(value)}{is_set}")
    return FOUND


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "(default)" if value in ("", None) else str(value)


COMMAND = Command(
    "settings", "what is set, and a commented sample", ("settings", "settings --sample"), _run, _configure
)
