"""Two places at once: a second reader, and readers that are pinned, which follow nothing.

Of two readers one is pinned and the other follows. The reader that was used last is `reader`, and what it shows is
`opened`, whichever of the two it is: keys, notes and copying mean that one. What the list, a date or a sentence leads
to is shown in the one that follows.
"""

from __future__ import annotations

from textual.events import DescendantFocus

from index.models import Entry, Match, Row
from tui import messages
from tui.commands import key_for
from tui.panes.reader import Reader
from tui.screens import questions
from tui.screens.note_questions import Saying
from tui.screens.trailing import Trailing


class Splitting(Trailing):
    """Shows a second reader, and decides which of the two takes what is opened. Handlers of messages run before those
    of the bases, which Textual calls itself."""

    _aside: questions.Opened | None = None  # what the other reader shows
    _aside_read_in = -1
    _taking: Reader | None = None  # the reader that takes the document on its way
    _meant = False  # somebody chose a document, which a pinned reader alone on the screen takes too

    # --- Which reader -------------------------------------------------------------------------------------

    @property
    def other(self) -> Reader:
        """The reader that is not used now; it need not show."""
        return self.readers[1] if self.reader is self.readers[0] else self.readers[0]

    @property
    def split(self) -> bool:
        """Whether both show."""
        return self.readers[1].display

    def use(self, reader: Reader) -> None:
        """From now on this reader is meant."""
        if reader is self.reader:
            return
        self.note_position()
        self.reader = reader
        self.opened, self._aside = self._aside, self.opened
        self._read_in, self._aside_read_in = self._aside_read_in, self._read_in
        self.show_counts()

    def _use_follower(self) -> None:
        if self.split and self.reader.pinned:
            self.use(self.other)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The reader that has the focus is meant."""
        if isinstance(event.widget, Reader):
            self.use(event.widget)

    # --- Keys ---------------------------------------------------------------------------------------------

    def action_split(self) -> None:
        """A second reader, pinned to what is read; or one again."""
        if self.split:
            focused = self.readers[1].has_focus
            self.use(self.readers[0])
            self.readers[1].display = False
            self.readers[1].clear()
            self._aside = None
            self.readers[0].pin(False)
            if focused:
                self.show_pane(self.readers[0])
            return
        opened = self.opened
        if opened is None:
            self.status.say("No document is open")
            return
        beside = self.readers[1]
        beside.take_said(opened.flags, opened.note, opened.passages)
        beside.show(opened.document, opened.hits, at=self.reader.position, hit=self.reader.hit)
        self._aside, self._aside_read_in = opened, self._read_in
        self.readers[0].pin(False)
        beside.pin(True)
        beside.display = True
        self.status.say(f"The second reader is pinned; {key_for('everywhere.pin')} pins the other one instead")

    def action_pin(self) -> None:
        """The reader follows the list no longer, or again; of two the other one changes places with it."""
        pinned = not self.reader.pinned
        self.reader.pin(pinned)
        if self.split:
            self.other.pin(not pinned)
        self.status.say("Pinned: this text stays" if pinned else "This reader follows again")
        if not pinned and not self.split:
            self._follow()

    def action_show_reader(self) -> None:
        """To the reader; from there to the other one."""
        self.show_pane(self.other if self.split and self.reader.has_focus else self.reader)

    # --- What is opened goes to the reader that follows ---------------------------------------------------

    @property
    def _stays(self) -> bool:
        """Whether the one reader is pinned and nothing was meant for it."""
        return not self.split and self.reader.pinned and not self._meant and self.goal is None and self.edge is None

    def _follow(self) -> None:
        stays, self._meant = self._stays, False
        if not stays:
            self._use_follower()
            super()._follow()

    def _follow_match(self, row: Row, match: Match) -> None:
        stays, self._meant = self._stays, False
        if not stays:
            self._use_follower()
            super()._follow_match(row, match)

    def open_entry(self, entry: Entry, numbering: int) -> None:
        """Read the document of an entry, at its sentence."""
        self._use_follower()
        super().open_entry(entry, numbering)

    def on_document_chosen(self, message: messages.DocumentChosen) -> None:
        """Enter on a row: a pinned reader alone on the screen shows it too."""
        self._meant = True
        self._use_follower()

    def on_match_chosen(self, message: messages.MatchChosen) -> None:
        """Enter on a sentence, likewise."""
        self._meant = True
        self._use_follower()

    def read_row(self, row: Row) -> None:
        """Show a document in the reader that is meant now, even if another is by the time it comes."""
        self._taking = self.reader
        super().read_row(row)

    def _show_opened(self, opened: questions.Opened) -> None:
        taking, self._taking = self._taking, None
        if taking is not None and taking.display:
            self.use(taking)
        super()._show_opened(opened)

    def _show_found(self, found: questions.Found) -> None:
        self._use_follower()
        super()._show_found(found)

    def clear_reader(self) -> None:
        """Nothing was found: a reader that follows shows nothing."""
        if not self.reader.pinned:
            super().clear_reader()

    def _show_said_of(self, opened: questions.Opened, saying: Saying) -> None:
        super()._show_said_of(opened, saying)
        aside = self._aside
        if aside is not None and aside.document.id == opened.document.id:
            self.other.show_said(self.reader.flags, saying.notes.get(aside.document.id, ""))
            if saying.passages is not None:
                self.other.show_passages(saying.passages)
