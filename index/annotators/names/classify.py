"""Type decisions for one capitalised run: which part is a name, and of what.

The rules go from strong evidence to weak. Each has an id, kept in `Annotation.rule`:

    title       a title or honorific stands before it: "Mr Overchuk", "President Sadyr Japarov"
    role        a role in small letters stands before it: "spokeswoman Marie Harf"
    cue         a head word of an organisation or a place: "Ministry of Trade", "Lake Geneva"
    first-name  a given name begins it: "Alexei Overchuk"; initials: "J. Smith"; a patronymic
    acronym     capitals alone: "OSCE"
    list        a well-known organisation
    speech      it says, believes, dies: "Kratschmer said"
    locative    "in Kumanovo"
    run         capitals and nothing else: a name whose type is not known
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...models import Kind
from . import russian_heads
from .lexicon import Lexicon
from .runs import Token
from .segments import by_cue, is_title, not_name, title_word

_INITIAL = re.compile(r"^(?:\w\.)+$|^\w$")
_PATRONYMIC = re.compile(
    r"(?:[оеё]вич|[оеё]вн|ичн|ильич|кызы|уулу)$|(?:ovich|evich|ovna|evna|(?:[iy]ly|kit|kuzm|fom|luk|sav)ich)$"
)
_ROMAN = re.compile(r"^[IVX]+$")
_ABBREVIATED = frozenset({"jr.", "sr.", "inc.", "corp.", "ltd.", "co."})
_PREPOSITIONS = frozenset(["on", "of", "in", "for", "to", "by", "at", "from", "with"])
_SUFFIX_PERSON = frozenset({"jr", "sr", "jr.", "sr."})
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.-]*)[ ,]{1,2}(?:the )?$")
_WORD_AFTER = re.compile(r"[ ,”\"»]{1,3}(?:has |had |also |later |then |had )?([a-zа-яё]+)")


class Finding(NamedTuple):
    """A name with its type and the rule that said so."""

    start: int
    end: int
    kind: Kind
    rule: str


def classify(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> Finding | None:
    """The name in one segment, or None where it holds none. `initial`: its first capital may be the sentence's."""
    if len(tokens) == 1 and _nothing(tokens[0], lexicon):
        return None
    tokens = list(tokens)
    titled = False
    if initial:
        while tokens and _is_function(tokens[0], lexicon):
            del tokens[0]
            initial = False
    while tokens and (
        tokens[0].low in ("the", "a", "an") or (_is_function(tokens[0], lexicon) and "'" in tokens[0].low)
    ):
        del tokens[0]
    if not tokens:
        return None
    while len(tokens) > 1 and "-" in tokens[0].low and not_name(tokens[0], lexicon):  # "Russian-Kyrgyz"
        del tokens[0]
        initial = False
    if lexicon.cyrillic and (drawn := russian_heads.head(text, tokens, initial, lexicon)):
        return Finding(tokens[0].start, drawn[0], drawn[1], "cue")
    if len(tokens) == 1 and tokens[0].low in lexicon.common_organisations and text.endswith(" of ", 0, tokens[0].start):
        return None
    kind, rule = by_cue(tokens, lexicon)
    if kind is not None:
        return _finding(tokens, kind, rule)
    while tokens and is_title(tokens, lexicon):
        titled = True
        del tokens[0]
    while tokens and not_name(tokens[0], lexicon) and not _first_name(tokens, lexicon):
        del tokens[0]
        initial = False
        while tokens and is_title(tokens, lexicon):
            titled = True
            del tokens[0]
    while tokens and not_name(tokens[-1], lexicon) and not _ROMAN.match(tokens[-1].text):
        if len(tokens) == 2 and _first_name(tokens, lexicon) and tokens[-1].low in lexicon.first_names:
            break  # "Theresa May"
        del tokens[-1]
    while len(tokens) > 1 and tokens[-1].low in _PREPOSITIONS:
        del tokens[-1]  # "Resolution On"
    while (
        len(tokens) > 1
        and title_word(tokens[-1].low, lexicon)
        and not titled
        and tokens[-1].low not in lexicon.first_names
    ):
        del tokens[-1]  # "Moldovan President", "St Petersburg Governor": a title without a name
    if not tokens or any(t.low in lexicon.event_words for t in (tokens[0], tokens[-1])):
        return None
    if len(tokens) > 1 and tokens[-2].low in lexicon.event_words and _ROMAN.match(tokens[-1].text.rstrip(".")):
        return None  # "World War II"
    if titled and len(tokens) > 1 and all(lexicon.is_common(t.low) or t.low in lexicon.modifiers for t in tokens):
        return None  # "President and Supreme Commander"
    if titled and len(tokens) == 1 and tokens[0].low in lexicon.organisation_prefixes:
        return None
    if titled:
        return _finding(tokens, Kind.PERSON, "title")
    if _is_person(tokens, lexicon):
        return _finding(tokens, Kind.PERSON, "first-name")
    # "Military cooperation", "Победа Дональда Трампа": where no given name begins it, the first capital is the
    # sentence's. English has a list of common words to tell by; Russian surnames rarely follow an unknown given name.
    first = tokens[0].low
    if len(tokens) > 1 and initial and (lexicon.cyrillic or lexicon.is_common(first) or first in lexicon.roles):
        if lexicon.cyrillic and _speaks(text, tokens[-1].end, lexicon):
            return _finding(tokens, Kind.PERSON, "speech")
        del tokens[0]
        initial = False
        if _is_person(tokens, lexicon):
            return _finding(tokens, Kind.PERSON, "first-name")
        if len(tokens) > 1:
            return _by_context(text, tokens, lexicon) or _finding(tokens, Kind.NAME, "run")
    if len(tokens) == 1:
        return _single(text, tokens[0], initial, lexicon)
    if all(lexicon.is_common(t.low) or t.low in lexicon.modifiers for t in tokens) or _shouted(tokens):
        return None
    return _by_context(text, tokens, lexicon) or _finding(tokens, *_unknown(tokens, lexicon))


def _nothing(token: Token, lexicon: Lexicon) -> bool:
    """Whether a capitalised word that stands alone is no name whatever stands around it: the first steps of
    `classify`, for the words that begin most English sentences."""
    low = token.low
    if lexicon.cyrillic or low in lexicon.organisations or low in lexicon.first_names or not token.text[1:].islower():
        return False
    if title_word(low, lexicon) or not_name(token, lexicon) or low in lexicon.event_words:
        return True
    return low not in lexicon.organisation_prefixes and lexicon.is_common(low)


def _finding(tokens: Sequence[Token], kind: Kind, rule: str) -> Finding:
    end = tokens[-1].end
    last = tokens[-1].text
    if last.endswith(".") and not _INITIAL.match(last) and last.lower() not in _ABBREVIATED:
        end -= 1
    return Finding(tokens[0].start, end, kind, rule)


def _is_function(token: Token, lexicon: Lexicon) -> bool:
    """A function word, also contracted: "I'm", "They've"."""
    return token.low.partition("'")[0] in lexicon.function_words


def _first_name(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    low = tokens[0].low
    if low in lexicon.ambiguous_first_names and len(tokens) > 1 and lexicon.is_common(tokens[1].low):
        return False
    head = low.split("-")[0]
    return len(tokens) > 1 and (low in lexicon.first_names or head in lexicon.first_names)


def _is_person(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    if len(tokens) == 1:
        low = tokens[0].low
        return low in lexicon.first_names and low not in lexicon.ambiguous_first_names
    if len(tokens) > 5:
        return False
    if _first_name(tokens, lexicon):
        return True
    if _INITIAL.match(tokens[0].text) and len(tokens[-1].text) > 2:
        return len(tokens[0].text) > 1 and not tokens[-1].text.isupper()
    if any(_PATRONYMIC.search(t.low) for t in tokens[1:3] if len(tokens) < 4) or tokens[-1].low in _SUFFIX_PERSON:
        return True
    numeral = tokens[-1].text  # one letter may be anything: "Sputnik V"
    return (
        len(tokens) == 2 and len(numeral) > 1 and bool(_ROMAN.match(numeral)) and not lexicon.is_common(tokens[0].low)
    )


def _shouted(tokens: Sequence[Token]) -> bool:
    """A line in capitals: they say nothing there."""
    return len(tokens) > 3 and all(t.text.isupper() for t in tokens)


def _unknown(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Kind, str]:
    """Two or three capitalised words that no list knows are mostly a person's name; if a common word is among them,
    mostly something else."""
    ordinary = any(lexicon.is_common(t.low) or t.text.isupper() for t in tokens)
    if 2 <= len(tokens) <= 3 and not ordinary and tokens[0].low not in lexicon.function_words:  # not "Third Reich"
        return Kind.PERSON, "run"
    return Kind.NAME, "run"


def _single(text: str, token: Token, initial: bool, lexicon: Lexicon) -> Finding | None:
    low, surface = token.low, token.text
    if (
        low in lexicon.function_words
        or title_word(low, lexicon)
        or low in lexicon.modifiers
        or low in lexicon.place_first
    ):
        return None
    letters = surface.replace(".", "").replace("&", "").replace("-", "")
    if len(letters) == 1 or letters.isdigit():
        return None
    if 2 <= len(letters) <= 7 and letters.isupper() and not _ROMAN.match(letters):
        if not letters.isalpha():  # "SU-25", "IE6": of what kind is not said
            return _finding([token], Kind.NAME, "run")
        return _finding([token], Kind.ORGANISATION, "acronym") if "." not in surface else None
    if lexicon.cyrillic and russian_heads.adjective(surface):
        word = russian_heads.following(text, token.end)
        if word and not russian_heads.verb(word) and word not in lexicon.function_words:
            return None
    if not initial and low in lexicon.organisation_prefixes and text.endswith("the ", 0, token.start):
        return _finding([token], Kind.ORGANISATION, "cue")
    if low in lexicon.roles or low in lexicon.organisation_suffixes or low in lexicon.place_suffixes:
        return None
    if lexicon.is_common(low):
        return None
    return _by_context(text, [token], lexicon) or _finding([token], Kind.NAME, "initial" if initial else "run")


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a line of its own or a line's label, where capitals are the style."""
    if end < len(text) and text[end] not in ":\n":
        return False
    before = text[max(0, start - 12) : start]
    line = before.rpartition("\n")[2]
    return (len(line) < 12 or start <= 12) and not line.strip(" \t#*>-")


def _speaks(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a verb of speech or will follows."""
    after = _WORD_AFTER.match(text, end)
    return after is not None and after[1] in lexicon.speech


def _by_context(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Finding | None:
    start, end = tokens[0].start, tokens[-1].end
    before = _WORD_BEFORE.search(text, max(0, start - 24), start)
    word = lexicon.word(before[1]) if before else ""
    if word in lexicon.roles:
        return _finding(tokens, Kind.PERSON, "role")
    if before and before[1].lower() in lexicon.speech and before[0].endswith(f"{before[1]} "):
        return _finding(tokens, Kind.PERSON, "speech")
    if _speaks(text, end, lexicon):
        return _finding(tokens, Kind.PERSON, "speech")
    if before and word in lexicon.locative and before[0] == f"{before[1]} ":
        return _finding(tokens, Kind.PLACE, "locative")
    return None
