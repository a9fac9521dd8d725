"""The styles of all panes, and lines made from them.

Every difference that means something shows without colour too (bold, underline, italic, reverse, a mark in the
margin); colours are the terminal's own sixteen, on its own background, which suits light and dark terminals and costs
few bytes. Text without a style is sent bare.
"""

from __future__ import annotations

from collections.abc import Iterable

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.cells import head as _head
from tui.widgets.cells import width as _width
from tui.widgets.inert import inert

Piece = tuple[str, Style | None]

SELECTED = Style(reverse=True)  # the row under the cursor of the focused pane
RESTING = Style(bold=True, underline=True)  # the row under the cursor of any other pane
FOCUSED = Style(reverse=True, bold=True)  # the first line of the focused pane
UNFOCUSED = Style(underline=True)  # the first line of any other pane
SECTION = Style(bold=True)
FAINT = Style(dim=True)
HIT = Style(reverse=True)
CURRENT_HIT = Style(reverse=True, bold=True, underline=True)
SNIPPET_HIT = Style(bold=True, underline=True)
HEADING = Style(bold=True, underline=True)
SPEAKER = Style(bold=True, color="magenta")
PERSON = Style(bold=True, color="cyan")
ORGANISATION = Style(bold=True, color="green")
PLACE = Style(bold=True, color="blue")
NAME = Style(bold=True)
DATE = Style(underline=True)
FIGURE = Style(italic=True)
MARKED = Style(italic=True, underline=True)  # a passage of the notebook

CURSOR = "▸"


def line(pieces: Iterable[Piece], width: int, fill: Style | None = None) -> Strip:
    """One line of exactly `width` cells: pieces in order, cut where the line ends, the rest blank in style `fill`.

    The text of every piece is made inert here, so no pane can forget to.
    """
    segments: list[Segment] = []
    left = width
    for text, style in pieces:
        if left <= 0:
            break
        shown = inert(text)
        cells = _width(shown)
        if cells > left:
            shown = shown[: _head(shown, left)]
            cells = _width(shown)
            segments.append(Segment(shown, style))
            left -= cells
            break
        if shown:
            segments.append(Segment(shown, style))
            left -= cells
    if left > 0:
        blank = " " * left
        if segments and segments[-1].style == fill:
            segments[-1] = Segment(segments[-1].text + blank, fill)
        else:
            segments.append(Segment(blank, fill))
    return Strip(segments, width)


def head_line(text: str, width: int, *, focused: bool) -> Strip:
    """The first line of a pane: reversed and marked where the focus is, underlined elsewhere."""
    style = FOCUSED if focused else UNFOCUSED
    return line([((CURSOR if focused else " ") + text, style)], width, style)


def grouped(number: int) -> str:
    """A count as people read it: 1,186."""
    return f"{number:,}"


def shown_date(published: str | None, estimated: bool = False) -> str:
    """A publication date in at most 11 cells: "2021-05-24", "~2021-05-24" if estimated, "????-11-27", "—"."""
    if not published:
        return " —"
    return ("~" if estimated else " ") + published.replace("X", "?")
