"""The saved searches over the screen: how many documents each finds now, and what of it is new since last time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import BindingType
from textual.strip import Strip

from tui.commands import DIALOG, SEARCHES, bindings_for, commands_for, key_for, shown
from tui.screens.list_screen import ListScreen
from tui.widgets.cells import cut, fit
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.library.searching import Total
    from index.notebook import SearchJudgement

_FOOT_FROM = 12  # lines of the view from which titles of what is new stand at the foot
_TITLES = 3


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_totals(self, then: Callable[[Sequence[Total]], None], /) -> None:
        """What every saved search finds now."""

    def run_search(self, search: SearchJudgement, /) -> None:
        """Search for it; what it finds now is seen."""

    def forget_saved(self, search: SearchJudgement, then: Callable[[Sequence[Total]], None], /) -> None:
        """Take it out of the notebook."""

    def undo_saved(self, then: Callable[[Sequence[Total]], None], /) -> None:
        """Take back the last change of the notebook."""


class SearchList(LineList):
    """One line for each: name, documents, new ones, the query."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(SEARCHES),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, below: Below) -> None:
        super().__init__(id="searches")
        self._below = below
        self._totals: Sequence[Total] | None = None

    def on_mount(self) -> None:
        """Ask what they find."""
        self._below.ask_totals(self.show)

    def show(self, totals: Sequence[Total]) -> None:
        """What they find now."""
        self._totals = totals
        self.cursor = max(0, min(self.cursor, len(totals) - 1))
        self.reveal()
        self.redraw()

    @property
    def current(self) -> Total | None:
        """What is under the cursor."""
        return self._totals[self.cursor] if self._totals else None

    @property
    def row_count(self) -> int:
        """Searches."""
        return len(self._totals or ())

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many, and how many of them found something new."""
        fresh = sum(each.new > 0 for each in self._totals or ())
        news = f" · {grouped(fresh)} with something new" if fresh else ""
        return [head_line(f"Saved searches · {grouped(self.row_count)}{news}", width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One search."""
        each = (self._totals or ())[index]
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        name = fit(inert(each.search.name), max(width // 3, 8))
        new = f"+{grouped(each.new)}" if each.new else ""
        query = inert(" ".join(each.search.query.split())) or "everything"
        return line(
            [
                (f"{mark} ", style),
                (name, SECTION if each.new else None),
                (f" {grouped(each.total):>7} {new:>7}  ", None),
                (cut(query, max(width - len(name) - 20, 0)), FAINT),
            ],
            width,
        )

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """Titles of what is new, and the keys."""
        keys = "  ".join(f"{shown(each.keys[0])} {each.label}" for each in commands_for(SEARCHES)) + "  Esc Back"
        foot = [line([(cut(" " + keys, width), FAINT)], width)]
        if height < _FOOT_FROM or self.current is None:
            return foot
        titles = [*self.current.titles[:_TITLES], *[""] * _TITLES][:_TITLES]
        return [*(line([(cut(f"│ {inert(each)}" if each else "", width), None)], width) for each in titles), *foot]

    def paint_empty(self, width: int) -> list[Strip]:
        """How a search comes to stand here."""
        said = "Looking" if self._totals is None else f"None yet: {key_for('everywhere.save_search')} saves a search"
        return [line([(f" {said}", FAINT)], width)]

    def chosen(self) -> None:
        """Run it."""
        if self.current is not None:
            self._below.run_search(self.current.search)

    def action_delete(self) -> None:
        """Take it out of the notebook."""
        if self.current is not None:
            self._below.forget_saved(self.current.search, self.show)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._below.undo_saved(self.show)


class Searches(ListScreen[SearchList]):
    """Opened by the key for saved searches."""

    def __init__(self, below: Below) -> None:
        super().__init__(SearchList(below))
