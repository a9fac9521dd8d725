"""The timeline's part of the conductor: steps of time, what an entry is, going to a date, judging one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.models import Entry, Row
from tui import messages
from tui.engine_thread import Priority
from tui.screens import date_questions, questions
from tui.screens.conductor import Conductor
from tui.screens.date_questions import Place, Ruling
from tui.widgets.entry_lines import Context
from tui.widgets.grouping import identity

if TYPE_CHECKING:
    from index.library import Library
    from tui.screens.unplaced import UnplacedDates

_CHANGED = "The index has changed since this was listed: Esc, and choose it again"


class Dating(Conductor):
    """Answers what the timeline asks, and `t` in the other panes."""

    _unplaced: UnplacedDates | None = None  # while it shows
    _list_unplaced = False  # it is wanted once the library has answered
    _numbering = 0  # of the entries that the timeline shows

    # --- What the timeline draws --------------------------------------------------------------------------

    def on_grain_changed(self, message: messages.GrainChanged) -> None:
        """The timeline was zoomed: the same entries in other bars."""
        self.trail.note(grain=message.grain)
        dated = self.dated
        if dated is None:
            self.fill(self.timeline)
            return
        self.ask_about_page(
            "timeline",
            lambda library, _: questions.zoomed(library, dated, message.grain),
            self.show_dated,
            Priority.COUNTS,
        )

    def on_sentences_wanted(self, message: messages.SentencesWanted) -> None:
        """Entries are about to be drawn."""
        self.ask_contexts(message.entries, self.timeline.supply)

    def ask_contexts(
        self,
        entries: Sequence[Entry],
        then: Callable[[Sequence[tuple[Entry, Context]]], None],
        changed: Callable[[], None] | None = None,
    ) -> None:
        """The sentences and documents of entries that are about to be drawn, or by `changed` that they are renewed."""
        self.ask_about_page(
            "",
            lambda library, _: questions.contexts(library, entries),
            then,
            Priority.ROWS,
            numbering=self._numbering,
            changed=changed,
        )

    def show_dated(self, dated: questions.Dated) -> None:
        """Show a timeline, and what has no place in it where that is shown."""
        super().show_dated(dated)
        self._numbering = dated.numbering
        if self._unplaced is not None:
            self._unplaced.list.renew(dated.unplaced)
        elif self._list_unplaced:
            self.on_unplaced_wanted(messages.UnplacedWanted())

    # --- To a document and back ---------------------------------------------------------------------------

    def on_entry_chosen(self, message: messages.EntryChosen) -> None:
        """Read the document of an entry, at its sentence."""
        self.open_entry(message.entry, self._numbering)

    def open_entry(self, entry: Entry, numbering: int) -> None:
        """Read the document of an entry of an answer with that numbering, at its sentence."""
        self.ask_about_page(
            "row",
            lambda library, _: questions.row_of(library, entry.number),
            lambda row: self._open_at(entry, row, numbering),
            Priority.HITS,
            numbering=numbering,
            changed=self.say_changed,
        )

    def _open_at(self, entry: Entry, row: Row, numbering: int) -> None:
        self.note_position()
        self.goal = entry
        self.trail.note(document=row.id)
        self.trail.anchor()
        if self.found is not None and self.found.numbering == numbering:
            self.documents.select(row.number)
        self.read_row(row)
        self.show_pane(self.reader)

    def on_timeline_wanted(self, message: messages.TimelineWanted) -> None:
        """Show the timeline at the date that is meant where one stands."""
        row, opened = self.documents.current, self.opened
        if self.focused is self.reader and opened is not None:
            span, sight = self.reader.current_span, self.reader.sight()
            if span is not None and not sight.start <= span.start < sight.end:
                span = None
            document = opened.document
            self.engine.ask(
                "date",
                lambda library: date_questions.place_in_text(library, document, span, sight),
                self._go_to_date,
            )
        elif row is not None:
            self._go_to_date(date_questions.place_of_row(row))

    def _go_to_date(self, place: Place | None) -> None:
        if place is None:
            self.status.say("There is no date here that has a place in time")
            return
        self.timeline.centre(place.day, place.entry, coming=not self.timeline.display)
        self.show_pane(self.timeline)

    # --- Why, and judging ---------------------------------------------------------------------------------

    def on_why_wanted(self, message: messages.WhyWanted) -> None:
        """Say why a date was read so."""
        self.show_case(message.entry, correct=message.correct)

    def show_case(self, entry: Entry, *, correct: bool = False) -> None:
        """Open the card of a date, asking at once what it means with `correct`."""
        from tui.screens.date_card import DateCard

        numbering = self._numbering
        card = DateCard(
            entry,
            lambda entry, value, then: self._rule(lambda of: date_questions.judge(of, entry, value), then, numbering),
            lambda entry, then: self._rule(lambda of: date_questions.restore(of, entry), then, numbering),
            correct=correct,
        )
        # At once: the next keys are meant for it
        self.app.push_screen(card, lambda entry: self._read_from_above(entry, numbering))
        self.ask_about_page(
            "case",
            lambda library, _: date_questions.case(library, entry),
            card.show,
            Priority.HITS,
            numbering=numbering,
            changed=lambda: card.complain(_CHANGED),
        )

    def _read_from_above(self, entry: Entry | None, numbering: int) -> None:
        """A screen over this one has closed; the document of an entry is to be read, or nothing."""
        if entry is not None:
            if self._unplaced is not None and self.app.screen is self._unplaced:
                self._unplaced.dismiss(None)
            self.open_entry(entry, numbering)

    def on_date_judged(self, message: messages.DateJudged) -> None:
        """A date was rejected in the timeline."""
        self.judge(message.entry, None, self._say_ruling)

    def on_undo_wanted(self, message: messages.UndoWanted) -> None:
        """The last judgement is taken back."""
        self.undo(self._say_ruling)

    def judge(self, entry: Entry, value: str | None, then: Callable[[Ruling], None]) -> None:
        """Record what a date means, None that it is none, and show what follows from it."""
        self._rule(lambda library: date_questions.judge(library, entry, value), then, self._numbering)

    def undo(self, then: Callable[[Ruling], None]) -> None:
        """Take back the last judgement, and show what follows from it."""
        self._rule(date_questions.undo, then, None)

    def _rule(self, work: Callable[[Library], Ruling], then: Callable[[Ruling], None], numbering: int | None) -> None:
        """Judge, in the state of the index with that `numbering`, None for any; show what follows from it."""

        def judged(library: Library) -> Ruling:
            return work(library) if numbering in (None, library.numbering) else Ruling(complaint=_CHANGED)

        def ruled(ruling: Ruling) -> None:
            if not ruling.complaint:
                self._show_judged(ruling)
            then(ruling)

        self.engine.ask("judge", judged, ruled)

    def _show_judged(self, ruling: Ruling) -> None:
        """Everything that a date has a part in, as it is now."""
        case = ruling.case
        if case is not None and case.entry.first is not None and not (case.judgement and case.judgement.rejected):
            self.timeline.centre(case.entry.first, identity(case.entry), coming=True)
        if "mentions:" in self.trail.now.query or not ruling.document:  # what was undone was about a name
            self.search()
        else:
            self.fill(self.timeline)
        opened = self.opened
        if opened is not None and opened.document.id == ruling.document:
            self.goal = self.reader.position
            self.read_row(opened.row)

    def _say_ruling(self, ruling: Ruling) -> None:
        self.status.say(ruling.said, "warning" if ruling.complaint else "information")

    # --- What has no place --------------------------------------------------------------------------------

    def on_unplaced_wanted(self, message: messages.UnplacedWanted) -> None:
        """List what has no place in time."""
        from tui.screens.unplaced import UnplacedDates

        self._list_unplaced = self.dated is None
        if self.dated is None:
            return
        if not self.dated.unplaced:
            self.status.say("Every date has its place")
            return

        def closed(entry: Entry | None) -> None:
            self._unplaced = None
            self._read_from_above(entry, self._numbering)

        self._unplaced = UnplacedDates(self.dated.unplaced, self)
        self.app.push_screen(self._unplaced, closed)
