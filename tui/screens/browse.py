"""The one working screen: the commands that apply everywhere, over panes that the conductor fills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType

from tui import messages
from tui.commands import EVERYWHERE, SEARCHES, Command, bindings_for
from tui.engine_thread import Priority
from tui.panes.find_box import FindBox
from tui.screens import filtering, hints, leaving, questions
from tui.screens.comparing import Comparing
from tui.screens.explaining import Explaining
from tui.screens.figuring import Figuring
from tui.screens.mending import Mending
from tui.screens.unseen import Unseen
from tui.screens.view_state import ViewState

if TYPE_CHECKING:
    from index.state import CollectionState


class Browse(Unseen, Explaining, Figuring, Mending, Comparing):
    """Composes the panes (`Panes`), fills them (`Conductor` and its parts: `Dating`, `Deciding`, ...) and answers
    the keys that work everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for(EVERYWHERE)]

    # --- Hits ---------------------------------------------------------------------------------------------

    def action_next_hit(self) -> None:
        """The next hit, and on into the next document."""
        self._step(1)

    def action_previous_hit(self) -> None:
        """The hit before, and back into the document before."""
        self._step(-1)

    def _step(self, direction: int) -> None:
        if self.passages.has_focus:
            if not self.passages.step(direction):
                self.status.say("No further passage" if direction > 0 else "No passage before this one")
            return
        moved = self.reader.next_hit() if direction > 0 else self.reader.previous_hit()
        if moved or self.edge is not None or self.opened is None:
            return
        self.edge = 0 if direction > 0 else -1
        if not self.documents.move(direction):
            self.edge = None
            self.status.say("No further hit" if direction > 0 else "No hit before this one")

    # --- Search inside the text ---------------------------------------------------------------------------

    def on_find_wanted(self, message: messages.FindWanted) -> None:
        """Take words to look for in the text."""
        self.find_box.open()

    def on_find_box_typed(self, message: FindBox.Typed) -> None:
        """Look for them as they are typed."""
        if not self.lofi:
            self._find(message.text)

    def leave_find(self) -> None:
        """Enter; on the worst lines it begins the search."""
        if self.lofi:
            self._find(self.find_box.value)
        super().leave_find()

    def _find(self, text: str) -> None:
        opened = self.opened
        if opened is None:
            return
        if not text.strip():
            self.reader.end_find()
            return

        def show(sought: questions.Sought) -> None:
            found = self.reader.show_found(sought.spans)
            complaint = hints.complaint(sought.parsed)
            if not complaint and sought.whole:
                complaint = f"{sought.whole}: asks about documents as a whole; inside one are words, names and dates"
            if complaint:
                self.status.say(complaint, "warning")
            else:
                self.status.say("" if found else "Not in this text")
            self.show_hints()  # Enter may have left the input before the answer came
            self.show_counts()

        self.engine.ask("find", lambda library: questions.find(library, opened.document, text), show)

    # --- Back and forward ---------------------------------------------------------------------------------

    def action_back(self) -> None:
        """The view before."""
        self.note_position()
        self._show_view(self.trail.back(), "Nothing was opened before this")

    def action_forward(self) -> None:
        """The view after."""
        self.note_position()
        self._show_view(self.trail.forward(), "There is nothing further on")

    def _show_view(self, view: ViewState | None, otherwise: str) -> None:
        if view is None:
            self.status.say(otherwise)
            return
        self.goal = view.position
        self.search_box.put(view.query)
        self.ask_anew()

    def remembered(self) -> CollectionState:
        """What the next start goes on from."""
        from index.state import CollectionState

        view = self.trail.now
        views = tuple((each.query, str(each.order), each.document, each.position) for each in self.trail.until_now)
        return CollectionState(
            view.query, str(view.order), view.document, view.position, tuple(self.recalled), views=views
        )

    # --- Commands that apply everywhere -------------------------------------------------------------------

    def action_escape(self) -> None:
        """Undo the innermost thing; never quit, never stop the indexing."""
        if self.find_box.has_focus or self.search_box.has_focus:
            if self.lofi and self.search_box.has_focus:  # what was typed was not searched for
                self.search_box.put(self.trail.now.query)
            self.leave_input()
        elif self.reader.end_find():
            self.status.say("")
            self.show_counts()
            self.show_hints()
        elif (
            (self.timeline.has_focus and self.timeline.end_range())
            or (self.entities.has_focus and self.entities.unmark())
            or (self.documents.has_focus and self.documents.unpick())
            or (self.reader.has_focus and self.reader.unchoose())
        ):
            pass
        elif self.over:
            self.show_pane(self.reader)
        else:
            query = filtering.dropped(self.trail.now.query)
            if query != self.trail.now.query:
                self.ask_for(query)

    def action_refresh(self) -> None:
        """Index what is new, changed or gone."""
        self.indexing.start(asked=True)

    def action_follow(self) -> None:
        """Index what changes in the folder at once, or no longer."""
        following = self.indexing.following
        self.indexing.follow("" if following else "auto")
        if following:
            self.status.say("The folder is followed no longer")
        elif self.indexing.following:
            self.status.say("What changes in the folder is indexed at once from now on")

    def action_stop_indexing(self) -> None:
        """Stop the indexing; what is done stays."""
        if self.indexing.running:
            self.status.say("Stopping after this batch")
            self.indexing.stop()
        else:
            self.status.say("Nothing is being indexed")

    def action_open_original(self) -> None:
        """Show the original in a browser."""
        leaving.open_original(self)

    def action_edit(self) -> None:
        """Open the document's file in an editor, and index what changed."""
        if leaving.edit(self):
            self.indexing.start()

    def action_copy(self) -> None:
        """Copy what is selected, or what is under the cursor of the focused pane, with its source."""
        leaving.copy(self)

    def action_pipe(self) -> None:
        """Give the passage chosen, else the document, to a pager."""
        leaving.pipe(self)

    def action_collections(self) -> None:
        """Go over to another collection."""
        if self.app.is_web:
            self.status.say("Only what dossier serve was started with is served", "warning")
            return
        from tui.screens.collections import Collections, Known, folder_typed, known_collections

        def check(typed: str, then: Callable[[Path | str], None]) -> None:
            self.engine.ask("folder", lambda _: folder_typed(typed), then)

        def chosen(folders: tuple[Path, ...] | None) -> None:
            if folders == self.collections:
                self.status.say("This is what is open")
            elif folders:
                self.note_position()
                self.app.go_over(*folders)  # type: ignore[attr-defined]

        def show(known: Sequence[Known]) -> None:
            self.app.push_screen(Collections(known, check), chosen)

        self.engine.ask("collections", lambda _: known_collections(*self.collections), show)

    def action_help(self) -> None:
        """Keys of the focused pane, keys of every pane, the query language."""
        from tui.screens.help import Help

        self.app.push_screen(Help(self.place))

    def action_palette(self) -> None:
        """Find a command by its name and run it."""
        from tui.screens.palette import Palette

        def run(command: Command | None) -> None:
            if command is not None and command.where == SEARCHES:
                self.run_saved(command.id)
            elif command is not None:
                self.call_later(self.run_command, command)

        palette = Palette(self.place)
        self.app.push_screen(palette, run)
        self.engine.ask("palette", lambda library: library.saved_searches(), palette.add_searches, Priority.HITS)

    def action_redraw(self) -> None:
        """Draw everything again: something else has written on the terminal."""
        self.app.draw_all()  # type: ignore[attr-defined]

    def action_suspend(self) -> None:
        """Back to the shell, until `fg`."""
        self.note_position()
        self.app.action_suspend_process()

    def action_quit(self) -> None:
        """Leave; the view is remembered."""
        self.note_position()
        self.app.exit(0)
