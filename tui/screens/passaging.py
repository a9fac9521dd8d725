"""The passage view's part of the conductor: what it shows, and how it and the reader follow each other."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import partial

from textual.widget import Widget

from index.models import Entry, Match, Row
from tui import messages
from tui.engine_thread import Priority
from tui.screens import hints, questions
from tui.screens.conductor import REST
from tui.screens.dating import Dating

_LANE = "matches"


class Passaging(Dating):
    """Answers what the passage view asks."""

    _match: Match | None = None  # the sentence that the document on its way to the reader is opened at

    def fill(self, pane: Widget) -> None:
        """Give the passage view what was found, standing on what is read."""
        super().fill(pane)
        if pane is self.passages and self.found is not None:
            self._show_passages(self.found)

    def _show_found(self, found: questions.Found) -> None:
        """Other documents were found. Before the list is shown, for keys that waited for it are meant for this view."""
        if self.passages.display:
            self._show_passages(found)
        super()._show_found(found)

    def _show_passages(self, found: questions.Found) -> None:
        self.engine.drop(_LANE)  # what was asked about the answer before
        page, stacks = found.page, found.stacks
        if not page.numbers:
            self.passages.show_empty(hints.nothing(found, indexing=not self.indexing.finished))
            return
        numbers: Sequence[int] = page.numbers
        complete = page.complete
        if stacks is not None and len(stacks.rows) < len(numbers):
            every = array("i", page.numbers)
            numbers = array("i", map(every.__getitem__, stacks.rows))
            complete = sum(place < page.complete for place in stacks.rows)
        keep = None
        if found.keep is not None:
            span = self.reader.current_span
            keep = found.keep, span.start if span is not None else self.reader.position
        self.passages.show(numbers, complete, keep=keep)

    def on_matches_wanted(self, message: messages.MatchesWanted) -> None:
        """Sentences are about to be drawn."""
        self.ask_about_page(
            _LANE,
            lambda library, found: questions.matches(library, message.numbers, found.parsed),
            self.passages.supply,
            Priority.ROWS,
        )

    def on_match_highlighted(self, message: messages.MatchHighlighted) -> None:
        """The reader follows once the cursor rests."""
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST, partial(self._follow_match, message.row, message.match))

    def on_match_chosen(self, message: messages.MatchChosen) -> None:
        """Read a sentence in its document, and come back here with `[`."""
        self.note_position()
        self.trail.note(document=message.row.id)
        self.trail.anchor()
        self._follow_match(message.row, message.match)
        self.show_pane(self.reader)

    def _follow_match(self, row: Row, match: Match) -> None:
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        opened, found = self.opened, self.found
        if found is None:
            return
        self.passages.show_about(row)
        if opened and opened.document.id == row.id and opened.parsed == found.parsed and self._read_in == found.epoch:
            self.reader.go_to_match(match.start, match.end)
            return
        self.note_position()
        self._match = match
        self.goal = Entry("", None, None, "mentioned", match.text, match.start, match.end, match.number)
        self.trail.note(document=row.id)
        self.documents.supply([row])
        self.documents.select(match.number)
        self.read_row(row)

    def _show_opened(self, opened: questions.Opened) -> None:
        match, self._match = self._match, None
        super()._show_opened(opened)
        if match is not None and opened.row.number == match.number:
            self.reader.go_to_match(match.start, match.end)
        if self.passages.display:
            self.passages.show_about(opened.row)

    def on_hit_reached(self, message: messages.HitReached) -> None:
        """Another hit is read: the view stands on its sentence, where it was not the view that led there."""
        opened, span = self.opened, self.reader.current_span
        if self.passages.display and not self.passages.has_focus and opened is not None and span is not None:
            self.passages.select(opened.row.number, span.start)

    def on_next_order_wanted(self, message: messages.NextOrderWanted) -> None:
        """Another order of the same documents."""
        self.documents.action_order()
