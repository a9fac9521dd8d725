"""Between the panes and the library: what is asked when, and which pane shows the answer.

A letter in the search box asks for hits; they are painted first, then counts and timeline of what was found, then the
document the cursor rests on. Panes post what happened; only the conductor asks the library, through the engine thread,
and gives panes what they draw. One class for the whole of that, because the answers depend on each other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer
from textual.widget import Widget

from index.errors import DossierError, IndexDamagedError
from index.models import Entry, Parsed, Row
from index.owners import owner
from tui import messages
from tui.commands import key_for
from tui.engine_thread import Answered, EngineThread, Priority
from tui.panes.search_box import SearchBox
from tui.screens import filtering, hints, questions, watching
from tui.screens.first_page import FirstPage, picture
from tui.screens.numbering import Numbering
from tui.screens.view_state import Trail
from tui.screens.watching import Reported, Watch

if TYPE_CHECKING:
    from index.library import Library

REST = 0.15  # seconds the cursor rests before the reader follows
_PICTURED = -1  # the numbering of a list that no library has answered with
SETTLE = 0.5  # seconds after the first rows until the indexing looks for changes


class Conductor(Numbering):
    """Holds one `ViewState`, the end of a trail of them.

    `also` are further collections opened as one with it, and `refresh_also` what indexes each of them.
    `refresh_command` is the child process that indexes, None for none; `recalled` are the earlier queries, the latest
    last; `path` is a file to stand on once it is found; `first` stands in the list until the library has opened, and
    `keep_first` keeps what the next start begins with; references are copied in `citation_style`.
    """

    def __init__(
        self,
        engine: EngineThread,
        collection: Path,
        trail: Trail,
        *,
        refresh_command: Sequence[str] | None = None,
        recalled: Sequence[str] = (),
        path: str = "",
        first: FirstPage | None = None,
        keep_first: Callable[[FirstPage], None] | None = None,
        follow: str = "",
        lofi: bool = False,
        citation_style: str = "plain",
        also: Sequence[Path] = (),
        refresh_also: Sequence[Sequence[str]] = (),
    ) -> None:
        super().__init__(engine, lofi=lofi)
        self.citation_style = citation_style
        self.collection = collection
        self.collections = (collection, *also)
        self.trail = trail
        self.recalled = list(recalled)
        self.opened: questions.Opened | None = None
        self.dated: questions.Dated | None = None
        self._path = path
        self._first = first
        self._keep_first = keep_first
        self._read_in = -1  # the epoch in which the document in the reader was read
        self._kept = -1  # the epoch of which the first page was kept
        self._pending = False  # another question was asked than the one the list answers
        self._complaint = ""
        self._fault = ""  # what was last said to be wrong with the notebook
        self._epoch = questions.Epoch()
        self._rest: Timer | None = None
        self.edge: int | None = None  # open the next document at its first (0) or last (-1) hit
        self.goal: Entry | int | None = None  # or at this entry or offset
        self.indexing = Watch(
            self,
            self.status,
            refresh_command,
            self.see_changes,
            also=refresh_also,
            follow=follow,
            pace=10.0 if lofi else 0.0,
        )
        self.documents.collections = len(self.collections)
        self.search()  # before anything is drawn: the engine opens the index meanwhile

    def on_mount(self) -> None:
        """Take answers from now on."""
        self.search_box.put(self.trail.now.query)
        self.search_box.recall_from(self.recalled)
        if self.lofi:
            self.reader.clear(f"{key_for('documents.open')} reads the document under the cursor.")
        if self._first is not None:
            self.documents.show(self._first.page, self._first.order, numbering=_PICTURED, stacks=self._first.stacks)
            self.documents.supply(self._first.numbered)
        self.engine.attach(self.post_message)
        self.call_after_refresh(self.engine.start)

    def folder_of(self, id: str) -> Path:
        """The collection that a document is of."""
        return self.collections[owner(id)[0]]

    # --- Asking the library -------------------------------------------------------------------------------

    def ask_anew(self, *, typing: bool = False) -> None:
        """Find what the view asks for now: another question, so that keys in the list wait for its answer."""
        self._pending = True
        self.engine.drop("read")  # a document on its way belongs to the view that is left
        self.documents.hold()
        self.search(typing=typing)

    def search(self, *, typing: bool = False, keep: str = "") -> None:
        """Find what the view asks for; the cursor stays on the document `keep` by its id, or else on the view's, where
        that is among the answers."""
        view, picked = self.trail.now, self.documents.picked_ids
        keep = keep or view.document
        self.engine.drop("counts", "timeline")
        self.engine.ask(
            "search",
            lambda library: questions.search(
                library, self._epoch, view.query, view.order, typing=typing, keep=keep, path=self._path, picked=picked
            ),
            self._show_found,
        )

    def search_again(self) -> None:
        """Find the same in the index as it is now. Nobody asked for it: the cursor stays where it has come to since a
        document was read."""
        row = self.documents.current if not self._pending else None
        self.search(keep=row.id if row is not None else "")

    def see_changes(self) -> None:
        """Something was committed: find it too, cursor and reader staying where they are."""

        def seen(state: tuple[bool, int]) -> None:
            changed, epoch = state
            if changed and self.status.message == watching.NOTHING:  # no file has, so it is the notebook
                self.status.say("The notebook has changed; no file has")
            found = self.found
            # Of two looks soon after each other the later overtakes the answer of the one that has seen the change.
            if changed or found is None or found.epoch != epoch or not found.page.numbers:
                self.search_again()

        def look(library: Library) -> tuple[bool, int]:
            return questions.renew(library, self._epoch), self._epoch.number

        self.engine.ask("changes", look, seen)

    def on_answered(self, answer: Answered) -> None:
        """The engine thread has answered; a mishap is told in one line."""
        if not self.engine.settle(answer):
            self.goal = self.edge = None
            error = answer.error
            if answer.job.lane == "search":
                self.give_up()
                self._answered()
            if isinstance(error, IndexDamagedError) and self.indexing.mend():  # it is a cache: the files are all there
                self.status.say("The index is damaged and is being made anew from the files", "warning")
                if self.found is None and answer.job.lane == "search":
                    self.documents.show_empty(error.message)
            elif isinstance(error, DossierError):
                self.status.say(str(error), "error")
                if self.found is None and answer.job.lane == "search":
                    self._explain(error)
            else:
                self.status.say(f"An error of Dossier's own ({type(error).__name__}); the log has the rest", "error")

    def on_reported(self, message: Reported) -> None:
        """The indexing has got somewhere."""
        self.indexing.take(message.event)
        self.show_hints()

    def _explain(self, error: DossierError) -> None:
        from tui.screens.notice import Notice

        self.documents.show_empty(error.message)
        self.app.push_screen(Notice(error))

    def on_said(self, message: messages.Said) -> None:
        """A pane has something to say."""
        self.status.say(message.text, message.severity)

    def _show_found(self, found: questions.Found) -> None:
        before, self.found = self.found, found
        self.indexing.start_once(SETTLE if found.total else 0)
        if found.keep is not None:
            self._path = ""
        self.search_box.complain(found.parsed.complaints)
        self._say_complaint(found.parsed)
        if found.fault != self._fault:
            self._fault = found.fault
            self.status.say(found.fault or "The notebook is whole again", "warning" if found.fault else "information")
        self.documents.show_flags(found.flags)
        if found.page.numbers:
            self.documents.show(
                found.page,
                self.trail.now.order,
                numbering=found.numbering,
                stacks=found.stacks,
                keep_number=self._keep_number(found, before),
                picked=found.picked,
            )
            self.documents.supply(found.rows)
        else:
            self.documents.show_empty(hints.nothing(found, indexing=not self.indexing.finished))
            self.clear_reader()
        self._answered()
        self.renewed()
        for pane in (self.entities, self.timeline):
            self.fill(pane)
        self.show_counts()
        self.show_hints()
        self._keep_page(found)
        if found.stacks is None:
            self._stack()

    def clear_reader(self) -> None:
        """Nothing was found: the reader shows nothing."""
        self.reader.clear()
        self.opened = None

    def _stack(self) -> None:
        """Look up copies while nothing else is asked, then show the list with one row for all of a text."""

        def done(whole: bool) -> None:
            if whole:
                self.search_again()
            else:
                self._stack()

        self.engine.ask("stacks", lambda library: library.work_on_stacks(), done, Priority.AHEAD)

    def _answered(self) -> None:
        """The list shows what was asked for: it takes keys, unless letters typed before Enter are still to come."""
        self._pending = False
        if not self.leaving_search:
            self.documents.release()

    def _keep_page(self, found: questions.Found) -> None:
        """Keep what the next start begins with, once for each state of the index that is no passing one."""
        keep = self._keep_first
        if keep is None or not found.total or found.epoch == self._kept or self.indexing.running:
            return
        self._kept = found.epoch
        order = self.trail.now.order

        def work(library: Library) -> None:
            first = picture(library, order)
            if first is not None:
                keep(first)

        self.engine.ask("picture", work, lambda _: None, Priority.AHEAD)

    def _keep_number(self, found: questions.Found, before: questions.Found | None) -> int | None:
        """The number of the document to stand on. In the list pictured at first, and in one that is only renewed,
        somebody may have moved since this was asked."""
        first, self._first = self._first, None
        row = self.documents.current
        moved = row is not None and (row.number != first.page.numbers[0] if first is not None else not self._pending)
        if row is None or not moved:
            return found.keep
        if before is not None and before.numbering == found.numbering:
            return row.number if row.number in found.page.numbers else found.keep
        return next((each.number for each in found.rows if each.id == row.id), found.keep)

    def _say_complaint(self, parsed: Parsed) -> None:
        """Say what is wrong with a query until it is mended; other messages stay."""
        said = hints.complaint(parsed)
        if said:
            self.status.say(said, "warning")
        elif self._complaint and self.status.message == self._complaint:
            self.status.say("")
        self._complaint = said

    def fill(self, pane: Widget) -> None:
        """Ask for what the sidebar or the timeline shows, if it shows."""
        view, opened = self.trail.now, self.opened
        if not pane.display:
            return
        if pane is self.entities:
            self.entities.wait()
        if pane is self.timeline:
            self.dated = None
            self.ask_about_page(
                "timeline",
                lambda library, found: questions.chronicle(
                    library, found.page, view.grain, questions.asked_days(found.parsed.query)
                ),
                self.show_dated,
                Priority.COUNTS,
            )
        elif view.whole:
            self.ask_about_page(
                "counts",
                lambda library, found: questions.count_page(library, found.page),
                self._show_counted,
                Priority.COUNTS,
            )
        elif opened is not None:
            self.engine.ask(
                "counts",
                lambda library: questions.count_document(library, opened.row),
                self._show_counted,
                Priority.COUNTS,
            )

    def _show_counted(self, counted: questions.Counted) -> None:
        self.entities.show(counted.counts, counted.figures, whole=counted.whole, totals=counted.totals)

    def show_dated(self, dated: questions.Dated) -> None:
        """Show a timeline."""
        self.dated = dated
        self.timeline.show(dated.chronicle)

    # --- Document list and reader -------------------------------------------------------------------------

    def on_rows_wanted(self, message: messages.RowsWanted) -> None:
        """Rows are about to be drawn."""
        self.ask_about_page("", lambda library, _: library.rows(message.numbers), self.documents.supply, Priority.ROWS)

    def on_document_highlighted(self, message: messages.DocumentHighlighted) -> None:
        """The reader follows once the cursor rests; at once where it shows nothing or a hit was stepped to."""
        if not self._stands_on(message.row):
            return
        if self.goal is not None and message.row.id != self.trail.now.document:
            self.goal = None
        if self._rest is not None:
            self._rest.stop()
        wanted = self.edge is not None or self.goal is not None
        at_once = wanted or self.opened is None
        self._rest = None
        if self.lofi and not wanted:
            return
        if at_once:
            self._follow()
        else:
            self._rest = self.set_timer(REST, self._follow)

    def _stands_on(self, row: Row) -> bool:
        """Whether that is the row under the cursor still: a message from the list may have been overtaken by keys."""
        current = self.documents.current
        return not self._pending and current is not None and current.id == row.id

    def _follow(self) -> None:
        row, opened, found = self.documents.current, self.opened, self.found
        if row is None or found is None or self._pending:  # the rows of a view that was left are not followed
            return
        if opened and opened.document.id == row.id and opened.parsed == found.parsed and self.goal is None:
            if self._read_in == found.epoch:
                return
            self.goal = self.reader.position  # the same document, perhaps described anew
        self.read_row(row)

    def read_row(self, row: Row) -> None:
        """Show a document in the reader, at `goal` or `edge` where one is set."""
        if self.found is not None:
            parsed = self.found.parsed
            self.engine.ask(
                "read", lambda library: questions.read(library, row, parsed), self._show_opened, Priority.TEXT
            )

    def _show_opened(self, opened: questions.Opened) -> None:
        if self._pending:  # it was asked for by a view that was left; the new one asks for its own
            return
        self.note_position()
        before, self.opened = self.opened, opened
        self._read_in = self.found.epoch if self.found is not None else -1
        # The same document again keeps the reader's layout of it
        same = before is not None and before.document == opened.document
        document = before.document if before is not None and same else opened.document
        place, edge = self.goal, self.edge
        self.goal = self.edge = None
        self.documents.show_snippet(document.id, opened.snippet)
        self.reader.take_said(opened.flags, opened.note, opened.passages)
        if isinstance(place, Entry):
            self.reader.show(document, opened.hits, at=place.start)
            self.reader.go_to(place.start, place.end)
        elif place is not None:
            same_query = opened.parsed.text == self.trail.now.query
            self.reader.show(document, opened.hits, at=place, hit=self.trail.now.hit if same_query else None)
        else:
            self.reader.show(document, opened.hits, hit=opened.first if edge is None else edge)
        self.trail.note(document=document.id, position=self.reader.position)
        self.show_hints()
        if not self.trail.now.whole:
            self.fill(self.entities)

    def on_document_chosen(self, message: messages.DocumentChosen) -> None:
        """Enter on a row: read it, and come back here with `[`."""
        self.note_position()
        self.trail.note(document=message.row.id)
        self.trail.anchor()
        self._follow()
        self.show_pane(self.reader)

    def on_order_changed(self, message: messages.OrderChanged) -> None:
        """Another order of the same documents."""
        self.note_position()
        self.trail.note(order=message.order)
        self.ask_anew()

    def on_hit_reached(self, message: messages.HitReached) -> None:
        """Show which hit the reader is at."""
        self.show_counts()

    def show_counts(self) -> None:
        """Show how many were found, or where one is among the hits."""
        self.status.show_counts(hints.counts(self.found, self.reader.hit_position, self.documents.position[0]))

    def hints(self) -> list[tuple[str, str]]:
        """Keys and labels of what works here and now."""
        return hints.keys(
            self.place,
            indexing=self.indexing.running,
            filters=bool(filtering.spans(self.trail.now.query)),
            over=bool(self.over),
            finding=self.reader.finding,
        )

    # --- Search box, filters, order -----------------------------------------------------------------------

    def on_search_box_typed(self, message: SearchBox.Typed) -> None:
        """Search while typing; a newer letter overtakes."""
        if not self.lofi and message.text == self.search_box.value:
            self._search_for(message.text)

    def _search_for(self, query: str, *, typing: bool = True) -> None:
        self.note_position()
        self.trail.note(query=query, document="", position=0, hit=-1)
        self.ask_anew(typing=typing)

    def on_search_box_completion_wanted(self, message: SearchBox.CompletionWanted) -> None:
        """Complete what is typed, or go on to the next pane where there is nothing to complete."""

        def offer(completions: list[str]) -> None:
            if self.search_box.offer(completions) is None:
                self.action_next_pane()
            elif len(completions) > 1:
                self.status.say("Tab: " + "  ".join(completions[1:6]))

        self.engine.ask("complete", lambda library: library.complete(message.text, message.cursor), offer)

    def on_search_box_left(self, message: SearchBox.Left) -> None:
        """The query stands: keep it for Up, and for `[`."""
        if self.lofi and message.text == self.search_box.value != self.trail.now.query:
            self._search_for(message.text, typing=False)
        query = message.text.strip()
        if query and query != "*":
            self.recalled = [*(old for old in self.recalled if old != query), query]
            self.search_box.recall_from(self.recalled)
        self.trail.anchor()
        self.leaving_search = False
        if not self._pending:
            self.documents.release()

    def ask_for(self, query: str) -> None:
        """Search for another query than the one in the box: a filter came or went."""
        self.note_position()
        self.search_box.put(query)
        self.trail.note(query=query)
        self.trail.anchor()
        self.ask_anew()

    def on_filter_by(self, message: messages.FilterBy) -> None:
        """Narrow the search to what the sidebar names."""
        self.ask_for(filtering.added(self.trail.now.query, message.field, message.value, message.exclude))

    def on_range_chosen(self, message: messages.RangeChosen) -> None:
        """Narrow the search to the days of a bar."""
        self.ask_for(filtering.added(self.trail.now.query, message.field, message.value, False))

    # --- Sidebar ------------------------------------------------------------------------------------------

    def on_scope_flipped(self, message: messages.ScopeFlipped) -> None:
        """Count this document, or all hits."""
        self.trail.note(whole=message.whole)
        self.fill(self.entities)

    def note_position(self) -> None:
        if self.opened is not None and self.opened.document.id == self.trail.now.document:
            self.trail.note(position=self.reader.position, hit=self.reader.hit)
