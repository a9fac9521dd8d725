"""Help: the keys of the pane one came from, the keys that work everywhere, the query language."""

from __future__ import annotations

from collections.abc import Sequence

from index.query import LANGUAGE
from tui.commands import DATES, DIALOG, EVERYWHERE, MEASURES, NAMES, PANES, commands_for, shown
from tui.screens.dialog import HEAD, KEY, Dialog, Line, wrapped

_NAMES = {
    "search": "Search box",
    "documents": "Document list",
    "reader": "Reader",
    "entities": "Entities",
    "timeline": "Timeline",
    "find": "Words to find in a text",
    EVERYWHERE: "Everywhere",
    DATES: "On dates shown over the screen",
    NAMES: "On names shown over the screen",
    MEASURES: "Figures view",
    DIALOG: "In texts shown over the screen",
}


class Help(Dialog):
    """Opened by `?` in a pane: that pane's keys come first."""

    def __init__(self, place: str) -> None:
        super().__init__("Help · Esc closes, j k Space b move", lambda width: help_lines(place, width))


def help_lines(place: str, width: int) -> list[Line]:
    """The whole help as lines of `width` cells, the keys of `place` first."""
    lines: list[Line] = []
    here = [place] if place in PANES else []
    others = (pane for pane in PANES if pane not in here)
    for where in [*here, EVERYWHERE, *others, "find", MEASURES, DATES, NAMES, DIALOG]:
        keys = [(" ".join(map(shown, each.keys)), f"{each.label}. {each.help}") for each in commands_for(where)]
        lines += _section(_NAMES[where], keys, width)
    return lines + _section("Query language", LANGUAGE, width)


def _section(title: str, rows: Sequence[tuple[str, str]], width: int) -> list[Line]:
    """A title, and pairs in two columns; the second goes below the first where there is no room beside it."""
    broad = max(len(left) for left, _ in rows)
    beside = width - broad - 5 >= 24
    lines: list[Line] = [[(title, HEAD)]]
    for left, right in rows:
        if beside:
            first, *rest = wrapped(right, width - broad - 5)
            lines.append([("  " + left.ljust(broad), KEY), ("  " + first, None)])
            lines += [[(" " * (broad + 4) + more, None)] for more in rest]
        else:
            lines.append([("  " + left, KEY)])
            lines += [[("    " + more, None)] for more in wrapped(right, width - 5)]
    return [*lines, [("", None)]]
