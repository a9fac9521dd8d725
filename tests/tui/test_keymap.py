"""Keys of the user's own: presets, choices in the settings, what is refused, and that the browser obeys."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SettingsError
from index.settings import KEYMAPS, Rebinding, load
from tests.tui.running import browsing, opened
from tests.tui.sample import SampleLibrary, as_library, documents
from tui.__main__ import main
from tui.app import make_app
from tui.cheat_sheet import sheet
from tui.commands import COMMANDS, choose_keys
from tui.keymap import for_textual, keymap

AT = "settings.yaml, line 3"


def own(command: str, *keys: str) -> Rebinding:
    return Rebinding(command, keys, AT)


def test_the_first_preset_is_the_table() -> None:
    assert keymap(KEYMAPS[0]) == {}


def test_arrows_move_by_no_letter() -> None:
    chosen = keymap("arrows")
    assert chosen["documents.down"] == ("down",)
    assert chosen["timeline.zoom_in"] == ("plus",)
    assert "documents.open" not in chosen
    assert all(len(key) > 1 for keys in chosen.values() for key in keys)


@pytest.mark.parametrize(
    ("typed", "key"),
    [("ctrl+f", "ctrl+f"), ("$", "dollar_sign"), ("-", "minus"), ("F5", "f5"), ("é", "é"), ("slash", "slash")],
)
def test_keys_are_named_or_typed(typed: str, key: str) -> None:
    chosen = keymap(own=[own("reader.find", typed), own("everywhere.search", "f1"), own("everywhere.help", "?")])
    assert chosen["reader.find"] == (key,)


def test_two_commands_may_change_places() -> None:
    chosen = keymap(own=[own("documents.down", "k"), own("documents.up", "j")])
    assert chosen == {"documents.down": ("k",), "documents.up": ("j",)}


@pytest.mark.parametrize(
    ("asked", "message", "hint"),
    [
        (own("reader.fnid", "x"), 'there is no command "reader.fnid"', 'did you mean "reader.find"?'),
        (own("reader.find", "ctlr+f"), '"ctlr+f" is no key', 'did you mean "ctrl+f"?'),
        (own("reader.find", "z"), "z is already the key of reader.fold", "give reader.fold another key"),
        (own("reader.find", "q"), "q is already the key of everywhere.quit", "give everywhere.quit"),
        (own("everywhere.problems", "j"), "j is already the key of documents.down", "give documents.down"),
        (own("dates.correct", "j"), "j is already the key of dialog.down", "give dialog.down"),
        (own("trail.export", "G"), "G is already the key of dialog.last", "give dialog.last"),
        (own("search.clear", "x"), "x types a letter there", "such as ctrl+f"),
        (own("find.submit", "space"), "Space types a letter there", "such as ctrl+f"),
        (own("reader.find", "о"), "о is already the key of reader.down", "give reader.down"),  # Cyrillic: the key of j
    ],
)
def test_what_cannot_work_is_refused_with_its_line(asked: Rebinding, message: str, hint: str) -> None:
    with pytest.raises(SettingsError) as caught:
        keymap(own=[asked])
    assert caught.value.message.startswith(f"{AT}: ")
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_the_neighbours_on_the_russian_layout_come_along() -> None:
    assert for_textual({"reader.find": ("x", "slash")}) == {"reader.find": "x,slash,ч,full_stop"}


async def test_the_browser_obeys_and_says_so() -> None:
    chosen = keymap(own=[own("documents.down", "w"), own("everywhere.quit", "Q"), own("everywhere.help", "f9")])
    library = SampleLibrary(documents())
    app = make_app(Path("/nowhere"), library=lambda: as_library(library), keys=chosen)
    try:
        async with opened(app) as run:
            await run.shows("F9 Help")
            await run.press("w", "ц", "j", "q")
            await run.until(lambda: run.screen.documents.cursor == 2, "two rows down")
            await run.press("f9")
            await run.shows("w")
            await run.press("escape", "ctrl+c")
            await run.shows("Q leaves Dossier")
    finally:
        choose_keys({})


async def test_another_browser_has_the_keys_of_the_table_again() -> None:
    async with browsing() as run:
        await run.shows("? Help")
        await run.press("j")
        await run.until(lambda: run.screen.documents.cursor == 1, "a row down")


def test_the_sheet_has_every_command() -> None:
    printed = sheet(names=True)
    assert all(command.name in printed for command in COMMANDS)
    assert "Ctrl-P :" in sheet()


def test_the_printed_sheet_has_the_keys_of_the_settings(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "settings.yaml").write_text("keys:\n  reader.find: [F7, ctrl+f]\n", "utf-8")
    monkeypatch.setattr("index.settings.settings_file", lambda: tmp_path / "settings.yaml")
    try:
        assert main(["keys"]) == 0
        assert "  F7 Ctrl-F  " in capsys.readouterr().out
    finally:
        choose_keys({})


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("keys: {reader.find: ctrl+f}", ("ctrl+f",)),
        ("keys:\n  reader.find: [f, ctrl+f]\n", ("f", "ctrl+f")),
        ("keys:\n  reader.find: 5\n", ("5",)),
        ("keys:\n  reader.find: y\n", ("y",)),
    ],
)
def test_keys_are_read_as_they_are_written(tmp_path: Path, text: str, keys: tuple[str, ...]) -> None:
    (tmp_path / "s.yaml").write_text(text, "utf-8")
    (found,) = load(tmp_path / "s.yaml").keys
    assert (found.command, found.keys) == ("reader.find", keys)


def test_every_command_keeps_a_key_that_editors_and_multiplexers_leave() -> None:
    taken = {"f1", "f5", "f6", "ctrl+q", "ctrl+e", "ctrl+j", "ctrl+p", "ctrl+b", "ctrl+a"}  # VS Code, tmux, screen
    assert [each.name for each in COMMANDS if set(each.keys) <= taken] == []
