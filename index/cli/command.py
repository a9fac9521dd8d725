"""What a data command is, and the options that several of them share."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

FOUND, NOTHING, ERROR, STOPPED = 0, 1, 2, 130
"""Exit codes, as grep has them: results, no results, an error, ended by ctrl+c or asked to stop."""


def _nothing(parser: ArgumentParser) -> None:
    """A command without arguments of its own."""


@dataclass(frozen=True, slots=True)
class Command:
    """One data command. `configure` adds its arguments to a parser, `run` does the work and returns the exit code.

    Modules of commands are imported all together, so what a command needs beyond argparse it imports inside `run`.
    """

    name: str
    help: str  # one line, for the list of commands and the README
    examples: tuple[str, ...]  # what follows the program's name
    run: Callable[[Namespace], int]
    configure: Callable[[ArgumentParser], None] = _nothing


def add_query(parser: ArgumentParser) -> None:
    """Words of a query. Several are joined by blanks, so that plain words need no quotes."""
    parser.add_argument(
        "query",
        nargs="*",
        metavar="QUERY",
        help="what to search for; none at all is everything. Put it in quotes where the shell would touch it",
    )


def add_json(parser: ArgumentParser) -> None:
    """--json, the form for scripts."""
    parser.add_argument("--json", action="store_true", help="one JSON object per line; its keys stay stable")


def add_limit(parser: ArgumentParser, default: str = "all") -> None:
    """--limit N."""
    parser.add_argument(
        "--limit", type=whole, metavar="N", help=f"print at most N results, 0 for all (default: {default})"
    )


def add_order(parser: ArgumentParser) -> None:
    """--order of documents. The names are those of `index.models.Order`."""
    from index.settings import ORDERS

    parser.add_argument("--order", choices=ORDERS, help="order of the documents (default: relevance, or the settings)")


def add_folder(parser: ArgumentParser, *, required: bool = False) -> None:
    """The collection as an argument instead of -C."""
    parser.add_argument(
        "folder",
        nargs=None if required else "?",
        type=Path,
        metavar="FOLDER",
        help="the collection" + ("" if required else " (default: that of -C)"),
    )


def whole(text: str) -> int:
    """A whole number from 0, for argparse."""
    try:
        number = int(text)
    except ValueError:
        number = -1
    if number < 0:
        raise ArgumentTypeError(f'"{text}" is not a whole number from 0')
    return number
