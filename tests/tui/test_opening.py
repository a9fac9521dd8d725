from __future__ import annotations

import sys
from pathlib import Path

import pytest

from index.models import Document
from tui.opening import browser_for, editor_for, file_of, original_of, pager_for

HOME = Path("/collection")
ADDRESS = "https://example.org/a?b=1&c=$(touch x)"


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    for name in ("firefox", "w3m", "vim", "code"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "-o/tmp/x", "javascript:alert(1)"])
def test_only_web_addresses_are_addresses(url: str) -> None:
    assert original_of(Document("a", "sub/a.txt", "", "t", url=url), HOME) == "/collection/sub/a.txt"


def test_a_web_address_is_the_original() -> None:
    assert original_of(Document("a", "a.txt", "", "t", url=ADDRESS), HOME) == ADDRESS


def test_of_a_member_the_archive_is_the_file() -> None:
    assert file_of(Document("a", "box.mbox//2021-05-24 Budget", "", "t"), HOME) == HOME / "box.mbox"


def test_the_address_is_one_argument_however_odd(programs: Path) -> None:
    program = browser_for(ADDRESS, {"BROWSER": f"'{programs}/firefox' --new-tab"})
    assert program is not None
    assert program.arguments == (f"{programs}/firefox", "--new-tab", ADDRESS)
    assert not program.takes_terminal


def test_the_place_of_the_address_can_be_said_and_text_browsers_take_the_terminal(programs: Path) -> None:
    program = browser_for(ADDRESS, {"BROWSER": f"/no/such:{programs}/w3m %s -N"})
    assert program is not None
    assert program.arguments == (f"{programs}/w3m", ADDRESS, "-N")
    assert program.takes_terminal


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has a display")
@pytest.mark.parametrize("environment", [{}, {"SSH_CONNECTION": "1", "DISPLAY": ":0"}, {"BROWSER": "/no/such"}])
def test_over_ssh_or_without_a_display_there_is_no_browser(environment: dict[str, str]) -> None:
    assert browser_for(ADDRESS, environment) is None


def test_visual_comes_before_editor_and_keeps_its_arguments(programs: Path) -> None:
    path = Path("/collection/a b.txt")
    both = {"VISUAL": f"{programs}/code --wait 'x y'", "EDITOR": f"{programs}/vim"}
    program = editor_for(path, both)
    assert program is not None
    assert program.arguments == (f"{programs}/code", "--wait", "x y", "/collection/a b.txt")
    program = editor_for(path, {"VISUAL": "/no/such", "EDITOR": f"{programs}/vim"})
    assert program is not None
    assert program.arguments[0] == f"{programs}/vim"


def test_an_open_quote_is_no_traceback(programs: Path) -> None:
    editor_for(Path("/a"), {"VISUAL": "vim 'oops", "EDITOR": f"{programs}/vim"})


def test_the_pager_keeps_its_arguments_and_takes_the_terminal(programs: Path) -> None:
    program = pager_for({"PAGER": f"'{programs}/w3m' -F '$(touch x)'"})
    assert program is not None
    assert program.arguments == (f"{programs}/w3m", "-F", "$(touch x)")
    assert program.takes_terminal


def test_without_a_pager_less_or_more_is_taken_and_none_is_told(
    monkeypatch: pytest.MonkeyPatch, programs: Path
) -> None:
    monkeypatch.setenv("PATH", str(programs))
    assert pager_for({"PAGER": "/no/such"}) is None
    (programs / "more").write_text("#!/bin/sh\n")
    (programs / "more").chmod(0o755)
    program = pager_for({})
    assert program is not None
    assert program.arguments == ("more",)
