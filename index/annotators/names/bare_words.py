"""Surnames and teams that are common words: "Shannon J. Miles ... as Miles walked", "the Buffalo Bills ... the Bills".

Such a word names nobody by itself, so that the rules pass over it. Where a document has a full name that ends in one,
its other occurrences with a capital are of the same bearer, but for those that begin a sentence, where a verb of speech
or of being or a possessive must say so. Where one team is named so, others are, with the article before them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from .classify import nothing
from .curated import Candidate
from .kinds import ORGANISATION, PERSON
from .lexicon import latin
from .surroundings import speaks

_INITIAL = re.compile(r"(?:^|[.!?:\n]|[\"“«(] ?)\s*\Z")
_BESIDE = re.compile(r"[A-Z][\w.’'-]*[ -]\Z")  # "Mr Miles" is found already, "Air Miles" is another name
_GOES_ON = re.compile(r"[’']s\b|,? (?:was|is|has|had|who|whose|will|would|did)\b")
_TEAM = re.compile(r"\b[Tt]he ([A-Z0-9][a-z]+s)\b(?! [A-Z])")
_MOST = 64  # people whose surnames are looked for
_CAPITAL = re.compile(r"[ -][A-Z]")


def others(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """The surnames of people and the last words of teams of `found` that stand alone elsewhere in the text."""
    people: dict[str, str] = {}
    teams: dict[str, str] = {}
    lexicon = latin()
    for c in found:
        if c.kind is PERSON:
            if c.basis == "rule" and c.key.isascii() and " " in c.key and len(people) < _MOST:
                last = text[c.start : c.end].rpartition(" ")[2]
                if len(last) > 2 and (lexicon.is_common(last.lower()) or nothing[last]):
                    people.setdefault(last, c.key)
        elif c.kind is ORGANISATION and (last := c.key.rpartition(" ")[2]) in lexicon.team_names:
            teams[last] = c.key
    if not people and not teams:
        return []
    starts = [c.start for c in found]
    added: list[Candidate] = []
    for match in _TEAM.finditer(text) if teams else ():
        low = match[1].lower()
        before = bisect_left(starts, match.end())
        if low in lexicon.team_names and not (before and found[before - 1].end > match.start(1)):
            start, end = match.span(1)
            added.append(Candidate(start, end, ORGANISATION, teams.get(low, low), "short form", "document"))
    bearers = [(word, key, PERSON) for word, key in people.items()]
    bearers += [(word.capitalize(), key, ORGANISATION) for word, key in teams.items()]
    taken = {c.start for c in added}
    for word, key, kind in bearers:
        at = text.find(word)
        while at >= 0:
            end = at + len(word)
            before = bisect_left(starts, end)
            if at not in taken and not (before and found[before - 1].end > at) and _alone(text, at, end):
                added.append(Candidate(at, end, kind, key, "short form", "document"))
            at = text.find(word, end)
    return added


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a word stands there to itself, as a name does."""
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or _CAPITAL.match(text, end):
        return False
    near = max(0, start - 24)
    if _BESIDE.search(text, near, start):
        return False
    if start and not _INITIAL.search(text, near, start):
        return True
    return speaks(text, end, latin()) or _GOES_ON.match(text, end) is not None
