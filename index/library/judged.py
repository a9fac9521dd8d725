"""The notebook's judgements applied to one state of an index: which documents they are about, their dates then.

The index itself is not touched. Few documents are judged, so each is fetched once and its dates, as indexed and as
judged, are kept; every other document costs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index.analysis import tokens
from index.annotators import whole_ranges
from index.engine import Engine
from index.errors import NotFoundError
from index.library.noted import Home
from index.models import DATES, And, Annotation, Bag, Dated, Document, Facet, Kind, Not, Or, Order, Query
from index.notebook import DateJudgement, place
from index.query import parse
from index.timex import interval, widest

_TELLING = 6  # words of a sentence by which a document is known again
_MOST_QUOTING = 20  # documents that are looked at for it
BASIS = "you"
"""The basis of a date that the user corrected."""


@dataclass(frozen=True, slots=True)
class JudgedDates:
    """One judged document: its dates as indexed, as judged, the judgements that hold (with the offset of their words
    now), and those that apply to nothing in it."""

    id: str
    indexed: tuple[Annotation, ...]
    dates: tuple[Annotation, ...]
    holding: tuple[tuple[int, DateJudgement], ...]
    orphans: tuple[DateJudgement, ...]


def judged(document: Document, judgements: Iterable[DateJudgement]) -> JudgedDates:
    """A document's dates with judgements applied, the later one holding where two are about the same words.

    A judgement holds where the dates that are read now at its words lie within them. Where a wider date is read there
    ("Sun, May 5" over a rejected "Sun") it says nothing about it and is an orphan.
    """
    indexed = tuple(each for each in document.annotations if each.kind in DATES)
    holding: dict[int, DateJudgement] = {}
    orphans = []
    for judgement in sorted(judgements, key=lambda each: (each.document == document.id, each.when)):
        start = place(document.text, judgement, document.id)
        end = 0 if start is None else start + len(judgement.words)
        if start is None or any(
            a.start < end and a.end > start and not (start <= a.start and a.end <= end) for a in indexed
        ):
            orphans.append(judgement)
        else:
            holding[start] = judgement
    dates = list(indexed)
    for start, judgement in sorted(holding.items(), key=lambda each: (each[1].document == document.id, each[1].when)):
        end = start + len(judgement.words)
        within = [each for each in dates if each.start < end and each.end > start]
        dates = [each for each in dates if each not in within]
        if not judgement.rejected:
            dates.append(_corrected(within, start, judgement))
    dates.sort(key=lambda each: (each.start, -each.end))
    return JudgedDates(
        document.id, indexed, tuple(dates), tuple(sorted(holding.items(), key=lambda each: each[0])), tuple(orphans)
    )


def _corrected(read: Sequence[Annotation], start: int, judgement: DateJudgement) -> Annotation:
    days = interval(judgement.value)
    first, last = days or (None, None)
    kind = read[0].kind if read else Kind.DATE
    if judgement.value.startswith("P") and not judgement.value.endswith("_REF"):
        kind = Kind.DURATION
    elif kind in (Kind.DURATION, Kind.SET):
        kind = Kind.DATE
    end = start + len(judgement.words)
    return Annotation(kind, start, end, judgement.words, judgement.value, first, last, rule="corrected", basis=BASIS)


class Judged:
    """The judged documents of one state of an index and one version of the notebook, by document number."""

    def __init__(self, engine: Engine, judgements: Sequence[DateJudgement], home: Home) -> None:
        """`home` gives the id that a document has now: how a judgement finds a file that was edited."""
        self._engine = engine
        self._judgements: dict[int, list[DateJudgement]] = {}
        self._known: dict[int, JudgedDates] = {}
        self._homeless: list[DateJudgement] = []
        moved: dict[str, int | None] = {}  # a judgement's document -> where its sentences stand now
        for judgement in judgements:
            id = home(judgement.document, judgement.path)
            number = self._number(id) if id is not None else None
            if number is None:
                if moved.get(judgement.document) is None:
                    moved[judgement.document] = holding(self._engine, judgement.sentence)
                number = moved[judgement.document]
            if number is None:
                self._homeless.append(judgement)
            else:
                self._judgements.setdefault(number, []).append(judgement)

    def _number(self, id: str) -> int | None:
        try:
            return self._engine.number(id)
        except NotFoundError:
            return None

    @property
    def numbers(self) -> Collection[int]:
        """The documents with judgements."""
        return self._judgements.keys()

    def of(self, number: int) -> JudgedDates:
        """One judged document. Raises KeyError for another."""
        found = self._known.get(number)
        if found is None:
            judgements = self._judgements[number]
            (row,) = self._engine.rows((number,))
            found = self._known[number] = judged(self._engine.fetch(row.id), judgements)
        return found

    def document(self, document: Document) -> Document:
        """The document with its dates as judged."""
        number = self._number(document.id) if self._judgements else None
        if number not in self._judgements:
            return document
        assert number is not None
        rest = [each for each in document.annotations if each.kind not in DATES]
        found = sorted([*rest, *self.of(number).dates], key=lambda each: (each.start, -each.end))
        return replace(document, annotations=tuple(found))

    def orphans(self) -> list[DateJudgement]:
        """Judgements that apply to nothing: the document or the words are gone, or other words are read as the date."""
        return [*self._homeless, *(each for number in self.numbers for each in self.of(number).orphans)]

    def query(self, query: Query) -> Query:
        """A query whose `mentions:` answers by the dates as judged."""
        if not self._judgements:
            return query
        match query:
            case Dated("mentioned", first, last):
                return self._mentioned(query, first or date.min, last or date.max)
            case Bag(parts):
                return Bag(tuple(map(self.query, parts)))
            case And(parts):
                return And(tuple(map(self.query, parts)))
            case Or(parts):
                return Or(tuple(map(self.query, parts)))
            case Not(part):
                return Not(self.query(part))
        return query

    def _mentioned(self, asked: Dated, first: date, last: date) -> Query:
        """What the engine answers, without the documents that match no more and with those that match now."""
        gone: list[Query] = []
        come: list[Query] = []
        for number in self.numbers:
            document = self.of(number)
            before, now = (_says(dates, first, last) for dates in (document.indexed, document.dates))
            if before != now:
                (come if now else gone).append(Facet("id", document.id))
        kept: Query = And((asked, *map(Not, gone))) if gone else asked
        return Or((kept, *come)) if come else kept


def holding(engine: Engine, sentence: str) -> int | None:
    """The number of the one document that holds a sentence: where a file went that was edited and then moved. None
    where none does or several do, and for a sentence short enough to be anybody's."""
    words = [each.surface for each in tokens(sentence)]
    if len(words) < _TELLING:
        return None
    asked = parse('"' + " ".join(words[:_TELLING]) + '"').query
    numbers = engine.search(asked, Order.RELEVANCE).numbers[:_MOST_QUOTING]
    found = [at for at, text in zip(numbers, engine.texts(numbers), strict=True) if sentence in text]
    return found[0] if len(found) == 1 else None


def _says(dates: Iterable[Annotation], first: date, last: date) -> bool:
    most = timedelta(widest(first.toordinal(), last.toordinal()))
    return any(
        each.first and each.last and each.first <= last and each.last >= first and each.last - each.first < most
        for each in whole_ranges(dates)
    )
