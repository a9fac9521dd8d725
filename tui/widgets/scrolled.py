"""Lines that are scrolled as a text is: no row is chosen, the keys that move move what is in sight."""

from __future__ import annotations

from tui.widgets.line_list import LineList


class Scrolled(LineList):
    """A `LineList` without a cursor."""

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
