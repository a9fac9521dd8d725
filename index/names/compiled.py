"""A gazetteer as it was read, kept in the cache folder, from where 100,000 names are there again in a sixth of a second
(`lines` takes one, YAML ten).

One JSON file per state of the sources, named by their digest, into which goes the code that reads them: whatever
changes, the file is another. Nothing in it is executed; one that is damaged, or of another shape, is passed over. Its
columns are long texts, cut at a zero (rows) and at a unit separator (the spellings of a row), which is several times
faster than an array of arrays.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from ..durable import replace_text
from ..folders import cache_folder
from ..models import Kind
from .entities import Entity, Holder, Office

FOLDER = "names"
_KEPT = 8  # files; one per collection with names of its own, and one without
_ROW, _PART = "\0", "\x1f"
_KINDS = {str(kind): kind for kind in (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE)}


class Stored(NamedTuple):
    """What a gazetteer is made of: a list for each field of its entities, `aliases` of each joined by a separator; of
    all spellings in order the words, the mention keys and the entities' ids, and the indexes of those that are not
    their own keys yet (`keys.plain_keys`); offices, and ambiguous names."""

    ids: list[str]
    names: list[str]
    kinds: list[str]
    aliases: list[str]
    surfaces: list[str]
    keys: list[str]
    owners: list[str]
    odd: list[int]
    offices: Sequence[Office]
    ambiguous: Sequence[str]

    def entity(self, row: int) -> Entity:
        """One of the entities, without its offices: 100,000 are not made before somebody asks for them."""
        aliases = tuple(self.aliases[row].split(_PART))
        return Entity(self.ids[row], self.names[row], _KINDS[self.kinds[row]], aliases)


@cache
def _rules() -> bytes:
    """A digest of the code and tables of this package."""
    own = hashlib.sha256()
    for each in sorted(files(__package__).iterdir(), key=lambda each: each.name):
        if each.name.endswith((".py", ".yaml")):
            own.update(each.read_bytes())
    return own.digest()


def source_digest(texts: Iterable[tuple[str, str]]) -> str:
    """The digest of names.yaml files, given as (file, text), and of everything that reads them."""
    digest = hashlib.sha256(_rules())
    for _, text in texts:
        digest.update(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest())
    return digest.hexdigest()[:32]


def _path(digest: str) -> Path:
    return cache_folder() / FOLDER / f"{digest}.json"


def keep(
    digest: str,
    entities: Sequence[Entity],
    offices: Sequence[Office],
    ambiguous: Sequence[str],
    keys: Sequence[str],
    odd: Sequence[int],
) -> None:
    """Write a gazetteer for the next time, and remove the oldest of those kept. A cache that cannot be written is none:
    nothing is raised."""
    columns = [
        [e.id for e in entities],
        [e.name for e in entities],
        [str(e.kind) for e in entities],
        [_PART.join(e.aliases) for e in entities],
        keys,
    ]
    parts = sum(len(e.aliases) for e in entities)
    joined = list(map(_ROW.join, columns))
    if any(text.count(_ROW) != max(0, len(rows) - 1) for text, rows in zip(joined, columns, strict=True)):
        return  # somebody's name holds a zero
    if not entities or joined[3].count(_PART) != parts - len(entities) or not all(e.aliases for e in entities):
        return
    held = [
        (o.id, o.title, o.aliases, [(h.person, _iso(h.first), _iso(h.end), h.acting) for h in o.holders])
        for o in offices
    ]
    data = {"entities": joined, "odd": list(odd), "offices": held, "ambiguous": list(ambiguous)}
    path = _path(digest)
    try:
        replace_text(path, json.dumps(data, ensure_ascii=False))
        known = sorted(path.parent.glob("*.json"), key=lambda each: each.stat().st_mtime)
        for old in known[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, UnicodeEncodeError):
        return


def restored(digest: str) -> Stored | None:
    """The gazetteer kept under a digest; None where there is none that can be read."""
    try:
        data = json.loads(_path(digest).read_bytes())
        ids, names, kinds, aliases, keys = (text.split(_ROW) for text in data["entities"])
        surfaces = data["entities"][3].replace(_PART, _ROW).split(_ROW)
        odd = list(map(int, data["odd"]))
        if len({len(ids), len(names), len(kinds), len(aliases)}) != 1 or len(keys) != len(surfaces):
            return None
        if not _KINDS.keys() >= set(kinds) or (odd and not 0 <= min(odd) <= max(odd) < len(keys)):
            return None
        owners = ids
        if len(surfaces) > len(ids):
            owners = [id for id, row in zip(ids, aliases, strict=True) for _ in range(row.count(_PART) + 1)]
        offices = [_office(each) for each in data["offices"]]
        ambiguous = list(map(str, data["ambiguous"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return Stored(ids, names, kinds, aliases, surfaces, keys, owners, odd, offices, ambiguous)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _office(row: Any) -> Office:
    id, title, aliases, holders = row
    held = tuple(Holder(str(who), _day(first), _day(end), bool(acting)) for who, first, end, acting in holders)
    return Office(str(id), str(title), tuple(map(str, aliases)), held)
