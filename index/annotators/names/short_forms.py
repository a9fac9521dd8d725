"""Short forms of a name within one document: which longer name each of them means.

people         "Overchuk", "Alexei", "Борис Николаевич" are whoever bears them; "Sadyr Nurgozhoyevich Japarov" is
               "Sadyr Japarov", "Kristin Wilkins" "Kristen Wilkins", "Scientologist Tom Cruise" "Tom Cruise"
heads          "the Church", "the State Department": an organisation or place by the head of its name alone, without
               what stands before the head or after its "of"
appositions    "the State of Texas", "компания Microsoft": the name itself behind the word for what it is

A surname that two bear is whose it was first, where he is much the more often named; else it is left alone. Nothing is
joined across kinds, and nothing to a name that the gazetteer knows as another's. Keys are mention keys; the rules are
those of reference in English and Russian news (Grishman and Sundheim's MUC-6 guidelines call the short forms aliases).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from ...models import Kind
from ...names import Gazetteer, normalise_key
from ...names.transliteration import is_cyrillic
from .curated import Candidate
from .kinds import NAME, ORGANISATION, PERSON, PLACE
from .lexicon import Lexicon, cyrillic, latin

_PATRONYMIC = re.compile(r"(?:[оеё]вич|[оеё]вн|ичн|ильич)$|(?:[oe]vich|[oe]vna|ichna)$")
_VOWELS = re.compile(r"[aeiouyаеиоуыэюя]+")
_SOUNDS = str.maketrans("zkwjз", "scviс")  # Jozef and Josef, Erik and Eric
_POST = frozenset({"of", "for", "in", "on", "at"})
_COMPASS = frozenset({"north", "south", "east", "west"})
_COUNTRIES = frozenset({"us", "u.s", "u.s.", "uk", "u.k", "u.k.", "un", "eu"})
_ADJECTIVES = 2  # words that may stand before the word for what a thing is
_MOST = 40  # full names that share a last word and are compared with one another
_PARTICLE = 3  # letters at most of what joins the parts of a surname: "da", "bin", "van"
_MUCH = 2  # times as often


def join(found: Sequence[Candidate], language: str, gazetteer: Gazetteer) -> None:
    """Give short forms the key of the name they stand for."""
    _people(found)
    lexicons = latin(), cyrillic(language)
    formal = [c.key for c in found]
    _appositions(found, lexicons)
    _heads(found, formal, lexicons, gazetteer)


# --- People ----------------------------------------------------------------------------------------------------


def _people(found: Sequence[Candidate]) -> None:
    counts: Counter[str] = Counter(
        [c.key for c in found if c.kind is PERSON and " " in c.key and c.rule != "office" and not _formal(c.key)]
    )
    curated = {c.key for c in found if c.basis == "gazetteer"}
    person = _same_people(counts, curated)
    owners: dict[str, dict[str, None]] = defaultdict(dict)  # short form -> people, as introduced
    named: Counter[str] = Counter()
    for key, times in counts.items():
        parts, bearer = key.split(), person[key]
        named[bearer] += times
        owners[parts[0]].setdefault(bearer)
        owners[parts[-1]].setdefault(bearer)
        if len(parts) > 2:
            if _PATRONYMIC.search(parts[1]):
                owners[f"{parts[0]} {parts[1]}"].setdefault(bearer)
            else:
                for inner in parts[1:-1]:  # "Luiz Inácio Lula da Silva" is Lula
                    if len(inner) > _PARTICLE:
                        owners[inner].setdefault(bearer)
    for c in found:
        if c.kind is PERSON and c.key in person and c.basis != "gazetteer" and person[c.key] != c.key:
            c.key, c.basis, c.rule = person[c.key], "document", "short form"
        if c.kind not in (PERSON, NAME) or c.rule == "ambiguous":
            continue
        short = c.key
        if " " in short:
            if not _formal(short):
                continue
            short = short if short in owners else short.split()[0]
        if short not in owners:
            continue
        one = _bearer(owners[short], named)
        # A curated surname stays his whose it is, unless this document knows only a namesake by a full name.
        if c.basis == "gazetteer" and (one is None or owners[short].keys() & curated):
            continue
        c.kind, c.basis, c.rule = PERSON, "document", "short form"
        if one is not None:
            c.key = one


@lru_cache(maxsize=1024)
def _formal(key: str) -> bool:
    """A given name and a patronymic: how a Russian is addressed."""
    parts = key.split()
    return len(parts) == 2 and _PATRONYMIC.search(parts[1]) is not None


def _same_people(counts: Counter[str], curated: set[str]) -> dict[str, str]:
    """Each full name with the one of its bearer's names that stands for all of them: the curated, the most frequent,
    the shortest."""
    person = {key: key for key in counts}
    alike: dict[str, list[str]] = defaultdict(list)
    for key in counts:
        alike[key.rpartition(" ")[2]].append(key)
    for keys in alike.values():
        if len(keys) > 1:
            for group in _grouped(keys):
                best = min(group, key=lambda each: (each not in curated, -counts[each], len(each), each))
                person.update(dict.fromkeys(group, best))
    return person


def _grouped(keys: Sequence[str]) -> Iterable[list[str]]:
    """Full names that share a last word, in groups of one person each."""
    leader = {key: key for key in keys}

    def lead(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for a, b in combinations(keys[:_MOST], 2):
        if _one_person(a.split(), b.split()):
            leader[max(lead(a), lead(b))] = min(lead(a), lead(b))
    groups: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        groups[lead(key)].append(key)
    return groups.values()


def _one_person(a: list[str], b: list[str]) -> bool:
    """Whether two full names with the same last word are one person's: all words of one in the other, or the same given
    name, or one spelled otherwise in its vowels, s and z, c and k."""
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if len(a) != 2 or len(b) != 2:
        return False
    one, other = a[0], b[0]
    same_ends = one[0] == other[0] and one[-1] == other[-1] and len(one) == len(other) > 4
    return same_ends and _VOWELS.sub("a", one.translate(_SOUNDS)) == _VOWELS.sub("a", other.translate(_SOUNDS))


def _bearer(people: dict[str, None], named: Counter[str]) -> str | None:
    """Whom a short form means that one or several bear: the first introduced, if he is named by far the most."""
    first, *others = people
    if all(named[first] >= _MUCH * named[other] for other in others):
        return first
    return None


# --- Organisations and places ----------------------------------------------------------------------------------


def _lexicon(key: str, lexicons: tuple[Lexicon, Lexicon]) -> Lexicon:
    return lexicons[is_cyrillic(key)]


def _appositions(found: Sequence[Candidate], lexicons: tuple[Lexicon, Lexicon]) -> None:
    """ "State of Texas" is Texas where the document has that name without the word too, of the same kind or none."""
    long = [c for c in found if " " in c.key and c.kind in (ORGANISATION, PLACE) and c.basis != "gazetteer"]
    bare = {(c.kind, c.key) for c in found} if long else set()
    for c in long:
        lexicon = _lexicon(c.key, lexicons)
        for name in _named(c.key, lexicon):
            if (c.kind, name) in bare or (NAME, name) in bare:
                c.key, c.basis, c.rule = name, "document", "short form"
                break


def _named(key: str, lexicon: Lexicon) -> Iterator[str]:
    """What follows a word for what a thing is: in English right after "of", in Russian right after the word."""
    parts = key.split()
    if not lexicon.cyrillic:
        if parts[0] in lexicon.appositive_heads and parts[1] == "of":
            yield " ".join(parts[2:]).removeprefix("the ")
        return
    for end, part in enumerate(parts[: _ADJECTIVES + 1], 1):
        if part in lexicon.appositive_heads:
            yield " ".join(parts[end:])


def _heads(
    found: Sequence[Candidate], formal: Sequence[str], lexicons: tuple[Lexicon, Lexicon], gazetteer: Gazetteer
) -> None:
    """ "University" is the one university of the document, "Union" the EAEU. `formal`: the keys as they were before any
    was shortened."""
    places = {c.key for c in found if c.kind is PLACE}
    owners: dict[tuple[Kind, str], dict[str, None]] = defaultdict(dict)
    named: Counter[str] = Counter()
    listed: dict[str, str] = {}  # entity of the gazetteer -> the first key it has here
    stands: dict[tuple[Kind, str], str] = {}  # key -> the one that stands for it
    for c, key in zip(found, formal, strict=True):
        if c.kind not in (ORGANISATION, PLACE):
            continue
        if owner := stands.get((c.kind, key)):
            named[owner] += 1
            continue
        spelled = [key]
        owner = c.key
        if entity := gazetteer.resolve(c.key, c.kind):
            owner = listed.setdefault(entity.id, c.key)
            if c.kind is ORGANISATION:
                spelled += map(normalise_key, entity.aliases)
        stands[c.kind, key] = owner
        named[owner] += 1
        for long in spelled:
            for short in _shorter(long, c.kind, _lexicon(long, lexicons), places) if " " in long else ():
                owners[c.kind, short].setdefault(owner)
    for c in found if owners else ():
        if c.basis == "gazetteer" or c.rule == "short form":
            continue
        several = owners.get((ORGANISATION if c.kind is NAME else c.kind, c.key))
        if several and (one := _bearer(several, named)) and one != c.key:
            c.key, c.basis, c.rule = one, "document", "short form"
            c.kind = ORGANISATION if c.kind is NAME else c.kind


def _shorter(key: str, kind: Kind, lexicon: Lexicon, places: set[str]) -> Iterator[str]:
    """What a name of several words may be called for short: its head, and the head with what stands before or after."""
    parts = key.split()
    heads = lexicon.heads[kind]
    if len(parts) == 2 and parts[0] in _COMPASS:
        yield parts[0]
    if lexicon.cyrillic:  # what defines the head stands after it
        end = next((n for n, part in enumerate(parts, 1) if part in heads), 0)
    else:
        end = next((n for n, part in enumerate(parts) if part in _POST and n), len(parts))
    if not end or parts[end - 1] not in heads:
        return
    yield parts[end - 1]
    if lexicon.cyrillic and end == 2 and len(parts[0]) > 3 and parts[0] not in lexicon.not_names:
        yield parts[0]  # "в Большом": the adjective without its noun
    for first in range(end - 1):
        before = parts[:first]
        if all(part in lexicon.not_names or part in _COUNTRIES for part in before) or " ".join(before) in places:
            if first or end < len(parts):
                yield " ".join(parts[first:end])
            if first:
                yield " ".join(parts[first:])
