"""The table of commands as an argparse parser."""

from __future__ import annotations

from argparse import SUPPRESS, Action, ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NoReturn

from index import __version__
from index.cli.command import Command
from index.cli.output import visible
from index.errors import DossierError

VALUED = ("-C", "--collection", "--index")
"""The options of every command that take a value: whoever looks for the first word must step over it."""


def add_shared(parser: ArgumentParser, *, default: Any = None) -> None:
    """The options of every command. They may stand before or after its name, so the inner parser sets no default."""
    parser.add_argument(
        "-C", "--collection", action=_Collection, type=Path, metavar="FOLDER", default=default,
        help="the collection (default: the one opened last, else the bundled one); given several times, commands that "
        "ask answer for all of them as one",
    )  # fmt: skip
    parser.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        default=default,
        help="its index folder (default: one in the cache folder); of several collections, that of the first",
    )
    parser.add_argument(
        "--debug",
        action="store_true",
        default=default or False,
        help="log everything; show the trace of an unexpected error",
    )


class _Collection(Action):
    """`-C`: the collection, and all where it is given several times."""

    def __call__(
        self, parser: ArgumentParser, namespace: Namespace, values: Any, option_string: str | None = None
    ) -> None:
        namespace.collection = values
        namespace.collections = [*getattr(namespace, "collections", ()), values]


class _Version(Action):
    """`--version`: the release, and the extras that are active. Settings are read for the second alone."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: ArgumentParser, *_: object) -> NoReturn:
        from index.library.recognizers import active

        try:
            extras = ", ".join(each.release for each in active())
        except DossierError:
            extras = ""  # `check` says what is wrong
        print(f"dossier {__version__}" + (f" ({extras})" if extras else ""))
        parser.exit()


class PlainParser(ArgumentParser):
    """A parser whose complaints quote what was typed visibly: a line may have been pasted."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong on stderr and end with 2."""
        super().error(visible(message))


def build(commands: Sequence[Command], program: str) -> ArgumentParser:
    """A parser for `program [options] COMMAND ...`. Every parser's help shows its examples first."""
    parser = PlainParser(
        program,
        description="Search and read a folder of documents from the command line.\n\n"
        + examples(program, [command.examples[0] for command in commands[:6]]),
        epilog="Results go to stdout, talk to stderr. Exit codes: 0 found, 1 nothing found, 2 error, 130 stopped.",
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action=_Version, help="say which release and which extras these are, and exit")
    add_shared(parser)
    group = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in commands:
        inner = group.add_parser(
            command.name,
            help=command.help,
            description=f"{command.help[0].upper()}{command.help[1:]}.\n\n{examples(program, command.examples)}",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.configure(inner)
        add_shared(inner, default=SUPPRESS)
        inner.set_defaults(run=command.run, command=command.name)
    return parser


def settled(parser: ArgumentParser, arguments: Sequence[str]) -> list[str]:
    """The arguments with the words of a query moved to the end, behind `--`.

    argparse takes `-oil` for an option and accepts no words behind one; in a query both are everyday. What stays an
    option is written with two minus signs, or is exactly -C or -h: `-Crimea` is a word to leave out.
    """
    word = first_word(arguments)
    inner = next((each.choices.get(word) for each in parser._actions if isinstance(each.choices, dict)), None)
    if inner is None or not any(action.dest == "query" for action in inner._actions):
        return list(arguments)
    flags = {name: action for action in inner._actions for name in action.option_strings}
    options: list[str] = []
    words: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        if argument == "--":
            words.extend(rest)
        elif argument in flags or argument.startswith("--") or (argument == word and word not in options):
            options.append(argument)
            if argument in flags and flags[argument].nargs is None:
                options.extend(islice(rest, 1))
        else:
            words.append(argument)
    return [*options, "--", *words] if words else options


def examples(program: str, lines: Sequence[str]) -> str:
    """Example lines for a help text, each the program's name and one of `lines`."""
    return "examples:\n" + "\n".join(f"  {program} {line}".rstrip() for line in lines)


def first_word(arguments: Sequence[str]) -> str | None:
    """The first argument that is neither an option nor an option's value, or None."""
    skip = False
    for argument in arguments:
        if skip:
            skip = False
        elif argument == "--":
            return None
        elif argument.startswith("-") and argument != "-":
            skip = argument in VALUED
        else:
            return argument
    return None
