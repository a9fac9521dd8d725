"""Children that work on a scene: each is a process of its own, forked from one that has everything imported."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext, ForkServerProcess
from typing import TypeVar

import pytest

from tests.faults.scene import LIMIT, Scene

T = TypeVar("T")

FORKED = pytest.mark.skipif(
    "forkserver" not in multiprocessing.get_all_start_methods(), reason="processes are started otherwise"
)
"""Where there are such children."""


class Child:
    """One of them, at work. A context manager: leaving it ends the child."""

    def __init__(self, process: ForkServerProcess, said: Connection) -> None:
        self.process = process
        self._said = said

    def __enter__(self) -> Child:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def kill(self) -> bool:
        """End it at once (SIGKILL); False where it had ended by itself."""
        running = self.process.is_alive()
        self.process.kill()
        self.process.join()
        return running

    def answer(self, limit: float = LIMIT) -> object:
        """What its work returns. Raises AssertionError with what went wrong there."""
        try:
            if not self._said.poll(limit):
                self.kill()
                raise AssertionError("it hangs")
            well, answer = self._said.recv()
        except EOFError:
            self.process.join()
            raise AssertionError(f"it ended with {self.process.exitcode}") from None
        finally:
            self._said.close()
        self.process.join()
        if not well:
            raise AssertionError(answer)
        return answer


class Children:
    """Starts the children of a scene."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._context: ForkServerContext = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["tests.faults.scene", "tests.faults.ready"])

    def start(self, work: Callable[..., object], *arguments: object) -> Child:
        """A child that does `work`."""
        said, saying = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_work, args=(saying, self._scene.env, work, arguments))
        process.start()
        saying.close()
        return Child(process, said)

    def do(self, work: Callable[..., T], *arguments: object) -> T:
        """What `work` returns in a child. Raises AssertionError with what went wrong there."""
        result: T = self.start(work, *arguments).answer()  # type: ignore[assignment]
        return result


def _work(saying: Connection, env: dict[str, str], work: Callable[..., object], arguments: tuple[object, ...]) -> None:
    os.environ.update(env)
    try:
        saying.send((True, work(*arguments)))
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent tells it
        saying.send((False, f"{type(error).__name__}: {error}\n{traceback.format_exc(limit=-6)}"))
