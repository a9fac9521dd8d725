"""Base of what is shown over the working screen: a titled list or text, closed by Escape or q."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tui.commands import DIALOG, bindings_for
from tui.widgets.ink import Piece, head_line, line
from tui.widgets.scrolled import Scrolled

Line = Sequence[Piece]


class Lines(Scrolled):
    """Lines of text that scroll; there is no cursor in them. `make` gives them for a width in cells."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action != "close"]

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]], *, id: str = "lines") -> None:
        super().__init__(id=id)
        self._title = title
        self._make = make
        self._text: Sequence[Line] = ()
        self._made_for = -1

    def renew(self, title: str | None = None) -> None:
        """Make the lines anew: what they say has changed."""
        self._title = self._title if title is None else title
        self._made_for = -1
        self.redraw()

    @property
    def row_count(self) -> int:
        """Lines in all."""
        return len(self._text)

    def paint(self, width: int, height: int) -> list[Strip]:
        """The lines in sight, wrapped anew for another width."""
        if width != self._made_for:
            self._text, self._made_for = self._make(width), width
        return super().paint(width, height)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """The title."""
        return [head_line(self._title, width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One line."""
        return line(self._text[index], width)


class Dialog(Screen[None]):
    """A screen with one `Lines`."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#lines"

    def __init__(self, title: str, make: Callable[[int], Sequence[Line]]) -> None:
        super().__init__()
        self._lines = Lines(title, make)

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._lines

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()


HEAD = Style(bold=True, underline=True)
KEY = Style(bold=True)
