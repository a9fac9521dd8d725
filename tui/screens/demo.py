"""`dossier demo`: a guide's line under the panes of the bundled collection, two minutes for a newcomer.

It says what to press, waits until it was done, however it was done, and goes on. It takes no key but its own two, so
that every other key works as always; leaving it leaves the browser as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.strip import Strip
from textual.timer import Timer

from tui.commands import key_for
from tui.widgets.cells import fit
from tui.widgets.ink import line
from tui.widgets.painted import Painted

if TYPE_CHECKING:
    from tui.screens.browse import Browse

LOOK = 0.3  # seconds between two looks whether a step was done
NEXT, END = "f8", "f9"


class Step(NamedTuple):
    """What is said, and whether it was done."""

    text: str
    done: Callable[[Browse], object]


def steps() -> list[Step]:
    """The tour, with the keys as this user has them."""
    search, reader, entities, timeline, help_, quit_ = (
        key_for(f"everywhere.{name}")
        for name in ("search", "show_reader", "show_entities", "show_timeline", "help", "quit")
    )
    return [
        Step(
            f"Type {search} and then trade: the list follows every letter",
            lambda screen: "trade" in screen.trail.now.query.casefold(),
        ),
        Step("Enter keeps the query and goes to the list", lambda screen: screen.documents.has_focus),
        Step(
            f"{key_for('documents.down')} goes down; {key_for('documents.open')} or {reader} goes into the text",
            lambda screen: screen.reader.has_focus,
        ),
        Step(
            f"{key_for('everywhere.next_hit')} goes to the next hit; then {entities} for names",
            lambda screen: screen.entities.has_focus,
        ),
        Step(
            f"Enter on a name narrows; then {timeline} for days in the texts",
            lambda screen: screen.timeline.has_focus,
        ),
        Step(
            f"{key_for('timeline.zoom_in')} makes finer steps, {key_for('timeline.why')} says why; "
            f"then {help_} for all keys",
            lambda screen: screen.app.screen is not screen,
        ),
        Step(f"That is all. {quit_} leaves; dossier FOLDER opens your texts", lambda _: False),
    ]


class Guide(Painted, can_focus=False):
    """The line that says what to press now."""

    DEFAULT_CSS = "Guide { height: 1; }"

    def __init__(self, screen: Browse) -> None:
        super().__init__(id="guide")
        self._screen = screen
        self._steps = steps()
        self._at = 0
        self._timer: Timer | None = None

    @property
    def step(self) -> int:
        """The number of the step that is shown, from 0."""
        return self._at

    def on_mount(self) -> None:
        """Begin to look."""
        self._timer = self.set_interval(LOOK, self._look)

    def _look(self) -> None:
        if self._steps[self._at].done(self._screen):
            self.go_on()

    def go_on(self) -> None:
        """The next step, done or not; behind the last one the tour ends."""
        self._at += 1
        if self._at < len(self._steps):
            self.redraw()
        else:
            self.end()

    def end(self) -> None:
        """Leave the browser without the line."""
        if self._timer is not None:
            self._timer.stop()
        self.remove()

    def paint(self, width: int, height: int) -> list[Strip]:
        """The step, and how to skip it."""
        at = min(self._at, len(self._steps) - 1)
        keys = f" {NEXT.upper()} skips, {END.upper()} ends"
        said = fit(f" {at + 1}/{len(self._steps)} {self._steps[at].text}", max(width - len(keys), 8))
        return [line([(said, Style(bold=True, reverse=True)), (keys, Style(reverse=True))], width)] * height


def begin(screen: Browse) -> None:
    """Show the guide on the working screen."""
    guide = Guide(screen)
    screen.mount(guide, before=screen.find_box)
    for key, act in ((NEXT, guide.go_on), (END, guide.end)):
        _bind(screen, key, act)


def _bind(screen: Browse, key: str, act: Callable[[], None]) -> None:
    name = f"guide_{key}"
    setattr(screen, f"action_{name}", act)
    screen._bindings.bind(key, name, show=False)
