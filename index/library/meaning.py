"""Typed names to mention keys: every `Named` of a query as the keys that mean whom it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches

from index.analysis import fold
from index.library.naming import OFFICE, Naming
from index.library.noted import NotedDocuments
from index.models import (
    NAMES,
    And,
    Bag,
    Complaint,
    Everything,
    Facet,
    Kind,
    Like,
    Mentioned,
    Named,
    Not,
    Noted,
    Or,
    Query,
)
from index.names import display_name, entity_id, initials, normalise_key
from index.names.transliteration import is_cyrillic

_FIELD_KINDS = {Kind.PERSON: "person", Kind.ORGANISATION: "organisation", Kind.PLACE: "place"}


class Meaning:
    """Resolves names typed in one query; `complaints` gathers those that nobody bears. Where `across_scripts` is off, a
    name means only the forms in the script it was typed in."""

    def __init__(
        self, naming: Naming, typed: str, *, across_scripts: bool = True, noted: NotedDocuments | None = None
    ) -> None:
        """`noted` knows the tags; without it every tag is taken for one."""
        self._naming = naming
        self._noted = noted
        self._typed = typed
        self._across_scripts = across_scripts
        self.complaints: list[Complaint] = []
        self.collections: Callable[[], Sequence[str]] = tuple  # the names of those that are open
        self.measured: Callable[[Facet], bool] = lambda _: True  # whether any figure measures this
        self.likeness: Callable[[str], Like | None] = lambda _: None  # what is most like a document
        self.several = False

    def resolve(self, query: Query) -> Query:
        """`query` with every `Named` replaced by the mention keys it means; who is unknown matches nothing."""
        match query:
            case Named():
                return self._named(query)
            case Bag(parts):
                return Bag(tuple(map(self.resolve, parts)))
            case And(parts):
                return And(tuple(map(self.resolve, parts)))
            case Or(parts):
                return Or(tuple(map(self.resolve, parts)))
            case Not(part):
                return Not(self.resolve(part))
            case Facet("publisher"):
                return self._publisher(query)
            case Facet("measure") if not self.measured(query):
                hint = "figures prints what is measured; a plain word is searched in the whole text"
                self.complaints.append(self._about(query.text, f"No figure measures “{query.text}”", hint))
            case Facet("collection"):
                return self._collection(query)
            case Like(terms=()):
                return self._like(query)
            case Noted() if self._noted is not None and not self._noted.knows(query):
                self.complaints.append(self._no_tag(query.text, [tag for tag, _ in self._noted.tags()]))
        return query

    def _named(self, named: Named) -> Query:
        always: set[str] = set()
        at_times: list[Mentioned] = []
        for id in dict.fromkeys(map(self._naming.decided.final, entities_named(self._naming, named))):
            for keys, first, last in self._naming.keys(id, spoken=named.spoken):
                if not self._across_scripts:
                    keys = frozenset(key for key in keys if is_cyrillic(key) == is_cyrillic(named.text))
                    if not keys:
                        continue
                if first is None and last is None:
                    always |= keys
                else:
                    at_times.append(Mentioned(keys, named.spoken, first, last))
        key = normalise_key(named.text)
        if named.spoken and key and not self._naming.gazetteer.lookup(named.text, named.kind):
            always.add(f"{Kind.PERSON}\t{key}")  # a speaker whom nobody mentions is among no names
        if not always and not at_times and not named.spoken:
            self.complaints.append(self._unknown(named))
        parts = [Mentioned(frozenset(always), named.spoken), *at_times]
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _publisher(self, asked: Facet) -> Query:
        """A publisher by any of its names: they are organisations, and TASS is ТАСС. Names of two or three letters are
        left out, for they are found inside others."""
        key = normalise_key(asked.text)
        names = dict.fromkeys(
            alias
            for entity in self._naming.gazetteer.lookup(asked.text, Kind.ORGANISATION)
            if key in map(normalise_key, entity.aliases)
            for alias in entity.aliases
            if len(alias) > 3
        )
        facets = [asked, *(Facet("publisher", name) for name in names if fold(name) != fold(asked.text))]
        return Or(tuple(facets)) if len(facets) > 1 else asked

    def _collection(self, asked: Facet) -> Query:
        """Documents of a collection: where it is the only one that is open, all of them."""
        names = self.collections()
        if any(fold(asked.text) in fold(name) for name in names):
            return asked if self.several else Everything()
        hint = "open: " + ", ".join(names)
        self.complaints.append(self._about(asked.text, f"No collection called “{asked.text}” is open", hint))
        return asked

    def _like(self, asked: Like) -> Query:
        found = self.likeness(asked.id)
        if found is None:
            self.complaints.append(self._about(asked.id, f"There is no document “{asked.id}”", "search prints the ids"))
        return found or asked

    def _no_tag(self, tag: str, known: Sequence[str]) -> Complaint:
        near = get_close_matches(fold(tag), map(fold, known), n=1, cutoff=0.6)
        hint = f"did you mean {near[0]}?" if near else "your tags: " + ", ".join(known[:8]) if known else "T gives tags"
        return self._about(tag, f"No document has the tag “{tag}”", hint)

    def _unknown(self, named: Named) -> Complaint:
        what = _FIELD_KINDS.get(named.kind, "name") if named.kind else "name"
        near = get_close_matches(fold(named.text), self._naming.known(named.kind), n=1, cutoff=0.75)
        otherwise = "try it as a plain word" if self._across_scripts else "names are searched in one script, as typed"
        hint = f"did you mean {display_name(near[0])}?" if near else otherwise
        return self._about(named.text, f"No {what} called “{named.text}” in this collection", hint)

    def _about(self, text: str, message: str, hint: str) -> Complaint:
        """A complaint about words of what was typed."""
        place = fold(self._typed).find(fold(text))
        start = place if 0 <= place <= len(self._typed) - len(text) else 0
        end = min(len(self._typed), start + len(text)) if place >= 0 else len(self._typed)
        return Complaint(start, end, message, hint)


def entities_named(naming: Naming, named: Named) -> list[str]:
    """The entities that a typed name means: those of the lists and those the user named so; where there are none an
    office; else names of the index with every typed word among their own."""
    decided, gazetteer = naming.decided, naming.gazetteer
    found = [entity.id for entity in gazetteer.lookup(named.text, named.kind)]
    wanted = normalise_key(named.text)
    if decided:
        if named.kind and (others := set(decided.retyped())):
            found += [entity.id for entity in gazetteer.lookup(named.text) if entity.id in others]
        found += decided.called(wanted)
        found = [id for id in found if _fits(naming, id, named.kind)]
    if found:
        return found
    office = gazetteer.office(wanted)
    if office and named.kind in (None, Kind.PERSON):
        return [f"{OFFICE}:{office.id}"]
    words = set(wanted.split())
    kinds = (named.kind, Kind.NAME) if named.kind and not named.spoken and not decided else tuple(NAMES)
    if named.spoken and not decided:
        kinds = (Kind.PERSON,)
    met = [
        (kind, surface)
        for kind in kinds
        for surface in naming.surfaces(kind)
        if words and words <= set(surface.split())
    ]
    if len(words) == 1 and named.text.isupper() and not named.spoken:
        # Where a text spells an acronym out, it is indexed under the long form.
        letters = wanted.replace(".", "")
        met += [(kind, each) for kind in kinds for each in naming.surfaces(kind) if letters in initials(each)]
    if named.begun and not met:
        return _begun(naming, named, kinds)
    if not decided:
        return [entity_id(kind, surface) for kind, surface in met]
    ids = (naming.undecided(f"{kind}\t{surface}", None) for kind, surface in met)
    return [id for id in ids if _fits(naming, id, named.kind)]


def _begun(naming: Naming, named: Named, kinds: Iterable[Kind]) -> list[str]:
    """Entities with the words typed in a name, the last of them begun: names of the index, and those of the lists in
    any script."""
    *whole, last = fold(named.text).split() or [""]
    required = set(whole)

    def begins(name: str) -> bool:
        words = name.split()
        return required <= set(words) and any(word.startswith(last) for word in words)

    keys = (f"{kind}\t{surface}" for kind in kinds for surface in naming.surfaces(kind) if begins(surface))
    found = dict.fromkeys(naming.undecided(key, None) for key in keys)
    for entity in naming.gazetteer.entities():
        if entity.id not in found and any(begins(fold(alias)) for alias in entity.aliases):
            found[entity.id] = None
    return [id for id in found if _fits(naming, id, named.kind)]


def _fits(naming: Naming, id: str, kind: Kind | None) -> bool:
    own = naming.kind(naming.decided.final(id))
    return kind is None or own in (kind, Kind.NAME)
