"""Type decisions for one capitalised run: which part is a name, and of what.

The rules go from strong evidence to weak. Each has an id, kept in `Annotation.rule`:

    title       a title or honorific stands before it: "Mr Overchuk", "President Sadyr Japarov"
    role        a role in small letters stands before it: "spokeswoman Marie Harf"
    cue         a head word of an organisation or a place: "Ministry of Trade", "Lake Geneva"
    first-name  a given name begins it: "Alexei Overchuk"; initials: "J. Smith"; a patronymic
    acronym     capitals alone: "OSCE"
    list        a well-known organisation
    speech      it says, believes, dies: "Kratschmer said"
    locative    "in Kumanovo", "the town of Wabag", "will fly to Hokkaido"
    appositive  what it is stands beside it: "the builder Construtora", "the Nikkei business daily"
    business    what only firms have stands beside it: "analysts at Nomura", "Nomura shares fell"
    bearer      a ship or a storm: "the frigate Admiral Essen", "Hurricane Odette"; of no type
    run         capitals and nothing else: a name whose type is not known
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from ...models import Kind
from ...remembered import Remembered
from . import russian_heads
from .curated import Candidate
from .kinds import NAME, ORGANISATION, PERSON, PLACE
from .lexicon import Lexicon, cyrillic, latin
from .people import ROMAN, SUFFIXES, first_name, is_person, ordinary, precedes_surname
from .runs import Token
from .segments import DECLINED_ACRONYM, HYPHENED, INITIAL, PATRONYMIC, SYLLABIC, by_cue, is_title, not_name, title_word
from .surroundings import (
    STATES,
    bears,
    by_context,
    called,
    in_dateline,
    is_press,
    is_state,
    possessor,
    speaks,
    trades,
    word_before,
)

_KEPT = 4096  # words of texts of which is remembered what they are
_SENTENCE = re.compile(r"[.?!\n]")
_ABBREVIATED = frozenset({"jr.", "sr.", "inc.", "corp.", "ltd.", "co."})
_PARTY = re.compile(r"[RDI]-[A-Z]")
_NO_LONGER = frozenset({"former", "late", "then", "ex"})  # "Former Supreme Court Justice"
_LAW = frozenset({"law", "day", "battle"})  # which are surnames, too: "Stuart Law"
_LATIN = re.compile(r"[A-Za-z]{2}")
_PREPOSITIONS = frozenset(["on", "of", "in", "for", "to", "by", "at", "from", "with"])
_PROGRAMMES = frozenset({"programme", "program"})  # an event word, but the UN's are organisations
_OTHERWISE = _PREPOSITIONS | _PROGRAMMES | SUFFIXES | HYPHENED | {"the", "a", "an", "new"}  # known, in no list


def classify(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> Candidate | None:
    """The name in one segment, or None where it holds none. `initial`: its first capital may be the sentence's."""
    if len(tokens) > 1 and not lexicon.cyrillic and _is_partnership(tokens, lexicon):
        return _finding(tokens, ORGANISATION, "cue")
    if len(tokens) == 1 and tokens[0].text in STATES and is_state(text, tokens[0].start, tokens[0].end):
        return _found(tokens[0].start, tokens[0].end + 1, PLACE, "locative")
    if initial and tokens[0].text.isupper() and in_dateline(text, tokens[0].start, tokens[-1].end):
        return _finding(tokens, PLACE, "dateline")
    unheard = _unheard(lexicon.language)
    for token in tokens:
        if not unheard[token.text]:
            break
    else:
        return _unlisted(text, tokens, initial, lexicon)
    if len(tokens) == 1:
        if tokens[0].low in lexicon.organisation_suffixes:
            begin = possessor(text, tokens[0].start, lexicon)
            if begin < tokens[0].start:
                return _found(begin, tokens[0].end, ORGANISATION, "cue")
        if _nothing(tokens[0], lexicon):
            return None
    tokens = list(tokens)
    titled = False
    month = initial and len(tokens) == 1 and not_name(tokens[0], lexicon) and tokens[0].low in lexicon.first_names
    if month and speaks(text, tokens[0].end, lexicon):  # "May said", but not "in May said"
        return _finding(tokens, PERSON, "speech")
    if initial:
        while tokens and _is_function(tokens[0], lexicon) and not _modal_name(text, tokens, lexicon):
            del tokens[0]
            initial = False
    while tokens and (
        tokens[0].low in ("the", "a", "an") or (_is_function(tokens[0], lexicon) and "'" in tokens[0].low)
    ):
        del tokens[0]
    if initial and len(tokens) > 1 and tokens[0].low in _NO_LONGER:
        del tokens[0]
        initial = False
    if not tokens:
        return None
    while len(tokens) > 1 and "-" in tokens[0].low and not_name(tokens[0], lexicon):  # "Russian-Kyrgyz"
        del tokens[0]
        initial = False
    if (
        len(tokens) == 1
        and tokens[0].low in lexicon.papers
        and not initial
        and text.endswith("The ", 0, tokens[0].start)
    ):
        return _finding(tokens, ORGANISATION, "cue")
    if lexicon.cyrillic and (drawn := russian_heads.head(text, tokens, initial, lexicon)):
        begins = tokens[russian_heads.governed(tokens, initial, drawn[1] is PLACE, lexicon)]
        return _found(begins.start, drawn[0], drawn[1], "cue")
    if len(tokens) == 1 and tokens[0].low in lexicon.common_organisations and text.endswith(" of ", 0, tokens[0].start):
        return None
    if len(tokens) > 1 and len(tokens[-1].text) == 1 and text.startswith("/", tokens[-1].end):
        del tokens[-1]  # "Thomson Reuters I/B/E/S"
    kind, rule = by_cue(tokens, lexicon)
    if kind is not None:
        found = _finding(tokens, kind, rule)
        if kind is ORGANISATION:
            found.start = possessor(text, found.start, lexicon)
        return found
    if (
        not lexicon.cyrillic
        and not not_name(tokens[0], lexicon)
        and bears(word_before(text, tokens[0].start), tokens, lexicon)
    ):
        return _finding(tokens, NAME, "bearer")
    while tokens and is_title(tokens, lexicon):
        titled = True
        del tokens[0]
    while (
        tokens
        and not_name(tokens[0], lexicon)
        and not first_name(tokens, lexicon)
        and not (titled and len(tokens) == 1 and tokens[0].low in lexicon.first_names)  # "Mrs May"
    ):
        del tokens[0]
        initial = False
        while tokens and is_title(tokens, lexicon):
            titled = True
            del tokens[0]
    while tokens and not_name(tokens[-1], lexicon) and not ROMAN.match(tokens[-1].text):
        if titled and len(tokens) == 1 and tokens[0].low in lexicon.first_names:
            break
        if len(tokens) == 2 and first_name(tokens, lexicon) and tokens[-1].low in lexicon.first_names:
            break  # "Theresa May"
        del tokens[-1]
    while len(tokens) > 1 and tokens[-1].low in _PREPOSITIONS:
        del tokens[-1]  # "Resolution On"
    while (
        len(tokens) > 1
        and title_word(tokens[-1].low, lexicon)
        and not titled
        and tokens[-1].low not in lexicon.first_names
        and not (lexicon.cyrillic and first_name(tokens, lexicon))  # "Владимир Королёв" bears no title
        and not (tokens[-1].low in lexicon.surname_titles and precedes_surname(tokens[-2], lexicon))
    ):
        del tokens[-1]  # "Moldovan President", "St Petersburg Governor": a title without a name
    if len(tokens) > 1 and tokens[-1].low in _PROGRAMMES and _abbreviated(text, tokens):
        return _finding(tokens, ORGANISATION, "cue")
    if not tokens:
        return None
    if tokens[-1].low in lexicon.event_words and not (
        len(tokens) == 2 and tokens[-1].low in _LAW and first_name(tokens, lexicon)
    ):
        return None
    if tokens[0].low in lexicon.event_words and not first_name(tokens, lexicon):  # but "Bill Clinton"
        return None
    if len(tokens) > 1 and tokens[-2].low in lexicon.event_words and ROMAN.match(tokens[-1].text.rstrip(".")):
        return None  # "World War II"
    if titled and len(tokens) > 1 and all(ordinary(t, lexicon) for t in tokens):
        return None  # "President and Supreme Commander"
    if titled and len(tokens) == 1 and tokens[0].low in lexicon.organisation_prefixes:
        return None
    if titled and lexicon.cyrillic and len(tokens) == 1 and by_cue(tokens, lexicon)[0] is ORGANISATION:
        return _finding(tokens, ORGANISATION, "cue")  # "Глава Минсвязи"
    if titled:
        return _finding(tokens, PERSON, "title")
    if not lexicon.cyrillic and _is_firm(text, tokens, initial, lexicon):
        return _finding(tokens, ORGANISATION, "business")
    if is_person(tokens, lexicon):
        return _finding(tokens, PERSON, "first-name")
    # "Military cooperation", "Победа Дональда Трампа": where no given name begins it, the first capital is the
    # sentence's. English has a list of common words to tell by; Russian surnames rarely follow an unknown given name.
    first = tokens[0].low
    # Capitals all through are no sentence's: "РИА Новости".
    spelled = tokens[0].text.isupper() and len(tokens[0].text) > 1
    if (
        len(tokens) > 1
        and initial
        and not spelled
        and (lexicon.cyrillic or lexicon.is_common(first) or first in lexicon.roles)
    ):
        if lexicon.cyrillic and speaks(text, tokens[-1].end, lexicon):
            return _finding(tokens, PERSON, "speech")
        if lexicon.cyrillic and russian_heads.agreeing(tokens, lexicon):
            return _finding(tokens, PERSON, "run")
        del tokens[0]
        initial = False
        if is_person(tokens, lexicon):
            return _finding(tokens, PERSON, "first-name")
        if len(tokens) > 1:
            return _in_context(text, tokens, lexicon) or _finding(tokens, NAME, "run")
    if len(tokens) == 1:
        return _single(text, tokens[0], initial, lexicon)
    if is_shouted(tokens) or all(ordinary(t, lexicon) for t in tokens):
        return None
    return _in_context(text, tokens, lexicon) or _finding(tokens, *_unknown(tokens, lexicon))


class _Unheard(Remembered[bool]):
    """Whether a word is written as names are, and neither a list nor its ending says anything of it."""

    def __init__(self, lexicon: Lexicon) -> None:
        super().__init__(_KEPT)
        self._lexicon = lexicon

    def find(self, key: str) -> bool:
        """Look at a word as it is written."""
        lexicon, low = self._lexicon, self._lexicon.word(key)
        if not (key.isalpha() and key[1:].islower()) or lexicon.facts[low].listed or low in _OTHERWISE:
            return False
        if lexicon.cyrillic and (russian_heads.adjective(key) or SYLLABIC.match(key)):
            return False
        return not PATRONYMIC.search(low)


@cache
def _unheard(language: str) -> _Unheard:
    return _Unheard(cyrillic(language) if language in ("ru", "ky") else latin())


def _unlisted(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> Candidate | None:
    """The name of words that no list has: what is left of the steps of `classify` where its lists say nothing, which
    is most names of people and firms. What stands around them decides, and how many they are."""
    start, end = tokens[0].start, tokens[-1].end
    if not lexicon.cyrillic:
        before = word_before(text, start)
        if bears(before, tokens, lexicon):
            return _found(start, end, NAME, "bearer")
        if len(tokens) > 1 and (called(before, lexicon) or trades(text, start, end)):
            return _found(start, end, ORGANISATION, "business")
    elif initial and len(tokens) > 1:
        if speaks(text, end, lexicon):
            return _found(start, end, PERSON, "speech")
        if russian_heads.agreeing(tokens, lexicon):
            return _found(start, end, PERSON, "run")
        tokens, initial = tokens[1:], False
        start = tokens[0].start
        if len(tokens) > 1:
            return _in_context(text, tokens, lexicon) or _found(start, end, NAME, "run")
    if len(tokens) == 1:
        if is_press(text, end):
            return _found(start, end, ORGANISATION, "appositive")
        return _in_context(text, tokens, lexicon) or _found(start, end, NAME, "initial" if initial else "run")
    return _in_context(text, tokens, lexicon) or _found(start, end, PERSON if len(tokens) <= 3 else NAME, "run")


class _Nothing(Remembered[bool]):
    """Whether a capitalised word that stands alone is no name whatever stands around it: so are those that begin most
    English sentences. Its script is not asked for: a Cyrillic word is in no English list."""

    def find(self, key: str) -> bool:
        """Look at a word as it is written."""
        lexicon = latin()
        low = lexicon.word(key)
        return low not in lexicon.organisation_suffixes and _nothing(Token(0, len(key), key, low, ""), lexicon)


nothing = _Nothing(_KEPT)


def _is_partnership(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether names are joined by "&", as those of partners in a firm are: "Smith & Nephew"."""
    for token in tokens:
        if token.joint == "&":
            return all(len(each.text) > 1 for each in tokens) and not is_title(tokens, lexicon)
    return False


def _is_firm(text: str, tokens: Sequence[Token], initial: bool, lexicon: Lexicon) -> bool:
    """Whether what stands around a name of several words says that it is a firm's, though it may be a person's too:
    "the bank Julius Baer", "economists at Morgan Stanley"."""
    if len(tokens) < 2 or (initial and lexicon.is_common(tokens[0].low)):
        return False
    start = tokens[0].start
    return called(word_before(text, start), lexicon) or trades(text, start, tokens[-1].end)


def _nothing(token: Token, lexicon: Lexicon) -> bool:
    """The first steps of `classify`, for a word that stands alone."""
    low = token.low
    if lexicon.cyrillic or low in lexicon.organisations or low in lexicon.first_names or not token.text[1:].islower():
        return False
    if title_word(low, lexicon) or not_name(token, lexicon) or low in lexicon.event_words:
        return True
    return low not in lexicon.organisation_prefixes and lexicon.is_common(low)


def _found(start: int, end: int, kind: Kind, rule: str) -> Candidate:
    return Candidate(start, end, kind, "", rule, "rule")


def _finding(tokens: Sequence[Token], kind: Kind, rule: str) -> Candidate:
    end = tokens[-1].end
    last = tokens[-1].text
    if last.endswith(".") and not INITIAL.match(last) and last.lower() not in _ABBREVIATED:
        end -= 1
    return Candidate(tokens[0].start, end, kind, "", rule, "rule")


def _is_function(token: Token, lexicon: Lexicon) -> bool:
    """A function word, also contracted: "I'm", "They've"."""
    return token.low.partition("'")[0] in lexicon.function_words


def _abbreviated(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the words' first letters follow in brackets: "World Food Programme (WFP)"."""
    letters = "".join(t.text[0] for t in tokens)
    return text.startswith(f" ({letters})", tokens[-1].end)


def is_shouted(tokens: Sequence[Token]) -> bool:
    """A line in capitals: they say nothing there."""
    return len(tokens) > 3 and all(t.text.isupper() for t in tokens)


def _modal_name(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """ "Will Smith resigned." is somebody; "Will Smith resign?" is asked of somebody."""
    if lexicon.cyrillic or len(tokens) < 2 or tokens[1].joint or tokens[0].low not in lexicon.first_names:
        return False
    if tokens[1].low in lexicon.function_words or ordinary(tokens[1], lexicon) or not_name(tokens[1], lexicon):
        return False
    end = _SENTENCE.search(text, tokens[-1].end)
    return end is None or end[0] != "?"


def _unknown(tokens: Sequence[Token], lexicon: Lexicon) -> tuple[Kind, str]:
    """Two or three capitalised words that no list knows are mostly a person's name; if a common word is among them,
    mostly something else."""
    ordinary = any(lexicon.is_common(t.low) or t.text.isupper() for t in tokens)
    if 2 <= len(tokens) <= 3 and not ordinary and tokens[0].low not in lexicon.function_words:  # not "Third Reich"
        return PERSON, "run"
    return NAME, "run"


def _single(text: str, token: Token, initial: bool, lexicon: Lexicon) -> Candidate | None:
    low, surface = token.low, token.text
    if (
        low in lexicon.function_words
        or title_word(low, lexicon)
        or low in lexicon.modifiers
        or low in lexicon.place_first
    ):
        return None
    if _PARTY.match(surface):  # "John Thune, R-S.D."
        return None
    letters = surface.replace(".", "").replace("&", "").replace("-", "")
    if len(letters) == 1 or letters.isdigit():
        return None
    if 2 <= len(letters) <= 7 and letters.isupper() and not ROMAN.match(letters):
        if not letters.isalpha():  # "SU-25", "IE6": of what kind is not said
            return _finding([token], NAME, "run")
        return _finding([token], ORGANISATION, "acronym") if "." not in surface else None
    if lexicon.cyrillic and (_LATIN.search(surface) or (lexicon.language == "ky" and DECLINED_ACRONYM.match(surface))):
        # "АКИpress", "УКМКнын"
        return _finding([token], ORGANISATION, "acronym")
    if lexicon.cyrillic and russian_heads.adjective(surface):
        word = russian_heads.following(text, token.end)
        if word and not russian_heads.verb(word) and word not in lexicon.function_words:
            return None
    if not initial and low in lexicon.organisation_prefixes and text.endswith("the ", 0, token.start):
        return _finding([token], ORGANISATION, "cue")
    if is_press(text, token.end):
        return _finding([token], ORGANISATION, "appositive")
    if low in lexicon.roles or low in lexicon.organisation_suffixes or low in lexicon.place_suffixes:
        return None
    if lexicon.is_common(low):
        return None
    sentence = initial and not (
        surface.isalpha() and any(map(str.isupper, surface[1:]))
    )  # "AstraZeneca" has a capital that is no sentence's
    return _in_context(text, [token], lexicon) or _finding([token], NAME, "initial" if sentence else "run")


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a stretch is a line of its own or a line's label, where capitals are the style."""
    if end < len(text) and text[end] not in ":\n":
        return False
    before = text[max(0, start - 12) : start]
    line = before.rpartition("\n")[2]
    return (len(line) < 12 or start <= 12) and not line.strip(" \t#*>-")


def _in_context(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Candidate | None:
    found = by_context(text, tokens[0].start, tokens[-1].end, lexicon)
    return _finding(tokens, *found) if found else None
