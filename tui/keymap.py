"""Which keys do what for this user: the command table, a preset, and the settings' own choices on top.

    keymap: arrows              # vim (as the table has it) or arrows: moving takes no letters
    keys:
      reader.find: ctrl+f       # other keys for one command, instead of all those it had
      documents.open: [enter, o]

Keys are named as Textual names them ("ctrl+f", "f5", "pagedown", "slash"), or by the one character they type ("/").
A choice is refused where it could not work: an unknown command, two meanings of one key in one place, a letter where
letters are typed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

from index.errors import SettingsError
from index.settings import Rebinding
from tui.commands import COMMANDS, DIALOG, EVERYWHERE, FORM, OVER, character, shown, with_layout_twins

TYPED = frozenset({"search", "find", FORM})
"""Places where letters are typed: only keys that type nothing can be bound there."""
_MOVES = frozenset({"down", "up", "first", "last", "page_down", "page_up", "earlier", "later", "zoom_in", "zoom_out"})
_NAMED = frozenset(key.value for key in Keys if not key.value.startswith("<"))


def keymap(preset: str = "vim", own: Sequence[Rebinding] = ()) -> dict[str, tuple[str, ...]]:
    """The keys of every command, by its name, that has others than the table says. Raises SettingsError, naming the
    line of the settings, for what cannot work."""
    chosen = _arrows() if preset == "arrows" else {}
    known = {command.name: command for command in COMMANDS}
    for each in own:
        if each.command not in known:
            near = get_close_matches(each.command, known, n=1)
            hint = f'did you mean "{near[0]}"?' if near else "the cheat sheet names every command: dossier keys --names"
            raise SettingsError(f'{each.place}: there is no command "{each.command}"', hint)
        chosen[each.command] = tuple(_key(key, each) for key in each.keys)
    _refuse_clashes({name: chosen.get(name, command.keys) for name, command in known.items()}, own)
    return {name: keys for name, keys in chosen.items() if keys != known[name].keys}


def for_textual(chosen: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """The same as `App.set_keymap` takes it, the neighbours on the Russian layout included."""
    return {name: ",".join(with_layout_twins(keys)) for name, keys in chosen.items()}


def _arrows() -> dict[str, tuple[str, ...]]:
    """Commands that move, without the letters, where other keys are left."""
    found = {}
    for command in COMMANDS:
        others = tuple(key for key in command.keys if len(key) > 1 and key != "space" and not key.startswith("ctrl+"))
        if command.id in _MOVES and others:
            found[command.name] = others
    return found


def _key(typed: str, asked: Rebinding) -> str:
    """The name of a key, as Textual has it. Raises SettingsError for what no terminal sends."""
    if len(typed) == 1:
        if typed.isalnum():
            return typed
        name = unicodedata.name(typed, "").lower().replace(" ", "_").replace("-", "_")
        return KEY_NAME_REPLACEMENTS.get(name, name)
    name = typed.casefold()
    if name in _NAMED or character(name):
        return name
    near = get_close_matches(name, _NAMED, n=1)
    hint = 'keys are written like "f", "/", "ctrl+f", "f5", "pagedown", "enter"'
    raise SettingsError(
        f'{asked.place}: "{typed}" is no key a terminal sends', f'did you mean "{near[0]}"?' if near else hint
    )


def _types(key: str) -> bool:
    """Whether a key types a letter where letters are typed."""
    return bool(character(key))


def _refuse_clashes(keys: Mapping[str, tuple[str, ...]], own: Sequence[Rebinding]) -> None:
    """Raise SettingsError for a key with two meanings, or a letter among letters, which the settings brought about."""
    asked = {each.command: each for each in own}
    by_place: dict[str, dict[str, str]] = {}
    for command in COMMANDS:
        here = by_place.setdefault(command.where, {})
        for key in with_layout_twins(keys[command.name]):
            if command.name in asked and command.where in TYPED and _types(key):
                raise SettingsError(
                    f"{asked[command.name].place}: {shown(key)} types a letter there",
                    "choose a key such as ctrl+f or f5",
                )
            _refuse_two(key, here.get(key), command.name, asked)
            here[key] = command.name
    for where, here in by_place.items():
        if where in TYPED or where in (EVERYWHERE, DIALOG):
            continue
        for key, name in by_place[DIALOG if where in OVER else EVERYWHERE].items():
            _refuse_two(key, here.get(key), name, asked)


def _refuse_two(key: str, one: str | None, other: str, asked: Mapping[str, Rebinding]) -> None:
    if one is None:
        return
    guilty = asked.get(one) or asked.get(other)
    if guilty is not None:
        rest = other if guilty.command == one else one
        raise SettingsError(
            f"{guilty.place}: {shown(key)} is already the key of {rest}", f"give {rest} another key, or choose another"
        )
