"""Names counted over documents, the spellings of one entity together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.library.naming import Naming
from index.models import Count


@dataclass(slots=True)
class _Tally:
    """One entity while it is counted."""

    key: str
    documents: int = 0
    mentions: int = 0
    surfaces: dict[str, None] = field(default_factory=dict)


def entity_counts(
    mentions: Iterable[tuple[int, Mapping[str, int]]], days: Mapping[int, date | None], naming: Naming
) -> list[Count]:
    """Entities by how many documents mention them, the most first.

    `mentions` gives, document by document, how often each mention key stands in it; `days` the day each document was
    published, by which offices mean people.
    """
    tallies: dict[str, _Tally] = {}
    for number, keys in mentions:
        seen = set()
        for key, times in keys.items():
            id = naming.entity(key, days[number])
            tally = tallies.setdefault(id, _Tally(key))
            tally.mentions += times
            tally.surfaces[key.partition("\t")[2]] = None
            seen.add(id)
        for id in seen:
            tallies[id].documents += 1
    counts = (_count(id, tally, naming) for id, tally in tallies.items())
    return sorted(counts, key=lambda count: (-count.documents, -count.mentions, count.name))


def _count(id: str, tally: _Tally, naming: Naming) -> Count:
    entity = naming.gazetteer.entity(id)
    aliases = entity.aliases if entity else tuple(tally.surfaces)
    kind = str(entity.kind) if entity else tally.key.partition("\t")[0]
    return Count(id, naming.label(id, tally.key), kind, tally.documents, tally.mentions, aliases)
