"""Kyrgyz institutions, whose head stands last and small: "Айыл чарба министрлигинин", "Борбордук шайлоо комиссиясы".

The words before the head stand without a case, and the head has the possessive of the third person (the izafet;
Кудайбергенов, Грамматика киргизского литературного языка, 1987), so that a name is read from its head to the left: over
words without a case ending to the first that has a capital, with commas only where "жана" closes the enumeration. A
head without the possessive needs an adjective right before it ("Жогорку Кеңеш", "Улуттук банк"): "министрлик билдирди"
is a common noun. A word with a case ending, a verb or a pronoun belongs to the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...names import normalise_key
from ...names.keys import fold
from ...names.keys import words as words_of
from .curated import Candidate
from .kinds import ORGANISATION, PLACE
from .lexicon import Lexicon
from .segments import title_word

_WORDS = re.compile(r"[^\W\d_][\w-]*")
# A noun with the possessive, and its case behind that: genitive, dative, accusative, locative, ablative.
_POSSESSIVE = re.compile(r"(.+?[ыиуү])(?:н(?:[ыиуү]н?|[аеоө]н?|д[аеоө](?:г[ыиуү])?)?)?\Z")
_BARE = re.compile(r"(.+?)(?:[ндт][ыиуү]н?|[гк][аеоө]|[дт][аеоө](?:г[ыиуү]|н)?)?\Z")
_ADJECTIVE = re.compile(r"(?:[лдт][ыиуү]к|к[ыиуү])\Z")
# What no word within a name ends in: genitive, accusative, dative, locative, ablative; participle, converb.
_APART = re.compile(
    r"(?:[ндт][ыиуү]н?|(?<!и)[гк][аеоө]|[дт][аеоө](?:г[ыиуү])?|(?<=[ыиуү])н[аеоө]?|[дн][аеоө]н|(?<!с)т[аеоө]н"
    r"|[гк][аеоө]н|[ыиуү]п)\Z"
)
_GENITIVE = re.compile(r"[ндт][ыиуү]н\Z")
_VERBAL = re.compile(r"[гк][аеоө]н\Z")  # which a name may end in: "Сопу-Коргон"
_SURNAME = re.compile(r"(?:[оеё]ва?|ина?|уулу|кызы|бек|бай|[оеё]вич|[оеё]вна)\Z")
_PLACES = words_of("району шаары айылы облусу кыштагы аймагы көлү дарыясы тоосу өрөөнү көчөсү конушу ашуусу жайлоосу")
_QUOTED = re.compile(r"[\"“„«]([A-ZА-ЯЁӨҮҢ][^\"“”„«»\n]{1,40})[\"”“»] \Z")
_BETWEEN = frozenset({" ", ", ", "\n"})
_COUNTRY = 3  # letters at most of a country that stands before its institution: "КР Улуттук банкы"
_LONGEST = 12  # words
_REACH = 160  # characters before a head


def institutions(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """The names that a head closes, in order, none overlapping another."""
    done = 0
    words = [(m.start(), m.end()) for m in _WORDS.finditer(text)]
    for index, (start, end) in enumerate(words):
        form = _head(text[start:end], lexicon.possessive_heads)
        if not form or index == 0:
            continue
        kind, rule, close = ORGANISATION, "cue", end
        begin: int | None = None
        if name := _QUOTED.search(text, max(done, start - _REACH), start):  # “Ош ТВ” телеканалы
            begin, close = name.span(1)
            rule = "appositive"
        elif form == "place":
            kind, begin = PLACE, _adjacent(text, words, index, done, lexicon)
        elif form == "possessive":
            begin = _beginning(text, words, index, done, lexicon)
        elif words[index - 1][0] >= done and text[words[index - 1][1] : start] == " ":
            before = text[slice(*words[index - 1])]
            begin = words[index - 1][0] if before[0].isupper() and _ADJECTIVE.search(before) else None
        if begin is None:
            continue
        done = end
        yield Candidate(begin, close, kind, normalise_key(text[begin:close], lexicon.language), rule, "rule")


@lru_cache(maxsize=4096)
def _head(word: str, heads: frozenset[str]) -> str:
    """Whether a word is the head of an institution's name, "possessive" or "bare"; "" for any other."""
    low = fold(word)
    if (match := _POSSESSIVE.match(low)) and (match[1] in heads or match[1] in _PLACES):
        return "place" if match[1] in _PLACES else "possessive"
    if (match := _BARE.match(low)) and not heads.isdisjoint(match[1] + vowel for vowel in "ыиуү"):
        return "bare"
    return ""


def _adjacent(text: str, words: list[tuple[int, int]], index: int, done: int, lexicon: Lexicon) -> int | None:
    """Where the capitalised words begin that stand right before word `index`, which says what place they name."""
    begin: int | None = None
    for left in range(index - 1, max(-1, index - 3), -1):
        start, end = words[left]
        word = text[start:end]
        if start < done or text[end : words[left + 1][0]] != " " or not word[0].isupper():
            break
        low = fold(word)
        if low == lexicon.word(word) in lexicon.function_words or _GENITIVE.search(low):
            break
        if begin is not None and _apart(low):  # right before the head stands no case: "Чолпон-Ата шаары"
            break
        begin = start
    return begin


def _beginning(text: str, words: list[tuple[int, int]], index: int, done: int, lexicon: Lexicon) -> int | None:
    """Where the name begins whose head is word `index`; None where no capital does."""
    begin: int | None = None
    enumerated = False
    for left in range(index - 1, max(-1, index - _LONGEST), -1):
        start, end = words[left]
        between = text[end : words[left + 1][0]]
        word = text[start:end]
        if start < done or between not in _BETWEEN or (between == ", " and not enumerated):
            break
        capital = word[0].isupper()
        if begin is not None and (not capital or between != " " or title_word(lexicon.word(word), lexicon)):
            break
        if word == "жана":
            enumerated = True
            continue
        if begin is None and left == index - 1 and capital and title_word(lexicon.word(word), lexicon):
            return start  # "Президенттин администрациясы"
        if _foreign(word, lexicon) or (word.isupper() and len(word) <= _COUNTRY):
            break
        if capital:
            begin = start
    return begin


@lru_cache(maxsize=4096)
def _apart(low: str) -> bool:
    return _APART.search(low) is not None


def _foreign(word: str, lexicon: Lexicon) -> bool:
    """Whether a word can be no part of an institution's name."""
    low, known, capital = fold(word), lexicon.word(word), word[0].isupper()
    if (known in lexicon.function_words and (known == low or not capital)) or low in lexicon.sentence_nouns:
        return True  # but "Алай" is no form of "ал"
    if low in lexicon.caseless:
        return False
    if capital and (_SURNAME.search(low) or known in lexicon.first_names):
        return True
    return _apart(low) and not (capital and _VERBAL.search(low))
