"""The trail's part of the conductor: writing down what is asked, opened and kept, and going there again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import NotFoundError
from index.models import Entry, Order, Row
from tui import messages
from tui.engine_thread import Priority
from tui.panes.search_box import SearchBox
from tui.screens import leaving, note_questions
from tui.screens.noting import Noting
from tui.screens.searching import Searching

if TYPE_CHECKING:
    from index.library import Library
    from index.notebook import SearchJudgement
    from index.trail import Step


class Trailing(Searching, Noting):
    """Logs steps, in the engine thread, and lists them. Textual hands a message to the handlers of the bases too, after
    those here: none of these calls the one above it."""

    _written = ("", "")  # query and order of the search written down last

    # --- What is written down -----------------------------------------------------------------------------

    def _write(self, what: str, *, row: Row | None = None, position: int = 0, words: str = "") -> None:
        view = self.trail.now

        def work(library: Library) -> None:
            from index import trail

            said = {} if row is None else {"document": row.id, "path": row.path, "title": row.title}
            step = trail.Step(what, query=view.query, order=str(view.order), position=position, words=words, **said)
            trail.add(self.collection, step)

        self.engine.ask("", work, lambda _: None, Priority.HITS)

    def _write_search(self) -> None:
        view = self.trail.now
        if view.query.strip() and (view.query, str(view.order)) != self._written:
            self._written = view.query, str(view.order)
            self._write("search")

    def on_search_box_left(self, message: SearchBox.Left) -> None:
        """A query stands."""
        self._write_search()

    def ask_for(self, query: str) -> None:
        """A filter came or went."""
        super().ask_for(query)
        self._write_search()

    def run_search(self, search: SearchJudgement) -> None:
        """A saved search is run."""
        super().run_search(search)
        self._write_search()

    def on_document_chosen(self, message: messages.DocumentChosen) -> None:
        """A document is read."""
        self._write("open", row=message.row)

    def on_match_chosen(self, message: messages.MatchChosen) -> None:
        """A sentence is read in its document."""
        self._write("open", row=message.row, position=message.match.start)

    def _open_at(self, entry: Entry, row: Row, numbering: int) -> None:
        """A document is read at a sentence that a date, a figure or the notebook led to."""
        super()._open_at(entry, row, numbering)
        self._write("open", row=row, position=entry.start)

    def on_passage_wanted(self, message: messages.PassageWanted) -> None:
        """A quote is kept."""
        opened = self.opened
        if message.what == "keep" and opened is not None:
            span = message.span or note_questions.chosen(opened.document, "keep", None, message.at)
            if span is not None:
                words = opened.document.text[span.start : span.end]
                self._write("keep", row=opened.row, position=span.start, words=words)

    # --- Going there again --------------------------------------------------------------------------------

    def action_show_trail(self) -> None:
        """Open the trail."""
        from tui.screens.trail_view import TrailView

        self.app.push_screen(TrailView(self))

    def ask_steps(self, then: Callable[[Sequence[Step]], None]) -> None:
        """The steps, the last one last."""

        def work(library: Library) -> Sequence[Step]:
            from index import trail

            return trail.steps(self.collection)

        self.engine.ask("trail", work, then, Priority.HITS)

    def go_to_step(self, step: Step, then: Callable[[str], None]) -> None:
        """Search again, or read the document at the place."""
        if step.what == "search":
            self.app.pop_screen()
            self.note_position()
            self.search_box.put(step.query)
            order = Order(step.order) if step.order in set(Order) else self.trail.now.order
            self.trail.note(query=step.query, order=order, document="", position=0, hit=-1)
            self.trail.anchor()
            self.ask_anew()
            self.show_pane(self.listing)
            return

        def found(answer: tuple[int | None, int]) -> None:
            number, numbering = answer
            if number is None:
                then("This document is no longer in the collection")
                return
            if self.app.screen is not self:
                self.app.pop_screen()
            end = step.position + max(len(step.words), 1)
            self.open_entry(Entry("", None, None, "mentioned", step.words, step.position, end, number), numbering)

        def work(library: Library) -> tuple[int | None, int]:
            try:
                return library.number(step.document), library.numbering
            except NotFoundError:
                return None, library.numbering

        self.engine.ask("trail", work, found)

    def export_steps(self, then: Callable[[str], None]) -> None:
        """Write the trail as Markdown into the folder of exports."""

        def work(library: Library) -> str:
            from index import trail
            from index.export.trail import markdown

            lines = markdown(f"Trail through {self.collection.name}", trail.steps(self.collection))
            return leaving.save_export("trail.md", "".join(f"{line}\n" for line in lines))

        self.engine.ask("", work, then, Priority.HITS)
