"""One skeleton for a name in Cyrillic and Latin letters, however it was carried over.

Russian and Kyrgyz names reach Latin by half a dozen systems (BGN/PCGN, ISO 9, ICAO Doc 9303, GOST, the habits of
newspapers): Жээнбеков is Jeenbekov, Zheenbekov, Dzheenbekov; Алексей is Alexei, Alexey, Aleksei. The skeleton keeps
what they agree on. It goes both ways because both scripts are folded to it, and it has no endings: mention keys of
Cyrillic names are stems. Kyrgyz ө ү ң are o u n. Two names with one skeleton may be one; that is a suggestion, never a
merge.
"""

from __future__ import annotations

import re

_LETTERS = (
    "аa бb вv гg дd еe жʒ зz иi йi кk лl мm нn оo пp рr сs тt уu фf хh цc чʧ шʃ щʃ ъ ыi ь эe юiu яia өo "
    "үu ңn һh әa іi їi єe ґg ўu қk ғg ҳh ҷʒ ӣi ӯu"
)
_CYRILLIC = {ord(pair[0]): pair[1:] for pair in _LETTERS.split()}
# Longest first: what several letters say, in any of the systems.
_LATIN = (
    ("shch", "ʃ"), ("sch", "ʃ"), ("dzh", "ʒ"), ("zh", "ʒ"), ("kh", "h"), ("ts", "c"), ("tz", "c"), ("tch", "ʧ"),
    ("ch", "ʧ"), ("sh", "ʃ"), ("ph", "f"), ("gh", "g"), ("ck", "k"), ("th", "t"), ("ye", "e"), ("yo", "e"),
    ("ju", "ʒu"), ("j", "ʒ"), ("y", "i"), ("x", "ks"), ("w", "v"), ("q", "k"), ("ö", "o"), ("ü", "u"), ("ñ", "n"),
    ("č", "ʧ"), ("š", "ʃ"), ("ž", "ʒ"), ("ı", "i"), ("ğ", "g"), ("ş", "ʃ"), ("ç", "ʧ"),
)  # fmt: skip
_LATIN_TABLE = dict(_LATIN)
_LATIN_SIGNS = re.compile(f"({'|'.join(sign for sign, _ in _LATIN)})")
_HARD_C = re.compile(r"c(?![ceiyhkz])")
_LETTER_PAIRS = re.compile(r"(.)(?=\1)")  # the first of them
_ER = re.compile(r"(?<=[bdfgkpt])er$")  # Пётр and Peter, Александр and Alexander
_VOWELS = "aeiou"  # the ending of a word
_SHORTEST = 2  # letters that it leaves
_ROMAN = re.compile("[ivx]+")  # Alexander II and III are two
_CYRILLIC_LETTER = re.compile(r"[\u0400-\u052f]")


def is_cyrillic(text: str) -> bool:
    """Whether a text holds a Cyrillic letter."""
    return _CYRILLIC_LETTER.search(text) is not None


def skeleton(key: str) -> tuple[str, ...]:
    """The words of a mention key, each as the letters that all ways of transliterating it share.

    `skeleton("сооронба жээнбеков") == skeleton("sooronbay jeenbekov") == skeleton("soronbai zheenbekov")`.
    """
    return tuple(map(_word, key.split(" ")))


def _word(word: str) -> str:
    """Twice as fast as by an expression for each rule: sketches ask for every word of a collection."""
    if _ROMAN.fullmatch(word):
        return word
    if not word.isascii() and is_cyrillic(word):
        letters = cyrillic_sounds(word)
    else:
        letters = latin_sounds(word.replace("'", "").replace("’", ""))
    letters = _LETTER_PAIRS.sub("", letters)
    if letters.endswith("er"):
        letters = _ER.sub("r", letters)
    return letters[: max(len(letters.rstrip(_VOWELS)), _SHORTEST)]


def latin_sounds(text: str) -> str:
    """Latin letters in lower case with what several of them say put as one: `skeleton` as far as it needs no ends of
    words, so that it may be asked of many at once."""
    parts = _LATIN_SIGNS.split(_HARD_C.sub("k", text) if "c" in text else text)
    parts[1::2] = map(_LATIN_TABLE.__getitem__, parts[1::2])
    return "".join(parts)


def cyrillic_sounds(text: str) -> str:
    """Cyrillic letters in lower case as Latin ones: the same of them."""
    return text.replace("дж", "ж").translate(_CYRILLIC)
