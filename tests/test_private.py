"""Whatever the umask: what Dossier writes for its user, no other user can read."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.skipif(os.name != "posix", reason="file modes")

COMMANDS = [
    ["refresh"], ["search", "trade", "--save", "mine"], ["searches"], ["notes", "add", "--tag", "x", "note.txt"],
    ["set", "note.txt", "title=New"], ["refresh"], ["search", "trade"], ["show", "nobody"], ["check"],
    ["export", "documents", "trade", "--format", "bibtex"], ["trail"],
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir(mode=0o555)
    made.chmod(0o755)
    (made / "note.txt").write_text(
        "Trade grew in Bishkek on 24 May 2021, by 13.6%.\n\nIt was said.\n", encoding="utf-8"
    )
    (made / "names.yaml").write_text("entities:\n- {id: a-b, name: A B, kind: person}\n", encoding="utf-8")
    return made


def _under(umask: int, command: list[str]) -> list[str]:
    return ["sh", "-c", f'umask {umask:03o}; exec "$@"', "sh", *command]


def _open_to_others(home: Path) -> list[str]:
    """What in the user's folders others could read, write or enter."""
    found = []
    for path in sorted(home.rglob("*")):
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode != (0o700 if path.is_dir() else 0o600):
            found.append(f"{mode:o} {path.relative_to(home)}")
    return found


def _homes(home: Path) -> dict[str, str]:
    return {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}


@pytest.mark.parametrize("umask", [0o022, 0o000])
def test_what_the_commands_write(folder: Path, tmp_path: Path, umask: int) -> None:
    home = tmp_path / "home"
    lines = [["--debug", *command, "-C", str(folder)] for command in COMMANDS]
    lines.append(["export", "documents", "-C", str(folder), "--output", str(home / "all.csv")])
    program = f"from index.cli import main\nfor line in {lines!r}: main(line)"
    environment = {**os.environ, **_homes(home)}
    subprocess.run(
        _under(umask, [sys.executable, "-c", program]), cwd=ROOT, env=environment, capture_output=True, check=True
    )
    written = {path.name for path in home.rglob("*")}
    assert {"notebook.yaml", "dossier", "all.csv"} <= written
    assert any(path.stat().st_size for path in (home / "cache").rglob("*") if path.is_file())
    assert _open_to_others(home) == []


def test_what_a_session_writes(folder: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    environment = {**_homes(home), "PYTHONPATH": str(ROOT)}
    with Terminal(_under(0o000, [sys.executable, "-m", "tui", str(folder)]), env=environment) as terminal:
        terminal.wait_for("1 document", limit=90)
        for key in "/trade":
            terminal.send(key)
        terminal.wait_for("hit 1 of 1", limit=60)
        for key in (
            "enter",
            "*",
            "S",
            "m",
            "y",
            "enter",
            "escape",
            "1",
            "y",
            "x",
            "enter",
            "escape",
            "2",
            "c",
            "J",
            "m",
            "y",
        ):
            terminal.press(key)
        terminal.press("escape")
        terminal.press("1")
        terminal.send("ctrl+q")
        assert terminal.ended(30), terminal.text
    written = {path.name for path in home.rglob("*") if path.is_file()}
    assert {"notebook.yaml", "state.json"} <= written
    assert _open_to_others(home) == []
