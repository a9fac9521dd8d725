"""Names at asking time: typed words to mention keys, mention keys to entities, by the day of each document.

The index holds mention keys (normalised surface forms) and knows no entities, so an edit of names.yaml shows at
once. A key is stored as "kind\\tsurface"; the same surface may be two people on two days ("the Kyrgyz President").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from index.analysis import fold
from index.annotators import reference_day
from index.models import NAMES, And, Annotation, Bag, Complaint, Document, Kind, Mentioned, Named, Not, Or, Query, Turn
from index.names import Gazetteer, display_name, entity_id, normalise_key, parse_id

_FIELD_KINDS = {Kind.PERSON: "person", Kind.ORGANISATION: "organisation", Kind.PLACE: "place"}


class Naming:
    """Resolves names for one state of an index: the gazetteer beside the keys that occur in it."""

    def __init__(self, gazetteer: Gazetteer, keys: Collection[str]) -> None:
        self.gazetteer = gazetteer
        self._cache: dict[tuple[str, date | None], str] = {}
        self._surfaces: dict[str, dict[str, None]] = {}
        for key in keys:
            kind, _, surface = key.partition("\t")
            self._surfaces.setdefault(kind, {})[surface] = None

    def entity(self, key: str, day: date | None) -> str:
        """The id of the entity that a stored key ("kind\\tsurface") means in a document published that day."""
        found = self._cache.get((key, day))
        if found is None:
            kind, _, surface = key.partition("\t")
            entity = self.gazetteer.resolve(surface, Kind(kind), day)
            found = entity.id if entity else entity_id(Kind(kind), surface)
            self._cache[key, day] = found
        return found

    def name(self, id: str) -> str:
        """How an entity is shown."""
        entity = self.gazetteer.entity(id)
        parsed = parse_id(id)
        return entity.name if entity else display_name(parsed[1] if parsed else id)

    def label(self, id: str, key: str) -> str:
        """How an entity is shown, given one of the keys it was met under."""
        entity = self.gazetteer.entity(id)
        return entity.name if entity else display_name(key.partition("\t")[2])

    def document(self, document: Document) -> Document:
        """The document with entity ids for mention keys, in annotations and turns."""
        day = reference_day(document.published)
        return replace(
            document,
            annotations=tuple(self._annotation(a, day) for a in document.annotations),
            turns=tuple(self.turn(turn, day) for turn in document.turns),
        )

    def _annotation(self, annotation: Annotation, day: date | None) -> Annotation:
        if annotation.kind not in NAMES:
            return annotation
        return replace(annotation, value=self.entity(f"{annotation.kind}\t{annotation.value}", day))

    def turn(self, turn: Turn, day: date | None) -> Turn:
        """The turn with its speaker's entity id; a label that names nobody ("Question") keeps an empty one."""
        return replace(turn, key=self.entity(f"{Kind.PERSON}\t{turn.key}", day)) if turn.key else turn

    def resolve(self, query: Query, complaints: list[Complaint], typed: str) -> Query:
        """`query` with every `Named` replaced by the mention keys it means; who is unknown is added to
        `complaints` and matches nothing."""
        match query:
            case Named():
                return self._named(query, complaints, typed)
            case Bag(parts):
                return Bag(tuple(self.resolve(part, complaints, typed) for part in parts))
            case And(parts):
                return And(tuple(self.resolve(part, complaints, typed) for part in parts))
            case Or(parts):
                return Or(tuple(self.resolve(part, complaints, typed) for part in parts))
            case Not(part):
                return Not(self.resolve(part, complaints, typed))
        return query

    def _named(self, named: Named, complaints: list[Complaint], typed: str) -> Query:
        keys: set[str] = set()
        offices: list[Mentioned] = []
        entities = self.gazetteer.lookup(named.text, named.kind)
        for entity in entities:
            for surface, first, last in self.gazetteer.keys(entity.id):
                full = {f"{kind}\t{surface}" for kind in (entity.kind, Kind.NAME) if surface in self._of(kind)}
                if named.spoken:
                    full = {f"{Kind.PERSON}\t{surface}"}
                if first is None and last is None:
                    keys |= full
                elif full:
                    offices.append(Mentioned(frozenset(full), named.spoken, first, last))
        if not entities:
            keys = self._uncurated(named)
        if not keys and not offices and not named.spoken:
            complaints.append(self._unknown(named, typed))
        parts = [Mentioned(frozenset(keys), named.spoken), *offices]
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _of(self, kind: str) -> dict[str, None]:
        return self._surfaces.get(kind, {})

    def _kinds(self, named: Named) -> tuple[Kind, ...]:
        if named.spoken:
            return (Kind.PERSON,)
        return (named.kind, Kind.NAME) if named.kind else tuple(NAMES)

    def _uncurated(self, named: Named) -> set[str]:
        """Keys of names that no list holds: those with every typed word among their own."""
        wanted = set(normalise_key(named.text).split())
        found = set()
        for kind in self._kinds(named):
            for surface in self._of(kind):
                if wanted and wanted <= set(surface.split()):
                    found.add(f"{kind}\t{surface}")
        if named.spoken and wanted:
            found.add(f"{Kind.PERSON}\t{normalise_key(named.text)}")
        return found

    def _unknown(self, named: Named, typed: str) -> Complaint:
        what = _FIELD_KINDS.get(named.kind, "name") if named.kind else "name"
        place = fold(typed).find(fold(named.text))
        start = place if 0 <= place <= len(typed) - len(named.text) else 0
        near = get_close_matches(fold(named.text), self.known(named.kind), n=1, cutoff=0.75)
        return Complaint(
            start,
            min(len(typed), start + len(named.text)) if place >= 0 else len(typed),
            f"No {what} called “{named.text}” in this collection",
            f"did you mean {display_name(near[0])}?" if near else "try it as a plain word",
        )

    def known(self, kind: Kind | None) -> list[str]:
        """Surfaces of this kind (None: of every kind) that occur in the index."""
        kinds: Iterable[str] = (kind,) if kind else self._surfaces
        return [surface for each in kinds for surface in self._of(each)]
