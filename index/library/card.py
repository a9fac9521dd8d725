"""What is known of one name, and what joins two: over the documents that mention them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TypeVar

from index.annotators import reference_day
from index.engine import Engine
from index.library.counting import Looking
from index.library.naming import Naming
from index.marking import sentence_at
from index.models import NAMES, Among, And, Annotation, Mentioned, Not, Or, Order, Query, Row, Snippet, Span
from index.names import Tenure
from index.timex import interval

_T = TypeVar("_T")
_SENTENCES = 8
_BESIDE = 12
_BESIDE_IN = 1000  # documents in which others are counted, the newest
_READ = 400  # documents whose sentences are looked through, the newest


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a document that names somebody: `start` to `end` are the words in the document's text."""

    row: Row
    snippet: Snippet
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Another name, and in how many of the documents it stands too."""

    id: str
    name: str
    kind: str
    documents: int


@dataclass(frozen=True, slots=True)
class Card:
    """One entity. `forms` as written, with how often; `years` how often it is mentioned by year of publication, without
    gaps; `first` and `last` the earliest and latest dated documents; `merged` what the user made part of it."""

    id: str
    name: str
    kind: str
    listed: bool
    documents: int
    mentions: int
    forms: Sequence[tuple[str, int]] = ()
    offices: Sequence[Tenure] = ()
    merged: Sequence[str] = ()
    first: Row | None = None
    last: Row | None = None
    years: Sequence[tuple[int, int]] = ()
    beside: Sequence[Beside] = ()
    sentences: Sequence[Place] = ()


@dataclass(frozen=True, slots=True)
class Joined:
    """Two entities: in how many documents both stand, and the sentences that name both, the newest first."""

    a: str
    b: str
    names: tuple[str, str]
    kinds: tuple[str, str]
    documents: int
    sentences: Sequence[Place] = ()


class Cards:
    """Makes cards for one state of an index; `looking` stops a stream that was overtaken; documents `hidden` by the
    user count nowhere."""

    def __init__(self, engine: Engine, naming: Naming, looking: Looking, hidden: frozenset[str] = frozenset()) -> None:
        self._hidden = hidden
        self._engine = engine
        self._naming = naming
        self._looking = looking

    def card(self, id: str) -> Card:
        """What is known of an entity; one without documents where it is mentioned nowhere."""
        naming = self._naming
        id = naming.decided.final(id)
        entity = naming.gazetteer.entity(id)
        rows = self._rows(id)
        forms: Counter[str] = Counter()
        beside: Counter[str] = Counter()
        times: dict[int, int] = {}
        keys = frozenset(key for several, *_ in naming.keys(id) for key in several)
        for number, mentions in self._looking(self._engine.mentions(list(rows))):
            own = 0
            day = reference_day(rows[number].published)
            for key in keys & mentions.keys():
                if naming.entity(key, day) == id:
                    own += mentions[key].times
                    if mentions[key].surface:
                        forms[mentions[key].surface] += mentions[key].times
            if own:
                times[number] = own
                if len(times) <= _BESIDE_IN:
                    beside.update({naming.entity(key, day) for key in mentions.keys() - keys} - {id})
        shown = [rows[number] for number in times]
        others = sorted(beside.items(), key=lambda each: (-each[1], each[0]))
        most = islice((each for each in others if not naming.decided.hidden(each[0])), _BESIDE)
        dated = sorted((row for row in shown if interval(row.published)), key=_day)
        return Card(
            id,
            naming.name(id),
            naming.kind(id),
            entity is not None,
            len(times),
            sum(times.values()),
            forms.most_common(),
            sorted(entity.offices, key=lambda tenure: tenure.first or date.min) if entity else (),
            [naming.undecided_name(each) for each in naming.decided.members(id)[1:]],
            dated[0] if dated else None,
            dated[-1] if dated else None,
            _years(rows, times),
            [Beside(other, naming.name(other), naming.kind(other), many) for other, many in most],
            self._places([rows[number] for number in times], (id,)),
        )

    def brief(self, id: str) -> Card:
        """What tells an entity from another: its documents (those that may mean it) and a few sentences."""
        naming = self._naming
        id = naming.decided.final(id)
        rows = self._rows(id)
        listed = naming.gazetteer.entity(id) is not None
        places = self._places(list(rows.values()), (id,), 3)
        return Card(id, naming.name(id), naming.kind(id), listed, len(rows), 0, sentences=places)

    def joined(self, a: str, b: str) -> Joined:
        """What joins two entities."""
        naming = self._naming
        a, b = naming.decided.final(a), naming.decided.final(b)
        ours, theirs = self._rows(a), self._rows(b)
        both = [row for number, row in ours.items() if number in theirs]
        return Joined(
            a,
            b,
            (naming.name(a), naming.name(b)),
            (naming.kind(a), naming.kind(b)),
            len(both),
            self._places(both, (a, b)),
        )

    def documents(self, id: str) -> int:
        """How many documents may mention an entity."""
        return len(self._rows(id))

    def _rows(self, id: str) -> dict[int, Row]:
        """The documents that may mention an entity, the newest first."""
        parts: list[Query] = [Mentioned(keys, False, *days) for keys, *days in self._naming.keys(id)]
        asked: Query = Or(tuple(parts))
        if self._hidden:
            asked = And((asked, Not(Among(self._hidden))))
        page = self._engine.search(asked, Order.NEWEST) if parts else None
        return {row.number: row for row in self._engine.rows(page.numbers)} if page else {}

    def _places(self, rows: Sequence[Row], ids: Sequence[str], most: int = _SENTENCES) -> list[Place]:
        """Sentences that name all of `ids`, at most one of a document where only one is asked for."""
        by_number = {row.number: row for row in rows[:_READ]}
        found: list[Place] = []
        for number in self._looking(by_number):
            row = by_number[number]
            day = reference_day(row.published)
            notes = [
                (note, id)
                for _, several in self._engine.annotations((number,), NAMES)
                for note in several
                if (id := self._naming.entity(f"{note.kind}\t{note.value}", day)) in ids
            ]
            if {id for _, id in notes} != set(ids):
                continue
            (text,) = self._engine.texts((number,))
            here = _in_sentences(text, notes, ids)
            found += [Place(row, *each) for each in (here if len(ids) > 1 else here[:1])]
            if len(found) >= most * len(ids):
                break
        return found[: most * len(ids)]


def _in_sentences(
    text: str, notes: Sequence[tuple[Annotation, str]], ids: Sequence[str]
) -> list[tuple[Snippet, int, int]]:
    sentences: dict[tuple[int, int], list[tuple[Annotation, str]]] = {}
    for note, id in notes:
        around = sentence_at(text, note.start, note.end)
        sentences.setdefault((around.start, around.end), []).append((note, id))
    found = []
    for (start, end), those in sentences.items():
        if {id for _, id in those} == set(ids):
            hits = tuple(Span(note.start - start, note.end - start) for note, _ in those)
            first = those[0][0]
            found.append((Snippet(text[start:end], hits, start), first.start, first.end))
    return found


def _day(row: Row) -> date:
    days = interval(row.published)
    return days[0] if days else date.max


def _years(rows: Mapping[int, Row], times: Mapping[int, int]) -> list[tuple[int, int]]:
    years: Counter[int] = Counter()
    for number, often in times.items():
        if days := interval(rows[number].published):
            years[days[0].year] += often
    return [(year, years[year]) for year in range(min(years), max(years) + 1)] if years else []
