"""The saved searches' part of the conductor: saving what is searched now, the list of them, running one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.models import Order
from tui.engine_thread import Priority
from tui.screens.passaging import Passaging

if TYPE_CHECKING:
    from index.library import Library
    from index.library.searching import Total
    from index.notebook import SearchJudgement


class Searching(Passaging):
    """Answers what is asked about saved searches."""

    @property
    def _looked_at(self) -> str:
        """The pane a search is looked at in, as it is saved with it."""
        return "timeline" if self.timeline.has_focus else self.listing.id or ""

    def action_save_search(self) -> None:
        """Ask for a name, and save the present search under it."""
        from tui.screens.asking import Asking

        view, pane = self.trail.now, self._looked_at
        text = [f"“{view.query.strip() or '*'}”, by {view.order}. A search of the same name is replaced."]

        def answered(name: str | None) -> None:
            if name is None or not name.strip():
                return
            self.engine.ask(
                "",
                lambda library: library.save_search(name, view.query, view.order, pane),
                lambda saved: self.status.say(f"Saved as “{saved.name}”"),
                Priority.HITS,
            )

        self.app.push_screen(Asking("Save this search", text, "", "a name"), answered)

    def action_show_searches(self) -> None:
        """Open the list of saved searches."""
        from tui.screens.searches import Searches

        self.app.push_screen(Searches(self))

    def ask_totals(self, then: Callable[[Sequence[Total]], None]) -> None:
        """What every saved search finds now."""
        self.engine.ask("totals", lambda library: library.totals(), then, Priority.COUNTS)

    def run_search(self, search: SearchJudgement) -> None:
        """Search for it, in its order and pane; what it finds now is seen."""
        if self.app.screen is not self:
            self.app.pop_screen()
        self.note_position()
        self.engine.drop("read")
        order = Order(search.sort) if search.sort else self.trail.now.order
        self.search_box.put(search.query)
        self.trail.note(query=search.query, order=order, document="", position=0, hit=-1)
        self.trail.anchor()
        self.list_as(self.passages if search.pane == "passages" else self.documents)
        self.ask_anew()
        self.show_pane(self.timeline if search.pane == "timeline" else self.listing)
        self.engine.ask(
            "", lambda library: library.saw(search, library.search(search.query)), lambda _: None, Priority.COUNTS
        )
        self.status.say(f"Saved search “{search.name}”")

    def run_saved(self, name: str) -> None:
        """Run the search saved under a name."""
        self.engine.ask("", lambda library: library.saved(name), self.run_search, Priority.HITS)

    def forget_saved(self, search: SearchJudgement, then: Callable[[Sequence[Total]], None]) -> None:
        """Take a search out of the notebook."""

        def work(library: Library) -> Sequence[Total]:
            library.forget_search(search.name)
            return library.totals()

        self.engine.ask("", work, then, Priority.HITS)

    def undo_saved(self, then: Callable[[Sequence[Total]], None]) -> None:
        """Take back the last change of the notebook."""

        def work(library: Library) -> Sequence[Total]:
            library.undo()
            return library.totals()

        self.engine.ask("", work, then, Priority.HITS)
