"""Questions about documents by number. An engine's numbers mean something only until its index has changed: every
answer has a numbering, and what is asked by the numbers of an older one is not answered, or asked anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from tui.engine_thread import EngineThread, Priority
from tui.screens import questions
from tui.screens.panes import Panes

if TYPE_CHECKING:
    from index.library import Library

T = TypeVar("T")


class Numbering(Panes):
    """Has the engine, and the answer `found` that the list shows."""

    def __init__(self, engine: EngineThread, *, lofi: bool = False) -> None:
        super().__init__(lofi=lofi)
        self.engine = engine
        self.found: questions.Found | None = None
        self._waiting: list[Callable[[], None]] = []

    def ask_about_page(
        self,
        lane: str,
        work: Callable[[Library, questions.Found], T],
        then: Callable[[T], None],
        priority: Priority,
        *,
        numbering: int | None = None,
        changed: Callable[[], None] | None = None,
    ) -> None:
        """Ask about documents by the numbers of the list, or of an answer with another `numbering`. Where the index has
        changed since, `changed` is called in place of `then`; what is renewed with the list needs none."""
        found = self.found
        if found is None:
            return
        asked = found.numbering if numbering is None else numbering

        def current(library: Library) -> T | None:
            return work(library, found) if library.numbering == asked else None

        def answered(answer: T | None) -> None:
            if answer is not None:
                then(answer)
            elif changed is not None:
                changed()

        self.engine.ask(lane, current, answered, priority)

    def with_ids(self, numbers: Callable[[], Sequence[int]], then: Callable[[Sequence[str]], None]) -> None:
        """Go on with the ids of documents of the list, which are theirs in every state of the index. The engine is
        asked where a row is not known yet, and where the index has changed meanwhile once more, with the `numbers`
        of the list as it is then."""
        asked, found = numbers(), self.found
        if not asked:
            self.status.say("There is no document here")
            return
        ids = self.documents.ids(asked)
        if ids is not None:
            then(ids)
            return

        def again() -> None:
            if self.found is not found:
                self.with_ids(numbers, then)
            else:  # the answer that renews the list is on its way
                self._waiting.append(lambda: self.with_ids(numbers, then))

        self.ask_about_page(
            "ids", lambda library, _: [row.id for row in library.rows(asked)], then, Priority.HITS, changed=again
        )

    def say_changed(self) -> None:
        """A key has come to nothing, because what it was pressed on is of an older state of the index."""
        self.status.say("The index has just changed: press the key again", "warning")

    @property
    def owes(self) -> bool:
        """Whether a key waits for the list, which leads on to a screen or another pane: the next are meant for that."""
        return bool(self._waiting) or self.documents.owes

    def give_up(self) -> None:
        """What waits for the list is not wanted any more."""
        self._waiting.clear()
        self.documents.give_up()

    def renewed(self) -> None:
        """The list is of the newest state: go on with what waits for it."""
        waiting, self._waiting = self._waiting, []
        for each in waiting:
            each()
