"""Help: the keys of the pane one came from, the keys that work everywhere, the query language."""

from __future__ import annotations

from collections.abc import Sequence

from index.query import LANGUAGE
from tui.commands import PANES, PLACES, commands_for, shown
from tui.screens.dialog import HEAD, KEY, Dialog, Line
from tui.widgets.cells import wrapped


class Help(Dialog):
    """Opened by `?` in a pane: that pane's keys come first."""

    def __init__(self, place: str) -> None:
        super().__init__("Help · Esc closes, j k Space b move", lambda width: help_lines(place, width))


def help_lines(place: str, width: int) -> list[Line]:
    """The whole help as lines of `width` cells, the keys of `place` first."""
    lines: list[Line] = []
    here = [place] if place in PANES else []
    for where in [*here, *(each for each in PLACES if each not in here)]:
        keys = [(" ".join(map(shown, each.keys)), f"{each.label}. {each.help}") for each in commands_for(where)]
        lines += _section(PLACES[where], keys, width)
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
