"""The names that were hidden, in a list: what each was, how much it stands for, and a key that brings it back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from index.models import plural
from tui.commands import DIALOG, NAMES, bindings_for, key_for
from tui.screens import name_questions
from tui.widgets.cells import cut, pad
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Count
    from tui.screens.name_questions import Decision


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_hidden(self, then: Callable[[Sequence[Count]], None], /) -> None:
        """The names that are hidden now."""

    def decide(self, work: Callable[[Library], Decision], then: Callable[[Decision], None], /) -> None:
        """Record a decision, and show what follows from it."""

    def show_card(self, id: str, /) -> None:
        """Show what is known of a name."""


class HiddenList(LineList):
    """Hidden names by name; the cursor stays where it was when one leaves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in bindings_for(NAMES) if each.action in ("open", "unhide", "card", "undo")),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, names: Sequence[Count], below: Below) -> None:
        super().__init__(id="hidden")
        self._names = list(names)
        self._below = below
        self.said = ""

    @property
    def row_count(self) -> int:
        """Names."""
        return len(self._names)

    @property
    def current(self) -> Count | None:
        """The name under the cursor."""
        return self._names[self.cursor] if self.cursor < len(self._names) else None

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many there are, and the keys."""
        back, undo = key_for("names.unhide"), key_for("names.undo")
        if not self._names:
            return [head_line(f"No name is hidden · {undo} undoes, Esc closes", width, focused=True)]
        text = f"{grouped(len(self._names))} hidden · Enter or {back} shows a name again, {undo} undoes, Esc closes"
        return [head_line(text, width, focused=True)]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """What was done last."""
        return [line([(" " + self.said, FAINT)], width)] if self.said else []

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """A name, its kind, and in how many documents it stands."""
        name = self._names[index]
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        documents = f"{grouped(name.documents)} {plural(name.documents, 'document')}"
        kind = "not known" if name.kind == "name" else name.kind
        about = f"{kind}, {documents}" if name.documents else f"{kind}, in no document now"
        room = max(width - len(about) - 3, 8)
        shown = cut(" ".join(inert(name.name).split()), room)
        return line([(mark + pad(shown, room) + " ", style), (about, style)], width)

    def chosen(self) -> None:
        """Show the name again."""
        self.action_unhide()

    def action_unhide(self) -> None:
        """Show the name again."""
        if (name := self.current) is not None:
            self._below.decide(lambda library: name_questions.unhide(library, name.value), self._decided)

    def action_undo(self) -> None:
        """Take back the last decision about a name."""
        self._below.decide(name_questions.undo, self._decided)

    def action_card(self) -> None:
        """Show what is known of the name."""
        if (name := self.current) is not None:
            self.screen.dismiss(self.said)  # what is chosen on the card shows in the screen below
            self._below.show_card(name.value)

    def _decided(self, decision: Decision) -> None:
        self.said = decision.said
        self._below.ask_hidden(self._renew)
        self.redraw()

    def _renew(self, names: Sequence[Count]) -> None:
        self._names = list(names)
        if self._names:
            self.move_to(min(self.cursor, len(self._names) - 1))
        self.redraw()


class HiddenNames(Screen[str]):
    """Opened by `H` in the sidebar; answers with what was done last, "" for nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#hidden"

    def __init__(self, names: Sequence[Count], below: Below) -> None:
        super().__init__()
        self.list = HiddenList(names, below)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(self.list.said)
