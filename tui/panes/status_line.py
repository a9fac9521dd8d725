"""The last lines of the screen: what happened and where one is, and below it what can be done here and now."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from textual.strip import Strip

from tui.widgets.cells import cut, fit, width
from tui.widgets.ink import Piece, line
from tui.widgets.painted import Painted

_KEY = Style(bold=True)
_ALARM = Style(bold=True)
_MARKS = {"information": "", "warning": "! ", "error": "!! "}
_BAR = 10  # cells of the progress bar


class StatusLine(Painted, can_focus=False):
    """Left the progress of the indexing and a message, right the counts; with two lines, keys below.

    On one line keys show only while there is nothing to say.
    """

    DEFAULT_CSS = "StatusLine { height: 2; }"

    def __init__(self, *, id: str = "status") -> None:
        super().__init__(id=id)
        self.message = ""
        self.severity = "information"
        self.progress = ""
        self.counts = ""
        self.keys: tuple[tuple[str, str], ...] = ()

    def say(self, text: str, severity: str = "information") -> None:
        """Show one message; "" takes it away."""
        if (text, severity) != (self.message, self.severity):
            self.message, self.severity = text, severity
            self.redraw()

    def show_progress(self, done: int, total: int, rest: str = "", share: float | None = None) -> None:
        """Show a bar of the indexing: `done` of `total` files, the bar by `share` of the work where it is known. The
        caller keeps to two updates a second."""
        full = min(_BAR, int(_BAR * (done / total if share is None else share))) if total else 0
        bar = "█" * full + "░" * (_BAR - full)
        self.progress = f"{bar} {done:,} of {total:,}{rest}" if total else f"{bar} looking for files"
        self.redraw()

    def end_progress(self) -> None:
        """The indexing has ended."""
        if self.progress:
            self.progress = ""
            self.redraw()

    def show_counts(self, text: str) -> None:
        """Show on the right how many documents there are and where one is."""
        if text != self.counts:
            self.counts = text
            self.redraw()

    def show_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show (key, label) pairs as far as there is room."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.redraw()

    def paint(self, width: int, height: int) -> list[Strip]:
        """One or two lines, and blank ones if there is more room."""
        counts = cut(self.counts, width)
        if height == 1 and not (self.message or self.progress):
            return [self._keys(width, counts)]
        blank = Strip.blank(width)
        return [self._news(width, counts), self._keys(width, ""), *[blank] * (height - 2)][:height]

    def _news(self, cells: int, counts: str) -> Strip:
        said = _MARKS[self.severity] + self.message if self.message else ""
        if counts and width(self.progress) + width(said) + 4 > cells - width(counts):
            counts = cut(counts, cells // 3) if self.progress else ""  # news is short-lived, counts come back
        room = max(cells - width(counts) - 1, 0)
        before = f"{self.progress} · " if self.progress and said else self.progress
        style = _ALARM if self.severity != "information" else None
        before = cut(before, room)
        said = fit(said, room - width(before))
        return line([(before, None), (said, style), (" ", None), (counts, None)], cells)

    def _keys(self, cells: int, counts: str) -> Strip:
        pieces: list[Piece] = []
        left = cells - width(counts) - 1
        for key, label in self.keys:
            needed = width(key) + 1 + width(label) + 2
            if needed > left:
                break
            pieces += [(key, _KEY), (f" {label}  ", None)]
            left -= needed
        return line([*pieces, (" " * max(left + 1, 0), None), (counts, None)], cells)
