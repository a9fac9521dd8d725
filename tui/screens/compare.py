"""Two texts with what differs bright. Opened by `=` in the document list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from index.comparison import Change
from index.models import Entry, Row
from tui.commands import COMPARING, DIALOG, bindings_for, commands_for, shown
from tui.screens.compare_lines import SIGNS, Compared, Laid
from tui.widgets.cells import cut
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, head_line, line, shown_date
from tui.widgets.scrolled import Scrolled

_CONTEXT = 2  # lines that stay in sight above what is gone to
_HEAD_FROM = 10  # lines of height from which both documents are named


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_compared(self, known: int, number: int, then: Callable[[Compared], None], /) -> None:
        """Two documents by number, and what differs."""

    def ask_laid(self, compared: Compared, width: int, then: Callable[[Laid], None], /) -> None:
        """The lines of a comparison."""


class Differences(Scrolled):
    """The lines of two texts, and which difference one is at."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(COMPARING),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, numbers: Sequence[int], below: Below, done: Callable[[Entry | None], object]) -> None:
        super().__init__(id="differences")
        self._numbers = tuple(numbers)  # of the known document and its copies
        self._pair = (self._numbers[0], self._numbers[1])
        self._below = below
        self._done = done
        self._compared: Compared | None = None
        self._laid: Laid | None = None
        self._asked = -1
        self._at = -1  # the difference gone to, -1 for none yet
        self._said = ""

    def on_mount(self) -> None:
        """Ask for what differs."""
        self._ask()

    def _ask(self) -> None:
        pair = self._pair

        def show(compared: Compared) -> None:
            if pair == self._pair:
                self._compared, self._laid, self._asked = compared, None, -1
                self.redraw()

        self._compared, self._laid, self._at, self._said = None, None, -1, ""
        self.top = 0
        self.redraw()
        self._below.ask_compared(*pair, show)

    def _take(self, laid: Laid) -> None:
        if laid.width == self._asked:
            self._laid = laid
            if self._at < 0 and laid.stops:
                said = self._said  # an answer to a key that was faster than the lines
                self._go(0)
                self._said = said
            self.redraw()

    @property
    def row_count(self) -> int:
        """Lines in all."""
        return len(self._laid.lines) if self._laid is not None else 0

    # --- Drawing ---

    def paint(self, width: int, height: int) -> list[Strip]:
        """The lines in sight; they are laid out anew, elsewhere, for another width."""
        if self._compared is not None and width != self._asked:
            self._asked = width
            self._below.ask_laid(self._compared, width, self._take)
        return super().paint(width, height)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """What differs, and the two documents: the known one under -, the other under +."""
        compared, laid = self._compared, self._laid
        if compared is None:
            return [head_line("Comparing…", width, focused=True)]
        stops = len(laid.stops) if laid is not None else 0
        at = f"{self._at + 1} of {stops} · " if self._at >= 0 else ""
        head = [head_line(f"Compare {at}{compared.counts}", width, focused=True)]
        if height >= _HEAD_FROM:
            for sign, row in zip((Change.GONE, Change.NEW), compared.rows, strict=True):
                head.append(line([(cut(f" {SIGNS[sign]} {_named(row)}", width), SECTION)], width))
        return head

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One line; a mark before those of the difference one is at."""
        laid = self._laid
        if laid is None:
            return Strip.blank(width)
        pieces = laid.lines[index]
        if 0 <= self._at < len(laid.stops) and laid.stops[self._at][0] <= index < laid.stops[self._at][1]:
            (sign, _), *rest = pieces
            pieces = [(CURSOR + sign[1:2], SELECTED), (sign[2:], None), *rest]
        return line(pieces, width)

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """The keys, or what was last said."""
        if height <= _CONTEXT + 1:
            return []
        keys = "  ".join(f"{shown(each.keys[0])} {each.label}" for each in commands_for(COMPARING)) + "  Esc Back"
        return [line([(cut(" " + (self._said or keys), width), SECTION if self._said else FAINT)], width)]

    # --- Keys ---

    def _go(self, at: int) -> None:
        if self._laid is not None and 0 <= at < len(self._laid.stops):
            self._at, self._said = at, ""
            self.top = max(0, self._laid.stops[at][0] - _CONTEXT)
        self.redraw()

    def action_next_change(self) -> None:
        """The next difference."""
        stops = self._laid.stops if self._laid is not None else ()
        if self._at + 1 >= len(stops):
            self._said = "No further difference" if stops else "Nothing differs"
        self._go(self._at + 1)

    def action_previous_change(self) -> None:
        """The difference before."""
        if self._at <= 0:
            self._said = "No difference before this one"
        self._go(self._at - 1)

    def action_swap(self) -> None:
        """The other text as the known one."""
        self._pair = self._pair[1], self._pair[0]
        self._ask()

    def action_next_copy(self) -> None:
        """The next copy against the same known text."""
        copies = self._numbers[1:]
        if len(copies) < 2:
            self._said = "There is no further copy"
            self.redraw()
            return
        here = next((at for at, number in enumerate(copies) if number in self._pair), 0)
        self._pair = self._numbers[0], copies[(here + 1) % len(copies)]
        self._ask()

    def action_open(self) -> None:
        """Read the second text, at the difference one is at."""
        if self._laid is None:
            return
        place = self._laid.places[self._at] if 0 <= self._at < len(self._laid.places) else 0
        self._done(Entry("", None, None, "mentioned", "", place, place, self._pair[1]))


class Compare(Screen[Entry | None]):
    """Answers with the place to read, None where it was closed."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#differences"

    def __init__(self, numbers: Sequence[int], below: Below) -> None:
        super().__init__()
        self.list = Differences(numbers, below, self.dismiss)

    def compose(self) -> ComposeResult:
        """The texts."""
        yield self.list

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def _named(row: Row) -> str:
    """A document in one line."""
    source = f"{inert(row.publisher)}: " if row.publisher else ""
    return f"{shown_date(row.published, row.estimated).strip()} {source}{inert(row.title)}"
