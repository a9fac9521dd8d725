"""The curated names: people, organisations, places with their spellings, and offices whose holder depends on the day.

Files are YAML with two lists, `entities` and `offices`:

    entities:
      - {id: vladimir-putin, name: Vladimir Putin, kind: person, aliases: {en: [Putin], ru: [Путин]}}
    offices:
      - id: president-of-russia
        title: President of Russia
        aliases: {en: [Russian President], ru: [президент России]}
        holders:
          - {person: dmitry-medvedev, from: 2008-05-07, to: 2012-05-07}

`from` is a holder's first day. `to` is the first day of whoever follows, so it is **not** the holder's own last day: a
day of change belongs to the successor. Either may be missing (open end). `acting: true` marks one who stood in.
Russian and Kyrgyz case forms are reached by rule (`keys.stem`) and are not listed.

Beneath every gazetteer lies `places.yaml`, the table of countries, capitals and large cities.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from ..errors import SettingsError
from ..models import Kind
from .keys import normalise_key, parse_id

_KINDS = {k.value: k for k in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)}
_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
Days = tuple[str, date | None, date | None]


@dataclass(frozen=True, slots=True)
class Tenure:
    """One stay in an office, as seen from the person: first and last day inclusive, None where open."""

    office: str
    title: str
    first: date | None = None
    last: date | None = None
    acting: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something with a stable id. `aliases` are all spellings in all languages, `name` first."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    offices: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office: `first` inclusive, `end` exclusive (the successor's first day), None where open."""

    person: str
    first: date | None = None
    end: date | None = None
    acting: bool = False

    def on(self, day: date) -> bool:
        """Whether this holder is in office on `day`."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """A title that means another person at another time."""

    id: str
    title: str
    aliases: tuple[str, ...]
    holders: tuple[Holder, ...] = field(default=())

    def holder(self, day: date) -> Holder | None:
        """Who holds the office on `day`; the day of a change belongs to the successor."""
        return next((h for h in reversed(self.holders) if h.on(day)), None)


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling as the matcher needs it: the words, their mention key, what they may name."""

    surface: str
    key: str
    kind: Kind
    office: bool = False


class Gazetteer:
    """Spellings to entities and back. Immutable; build one with `load`, `bundled` or from entities and offices."""

    def __init__(
        self, entities: Iterable[Entity] = (), offices: Iterable[Office] = (), ambiguous: Iterable[str] = ()
    ) -> None:
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
        self._entities: dict[str, Entity] = {
            e.id: replace(e, offices=tuple(tenures[e.id])) if e.id in tenures else e for e in entities
        }
        self._by_key: dict[str, list[str]] = {}
        for entity in self._entities.values():
            for alias in entity.aliases:
                ids = self._by_key.setdefault(normalise_key(alias), [])
                if entity.id not in ids:
                    ids.append(entity.id)
        self._by_word: dict[str, set[str]] | None = None

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
        entities: dict[str, Entity] = {}
        offices: dict[str, Office] = {}
        for name, text in texts:
            _merge(name, _yaml(name, text), entities, offices)
        return cls(_with_places(entities), offices.values(), _places()["ambiguous"])

    def entity(self, id: str) -> Entity | None:
        """The entity of a gazetteer id."""
        return self._entities.get(id)

    def entities(self) -> Iterator[Entity]:
        """All entities, in the order of their files."""
        return iter(self._entities.values())

    def office(self, key: str) -> Office | None:
        """The office a mention key speaks of."""
        return self._offices.get(key)

    def resolve(self, key: str, kind: Kind | None = None, day: date | None = None) -> Entity | None:
        """The entity a mention key means, or None.

        An office means its holder on `day`, nobody without one. `kind` None or `Kind.NAME` accepts any kind; a key
        that several entities of the kind share means none of them.
        """
        any_kind = kind is None or kind is Kind.NAME
        found = [
            e for id in self._by_key.get(key, ()) for e in (self._entities[id],) if any_kind or e.kind is kind
        ]
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
        return list(dict.fromkeys(id for key in keys for id in self._by_key.get(key, ())))

    def _subset(self, keys: Sequence[str]) -> list[str]:
        if self._by_word is None:
            self._by_word = {}
            for key in self._by_key:
                for word in key.split():
                    self._by_word.setdefault(word, set()).add(key)
        found: dict[str, None] = {}
        for key in keys:
            sets = [self._by_word.get(word, set()) for word in key.split()]
            for hit in sorted(set.intersection(*sets)) if sets else ():
                found.update(dict.fromkeys(self._by_key[hit]))
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

    def surface_forms(self) -> Iterator[Form]:
        """Every spelling of every entity and office, for the matcher."""
        for entity in self._entities.values():
            for alias in entity.aliases:
                yield Form(alias, normalise_key(alias), entity.kind)
        for office in self.offices:
            for alias in office.aliases:
                yield Form(alias, normalise_key(alias), Kind.PERSON, office=True)


@cache
def bundled() -> Gazetteer:
    """The gazetteer that ships with Dossier: seeds/names.yaml over the table of places. Read once."""
    return Gazetteer.load()


# --- Reading ----------------------------------------------------------------------------------------------


def _yaml(name: str, text: str) -> Any:
    import yaml

    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an impossible date such as 2021-02-30
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" in line {line + 1}" if line is not None else ""
        raise SettingsError(f"{name} is not valid YAML{where}", str(error).splitlines()[0]) from error


@cache
def _places() -> Any:
    return _yaml("places.yaml", files(__package__).joinpath("places.yaml").read_text("utf-8"))


def _with_places(entities: Mapping[str, Entity]) -> list[Entity]:
    """The places table beneath curated entities: a curated place with one of its English names takes it over."""
    merged = dict(entities)
    owner = {normalise_key(a): e.id for e in entities.values() if e.kind is Kind.PLACE for a in e.aliases}
    for english, russian, kyrgyz in _places()["places"]:
        aliases = (*english, *russian, *kyrgyz)
        id = next((owner[k] for a in english if (k := normalise_key(a)) in owner), None)
        if id is None:
            id = re.sub(r"[^\w]+", "-", english[0].lower()).strip("-")
            while id in merged:
                id += "-place"
            merged[id] = Entity(id, english[0], Kind.PLACE, aliases)
        else:
            merged[id] = replace(merged[id], aliases=tuple(dict.fromkeys((*merged[id].aliases, *aliases))))
        for alias in aliases:
            owner.setdefault(normalise_key(alias), id)
    return list(merged.values())


def _fail(name: str, what: str, hint: str = "") -> SettingsError:
    return SettingsError(f"{name}: {what}", hint)


def _nearest(word: object, known: Iterable[str]) -> str:
    options = list(known)
    close = get_close_matches(str(word), options, 1)
    return f"did you mean {close[0]!r}?" if close else "known: " + ", ".join(options[:8])


def _fields(name: str, item: Any, what: str, allowed: Sequence[str], needed: Sequence[str]) -> Mapping[str, Any]:
    if not isinstance(item, dict):
        raise _fail(name, f"{what} should be a mapping, not {item!r}", f"write {', '.join(needed)} as keys")
    for key in item:
        if key not in allowed:
            raise _fail(name, f"{what} has an unknown key {key!r}", _nearest(key, allowed))
    for key in needed:
        if item.get(key) in (None, ""):
            raise _fail(name, f"{what} lacks {key!r}", f"needed: {', '.join(needed)}")
    return item


def _list(name: str, value: Any, what: str) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise _fail(name, f"{what} should be a list, not {value!r}", "begin each line with '- '")
    return value


def _aliases(name: str, value: Any, what: str) -> list[str]:
    if value is None:
        return []
    if isinstance(value, list):
        value = {"": value}
    if not isinstance(value, dict):
        raise _fail(name, f"aliases of {what} should be lists by language", "for example {en: [Putin], ru: [Путин]}")
    found: list[str] = []
    for language, names in value.items():
        for alias in _list(name, names, f"aliases.{language} of {what}"):
            if not isinstance(alias, str):
                raise _fail(name, f"alias {alias!r} of {what} is not text", "put it in quotes")
            if normalise_key(alias):
                found.append(alias)
    return found


def _slug(name: str, value: Any, what: str) -> str:
    if not isinstance(value, str) or not _SLUG.fullmatch(value):
        raise _fail(name, f"id {value!r} of {what} is not a slug", "letters and digits joined by hyphens")
    return value


def _day(name: str, value: Any, what: str) -> date | None:
    if value is None:
        return None
    if not isinstance(value, date) or not hasattr(value, "toordinal") or hasattr(value, "hour"):
        raise _fail(name, f"{what} is {value!r}, not a day", "write it as 2021-01-28")
    return value


def _merge(name: str, data: Any, entities: dict[str, Entity], offices: dict[str, Office]) -> None:
    """Read one file's mapping into `entities` and `offices`, checking everything a person may get wrong."""
    if data is None:
        return
    top = _fields(name, data, "the file", ("entities", "offices"), ())
    own: set[str] = set()
    for number, raw in enumerate(_list(name, top.get("entities"), "entities"), 1):
        item = _fields(name, raw, f"entity {number}", ("id", "name", "kind", "aliases"), ("id", "name", "kind"))
        id = _slug(name, item["id"], f"entity {number}")
        if id in own:
            raise _fail(name, f"two entities have the id {id!r}", "join them, or give one another id")
        own.add(id)
        if not isinstance(item["kind"], str) or item["kind"] not in _KINDS:
            raise _fail(name, f"kind {item['kind']!r} of {id} is unknown", _nearest(item["kind"], _KINDS))
        if not isinstance(item["name"], str):
            raise _fail(name, f"name {item['name']!r} of {id} is not text", "put it in quotes")
        names = [item["name"], *_aliases(name, item.get("aliases"), id)]
        if id in entities:
            names += entities[id].aliases
        entities[id] = Entity(id, item["name"], _KINDS[item["kind"]], tuple(dict.fromkeys(names)))
    for number, raw in enumerate(_list(name, top.get("offices"), "offices"), 1):
        what = f"office {number}"
        item = _fields(name, raw, what, ("id", "title", "aliases", "holders"), ("id", "title"))
        id = _slug(name, item["id"], what)
        names = [str(item["title"]), *_aliases(name, item.get("aliases"), id)]
        if id in offices:
            names += offices[id].aliases
        holders = tuple(_holder(name, h, id, entities) for h in _list(name, item.get("holders"), f"holders of {id}"))
        _check_overlap(name, id, holders)
        offices[id] = Office(id, str(item["title"]), tuple(dict.fromkeys(names)), holders)


def _holder(name: str, raw: Any, office: str, entities: Mapping[str, Entity]) -> Holder:
    what = f"a holder of {office}"
    item = _fields(name, raw, what, ("person", "from", "to", "acting"), ("person",))
    person = item["person"]
    if person not in entities:
        raise _fail(name, f"{what} is {person!r}, who is no entity", _nearest(person, entities))
    first = _day(name, item.get("from"), f"'from' of {person} as {office}")
    end = _day(name, item.get("to"), f"'to' of {person} as {office}")
    if first and end and end <= first:
        raise _fail(name, f"{person} leaves {office} on {end}, before beginning on {first}", "'to' is exclusive")
    if not isinstance(item.get("acting", False), bool):
        raise _fail(name, f"'acting' of {person} as {office} is {item['acting']!r}", "write true or false")
    return Holder(str(person), first, end, bool(item.get("acting", False)))


def _check_overlap(name: str, office: str, holders: Sequence[Holder]) -> None:
    ordered = sorted(holders, key=lambda h: h.first or date.min)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if earlier.end is None or (later.first or date.min) < earlier.end:
            raise _fail(
                name,
                f"{earlier.person} and {later.person} hold {office} on the same day ({later.first})",
                "'to' is the successor's first day",
            )
