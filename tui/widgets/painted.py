"""A widget that knows what it has painted, and repaints only the cells that changed.

Textual sends whole regions. Over a slow line that is what costs: a moved cursor need not send two whole rows, a
scrolled text need not send the blanks behind its lines nor, where the terminal can scroll, the lines that stay. So a
`Painted` keeps the lines it last handed out; `redraw` compares them with what they should be now, has the terminal
scroll what only moved, and asks for a refresh of each changed line up to its last changed cell.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from rich.style import Style
from textual.events import DescendantBlur, DescendantFocus
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tui.terminal import TerminalApp
from tui.widgets.cells import char_width, narrow
from tui.widgets.shift import Band, moved_by, pays, shifted

if TYPE_CHECKING:
    from textual import events

Cell = tuple[str, Style | None, int]


def cells_of(strip: Strip) -> list[Cell]:
    """What a strip puts into each cell: text, style, and which half of a double-width character it is."""
    found: list[Cell] = []
    for text, style, _ in strip:
        style = style or None
        if narrow(text):
            found.extend([(char, style, 0) for char in text])
            continue
        for char in text:
            wide = char_width(char)
            if wide:
                found.extend([(char, style, half) for half in range(wide)])
            elif found:
                found[-1] = (found[-1][0] + char, found[-1][1], found[-1][2])
    return found


def changed_until(old: Strip, new: Strip) -> int:
    """Column behind the last cell in which two lines differ; 0 where they are the same."""
    if list(old) == list(new):
        return 0
    before, after = cells_of(old), cells_of(new)
    if len(before) != len(after):
        return max(len(before), len(after))
    end = len(after)
    while end and before[end - 1] == after[end - 1]:
        end -= 1
    # Textual's crop loses combining marks on the last cell, and halves double-width characters: take the next one in.
    while 0 < end < len(after) and (len(after[end - 1][0]) > 1 or after[end][2]):
        end += 1
    return end


class Painted(Widget, can_focus=True):
    """Base of the panes: a subclass answers `paint`, and calls `redraw` whenever its answer may have changed."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: list[Strip] = []
        self._shape = (-1, -1)
        self._band = Band(0, 0, 0)

    def paint(self, width: int, height: int) -> list[Strip]:
        """The lines to show now: `height` strips of `width` cells."""
        raise NotImplementedError

    def band(self) -> Band:
        """The part that scrolls, as it was last painted."""
        return Band(0, 0, 0)

    def redraw(self) -> None:
        """Bring the screen up to date, sending only what changed."""
        width, height = self.size
        if not self.is_mounted or not width or not height:
            return
        shown, lines = self._lines, self.paint(width, height)
        regions: list[Region] = []
        band = self.band()
        if self._shape != (width, height):
            self._lines, self._shape, self._band = lines, (width, height), band
            self.refresh()
            return
        if by := moved_by(self._band, band):
            moved = shifted(shown, band, by, width)
            if pays(shown, moved, lines) and self._let_terminal_scroll(band, by):
                shown = moved
                if not self.app.native_ansi_color:  # lines that came free have the terminal's background, not ours
                    first = band.first + (band.rows - by if by > 0 else 0)
                    regions.append(Region(0, first, width, abs(by)))
        for y, (old, new) in enumerate(zip(shown, lines, strict=True)):
            if end := changed_until(old, new):
                regions.append(Region(0, y, end, 1))
        self._lines, self._band = lines, band
        if regions:
            self.refresh(*regions)

    @property
    def scrolls_by_terminal(self) -> bool:
        """Whether a terminal may do the scrolling: it shows this over whole lines. Then a line costs a line."""
        app = self.app
        if not isinstance(app, TerminalApp) or not app.can_scroll:
            return False
        return not self.region.x and self.region.width == self.app.size.width

    def _let_terminal_scroll(self, band: Band, by: int) -> bool:
        """Have the terminal move a band, if it shows what was last painted, over whole lines, with nothing above it."""
        app, screen = self.app, self.screen
        if not isinstance(app, TerminalApp) or not app.can_scroll or app.screen is not screen:
            return False
        # What was refreshed but is not on screen yet waits in the widget first, then in the compositor.
        if self._repaint_regions or screen._compositor._dirty_regions or self.styles.gutter:
            return False
        x, y, width, _ = self.region
        rows = range(y + band.first, y + band.first + band.rows)
        if x or width != app.size.width or rows.stop > app.size.height:
            return False
        if not all(screen.get_widget_at(column, row)[0] is self for row in rows for column in range(0, width, 8)):
            return False
        if not all(screen.get_widget_at(width - 1, row)[0] is self for row in rows):
            return False
        app.scroll_terminal(rows.start, rows.stop - 1, by)
        return True

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of a region. Textual's cache of lines is passed by: it knows nothing of a scrolled terminal."""
        if self.styles.gutter:
            return super().render_lines(crop)
        strips = [self.render_line(y) for y in crop.line_range]
        _, background = self.background_colors
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        """One line as it was last painted; painted first if the size is new. On a theme with colours of its own, in
        these; the terminal's own colours need nothing said."""
        width, height = self.size
        if self._shape != (width, height):
            self._lines, self._shape = self.paint(width, height), (width, height)
            self._band = self.band()
        strip = self._lines[y] if y < len(self._lines) else Strip.blank(width)
        return strip if self.app.native_ansi_color else strip.apply_style(self.rich_style)

    def watch_hover_style(self, previous_hover_style: Style, hover_style: Style) -> None:
        """Do nothing: Textual lights up the link under the mouse, and so would repaint a whole pane at every move."""

    def on_resize(self, event: events.Resize) -> None:
        """A new size: what is shown is laid out anew."""
        self.redraw()

    def focus(self, scroll_visible: bool = True) -> Self:
        """Ask for the focus. What Textual does, without its repaint of the whole widget."""
        self.app.call_later(self._take_focus, scroll_visible)
        return self

    def _take_focus(self, scroll_visible: bool) -> None:
        if self.is_attached:
            self.screen.set_focus(self, scroll_visible=scroll_visible)

    def on_focus(self, event: events.Focus) -> None:
        """Take the focus. What Textual does, without its repaint of the whole widget: the first line says it."""
        event.prevent_default()
        self.has_focus = True
        self.redraw()
        if self.parent is not None:
            self.parent.post_message(DescendantFocus(self))

    def on_blur(self, event: events.Blur) -> None:
        """Lose the focus."""
        event.prevent_default()
        self.has_focus = False
        self.redraw()
        if self.parent is not None:
            self.parent.post_message(DescendantBlur(self))
