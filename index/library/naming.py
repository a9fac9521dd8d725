"""Names at asking time: mention keys to entities, by the day of each document and by what the user decided.

The index holds mention keys (normalised surface forms) and knows no entities, so an edit of names.yaml or of the
notebook shows at once. A key is stored as "kind\\tsurface"; the same surface may be two people on two days ("the
Kyrgyz President"). An office in a document without a day is nobody in particular: it is an entity of its own, with the
id "office:president-of-russia" and the kind "office", and counts among no people.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from index.annotators import reference_day
from index.library.decided import Decided
from index.models import NAMES, Annotation, Document, Kind, Turn
from index.names import Gazetteer, Office, entity_id, parse_id, shown_name

OFFICE = "office"
"""The kind, and the beginning of the id, of an office whose holder is not known."""

UNDECIDED = Decided()

Keys = tuple[frozenset[str], date | None, date | None]
"""Stored keys, and the first and last day of publication on which they mean somebody."""


def _no_forms(key: str) -> Mapping[str, int]:
    return {}


class Naming:
    """Names for one state of an index: the gazetteer and the user's decisions beside the keys that occur in it."""

    def __init__(
        self,
        gazetteer: Gazetteer,
        keys: Collection[str],
        forms: Callable[[str], Mapping[str, int]] = _no_forms,
        decided: Decided = UNDECIDED,
        before: Naming | None = None,
    ) -> None:
        """`forms` tells how often each written form of a stored key occurs; asked only for single names. Where all keys
        mean what they did `before`, what was found out of them is known."""
        self.gazetteer = gazetteer
        self.decided = decided
        self._forms = forms
        self._entities: dict[str, str | None] = {}  # of each stored key; None where that depends on the day
        self._names: dict[str, str] = {}
        self._offices: dict[str, Office] = {office.id: office for office in gazetteer.offices}
        self._occurring = frozenset(keys)
        self._surfaces = _surfaces(self._occurring, before) if before else {}
        # Better rules, or other documents, may read a name as of another kind than it was when it was judged: what was
        # decided follows it, if it is now of one kind alone. Stored key -> the id that was judged, and back.
        self._judged_as: dict[str, str] = {}
        self._now: dict[str, str] = {}
        for id in decided.ids():
            if key := self._of_other_kind(id):
                self._judged_as[key], self._now[id] = id, key
        if before and before.gazetteer is gazetteer and (before.decided, before._now) == (decided, self._now):
            self._entities = before._entities

    def _of_other_kind(self, id: str) -> str:
        """The stored key that bears the name of an id which nothing bears, where there is only one; else ""."""
        parsed = parse_id(id)
        if parsed is None or self._occurs(*parsed) or self.gazetteer.entity(id):
            return ""
        kinds = [kind for kind in sorted(NAMES) if self._occurs(kind, parsed[1])]
        if len(kinds) != 1 or self.gazetteer.resolve(parsed[1], kinds[0]):
            return ""
        return "" if entity_id(kinds[0], parsed[1]) in self.decided.ids() else f"{kinds[0]}\t{parsed[1]}"

    # --- Key to entity ------------------------------------------------------------------------------------

    def entity(self, key: str, day: date | None) -> str:
        """The id of the entity that a stored key ("kind\\tsurface") means in a document published that day."""
        if key not in self._entities:
            self._entities[key] = self.always(key)
        return self._entities[key] or self.decided.final(self.undecided(key, day))

    def always(self, key: str) -> str | None:
        """The id of the entity that a stored key means on every day; None where that depends on the day: the key
        speaks of an office. Reckoned anew each time: who asks of all keys keeps what they mean."""
        by_day = self.gazetteer.office(key.partition("\t")[2]) is not None
        return None if by_day else self.decided.final(self.undecided(key, None))

    def means_as(self, other: Naming) -> bool:
        """Whether every key is known to mean what it does there."""
        return self._entities is other._entities

    def undecided(self, key: str, day: date | None) -> str:
        """The same, whatever the user decided."""
        kind, _, surface = key.partition("\t")
        if entity := self.gazetteer.resolve(surface, Kind(kind), day):
            return entity.id
        if kind == Kind.PERSON and (office := self.gazetteer.office(surface)):
            return f"{OFFICE}:{office.id}"
        return self._judged_as.get(key) or entity_id(Kind(kind), surface)

    def document(self, document: Document) -> Document:
        """The document with entity ids for mention keys, in annotations and turns; hidden names are left out."""
        day = reference_day(document.published)
        named = (self._annotation(each, day) for each in document.annotations)
        return replace(
            document,
            annotations=tuple(each for each in named if each is not None),
            turns=tuple(self.turn(turn, day) for turn in document.turns),
        )

    def _annotation(self, annotation: Annotation, day: date | None) -> Annotation | None:
        if annotation.kind not in NAMES:
            return annotation
        id = self.entity(f"{annotation.kind}\t{annotation.value}", day)
        if not self.decided:
            return replace(annotation, value=id)
        if self.decided.hidden(id):
            return None
        kind = self.decided.kind(id)
        return replace(annotation, value=id, kind=Kind(kind) if kind else annotation.kind)

    def turn(self, turn: Turn, day: date | None) -> Turn:
        """The turn with its speaker's entity id; a label that names nobody ("Question") keeps an empty one."""
        return replace(turn, key=self.entity(f"{Kind.PERSON}\t{turn.key}", day)) if turn.key else turn

    # --- Entity to what is shown --------------------------------------------------------------------------

    def name(self, id: str) -> str:
        """How an entity is shown."""
        found = self._names.get(id)
        if found is None:
            key = self.own_key(id)
            found = self._names[id] = self.label(id, self._forms(key) if key else {})
        return found

    def label(self, id: str, forms: Mapping[str, int]) -> str:
        """How an entity is shown, given how often each form of its own key was written where it was counted."""
        return self.decided.name(id) or self._label(id, forms)

    def undecided_name(self, id: str) -> str:
        """How an entity would be shown, had the user said nothing."""
        key = self.own_key(id)
        return self._label(id, self._forms(key) if key else {})

    def _label(self, id: str, forms: Mapping[str, int]) -> str:
        if entity := self.gazetteer.entity(id):
            return entity.name
        if office := self.office(id):
            return office.title
        parsed = parse_id(id)
        return shown_name(parsed[1], forms) if parsed else id

    def kind(self, id: str) -> str:
        """Of what kind an entity is: person, organisation, place, name (untyped) or office."""
        if said := self.decided.kind(id):
            return said
        if entity := self.gazetteer.entity(id):
            return str(entity.kind)
        if self.office(id):
            return OFFICE
        if key := self._now.get(id):
            return key.partition("\t")[0]
        parsed = parse_id(id)
        return str(parsed[0]) if parsed else str(Kind.NAME)

    def office(self, id: str) -> Office | None:
        """The office of an id that names one."""
        start, _, slug = id.partition(":")
        return self._offices.get(slug) if start == OFFICE else None

    def own_key(self, id: str) -> str:
        """The stored key of an entity that no list holds; "" for others."""
        if self.gazetteer.entity(id):
            return ""
        parsed = parse_id(id)
        return self._now.get(id) or (f"{parsed[0]}\t{parsed[1]}" if parsed else "")

    # --- Entity to keys -----------------------------------------------------------------------------------

    def keys(self, id: str, *, spoken: bool = False) -> list[Keys]:
        """The stored keys that mean an entity, with all that was merged into it. `spoken`: those of a speaker, which
        are people's whether the index holds them among its names or not."""
        found: list[Keys] = []
        always: set[str] = set()
        for member in self.decided.members(id):
            for full, first, last in self._keys(member, spoken):
                if first is None and last is None:
                    always |= full
                elif full:
                    found.append((full, first, last))
        return [(frozenset(always), None, None), *found] if always else found

    def _keys(self, id: str, spoken: bool) -> Iterable[Keys]:
        entity = self.gazetteer.entity(id)
        if office := None if entity else self.office(id):
            yield self._full(self.gazetteer.office_keys(office), (Kind.PERSON,), spoken), None, None
        elif entity:
            for surface, first, last in self.gazetteer.keys(id):
                yield self._full((surface,), (entity.kind, Kind.NAME), spoken), first, last
        elif parsed := parse_id(id):
            kind = Kind(self._now[id].partition("\t")[0]) if id in self._now else parsed[0]
            yield self._full((parsed[1],), (kind,), spoken), None, None

    def _full(self, surfaces: Iterable[str], kinds: Iterable[Kind], spoken: bool) -> frozenset[str]:
        if spoken:
            return frozenset(f"{Kind.PERSON}\t{surface}" for surface in surfaces)
        kinds = tuple(kinds)
        return frozenset(f"{kind}\t{each}" for each in surfaces for kind in kinds if self._occurs(kind, each))

    def surfaces(self, kind: str) -> Collection[str]:
        """The surfaces of one kind that occur in the index."""
        found = self._surfaces.get(kind)
        if found is None:
            start = f"{kind}\t"
            of_kind = (key.removeprefix(start) for key in self._occurring if key.startswith(start))
            found = self._surfaces[kind] = frozenset(of_kind)
        return found

    def _occurs(self, kind: str, surface: str) -> bool:
        return f"{kind}\t{surface}" in self._occurring

    def known(self, kind: Kind | None) -> list[str]:
        """Surfaces of this kind (None: of every kind) that occur in the index."""
        kinds: Iterable[str] = (kind,) if kind else NAMES
        return [surface for each in kinds for surface in self.surfaces(each)]


def _surfaces(keys: frozenset[str], before: Naming) -> dict[str, frozenset[str]]:
    """The surfaces of the kinds that were asked for before, with what came since and without what went."""
    came, went = _by_kind(keys - before._occurring), _by_kind(before._occurring - keys)
    return {kind: known - went.get(kind, set()) | came.get(kind, set()) for kind, known in before._surfaces.items()}


def _by_kind(keys: Iterable[str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key in keys:
        kind, _, surface = key.partition("\t")
        found.setdefault(kind, set()).add(surface)
    return found
