"""Spellings to entities and back, offices by day. The files it is built from are explained in `reading`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from ..errors import SettingsError
from ..models import Kind
from .compiled import Compiled, Stored, keep, restored, source_digest
from .entities import Days, Entity, Form, Office, Tenure
from .keys import normalise_key, parse_id, plain_keys
from .reading import merge, parse, places, with_places


class Spellings(NamedTuple):
    """Every spelling of every entity in lists of one length: the words, their mention keys, the entities' ids; and the
    indexes of those whose key is not just the spelling folded and stemmed."""

    surfaces: list[str]
    keys: list[str]
    owners: list[str]
    odd: list[int]


class Gazetteer:
    """Spellings to entities and back. Immutable; build one with `load`, `bundled` or from entities and offices."""

    def __init__(
        self,
        entities: Iterable[Entity] = (),
        offices: Iterable[Office] = (),
        ambiguous: Iterable[str] = (),
        *,
        compiled: Compiled | None = None,
    ) -> None:
        """`compiled` are the keys of the entities' spellings where they are known from before (`compiled.py`)."""
        self.offices: tuple[Office, ...] = tuple(offices)
        self.ambiguous: frozenset[str] = frozenset(normalise_key(a) for a in ambiguous)
        tenures: dict[str, list[Tenure]] = {}
        self._offices: dict[str, Office] = {}
        for office in self.offices:
            for alias in office.aliases:
                self._offices.setdefault(normalise_key(alias), office)
            for h in office.holders:
                last = h.end - timedelta(1) if h.end else None
                tenures.setdefault(h.person, []).append(Tenure(office.id, office.title, h.first, last, h.acting))
        self._entities: dict[str, Entity] = {e.id: e for e in entities}
        listed = list(self._entities.values())
        for id in tenures.keys() & self._entities.keys():
            self._entities[id] = self._entities[id]._replace(offices=tuple(tenures[id]))
        # Flat lists and whole passes: a loop of Python over each of 100,000 spellings would double the time of loading.
        surfaces = [alias for e in listed for alias in e.aliases]
        owners = [e.id for e in listed for _ in e.aliases]
        if compiled is None:
            keys, odd = plain_keys(surfaces)
            for index in odd:
                keys[index] = normalise_key(surfaces[index])
            compiled = Compiled(keys, odd)
        self.compiled = compiled
        self.spellings = Spellings(surfaces, compiled.keys, owners, compiled.odd)
        keys = compiled.keys
        self._owner: dict[str, str] = dict(zip(reversed(keys), reversed(owners), strict=True))  # the first of each key
        self._sharers: dict[str, list[str]] = {}  # all of them, where there are several
        if len(self._owner) < len(keys):
            for key, id in zip(keys, owners, strict=True):
                owner = self._owner[key]
                if owner != id:
                    sharers = self._sharers.setdefault(key, [owner])
                    if id not in sharers:
                        sharers.append(id)
        self._by_word: dict[str, set[str]] | None = None
        self._by_kyrgyz: dict[str, list[str]] | None = None

    @classmethod
    def load(cls, *paths: Path, bundled: bool = True) -> Gazetteer:
        """Read names.yaml files over the bundled one (unless `bundled` is False) and the table of places.

        An entity or office of a later file replaces the name, kind and holders of an earlier one with its id and
        adds its aliases. Raises `SettingsError` naming the file and the fault; a missing file is one.
        """
        texts: list[tuple[str, str]] = []
        if bundled:
            texts.append(("names.yaml (bundled)", files("seeds").joinpath("names.yaml").read_text("utf-8")))
        for path in paths:
            try:
                texts.append((str(path), path.read_text("utf-8")))
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(f"{path} cannot be read: {error}", "it should be a UTF-8 YAML file") from error
        digest = source_digest(texts)
        if (stored := restored(digest)) is not None:
            return cls(stored.entities, stored.offices, stored.ambiguous, compiled=stored.compiled)
        entities: dict[str, Entity] = {}
        offices: dict[str, Office] = {}
        for name, text in texts:
            merge(name, parse(name, text), entities, offices)
        ambiguous = places()["ambiguous"]
        made = cls(with_places(entities), offices.values(), ambiguous)
        keep(digest, Stored(list(made.entities()), list(made.offices), ambiguous, made.compiled))
        return made

    def _bearers(self, key: str) -> Sequence[str]:
        """Ids of the entities that a mention key names."""
        owner = self._owner.get(key)
        return () if owner is None else self._sharers.get(key) or (owner,)

    def entity(self, id: str) -> Entity | None:
        """The entity of a gazetteer id."""
        return self._entities.get(id)

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order of their files."""
        return iter(self._entities.values())

    def office(self, key: str) -> Office | None:
        """The office a mention key speaks of."""
        return self._offices.get(key)

    def office_keys(self, office: Office) -> list[str]:
        """Every mention key that speaks of an office."""
        return list(dict.fromkeys(normalise_key(alias) for alias in office.aliases))

    def resolve(self, key: str, kind: Kind | None = None, day: date | None = None) -> Entity | None:
        """The entity a mention key means, or None.

        An office means its holder on `day`, nobody without one. `kind` None or `Kind.NAME` accepts any kind; a key
        that several entities of the kind share means none of them.
        """
        any_kind = kind is None or kind is Kind.NAME
        found = [e for id in self._bearers(key) for e in (self._entities[id],) if any_kind or e.kind is kind]
        if found:
            return found[0] if len(found) == 1 else None
        if day is not None and (any_kind or kind is Kind.PERSON) and (office := self._offices.get(key)):
            holder = office.holder(day)
            return self._entities.get(holder.person) if holder else None
        return None

    def lookup(self, typed: str, kind: Kind | None = None) -> list[Entity]:
        """Entities that typed text may mean, in any script and case form: whole aliases first; only where none
        matches, names that hold every typed word."""
        wanted = [k for k in dict.fromkeys((normalise_key(typed), normalise_key(typed, "ky"))) if k]
        any_kind = kind is None or kind is Kind.NAME
        for ids in (self._exact(wanted), self._subset(wanted)):
            found = [e for e in (self._entities[id] for id in ids) if any_kind or e.kind is kind]
            if found:
                return found
        return []

    def _exact(self, keys: Sequence[str]) -> list[str]:
        found = dict.fromkeys(id for key in keys for id in self._bearers(key))
        if not found and len(keys) > 1:  # the two ways of stemming differ: it may be a Kyrgyz case form
            found = dict.fromkeys(self._kyrgyz().get(keys[1], ()))
        return list(found)

    def _kyrgyz(self) -> dict[str, list[str]]:
        """Entities by their spellings stemmed as Kyrgyz; made when first asked for."""
        if self._by_kyrgyz is None:
            self._by_kyrgyz = {}
            for entity in self._entities.values():
                for alias in entity.aliases:
                    if not alias.isascii():
                        self._by_kyrgyz.setdefault(normalise_key(alias, "ky"), []).append(entity.id)
        return self._by_kyrgyz

    def _subset(self, keys: Sequence[str]) -> list[str]:
        if self._by_word is None:
            self._by_word = {}
            for key in self._owner:
                for word in key.split():
                    self._by_word.setdefault(word, set()).add(key)
        found: dict[str, None] = {}
        for key in keys:
            sets = [self._by_word.get(word, set()) for word in key.split()]
            for hit in sorted(set.intersection(*sets)) if sets else ():
                found.update(dict.fromkeys(self._bearers(hit)))
        return list(found)

    def keys(self, entity_id: str) -> list[Days]:
        """Every mention key that means the entity, with the first and last day (inclusive) on which it does.

        Names always do (None, None); an office only during a tenure. An id made by `keys.entity_id` answers its key;
        an unknown id answers nothing.
        """
        entity = self._entities.get(entity_id)
        if entity is None:
            parsed = parse_id(entity_id)
            return [(parsed[1], None, None)] if parsed else []
        found: dict[Days, None] = {(normalise_key(a), None, None): None for a in entity.aliases}
        offices = {o.id: o for o in self.offices}
        for tenure in entity.offices:
            for alias in offices[tenure.office].aliases:
                found[(normalise_key(alias), tenure.first, tenure.last)] = None
        return list(found)

    def form(self, index: int) -> Form:
        """What one of the `spellings` may name."""
        surface, key = self.spellings.surfaces[index], self.spellings.keys[index]
        return Form(surface, key, self._entities[self.spellings.owners[index]].kind)

    def office_forms(self) -> Iterator[Form]:
        """Every spelling of every office, for the matcher."""
        for office in self.offices:
            for alias in office.aliases:
                yield Form(alias, normalise_key(alias), Kind.PERSON, office=True)


@cache
def bundled() -> Gazetteer:
    """The gazetteer that ships with Dossier: seeds/names.yaml over the table of places. Read once."""
    return Gazetteer.load()
