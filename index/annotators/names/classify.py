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
from .runs import Run, Token

_INITIAL = re.compile(r"^(?:\w\.)+$|^\w$")
_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вн|ичн|ильич|кызы|уулу)$|(?:ovich|evich|ovna|evna|ich)$")
_ROMAN = re.compile(r"^[IVX]+$")
_SUFFIX_PERSON = frozenset({"jr", "sr", "jr.", "sr."})
_PERSON_JOINTS = frozenset(
    "de,de la,del,della,di,da,dos,do,du,von,von der,van,van der,van den,der,den,ter,bin,ibn,al,el,la,le,de los,de las,"
    "фон,ван,дер,ибн,бен,де,ла,аль,zu".split(",")
)
_OF = frozenset({"of", "of the"})
_FOR = frozenset({"for", "for the", "on", "on the", "for and the", "по", "при"})
_AND = frozenset({"and", "and the", "&", "и"})
_WORD_BEFORE = re.compile(r"([^\W\d_][\w.-]*)[ ,]{1,2}(?:the )?$")
_WORD_AFTER = re.compile(r"[ ,”\"»]{1,3}(?:has |had |also |later |then |had )?([a-zа-яё]+)")


class Finding(NamedTuple):
    """A name with its type and the rule that said so."""

    start: int
    end: int
    kind: Kind
    rule: str


def segments(run: Run, lexicon: Lexicon) -> list[list[Token]]:
    """Cut a run where its connecting words join two names rather than the parts of one."""
    parts: list[list[Token]] = []
    current: list[Token] = [run.tokens[0]]
    for token in run.tokens[1:]:
        # "in the U.S. The President": the abbreviation's point ended a sentence.
        broken = token.low in lexicon.function_words and current[-1].text.endswith(".")
        if not broken and (not token.joint or token.joint in _PERSON_JOINTS or _joins(current, token, lexicon)):
            current.append(token)
        else:
            parts.append(current)
            current = [token]
    parts.append(current)
    return parts


def _joins(current: Sequence[Token], token: Token, lexicon: Lexicon) -> bool:
    heads = {current[0].low, current[-1].low}
    organisation = any(t.low in lexicon.organisation_prefixes for t in current)
    if token.joint in _OF:
        if organisation or heads & lexicon.place_prefixes:
            return True
        first = current[-1]
        return len(current) == 1 and first.low in lexicon.first_names and first.low not in lexicon.titles
    if token.joint in _FOR:
        return organisation and (lexicon.cyrillic or lexicon.is_common(token.low))
    if token.joint in _AND:
        if token.joint == "&":
            return True
        # "Ministry of Trade and Industry": both sides are what the office is for.
        inner = any(t.joint in _OF or t.joint in _FOR for t in current)
        return organisation and inner and lexicon.is_common(token.low) and lexicon.is_common(current[-1].low)
    return False


def classify(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> Finding | None:
    """The name in one segment, or None where it holds none. `initial`: its first capital may be the sentence's."""
    tokens = list(tokens)
    titled = False
    if initial:
        while tokens and _is_function(tokens[0], lexicon):
            del tokens[0]
            initial = False
    while tokens and (tokens[0].low in ("the", "a", "an") or (_is_function(tokens[0], lexicon) and "'" in tokens[0].low)):
        del tokens[0]
    if not tokens:
        return None
    if lexicon.cyrillic and (drawn := russian_heads.head(text, tokens, initial, lexicon)):
        return Finding(tokens[0].start, drawn[0], drawn[1], "cue")
    kind, rule = _by_cue(tokens, lexicon)
    if kind is not None:
        return _finding(tokens, kind, rule)
    while tokens and _is_title(tokens, lexicon):
        titled = True
        del tokens[0]
    while tokens and tokens[0].low in lexicon.not_names and not _first_name(tokens, lexicon):
        del tokens[0]
        initial = False
        while tokens and _is_title(tokens, lexicon):
            titled = True
            del tokens[0]
    while tokens and (tokens[-1].low in lexicon.not_names and not _ROMAN.match(tokens[-1].text)) and len(tokens) > 0:
        del tokens[-1]
    if not tokens or any(t.low in lexicon.event_words for t in (tokens[0], tokens[-1])):
        return None
    if titled:
        return _finding(tokens, Kind.PERSON, "title")
    if _is_person(tokens, lexicon):
        return _finding(tokens, Kind.PERSON, "first-name")
    # "Military cooperation", "Победа Дональда Трампа": where no given name begins it, a first capital is the sentence's.
    # English has a list of common words to tell by; Russian surnames rarely come there with an unknown given name.
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
    return _by_context(text, tokens, lexicon) or _finding(tokens, *_unknown(tokens, lexicon))


def _finding(tokens: Sequence[Token], kind: Kind, rule: str) -> Finding:
    end = tokens[-1].end
    last = tokens[-1].text
    if last.endswith(".") and not _INITIAL.match(last) and last.lower() not in ("jr.", "sr.", "inc.", "corp.", "ltd.", "co."):
        end -= 1
    return Finding(tokens[0].start, end, kind, rule)


def _is_function(token: Token, lexicon: Lexicon) -> bool:
    """A function word, also contracted: "I'm", "They've"."""
    return token.low.partition("'")[0] in lexicon.function_words


def _is_title(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    first = tokens[0].low
    if first in lexicon.titles:
        return True
    return first in lexicon.modifiers and any(t.low in lexicon.titles for t in tokens[1:3])


def _by_cue(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Kind | None, str]:
    """Organisation or place by a head word."""
    if len(tokens) == 1:
        return (Kind.ORGANISATION, "list") if tokens[0].low in lexicon.organisations else (None, "")
    last, first = tokens[-1].low, tokens[0].low
    for token, following in zip(tokens, tokens[1:], strict=False):
        if following.joint in _OF or following.joint in _FOR:
            if token.low in lexicon.place_prefixes and token.low not in lexicon.organisation_prefixes:
                return Kind.PLACE, "cue"
            if token.low in lexicon.organisation_prefixes:
                return Kind.ORGANISATION, "cue"
    if last in lexicon.organisation_suffixes and not _is_title(tokens, lexicon):
        return Kind.ORGANISATION, "cue"
    if last in lexicon.place_suffixes:
        return Kind.PLACE, "cue"
    if first in lexicon.place_prefixes and first not in lexicon.first_names:
        return Kind.PLACE, "cue"
    if lexicon.cyrillic and first in lexicon.organisation_prefixes:
        return Kind.ORGANISATION, "cue"
    return None, ""


def _first_name(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    low = tokens[0].low
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
    if any(_PATRONYMIC.search(t.low) for t in tokens[1:]) or tokens[-1].low in _SUFFIX_PERSON:
        return True
    return len(tokens) == 2 and _ROMAN.match(tokens[-1].text) is not None and not lexicon.is_common(tokens[0].low)


def _unknown(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Kind, str]:
    """Two or three capitalised words that no list knows are mostly a person's name; if a common word is among them,
    mostly something else."""
    if 2 <= len(tokens) <= 3 and not any(lexicon.is_common(t.low) or t.text.isupper() for t in tokens):
        return Kind.PERSON, "run"
    return Kind.NAME, "run"


def _single(text: str, token: Token, initial: bool, lexicon: Lexicon) -> Finding | None:
    low, surface = token.low, token.text
    if low in lexicon.function_words or low in lexicon.titles or low in lexicon.modifiers:
        return None
    letters = surface.replace(".", "").replace("&", "").replace("-", "")
    if len(letters) == 1 or letters.isdigit():
        return None
    if 2 <= len(letters) <= 7 and letters.isupper() and not _ROMAN.match(letters):
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
