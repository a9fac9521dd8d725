"""What a curated spelling in a text stands for: the place or somebody's surname, the person or a namesake, an office or
the title of whoever is named next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...models import Kind
from ...names import Gazetteer
from .kinds import NAME, PERSON
from .lexicon import Lexicon
from .matcher import Match
from .runs import Token
from .segments import not_name, title_word
from .surroundings import goes, has_land, in_dateline

_BEFORE = re.compile(r"([^\W\d_]+) (?:the )?$")
_AFTER = re.compile(r", (?:D\.?C|[A-Z]\w+,)")


@dataclass(slots=True)
class Candidate:
    """A name found, not yet settled: `key` is its mention key, "" as long as only its place and type are known."""

    start: int
    end: int
    kind: Kind
    key: str
    rule: str
    basis: str


def by_match(text: str, match: Match, lexicon: Lexicon, gazetteer: Gazetteer) -> list[Candidate]:
    """The candidate of a curated spelling; an ambiguous one without context is a `Kind.NAME`."""
    form = match.forms[0]
    if form.office:
        return [Candidate(match.start, match.end, PERSON, form.key, "office", "gazetteer")]
    kinds = {f.kind for f in match.forms if not f.office}
    kind = form.kind if len(kinds) == 1 else NAME
    if form.key in gazetteer.ambiguous and not _placed(text, match, lexicon):
        kind = NAME
    return [Candidate(match.start, match.end, kind, form.key, "ambiguous" if kind is NAME else "list", "gazetteer")]


def _placed(text: str, match: Match, lexicon: Lexicon) -> bool:
    """Whether the words around say that an ambiguous name is a place: "in Georgia", "Jordan's capital"."""
    before = _BEFORE.search(text[max(0, match.start - 20) : match.start])
    if before and (before[1].lower() == "of" or lexicon.word(before[1]) in lexicon.locative):
        return True
    if has_land(text, match.end) or in_dateline(text, match.start, match.end) or goes(text, match.start, lexicon):
        return True
    return _AFTER.match(text[match.end : match.end + 24]) is not None


def is_namesake(
    text: str, match: Match, tokens: Sequence[Token], initial: bool, matches: Sequence[Match], lexicon: Lexicon
) -> bool:
    """Whether a curated surname belongs to somebody else: "Akylbek Japarov" is not Sadyr Japarov. Any word before it
    that may be a given name says so."""
    if match.forms[0].kind is not PERSON or " " in text[match.start : match.end]:
        return False
    before = next((t for t in reversed(tokens) if t.end < match.start + 1), None)
    if before is None or title_word(before.low, lexicon) or not_name(before, lexicon):
        return False
    if any(m is not match and m.start <= before.start < m.end for m in matches):
        return False
    if initial and before is tokens[0] and before.low in lexicon.function_words:  # "Will Putin come?"
        return False
    if before.low in lexicon.first_names:
        return True
    if initial and before is tokens[0] and lexicon.cyrillic:  # "Встреча Путина": a first capital, as in `classify`
        return False
    return not (lexicon.is_common(before.low) or before.low in lexicon.roles or before.low in lexicon.function_words)


def settle_titles(text: str, found: list[Candidate], gazetteer: Gazetteer) -> list[Candidate]:
    """An office right before a person's name is that person's title, not a second person. What the title says once
    ("Russian President Vladimir Putin") tells who the office is for the rest of the document, whatever its date."""
    kept: list[Candidate] = []
    holders: dict[str, set[str]] = {}
    for candidate, following in zip(found, [*found[1:], None], strict=False):
        if candidate.rule == "office" and following is not None and _is_title_of(text, candidate, following):
            following.kind = PERSON
            if office := gazetteer.office(candidate.key):
                holders.setdefault(office.id, set()).add(following.key)
            continue
        kept.append(candidate)
    for candidate in kept if holders else ():
        office = gazetteer.office(candidate.key) if candidate.rule == "office" else None
        keys = holders.get(office.id, set()) if office else set()
        people = {e.id if (e := gazetteer.resolve(key, PERSON)) else key for key in keys}
        if len(people) == 1:
            candidate.key, candidate.basis = min(keys), "document"
    return kept


def _is_title_of(text: str, office: Candidate, person: Candidate) -> bool:
    gap = text[office.end : person.start]
    named = person.kind in (PERSON, NAME) and person.rule != "office" and text[person.start].isupper()
    return named and gap.isspace() and gap.count("\n") < 2
