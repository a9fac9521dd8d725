"""Text to terms: the one analyzer, for indexing, asking, marking hits and searching inside a text.

A text becomes tokens, each with its place, its position (stop words count), its surface word (for prefixes) and its
terms (for search). Numbers stay whole ("1,800" and "1800" are one term, "13.6%" is also "13.6"), so do "R&D" and
"U.S."; words joined by hyphens are neighbours. The script of a word chooses its stemmer: Cyrillic Russian, Latin
English (Snowball).

Russian names are told from common nouns by their capital, because their case forms overlap ("столов" is of столы,
"Столов" is a man; see `surnames`). Three sorts of term keep them apart; the markers occur in no stem:

    стол      a word in lower case: its Snowball stem
    ^столов   a word with a capital: the dictionary forms it may be of, as a name
    ~стол     a word with a capital where a sentence begins: its Snowball stem as well, for it may be no name

A query asks for what its word may mean. "стол" asks for all three. A word shaped like a surname ("столов", "иванов")
or an adjective asks for the stem in lower case and for the name, never for ~: so "столов" finds tables and Mr Stolov,
and "иванов" does not find an Иван who begins a sentence. With a capital, a surname asks for the name alone, unless
Snowball leaves its suffix standing ("Причины"), where the stem cannot meet a shorter name.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import normalize

import Stemmer

from index.remembered import Remembered
from index.stopwords import ACRONYMS, STOP_WORDS
from index.surnames import name_stems

VERSION = 3
"""Rises with every change that gives a text other terms; an index of another version is rebuilt."""

_SHORTEST_STEM = 3
_LONGEST_STEM = 1_000  # letters: what is longer is noise, from which one ending after the other would be stripped

NAME = "^"
INITIAL = "~"


class Token(NamedTuple):
    """One word of a text. `terms` is empty for stop words; `surface` is the folded word; `position` counts words."""

    terms: tuple[str, ...]
    start: int
    end: int
    position: int
    surface: str


class _Word(NamedTuple):
    """What is known of one spelling. `initial` are its terms where a sentence begins, `plural` after an adjective in
    the plural genitive; `trim` characters at its end belong to no surface ('s)."""

    surface: str
    terms: tuple[str, ...]
    initial: tuple[str, ...]
    trim: int = 0
    plural: tuple[str, ...] = ()


# A letter may carry combining marks (stress, decomposed й) and soft hyphens; `fold` removes or composes them.
# The first line is the last one for most words, and a third faster.
WORD = re.compile(
    r"[^\W\d_]{4,}+(?![\w'’ʼ\u0300-\u036f\u00ad])"
    r"|[^\W\d_](?:\.[^\W\d_](?!\w))+\.?"  # U.S., В.В.
    r"|[^\W\d_]{1,3}(?:&[^\W\d_]{1,3})+(?!\w)"  # R&D
    r"|(?:(?<!\d[.,])\d{1,3}(?:(?:[,\u00a0\u202f\u2009 ]\d{3})+(?:[.,]\d+)?|(?:\.\d{3}){2,})(?![.,]?\w)"  # 1,800
    r"|(?<!\d[.,])\d+[.,]\d+(?![.,]?\d)"  # 4.1
    r"|\d+(?!\w))(?:[ \u00a0\u202f]?%)?"  # 97%
    r"|[\w\u0300-\u036f\u00ad]+(?:['’ʼ][\w\u0300-\u036f\u00ad]+)*"
)
_PERCENT = re.compile(r"[\s-]?(?:per ?cent\b|pct\b|процент)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"['’ʼ][sS]$")
_STRESS = re.compile(r"[\u0300\u0301\u00ad]")
_GROUPING = re.compile(r"[,\u00a0\u202f\u2009 ](?=\d{3}(?!\d))")
_CYRILLIC = re.compile(r"[\u0400-\u052f]+$")
_SMALL_RUSSIAN = re.compile(r"[а-яё]+\Z")
_LATIN = re.compile(r"[a-z\u00c0-\u024f']+$")
_FLEETING = re.compile(r"([бвгджзклмнпрстфхцчшщ])(?:о(?=к$)|(?<=[жшчщ])е(?=к$)|е(?=ц$))([кц])$")
_SENTENCE_MARKS = frozenset(".!?…:;«»„“”\"'’(—–-•*#>|")

_CACHE_LIMIT = 16_000  # spellings; each takes about 350 bytes
_local = threading.local()


def fold(text: str) -> str:
    """Casefolded, composed (NFC), without stress marks and soft hyphens, ё as е, one sort of apostrophe."""
    if text.isascii():
        return text.lower()
    text = _STRESS.sub("", normalize("NFC", text)) if not text.isalpha() else normalize("NFC", text)
    return normalize("NFC", text.casefold().replace("ё", "е").replace("’", "'").replace("ʼ", "'"))


def is_stop(word: str) -> bool:
    """Whether a word alone is too common to search for."""
    return word not in ACRONYMS and fold(word) in STOP_WORDS


def stem(word: str) -> str:
    """The Snowball stem of a folded word by its script; a word of another or of mixed script is its own stem, and so is
    one that is longer than any word.

    Snowball keeps the fleeting vowel of Russian nouns (рынок, but рынк-ов): it is dropped from every stem in -ок -ек
    -ец, fleeting or not, so that each word still agrees with its own forms.
    """
    if len(word) > _LONGEST_STEM:
        return word
    if _CYRILLIC.match(word):
        return _russian_stems([word])[0]
    return str(_stemmers()[0].stemWord(word)) if _LATIN.match(word) else word


def _stemmers() -> tuple[Stemmer.Stemmer, Stemmer.Stemmer]:
    """English and Russian, of this thread."""
    found: tuple[Stemmer.Stemmer, Stemmer.Stemmer] | None = getattr(_local, "stemmers", None)
    if found is None:
        found = _local.stemmers = (Stemmer.Stemmer("english", 0), Stemmer.Stemmer("russian", 0))
    return found


def _russian_stems(words: Sequence[str]) -> list[str]:
    """Snowball again and again until nothing is left to strip. Once takes "кредит" for a verb (кред) and leaves
    "кредитов" at кредит, "остров" for a plural (остр) and leaves "острова" at остров; in the end all forms of a word
    meet. Worth 0.6 points of nDCG@10 on Russian questions (tests/benchmarks/relevance.py)."""
    stemmer, stems = _stemmers()[1], list(words)
    left: Sequence[int] = range(len(stems))
    while left:
        shorter = dict(zip(left, stemmer.stemWords([stems[at] for at in left]), strict=True))
        left = [at for at, to in shorter.items() if to != stems[at] and len(to) >= _SHORTEST_STEM]
        for at in left:
            stems[at] = shorter[at]
    return [_FLEETING.sub(r"\1\2", each) for each in stems]


def tokens(text: str) -> Iterator[Token]:
    """The words of a text as indexed, in order."""
    position = 0
    cache = _cache
    new = tuple.__new__  # half the time of Token(...)
    for match in WORD.finditer(text):
        raw = match[0]
        start, end = match.span()
        word = cache.get(raw)
        if word is None:
            if "_" in raw:
                for part in _split_underscores(raw, start):
                    yield part._replace(position=position)
                    position += 1
                continue
            word = _cache[raw]
        terms = word.terms
        if word.initial is not terms and _begins_sentence(text, start):
            terms = word.initial
        elif word.plural and _after_plural(text, start):
            terms = word.plural  # "Соединённых Штатов": such an adjective stands before no surname in -ов
        elif raw[0].isdigit() and len(terms) == 1 and _PERCENT.match(text, end):
            terms = (terms[0], terms[0] + "%")
        yield new(Token, (terms, start, end - word.trim, position, word.surface))
        position += 1


def read(text: str, match: re.Match[str]) -> list[Token]:
    """The words of one match of `WORD` in a text; positions from 0. Nearly always one."""
    raw, start = match[0], match.start()
    word = _cache.get(raw)
    if word is None:
        if "_" in raw:
            return [token._replace(position=at) for at, token in enumerate(_split_underscores(raw, start))]
        word = _cache[raw]
    terms = word.terms
    if word.initial is not terms and _begins_sentence(text, start):
        terms = word.initial
    elif word.plural and _after_plural(text, start):
        terms = word.plural
    elif raw[0].isdigit() and len(terms) == 1 and _PERCENT.match(text, match.end()):
        terms = (terms[0], terms[0] + "%")
    return [Token(terms, start, match.end() - word.trim, 0, word.surface)]


def settled(spellings: Sequence[str]) -> list[tuple[str, tuple[str, ...]] | None]:
    """The surface and the terms of matches of `WORD`, to be kept by who asks; None where they depend on what stands
    before, and for words joined by "_". English words and Russian ones in lower case, nearly all of most texts, are
    looked at all at once."""
    english = [each for each in spellings if each.isascii() and each.isalpha() and len(each) <= _LONGEST_STEM]
    russian = [each for each in spellings if _SMALL_RUSSIAN.match(each) and len(each) <= _LONGEST_STEM]
    surfaces = fold("\n".join([*english, *russian])).split("\n")
    stems = _stemmers()[0].stemWords(surfaces[: len(english)]) + _russian_stems(surfaces[len(english) :])
    known = {
        spelling: (surface, () if surface in STOP_WORDS and spelling not in ACRONYMS else (stemmed,))
        for spelling, surface, stemmed in zip([*english, *russian], surfaces, stems, strict=False)
    }
    return [known.get(each) or _settled(each) for each in spellings]


def _settled(spelling: str) -> tuple[str, tuple[str, ...]] | None:
    if "_" in spelling:
        return None
    word = _analyse(spelling)
    return None if word.initial is not word.terms or word.plural else (word.surface, word.terms)


def asked(text: str) -> list[Token]:
    """The words of a typed text with the terms a query asks for: any of a token's terms answers it."""
    return [token._replace(terms=_ask(text[token.start : token.end], token)) for token in tokens(text)]


def terms(word: str) -> tuple[str, ...]:
    """The terms that answer a typed word, any of them; none for a stop word. Words joined by a hyphen ("COVID-19")
    give those of all their parts: ask `asked` where order matters."""
    return tuple(dict.fromkeys(term for token in asked(word) for term in token.terms))


def _split_underscores(raw: str, start: int) -> Iterator[Token]:
    offset = start
    for part in raw.split("_"):
        for token in tokens(part):
            yield token._replace(start=token.start + offset, end=token.end + offset)
        offset += len(part) + 1


class _Words(Remembered[_Word]):
    """What is known of each spelling."""

    def find(self, key: str) -> _Word:
        """Look at a spelling."""
        return _analyse(key)


_cache = _Words(_CACHE_LIMIT)


def _analyse(raw: str) -> _Word:
    if raw[0].isdigit() and not any(character.isalpha() for character in raw):
        number = _number(raw)
        return _Word(*_same(fold(raw), (number[:-1], number) if number[-1] == "%" else (number,)))
    if "." in raw:
        letters = fold(raw).replace(".", "")
        known = letters in STOP_WORDS and raw.islower() and letters.upper() not in ACRONYMS
        return _Word(*_same(fold(raw), () if known else (letters,)))
    trim = 2 if _POSSESSIVE.search(raw) else 0
    surface = fold(raw[:-2] if trim else raw)
    if raw[: len(raw) - trim] not in ACRONYMS and (surface in STOP_WORDS or fold(raw) in STOP_WORDS):
        return _Word(*_same(surface, ()), trim)
    if raw[0].isupper() and _CYRILLIC.match(surface):
        names = name_stems(surface)
        if names.stems:
            marked = tuple(NAME + name for name in names.stems)
            if names.possessive and surface == names.stems[0]:
                return _Word(surface, marked, marked, trim, (*marked, NAME + surface[:-2], INITIAL + stem(surface)))
            return _Word(surface, marked, marked if names.telling else (*marked, INITIAL + stem(surface)), trim)
    return _Word(*_same(surface, (stem(surface),) if surface else ()), trim)


def _same(surface: str, terms: tuple[str, ...]) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    return surface, terms, terms


def _number(raw: str) -> str:
    """ "1,800" and "1 800" as "1800", "4,1" as "4.1", "13.6 %" as "13.6%"."""
    percent = "%" if raw.endswith("%") else ""
    digits = raw.rstrip("% \u00a0\u202f")
    if digits.count(".") > 1:
        return digits.replace(".", "") + percent
    return _GROUPING.sub("", digits).replace(",", ".") + percent


def _begins_sentence(text: str, start: int) -> bool:
    """Whether a word stands where any word would have a capital. An initial ("В. Путин") ends no sentence."""
    before = start - 1
    while before >= 0 and text[before].isspace():
        if text[before] == "\n":
            return True
        before -= 1
    if before < 0:
        return True
    if text[before] not in _SENTENCE_MARKS:
        return False
    initial = text[before] == "." and before >= 1 and text[before - 1].isalpha()
    return not (initial and (before < 2 or not text[before - 2].isalnum()))


def _after_plural(text: str, start: int) -> bool:
    """Whether the word before ends as adjectives do in the plural genitive."""
    while start and not text[start - 1].isalnum():
        start -= 1
    return fold(text[max(start - 4, 0) : start]).endswith(("ых", "их"))


def _ask(typed: str, token: Token) -> tuple[str, ...]:
    if not token.terms:
        return ()
    if typed[0].isdigit():
        return token.terms[-1:]
    surface = token.surface
    if not _CYRILLIC.match(surface):
        return token.terms
    names = name_stems(surface)
    if not names.stems:
        return token.terms
    ordinary = stem(surface)
    marked = tuple(NAME + name for name in names.stems)
    if not names.telling:
        return (ordinary, INITIAL + ordinary, *marked)
    if names.possessive and typed[0].isupper() and ordinary != names.stems[0]:
        return marked
    return (ordinary, *marked)
