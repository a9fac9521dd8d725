"""A question that is answered by one line of text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from tui.screens.dialog import Line, Lines
from tui.widgets.cells import wrapped


class Asking(Screen[str | None]):
    """Shows what is asked; answers with what was typed, None where it was left."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "close", show=False)]
    DEFAULT_CSS = """
    Asking Input, Asking Input:focus, Asking Input:ansi {
        dock: bottom; border: none; height: 1; padding: 0; background: $background;
    }
    """
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, text: Sequence[str], value: str, placeholder: str) -> None:
        super().__init__()
        self._text = text
        self._lines = Lines(f"{title} · Enter keeps it, Esc leaves", self._make)
        self._box = Input(value, placeholder=placeholder, compact=True, select_on_focus=False)
        self._box.cursor_blink = False

    def compose(self) -> ComposeResult:
        """What is asked, and below it the input."""
        yield self._lines
        yield self._box

    def _make(self, width: int) -> list[Line]:
        return [[(" " + part, None)] for paragraph in self._text for part in wrapped(paragraph, width - 2)]

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """The answer."""
        event.stop()
        self.dismiss(event.value)

    def action_close(self) -> None:
        """No answer."""
        self.dismiss(None)
