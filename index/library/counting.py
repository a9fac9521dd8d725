"""Names counted over documents, the spellings of one entity together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from index.library.naming import Naming
from index.models import Count, Mention


@dataclass(slots=True)
class _Tally:
    """One entity while it is counted; `forms` by stored key, how often each was written."""

    documents: int = 0
    mentions: int = 0
    forms: dict[str, Counter[str]] = field(default_factory=dict)


def entity_counts(
    mentions: Iterable[tuple[int, Mapping[str, Mention]]], day_of: Callable[[int], date | None], naming: Naming
) -> list[Count]:
    """Entities by how many documents mention them, the most first; hidden ones are left out.

    `mentions` gives, document by document, how often each mention key stands in it; `day_of` the day a document was
    published, by which offices mean people.
    """
    tallies: dict[str, _Tally] = {}
    for number, keys in mentions:
        seen = set()
        day = day_of(number)
        for key, mention in keys.items():
            id = naming.entity(key, day)
            tally = tallies.get(id)
            if tally is None:
                tally = tallies[id] = _Tally()
            tally.mentions += mention.times
            if mention.surface:
                forms = tally.forms.get(key)
                if forms is None:
                    forms = tally.forms[key] = Counter()
                forms[mention.surface] += mention.times
            seen.add(id)
        for id in seen:
            tallies[id].documents += 1
    hidden = naming.decided.hidden
    counts = (_count(id, tally, naming) for id, tally in tallies.items() if not hidden(id))
    return sorted(counts, key=lambda count: (-count.documents, -count.mentions, count.name))


def _count(id: str, tally: _Tally, naming: Naming) -> Count:
    entity = naming.gazetteer.entity(id)
    written = sum(tally.forms.values(), Counter())
    aliases = entity.aliases if entity else tuple(form for form, _ in written.most_common())
    own = tally.forms.get(naming.own_key(id), written)
    return Count(id, naming.label(id, own), naming.kind(id), tally.documents, tally.mentions, aliases)
