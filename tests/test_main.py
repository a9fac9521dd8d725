"""`python -m tui`: a folder opens the browser, a command's name runs the command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from index import state
from index.folders import bundled_collection, index_folder
from tui.__main__ import main

Calls = list[tuple[Path, dict[str, Any]]]


@pytest.fixture
def browser(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """A terminal, and a screen that only notes how it was opened."""
    calls: Calls = []

    def run_browser(collection: Path, **options: Any) -> int:
        calls.append((collection, options))
        return 0

    module = ModuleType("tui.app")
    module.run_browser = run_browser  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tui.app", module)
    monkeypatch.setattr("tui.__main__.unfit", lambda: "")
    return calls


def test_a_folder_is_opened_with_its_index_and_remembered(browser: Calls, tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 0
    options = {
        "index": index_folder(tmp_path),
        "debug": False,
        "mouse": True,
        "document": None,
        "lofi": False,
        "also": [],
    }
    assert browser == [(tmp_path, options)]
    assert state.last_collection() == tmp_path
    assert main([]) == 0
    assert browser[1] == browser[0]


def test_without_a_folder_it_is_the_bundled_collection(browser: Calls) -> None:
    assert main([]) == 0
    assert browser[0][0] == bundled_collection()


def test_the_last_collection_is_gone(browser: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state.opened(tmp_path / "gone")
    assert main([]) == 0
    assert browser[0][0] == bundled_collection()
    assert "gone" in capsys.readouterr().err


def test_options(browser: Calls, tmp_path: Path) -> None:
    assert main(["--no-mouse", "--lofi", "--debug", "--index", str(tmp_path / "i"), "-C", str(tmp_path)]) == 0
    assert browser == [
        (
            tmp_path,
            {"index": tmp_path / "i", "debug": True, "mouse": False, "document": None, "lofi": True, "also": []},
        ),
    ]


def test_a_single_file_opens_its_folder_at_it(browser: Calls, tmp_path: Path) -> None:
    (tmp_path / "speech.txt").write_text("Words.")
    assert main([str(tmp_path / "speech.txt")]) == 0
    assert browser[0][0] == tmp_path
    assert browser[0][1]["document"] == "speech.txt"


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("nowhere", "dossier: there is no folder nowhere\n  "),
        ("serach", 'dossier: there is no folder serach (did you mean the command "search"?)\n'),
    ],
)
def test_a_folder_that_is_not_there(
    browser: Calls, word: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([word]) == 2
    assert capsys.readouterr().err.startswith(message)
    assert not browser


def test_settings_with_a_slip_are_refused(browser: Calls, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from index.settings import settings_file

    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("mosue: false\n")
    assert main([str(tmp_path)]) == 2
    assert 'line 1: unknown setting "mosue"\n  did you mean "mouse"?' in capsys.readouterr().err
    settings_file().write_text("mouse: false\n")
    assert main([str(tmp_path)]) == 0
    assert browser[0][1]["mouse"] is False


def test_a_folder_called_search(
    browser: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "search").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        main(["search", "-h"])
    assert left.value.code == 0
    assert "there is also a folder ./search; to open it: dossier ./search" in capsys.readouterr().err
    assert main(["./search"]) == 0
    assert main(["--", "search"]) == 0
    assert [collection.resolve() for collection, _ in browser] == [tmp_path / "search"] * 2


def test_several_folders_are_opened_as_one_and_so_the_next_time(browser: Calls, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    assert main([str(two), str(one), str(two)]) == 0
    assert main([]) == 0
    assert main(["-C", str(two), "-C", str(one)]) == 0
    assert [(collection, options["also"]) for collection, options in browser] == [(two, [one])] * 3
    assert browser[0][1]["index"] == index_folder(two)
    two.rmdir()
    assert main([]) == 0
    assert main([str(one), str(two)]) == 2
    assert browser[-1][0] == bundled_collection()


def test_more_words_than_a_folder(browser: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serach", "trade"]) == 2
    assert 'did you mean the command "search"?' in capsys.readouterr().err
    assert not browser


def test_without_a_terminal_the_commands_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path)]) == 2
    shown = capsys.readouterr().err
    assert "is not one" in shown
    assert "search, show, timeline" in shown


def test_a_dumb_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main([str(tmp_path)]) == 2
    shown = capsys.readouterr().err
    assert "TERM is dumb" in shown
    assert "search, show, timeline" in shown


IMPORTS = """
import sys
from tui.__main__ import main
code = main({arguments!r})
print(sorted(name for name in ("textual", "rich", "whoosh", "shtab") if name in sys.modules), code, file=sys.stderr)
"""


@pytest.mark.parametrize("arguments", [["search", "трейд"], ["completion", "bash"]])
def test_a_command_does_not_import_the_screen(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("Trade.\n")
    words = [*arguments, "-C", str(tmp_path)] if arguments[0] == "search" else arguments
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS.format(arguments=words)], capture_output=True, text=True, check=True
    )
    loaded = done.stderr.splitlines()[-1]
    assert "textual" not in loaded
    assert "rich" not in loaded
    assert ("whoosh" in loaded) == (arguments[0] == "search")


def test_version() -> None:
    for module in ("tui", "index"):
        done = subprocess.run([sys.executable, "-m", module, "--version"], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("dossier ")


def test_a_relative_folder_is_resolved_before_anything_runs_elsewhere(
    browser: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    for word, folder in (("docs", tmp_path / "docs"), (".", tmp_path)):
        assert main([word]) == 0
        assert browser[-1][0] == folder.resolve()


AT_START = """
import sys
import tui.app
from textual.screen import Screen
from tui.screens.browse import Browse
def kinds(of):
    return {of}.union(*map(kinds, of.__subclasses__()))
ours = [each for each in kinds(Screen) if each.__module__.startswith("tui")]
print(sorted(each.__name__ for each in ours if not issubclass(Browse, each)))
print([name for name in ("numpy", "yaml", "whoosh") if name in sys.modules])
"""


def test_before_the_first_screen_no_other_is_imported() -> None:
    done = subprocess.run([sys.executable, "-c", AT_START], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["[]", "[]"]
