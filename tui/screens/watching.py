"""What the screen makes of the indexing: a bar, new results as batches land, one line at the end."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from textual.message import Message
from textual.screen import Screen
from textual.timer import Timer

from index.models import plural
from tui.commands import key_for
from tui.panes.status_line import StatusLine
from tui.screens.in_turn import indexing
from tui.screens.indexing import Event

EARLY = 20  # files, or documents, after which the time left is worth telling
POLL = 3.0  # seconds between two looks at an index that another window fills
NOTHING = "Nothing has changed"
MENDED = "The index was damaged and has been made anew from the files"
PATIENCE = 5  # looks after which our own refresh is tried again


class Reported(Message, bubble=False):
    """The indexing process said something."""

    def __init__(self, event: Event) -> None:
        self.event = event
        super().__init__()


class Watch:
    """Runs refreshes for a screen and shows how they go. `changed` is called when there is something new to find."""

    def __init__(
        self,
        screen: Screen[Any],
        status: StatusLine,
        command: Sequence[str] | None,
        changed: Callable[[], None],
        *,
        also: Sequence[Sequence[str]] = (),
        follow: str = "",
        pace: float = 0.0,
    ) -> None:
        """`also` are the commands of further collections; `follow` ("auto" or "poll") begins with following the folder,
        once the start allows; `pace` are the least seconds between two states of the bar, of which the process that
        indexes tells two a second."""
        self._pace = pace
        self._shown = 0.0  # when the bar was last drawn
        self._screen = screen
        self._status = status
        self._changed = changed
        commands = [command, *also] if command else []
        self._indexing = indexing(commands, lambda event: screen.post_message(Reported(event))) if commands else None
        self._asked = False  # somebody pressed R and wants to hear even that nothing changed
        self._poll: Timer | None = None
        self._busy = ""
        self._ended = ""  # what was said of the refresh before
        self._looks = 0
        self._begun = False
        self._under_way = False
        self._following = indexing(commands, self._followed(screen)) if commands else None
        self._begin_with = follow
        self._wanted = ""  # how to follow the folder: "auto", "poll", or "" not at all
        self._waiting: list[tuple[tuple[str, ...], str]] = []  # refreshes that run when this one has ended
        self._said = ""  # what stays on the screen when the refresh at hand ends well
        self._mended = self._mending = False  # whether a damaged index was to be made anew; whether that is under way
        self.finished = command is None  # whether one refresh has come to its end
        self.problems = 0

    @property
    def running(self) -> bool:
        """Whether a refresh of ours is under way: from its start to its last event."""
        return self._under_way

    def start(self, *, asked: bool = False) -> None:
        """Refresh; `asked` by the user, who then hears of it in any case."""
        if self._indexing is None:
            self._status.say("This collection is not indexed from here", "warning")
        elif self._indexing.start():
            self._asked, self._under_way = asked, True
            if self._ended and self._status.message == self._ended:
                self._status.say("")
        elif asked:
            self._status.say(f"The indexing is running; {key_for('everywhere.stop_indexing')} stops it")

    def apply(self, *more: str, said: str) -> None:
        """Refresh with `more` arguments, after the refresh under way if there is one; `said` is what its end says."""
        if self._indexing is None:
            self._status.say("This collection is not indexed from here", "warning")
        elif not self._under_way and self._indexing.start(*more):
            self._under_way, self._said, self._begun = True, said, True
        else:
            self._waiting.append((more, said))
            self._go_on()

    def mend(self) -> bool:
        """Make a damaged index anew; False where it cannot be, or has been without mending it."""
        if self._mended or self._indexing is None:
            return self._mending
        self._mended = self._mending = True
        self.apply("--rebuild", said=MENDED)
        return True

    def _go_on(self) -> None:
        """Start the refresh that waits, once the process before it is gone."""
        if self._indexing is None or not self._waiting or self._under_way:
            return
        more, said = self._waiting[0]
        if self._indexing.start(*more):
            del self._waiting[0]
            self._under_way, self._said = True, said
        else:
            self._screen.set_timer(0.05, self._go_on)

    def _followed(self, screen: Screen[Any]) -> Callable[[Event], None]:
        def report(event: Event) -> None:
            if self._wanted:  # else it was stopped, and what it says at its end is no news
                screen.post_message(Reported(event))

        return report

    @property
    def following(self) -> bool:
        """Whether what changes in the folder is indexed at once."""
        return bool(self._wanted)

    def follow(self, how: str) -> None:
        """Index from now on what changes in the folder: "auto" or "poll"; "" ends it."""
        if self._following is None:
            self._status.say("This collection is not indexed from here", "warning")
        elif how:
            self._wanted, self._begun = how, True
            if not self._following.start("--watch", how):
                self._screen.set_timer(0.1, lambda: self.follow(how))  # the one before is about to end
        else:
            self._wanted = ""
            self._following.stop()

    def start_once(self, delay: float) -> None:
        """The refresh that every start begins with, after `delay` seconds; quiet if nothing has changed."""
        if not self._begun and self._indexing is not None:
            self._begun = True
            begin = partial(self.follow, self._begin_with) if self._begin_with else self.start
            if delay:
                self._screen.set_timer(delay, begin)
            else:
                begin()

    def stop(self, timeout: float = 0.0) -> None:
        """Stop after the batch at hand."""
        if self._indexing is not None:
            self._indexing.stop(timeout)
        if self._following is not None and (self._wanted or timeout):
            self._wanted = ""
            self._following.stop(timeout)

    def take(self, event: Event) -> None:
        """Show what the process said."""
        match event["event"]:
            case "start":
                self._under_way = True  # the process that follows the folder starts refreshes of its own
                self._stop_polling()
                if event.get("files"):
                    self._shown = time.monotonic()
                    self._status.show_progress(0, int(event["files"]))
            case "progress":
                done, total = int(event.get("done", 0)), int(event.get("total", 0))
                if not self._due():
                    return
                self._status.show_progress(done, total, _rest(event), event.get("share"))
            case "commit":
                self._changed()
            case "end":
                self._end(event)
            case "error":
                self._fail(str(event.get("message", "")), str(event.get("hint", "")), str(event.get("kind", "")))

    def _due(self) -> bool:
        """Whether it is time to draw the bar again: a line need not carry what nobody could read."""
        now = time.monotonic()
        if now - self._shown < self._pace:
            return False
        self._shown = now
        return True

    def _end(self, event: Event) -> None:
        self.finished, self._under_way, self._mending = True, False, False
        self._status.end_progress()
        self._stop_polling()
        done = [f"{event[name]:,} {name}" for name in ("added", "changed", "removed") if event.get(name)]
        new_problems = len(event.get("problems") or ())
        if new_problems and (done or self._asked):
            done.append(f"{new_problems:,} with problems ({key_for('everywhere.problems')} lists them)")
        self.problems = new_problems
        said, self._said = self._said, ""
        if event.get("damage"):
            said = MENDED
        if said and not event.get("stopped"):
            self._status.say(said)
        elif event.get("stopped"):
            self._status.say(
                f"Indexing stopped; what is done stays, {key_for('everywhere.refresh')} goes on" + _after(done)
            )
        elif done:
            self._status.say("Files " + ", ".join(done))
        elif self._asked:
            self._status.say(NOTHING)
        self._asked, self._ended = False, self._status.message
        self._changed()
        self._go_on()

    def _fail(self, message: str, hint: str, kind: str) -> None:
        self._under_way = self._mending = False
        self.finished = kind != "IndexBusyError"  # then the refresh of another window is under way
        self._said = ""
        self._status.end_progress()
        # A busy index is no failure: what the other window finds appears here too
        if kind == "IndexBusyError":
            self._mended = False  # the other window may not make it anew
            # Where the folder is followed, it may be that process of ours, which sees every change and tries again
            if self._poll is None and not self._wanted:
                self._busy = f"{message}: {hint}" if hint else message
                self._status.say(self._busy)
                self._looks = 0
                self._poll = self._screen.set_interval(POLL, self._look)
            return
        self._status.say(f"{message} ({hint})" if hint else message, "error")
        self._changed()
        self._go_on()

    def _look(self) -> None:
        self._looks += 1
        self._changed()
        if self._looks % PATIENCE == 0:
            self.start()

    def _stop_polling(self) -> None:
        if self._poll is not None:
            self._poll.stop()
            self._poll = None
            if self._status.message == self._busy:
                self._status.say("")


def _after(done: list[str]) -> str:
    return " (" + ", ".join(done) + ")" if done else ""


def _rest(event: Event) -> str:
    """Time left and problems, as far as they are known."""
    words = ""
    done, documents = int(event.get("done", 0)), int(event.get("documents", 0))
    if documents > done:  # files that hold several
        words += f", {documents:,} {plural(documents, 'document')}"
    if (left := event.get("eta")) is not None and max(done, documents) >= EARLY:
        words += f", {int(left) // 60}:{int(left) % 60:02d} left"
    if problems := event.get("problems"):
        words += f", {problems:,} {plural(problems, 'problem')}"
    return words
