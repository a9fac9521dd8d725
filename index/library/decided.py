"""What the user decided about names: which entities are one, what they are called, of what kind, and which to hide.

Decisions are about entity ids, which a new index gives again, and are applied when asking. An id that nothing bears
now is kept and means nothing until it comes back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from index.names import normalise_key
from index.notebook import NameJudgement


class Decided:
    """The judgements of names in force; where two are about one entity, the later in the file holds."""

    def __init__(self, judgements: Iterable[NameJudgement] = ()) -> None:
        self._about: dict[str, NameJudgement] = {each.entity: each for each in judgements}
        self._final = {id: self._follow(id) for id, each in self._about.items() if each.into}
        self._members: dict[str, list[str]] = {}
        for id, final in self._final.items():
            if id != final:
                self._members.setdefault(final, []).append(id)
        self._ids = frozenset(id for own, each in self._about.items() for id in (own, each.into, *each.apart) if id)
        self._called = {
            id: frozenset(normalise_key(each.name).split()) for id, each in self._about.items() if each.name
        }

    def __bool__(self) -> bool:
        return bool(self._about)

    def __eq__(self, other: object) -> bool:
        return self._about == other._about if isinstance(other, Decided) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def _follow(self, id: str) -> str:
        """Where the merges lead. A circle, which only a hand can write, ends at its smallest id."""
        seen = [id]
        while (judgement := self._about.get(id)) is not None and judgement.into:
            id = judgement.into
            if id in seen:
                return min(seen[seen.index(id) :])
            seen.append(id)
        return id

    def final(self, id: str) -> str:
        """The entity that an id means after all merges."""
        return self._final.get(id, id)

    def members(self, id: str) -> tuple[str, ...]:
        """Every id that means the same entity, the entity's own first."""
        final = self.final(id)
        return (final, *self._members.get(final, ()))

    def merged(self) -> Mapping[str, str]:
        """Ids that were merged, each with the entity it means now."""
        return self._final

    def name(self, id: str) -> str:
        """What the entity is to be called, "" where nobody said."""
        judgement = self._about.get(id)
        return judgement.name if judgement else ""

    def kind(self, id: str) -> str:
        """What kind of name the entity is to be, "" where nobody said."""
        judgement = self._about.get(id)
        return judgement.kind if judgement else ""

    def hidden(self, id: str) -> bool:
        """Whether the entity is left out of lists."""
        judgement = self._about.get(id)
        return judgement is not None and judgement.hidden

    def all_hidden(self) -> Iterator[str]:
        """Entities that are left out of lists, whether the index knows them or not."""
        return (id for id, each in self._about.items() if each.hidden and self.final(id) == id)

    def apart(self, one: str, other: str) -> bool:
        """Whether the user said that two entities, or what was merged into them, are not one."""
        ours, theirs = self.members(one), self.members(other)
        return any(b in self._apart(a) or a in self._apart(b) for a in ours for b in theirs) if self._about else False

    def _apart(self, id: str) -> tuple[str, ...]:
        judgement = self._about.get(id)
        return judgement.apart if judgement else ()

    def ids(self) -> Collection[str]:
        """Every entity that anything was decided about, those that others are part of, or are not, included."""
        return self._ids

    def retyped(self) -> Iterator[str]:
        """Entities whose kind was decided."""
        return (id for id, each in self._about.items() if each.kind)

    def called(self, key: str) -> list[str]:
        """Entities that were given a name with every word of a mention key."""
        wanted = set(key.split())
        return [id for id, own in self._called.items() if wanted and wanted <= own]
