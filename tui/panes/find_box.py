"""The input for words to search inside the text being read; it shows only while it is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from tui.commands import bindings_for


class FindBox(Input):
    """Posts `Typed` for every change; Enter calls `leave`, at once, for the next keys are meant for the text."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("find")]
    DEFAULT_CSS = """
    FindBox, FindBox:focus, FindBox:ansi {
        border: none; height: 1; padding: 0; background: $background;
    }
    """

    class Typed(Message):
        """The words changed."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(self, leave: Callable[[], None], *, id: str = "find") -> None:
        super().__init__(placeholder="Find in this text", compact=True, id=id)
        self._leave = leave
        self.cursor_blink = False
        self.display = False

    def open(self) -> None:
        """Show the box, with what was looked for last selected."""
        self.display = True
        self.screen.set_focus(self)

    def close(self) -> None:
        """Hide the box; its words stay for the next time."""
        if self.display:  # setting it lays the whole screen out anew
            self.display = False

    def on_input_changed(self, event: Input.Changed) -> None:
        """Words are searched as they are typed."""
        event.stop()
        self.post_message(self.Typed(event.value))

    async def action_submit(self) -> None:
        """Enter: back to the text, at what was found."""
        self._leave()
