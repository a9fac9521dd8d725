"""The passage view: every matching sentence of every document found, in the list's order, in place of that list.

How many sentences a document has is known once it has been looked at; until then it takes one line. The view asks for
the documents on screen and a screen ahead (`MatchesWanted`), never for all: lines move apart as they become known, and
what is on screen stays where it is.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from index.models import Match, Row, plural
from tui.commands import bindings_for
from tui.messages import MatchChosen, MatchesWanted, MatchHighlighted, NextOrderWanted
from tui.widgets.cells import cut
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, RESTING, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList
from tui.widgets.match_lines import match_line
from tui.widgets.row_counts import RowCounts

_MOST = 2000  # documents whose sentences are held; those farthest from the screen are asked for again
_LAST = -1  # the place, in a document to come, that is its last sentence


class PassageList(LineList):
    """`show` gives it documents by their engine numbers, `supply` the sentences it asks for. `when_answered` runs what
    a key means now, or once the answer is here that the key is meant for."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("passages")]

    def __init__(self, when_answered: Callable[[Callable[[], None]], None], *, id: str = "passages") -> None:
        super().__init__(id=id)
        self._after_answer = when_answered
        self._waiting: list[Callable[[], None]] = []
        self._numbers: Sequence[int] = ()
        self._places = array("i")  # of each document, by number; -1 for those that are not shown
        self._complete = 0
        self._counts = RowCounts()
        self._found: dict[int, tuple[Row, Sequence[Match]]] = {}  # by number
        self._asked: frozenset[int] = frozenset()
        self._wanted: int | None = None  # the offset to stand at in the document under the cursor, once it is known
        self._told: Match | None = None
        self._about: Row | None = None
        self._in_context = False
        self._empty = ""

    # --- Given by the screen ---

    def show(self, numbers: Sequence[int], complete: int, *, keep: tuple[int, int] | None) -> None:
        """Show other documents, the first `complete` of which match the whole query; `keep` is the number of a document
        and an offset in it, to stand there where it is among them."""
        self._numbers, self._complete = numbers, complete
        self._places = array("i", [-1]) * (max(numbers, default=-1) + 1)
        for place, number in enumerate(numbers):
            self._places[number] = place
        self._counts = RowCounts(len(numbers))
        self._found.clear()
        self._asked = frozenset()
        self._told = None
        self._waiting.clear()
        self.cursor = self.top = 0
        self._wanted = None
        if keep is not None and (place_kept := self._place(keep[0])) is not None:
            self.cursor, self._wanted = place_kept, keep[1]
        self.reveal()
        self.redraw()

    def _place(self, number: int) -> int | None:
        place = self._places[number] if 0 <= number < len(self._places) else -1
        return place if place >= 0 else None

    def show_empty(self, text: str) -> None:
        """What to say, line by line, where nothing was found."""
        self._empty = text
        self.show((), 0, keep=None)

    def supply(self, found: Sequence[tuple[Row, Sequence[Match]]]) -> None:
        """The sentences of documents that were asked for; what is on screen stays where it is."""
        if not self._numbers:
            return
        top, here = self._counts.at(self.top), self._counts.at(self.cursor)
        offset = self.cursor - self.top
        for row, matches in found:
            place = self._place(row.number)
            if place is not None and matches:
                self._found[row.number] = row, matches
                self._counts.count(place, len(matches))
        held = self._found.get(self._numbers[here[0]])
        if self._wanted is not None and held is not None:
            here = here[0], self._nth(held[1], self._wanted)
            self._wanted = None
        self.cursor = self._counts.first_row(here[0]) + min(here[1], self._counts.rows(here[0]) - 1)
        self.top = self._counts.first_row(top[0]) + min(top[1], self._counts.rows(top[0]) - 1)
        if top[0] == here[0]:
            self.top = self.cursor - offset
        self._forget_far()
        self.reveal()
        self.redraw()
        self._tell()
        waiting, self._waiting = self._waiting, []
        for action in waiting:
            self._when_known(action)

    def show_about(self, row: Row) -> None:
        """The document of the sentence that the reader has followed to, at the foot. While the cursor moves, only rows
        change."""
        if row != self._about:
            self._about = row
            self.redraw()

    def select(self, number: int, offset: int) -> None:
        """Stand on the sentence at an offset of a document, or on the first one after it. Nobody is told."""
        place = self._place(number)
        if place is None:
            return
        held = self._found.get(number)
        self._wanted = offset if held is None else None
        self.cursor = self._counts.first_row(place) + (self._nth(held[1], offset) if held is not None else 0)
        self._told = self.current
        self.reveal()
        self.redraw()

    # --- Asked by the screen ---

    @property
    def current(self) -> Match | None:
        """The sentence under the cursor, once it is known."""
        known = self._at(self.cursor)
        return known[1] if known is not None else None

    @property
    def current_row(self) -> Row | None:
        """The document of the sentence under the cursor, once it is known."""
        known = self._at(self.cursor)
        return known[0] if known is not None else None

    @property
    def document(self) -> int:
        """Which document the cursor is at, from 1; 0 where there are none."""
        return self._counts.at(self.cursor)[0] + 1 if self._numbers else 0

    def _at(self, index: int) -> tuple[Row, Match] | None:
        if not self._numbers:
            return None
        place, nth = self._counts.at(index)
        known = self._found.get(self._numbers[place]) if place < len(self._numbers) else None
        return (known[0], known[1][nth]) if known is not None and nth < len(known[1]) else None

    @staticmethod
    def _nth(matches: Sequence[Match], offset: int) -> int:
        if offset == _LAST:
            return len(matches) - 1
        return next((i for i, match in enumerate(matches) if match.end > offset), len(matches) - 1)

    def _forget_far(self) -> None:
        if len(self._found) > _MOST:
            here = self._counts.at(self.cursor)[0]
            near = sorted(self._found, key=lambda number: abs(self._places[number] - here))
            for number in near[_MOST // 2 :]:
                del self._found[number]

    # --- Drawing ---

    @property
    def row_count(self) -> int:
        """Sentences, one for each document not looked at yet."""
        return self._counts.total

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """How many documents, and how they are shown."""
        some = len(self._numbers) - self._complete
        count = f"{grouped(self._complete)} {plural(self._complete, 'document')}"
        count += f" + {grouped(some)} with some words" if some else ""
        return [head_line(f"7 Passages of {count}{' · in context' if self._in_context else ''}", width,
                          focused=self.has_focus)]  # fmt: skip

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """The document that the reader shows."""
        if height < 5 or not self._numbers:
            return []
        row = self._about
        named = "" if row is None else f"{row.publisher}: {row.title}" if row.publisher else row.title
        return [line([("│ ", SECTION), (cut(inert(named), width - 2), None)], width)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One sentence; a dot for those of a document not looked at yet."""
        mark = CURSOR if selected else " "
        style = (SELECTED if self.has_focus else RESTING) if selected else None
        known = self._at(index)
        if known is None:
            return line([(mark, style), (" ·", FAINT)], width)
        first = self._counts.at(index)[1] == 0
        pieces = match_line(known[1], known[0], width, first=first, mark=mark, style=style, context=self._in_context)
        return line(pieces, width)

    def paint_empty(self, width: int) -> list[Strip]:
        """Guidance in place of rows."""
        return [line([(" " + text, None)], width) for text in self._empty.splitlines()]

    def painted(self, first: int, last: int) -> None:
        """Ask for the documents on screen, and a screen ahead, whose sentences are not known. A newer wish takes the
        place of one not yet answered, so it names all of them."""
        places = dict.fromkeys(self._counts.at(i)[0] for i in range(first, min(2 * last - first, self.row_count)))
        before = self._counts.at(first)[0] - 1
        wanted = [self._numbers[place] for place in (*places, before) if 0 <= place < len(self._numbers)]
        wanted = [number for number in wanted if number not in self._found]
        if wanted and not self._asked.issuperset(wanted):
            self._asked = frozenset(wanted)
            self.post_message(MatchesWanted(wanted))

    # --- Telling ---

    def cursor_moved(self) -> None:
        """Somebody moved the cursor."""
        self._wanted = None
        self._tell()

    def _tell(self) -> None:
        known = self._at(self.cursor)
        if known is not None and known[1] != self._told and self.display:
            self._told = known[1]
            self.post_message(MatchHighlighted(known[0], known[1]))

    def chosen(self) -> None:
        """Read it in its document."""
        known = self._at(self.cursor)
        if known is not None:
            self.post_message(MatchChosen(*known))

    # --- Keys, which wait for an answer that is on its way, and for the sentences of the document they start from ---

    def _when_answered(self, action: Callable[[], None]) -> None:
        self._after_answer(lambda: self._when_known(action))

    def _when_known(self, action: Callable[[], None]) -> None:
        if self._waiting or (self._numbers and self._at(self.cursor) is None):
            self._waiting.append(action)
        else:
            action()

    def step(self, direction: int) -> bool:
        """The next or the previous sentence; False at the end."""
        before = self.cursor
        self.move_to(before + direction, direction=direction)
        if direction < 0 and self.cursor != before and self._at(self.cursor) is None:
            self._wanted = _LAST
        return self.cursor != before

    def action_down(self) -> None:
        """One sentence down."""
        self._when_answered(self._down)

    def action_up(self) -> None:
        """One sentence up; in a document not looked at yet, its last."""
        self._when_answered(self._up)

    def _down(self) -> None:
        self.step(1)

    def _up(self) -> None:
        self.step(-1)

    def action_first(self) -> None:
        """The first sentence."""
        self._when_answered(super().action_first)

    def action_last(self) -> None:
        """The last sentence."""
        self._when_answered(self._last)

    def _last(self) -> None:
        super().action_last()
        if self._at(self.cursor) is None:
            self._wanted = _LAST

    def action_page_down(self) -> None:
        """One page down."""
        self._when_answered(super().action_page_down)

    def action_page_up(self) -> None:
        """One page up."""
        self._when_answered(super().action_page_up)

    def action_open(self) -> None:
        """Read the sentence under the cursor."""
        self._when_answered(super().action_open)

    def action_context(self) -> None:
        """Hits in one column with who says them before, or sentences with their documents."""
        self._in_context = not self._in_context
        self.redraw()

    def action_order(self) -> None:
        """Ask for the next order."""
        self.post_message(NextOrderWanted())
