"""The files that could not be read, or only in part: why, what to do, and keys that do it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.strip import Strip
from textual.widgets import Input

from index.models import Problem, plural
from tui.commands import DIALOG, PROBLEMS, bindings_for
from tui.screens.dialog import KEY, Line
from tui.widgets.cells import cut, fit, wrapped
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

_FOOT = 5  # lines that say all of the problem under the cursor
_PATH = 40  # cells of a path beside its message


class Below(Protocol):
    """The screen below, which does what is asked of a file."""

    def retry(self, path: str, /) -> str:
        """Read the file again now; what is said of it."""

    def leave_out(self, path: str, then: Callable[[str], None], /) -> None:
        """Exclude the file in dossier.yaml."""

    def action_undo_metadata(self) -> None:
        """Take back the last change of dossier.yaml."""

    def open_file(self, path: str, /) -> str:
        """Show the file in the program of the desktop; what is said of it."""

    def edit_file(self, path: str, /) -> str:
        """Open the file in the editor; what is said of it."""

    def copy_text(self, text: str, /) -> str:
        """Copy; where to."""


class ProblemList(LineList):
    """One line for each problem, all of it below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(PROBLEMS),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, problems: Sequence[Problem], below: Below, filter: Callable[[], None]) -> None:
        super().__init__(id="problems")
        self._all = problems
        self._below = below
        self._filter = filter
        self._shown = list(problems)
        self._typed = ""
        self._said = ""

    @property
    def row_count(self) -> int:
        """Problems shown."""
        return len(self._shown)

    @property
    def current(self) -> Problem | None:
        """The problem under the cursor."""
        return self._shown[self.cursor] if self.cursor < len(self._shown) else None

    def renew(self, problems: Sequence[Problem]) -> None:
        """Others have problems now; the cursor stays at its file, or near."""
        self._all = problems
        self.narrow(self._typed)

    def narrow(self, typed: str) -> None:
        """Only problems whose path or message holds every word."""
        words = typed.casefold().split()
        path = self.current.path if self.current else ""
        self._typed = typed
        self._shown = [
            each for each in self._all if all(word in f"{each.path} {each.message}".casefold() for word in words)
        ]
        at = next((number for number, each in enumerate(self._shown) if each.path == path), self.cursor)
        self.cursor = max(0, min(at, len(self._shown) - 1))
        self.reveal()
        self.redraw()

    def say(self, text: str) -> None:
        """What was done last."""
        self._said = text
        self.redraw()

    # --- Drawing ------------------------------------------------------------------------------------------

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many there are."""
        count = len(self._all)
        title = f"{grouped(count)} {plural(count, 'file')} with problems" if count else "Every file can be read"
        if self._typed:
            title += f", {grouped(len(self._shown))} with “{self._typed}”"
        return [head_line(f"{title} · Esc closes", width, focused=self.has_focus)]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """All of the problem under the cursor, and what was done last."""
        if height < 2 * _FOOT:
            return []
        current = self.current
        lines: list[Line] = [[(" " + cut(self._said, width - 1), SECTION)]] if self._said else []
        if current is not None:
            lines.append([(" " + cut(current.path, width - 1), KEY)])
            lines += [[(" " + part, None)] for part in wrapped(current.message, width - 2)[:2]]
            lines += [[(" → " + part, None)] for part in wrapped(current.hint, width - 4)[:1] if part]
        strips = [line(pieces, width) for pieces in lines[:_FOOT]]
        return [*strips, *(Strip.blank(width) for _ in range(_FOOT - len(strips)))]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """Path and message."""
        problem = self._shown[index]
        room = min(_PATH, width // 2)
        path = fit(inert(problem.path), room)
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        return line([(f"{mark} {path} ", style), (problem.message, style or FAINT)], width)

    # --- What is done with a file -------------------------------------------------------------------------

    def chosen(self) -> None:
        """Show the file."""
        if (problem := self.current) is not None:
            self.say(self._below.open_file(problem.path))

    def action_edit(self) -> None:
        """Open it in the editor."""
        if (problem := self.current) is not None:
            self.say(self._below.edit_file(problem.path))

    def action_retry(self) -> None:
        """Read it again now."""
        if (problem := self.current) is not None:
            self.say(self._below.retry(problem.path))

    def action_exclude(self) -> None:
        """Leave it out from now on."""
        if (problem := self.current) is not None:
            self._below.leave_out(problem.path, self.say)

    def action_undo(self) -> None:
        """Let it in again."""
        self._below.action_undo_metadata()
        self.say("Taking back what dossier.yaml was last told")

    def action_copy(self) -> None:
        """Copy the list as shown."""
        self.say(self._below.copy_text(as_text(self._shown)))

    def action_filter(self) -> None:
        """Type what path or message must hold."""
        self._filter()


def as_text(problems: Sequence[Problem]) -> str:
    """The list for somebody else to read."""
    said = (f"{each.path}\n  {each.message}{f' ({each.hint})' if each.hint else ''}\n" for each in problems)
    return "".join(said)


class FilterBox(Input):
    """What path or message must hold; it shows only while it is in use."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]
    DEFAULT_CSS = """
    FilterBox, FilterBox:focus, FilterBox:ansi {
        dock: bottom; border: none; height: 1; padding: 0; background: $background;
    }
    """

    def __init__(self) -> None:
        super().__init__(placeholder="words of path or message; Enter keeps them, Esc shows all", compact=True)
        self.cursor_blink = False
        self.display = False

    def action_leave(self) -> None:
        """Show all."""
        self.value = ""
        self.close()

    async def action_submit(self) -> None:
        """Keep what is typed: at once, for the next key is meant for the list."""
        self.close()

    def close(self) -> None:
        """Back to the list."""
        self.screen.set_focus(self.screen.query_one(ProblemList))
        self.display = False


class Problems(Screen[None]):
    """Opened by `P`."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#problems"

    def __init__(self, problems: Sequence[Problem], below: Below) -> None:
        super().__init__()
        self.list = ProblemList(problems, below, self._open_filter)
        self._box = FilterBox()

    def compose(self) -> ComposeResult:
        """The list, and below it the filter."""
        yield self.list
        yield self._box

    def _open_filter(self) -> None:
        self._box.display = True
        self.set_focus(self._box)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow with every letter."""
        self.list.narrow(event.value)

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss()
