"""The unseen's part of the conductor: which matching passages have not stood in the reader yet, how many, the next one.

A passage is seen once its hits stood in the reader's sight while nothing moved: what a list shows of it is cut. They
are counted in the background, document by document in the list's order, as far as `MOST` documents; "12+" is said where
there are more. That begins when nothing was typed for a moment: the next letter would overtake it, and wait for it.
What was seen is kept for each query across restarts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from textual.timer import Timer

from index.models import Everything, Match, Row
from tui import messages
from tui.engine_thread import Priority
from tui.screens import questions
from tui.screens.conductor import REST
from tui.screens.splitting import Splitting

if TYPE_CHECKING:
    from index.library import Library

MOST = 500
"""Documents whose passages are counted: half a second of reading ahead, while nothing else is asked."""

_AT_ONCE = 20
_LANE = "unseen"

Seen = Mapping[str, frozenset[int]]


class Unseen(Splitting):
    """Counts, shows the count, and goes to the next one."""

    _sights: Timer | None = None
    _begins: Timer | None = None  # the counting
    _about = ""  # the query that this is about
    _seen: dict[str, frozenset[int]]  # by document id the offsets of the passages seen
    _passages: dict[int, tuple[Row, Sequence[Match]]]  # by number, in the list's order
    _order: Sequence[int] = ()
    _kept = -1

    def _show_found(self, found: questions.Found) -> None:
        super()._show_found(found)
        self.engine.drop(_LANE)
        self._passages = {}
        self._order = [] if isinstance(found.parsed.query, Everything) else found.page.numbers
        query = found.parsed.text.strip()
        if query != self._about or not hasattr(self, "_seen"):
            self._about, self._seen = query, {}
        if self._begins is not None:
            self._begins.stop()
        self._begins = self.set_timer(2 * REST, self._count) if self._order else None

    def _count(self) -> None:
        """Look at some more documents, and at what was seen of them in an earlier session."""
        query, first = self._about, not self._passages
        numbers = self._uncounted[:_AT_ONCE]
        if not numbers:
            return

        def work(library: Library, found: questions.Found) -> tuple[Seen, list[tuple[Row, Sequence[Match]]]]:
            from index import seen

            before = seen.passages(self.collection, query) if first else {}
            return before, questions.matches(library, numbers, found.parsed)

        def counted(answer: tuple[Seen, list[tuple[Row, Sequence[Match]]]]) -> None:
            before, those = answer
            for id, offsets in before.items():
                self._seen[id] = self._seen.get(id, frozenset()) | offsets
            for row, matches in those:
                self._passages[row.number] = row, [match for match in matches if match.hits]
            if first or not self._uncounted:  # on a slow line not with every twenty documents
                self._look()
            self._count()

        self.ask_about_page(_LANE, work, counted, Priority.AHEAD)

    @property
    def _uncounted(self) -> list[int]:
        """The documents that are still to be looked at."""
        return [number for number in self._order[:MOST] if number not in self._passages]

    # --- What is in sight ---------------------------------------------------------------------------------

    def on_sighted(self, message: messages.Sighted) -> None:
        """The reader shows another stretch of text; it is seen if it stays."""
        self._look_later()

    def _show_opened(self, opened: questions.Opened) -> None:
        super()._show_opened(opened)
        self._look_later()

    def _look_later(self) -> None:
        if self._sights is not None:
            self._sights.stop()
        self._sights = self.set_timer(2 * REST, self._look)

    def _look(self) -> None:
        opened, found = self.opened, self.found
        if opened is not None and found is not None and opened.parsed != found.parsed:
            opened = None  # the reader still shows what was found before
        known = self._passages.get(opened.row.number) if opened is not None and self._order else None
        if opened is not None and known is not None and known[0].id == opened.document.id:
            sight = self.reader.sight()
            stood = {m.start for m in known[1] if sight.start <= m.begin + m.hits[0].start < sight.end}
            before = self._seen.get(opened.document.id, frozenset())
            if not stood <= before:
                self._seen[opened.document.id] = before | stood
                self._keep(opened.document.id, before | stood)
        self.show_counts()

    def _keep(self, id: str, offsets: frozenset[int]) -> None:
        query = self._about

        def work(library: Library) -> None:
            from index import seen

            seen.remember_passages(self.collection, query, {id: offsets})

        self.engine.ask("", work, lambda _: None, Priority.AHEAD)

    @property
    def unseen(self) -> int:
        """How many of the passages counted so far have not been seen."""
        seen, passages = getattr(self, "_seen", {}), getattr(self, "_passages", {})
        none: frozenset[int] = frozenset()
        return sum(m.start not in seen.get(row.id, none) for row, matches in passages.values() for m in matches)

    def show_counts(self) -> None:
        """Say how many are unseen, behind what else is counted."""
        super().show_counts()
        unseen = self.unseen
        if unseen:
            more = "+" if len(self._passages) < len(self._order) else ""
            self.status.show_counts(f"{self.status.counts} · {unseen:,}{more} unseen")

    def action_next_unseen(self) -> None:
        """Go to the next passage that has not been seen, the first after the last."""
        opened = self.opened
        places = [number for number in self._order if number in getattr(self, "_passages", {})]
        here = opened.row.number if opened is not None else -1
        at = places.index(here) if here in places else 0
        span = self.reader.current_span
        offset = span.start if span is not None and here in places else -1
        candidates = [
            (step and (step < len(places)), row, match)
            for step, number in enumerate([*places[at:], *places[:at], *places[at : at + 1]])
            for row, matches in (self._passages[number],)
            for match in matches
            if match.start not in self._seen.get(row.id, frozenset()) and (step > 0 or match.start > offset)
        ]
        if not candidates:
            more = len(self._passages) < len(self._order[:MOST])
            self.status.say("Still counting" if more else "Every passage counted has been on screen")
            return
        _, row, match = candidates[0]
        self._meant = True
        self._follow_match(row, match)
        if self.passages.display:
            self.passages.select(row.number, match.start)
