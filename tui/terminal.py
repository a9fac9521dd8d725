"""What a terminal at the end of a slow line needs of a Textual application, apart from what it shows.

- Keys take effect one after the other, however close together they arrive. Over a slow line several come in one packet.
  Textual hands each to whatever has the focus at that moment, without waiting for what the key before it does: of
  "/trade" typed quickly, "e" would reach the document list and start the editor.
- Nothing is sent when another window takes or gives back the focus.
- A hang-up or a polite kill restores the terminal.
- A bug ends the program without a traceback over the screen: the exception is kept for whoever started it.
"""

from __future__ import annotations

import asyncio
import signal
import sys
from typing import TypeVar

from textual.app import App
from textual.events import AppBlur, AppFocus, Event, Key, Mount
from textual.widget import Widget

R = TypeVar("R")
PATIENCE = 0.5  # seconds a key may take before the next one is looked at all the same


class TerminalApp(App[R]):
    """See the module. `signalled` is the signal that ended the application, `failure` the exception that did."""

    def __init__(self) -> None:
        super().__init__()
        self.animation_level = "none"
        self.signalled: int | None = None
        self.failure: BaseException | None = None

    async def on_event(self, event: Event) -> None:
        """Handle a key to its end; leave every other event to Textual."""
        if not isinstance(event, Key) or event.is_forwarded:
            await super().on_event(event)
            return
        focused = self.focused
        typed = focused is not None and focused.check_consume_key(event.key, event.character)
        if typed or not (await self._check_bindings(event.key, priority=True) or await self._check_bindings(event.key)):
            await super().on_event(event)
        if focused is not None:
            await _drained(focused)

    def on_mount(self, event: Mount) -> None:
        """Watch for the signals that ask a program to end."""
        if self.is_headless or sys.platform == "win32":
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        self.signalled = number
        self.exit()

    def on_app_blur(self, event: AppBlur) -> None:
        """Another window has the focus: nothing changes here."""
        event.prevent_default()

    def on_app_focus(self, event: AppFocus) -> None:
        """The focus came back: it is where it was."""
        event.prevent_default()

    def send_to_terminal(self, sequence: str) -> None:
        """Write an escape sequence that draws nothing."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _fatal_error(self) -> None:
        # Textual's hook for an exception nobody caught. Its own version prints a traceback with local variables,
        # which may hold text from documents.
        self.failure = sys.exc_info()[1]
        self._close_messages_no_wait()


async def _drained(widget: Widget) -> None:
    """Wait until a widget and everything above it has handled its messages: they bubble upwards."""
    for node in widget.ancestors_with_self:
        if isinstance(node, Widget):
            done = asyncio.Event()
            if node.call_later(done.set):
                try:
                    await asyncio.wait_for(done.wait(), PATIENCE)
                except TimeoutError:
                    return
