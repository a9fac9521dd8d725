"""Surface form -> mention key: the string the index holds for a name.

A key is language-neutral where it can be: lower case, NFC, ё as е, one space between words, no honorific in front,
no article, no possessive behind. Cyrillic words lose their case ending, so that "Путина", "Путиным" and "Путин" are
one key ("путин"), and so are "Жапарова" and "Жапаров". That is a stem, not a dictionary form: people read the raw
mention or the entity's name, never the key.

The endings are those of the Russian declension of names (Грамматика-80, §§ 1178-1230) and the Kyrgyz cases with
vowel harmony (Кудайбергенов, Грамматика киргизского литературного языка, 1987); they are rules over letters, no list
of names. (`index.surnames` answers another question, for search: every dictionary form that a word *may* be of. A key
must be one and the same string for all forms, at the price of meeting a rare other name.)
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from ..models import Kind


def words(text: str) -> frozenset[str]:
    """A set of words written as one text."""
    return frozenset(text.split())


HONORIFICS = words(
    "mr mr. mrs mrs. ms ms. miss dr dr. sir dame madam madame lord lady prof prof. господин госпожа г-н г-жа г. "
    "товарищ мырза айым"
)
_ARTICLES = frozenset({"the", "a", "an"})
_CYRILLIC = re.compile(r"[а-яөүңһәіїєґўқғҳҷӣӯ]+")
_INITIAL = re.compile(r"(?<=\b\w\.)(?=\w{2,})")
_SPACES = re.compile(r"\s+")
_POSSESSIVE = re.compile(r"['’`]s$|(?<=s)['’]$")
_EDGES = " \t\n\"'«»“”„‘’`()[]{}<>,;:!?–—-…"
_PLAIN = re.compile(r"[^\W_]+(?:[ -][^\W_]+)*")
_VOWEL = re.compile(r"[аеиоуыэюяөүіїє]")

# Names whose nominative looks like an instrumental or a feminine; a closed class of frequent ones.
_UNDECLINED = words("артем салем вифлеем эдем ханой рустем росатом ростелеком")

# The genitive of names in -ай, which looks like a feminine adjective ("Китая", "новая"); those in -бай are Turkic and
# many, the adjectives that end so few.
_IN_AY = re.compile(
    r"(?:^(?:кит|алт|никол|валд|шанх|токт|ног)|[уа]гв|..(?<!сла)(?<!гру)(?<!лю)(?<!голу)(?<!ря)(?<!осо)б)ая$|^дубая$"
)
# Longest first. Each alternative strips its named part; what precedes it is the condition.
_RUSSIAN = re.compile(
    r"""(?:
      (?<=[кгхжшчщ])(?: ими | ого | ому | его | ему | ий | ия | ию | ием | ией | ии | ие | им | их )
    | (?<=и)(?: ями | ям | ях | ей | ем | я | ю | е | й | и )
    | (?<=е)(?: ем | й | я | ю | е )
    | (?<=[внтлрд])(?: ыми | ым | ых )
    | (?<=.{4})(?: ами | ями | ах | ях )
    | ого | ому | ыми | ый | ая | ое | ые | ую | яя | юю | ых
    | ом | ем | ой | ою | ью
    | (?<=ств)о | (?<=[ое]в)о | (?<=ин)о
    | [аяуюеыиьй]
    )$""",
    re.VERBOSE,
)

# Kyrgyz case endings: genitive, dative, accusative, locative (with attributive -гы), ablative; after a possessive
# ending (-ы, -сы) also with н. -стан is no ablative: "Кыргызстан".
_KYRGYZ_CASE = re.compile(
    r"(?:[ндт][ыиуү]н|[гк][аеоө]|[ндт][ыиуү]|[дт][аеоө](?:г[ыиуү])?|(?<!с)т[аеоө]н|д[аеоө]н"
    r"|(?<=[ыиуү])(?:н[аеоө]н|н[аеоө]|нд[аеоө](?:г[ыиуү])?))$"
)
_KYRGYZ_POSSESSIVE = re.compile(r"(?<=[аеоөуүыияюэ])с[ыиуү]$|(?<=[^аеоөуүыияюэ])[ыиуү]$")
_KYRGYZ_PLURAL = re.compile(r"[лдт][аеоө]р$")
# The last vowel of the stem decides the vowel of the suffix (front or back, rounded or not).
_BACK, _FRONT = frozenset("аоуыяю"), frozenset("еөүиэ")


def fold(text: str) -> str:
    """Lower case with ё as е, straight apostrophes and plain spaces, **of the same length** as `text`."""
    low = text.lower()
    if len(low) != len(text):  # "İ" lowers to two code points
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    for old, new in _FOLDS:
        if old in low:  # much faster than str.translate on long texts
            low = low.replace(old, new)
    return low


_FOLDS = (("ё", "е"), ("’", "'"), ("‘", "'"), ("`", "'"), ("\u00a0", " "), ("\u202f", " "), ("\n", " "), ("‑", "-"))


def _harmonic(stem: str, suffix: str) -> bool:
    vowels = [c for c in stem if c in _BACK or c in _FRONT]
    inner = [c for c in suffix if c in _BACK or c in _FRONT]
    return bool(vowels) and bool(inner) and (vowels[-1] in _BACK) == (inner[0] in _BACK)


# Names whose Kyrgyz case forms the endings misread: too short a stem, or an end that looks like another ending.
_KYRGYZ_FORMS = {f"ош{ending}": "ош" for ending in ("тун", "ко", "ту", "то", "тон", "тогу")}
_KYRGYZ_FORMS |= {f"нарында{ending}": "нарын" for ending in ("", "гы")} | {"таластан": "талас"}


@lru_cache(maxsize=8192)
def kyrgyz_stem(word: str) -> str:
    """A folded Kyrgyz word without case, possessive and plural endings: "кыргызстандын" -> "кыргызстан"."""
    if word in _KYRGYZ_FORMS:
        return _KYRGYZ_FORMS[word]
    for pattern, shortest in ((_KYRGYZ_CASE, 3), (_KYRGYZ_POSSESSIVE, 5), (_KYRGYZ_PLURAL, 4)):
        match = pattern.search(word)
        if match and match.start() >= shortest and _harmonic(word[: match.start()], match[0]):
            word = word[: match.start()]
    return word


def _given_forms() -> dict[str, str]:
    """Case forms of given names whose stem the endings do not show: a fleeting vowel (Павел, Лев), and -ью and -ьей of
    names in -ья, which other words have as endings (Грамматика-80, §§ 1186, 1196)."""
    forms = {f"павл{ending}": "павел" for ending in ("а", "у", "ом", "е")}
    forms |= {f"льв{ending}": "лев" for ending in ("а", "у", "ом", "е")}
    for stem in words("иль дарь наталь софь марь авдоть лукерь анастась"):
        forms |= {f"{stem}{ending}": stem for ending in ("ю", "ей")}
    return forms


_GIVEN_FORMS = _given_forms()


@lru_cache(maxsize=8192)
def russian_stem(word: str) -> str:
    """A folded Cyrillic word without its Russian case ending: "путиным" -> "путин", "россией" -> "росси"."""
    if word in _GIVEN_FORMS:
        return _GIVEN_FORMS[word]
    if _IN_AY.search(word):
        return word[:-1]
    if word in _UNDECLINED or word.endswith("пром"):  # Газпром, Норпром: compounds, no instrumental
        return word
    match = _RUSSIAN.search(word)
    if match is None or match.start() < 2:
        return word
    stem = word[: match.start()]
    return stem if _VOWEL.search(stem.rpartition("-")[2]) else word


def stem(word: str, language: str = "") -> str:
    """The part of a folded Cyrillic word that its case forms share; `language` "ky" strips Kyrgyz endings first."""
    return russian_stem(kyrgyz_stem(word) if language == "ky" else word)


def stem_text(folded: str, language: str = "") -> str:
    """Folded text with every Cyrillic word replaced by its stem."""
    return _CYRILLIC.sub(lambda m: stem(m[0], language), folded) if _CYRILLIC.search(folded) else folded


@lru_cache(maxsize=4096)
def normalise_key(surface: str, language: str = "") -> str:
    """The mention key of a surface form. Never raises; may be empty where nothing but punctuation is left.

    `normalise_key("Mr Overchuk") == "overchuk"`, `normalise_key("Kyrgyzstan’s") == "kyrgyzstan"`,
    `normalise_key("Путина") == normalise_key("Путин")`.
    """
    text = unicodedata.normalize("NFC", surface).casefold()
    text = _INITIAL.sub(" ", _SPACES.sub(" ", fold(text)).strip(_EDGES))
    text = _POSSESSIVE.sub("", text).strip(_EDGES)
    words = text.split(" ")
    while len(words) > 1 and (words[0] in _ARTICLES or words[0] in HONORIFICS):
        del words[0]
    key = stem_text(" ".join(words), language)
    return key if any(c.isalnum() for c in key) else ""


def normalise_keys(surfaces: Sequence[str]) -> list[str]:
    """The mention keys of many surface forms: what `normalise_key` says of each, in one pass over all of them."""
    keys, odd = plain_keys(surfaces)
    for index in odd:
        keys[index] = normalise_key(surfaces[index])
    return keys


def plain_keys(surfaces: Sequence[str]) -> tuple[list[str], list[int]]:
    """The surface forms folded and stemmed, in one pass over all of them, and the indexes of those that are not their
    own mention keys yet: with honorifics, articles, marks at their edges."""
    joined = "\0".join(surfaces)
    parts = stem_text(fold(unicodedata.normalize("NFC", joined).casefold())).split("\0")
    if len(parts) != len(surfaces):  # a name with a zero in it
        parts = [stem_text(fold(unicodedata.normalize("NFC", each).casefold())) for each in surfaces]
    plain, dropped = _PLAIN.fullmatch, _ARTICLES | HONORIFICS
    odd = [index for index, part in enumerate(parts) if not plain(part) or part.partition(" ")[0] in dropped]
    return parts, odd


_SMALL = words("of the and for in on и по в на при для")
_BETWEEN_WORDS = re.compile(r"[\s-]+")


@lru_cache(maxsize=1024)
def initials(key: str) -> frozenset[str]:
    """The acronyms that a mention key of several words may have: all its first letters, or those of its longer words.
    Empty for one word. `initials("world trade organization") == {"wto"}`."""
    parts = [word for word in _BETWEEN_WORDS.split(key) if word]
    if " " not in key:
        return frozenset()
    found = {"".join(word[0] for word in parts), "".join(word[0] for word in parts if word not in _SMALL)}
    return frozenset(letters for letters in found if len(letters) > 1)


def entity_id(kind: Kind, key: str) -> str:
    """The id of an entity that no gazetteer holds: stable, one to one, readable: "person:alexei-overchuk".

    Spaces become hyphens; a hyphen of the key itself becomes "~" so that `parse_id` can go back.
    """
    return f"{kind.value}:{key.replace('-', '~').replace(' ', '-')}"


def parse_id(id: str) -> tuple[Kind, str] | None:
    """Kind and mention key of an id that `entity_id` made; None for a gazetteer's id or anything else."""
    kind, colon, slug = id.partition(":")
    if not colon or not slug:
        return None
    try:
        return Kind(kind), slug.replace("-", " ").replace("~", "-")
    except ValueError:
        return None
