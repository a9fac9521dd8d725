"""Names and figures counted over documents, the spellings of one entity together.

A few documents are read one by one; of many their counts come from a `census`, which is taken when first asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol, TypeVar

from index.engine import Engine
from index.library.naming import Naming
from index.models import Annotation, Count, Mention

if TYPE_CHECKING:
    from index.library.census import FigureCensus, NameCensus

MANY = 300
"""Documents above which counts come from a census."""

_T = TypeVar("_T")


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
    return in_order(counts)


def _count(id: str, tally: _Tally, naming: Naming) -> Count:
    name, aliases = shown(id, tally.forms, naming)
    return Count(id, name, naming.kind(id), tally.documents, tally.mentions, aliases)


def shown(id: str, forms: Mapping[str, Mapping[str, int]], naming: Naming) -> tuple[str, tuple[str, ...]]:
    """What an entity is called, and how else, given how often each form of each of its stored keys was written."""
    own = forms.get(naming.own_key(id))
    if entity := naming.gazetteer.entity(id):
        return naming.label(id, own or {}), entity.aliases
    written: Counter[str] = Counter()
    for each in forms.values():
        written.update(each)
    aliases = tuple(sorted(written, key=lambda form: (-written[form], form)))
    return naming.label(id, written if own is None else own), aliases


def in_order(counts: Iterable[Count]) -> list[Count]:
    """Those in most documents first, then the most mentioned, then by name."""
    return sorted(counts, key=lambda count: (-count.documents, -count.mentions, count.name, count.value))


def figure_counts(figures: Iterable[tuple[int, Annotation]]) -> list[Count]:
    """Figures by their words, those in most documents first. `figures` come with the number of their document."""
    documents: dict[str, set[int]] = {}
    mentions: Counter[str] = Counter()
    kinds: dict[str, str] = {}
    for number, figure in figures:
        words = figure.words
        documents.setdefault(words, set()).add(number)
        mentions[words] += 1
        kinds.setdefault(words, str(figure.kind))
    found = [Count(words, words, kinds[words], len(documents[words]), mentions[words]) for words in documents]
    return sorted(found, key=lambda count: (-count.documents, -count.mentions))


class Looking(Protocol):
    """What is put around a stream that takes long: it may raise where nobody waits for it any more."""

    def __call__(self, stream: Iterable[_T], /) -> Iterable[_T]: ...


class Censuses:
    """What many documents' names and figures are counted by, kept from one state of an index to the next; None where
    that is older than what a census needs."""

    def __init__(self, looking: Looking) -> None:
        self._looking = looking
        self._names: NameCensus | None = None
        self._figures: FigureCensus | None = None
        self._names_of: tuple[Engine, int, Naming] | None = None
        self._figures_of: tuple[Engine, int] | None = None

    def names(self, engine: Engine, naming: Naming, day_of: Callable[[int], date | None]) -> NameCensus | None:
        """The census of names. `day_of` gives the day a document was published, by which offices mean people."""
        state = engine, engine.generation, naming
        if self._names_of != state:
            from index.library.census import NameCensus  # numpy, which a first screen does not wait for

            found = engine.occurrences("written")
            if found is None or self._names is None or not self._names.understands(naming):
                self._names = None if found is None else NameCensus(naming, day_of)
            if self._names is not None and found is not None:
                self._names.take(found, naming, self._looking)
            self._names_of = state
        return self._names

    def figures(self, engine: Engine) -> FigureCensus | None:
        """The census of figures."""
        state = engine, engine.generation
        if self._figures_of != state:
            from index.library.census import FigureCensus

            found = engine.occurrences("said")
            self._figures = None if found is None else self._figures or FigureCensus()
            if self._figures is not None and found is not None:
                self._figures.take(found, self._looking)
            self._figures_of = state
        return self._figures
