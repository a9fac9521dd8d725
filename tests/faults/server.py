"""A process that has everything imported and forks a child for each piece of work it is told of: `Children` for what
must be in a process before its first line, as a preloaded library.

Reads one JSON object a line: {"work": "module:function", "scene": path, "arguments": [...], "env": {...}, "humble":
whether permissions are to hold even for root, "answer": path of a file}. The child writes {"well": bool, "answer": ...}
there. Prints the child's exit status.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from tests.faults.scene import Scene


class Server:
    """The process, from outside. A context manager: leaving it ends the process."""

    def __init__(self, scene: Scene, preload: Path | None = None) -> None:
        self._scene = scene
        self._answer = scene.root / "answer.json"
        more = {"LD_PRELOAD": str(preload)} if preload else {}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **scene.env, **more},
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        with self._process:
            pass

    def begin(
        self, work: str, *arguments: object, env: Mapping[str, object] | None = None, humble: bool = False
    ) -> None:
        """Have a child begin to work: "module:function", called with the scene and arguments (what JSON can say)."""
        self._answer.unlink(missing_ok=True)
        task = {
            "work": work,
            "scene": str(self._scene.root),
            "arguments": arguments,
            "env": {name: str(value) for name, value in (env or {}).items()},
            "humble": humble,
            "answer": str(self._answer),
        }
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()

    def end(self) -> Any:
        """What the work returned. Raises AssertionError with what went wrong there."""
        assert self._process.stdout is not None
        status = self._process.stdout.readline().strip()
        if status != "0" or not self._answer.exists():
            raise AssertionError(f"it ended with {status}")
        content = json.loads(self._answer.read_bytes())
        if not content["well"]:
            raise AssertionError(content["answer"])
        return content["answer"]

    def do(self, work: str, *arguments: object, env: Mapping[str, object] | None = None) -> Any:
        """Both."""
        self.begin(work, *arguments, env=env)
        return self.end()


def main() -> None:
    """Fork a child for each line."""
    import_module("tests.faults.ready")
    for line in sys.stdin:
        task = json.loads(line)
        child = os.fork()
        if not child:
            _work(task)
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)


def _work(task: Mapping[str, Any]) -> None:
    try:
        module, _, name = task["work"].partition(":")
        work = getattr(import_module(module), name)
        answer = os.open(task["answer"], os.O_WRONLY | os.O_CREAT, 0o600)
        if task["humble"]:
            _humble()
        os.environ.update(task["env"])
        try:
            content = {"well": True, "answer": work(Scene(Path(task["scene"])), *task["arguments"])}
        except Exception as error:  # noqa: BLE001 - whatever it is, who asked is told
            content = {"well": False, "answer": f"{error!r}\n{traceback.format_exc(limit=-8)}"}
        for name in task["env"]:
            del os.environ[name]
        os.write(answer, json.dumps(content).encode())
    finally:
        os._exit(0)


def _humble() -> None:
    """Give up what lets root pass by the permissions of files: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""
    if os.geteuid():
        return
    calls = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the third version of the interface, this process
    sets = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, for the lower 32 and the upper
    if calls.capget(header, sets) == 0:
        for at in range(3):
            sets[at] &= ~0b110
        calls.capset(header, sets)


if __name__ == "__main__":
    main()
