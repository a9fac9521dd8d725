"""A list that draws only the rows on screen: 100,000 rows cost what 20 do.

Between `head_height` fixed lines on top and `foot_height` at the bottom it shows rows by index. A subclass says how
many there are, which can take the cursor, and draws one. Keys and mouse are the same in every list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from tui.widgets.painted import Painted
from tui.widgets.shift import Band

if TYPE_CHECKING:
    from textual import events


class LineList(Painted):
    """Base of lists: `row_count`, `paint_row`, and where they differ `selectable`, `paint_head`, `paint_foot`."""

    WHEEL = 3  # rows per notch

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.cursor = 0
        self.top = 0
        self._head = 0
        self._room = 0
        self._reveal_wanted = True

    # --- What a subclass answers ---

    @property
    def row_count(self) -> int:
        """Rows in all, rules and section heads included."""
        raise NotImplementedError

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One row."""
        raise NotImplementedError

    def selectable(self, index: int) -> bool:
        """Whether the cursor may stand on this row."""
        return True

    def has_cursor(self, index: int) -> bool:
        """Whether this row is seen to be the one under the cursor, so that a click on it chooses."""
        return index == self.cursor

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Fixed lines above the rows, for a pane of this size."""
        return []

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """Fixed lines below the rows."""
        return []

    def paint_empty(self, width: int) -> list[Strip]:
        """Lines instead of rows, when there are none."""
        return []

    def cursor_moved(self) -> None:
        """The cursor came to another row."""

    def chosen(self) -> None:
        """Enter, or a click on the row under the cursor."""

    def painted(self, first: int, last: int) -> None:
        """Rows `first` to `last` (exclusive) are on screen."""

    # --- Drawing ---

    def paint(self, width: int, height: int) -> list[Strip]:
        """Head, visible rows, foot."""
        head = self.paint_head(width, height)
        foot = self.paint_foot(width, height)
        room = max(height - len(head) - len(foot), 0)
        self._head, self._room = len(head), room
        count = self.row_count
        if self._reveal_wanted:
            self.reveal()
        self.top = max(0, min(self.top, count - room))
        if count:
            last = min(self.top + room, count)
            rows = [self.paint_row(i, width, selected=i == self.cursor) for i in range(self.top, last)]
            self.painted(self.top, last)
        else:
            rows = self.paint_empty(width)[:room]
        rows += [Strip.blank(width)] * (room - len(rows))
        return (head + rows + foot)[:height]

    def band(self) -> Band:
        """The rows."""
        return Band(self._head, self._room, self.top)

    @property
    def room(self) -> int:
        """Rows that fit on screen, as last painted."""
        return self._room

    # --- Moving ---

    def nearest(self, index: int, direction: int) -> int | None:
        """The selectable row at `index` or the next one in `direction`; None where there is none."""
        while 0 <= index < self.row_count:
            if self.selectable(index):
                return index
            index += direction
        return None

    def move_to(self, index: int, *, direction: int = 1) -> bool:
        """Put the cursor on a row, or the nearest one that can take it, and show it. False if it stayed."""
        index = max(0, min(index, self.row_count - 1))
        found = self.nearest(index, direction)
        if found is None:
            found = self.nearest(index, -direction)
        if found is None or found == self.cursor:
            moved = False
        else:
            self.cursor = found
            moved = True
        self.reveal()
        self.redraw()
        if moved:
            self.cursor_moved()
        return moved

    def reveal(self) -> None:
        """Scroll so that the cursor is visible: line by line where the terminal does the scrolling, else by half a
        screen, since each scrolled screen is sent whole."""
        room = self._room
        self._reveal_wanted = not room
        if not room:
            return
        if not self.top <= self.cursor < self.top + room:
            below = self.cursor >= self.top + room
            near = abs(self.cursor - (self.top + room - 1 if below else self.top)) <= room
            close = self.top - 2 <= self.cursor <= self.top + room + 1 and self.scrolls_by_terminal
            context = 0 if close else room // 2 if near else room // 3
            self.top = self.cursor - (room - 1 - context if below and near else context)
        if self.cursor > 0 and self.cursor == self.top and not self.selectable(self.cursor - 1):
            self.top -= 1  # keep the rule or section head above its first row in sight
        self.top = max(0, min(self.top, self.row_count - room))

    def on_resize(self, event: events.Resize) -> None:
        """Another height: the cursor stays in sight."""
        self._reveal_wanted = True

    def action_down(self) -> None:
        """One row down."""
        self.move_to(self.cursor + 1)

    def action_up(self) -> None:
        """One row up."""
        self.move_to(self.cursor - 1, direction=-1)

    def action_first(self) -> None:
        """The first row."""
        self.move_to(0)

    def action_last(self) -> None:
        """The last row."""
        self.move_to(self.row_count - 1, direction=-1)

    def action_page_down(self) -> None:
        """One page down."""
        self.move_to(self.cursor + max(self._room - 1, 1), direction=-1)

    def action_page_up(self) -> None:
        """One page up."""
        self.move_to(self.cursor - max(self._room - 1, 1))

    def action_open(self) -> None:
        """Choose the row under the cursor."""
        self.chosen()

    # --- Mouse ---

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor; on the row under the cursor it chooses."""
        index = self.top + event.y - self._head
        if not 0 <= event.y - self._head < self._room or index >= self.row_count or not self.selectable(index):
            return
        event.stop()
        if self.has_cursor(index):
            self.chosen()
        else:
            self.move_to(index)

    def scroll_rows(self, rows: int) -> None:
        """Scroll without moving the cursor."""
        self.top = max(0, min(self.top + rows, self.row_count - self._room))
        self.redraw()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls; the cursor stays."""
        event.stop()
        self.scroll_rows(self.WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls; the cursor stays."""
        event.stop()
        self.scroll_rows(-self.WHEEL)
