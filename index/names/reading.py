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
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import Any

from .. import rule_files, strict_yaml
from ..errors import SettingsError
from ..models import Kind
from .entities import Entity, Holder, Office
from .keys import normalise_key

_KINDS = {k.value: k for k in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)}
MOST_BYTES = 64 << 20  # a hundred thousand names are an eighth of it
_SLUG = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def parse(name: str, text: str) -> Any:
    """A YAML text as Python values; raises `SettingsError` with the line of the fault."""
    import yaml

    try:
        strict_yaml.check(text, most=None)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except strict_yaml.YamlError as error:
        raise SettingsError(f"{name} is not valid YAML in line {error.line}", error.message) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: an impossible date such as 2021-02-30
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        where = f" in line {line + 1}" if line is not None else ""
        raise SettingsError(f"{name} is not valid YAML{where}", str(error).splitlines()[0]) from error


@cache
def places() -> Any:
    """The table of places: {"places": [[English, Russian, Kyrgyz], ...], "ambiguous": [...]}."""
    return rule_files.load("index.names", "places.yaml")


def with_places(entities: Mapping[str, Entity]) -> list[Entity]:
    """The places table beneath curated entities: a curated place with one of its English names takes it over."""
    merged = dict(entities)
    owner = {normalise_key(a): e.id for e in entities.values() if e.kind is Kind.PLACE for a in e.aliases}
    for english, russian, kyrgyz in places()["places"]:
        aliases = (*english, *russian, *kyrgyz)
        id = next((owner[k] for a in english if (k := normalise_key(a)) in owner), None)
        if id is None:
            id = re.sub(r"[^\w]+", "-", english[0].lower()).strip("-")
            while id in merged:
                id += "-place"
            merged[id] = Entity(id, english[0], Kind.PLACE, aliases)
        else:
            merged[id] = merged[id]._replace(aliases=tuple(dict.fromkeys((*merged[id].aliases, *aliases))))
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


def merge(name: str, data: Any, entities: dict[str, Entity], offices: dict[str, Office]) -> None:
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
    for earlier, later in pairwise(ordered):
        if earlier.end is None or (later.first or date.min) < earlier.end:
            raise _fail(
                name,
                f"{earlier.person} and {later.person} hold {office} on the same day ({later.first})",
                "'to' is the successor's first day",
            )
