"""Keys take effect one after the other, however close together they arrive.

Over a slow line several keys come in one packet. Textual hands each to whatever has the focus at that moment, without
waiting for what the key before it does: of "/trade" typed quickly, "e" would reach the document list and start the
editor. Here a key that is not typed into an input runs its binding at once, and everything a key has caused is done
before the next one is looked at.
"""

from __future__ import annotations

import asyncio
from typing import TypeVar

from textual.app import App
from textual.events import Event, Key
from textual.widget import Widget

R = TypeVar("R")
PATIENCE = 0.5  # seconds a key may take before the next one is looked at all the same


class OrderedKeys(App[R]):
    """An application whose keys are handled strictly in order."""

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
