"""The figures view: what was said of each measure in the documents found, in order of period, with who says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import BindingType
from textual.strip import Strip

from index.models import plural
from tui.commands import DIALOG, MEASURES, bindings_for, commands_for, shown
from tui.screens.figure_lines import (
    SENTENCE_FROM,
    Heading,
    Part,
    Rows,
    heading_line,
    part_line,
    sentence,
    statement_line,
)
from tui.screens.list_screen import ListScreen
from tui.widgets.cells import cut
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.library.measures import Measure, Sourced
    from index.library.stated import Statement

_LONGEST = 79  # cells of that sentence: in Cyrillic twice as many bytes, of the 250 a key may cost
_TWO_LINES_FROM = 12  # lines of the view from which the sentence has one at the foot


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_sources(self, statements: Sequence[Statement], then: Callable[[Sequence[Sourced]], None], /) -> None:
        """Documents, sentences and speakers of statements."""

    def open_statement(self, statement: Statement, sourced: Sourced | None, /) -> None:
        """Read the document of a statement, at its sentence where that is known."""

    def export_figures(self, measures: Sequence[Measure], then: Callable[[str], None], /) -> None:
        """Write what is shown into a file, and tell what came of it."""


class FigureList(LineList):
    """Measures, their series and statements, the cursor on statements."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(MEASURES),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, below: Below, at: tuple[int, int] | None = None) -> None:
        """`at` is the `place` of the statement to stand on once it comes."""
        super().__init__(id="figures")
        self._below = below
        self._at = at
        self._measures: Sequence[Measure] | None = None
        self._rows = Rows()
        self._title = "Figures"
        self._sources: dict[tuple[int, int], Sourced] = {}
        self._asked: set[tuple[int, int]] = set()
        self._said = ""

    def show(self, measures: Sequence[Measure]) -> None:
        """Show other figures; the cursor stays on its statement where that is among them."""
        at = place(self.current) if self.current is not None else self._at
        self._measures = measures
        self._rows = Rows(measures)
        self._sources.clear()
        self._asked.clear()
        contested = self._rows.contested
        self._title = f"Figures · {_many(self._rows.statements, 'statement')} of {_many(len(measures), 'measure')}"
        if contested:
            self._title += f" · ≠ {grouped(contested)} contested"
        wanted = 0
        if at is not None:
            same = self._rows.find(at)
            wanted = self.cursor if same is None else same
        self.cursor = self.nearest(wanted, 1) or self.nearest(min(wanted, len(self._rows) - 1), -1) or 0
        self.top = 0
        self.reveal()
        self.redraw()

    def on_unmount(self) -> None:
        """Let go of what was shown: it may be much, and a closed screen is there until garbage is collected."""
        self._measures, self._rows = None, Rows()
        self._sources.clear()

    @property
    def current(self) -> Statement | None:
        """The statement under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return None if isinstance(row, (Heading, Part)) else row

    @property
    def row_count(self) -> int:
        """Headings and statements."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Headings are skipped."""
        return self._rows.is_statement(index)

    # --- Drawing ---

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many there are."""
        return [head_line(self._title, width, focused=self.has_focus)]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """The sentence of the statement under the cursor where its line has no room for it, and the keys."""
        if height < _TWO_LINES_FROM:
            return [line([(cut(" " + self._said, width), SECTION)], width)] if self._said and height > 3 else []
        keys = "  ".join(f"{shown(each.keys[0])} {each.label}" for each in commands_for(MEASURES)) + "  Esc Back"
        foot = [line([(cut(" " + (self._said or keys), width), SECTION if self._said else FAINT)], width)]
        if width < SENTENCE_FROM:
            current = self.current
            sourced = self._sources.get(place(current)) if current is not None else None
            foot.insert(
                0, line([(" ", None), *(sentence(sourced, min(width - 1, _LONGEST)) if sourced else [])], width)
            )
        return foot

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """A heading, or a statement."""
        row = self._rows[index]
        if isinstance(row, Heading):
            return line(heading_line(row, width), width)
        if isinstance(row, Part):
            return line(part_line(row, width), width)
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        return line(statement_line(row, self._sources.get(place(row)), width, mark=mark, style=style), width)

    def paint_empty(self, width: int) -> list[Strip]:
        """Say that they are being read, or that there are none."""
        return [line([(" Reading the figures" if self._measures is None else " No figures", FAINT)], width)]

    def painted(self, first: int, last: int) -> None:
        """Ask for the sources on screen."""
        shown = [row for row in self._rows[first:last] if not isinstance(row, (Heading, Part))]
        wanted = [row for row in shown if place(row) not in self._asked]
        if wanted:
            self._asked.update(map(place, wanted))
            self._below.ask_sources(wanted, self._supply)

    def _supply(self, sources: Sequence[Sourced]) -> None:
        self._sources.update((place(each.statement), each) for each in sources)
        self.redraw()

    def cursor_moved(self) -> None:
        """What was said stands until the next key."""
        if self._said:
            self._said = ""
            self.redraw()

    # --- Acting ---

    def chosen(self) -> None:
        """Read it in its document."""
        if (statement := self.current) is not None:
            self._below.open_statement(statement, self._sources.get(place(statement)))

    def action_contested(self) -> None:
        """The next statement that another document contradicts, the first after the last."""
        if (row := self._rows.next_contested(self.cursor)) is not None:
            self.move_to(row)
            return
        self._say("No document contradicts another here")

    def action_export(self) -> None:
        """Write what is shown into a file."""
        if self._measures:
            self._below.export_figures(self._measures, self._say)

    def _say(self, text: str) -> None:
        self._said = text
        self.redraw()


class FiguresView(ListScreen[FigureList]):
    """Opened by `5`, and by `v` in the sidebar."""

    def __init__(self, below: Below, at: tuple[int, int] | None = None) -> None:
        super().__init__(FigureList(below, at))


def place(statement: Statement) -> tuple[int, int]:
    """The document's number and the figure's offset: what a statement is known by."""
    return statement.number, statement.figure.start


def _many(count: int, what: str) -> str:
    return f"{grouped(count)} {plural(count, what)}"
