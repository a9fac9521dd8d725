"""The documents that answer a query, as lines: date, publisher, title; below them a passage of the current one.

Engine numbers are held, and rows asked for (`RowsWanted`) shortly before they come on screen. Between documents that
match every word and those that match some stands a rule that the cursor skips. The keys are `document_list`'s.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import chain

from textual.strip import Strip

from index.models import Order, Page, Row, Snippet, Stacks
from tui.messages import DocumentHighlighted, RowsWanted
from tui.panes.picking import Picking
from tui.widgets.cells import cut, fit, head, width
from tui.widgets.inert import inert
from tui.widgets.ink import (
    FAINT,
    RESTING,
    SECTION,
    SELECTED,
    SNIPPET_HIT,
    Piece,
    grouped,
    head_line,
    line,
    shown_date,
)
from tui.widgets.stacking import Stacked

_DATE = 11
_COPY = "└ "  # before the title of a copy that stands under another


class DocumentRows(Picking):
    """`show` gives it an answer, `supply` the rows it asks for, `show_snippet` the passage at its foot."""

    def __init__(self, *, id: str = "documents") -> None:
        super().__init__(id=id)
        self._page = Page()
        self._numbering = 0
        self._stacked = Stacked()
        self._order = Order.RELEVANCE
        self._rows: dict[int, Row] = {}
        self._asked: set[int] = set()
        self._keep: str | None = None
        self._told: Row | None = None
        self._snippet: tuple[str, Snippet] | None = None
        self._empty = ""
        self.collections = 1  # that are open as one: with several, rows say of which they are
        self._publishers = False  # whether any row seen so far names one: else their column goes to the titles

    # --- Given by the screen ---

    def show(
        self,
        page: Page,
        order: Order,
        *,
        numbering: int = 0,
        stacks: Stacks | None = None,
        keep: str | None = None,
        keep_number: int | None = None,
        picked: Collection[int] = (),
    ) -> None:
        """Show an answer with the library's `numbering`, its copies of one text as one row where `stacks` says which
        these are.

        The cursor goes to the document with id `keep` (or engine number `keep_number`) where the answer has it, else to
        the first. `DocumentHighlighted` follows as soon as the row there is known. In another state of the index those
        that were picked are `picked`."""
        if numbering == self._numbering:
            self.keep_picked(page.numbers)
        else:
            self._rows.clear()
            self.keep_picked(page.numbers if self.all_picked else picked, anew=True)
        self._page, self._numbering, self._order = page, numbering, order
        self._stacked.show(page, stacks)
        self._asked.clear()
        self._told = None
        self._keep = keep
        self._empty = ""
        if keep is not None and keep_number is None:
            keep_number = next((number for number, row in self._rows.items() if row.id == keep), None)
        self.cursor, self.top = 0, 0
        place = self._place(keep_number) if keep_number is not None else None
        if place is not None:
            self.cursor = self._stacked.row_of(place)
            self._keep = None
        else:
            self.cursor = self.nearest(0, 1) or 0
            if self.current is not None:
                self._keep = None  # nothing will be supplied that could tell where it is
        self.reveal()
        self.redraw()
        self._tell()

    @property
    def numbers(self) -> Sequence[int]:
        """The engine's numbers of the documents listed."""
        return self._page.numbers

    def after(self, ids: Collection[str]) -> Row | None:
        """The row that is under the cursor, or next to it, once these documents have left the list."""
        place = self._stacked.place_at(self.cursor) or 0
        left = chain(self._page.numbers[place:], reversed(self._page.numbers[:place]))
        gone = frozenset(ids)
        rows = (self._rows.get(number) for number in left)
        return next((row for row in rows if row is not None and row.id not in gone), None)

    def supply(self, rows: Sequence[Row]) -> None:
        """Rows that were asked for; their `number` says which they are."""
        for row in rows:
            self._rows[row.number] = row
            self._publishers = self._publishers or bool(row.publisher)
            if self._keep is not None and row.id == self._keep:
                place = self._place(row.number)
                if place is not None:
                    self.cursor = self._stacked.row_of(place)
                    self.reveal()
        self._keep = None
        self.redraw()
        self._tell()

    def show_snippet(self, id: str, snippet: Snippet) -> None:
        """The passage of a document. It stays until the next one comes: while the cursor moves, only rows change."""
        self._snippet = (id, snippet)
        self.redraw()

    def show_empty(self, text: str) -> None:
        """What to say, line by line, instead of rows: no answer, no index yet, an empty folder."""
        self._page = Page()
        self._stacked.show(self._page, None)
        self._empty = text
        self._snippet = None
        self.cursor = self.top = 0
        self.redraw()

    # --- Asked by the screen ---

    @property
    def current(self) -> Row | None:
        """The row under the cursor, once it is known."""
        number = self.current_number
        return None if number is None else self._rows.get(number)

    @property
    def current_number(self) -> int | None:
        """Engine number of the document under the cursor; None in an empty list."""
        place = self._stacked.place_at(self.cursor)
        return self._page.numbers[place] if place is not None else None

    def ids(self, numbers: Sequence[int]) -> list[str] | None:
        """The ids of documents listed, which are theirs in every state of the index; None where a row is not known."""
        rows = [self._rows.get(number) for number in numbers]
        return [row.id for row in rows if row is not None] if None not in rows else None

    @property
    def picked_ids(self) -> list[str]:
        """The ids of the documents picked, as far as their rows are known."""
        return [self._rows[number].id for number in self._picked if number in self._rows]

    @property
    def position(self) -> tuple[int, int]:
        """Which document, from 1, of how many: complete matches and others are counted together. (0, 0) if empty."""
        place = self._stacked.place_at(self.cursor)
        return (place + 1 if place is not None else 0), len(self._page.numbers)

    def select(self, number: int) -> bool:
        """Put the cursor on the document with this engine number; False if the answer does not have it."""
        place = self._place(number)
        if place is None:
            return False
        self.move_to(self._stacked.row_of(place))
        return True

    def move(self, delta: int) -> bool:
        """Put the cursor on the next row (`delta` 1) or the one before (-1); False if there is none."""
        row = self.cursor + delta
        if row == self._stacked.rule:
            row += delta
        if self.current_number is None or self._stacked.place_at(row) is None:
            return False
        return self.move_to(row)

    # --- Places in the answer and rows of the list ---

    @property
    def row_count(self) -> int:
        """Documents that stand for themselves or are unfolded, and the rule where there is one."""
        return self._stacked.count

    def selectable(self, index: int) -> bool:
        """All but the rule."""
        return index != self._stacked.rule

    def _place(self, number: int) -> int | None:
        try:
            return self._page.numbers.index(number)
        except ValueError:
            return None

    # --- Drawing ---

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Which document of how many, and the order."""
        at, total = self.position
        counted = f" {grouped(at)} of {grouped(total)}" if total else ""
        if self._stacked.has_copies and total:
            row, rows = self._stacked.position(self.cursor)
            counted = f" {grouped(row)} of {grouped(rows)} rows, {grouped(total)} documents"
        counted += f"{self.picked_count()} · {self._order}" if total else ""
        if self.collections > 1:
            counted += f" · {self.collections} collections"
        return [head_line("1 Documents" + counted, width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """Date, publisher, title. The cursor reverses date and publisher only: a whole row would be twice the bytes."""
        if index == self._stacked.rule:
            partial = len(self._page.numbers) - self._page.complete
            more = "more match" if self._page.complete else "match"
            return line([(f"── {grouped(partial)} {more} some of the words ──", FAINT)], width)
        place = self._stacked.place_at(index)
        number = self._page.numbers[place] if place is not None else None
        row = self._rows.get(number) if number is not None else None
        mark = self.row_mark(number, selected=selected)
        style = (SELECTED if self.has_focus else RESTING) if selected else None
        if row is None:
            return line([(mark + " …", style)], width)
        label = mark + fit(shown_date(row.published, row.estimated), _DATE)
        publisher, collection = self._publisher_cells(width), self._collection_cells(width)
        if collection:
            label += " " + fit(inert(row.collection), collection)
        if publisher:
            label += " " + fit(inert(row.publisher), publisher)
        under, copies = self._copy_signs(place)
        room = width - _DATE - publisher - 3 - (collection and collection + 1) - len(under) - len(copies)
        title = self.flagged(row, room)
        return line([(label, style), (" ", None), (under, FAINT), *title, (copies, SECTION)], width)

    def _copy_signs(self, place: int | None) -> tuple[str, str]:
        """What stands before the title of a copy that is unfolded, and behind that of what stands for copies."""
        if place is None or self._stacked.lead(place) is not None:
            return (_COPY, "") if place is not None else ("", "")
        copies = len(self._stacked.copies(place))
        return "", f" {'-' if self._stacked.is_unfolded(place) else '+'}{grouped(copies)}" if copies else ""

    def _publisher_cells(self, width: int) -> int:
        """Cells of the publishers' column; 0 where titles need the room. The passage then begins with the publisher."""
        return 0 if width < 52 or not self._publishers else max(10, min(24, width // 6))

    def _collection_cells(self, width: int) -> int:
        """Cells of the column that says of which collection a row is; 0 where it is one, or titles need the room. The
        passage then begins with it."""
        return 0 if width < 72 or self.collections < 2 else max(8, min(16, width // 8))

    def paint_empty(self, width: int) -> list[Strip]:
        """Guidance in place of rows."""
        return [line([(" " + text, None)], width) for text in self._empty.splitlines()]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """The passage of the row under the cursor, on a fixed number of lines."""
        lines = 0 if height < 5 else 1 if height < 9 else 2 if height < 16 else 3
        if not lines or not self._page.numbers:
            return []
        if self._snippet is None:
            return [Strip.blank(width)] * lines
        id, snippet = self._snippet
        publisher = ""
        row = next((row for row in self._rows.values() if row.id == id), None)
        if row is not None:
            said = (
                "" if self._collection_cells(width) else row.collection,
                "" if self._publisher_cells(width) else row.publisher,
            )
            publisher = ": ".join(filter(None, said))
        return _snippet_lines(snippet, width, lines, publisher)

    def painted(self, first: int, last: int) -> None:
        """Ask for the rows on screen, and a screen ahead, that are not known and not yet asked for."""
        wanted = []
        for index in range(first, min(2 * last - first, self.row_count)):
            place = self._stacked.place_at(index)
            number = self._page.numbers[place] if place is not None else None
            if number is not None and number not in self._rows and number not in self._asked:
                wanted.append(number)
        if wanted:
            self._asked.update(wanted)
            self.post_message(RowsWanted(wanted))

    # --- Telling ---

    def cursor_moved(self) -> None:
        """Somebody moved the cursor: a document still being looked for is forgotten."""
        self._keep = None
        self._tell()

    def _tell(self) -> None:
        row = self.current
        if row is not None and row is not self._told and self._keep is None:
            self._told = row
            self.post_message(DocumentHighlighted(row))


def _snippet_lines(snippet: Snippet, cells: int, count: int, publisher: str) -> list[Strip]:
    """A publisher ("" for none) and a passage on `count` lines, hits marked, cut where the room ends."""
    text = inert(snippet.text)
    source = cut(inert(publisher), cells // 2) + ": " if publisher else ""
    lines: list[Strip] = []
    start = 0
    for i in range(count):
        before = source if i == 0 else ""
        room = cells - 2 - width(before)
        end = start + head(text[start : start + 2 * room], room)
        if i + 1 < count and end < len(text) and (space := text.rfind(" ", start, end + 1)) > start:
            end = space
        pieces: list[Piece] = [("│ " if text else "  ", SECTION), (before, SECTION)]
        at = start
        for hit in snippet.hits:
            if hit.end <= start or hit.start >= end:
                continue
            pieces.append((text[at : max(hit.start, at)], None))
            pieces.append((text[max(hit.start, at) : min(hit.end, end)], SNIPPET_HIT))
            at = max(at, min(hit.end, end))
        shown = text[at:end]
        if i + 1 == count and end < len(text) and width(shown):
            shown = shown[:-1] + "…"
        pieces.append((shown, None))
        lines.append(line(pieces, cells))
        start = end + (text[end : end + 1] == " ")
    return lines
