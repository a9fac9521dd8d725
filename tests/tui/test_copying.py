from __future__ import annotations

import base64
import re
import stat
from pathlib import Path

import pytest

from tui.copying import LONGEST, clipboard_sequence, keep


def _decoded(sequence: str) -> str:
    match = re.search(r"\x1b\]52;c;([^\x07]*)\x07", sequence)
    assert match is not None
    return base64.b64decode(match[1]).decode()


def test_the_text_travels_in_one_sequence() -> None:
    sequence = clipboard_sequence("Кыргызстан, 4,1 млрд", {})
    assert sequence is not None
    assert sequence.startswith("\x1b]52;c;")
    assert _decoded(sequence) == "Кыргызстан, 4,1 млрд"


def test_tmux_gets_it_bare_and_wrapped() -> None:
    sequence = clipboard_sequence("trade", {"TMUX": "/tmp/tmux"})
    assert sequence is not None
    bare, wrapped = sequence.split("\x1bPtmux;")
    assert _decoded(bare) == "trade"
    assert wrapped.endswith("\x1b\\")
    assert wrapped[:-2] == bare.replace("\x1b", "\x1b\x1b")


def test_screen_gets_pieces_it_can_take() -> None:
    text = "trade " * 500
    sequence = clipboard_sequence(text, {"STY": "1.pts"})
    assert sequence is not None
    pieces = re.findall(r"\x1bP(.*?)\x1b\\", sequence, re.S)
    assert max(len(piece) for piece in pieces) <= 764
    assert _decoded("".join(pieces)) == text


def test_what_a_terminal_would_drop_is_not_sent() -> None:
    longest = "a" * (LONGEST // 4 * 3)
    assert clipboard_sequence(longest, {}) is not None
    assert clipboard_sequence(longest + "aaa", {}) is None


def test_a_lone_surrogate_is_no_reason_to_fail() -> None:
    assert clipboard_sequence("a\udc80b", {}) is not None


def test_the_file_is_the_users_own_and_holds_the_latest(tmp_path: Path) -> None:
    keep("first, and much longer", tmp_path / "state")
    path = keep("second", tmp_path / "state")
    assert path.read_text() == "second\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_folder_that_cannot_be_written_is_an_error_to_tell(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(OSError, match="exists"):
        keep("text", tmp_path / "state")
