"""Name stems: what the case forms of one Russian name have in common and those of another have not.

Snowball takes -ов for a plural ending: "Жапаров" stems to "жапар", "Жапарова" to "жапаров", so that two forms of one
surname part and two surnames (Жапар, Жапаров) meet. `name_stems` instead names every dictionary form that a word may
be a form of. Two words are forms of one name if these sets meet:

    Жапаров, Жапарова, Жапаровым   {жапаров}            Жапар, Жапара   {жапар, ...}
    Толстой, Толстого, Толстая     {толстый, ...}       Глинка, Глинкой {глинка, ...}
    Коваль, Коваля, Ковалем        {коваль, ...}        Гайдай, Гайдая  {гайдай, ...}

Classes, after Русская грамматика (1980), vol. 1, on the declension of surnames, and L. P. Kalakutskaya, "Склонение
фамилий и личных имён в русском литературном языке" (1984):

- possessive, -ов -ев -ин -ын: masculine as a short adjective (instrumental -ым; -ом in foreign names), feminine -а
  -ой -у. The suffix is so telling that no other reading is tried, but for adjectives in -овой (Лановой).
- adjectival, -ский -цкий -ой -ый -ий; written here with -ый, whatever the nominative.
- hard consonant (Ким, Петросян, Гуревич): men's are declined, women's are not; soft -ь (Коваль); -й (Гайдай), with the
  fleeting vowels of -ец -ок -ек -ел -ей (Кравец, Кравца; Воробей, Воробья).
- -а -я (Глинка, Берия), feminine nouns.
- never declined: -о (Шевченко), -дзе, -швили, and -ых -их (Черных, Долгих), which are old plural genitives of simple
  adjectives; derived adjectives in -н- and -ск- make no such surnames and stay adjectives (Соединённых, Вишневских).

A form that belongs to two names (Кучера, of Кучер and of Кучера) finds both: the word itself does not say which.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_VOWELS = "аеёиоуыэюяөүіїє"
_HUSHING = "жшчщц"
_VELAR = "гкх"

_POSSESSIVE = re.compile(r"(.{2,}(?:[ое]в|[иы]н))(а|у|ым|ом|е|ой|ою|ы|ых|ыми|ам|ами|ах|)$")
_POSSESSIVE_OR_ADJECTIVE = frozenset({"ой", "ым", "ом", "ою", "ых", "ыми"})
_ADJECTIVE = re.compile(r"(.{2,}?)(ый|ого|его|ому|ему|ые|ыми|ими|яя|юю|ую)$")
_ADJECTIVE_OR_NOUN = re.compile(r"(.{2,}?)(ий|ой|ей|ым|им|ом|ем|ая|ою|ею|ие)$")
_PLURAL_GENITIVE = re.compile(r"(.{2,})[ыи]х$")
_NEVER_DECLINED = re.compile(r".+(?:дзе|швили|о)$")
_COMMON_NOUN = re.compile(
    r".{2,}(?:[аеяи]ни(?:[еяюйи]|ем|ями?|ях)|ци(?:[яюий]|ями?|ях|ей)|.ост(?:ь|и|ью)|ств(?:[оауе]|ом|ами?|ах|))$"
)


class NameStems(NamedTuple):
    """The dictionary forms a word may belong to. `telling` says that its shape alone makes it a surname or an
    adjective: no ordinary stem is needed beside them. `possessive` marks the -ов/-ин class."""

    stems: tuple[str, ...]
    telling: bool = False
    possessive: bool = False


def name_stems(word: str) -> NameStems:
    """Every name a folded Cyrillic word may be a form of; none for abstract nouns (-ство, -ость, -ание, -ция)."""
    if len(word) < 2 or _COMMON_NOUN.match(word):
        return NameStems(())
    if (match := _POSSESSIVE.match(word)) and _is_stem(match[1][:-2]):
        stem = match[1]
        both = (stem, stem + "ый") if match[2] in _POSSESSIVE_OR_ADJECTIVE else (stem,)
        return NameStems(both, telling=True, possessive=True)
    if match := _PLURAL_GENITIVE.match(word):
        return NameStems((match[1] + "ый" if _is_derived_adjective(match[1]) else word,), telling=True)
    if match := _ADJECTIVE.match(word):
        return NameStems((match[1] + "ый",), telling=True)
    if _NEVER_DECLINED.match(word):
        return NameStems((word,))
    stems = dict.fromkeys(_noun_stems(word))
    if match := _ADJECTIVE_OR_NOUN.match(word):
        stems[match[1] + "ый"] = None
    return NameStems(tuple(stems), telling=word.endswith(("ский", "цкий", "ская", "цкая", "ской", "цкой")))


def _is_stem(text: str) -> bool:
    return len(text) >= 3 or any(letter in _VOWELS for letter in text)


def _is_derived_adjective(stem: str) -> bool:
    if stem.endswith(("ск", "цк")):
        return True
    return stem.endswith("н") and sum(letter in _VOWELS for letter in stem) >= 2


def _noun_stems(word: str) -> list[str]:
    """Nominatives of nouns that have `word` among their singular forms (or -ы -и -ами -ями of the plural)."""
    found: list[str] = []
    last = word[-1]
    if last not in _VOWELS:
        found.append(word)
    for ending in ("ами", "ями", "ью", "ой", "ей", "ою", "ею", "ом", "ем", "а", "я", "у", "ю", "ы", "и", "е"):
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            found.extend(_nominatives(word[: -len(ending)], ending))
    return found or [word]


def _nominatives(stem: str, ending: str) -> list[str]:
    final = stem[-1]
    consonant = final not in _VOWELS and final not in "ьй"
    found: list[str] = []
    velar_or_hushing = ending in {"и", "ем"} and final in _VELAR + _HUSHING
    if consonant and (velar_or_hushing or ending in {"а", "у", "ы", "ом", "е", "ами"}):
        found.append(stem)
        found.extend(_with_fleeting_vowel(stem))
    if ending in {"я", "ю", "ем", "е", "и", "ями", "ью"}:
        if consonant and final not in _VELAR and final != "ц":
            found.append(stem + "ь")
        elif final in _VOWELS and ending != "ью":
            found.append(stem + "й")
        elif final == "ь" and ending != "ью":
            found.append(stem[:-1] + "ей")
    hard = ending in {"а", "у", "ы", "ой", "ою", "ами"}
    soft = ending in {"я", "ю", "и", "е", "ей", "ею", "ями"}
    if (hard and consonant) or soft:
        found.append(stem + "а")
    return found


def _with_fleeting_vowel(stem: str) -> list[str]:
    """Кравц-а is of Кравец, Волчк-а of Волчок, Павл-а of Павел."""
    final, before = stem[-1], stem[-2]
    if before in _VOWELS:
        return []
    kept = stem[:-2] if before in "йь" else stem[:-1]
    if final == "ц":
        return [kept + "ец"]
    if final == "к":
        return [kept + "ек"] if before in "йь" else [kept + "ок", kept + "ек"] if before in _HUSHING else [kept + "ок"]
    return [kept + "ел"] if final == "л" and before not in "йь" else []
