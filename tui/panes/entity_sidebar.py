"""Who, which organisations, where, and how much: counts for the document read or for all hits; Enter filters by one.

Each section shows as many as fit beside the others; "more" opens it. The cursor stays on its entity when counts change.
Of many documents' names those in most of them are counted; what is behind these, "more" says under an open section.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from textual.binding import BindingType
from textual.strip import Strip
from textual.timer import Timer

from index.models import Annotation, Count
from tui.commands import bindings_for, key_for
from tui.messages import (
    CardWanted,
    FiguresWanted,
    FilterBy,
    HiddenWanted,
    NameDecided,
    ReviewWanted,
    Said,
    ScopeFlipped,
    ScriptsFlipped,
    UndoWanted,
)
from tui.widgets.cells import fit
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, RESTING, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

LATE = 0.3  # seconds after which one is told that counts are still being made

# section title, kinds of Count, query field
_SECTIONS = (
    ("People", ("person",), "person"),
    ("Organisations", ("organisation",), "org"),
    ("Places", ("place",), "place"),
    ("Names", ("name",), "name"),
    ("Offices, holder not known", ("office",), "person"),
    ("Figures", (), ""),
)


@dataclass(frozen=True, slots=True)
class _Item:
    """One row. `field` None is a section head; `name` "" with a field is the "more" row of its section."""

    section: str
    field: str | None
    name: str = ""
    key: str = ""
    count: int = 0


class EntitySidebar(LineList):
    """Pane 3. `show` gives it everything it draws."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("entities")]

    def __init__(self, *, id: str = "entities") -> None:
        super().__init__(id=id)
        self._sections: list[tuple[str, str, list[_Item], int]] = []
        self._items: list[_Item] = []
        self._open: set[str] = set()
        self._whole = True
        self._marked: _Item | None = None  # the name that another key is to join to one more
        self._limit = 0
        self._late: Timer | None = None
        self._counting = True  # other counts are on their way, and take their time

    def wait(self) -> None:
        """Other counts are on their way: said once they take their time, for most come at once."""
        if self._late is None and not self._counting and self.is_mounted:
            self._late = self.set_timer(LATE, self._tell_late)

    def _tell_late(self) -> None:
        self._late, self._counting = None, True
        self.redraw()

    def show(
        self,
        counts: Sequence[Count],
        figures: Sequence[Annotation | Count],
        *,
        whole: bool,
        totals: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        """Show counts, most first as given: by documents where they are of all hits (`whole`), else by mentions.
        Figures given as annotations are counted here by their words. `totals` says by kind how many names there are,
        where these are not all."""
        if self._late is not None:
            self._late.stop()
        self._late, self._counting = None, False
        self._whole = whole
        self._sections = []
        for title, kinds, field in _SECTIONS:
            if kinds:
                items = [
                    _Item(title, field, count.name, count.value, count.documents if whole else count.mentions)
                    for count in counts
                    if count.kind in kinds and count.name
                ]
            else:
                items = _figure_items(title, figures)
            if items:
                total = max(len(items), sum(totals.get(kind, 0) for kind in kinds))
                self._sections.append((title, field, items, total))
        self._lay_out()
        self.redraw()

    @property
    def current(self) -> tuple[str, str] | None:
        """Query field and name under the cursor; a figure has the field ""."""
        item = self._item
        return (item.field or "", item.name) if item is not None and item.name else None

    @property
    def whole(self) -> bool:
        """Whether the counts shown are of all hits."""
        return self._whole

    # --- Rows ---

    @property
    def _item(self) -> _Item | None:
        return self._items[self.cursor] if 0 <= self.cursor < len(self._items) else None

    def _lay_out(self) -> None:
        """Flatten the sections into rows, and find the row the cursor was on. A cursor at the first name that nobody is
        at stays at the first: else what is counted on the way to an answer, or overtaken, would say where it is."""
        was, was_at = self._item, self.cursor
        if not self.has_focus and self._items and was_at == self._first():
            was, was_at = None, 0
        self._items = []
        for title, field, items, total in self._sections:
            self._items.append(_Item(title, None, title, count=total))
            shown = len(items) if title in self._open or len(items) <= self._limit + 1 else self._limit
            self._items += items[:shown]
            if shown < total:
                self._items.append(_Item(title, field, count=total - shown))
        same = None
        if was is not None:
            for i, item in enumerate(self._items):
                if item.field == was.field and item.key == was.key and item.section == was.section:
                    same = i
                    break
        self.cursor = same if same is not None else min(was_at, max(len(self._items) - 1, 0))
        if not self.selectable(self.cursor):
            self.cursor = self.nearest(self.cursor, 1) or self.nearest(self.cursor, -1) or 0
        self.reveal()

    def _first(self) -> int:
        return self.nearest(0, 1) or 0

    @property
    def row_count(self) -> int:
        """Section heads, entities and "more" rows."""
        return len(self._items)

    def selectable(self, index: int) -> bool:
        """All but section heads."""
        return 0 <= index < len(self._items) and self._items[index].field is not None

    # --- Drawing ---

    def paint(self, width: int, height: int) -> list[Strip]:
        """How many of each section are shown follows from the height."""
        limit = max(3, (height - 2 * len(_SECTIONS)) // len(_SECTIONS))
        if limit != self._limit:
            self._limit = limit
            self._lay_out()
        return super().paint(width, height)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Whose counts these are."""
        scope = "counting …" if self._counting else "all hits" if self._whole else "this document"
        return [head_line(f"3 Entities · {scope}", width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """A name with its count at the right edge."""
        item = self._items[index]
        if item.field is None:
            return line([(f"{item.name} {grouped(item.count)}", SECTION)], width)
        style = (SELECTED if self.has_focus else RESTING) if selected else None
        mark = CURSOR if selected else " "
        joining = "+" if self._marked is not None and self._marked.key == item.key and item.name else " "
        if not item.name:
            return line([(mark + f" … {grouped(item.count)} more", style or FAINT)], width)
        count = " " + grouped(item.count)
        return line([(mark + joining + fit(inert(item.name), width - 2 - len(count)), style), (count, style)], width)

    def paint_empty(self, width: int) -> list[Strip]:
        """Say that there is nothing, rather than nothing."""
        return [] if self._counting else [line([(" No names or figures", FAINT)], width)]

    # --- Asking ---

    def chosen(self) -> None:
        """Filter by what is under the cursor; on a "more" row, open its section."""
        self._filter(exclude=False)

    def action_exclude(self) -> None:
        """Only documents without what is under the cursor."""
        self._filter(exclude=True)

    def action_scope(self) -> None:
        """Ask for the counts of the other scope."""
        self.post_message(ScopeFlipped(not self._whole))

    def action_figures(self) -> None:
        """Ask for the figures by what they measure."""
        self.post_message(FiguresWanted())

    # --- Names ---

    @property
    def _named(self) -> _Item | None:
        """The name under the cursor; None on heads, "more" and figures."""
        item = self._item
        return item if item is not None and item.name and item.field else None

    def action_card(self) -> None:
        """Ask what is known of the name, or what joins it to the marked one."""
        marked, item = self._marked, self._named
        if item is None:
            return
        other = marked.key if marked is not None and marked.key != item.key else ""
        self.unmark()
        self.post_message(CardWanted(item.key, other))

    def action_merge(self) -> None:
        """Mark the name; with another marked, make that one part of this."""
        marked, item = self._marked, self._named
        if item is None:
            return
        if marked is None:
            self._marked = item
            merge, card = key_for("entities.merge"), key_for("entities.card")
            said = f"“{item.name}” is marked: {merge} on another makes it part of that, {card} joins, Esc ends"
            self.post_message(Said(said))
            self.redraw()
            return
        self.unmark()
        if marked.key != item.key:
            self.post_message(NameDecided("merge", marked.key, marked.name, item.key))

    def unmark(self) -> bool:
        """Mark no name any more; False where none was."""
        marked, self._marked = self._marked, None
        if marked is not None:
            self.post_message(Said(""))
            self.redraw()
        return marked is not None

    def action_split(self) -> None:
        """What was merged into the name is to stand alone."""
        self._decide("split")

    def action_rename(self) -> None:
        """The name is to be called otherwise."""
        self._decide("rename")

    def action_retype(self) -> None:
        """The name is to be of another kind."""
        self._decide("retype")

    def action_hide(self) -> None:
        """The name is to be left out."""
        self._decide("hide")

    def action_hidden(self) -> None:
        """Ask for the names that are hidden."""
        self.post_message(HiddenWanted())

    def action_undo(self) -> None:
        """The last decision is to be taken back."""
        self.post_message(UndoWanted())

    def action_review(self) -> None:
        """Ask for the names that may be one."""
        self.post_message(ReviewWanted())

    def action_scripts(self) -> None:
        """Find names across scripts, or no more."""
        self.post_message(ScriptsFlipped())

    def _decide(self, what: str) -> None:
        if (item := self._named) is not None:
            self.post_message(NameDecided(what, item.key, item.name))

    def _filter(self, *, exclude: bool) -> None:
        item = self._item
        if item is None or item.field is None:
            return
        if item.name:
            self.post_message(FilterBy(item.field, item.name, exclude=exclude))
        elif not exclude and item.section in self._open:
            self.post_message(Said("These are in fewer documents than those listed; a narrower search lists them"))
        elif not exclude:
            at = self.cursor
            self._open.add(item.section)
            self._lay_out()
            self.cursor = at
            self.reveal()
            self.redraw()


def _figure_items(title: str, figures: Sequence[Annotation | Count]) -> list[_Item]:
    counts: dict[str, int] = {}
    for figure in figures:
        if isinstance(figure, Count):
            counts[figure.name] = counts.get(figure.name, 0) + (figure.documents or figure.mentions)
        else:
            counts[figure.words] = counts.get(figure.words, 0) + 1
    return [_Item(title, "", name, name, count) for name, count in counts.items() if name]
