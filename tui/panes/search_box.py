"""The search box: one line, searched on every letter, with earlier queries on Up and Down and completion on Tab.

Filters that a pane added stand in the text itself (`person:"Vladimir Putin"`) and are drawn as chips; what the
parser complains about is underlined. The box knows no query language: the screen tells it where both are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.events import Blur
from textual.message import Message
from textual.widgets import Input

from index.models import Complaint, Span
from tui.commands import bindings_for
from tui.widgets.inert import inert


class SearchBox(Input):
    """Posts `Typed` for every change a person makes, `CompletionWanted` on Tab; Enter calls `leave`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("search")]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"search-box--chip"}
    DEFAULT_CSS = """
    SearchBox, SearchBox:focus, SearchBox:ansi { border: none; height: 1; padding: 0; background: $background; }
    SearchBox > .search-box--chip { text-style: reverse; }
    """

    class Typed(Message):
        """The text was changed by its user: search for it, the last word still being typed."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    class CompletionWanted(Message):
        """Tab: what completes the text at the cursor? Answer with `offer`."""

        def __init__(self, text: str, cursor: int) -> None:
            self.text = text
            self.cursor = cursor
            super().__init__()

    class Left(Message):
        """The box lost the focus; `text` is what stands in it."""

        def __init__(self, text: str) -> None:
            self.text = text
            super().__init__()

    def __init__(
        self, chips: Callable[[str], Sequence[Span]], leave: Callable[[], None], *, id: str = "search"
    ) -> None:
        super().__init__(placeholder="Search: / and type", select_on_focus=False, compact=True, id=id)
        self.cursor_blink = False
        self._chips = chips
        self._leave = leave
        self._complaints: tuple[Complaint, ...] = ()
        self._shown = ""  # what the screen put here, not typed
        self._earlier: list[str] = []
        self._back = 0  # how many queries back is shown; 0 is the one being typed
        self._draft = ""
        self._offers: list[str] = []
        self._beside = False  # whether the next word begun goes beside the one at the end

    # --- What the screen does -----------------------------------------------------------------------------

    def put(self, text: str) -> None:
        """Show a text without a `Typed` message: a filter was added, or another view is shown."""
        self._shown = text
        self._complaints = ()
        self._beside = False
        self.value = text
        self.cursor_position = len(text)

    def make_room(self) -> None:
        """Before somebody types: words go beside the last filter, and beside a last word that stands, not into it.
        Backspace first goes on with that word."""
        chips = self._chips(self.value)
        if chips and chips[-1].end == len(self.value):
            self.put(self.value + " ")
        self._beside = self.value[-1:].isalnum()

    def insert_text_at_cursor(self, text: str) -> None:
        """Letters typed or pasted."""
        begun = text[:1].isalnum() or text[:1] in ('"', "(", "-")
        at_a_word = self.cursor_position == len(self.value) and self.value[-1:].isalnum()
        if self._beside and begun and at_a_word:
            text = f" {text}"
        self._beside = False
        super().insert_text_at_cursor(text)

    def action_delete_left(self) -> None:
        """Backspace: go on with the word at the end."""
        self._beside = False
        super().action_delete_left()

    def complain(self, complaints: Sequence[Complaint]) -> None:
        """Underline what the parser did not understand."""
        if tuple(complaints) != self._complaints:
            self._complaints = tuple(complaints)
            self.refresh()

    def recall_from(self, earlier: Sequence[str]) -> None:
        """The earlier queries that Up goes through, the latest last."""
        self._earlier = list(earlier)
        self._back = 0

    def offer(self, completions: Sequence[str]) -> str | None:
        """Take the first completion; Tab goes through the rest. Returns what was taken, None where nothing was."""
        self._offers = [text for text in completions if text != self.value]
        return self._take_offer()

    # --- What the keys do ---------------------------------------------------------------------------------

    async def action_submit(self) -> None:
        """Enter: to the list, at once. As a message it would come after the next keys, which are meant for the list."""
        self._leave()

    def action_clear(self) -> None:
        """ctrl+u: begin anew."""
        self._write("")

    def action_older_query(self) -> None:
        """Up: the query before."""
        self._recall(1)

    def action_newer_query(self) -> None:
        """Down: the query after, in the end what was being typed."""
        self._recall(-1)

    def action_complete(self) -> None:
        """Tab: complete, or go on to the next completion offered."""
        if self._offers and self._take_offer() is not None:
            return
        self.post_message(self.CompletionWanted(self.value, self.cursor_position))

    def _recall(self, by: int) -> None:
        if self._back == 0:
            self._draft = self.value
        back = self._back + by
        if 0 <= back <= len(self._earlier):
            self._back = back
            self._write(self._earlier[-back] if back else self._draft)

    def _take_offer(self) -> str | None:
        if not self._offers:
            return None
        text, *rest = self._offers
        self._write(text)
        self._offers = rest
        return text

    def _write(self, text: str) -> None:
        """Replace the text as if typed."""
        self.value = text
        self.cursor_position = len(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell the screen what was typed; what the screen itself put here is no news to it."""
        event.stop()
        if event.value != self.value:  # something newer stands there by now, and will be told
            return
        shown, self._shown = self._shown, event.value
        if event.value == shown:
            return
        self._complaints = ()
        if self._back and event.value != self._earlier[-self._back]:
            self._back = 0
        if self._offers and event.value not in self._offers:
            self._offers = []
        self.post_message(self.Typed(event.value))

    def on_blur(self, event: Blur) -> None:
        """Nothing half offered or recalled survives leaving the box."""
        self._offers = []
        self._back = 0
        self.post_message(self.Left(self.value))

    @property
    def _value(self) -> Text:
        """The text as drawn, with its chips and complaints. Nothing typed or pasted can move the cursor."""
        text = Text(inert(self.value), no_wrap=True, overflow="ignore", end="")
        chip = self.get_component_rich_style("search-box--chip")
        for span in self._chips(self.value):
            text.stylize(chip, span.start, span.end)
        for complaint in self._complaints:
            text.stylize(Style(underline=True, bold=True), complaint.start, max(complaint.end, complaint.start + 1))
        return text
