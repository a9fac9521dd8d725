"""Copying through a real tmux in a real pseudo-terminal: the sequence arrives whole at the terminal outside."""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.terminal import Terminal
from tests.tui.test_line import PROGRAM as BROWSER
from tui.copying import LONGEST

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")

ROOT = Path(__file__).parents[2]
SENDER = """
import sys
from tui.copying import clipboard_sequence
sys.stdout.write(clipboard_sequence(open(sys.argv[1], encoding="utf-8").read()))
print("sent")
sys.stdout.flush()
sys.stdin.readline()
"""
BY_TMUX = "set -s set-clipboard on\nset -g allow-passthrough off\n"
PASSED_THROUGH = "set -s set-clipboard off\nset -g allow-passthrough on\n"


@contextmanager
def inside_tmux(options: str, *command: str) -> Iterator[Terminal]:
    """A command in a tmux server of its own, as somebody attached to it sees it."""
    folder = tempfile.mkdtemp(prefix="tmux")  # the path of a socket must be short
    socket, settings = f"{folder}/s", Path(folder, "tmux.conf")
    settings.write_text("set -g status off\nset -s escape-time 0\n" + options)
    start = ["env", "-u", "TMUX", "-u", "STY", "tmux", "-S", socket, "-f", str(settings), "new-session", "--"]
    try:
        with Terminal([*start, *command], env={"PYTHONPATH": str(ROOT)}) as terminal:
            yield terminal
    finally:
        subprocess.run(["tmux", "-S", socket, "kill-server"], check=False, capture_output=True)
        shutil.rmtree(folder, ignore_errors=True)


def copied(terminal: Terminal, limit: float = 20.0) -> str:
    """What the terminal outside was asked to take into its clipboard."""
    for _ in range(round(limit / 0.1)):
        if found := re.search(rb"\x1b\]52;c?;([A-Za-z0-9+/=]+)(?:\x07|\x1b\\)", terminal.raw):
            return base64.b64decode(found[1], validate=True).decode()
        terminal.listen(0.1)
    raise TimeoutError(f"nothing was copied; the screen:\n{terminal.text}")


@pytest.mark.parametrize("options", [BY_TMUX, PASSED_THROUGH], ids=["by tmux", "passed through"])
def test_the_longest_text_arrives_whole(tmp_path: Path, options: str) -> None:
    text = ("Товарооборот вырос на 13,6 %. 🙂 " * 2000).encode()[: LONGEST // 4 * 3].decode("utf-8", "ignore")
    (tmp_path / "text").write_text(text, encoding="utf-8")
    with inside_tmux(options, sys.executable, "-c", SENDER, str(tmp_path / "text")) as terminal:
        terminal.wait_for("sent")
        assert copied(terminal) == text


def test_the_browser_copies_a_reference_through_tmux() -> None:
    with inside_tmux(BY_TMUX, sys.executable, "-c", BROWSER) as terminal:
        terminal.wait_for("60 documents")
        terminal.settle(0.4)
        terminal.send("y")
        assert copied(terminal) == "TASS, “Title 59”, 2070-03-01, https://example.org/59\n"
        terminal.wait_for("Copied (if the terminal allows)")
