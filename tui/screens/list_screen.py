"""A screen of its own that is one list: figures, notebook, saved searches, trail."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui.commands import DIALOG, bindings_for
from tui.widgets.line_list import LineList

L = TypeVar("L", bound=LineList)


class ListScreen(Screen[None], Generic[L]):
    """Shows a list until it is closed. The list scrolls itself, the screen never."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "LineList"

    def __init__(self, list: L) -> None:
        super().__init__()
        self.list = list
        self.styles.overflow_x = self.styles.overflow_y = "hidden"

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)
