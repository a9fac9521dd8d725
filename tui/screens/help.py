"""Help: the keys of the pane one came from, the keys that work everywhere, the query language."""

from __future__ import annotations

from index.query import FIELDS
from tui.commands import DIALOG, EVERYWHERE, PANES, commands_for, shown
from tui.screens.dialog import HEAD, KEY, Dialog, Line

_NAMES = {
    "search": "Search box",
    "documents": "Document list",
    "reader": "Reader",
    "entities": "Entities",
    "timeline": "Timeline",
}
_SYNTAX = (
    ("trade growth", "both words first, then documents with one of them"),
    ('"trade turnover"', "these words in this order"),
    ('"trade China"~5', "these words near each other, five others between at most"),
    ("bilat*", "words that begin so; the last word while you type, too"),
    ("a AND b, a OR b, NOT a", "as written; also -a and ( )"),
    ("*", "every document"),
)


class Help(Dialog):
    """Opened by `?` in a pane: that pane's keys come first."""

    def __init__(self, place: str) -> None:
        super().__init__("Help · Esc closes, j k Space b move", help_lines(place))


def help_lines(place: str) -> list[Line]:
    """The whole help as lines, the keys of `place` first."""
    lines: list[Line] = []
    here = [place] if place in PANES else []
    for where in [*here, EVERYWHERE, *(pane for pane in PANES if pane not in here), DIALOG]:
        name = {EVERYWHERE: "Everywhere", DIALOG: "In lists and texts shown over the screen"}.get(where)
        lines += _section(name or _NAMES[where], [_keys(where, index) for index in range(len([*commands_for(where)]))])
    lines += _section("Query language", _SYNTAX)
    lines += _section("Fields", [(field.example, field.meaning) for field in FIELDS])
    return lines


def _keys(where: str, index: int) -> tuple[str, str]:
    command = [*commands_for(where)][index]
    return " ".join(shown(key) for key in command.keys), f"{command.label}: {command.help}"


def _section(title: str, rows: object) -> list[Line]:
    pairs = [*rows]  # type: ignore[misc]
    broad = max(len(left) for left, _ in pairs)
    lines: list[Line] = [[(title, HEAD)]]
    lines += [[("  " + left.ljust(min(broad, 28)), KEY), ("  " + right, None)] for left, right in pairs]
    return [*lines, [("", None)]]
