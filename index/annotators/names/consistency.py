"""Document consistency: what is said of a name once holds for the whole document.

The longest form decides. "Alexei Overchuk" makes every later "Overchuk" a person with the key "alexei overchuk"; a
long name followed by an acronym in brackets gives the acronym its type; a form that is typed somewhere lends its type
to its untyped twins. What short forms mean is the matter of `short_forms`. Merge only what a rule can explain.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ...models import Kind
from ...names import Gazetteer, initials
from .bare_words import others
from .curated import Candidate
from .kinds import NAME, ORGANISATION, PERSON, PLACE
from .lexicon import latin
from .short_forms import join
from .teams import teams

_BRACKET = re.compile(r"[^\S\n]?\((?:the |далее [-–—] )?[\"“«]?([^\W\d_][\w&]{1,9})[\"”»]?\)")
_FEW = 64  # words that are looked for one by one; of more, all words of the text are listed
_WEAK = ("locative", "run")
_BESIDE = ("business", "appositive")
_COMPANY = frozenset({"group", "holdings", "holding", "international", "corporation", "company", "co", "co.", "&"})
_LIKE_PEOPLE = ("speech", "run", "first-name")
_SMALL = re.compile(r"(?<![\w’'-])[a-zа-яёөүң]\w+")
_WORDS = re.compile(r"\w+")
_TYPED = (PERSON, ORGANISATION, PLACE)


def settle(text: str, found: list[Candidate], language: str, gazetteer: Gazetteer) -> list[Candidate]:
    """Let long forms decide short ones, and drop what has no evidence; in order."""
    if more := others(text, found):
        found = sorted([*found, *more], key=lambda c: c.start)
    _acronyms(text, found)
    _firms(found)
    _companies(found)
    _unlike_people(found)
    join(found, language, gazetteer)
    teams(text, found, language)
    _twins(found)
    ordinary = _ordinary(text, found)
    seen = {c.key for c in found if c.rule != "initial"}
    return [c for c in found if c.key in seen and c.key not in ordinary]


def _ordinary(text: str, found: Sequence[Candidate]) -> set[str]:
    """Keys of untyped names whose every word this document also writes small: "Transcripts", "Healthcare"."""
    untyped = {c.key: text[c.start : c.end].lower() for c in found if c.kind is NAME and c.basis == "rule"}
    if not untyped:
        return set()
    parts = {key: _WORDS.findall(words) for key, words in untyped.items()}
    wanted = {word for words in parts.values() for word in words}
    if len(wanted) > _FEW:
        small = wanted.intersection(_SMALL.findall(text))
    else:
        small = {word for word in wanted if _written_small(text, word)}
    return {key for key, words in parts.items() if all(word in small for word in words)}


def _written_small(text: str, word: str) -> bool:
    """Whether a word stands somewhere as it is, whole."""
    at = text.find(word)
    while at >= 0:
        if (match := _SMALL.match(text, at)) and match[0] == word:
            return True
        at = text.find(word, at + 1)
    return False


def _acronyms(text: str, found: Sequence[Candidate]) -> None:
    """ "Collective Security Treaty Organization (CSTO)": the acronym is what the long form is. Without brackets it is
    the one long form of the document, of those that are no people, whose words begin with its letters."""
    short = [c for c in found if " " not in c.key and c.basis != "gazetteer" and text[c.start : c.end].isupper()]
    if not short:
        return
    defined: dict[str, Candidate] = {}
    spelled: dict[str, dict[str, Candidate]] = defaultdict(dict)
    for candidate in found:
        if " " not in candidate.key or candidate.kind not in _TYPED:
            continue
        m = _BRACKET.match(text, candidate.end)
        if m and m[1].isupper() and m[1][0].lower() in [word[0] for word in re.split(r"[\s-]+", candidate.key) if word]:
            defined.setdefault(m[1].lower(), candidate)
        if candidate.kind is not PERSON:
            for letters in initials(candidate.key):
                spelled[letters].setdefault(candidate.key, candidate)
    for candidate in short:
        several = spelled.get(candidate.key.replace(".", ""), {})
        long = defined.get(candidate.key) or (next(iter(several.values())) if len(several) == 1 else None)
        if long is not None:
            candidate.kind, candidate.key, candidate.basis, candidate.rule = (
                long.kind,
                long.key,
                "document",
                "short form",
            )


def _firms(found: Sequence[Candidate]) -> None:
    """What is a firm by what stands beside it once is no person elsewhere in the document, though it speaks ("Nomura
    said") or is written like one ("Julius Baer")."""
    firms = {c.key for c in found if c.kind is ORGANISATION and c.rule in _BESIDE}
    for c in found if firms else ():
        if c.kind is PERSON and c.key in firms and c.rule in _LIKE_PEOPLE:
            c.kind, c.basis, c.rule = ORGANISATION, "document", "twin"


def _companies(found: Sequence[Candidate]) -> None:
    """ "Croda" is "Croda International Plc" where the document has that name with its legal form, unless somebody here
    bears it as a surname."""
    forms = latin().legal_forms | _COMPANY
    short: dict[str, str] = {}
    for c in found:
        if c.kind is ORGANISATION and " " in c.key and c.key.rpartition(" ")[2] in forms:
            parts = c.key.split()
            while len(parts) > 1 and parts[-1] in forms:
                parts.pop()
            if not all(latin().is_common(part) for part in parts):
                short.setdefault(" ".join(parts), c.key)
    if not short:
        return
    surnames = {c.key.rpartition(" ")[2] for c in found if c.kind is PERSON and " " in c.key}
    for c in found:
        if c.key not in short or c.basis == "gazetteer" or c.key in surnames:
            continue
        if c.kind in (NAME, ORGANISATION) or (c.kind is PERSON and c.rule in _LIKE_PEOPLE):
            c.kind, c.key, c.basis, c.rule = ORGANISATION, short[c.key], "document", "short form"


def _unlike_people(found: Sequence[Candidate]) -> None:
    """Two words in capitals are somebody only for want of a better reading: where the same words are a place or an
    organisation by what stands beside them, they are so everywhere."""
    guessed = [c for c in found if c.rule == "run" and c.kind is PERSON]
    if not guessed:
        return
    kinds = {c.key: c.kind for c in found if c.kind in (PLACE, ORGANISATION) and c.rule != "run"}
    for c in guessed:
        if c.key in kinds:
            c.kind, c.basis, c.rule = kinds[c.key], "document", "twin"


def _twins(found: Sequence[Candidate]) -> None:
    """Untyped mentions take the type that the same key has elsewhere in the document. A type that only a neighbouring
    word suggested ("in Scientology") does not spread: where most mentions lack it, it goes."""
    untyped = Counter(c.key for c in found if c.kind is NAME)
    typed: dict[str, Counter[Kind]] = defaultdict(Counter)
    weak: Counter[str] = Counter()
    for c in found if untyped else ():
        if c.key in untyped and c.kind is not NAME:
            typed[c.key][c.kind] += 1
            weak[c.key] += c.rule in _WEAK
    for c in found if typed else ():
        kinds = typed.get(c.key)
        if kinds is None:
            continue
        total, suggested = kinds.total(), weak[c.key]
        if c.kind is NAME and (total > suggested or suggested > untyped[c.key]):
            c.kind, c.basis, c.rule = kinds.most_common(1)[0][0], "document", "twin"
        elif c.rule in _WEAK and total == suggested < untyped[c.key]:
            c.kind, c.rule = NAME, "run"
