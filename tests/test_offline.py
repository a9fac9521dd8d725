"""No network: what Dossier does by itself and by keys connects to nothing, and the suite is watched over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from tests.offline.sitecustomize import here
from tests.terminal import Terminal

ROOT = Path(__file__).parents[1]
PAGE = """<html><head><title>Talks in Bishkek</title><link rel=stylesheet href="http://192.0.2.1/a.css">
<meta property="og:url" content="http://192.0.2.1/talks"><base href="http://192.0.2.1/"></head><body><h1>Talks</h1>
<p>Trade between both countries grew by 13.6% in 2021, the ministry said on 24 May 2021.</p>
<img src="http://192.0.2.1/a.png"><script src="http://192.0.2.1/a.js"></script></body></html>"""
XML = (
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "x" "http://192.0.2.1/x.dtd" [<!ENTITY a SYSTEM "http://192.0.2.1/a">]>'
    '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>Trade &a; fell.</p></body></html>'
)
COMMANDS = [
    ["refresh"], ["search", "trade"], ["find", "trade 2021"], ["timeline"], ["entities"], ["figures"], ["check"],
    ["export", "documents", "--format", "chicago"], ["notes"], ["problems"],
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "papers"
    made.mkdir()
    (made / "talks.html").write_text(PAGE, encoding="utf-8")
    (made / "entity.xhtml").write_text(XML, encoding="utf-8")
    (made / "note.txt").write_text("Vladimir Petrov: We met yesterday.\n\nAnna Orlova: Trade grew.\n", encoding="utf-8")
    return made


def _environment(tmp_path: Path, watched: Path) -> dict[str, str]:
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("CACHE", "CONFIG", "DATA", "STATE")}
    paths = os.pathsep.join([str(ROOT / "tests" / "offline"), str(ROOT)])
    return {**folders, "PYTHONPATH": paths, "DOSSIER_SOCKETS": str(watched)}


def _lines(watched: Path) -> tuple[int, list[str]]:
    """How many processes were watched, and what they tried."""
    lines = watched.read_text(encoding="utf-8").splitlines()
    tried = [line for line in lines if not line.startswith("watching ")]
    return len(lines) - len(tried), tried


def test_the_commands_ask_nobody(folder: Path, tmp_path: Path) -> None:
    watched = tmp_path / "watched"
    environment = {**os.environ, **_environment(tmp_path, watched)}
    lines = [[*command, "-C", str(folder)] for command in COMMANDS]
    program = f"from index.cli import main\nfor line in {lines!r}: assert main(line) in (0, 1), line"
    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert _lines(watched) == (1, [])


def test_a_session_by_keys_asks_nobody(folder: Path, tmp_path: Path) -> None:
    watched = tmp_path / "watched"
    with Terminal([sys.executable, "-m", "tui", str(folder)], env=_environment(tmp_path, watched)) as terminal:
        terminal.wait_for("3 documents", limit=90)
        for key in "/trade":
            terminal.send(key)
        terminal.wait_for("unseen", limit=60)
        terminal.press("enter")
        for key in ("enter", "c", "n", "3", "i", "escape", "4", "5", "escape", "6", "escape", "7", "8", "escape", "P"):
            terminal.press(key)
        terminal.press("escape")
        terminal.press("R")
        terminal.send("q")
        assert terminal.ended(30)
    processes, tried = _lines(watched)
    assert processes >= 2, "the browser and what indexes for it"
    assert tried == []


@pytest.mark.parametrize(
    "call",
    [
        lambda: socket.create_connection(("192.0.2.1", 9), timeout=0.01),
        lambda: socket.getaddrinfo("dossier.invalid", 80),
        lambda: urllib.request.urlopen("http://192.0.2.1/"),
        lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9)),
    ],
)
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_connection_would_be_told(call: object) -> None:
    with pytest.raises(PermissionError, match="no network"):
        call()  # type: ignore[operator]


def test_this_machine_may_be_asked() -> None:
    assert here("socket.connect", (None, ("127.0.0.1", 80)))
    assert here("socket.connect", (None, "/run/x.sock"))
    assert here("socket.getaddrinfo", (None, 80))
    assert here("urllib.Request", ("http://127.0.0.1:8000/x",))
    assert not here("socket.connect", (None, ("192.0.2.1", 80)))
    assert not here("http.client.connect", (None, "example.org", 80))
