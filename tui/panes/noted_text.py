"""The text of a document with what the notebook says of it: star, tags and note at its head, passages in the text.

The margin of a passage has a sign on its first line (a quote kept, a note, a mark) and a bar below. A passage is chosen
by keys, sentence by sentence, or with the mouse; what is said then is said of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip

from index.models import Flags, Passage, Span
from tui.messages import LikeWanted, NotesWanted, PassageWanted, ReasonsWanted, UndoWanted
from tui.panes.picking import signs_of
from tui.panes.viewport import Viewport
from tui.widgets.cells import cut
from tui.widgets.inert import inert
from tui.widgets.ink import MARKED, SECTION, SELECTED, line
from tui.widgets.marks import Styles, draw
from tui.widgets.wrap import Block

QUOTE, NOTE, MARK = "❞", "✎", "┃"


class NotedText(Viewport):
    """Base of the reader: what was said of its document, and the keys that say more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._flags = Flags()
        self._note = ""
        self._passages: Sequence[Passage] = ()
        self._chosen: Span | None = None

    def take_said(self, flags: Flags, note: str, passages: Sequence[Passage]) -> None:
        """What the notebook says of the document that is about to be shown."""
        self._flags, self._note, self._passages, self._chosen = flags, note, passages, None

    def show_passages(self, passages: Sequence[Passage]) -> None:
        """The passages of the document that is shown, in the order of its text."""
        if passages != self._passages:
            self._passages = passages
            self.redraw()

    @property
    def flags(self) -> Flags:
        """What was last shown to be said of the document."""
        return self._flags

    @property
    def chosen(self) -> Span | None:
        """The passage chosen: with the mouse, or by keys and still the one that is marked in the margin."""
        if (selected := self.selected_span()) is not None:
            return selected
        return self._chosen if self._chosen is not None and self._chosen == self.current_span else None

    def choose(self, span: Span) -> None:
        """Choose a passage and bring it into view."""
        self._chosen = span
        self.go_to(span.start, span.end)

    def unchoose(self) -> bool:
        """Choose nothing; False if nothing was chosen."""
        if self._chosen is None:
            return False
        shown, self._chosen = self.chosen is not None, None
        self.redraw()
        return shown

    def go_to(self, offset: int, end: int | None = None) -> None:
        """Bring a stretch of the text into view and mark it in the margin."""
        raise NotImplementedError

    def here(self) -> int:
        """The offset that a key is meant for."""
        return self.position

    # --- Drawing ---

    def _margin_mark(self, start: int, end: int) -> str:
        mark = super()._margin_mark(start, end)
        if mark != " ":
            return mark
        for passage in self._passages:
            if passage.start < end and passage.end > start:
                first = start <= passage.start
                return (NOTE if passage.note else QUOTE if passage.kept else MARK) if first else MARK
        return " "

    def _line_styles(self, block: Block, start: int, end: int) -> Styles:
        styles = super()._line_styles(block, start, end)
        for passage in self._passages:
            draw(styles, passage.start - start, passage.end - start, MARKED)
        if (chosen := self._chosen) is not None and chosen == self.current_span:
            draw(styles, chosen.start - start, chosen.end - start, SELECTED)
        return styles

    def show_said(self, flags: Flags, note: str) -> None:
        """What the notebook says of the document that is shown."""
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

    def action_like(self) -> None:
        """The documents most like this one."""
        if self._document is not None:
            self.post_message(LikeWanted())

    def action_why(self) -> None:
        """Why the document matches."""
        if self._document is not None:
            self.post_message(ReasonsWanted())

    def action_export(self) -> None:
        """The document's reference."""
        self._ask("export")

    def action_tag(self) -> None:
        """Tags for the document."""
        self._ask("tag")

    def _ask_passage(self, what: str) -> None:
        if self._document is not None:
            self.post_message(PassageWanted(what, self.chosen, self.here()))

    def action_next_sentence(self) -> None:
        """Choose the sentence at the hit or the top, then the one after it."""
        self._ask_passage("next")

    def action_previous_sentence(self) -> None:
        """Choose the sentence before."""
        self._ask_passage("previous")

    def action_wider(self) -> None:
        """Choose the paragraph around it, then the turn, then the sentence again."""
        self._ask_passage("wider")

    def action_next_passage(self) -> None:
        """The next passage of the notebook, the first after the last."""
        if not self._passages:
            self._ask_passage("following")  # says that there is none
            return
        at = self.current_span.start if self.current_span is not None else self.here() - 1
        following = next((each for each in self._passages if each.start > at), self._passages[0])
        self.choose(Span(following.start, following.end))
        self._ask_passage("following")

    def action_mark(self) -> None:
        """Mark the passage, or no longer."""
        self._ask_passage("mark")

    def action_keep(self) -> None:
        """Keep the passage as a quote."""
        self._ask_passage("keep")

    def action_forget(self) -> None:
        """Take the mark, the note or the quote that is here out of the notebook."""
        self._ask_passage("forget")

    def action_note(self) -> None:
        """A note on the passage chosen, else on the document."""
        self._ask_passage("note") if self.chosen is not None else self._ask("note")

    def action_long_note(self) -> None:
        """The same in an editor."""
        self._ask_passage("long note") if self.chosen is not None else self._ask("long note")

    def action_undo(self) -> None:
        """Take back what was last said."""
        self.post_message(UndoWanted())
