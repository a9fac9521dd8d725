"""Whom a speaker label announces: "President of Russia Vladimir Putin" is Vladimir Putin, "He said" nobody.

The name stands at the end of a label, after nothing but titles, offices and what they are over, however long
("Director of the Nikita Botanical Garden — National Research Centre of the Russian Academy of Sciences Yury
Plugatar"), or before a comma with the office behind. It is found from the end: capitalised words back to the first
that is a title, a place, the head of an organisation or a common word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..models import Kind
from ..names import Gazetteer, normalise_key
from ..names.keys import words as word_set
from .names.lexicon import Lexicon, cyrillic, latin
from .names.matcher import matcher
from .names.runs import is_cyrillic

_GENERIC = re.compile(
    r"(?:q|a|(?:question|answer|remark|comment|вопрос|реплика)(?: (?:from|by|из|от)(?: [^\W_][^\s.!?]*){1,5})?"
    r"|questions?|reply|response|remarks|comments|voices?|moderator|interviewer|interviewee|journalist|reporter"
    r"|correspondent|host|presenter|speaker|translator|interpreter|audience|unidentified speaker"
    r"|ответ|ведущий|ведущая|корреспондент"
    r"|журналист|модератор|интервьюер|голос|голос из зала|из зала|переводчик|суроо|жооп|алып баруучу)"
    r"(?: [№#]?\d{1,3})?(?: \([^()]{1,60}\))?",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*$")
_SENTENCE = re.compile(r"[!?;]|[^\W\d_]{4,}\. |[\"“”«»]")
_GLUED_WORD = re.compile(r"[A-ZА-ЯЁ][a-zа-яё]+")
_GLUED = re.compile(rf"(?:{_GLUED_WORD.pattern}){{4,}}")
_WORD = re.compile(r"[^\W\d_]+(?:[’'.-]*[^\W\d_]+)*\.?")
_SMALL = word_set("of the for and in on at from to by de la und и по при в на с о из от")
_IN_NAMES = word_set("bin ibn al el de la del di da von van der den du dos фон де ван ибн бен уулу кызы")
_ARABIC = re.compile(r"(?:al|el|ul|аль|эль)-", re.IGNORECASE)
_ADVERBIAL = re.compile(r".(?:ed|ing|ly)$")
_LONGEST_NAME = 4


class Speaker(NamedTuple):
    """Whom a label announces. Strength 2: a label for certain; 1: an office or role alone, a label among others;
    0: an unknown word or two, a label only if it comes back or is the end of a longer one."""

    key: str
    strength: int


def speaker(label: str, gazetteer: Gazetteer) -> Speaker | None:
    """Whom a label announces (key "" for "Question"), or None where it is prose."""
    if _GENERIC.fullmatch(label):
        return Speaker("", 2)
    bare = _ASIDE.sub("", label)
    if _GLUED.fullmatch(bare):  # a page lost the spaces between its bold words: "PresidentofPalestineMahmoudAbbas"
        bare = " ".join(_GLUED_WORD.findall(bare))
    if not bare or _SENTENCE.search(bare) or len(bare) > 220:
        return None
    lexicon = cyrillic() if is_cyrillic(bare) else latin()
    before, comma, after = bare.partition(", ")
    if comma and (words := _WORD.findall(after)) and _is_role(words[0], lexicon, words[1:2]):
        found = _speaker(before, lexicon, gazetteer)  # "Geoff Cutmore, moderator of the session"
        if found is not None and found.strength == 2:
            return found
    return _speaker(bare, lexicon, gazetteer)


def _speaker(label: str, lexicon: Lexicon, gazetteer: Gazetteer) -> Speaker | None:
    words = list(_WORD.finditer(label))
    if not words or words[-1].end() < len(label):
        return None
    places = [(m.start, m.end, f.kind) for m in matcher(gazetteer, "").find(label) for f in m.forms[:1] if not f.office]
    if any(s == words[0].start() and e == len(label) and kind is Kind.PERSON for s, e, kind in places):
        # A surname alone may be a title: "Putin: 20 Years".
        return Speaker(normalise_key(label), 2 if len(words) > 1 else 1)
    first = _name_start(label, words, [p for p in places if p[2] is not Kind.PERSON], lexicon)
    name = label[words[first].start() :] if first < len(words) else ""
    if not _is_introduction([w[0] for w in words[:first]], lexicon):
        return None
    if not name:  # an office or a role alone: "Minister of Finance"
        return Speaker(normalise_key(label), 1) if _is_role(words[0][0], lexicon, [w[0] for w in words[1:3]]) else None
    key = normalise_key(name)
    given = lexicon.word(words[first][0].rstrip(".")) in lexicon.first_names
    return Speaker(key, 2 if first or (" " in key and (given or not _is_heading(name, lexicon))) else 0)


def _name_start(
    label: str, words: Sequence[re.Match[str]], others: Sequence[tuple[int, int, Kind]], lexicon: Lexicon
) -> int:
    """The index of the first word of the name at the end of a label; `len(words)` if there is none."""
    shouted = all(w[0].isupper() for w in words[-2:])
    start = len(words)
    for index in reversed(range(len(words))):
        word = words[index]
        low = lexicon.word(word[0].rstrip("."))
        if index + 1 < len(words) and label[word.end() : words[index + 1].start()].strip():
            break  # a comma or a dash
        joint = low in _IN_NAMES and index > 0
        if not joint and not word[0][0].isupper() and not _ARABIC.match(word[0]):
            break
        given = low in lexicon.first_names and low not in lexicon.titles
        if not joint and not given:
            if any(s <= word.start() < e for s, e, _ in others) or (word[0].isupper() and len(low) > 2 and not shouted):
                break
            if _is_head(low, lexicon):
                break
            # "Song Young-gil", "Mikhail Men": a word of two may be a common one.
            last = index + 1 == len(words) and lexicon.word(words[index - 1][0]) in lexicon.first_names
            if lexicon.is_common(low) and not last and not (start == len(words) - 1 and index + 2 == len(words)):
                break
        start = index
    while start < len(words) and lexicon.word(words[start][0]) in _IN_NAMES:
        start += 1
    # "Transneft Nikolai Tokarev": of many capitals, the name begins at the given name.
    trailing = range(max(start, len(words) - _LONGEST_NAME), len(words) - 1)
    joints = any(lexicon.word(w[0]) in _IN_NAMES for w in words[start:])
    if len(words) - start > 2 and not joints:
        given_at = next((i for i in trailing if lexicon.word(words[i][0]) in lexicon.first_names), None)
        start = given_at if given_at is not None else max(start, len(words) - 3)
    return start


def _is_head(low: str, lexicon: Lexicon) -> bool:
    return (
        _is_title(low, lexicon)
        or low in lexicon.modifiers
        or low in lexicon.not_names
        or low in lexicon.function_words
        or low in lexicon.organisation_prefixes
        or low in lexicon.organisation_suffixes
        or low in lexicon.organisations
        or low in lexicon.place_suffixes
    )


def _is_role(word: str, lexicon: Lexicon, following: Sequence[str] = ()) -> bool:
    return any(_is_title(lexicon.word(w.rstrip(".")), lexicon) for w in (word, *following))


def _is_title(low: str, lexicon: Lexicon) -> bool:
    """A title or role, also as part of a compound: "Vice-Rector", "Director-General"."""
    return any(part in lexicon.titles or part in lexicon.roles for part in (low, *low.split("-")))


def _is_introduction(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether the words before a name are titles, offices and what they are over, not a sentence."""
    if not words:
        return True
    lows = [lexicon.word(w.rstrip(".")) for w in words]
    if (lows[0] in lexicon.function_words and lows[0] not in lexicon.modifiers) or lows[0] in _SMALL:
        return False
    if not any(_is_title(low, lexicon) for low in lows):
        return len(words) <= 2 and all(w[0].isupper() for w in words)  # "Paramedic Natalya Osipova"
    if lexicon.cyrillic or sum(w.isupper() for w in words) * 2 > len(words):
        return True
    small = [low for word, low in zip(words, lows, strict=True) if word[0].islower() and low not in _SMALL]
    return len(small) <= 4 and not any(
        low in lexicon.speech or low in lexicon.function_words or (_ADVERBIAL.search(low) and low not in lexicon.roles)
        for low in small
    )


def _is_heading(name: str, lexicon: Lexicon) -> bool:
    """Whether two capitalised words are likelier a heading ("Publication Date") than a name no list knows."""
    return any(lexicon.is_common(lexicon.word(w)) for w in name.split()) or len(name.split()) > 3
