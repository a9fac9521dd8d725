"""Base of what is shown over the working screen: a titled list or text, closed by Escape or q."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tui.commands import DIALOG, bindings_for
from tui.widgets.ink import Piece, head_line, line
from tui.widgets.line_list import LineList

Line = Sequence[Piece]


class Lines(LineList):
    """Lines of text that scroll; there is no cursor in them."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action != "close"]

    def __init__(self, title: str, lines: Sequence[Line], *, id: str = "lines") -> None:
        super().__init__(id=id)
        self._title = title
        self._text = list(lines)

    @property
    def row_count(self) -> int:
        """Lines in all."""
        return len(self._text)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """The title."""
        return [head_line(self._title, width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One line."""
        return line(self._text[index], width)

    def action_down(self) -> None:
        """One line down."""
        self.scroll_rows(1)

    def action_up(self) -> None:
        """One line up."""
        self.scroll_rows(-1)

    def action_first(self) -> None:
        """The beginning."""
        self.scroll_rows(-self.row_count)

    def action_last(self) -> None:
        """The end."""
        self.scroll_rows(self.row_count)

    def action_page_down(self) -> None:
        """One page down."""
        self.scroll_rows(max(self.room - 1, 1))

    def action_page_up(self) -> None:
        """One page up."""
        self.scroll_rows(-max(self.room - 1, 1))


class Dialog(Screen[None]):
    """A screen with one `Lines`."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#lines"

    def __init__(self, title: str, lines: Sequence[Line]) -> None:
        super().__init__()
        self._lines = Lines(title, lines)

    def compose(self) -> ComposeResult:
        """The text."""
        yield self._lines

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()


HEAD = Style(bold=True, underline=True)
KEY = Style(bold=True)


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """A plain text in lines of at most `width` characters."""
    import textwrap

    return textwrap.wrap(text, width, initial_indent=indent, subsequent_indent=indent) or [indent]
