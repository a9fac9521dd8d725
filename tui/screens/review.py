"""The queue of names that may be one: a pair at a time, judged by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from tui.commands import DIALOG, NAMES, bindings_for
from tui.screens import name_questions
from tui.screens.dialog import KEY, Line, Lines, wrapped
from tui.screens.name_card import marked
from tui.widgets.ink import SECTION, grouped

if TYPE_CHECKING:
    from index.library import Library
    from index.library.card import Card
    from index.library.suggestions import Suggestion
    from tui.screens.name_questions import Decision, Pair


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_pair(self, suggestion: Suggestion, then: Callable[[Pair], None], /) -> None:
        """What is known of two names."""

    def decide(self, work: Callable[[Library], Decision], then: Callable[[Decision], None], /) -> None:
        """Record a decision, and show what follows from it."""

    def ask_open(self, those: Sequence[Suggestion], then: Callable[[Sequence[Suggestion]], None], /) -> None:
        """Which of these no decision has settled."""


class Review(Screen[None]):
    """Opened by `w` in the sidebar. y: they are one; n: they are two; s: the next; u: the last one again."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in bindings_for(NAMES) if each.action in ("same", "different", "skip", "undo")),
        *(each for each in bindings_for(DIALOG) if each.action == "close"),
    ]
    AUTO_FOCUS = "#lines"

    def __init__(self, pairs: Sequence[Suggestion], below: Below) -> None:
        super().__init__()
        self._left = list(pairs)
        self._judged: list[Suggestion] = []
        self._below = below
        self._pair: Pair | None = None
        self._said = ""
        self._busy = False
        self._lines = Lines(self._title, self._make)

    def compose(self) -> ComposeResult:
        """The pair."""
        yield self._lines

    def on_mount(self) -> None:
        """Show the first."""
        self._show_next()

    @property
    def left(self) -> Sequence[Suggestion]:
        """The pairs that wait, the one shown among them."""
        return self._left

    @property
    def _title(self) -> str:
        if not self._left:
            return "No pair is left · u undoes, Esc closes"
        return f"Are these one? {grouped(len(self._left))} left · y yes, n no, s skip, u undo, Esc closes"

    def _show_next(self) -> None:
        self._pair = None
        self._busy = bool(self._left)
        if self._left:
            self._below.ask_pair(self._left[0], self._show)
        self._lines.renew(self._title)

    def _show(self, pair: Pair) -> None:
        if self._left and pair.suggestion == self._left[0]:
            self._pair, self._busy = pair, False
            self._lines.renew(self._title)

    def _make(self, width: int) -> list[Line]:
        lines: list[Line] = []
        if self._pair is not None:
            lines += pair_lines(self._pair, width)
        if self._said:
            lines += [[("", None)], *([(" " + part, KEY)] for part in wrapped(self._said, width - 2))]
        return lines

    def action_same(self) -> None:
        """They are one."""
        if self._left and not self._busy:
            pair = self._left[0]
            self._decide(pair, lambda library: name_questions.merge(library, pair.a, pair.b))

    def action_different(self) -> None:
        """They are two: never ask again."""
        if self._left and not self._busy:
            pair = self._left[0]
            self._decide(pair, lambda library: name_questions.apart(library, pair))

    def action_skip(self) -> None:
        """Later: to the end of the queue."""
        if self._left and not self._busy:
            self._left.append(self._left.pop(0))
            self._said = ""
            self._show_next()

    def action_undo(self) -> None:
        """Take the last decision back, and ask again."""
        if not self._judged:
            self._said = "Nothing was decided here"
            self._lines.renew(self._title)
            return

        def undone(decision: Decision) -> None:
            self._said = decision.said
            if not decision.complaint:
                self._left.insert(0, self._judged.pop())
            self._show_next()

        self._below.decide(name_questions.undo, undone)

    def _decide(self, pair: Suggestion, work: Callable[[Library], Decision]) -> None:
        self._busy = True

        def decided(decision: Decision) -> None:
            self._said = decision.said
            if decision.complaint:
                self._busy = False
                self._lines.renew(self._title)
                return
            self._judged.append(pair)
            self._below.ask_open(self._left[1:], self._go_on)

        self._below.decide(work, decided)

    def _go_on(self, left: Sequence[Suggestion]) -> None:
        self._left = list(left)
        self._show_next()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def pair_lines(pair: Pair, width: int) -> list[Line]:
    """Two names with a few sentences each, and why they are suggested."""
    lines: list[Line] = [*_name(pair.a, width), [("", None)], *_name(pair.b, width), [("", None)]]
    lines += [[(" Why: ", KEY), (pair.suggestion.reason, None)]]
    said = f"y: “{pair.a.name}” becomes part of “{pair.b.name}”"
    return [*lines, *([(" " + part, None)] for part in wrapped(said, width - 2))]


def _name(card: Card, width: int) -> list[Line]:
    listed = ", from the lists of names" if card.listed else ""
    count = f"{grouped(card.documents)} document{'s' if card.documents != 1 else ''}"
    lines: list[Line] = [[(f" {card.name}", SECTION), (f"  {card.kind}, {count}{listed}", None)]]
    for place in card.sentences[:3]:
        lines += marked(place, width - 5, 3)
    return lines
