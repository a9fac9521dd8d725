"""The indexing of several collections opened as one: one child process after the other, each into its own index.

Those that follow their folders run all at once. To whoever listens they are one refresh: its end has the sums of
theirs, and what went wrong with one is told after it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from tui.screens.indexing import Event, Indexing

_SUMMED = ("added", "changed", "removed", "unchanged")


class InTurn(Indexing):
    """As `Indexing`, over the commands of several collections."""

    def __init__(self, commands: Sequence[Sequence[str]], report: Callable[[Event], object]) -> None:
        super().__init__(commands[0], report)
        self._commands = [list(command) for command in commands]
        self._each: list[Indexing] = []

    def stop(self, timeout: float = 0.0) -> None:
        """Ask the children to stop, and wait up to `timeout` seconds until they have."""
        self._unwanted = True
        for each in self._each:
            each.stop()
        super().stop(timeout)

    def _stop_wanted(self) -> bool:
        return self._unwanted

    def _run(self, *more: str) -> None:
        if "--watch" in more:
            self._follow(more)
        else:
            self._refresh(more)

    def _follow(self, more: Sequence[str]) -> None:
        self._each = [Indexing(command, self._report) for command in self._commands]
        for each in self._each:
            each.start(*more)
        if self._stop_wanted():
            for each in self._each:
                each.stop()
        for each in self._each:
            each.wait()

    def _refresh(self, more: Sequence[str]) -> None:
        ends: list[Event] = []
        errors: list[Event] = []

        def take(event: Event) -> None:
            kept = {"end": ends, "error": errors}.get(event["event"])
            if kept is None:
                self._report(event)
            else:
                kept.append(event)

        for command in self._commands:
            one = Indexing(command, take)
            self._each = [one]
            if self._stop_wanted():
                break
            one.start(*more)
            if self._stop_wanted():  # meanwhile
                one.stop()
            one.wait()
        if ends:
            self._report(_sum(ends))
        for error in errors:
            self._report(error)


def _sum(ends: Sequence[Event]) -> Event:
    """The end of all refreshes as that of one."""
    total: dict[str, Any] = {**ends[-1], "event": "end"}
    for name in _SUMMED:
        total[name] = sum(int(each.get(name) or 0) for each in ends)
    total["problems"] = [problem for each in ends for problem in each.get("problems") or ()]
    total["stopped"] = any(each.get("stopped") for each in ends)
    return total


def indexing(commands: Sequence[Sequence[str]], report: Callable[[Event], object]) -> Indexing:
    """The indexing of one collection or of several."""
    return Indexing(commands[0], report) if len(commands) == 1 else InTurn(commands, report)
