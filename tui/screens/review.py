"""The queue of names that may be one: a pair at a time, judged by one key.

A question can be answered only once it stands on the screen and no key has been pressed for a moment: keys typed ahead
are dropped, so nothing is merged unseen. The title names the keys from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.timer import Timer

from index.models import plural
from tui.commands import DIALOG, NAMES, bindings_for, key_for
from tui.screens import name_questions
from tui.screens.dialog import KEY, Line, Lines
from tui.screens.name_card import marked
from tui.widgets.cells import wrapped
from tui.widgets.ink import SECTION, grouped

if TYPE_CHECKING:
    from index.library import Library
    from index.library.card import Card
    from index.library.suggestions import Suggestion
    from tui.screens.name_questions import Decision, Pair


_PAUSE = 0.25  # seconds without a key, from when a question is painted, before one is taken for its answer


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
        self._skipped: list[Suggestion] = []
        self._judged: list[Suggestion] = []
        self._below = below
        self._pair: Pair | None = None
        self._said = ""
        self._deciding = False
        self._open = False
        self._pause: Timer | None = None
        self._lines = Lines(self._title, self._make)

    def compose(self) -> ComposeResult:
        """The pair."""
        yield self._lines

    def on_mount(self) -> None:
        """Show the first."""
        self._show_next()

    @property
    def left(self) -> Sequence[Suggestion]:
        """The pairs that wait, the one shown first, those skipped last."""
        return [*self._left, *self._skipped]

    @property
    def open(self) -> bool:
        """Whether the question on the screen can be answered."""
        return self._open

    @property
    def _title(self) -> str:
        if not self._left:
            return f"No pair is left · {key_for('names.undo')} undoes, Esc closes"
        skipped = f", {grouped(len(self._skipped))} skipped" if self._skipped else ""
        keys = "y yes, n no, s skip, u undo, Esc closes" if self._open else "Esc closes"
        return f"Are these one? {grouped(len(self._left))} left{skipped} · {keys}"

    def _show_next(self) -> None:
        if not self._left and self._skipped:
            self._left, self._skipped = self._skipped, []
            self._said = " ".join(filter(None, [self._said, "Those skipped come again."]))
        self._pair = None
        self._shut()
        if self._left:
            self._below.ask_pair(self._left[0], self._show)
        self._lines.renew(self._title)

    def _show(self, pair: Pair) -> None:
        if self._left and pair.suggestion == self._left[0]:
            self._pair = pair
            self._shut()
            self._lines.renew(self._title)
            self.call_after_refresh(self._await_pause, pair)

    def _shut(self) -> None:
        """Take no answer."""
        self._open = False
        if self._pause is not None:
            self._pause.stop()
            self._pause = None

    def _await_pause(self, pair: Pair) -> None:
        """The pair is painted: take answers when no key has come for a moment."""
        if pair is self._pair and not self._deciding:
            self._shut()
            self._pause = self.set_timer(_PAUSE, self._take_answers)

    def _take_answers(self) -> None:
        self._open = self._pair is not None and not self._deciding
        self._lines.renew(self._title)

    def _answerable(self) -> Suggestion | None:
        """The pair that a key pressed now judges; a key that comes too early makes the wait begin again."""
        if self._open and self._left:
            return self._left[0]
        if self._pause is not None and self._pair is not None:
            self._await_pause(self._pair)
        return None

    def _make(self, width: int) -> list[Line]:
        lines: list[Line] = []
        if self._pair is not None:
            lines += pair_lines(self._pair, width)
        elif self._left:
            lines += [[(" Looking for the sentences of the next two names", None)]]
        if self._said:
            lines += [[("", None)], *([(" " + part, KEY)] for part in wrapped(self._said, width - 2))]
        return lines

    def action_same(self) -> None:
        """They are one."""
        if pair := self._answerable():
            self._decide(pair, lambda library: name_questions.merge(library, pair.a, pair.b))

    def action_different(self) -> None:
        """They are two: never ask again."""
        if pair := self._answerable():
            self._decide(pair, lambda library: name_questions.apart(library, pair))

    def action_skip(self) -> None:
        """Later: when the others are judged."""
        if self._answerable():
            self._skipped.append(self._left.pop(0))
            self._said = ""
            self._show_next()

    def action_undo(self) -> None:
        """Take the last decision back, and ask again."""
        if self._deciding:
            return
        if not self._judged:
            self._said = "Nothing was decided here"
            self._lines.renew(self._title)
            return

        def undone(decision: Decision) -> None:
            self._deciding = False
            self._said = decision.said
            if not decision.complaint:
                self._left.insert(0, self._judged.pop())
            self._show_next()

        self._deciding = True
        self._shut()
        self._below.decide(name_questions.undo, undone)

    def _decide(self, pair: Suggestion, work: Callable[[Library], Decision]) -> None:
        self._deciding = True
        self._shut()

        def decided(decision: Decision) -> None:
            self._said = decision.said
            if decision.complaint:
                self._deciding = False
                self._show_next()
                return
            self._judged.append(pair)
            self._below.ask_open([*self._left[1:], *self._skipped], self._go_on)

        self._below.decide(work, decided)

    def _go_on(self, left: Sequence[Suggestion]) -> None:
        skipped = frozenset(self._skipped)
        self._deciding = False
        self._left = [each for each in left if each not in skipped]
        self._skipped = [each for each in left if each in skipped]
        self._show_next()

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def pair_lines(pair: Pair, width: int) -> list[Line]:
    """Two names with a few sentences each, why they are suggested, and what y and n would do."""
    lines: list[Line] = [*_name(pair.a, width), [("", None)], *_name(pair.b, width), [("", None)]]
    lines += [[(" Why: ", KEY), (pair.suggestion.reason, None)]]
    a, b = _which(pair.a), _which(pair.b)
    said = [f"y: {a}, becomes part of {b}", "n: they stay two, and are not asked about again"]
    return [*lines, *([(" " + part, None)] for text in said for part in wrapped(text, width - 2))]


def _which(card: Card) -> str:
    """A name as told from another of the same letters: "the person “Hero”, 3 documents"."""
    return f"{name_questions.called(card.kind, card.name)}, {_documents(card)}"


def _documents(card: Card) -> str:
    return f"{grouped(card.documents)} {plural(card.documents, 'document')}"


def _name(card: Card, width: int) -> list[Line]:
    listed = ", from the lists of names" if card.listed else ""
    kind = "kind not known" if card.kind == "name" else card.kind
    lines: list[Line] = [[(f" {card.name}", SECTION), (f"  {kind}, {_documents(card)}{listed}", None)]]
    for place in card.sentences[:3]:
        lines += marked(place, width - 5, 3)
    return lines
