from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

import pytest

from index.errors import CollectionError, NotFoundError

if TYPE_CHECKING:
    from index.library import Library
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.engine_thread import Answered, EngineThread, Priority


class Desk:
    """An engine thread whose answers are taken one by one."""

    def __init__(self, open_library: Callable[[], Library] | None = None) -> None:
        self.sample = SampleLibrary(documents())
        self.engine = EngineThread(open_library or (lambda: as_library(self.sample)))
        self.answers: queue.Queue[Answered] = queue.Queue()
        self.taken: list[object] = []

    def take(self) -> bool:
        return self.engine.settle(self.answers.get(timeout=5))

    def busy(self) -> threading.Event:
        """Keep the thread busy until the event returned is set."""
        begun, go_on = threading.Event(), threading.Event()

        def wait(_: Library) -> None:
            begun.set()
            assert go_on.wait(5)

        self.engine.ask("", wait, lambda _: None)
        assert begun.wait(5)
        return go_on


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = Desk()
    desk.engine.start()
    desk.engine.attach(desk.answers.put)
    yield desk
    assert desk.engine.stop()


def _note(into: list[str], name: str, _: Library) -> str:
    into.append(name)
    return name


def test_work_runs_in_the_one_thread_with_the_library(desk: Desk) -> None:
    desk.engine.ask("a", lambda library: (library.count(), threading.current_thread().name), desk.taken.append)
    assert desk.take()
    assert desk.taken == [(10, "dossier-engine")]


def test_what_runs_first_is_decided_by_priority_then_by_age(desk: Desk) -> None:
    order: list[str] = []
    go_on = desk.busy()
    for name, priority in (("snippet", Priority.SNIPPETS), ("old", Priority.HITS), ("counts", Priority.COUNTS),
                           ("new", Priority.HITS)):  # fmt: skip
        desk.engine.ask(name, partial(_note, order, name), lambda _: None, priority)
    go_on.set()
    for _ in range(5):
        desk.take()
    assert order == ["old", "new", "counts", "snippet"]


def test_a_question_overtaken_before_it_began_is_never_run(desk: Desk) -> None:
    ran: list[str] = []
    go_on = desk.busy()
    for name in ("first", "second", "third"):
        desk.engine.ask("search", partial(_note, ran, name), desk.taken.append)
    go_on.set()
    desk.take()
    desk.take()
    assert (ran, desk.taken) == (["third"], ["third"])


def test_a_question_overtaken_while_it_runs_is_told_and_not_answered(desk: Desk) -> None:
    told: list[bool] = []
    begun, go_on = threading.Event(), threading.Event()

    def slow(library: Library) -> str:
        begun.set()
        assert go_on.wait(5)
        told.append(library.overtaken())
        return "slow"

    desk.engine.ask("search", slow, desk.taken.append)
    assert begun.wait(5)
    desk.engine.ask("search", lambda _: "fast", desk.taken.append)
    go_on.set()
    assert desk.take()
    assert (told, desk.taken) == ([True], ["fast"])


def test_an_answer_on_its_way_is_dropped_when_overtaken(desk: Desk) -> None:
    desk.engine.ask("search", lambda _: "old", desk.taken.append)
    old = desk.answers.get(timeout=5)
    desk.engine.ask("search", lambda _: "new", desk.taken.append)
    assert desk.engine.settle(old)
    assert desk.taken == []
    assert desk.take()
    assert desk.taken == ["new"]


def test_dropped_lanes_are_not_answered(desk: Desk) -> None:
    go_on = desk.busy()
    desk.engine.ask("counts", lambda _: 1, desk.taken.append)
    desk.engine.ask("rows", lambda _: 2, desk.taken.append)
    desk.engine.drop("counts")
    go_on.set()
    desk.take()
    desk.take()
    assert desk.taken == [2]


def test_nobody_overtakes_in_the_lane_without_a_name(desk: Desk) -> None:
    go_on = desk.busy()
    for number in range(3):
        desk.engine.ask("", lambda _, number=number: number, desk.taken.append)  # type: ignore[misc]
    go_on.set()
    for _ in range(4):
        desk.take()
    assert desk.taken == [0, 1, 2]


def test_a_known_error_is_handed_over_and_the_thread_goes_on(desk: Desk) -> None:
    desk.engine.ask("read", lambda library: library.read("gone"), desk.taken.append)
    answer = desk.answers.get(timeout=5)
    assert isinstance(answer.error, NotFoundError)
    assert not desk.engine.settle(answer)
    desk.engine.ask("read", lambda library: library.count(), desk.taken.append)
    assert desk.take()
    assert desk.taken == [10]


def test_a_bug_in_a_question_is_logged_and_the_thread_goes_on(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    desk.engine.ask("search", lambda _: 1 // 0, desk.taken.append)
    assert isinstance(desk.answers.get(timeout=5).error, ZeroDivisionError)
    assert "ZeroDivisionError" in caplog.text
    desk.engine.ask("search", lambda library: library.count(), desk.taken.append)
    assert desk.take()


def test_answers_wait_until_somebody_listens() -> None:
    desk = Desk()
    desk.engine.start()
    desk.engine.ask("search", lambda library: library.count(), desk.taken.append)
    desk.engine.attach(desk.answers.put)
    assert desk.take()
    assert desk.taken == [10]
    assert desk.engine.stop()


def test_stopping_closes_the_library_and_ends_the_thread(desk: Desk) -> None:
    desk.engine.ask("search", lambda library: library.count(), desk.taken.append)
    desk.take()
    assert desk.engine.stop()
    assert desk.sample.closed
    assert not [each for each in threading.enumerate() if each.name == "dossier-engine"]


def test_a_library_that_does_not_open_says_why_at_the_first_question() -> None:
    def fail() -> Library:
        raise CollectionError("There is no folder", "make one")

    desk = Desk(fail)
    desk.engine.start()
    desk.engine.attach(desk.answers.put)
    desk.engine.ask("search", lambda library: library.count(), desk.taken.append)
    answer = desk.answers.get(timeout=5)
    assert str(answer.error) == "There is no folder (make one)"
    assert desk.engine.stop()


def test_a_bug_in_opening_is_told_at_every_question_and_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    def fail() -> Library:
        raise RuntimeError("broken")

    desk = Desk(fail)
    desk.engine.start()
    desk.engine.attach(desk.answers.put)
    for _ in range(2):
        desk.engine.ask("search", lambda library: library.count(), desk.taken.append)
        assert isinstance(desk.answers.get(timeout=5).error, RuntimeError)
    assert "broken" in caplog.text
    assert desk.engine.stop()
