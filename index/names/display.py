"""A mention key as a name to show, for where no raw mention is at hand.

Keys of Cyrillic names are stems (`keys`); the nominative is rebuilt where the letters say which it is: given names
from a list, a surname's gender from the given name before it, -й and -я after a vowel. What cannot be told stays as it
is.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

from .keys import fold, russian_stem, words

_SMALL = words("of the and for in on at de la le del der den van von bin al и по при в на с о об для")
_CYRILLIC = re.compile(r"[\u0400-\u052f-]+$")
# Men's names in -а, -я.
_MASCULINE = words("никита илья данила фома лука кузьма савва мустафа муса иса абдулла гаврила добрыня")
_SURNAME = re.compile(r"(?:[ое]в|[иы]н)$")


@cache
def given_names() -> dict[str, str]:
    """Given names as lists in one text each, by field of given_names.yaml: latin, both, cyrillic."""
    import yaml

    text = files(__package__).joinpath("given_names.yaml").read_text("utf-8")
    data: dict[str, str] = yaml.load(text, Loader=_loader(yaml))  # noqa: S506 - both loaders are safe
    return data


def _loader(yaml: Any) -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def _nominatives() -> dict[str, str]:
    """Nominatives of Cyrillic given names by their stems. A stem of two names ("александр", of Александр and
    Александра) is the man's, whose name has no ending."""
    found: dict[str, str] = {}
    for name in fold(given_names()["cyrillic"]).split():
        known = found.get(russian_stem(name))
        if known is None or len(name) < len(known):
            found[russian_stem(name)] = name
    return found


def display_name(key: str) -> str:
    """A key in title case: "alexei overchuk" -> "Alexei Overchuk", "роз отунбаев" -> "Роза Отунбаева"."""
    parts = key.split(" ")
    if any(_CYRILLIC.match(part) for part in parts):
        parts = _nominative(parts)
    return " ".join(w if i and w in _SMALL else _capitalised(w) for i, w in enumerate(parts))


def _nominative(parts: list[str]) -> list[str]:
    names = _nominatives()
    given = next((names[p] for p in parts if p in names), "")
    feminine = given.endswith(("а", "я")) and given not in _MASCULINE
    return [names.get(p) or _ending(p, bool(given), feminine) if _CYRILLIC.match(p) else p for p in parts]


def _ending(stem: str, person: bool, feminine: bool) -> str:
    if person and (_SURNAME.search(stem) or stem.endswith(("овн", "евн", "ичн"))):
        return stem + "а" if feminine or stem.endswith("вн") else stem
    if stem.endswith(("ск", "цк")) and len(stem) > 4:
        return stem + ("ая" if feminine else "ий")
    if stem.endswith("и") and len(stem) > 3:
        return stem + ("й" if person else "я")
    return stem + "й" if stem.endswith("е") and person else stem


def _capitalised(word: str) -> str:
    return "-".join(part[:1].upper() + part[1:] for part in word.split("-"))
