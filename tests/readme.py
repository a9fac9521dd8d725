"""The README's tables, made from the code: `python -m tests.readme --write` renews them and the manual page, tests
compare them."""

from __future__ import annotations

import sys
from pathlib import Path

from index.cli import commands
from index.query import LANGUAGE
from tests import trust
from tui import manual
from tui.commands import COMMANDS, PLACES, shown

README = Path(__file__).parent.parent / "README.md"
PICTURE = Path(__file__).parent / "browser.svg"
SNAPSHOT = Path(__file__).parent / "tui" / "__snapshots__" / "test_snapshots" / "test_screen[browser].svg"


def keys_table() -> str:
    """The key table: every command of every place."""
    lines = ["| where | keys | what it does |", "|---|---|---|"]
    for where in PLACES:
        for command in COMMANDS:
            if command.where == where:
                keys = " ".join(f"`{shown(key)}`" for key in command.keys)
                lines.append(f"| {PLACES[where].lower()} | {keys} | {command.help} |")
    return "\n".join(lines)


def query_table() -> str:
    """The query language, from the same rows as the help screen."""
    lines = ["| write | to find |", "|---|---|"]
    lines += [f"| `{_cell(example)}` | {_cell(meaning)} |" for example, meaning in LANGUAGE]
    return "\n".join(lines)


def commands_table() -> str:
    """The data commands, from the argument parser's own table."""
    lines = ["| command | what it prints |", "|---|---|"]
    lines += [f"| `{name}` | {_cell(help)} |" for name, help in commands()]
    return "\n".join(lines)


def renewed(text: str) -> str:
    """The README's text with its generated tables as the code has them now."""
    tables = {"keys": keys_table(), "query": query_table(), "commands": commands_table(), "trust": trust.table()}
    for name, table in tables.items():
        start, end = text.index(f"<!-- {name} -->\n") + len(f"<!-- {name} -->\n"), text.index(f"<!-- /{name} -->")
        text = f"{text[:start]}{table}\n{text[end:]}"
    return text


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def picture() -> str:
    """The README's picture: the snapshot of the browser that the tests compare with the running app."""
    return SNAPSHOT.read_text(encoding="utf-8")


if __name__ == "__main__":
    fresh = renewed(README.read_text(encoding="utf-8"))
    if "--write" in sys.argv:
        README.write_text(fresh, encoding="utf-8")
        PICTURE.write_text(picture(), encoding="utf-8")
        manual.PAGE.write_text(manual.page(), encoding="utf-8")
    else:
        print(fresh)
