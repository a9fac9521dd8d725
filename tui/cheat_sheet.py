"""`dossier keys`: every key of the browser on one printed page, as the settings have them."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence

from index import settings
from tui.commands import PLACES, choose_keys, commands_for, shown
from tui.keymap import keymap


def main(arguments: Sequence[str], program: str) -> int:
    """Print the sheet; 0. Raises SettingsError for settings that cannot work."""
    parser = ArgumentParser(
        f"{program} keys", description="Print the keys of the browser, on a page to print.", allow_abbrev=False
    )
    parser.add_argument(
        "--names", action="store_true", help="the name of each command, by which settings.yaml calls it"
    )
    options = parser.parse_args(arguments)
    chosen = settings.load()
    choose_keys(keymap(chosen.keymap, chosen.keys))
    print(sheet(names=options.names), end="")
    return 0


def sheet(*, names: bool = False) -> str:
    """The keys of every place as lines of plain text; with the names of commands in place of what they do."""
    rows = {where: [(_keys(each.keys), each.name if names else each.help) for each in commands_for(where)]
            for where in PLACES}  # fmt: skip
    broad = max(len(keys) for where in rows for keys, _ in rows[where])
    lines = []
    for where, title in PLACES.items():
        lines += [title, *(f"  {keys:<{broad}}  {words}" for keys, words in rows[where]), ""]
    return "\n".join(lines)


def _keys(keys: Sequence[str]) -> str:
    return " ".join(map(shown, keys))
