"""The formats in which documents or quotes are exported, to choose one: into a file, or to the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tui.commands import DIALOG, EXPORTING, bindings_for, key_for
from tui.widgets.ink import CURSOR, SELECTED, head_line, line
from tui.widgets.line_list import LineList

NOTEBOOK_ITSELF = "notebook"
Choice = tuple[str, str]
"""A format's name and what it is called."""


def formats(style: str, *, notebook: bool = False) -> list[Choice]:
    """What may be chosen; with `notebook` first all that it says, as Markdown. `style` is the one the settings name."""
    from index.export.citations import FORMATS

    whole = [(NOTEBOOK_ITSELF, "Markdown: quotes, marks and notes, all of the notebook")] if notebook else []
    named = [(each.name, each.label) for each in FORMATS.values() if each.name != "references"]
    own = [] if style in FORMATS else [("references", f"References: {style.rpartition('/')[2]}")]
    if style == "plain":
        own = [("references", "References: plain lines")]
    return [*whole, *named, *own]


class FormatList(LineList):
    """One line for each format."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(EXPORTING),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, what: str, choices: Sequence[Choice], chosen: Callable[[str, bool], object]) -> None:
        super().__init__(id="formats")
        self._what = what
        self._choices = choices
        self._chosen = chosen

    @property
    def row_count(self) -> int:
        """Formats."""
        return len(self._choices)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """What is exported, and the keys."""
        save, copy, close = map(key_for, ("exporting.open", "exporting.copy", "dialog.close"))
        title = f"Export {self._what} · {save} into a file, {copy} to the clipboard, {close} leaves"
        return [head_line(title, width, focused=True)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """What it is called."""
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        return line([(f"{mark} {self._choices[index][1]}", style)], width)

    def chosen(self) -> None:
        """Into a file."""
        self._chosen(self._choices[self.cursor][0], False)

    def action_copy(self) -> None:
        """To the clipboard."""
        self._chosen(self._choices[self.cursor][0], True)


class Exporting(Screen[tuple[str, bool] | None]):
    """Answers with the format chosen and whether it goes to the clipboard; None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#formats"

    def __init__(self, what: str, choices: Sequence[Choice]) -> None:
        super().__init__()
        self.list = FormatList(what, choices, lambda format, copied: self.dismiss((format, copied)))

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def action_close(self) -> None:
        """Export nothing."""
        self.dismiss(None)
