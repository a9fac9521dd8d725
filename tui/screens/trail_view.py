"""The trail over the screen: what was asked, opened and kept; Enter goes there again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import BindingType
from textual.strip import Strip

from tui.commands import DIALOG, TRAIL, bindings_for, commands_for, shown
from tui.screens.list_screen import ListScreen
from tui.widgets.cells import cut
from tui.widgets.cells import width as cell_width
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.trail import Step

_WHEN = 16
_SIGNS = {"search": "/", "open": "▤", "keep": "❞"}


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_steps(self, then: Callable[[Sequence[Step]], None], /) -> None:
        """The steps, the last one last."""

    def go_to_step(self, step: Step, then: Callable[[str], None], /) -> None:
        """Search or read again; `then` is told why it cannot be."""

    def export_steps(self, then: Callable[[str], None], /) -> None:
        """Write them as Markdown, and tell what came of it."""


class StepList(LineList):
    """One line for each step, the cursor on the last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(TRAIL),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, below: Below) -> None:
        super().__init__(id="trail")
        self._below = below
        self._steps: Sequence[Step] | None = None
        self._said = ""

    def on_mount(self) -> None:
        """Ask for them."""
        self._below.ask_steps(self.show)

    def show(self, steps: Sequence[Step]) -> None:
        """Show the steps."""
        self._steps = steps
        self.cursor = max(len(steps) - 1, 0)
        self.reveal()
        self.redraw()

    @property
    def row_count(self) -> int:
        """Steps."""
        return len(self._steps or ())

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many."""
        return [head_line(f"Trail · {grouped(self.row_count)}", width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """When, what, and of which document."""
        step = (self._steps or ())[index]
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        when = here(step.when)
        said = step.query or "*" if step.what == "search" else step.words or step.title
        of = f"  {step.title}" if step.what == "keep" else f"  by {step.order}" if step.order else ""
        room = max(width - _WHEN - 6, 0)
        shown = cut(inert(" ".join(said.split())), room)
        of = cut(inert(of), room - cell_width(shown))
        return line(
            [(f"{mark}{when:<{_WHEN}}", style), (f"  {_SIGNS[step.what]} ", None), (shown, None), (of, FAINT)],
            width,
        )

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """What was said, or the keys."""
        keys = "  ".join(f"{shown(each.keys[0])} {each.label}" for each in commands_for(TRAIL)) + "  Esc Back"
        return [line([(cut(" " + (self._said or keys), width), SECTION if self._said else FAINT)], width)]

    def paint_empty(self, width: int) -> list[Strip]:
        """That there is none."""
        return [line([(" Reading the trail" if self._steps is None else " Nothing yet", FAINT)], width)]

    def cursor_moved(self) -> None:
        """What was said stands until the next key."""
        if self._said:
            self._say("")

    def chosen(self) -> None:
        """Go there again."""
        if self._steps:
            self._below.go_to_step(self._steps[self.cursor], self._say)

    def action_export(self) -> None:
        """Write all of it as Markdown."""
        self._below.export_steps(self._say)

    def _say(self, text: str) -> None:
        self._said = text
        self.redraw()


class TrailView(ListScreen[StepList]):
    """Opened by the key for the trail."""

    def __init__(self, below: Below) -> None:
        super().__init__(StepList(below))


def here(when: str) -> str:
    """The day and minute of a timestamp on this machine's clock; as it stands where it is none."""
    try:
        return f"{datetime.fromisoformat(when).astimezone():%Y-%m-%d %H:%M}"
    except (ValueError, OverflowError):
        return inert(when)[:_WHEN]
