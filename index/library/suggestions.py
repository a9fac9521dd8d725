"""Names that may be one: pairs for the user to judge, each with the rule that suggests it. Nothing here merges.

alike      the same words, of two kinds; the same letters in Cyrillic and Latin, or in two ways of writing them
short      a person's name that only one longer name of the collection begins or ends with ("Overchuk")
inner      the same first and last word, others between ("Sadyr Nurgozhoyevich Japarov")
longer     an organisation's or place's name of several words that begins only one longer name
acronym    capitals that are the first letters of only one longer name

All words are compared by their skeletons (`names.transliteration`), so each rule works across scripts. A rule that
finds several candidates suggests none of them: it explains nothing then. The work is one pass over the names, with
look-ups; what the user said is not one is never suggested again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from index.library.naming import OFFICE, Naming
from index.models import Kind
from index.names import initials
from index.names.transliteration import is_cyrillic, skeleton

_MOST_NAMES = 200_000  # of an index; the rest is not looked at
_SHORTEST = 4  # letters of the skeleton of a single word that is compared across scripts or spellings
_OPEN = frozenset([str(Kind.NAME)])


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Entity `a` may be part of entity `b`, for a reason that a person can follow."""

    a: str
    b: str
    reason: str


@dataclass(slots=True)
class _Name:
    """One spelling of an entity: the words of its key, and their skeletons."""

    id: str
    kind: str
    key: str
    words: tuple[str, ...]
    listed: bool  # in the gazetteer


@dataclass(slots=True)
class _Found:
    """Pairs in the order found, each once."""

    naming: Naming
    pairs: dict[frozenset[str], Suggestion] = field(default_factory=dict)

    def add(self, a: _Name, b: _Name, reason: str) -> None:
        pair = frozenset((a.id, b.id))
        if len(pair) < 2 or pair in self.pairs or (a.listed and b.listed):
            return
        if a.kind != b.kind and not {a.kind, b.kind} & _OPEN:
            return
        if self.naming.decided.apart(a.id, b.id):
            return
        self.pairs[pair] = Suggestion(a.id, b.id, reason)


def suggestions(naming: Naming, most: int = 500) -> list[Suggestion]:
    """At most `most` pairs, the best explained first."""
    names = list(_names(naming))
    found = _Found(naming)
    _alike(names, found)
    _longer_people(names, found)
    _longer_names(names, found)
    _acronyms(names, found)
    return list(found.pairs.values())[:most]


def _names(naming: Naming) -> Iterator[_Name]:
    """Every spelling that occurs in the index, of entities that are shown."""
    count = 0
    kinds = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME)
    for kind in kinds:
        for key in sorted(naming.surfaces(kind)):
            count += 1
            if count > _MOST_NAMES:
                return
            id = naming.entity(f"{kind}\t{key}", None)
            if id.startswith(f"{OFFICE}:") or naming.decided.hidden(id):
                continue
            listed = naming.gazetteer.entity(id) is not None
            yield _Name(id, naming.kind(id), key, skeleton(key), listed)


def _better(names: Iterable[_Name]) -> _Name:
    """Into which of several names the others go: one of the lists, then one whose kind is known, then the fullest."""
    return min(names, key=lambda each: (not each.listed, each.kind in _OPEN, -len(each.words), -len(each.key), each.id))


def _alike(names: Sequence[_Name], found: _Found) -> None:
    groups: dict[tuple[str, ...], list[_Name]] = {}
    for name in names:
        words = tuple(sorted(name.words)) if name.kind == Kind.PERSON else name.words
        groups.setdefault(words, []).append(name)
    for words, group in groups.items():
        if len({each.id for each in group}) < 2:
            continue
        best = _better(group)
        for name in group:
            if name.key == best.key:
                kinds = f"the same in two kinds: {_called(name.kind)} and {_called(best.kind)}"
                found.add(name, best, kinds if name.kind != best.kind else "the same words")
            elif sum(map(len, words)) >= _SHORTEST + (len(words) > 1):
                across = is_cyrillic(name.key) != is_cyrillic(best.key)
                if not across and name.kind == Kind.PERSON and name.key.endswith("a") != best.key.endswith("a"):
                    continue  # "Seleznev" and "Seleznyova"
                found.add(name, best, "the same in other letters" if across else "another spelling of it")


def _called(kind: str) -> str:
    return "not known" if kind in _OPEN else kind


def _longer_people(names: Sequence[_Name], found: _Found) -> None:
    ends: dict[str, dict[str, _Name]] = {}
    outer: dict[tuple[str, str], dict[str, _Name]] = {}
    people = [each for each in names if each.kind == Kind.PERSON and len(each.words) > 1]
    for name in people:
        for word in {name.words[0], name.words[-1]}:
            ends.setdefault(word, {}).setdefault(name.id, name)
        if len(name.words) > 2:
            outer.setdefault((name.words[0], name.words[-1]), {}).setdefault(name.id, name)
    for name in names:
        if name.kind != Kind.PERSON and name.kind not in _OPEN:
            continue
        if len(name.words) == 1 and len(name.words[0]) >= _SHORTEST - 1:
            _single(name, ends.get(name.words[0], {}), "the only name with this word", found)
        elif len(name.words) == 2:
            _single(name, outer.get((name.words[0], name.words[1]), {}), "the same with a middle name", found)


def _longer_names(names: Sequence[_Name], found: _Found) -> None:
    begins: dict[tuple[str, ...], dict[str, _Name]] = {}
    for name in names:
        if name.kind == Kind.PERSON:
            continue
        for length in range(2, min(len(name.words), 8)):
            begins.setdefault(name.words[:length], {}).setdefault(name.id, name)
    for name in names:
        if name.kind != Kind.PERSON and len(name.words) > 1:
            _single(name, begins.get(name.words, {}), "the only longer name that begins so", found)


def _acronyms(names: Sequence[_Name], found: _Found) -> None:
    spelled: dict[str, dict[str, _Name]] = {}
    for name in names:
        if name.kind != Kind.PERSON:
            for letters in initials(name.key):
                spelled.setdefault(letters, {}).setdefault(name.id, name)
    for name in names:
        letters = name.key.replace(".", "")
        if name.kind == Kind.PERSON or letters not in spelled or not 1 < len(letters) < 8:
            continue
        if found.naming.name(name.id).isupper() or name.listed:
            _single(name, spelled[letters], "its first letters", found)


def _single(name: _Name, owners: dict[str, _Name], reason: str, found: _Found) -> None:
    """Suggest the one entity that a shorter name may stand for."""
    others = [each for id, each in owners.items() if id != name.id]
    if len(others) == 1:
        a, b = (others[0], name) if name.listed and not others[0].listed else (name, others[0])
        found.add(a, b, reason)
