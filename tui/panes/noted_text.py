"""The text of a document with what the notebook says of it: star, tags and note at its head."""

from __future__ import annotations

from textual.strip import Strip

from index.models import Flags
from tui.messages import NotesWanted, UndoWanted
from tui.panes.picking import signs_of
from tui.panes.viewport import Viewport
from tui.widgets.cells import cut
from tui.widgets.inert import inert
from tui.widgets.ink import SECTION, line


class NotedText(Viewport):
    """Base of the reader: what was said of its document, and the keys that say more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._flags = Flags()
        self._note = ""

    def show_said(self, flags: Flags, note: str) -> None:
        """What the notebook says of the document that is shown, or about to be."""
        if (flags, note) != (self._flags, self._note):
            self._flags, self._note = flags, note
            self.redraw()

    def said_of(self) -> str:
        """Star, signs and tags."""
        signs = signs_of(self._flags)
        return " ".join(([signs] if signs else []) + [f"#{tag}" for tag in self._flags.tags])

    def note_lines(self, cells: int) -> list[Strip]:
        """The note on one line, cut where it ends."""
        if not self._note:
            return []
        return [line([(" ✎ " + cut(inert(" ".join(self._note.split())), cells - 3), SECTION)], cells)]

    def _ask(self, what: str) -> None:
        if self._document is not None:
            self.post_message(NotesWanted(what))

    def action_star(self) -> None:
        """A star for the document, or none."""
        self._ask("star")

    def action_tag(self) -> None:
        """Tags for the document."""
        self._ask("tag")

    def action_note(self) -> None:
        """A note on the document."""
        self._ask("note")

    def action_long_note(self) -> None:
        """The same in an editor."""
        self._ask("long note")

    def action_undo(self) -> None:
        """Take back what was last said."""
        self.post_message(UndoWanted())
