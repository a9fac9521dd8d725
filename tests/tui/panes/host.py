"""A bare app around one pane: what the pane posts is kept in `posted`, newest last."""

from __future__ import annotations

from typing import TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from tui import messages
from tui.widgets.painted import Painted

M = TypeVar("M", bound=Message)


class Host(App[None]):
    """Shows `pane` alone. Panes of a test answer the requests they post themselves, through `answer`."""

    CSS = "Screen { layout: vertical; }"
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, pane: Widget) -> None:
        super().__init__(ansi_color=True)
        self.pane = pane
        self.posted: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.pane

    def on_mount(self) -> None:
        self.pane.focus()

    async def _on_message(self, message: Message) -> None:
        if type(message).__module__ == messages.__name__:
            self.posted.append(message)
        await super()._on_message(message)

    def last(self, kind: type[M]) -> M | None:
        """The newest message of a kind."""
        return next((message for message in reversed(self.posted) if isinstance(message, kind)), None)


def lines(pane: Painted) -> list[str]:
    """What the pane shows, without trailing blanks."""
    return [pane.render_line(y).text.rstrip() for y in range(pane.size.height)]
