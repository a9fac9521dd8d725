"""The manual page, made from the parsers and the tables that the program itself reads: `python -m tui.manual --write`
renews `man/dossier.1`, and a test compares it.

Written in the man macros of troff (groff_man(7)), as every system with `man` reads them.
"""

from __future__ import annotations

import sys
from argparse import SUPPRESS, Action, ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from index import __version__
from index.cli import BROWSER, COMMANDS
from index.cli.parser import build
from index.query import LANGUAGE
from tui.__main__ import browser_parser
from tui.commands import COMMANDS as KEYS
from tui.commands import PLACES, shown

PAGE = Path(__file__).parent.parent / "man" / "dossier.1"
PROGRAM = "dossier"

ENVIRONMENT = (
    ("NO_COLOR", "No colour is sent."),
    ("VISUAL, EDITOR", "The editor of files and of longer notes, the first one that is set."),
    ("BROWSER", "What shows originals and addresses."),
    (
        "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME, XDG_CACHE_HOME",
        "Where settings, notebook, state and index lie.",
    ),
    ("TERM", "In a terminal called dumb the browser does not open; the commands work everywhere."),
    ("TEXTUAL_DISABLE_KITTY_KEY", "Leaves the extended key mode of newer terminals alone."),
)
FILES = (
    ("settings.yaml", "In the configuration folder: what is set. dossier settings says where; --sample prints one."),
    ("notebook.yaml", "In the data folder: what you noted, marked, kept and decided."),
    ("dossier.yaml, names.yaml", "In a collection: facts about its files, and the names it speaks of."),
)
STATUS = (
    ("0", "Found, or done."),
    ("1", "Nothing found."),
    ("2", "An error, said on standard error."),
    ("130", "Stopped by Ctrl-C."),
    ("128 + n", "Ended by signal n."),
)


def page() -> str:
    """The manual page as troff."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    browser, commands = browser_parser(PROGRAM), build(COMMANDS, PROGRAM)
    yield '.\\" Made by python -m tui.manual --write'
    yield f'.TH DOSSIER 1 "" "dossier {__version__}" "User Commands"'
    yield from _section("NAME", "dossier \\- research browser for the terminal, over a folder of documents")
    yield ".SH SYNOPSIS"
    yield ".B dossier\n[\\fIOPTIONS\\fR] [\\fIFOLDER\\fR | \\fIFILE\\fR]\n.br\n.B dossier\n\\fICOMMAND\\fR ..."
    yield ".SH DESCRIPTION"
    yield _text(
        "Opens a folder of saved articles, transcripts and pages: full-text search, names, dates and figures, a "
        "timeline, a notebook. With a command it prints the same in plain lines. The files stay as they are; the index "
        "is a cache and can be thrown away."
    )
    yield ".SH OPTIONS"
    yield from _options(browser)
    yield ".SH COMMANDS"
    (group,) = (each for each in commands._actions if isinstance(each.choices, dict))
    assert isinstance(group.choices, dict)
    for command in COMMANDS:
        yield f".SS {PROGRAM} {_word(command.name)}"
        yield _text(f"{command.help[0].upper()}{command.help[1:]}.")
        yield from _options(group.choices[command.name], leave_out=set(_names(browser)) | {"--help"})
        yield ".PP\n.nf"
        yield from (f"    {_text(f'{PROGRAM} {example}')}" for example in command.examples)
        yield ".fi"
    for name, help in BROWSER.items():
        yield f".SS {PROGRAM} {_word(name)}"
        yield _text(f"{help[0].upper()}{help[1:]}.")
    yield ".SH QUERIES"
    yield from _pairs(LANGUAGE)
    yield ".SH KEYS"
    for where, title in PLACES.items():
        yield f".SS {_text(title)}"
        yield from _pairs(
            [("  ".join(map(shown, each.keys)), f"{each.label}. {each.help}") for each in KEYS if each.where == where]
        )
    for title, rows in (("EXIT STATUS", STATUS), ("ENVIRONMENT", ENVIRONMENT), ("FILES", FILES)):
        yield f".SH {title}"
        yield from _pairs(rows)


def _section(title: str, text: str) -> Iterator[str]:
    yield f".SH {title}"
    yield text


def _names(parser: ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings or [action.dest]


def _options(parser: ArgumentParser, leave_out: set[str] | None = None) -> Iterator[str]:
    for action in parser._actions:
        if action.help is SUPPRESS or (leave_out and leave_out & set(action.option_strings)):
            continue
        yield ".TP"
        yield _usage(action)
        yield _text((action.help or "") % {"default": action.default, "prog": PROGRAM})


def _usage(action: Action) -> str:
    value = action.metavar or ("{" + ",".join(map(str, action.choices)) + "}" if action.choices else "")
    value = value if isinstance(value, str) else " ".join(value)
    argument = f"\\fI{_text(value or action.dest.upper())}\\fR" if action.nargs != 0 else ""
    names = ", ".join(f"\\fB{_text(name)}\\fR" for name in action.option_strings)
    return f"{names} {argument}".strip()


def _pairs(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    for left, right in rows:
        yield ".TP"
        yield f"\\fB{_text(left)}\\fR"
        yield _text(right)


def _text(text: str) -> str:
    """A text as troff reads it: no character is a command, a minus sign stays one."""
    shown = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{shown}" if shown.startswith((".", "'")) else shown


def _word(text: str) -> str:
    return text.replace("-", "\\-")


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(page(), encoding="utf-8")
    else:
        print(page(), end="")
