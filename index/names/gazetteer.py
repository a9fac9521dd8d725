"""Spellings to entities and back, offices by day. The files it is built from are explained in `reading`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from .. import strict_yaml
from ..errors import SettingsError
from ..models import Kind
from .compiled import Stored, keep, restored, source_digest
from .entities import Days, Entity, Form, Office, Tenure
from .keys import normalise_key, parse_id, plain_keys
from .lines import entries
from .reading import MOST_BYTES, merge, parse, places, with_places


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
        stored: Stored | None = None,
    ) -> None:
        """`stored` is all of it as it was kept before (`compiled`), in place of the rest."""
        if stored is not None:
            offices, ambiguous = stored.offices, stored.ambiguous
        self.offices: tuple[Office, ...] = tuple(offices)
        self.ambiguous: frozenset[str] = frozenset(normalise_key(a) for a in ambiguous)
        self._tenures: dict[str, list[Tenure]] = {}
        self._offices: dict[str, Office] = {}
        for office in self.offices:
            for alias in office.aliases:
                self._offices.setdefault(normalise_key(alias), office)
            for h in office.holders:
                last = h.end - timedelta(1) if h.end else None
                self._tenures.setdefault(h.person, []).append(Tenure(office.id, office.title, h.first, last, h.acting))
        # Flat lists and whole passes: a loop of Python over each of 100,000 spellings would double the time of loading.
        self._stored = stored
        self._made: dict[str, Entity] = {}
        if stored is not None:
            self._rows = dict(zip(stored.ids, range(len(stored.ids)), strict=True))
            self.spellings = Spellings(stored.surfaces, stored.keys, stored.owners, stored.odd)
        else:
            self._made = {e.id: e for e in entities}
            for id in self._tenures.keys() & self._made.keys():
                self._made[id] = self._made[id]._replace(offices=tuple(self._tenures[id]))
            self._rows = dict(zip(self._made, range(len(self._made)), strict=True))
            surfaces = [alias for e in self._made.values() for alias in e.aliases]
            keys, odd = plain_keys(surfaces)
            for index in odd:
                keys[index] = normalise_key(surfaces[index])
            self.spellings = Spellings(surfaces, keys, [e.id for e in self._made.values() for _ in e.aliases], odd)
        keys, owners = self.spellings.keys, self.spellings.owners
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
                texts.append((str(path), strict_yaml.text_of(path, MOST_BYTES)))
            except strict_yaml.YamlError as error:
                raise SettingsError(f"{path} is {error.message}", "put a file of names there") from error
            except (OSError, UnicodeDecodeError) as error:
                raise SettingsError(f"{path} cannot be read: {error}", "it should be a UTF-8 YAML file") from error
        digest = source_digest(texts)
        if (stored := restored(digest)) is not None:
            return cls(stored=stored)
        entities: dict[str, Entity] = {}
        offices: dict[str, Office] = {}
        for name, text in texts:
            merge(name, entries(text, partial(parse, name)) or parse(name, text), entities, offices)
        ambiguous = places()["ambiguous"]
        made = cls(with_places(entities), offices.values(), ambiguous)
        keep(digest, list(made.entities()), made.offices, ambiguous, made.spellings.keys, made.spellings.odd)
        return made

    def _bearers(self, key: str) -> Sequence[str]:
        """Ids of the entities that a mention key names."""
        owner = self._owner.get(key)
        return () if owner is None else self._sharers.get(key) or (owner,)

    def entity(self, id: str) -> Entity | None:
        """The entity of a gazetteer id."""
        found = self._made.get(id)
        if found is None and self._stored is not None and (row := self._rows.get(id)) is not None:
            found = self._stored.entity(row)._replace(offices=tuple(self._tenures.get(id, ())))
            self._made[id] = found
        return found

    def _known(self, ids: Iterable[str]) -> Iterator[Entity]:
        return (entity for id in ids if (entity := self.entity(id)))

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order of their files."""
        return self._known(self._rows)

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
        if day is None and key not in self._owner:  # most keys of a text
            return None
        any_kind = kind is None or kind is Kind.NAME
        ids = self._bearers(key)
        found = [e for e in self._known(ids) if any_kind or e.kind is kind] if ids else []
        if found:
            return found[0] if len(found) == 1 else None
        if day is not None and (any_kind or kind is Kind.PERSON) and (office := self._offices.get(key)):
            holder = office.holder(day)
            return self.entity(holder.person) if holder else None
        return None

    def lookup(self, typed: str, kind: Kind | None = None) -> list[Entity]:
        """Entities that typed text may mean, in any script and case form: whole aliases first; only where none
        matches, names that hold every typed word."""
        wanted = [k for k in dict.fromkeys((normalise_key(typed), normalise_key(typed, "ky"))) if k]
        any_kind = kind is None or kind is Kind.NAME
        for ids in (self._exact(wanted), self._subset(wanted)):
            found = [e for e in self._known(ids) if any_kind or e.kind is kind]
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
            for entity in self.entities():
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
        entity = self.entity(entity_id)
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
        entity = self.entity(self.spellings.owners[index])
        assert entity is not None
        return Form(surface, key, entity.kind)

    def office_forms(self) -> Iterator[Form]:
        """Every spelling of every office, for the matcher."""
        for office in self.offices:
            for alias in office.aliases:
                yield Form(alias, normalise_key(alias), Kind.PERSON, office=True)


@cache
def bundled() -> Gazetteer:
    """The gazetteer that ships with Dossier: seeds/names.yaml over the table of places. Read once."""
    return Gazetteer.load()
