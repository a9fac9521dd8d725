"""The form of a name to show: the prevailing one of those written (`prevailing`), or one made of its mention key
(`display_name`) where no raw mention is at hand.

Keys of Cyrillic names are stems (`keys`); the nominative is rebuilt where the letters say which it is: given names
from a list, a surname's gender from the given name before it, -й and -я after a vowel. What cannot be told stays as it
is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .. import rule_files
from .keys import fold, russian_stem, words

_SMALL = words("of the and for in on at de la le del der den van von bin al и по при в на с о об для")
_CYRILLIC = re.compile(r"[\u0400-\u052f-]+$")
# Men's names in -а, -я.
_MASCULINE = words("никита илья данила фома лука кузьма савва мустафа муса иса абдулла гаврила добрыня")
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")
# Oblique cases of adjectives, and of surnames that decline like them in the instrumental (Грамматика-80, § 1308).
_OBLIQUE = re.compile(r"..(?:[ыи]х|[ое]го|[ое]му|[ыи]ми?|ую|юю)$")
_POSSESSIVE = re.compile(r"['’`]s$")
_SURNAME = re.compile(r"(?:[ое]в|[иы]н)$")


@cache
def given_names() -> dict[str, str]:
    """Given names as lists in one text each, by field of given_names.yaml: latin, both, cyrillic."""
    data: dict[str, str] = rule_files.load("index.names", "given_names.yaml")
    return data


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


def shown_name(key: str, forms: Mapping[str, int]) -> str:
    """The name to show of a mention key, given how often each of its forms was written.

    A Russian name that begins with a given name has its nominative rebuilt, for it may stand in other cases alone.
    """
    if key.partition(" ")[0] in _nominatives() or not forms:
        return display_name(key)
    return prevailing(forms)


def prevailing(forms: Mapping[str, int]) -> str:
    """The form to show of a name, given how often each was written; "" for none.

    Latin forms: the commonest, capitals alone ("PUTIN") only where it was never written otherwise or as often. A
    Cyrillic name is written in its cases, of which the commonest need not be the nominative: that one has the fewest
    adjectives in an oblique case, the fewest letters ("Путин", "Путина"), and among equals the ending that no oblique
    case has ("Министерство", not "Министерства").
    """
    if not forms:
        return ""
    if len(forms) == 1:
        return _bare(next(iter(forms)))
    cyrillic = {form for form in forms if _CYRILLIC_LETTER.search(form)}
    best = min(
        forms,
        key=lambda form: (
            (*(_cases(form) if form in cyrillic else ()), -forms[form], form.isupper(), len(form), form)
            if len(cyrillic) == len(forms)
            else (form in cyrillic, -forms[form], form.isupper(), len(form), form)
        ),
    )
    return _bare(best)


def _bare(form: str) -> str:
    return _POSSESSIVE.sub("", form)


def _cases(form: str) -> tuple[int, int, tuple[int, ...]]:
    parts = form.lower().split(" ")
    oblique = sum(_OBLIQUE.search(part) is not None for part in parts)
    oblique += sum(part.endswith("ой") for part in parts[:-1])  # "Российской газеты"; a last word may be "Толстой"
    return oblique, len(form), tuple(map(_ending_rank, parts))


def _ending_rank(word: str) -> int:
    """0 for endings of the nominative alone, 1 for those it shares with the genitive, 2 for the others."""
    if word.endswith(("о", "ье", "ие", "ая")) or not word.endswith(("а", "е", "и", "у", "ы", "ю", "я")):
        return 0
    return 1 if word.endswith(("а", "я")) else 2


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
