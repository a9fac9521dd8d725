"""Where a document answers a query, sentence by sentence: the passages of its hits, for the few documents shown.

What is looked for in a text, the first of these that the query has: its words and phrases (of a speaker, where they are
bound to one); names, dates and figures asked for by a field; what a speaker says. Conditions on the document alone
(`publisher:`, `date:`, `is:` ...) say nothing about a sentence: such a document gives its beginning.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol

from index import timex
from index.annotators import whole_ranges
from index.engine import Engine
from index.engines.plan import facet_matches, figure_matches
from index.engines.profile import amounts_of
from index.library.naming import Naming
from index.library.statements import speaker_at
from index.marking import hits
from index.models import (
    DATES,
    FIGURES,
    NAMES,
    And,
    Annotation,
    Bag,
    Dated,
    Facet,
    Figured,
    Kind,
    Match,
    Mentioned,
    Or,
    Phrase,
    Query,
    Row,
    Said,
    Span,
    Turn,
    Word,
)
from index.sentences import sentence_at, sentences_around
from index.speech import meant_on, speeches
from index.timex import widest

LONGEST = 800
"""Characters of a sentence that are shown; a table or a text without punctuation may be one long "sentence"."""

_LEAD = 200  # characters before the first hit that a longer one keeps
_SAID = FIGURES | {Kind.TREND}


class _Asked(Protocol):
    _engine: Engine

    @property
    def naming(self) -> Naming: ...


def marked(query: Query) -> list[Query]:
    """What of a resolved query can be pointed at in a text: not what it excludes, and no conditions on the document."""
    match query:
        case Word(field="title") | Phrase(field="title"):
            return []
        case Word() | Phrase() | Said() | Mentioned() | Figured() | Dated(field="mentioned") | Facet(field="measure"):
            return [query]
        case And(parts) | Or(parts) | Bag(parts):
            return [node for part in parts for node in marked(part)]
    return []


def in_fields(query: Query) -> bool:
    """Whether a resolved query asks for no words, but for names, dates, figures or speakers in a text."""
    nodes = marked(query)
    return bool(nodes) and not any(isinstance(node, Word | Phrase | Said) for node in nodes)


def annotated(nodes: Iterable[Query], notes: Iterable[Annotation], published: str | None) -> list[Span]:
    """The names, dates and figures among `notes` (keys as indexed) that any of the nodes asks for, in text order."""
    days = timex.interval(published)
    found = []
    wanted = list(nodes)
    for note in notes:
        if any(_answers(node, note, days) for node in wanted):
            found.append(Span(note.start, note.end))
    return sorted(set(found), key=lambda span: (span.start, span.end))


def _answers(node: Query, note: Annotation, days: timex.Interval | None) -> bool:
    match node:
        case Mentioned(spoken=False):
            return note.kind in NAMES and f"{note.kind}\t{note.value}" in node.keys and meant_on(node, days)
        case Dated():
            if note.kind not in DATES or note.first is None or note.last is None:
                return False
            low = node.first.toordinal() if node.first else 0
            high = node.last.toordinal() if node.last else 10_000_000
            first, last = note.first.toordinal(), note.last.toordinal()
            return first <= high and last >= low and last - first < widest(low, high)
        case Figured():
            return figure_matches(node, amounts_of((note,)))
        case Facet():
            return note.kind in _SAID and bool(note.measure) and facet_matches(node, note.measure)
    return False


def spans(
    text: str,
    query: Query,
    notes: Sequence[Annotation],
    turns: Sequence[Turn],
    published: str | None,
    *,
    all: bool = False,
) -> list[Span]:
    """What of a text the query asks for, in order and without overlaps, by the rules of this module; with `all`
    everything that can be pointed at, as a search inside one text wants it. `notes` and `turns` are as indexed."""
    nodes = marked(query)
    words = [node for node in nodes if isinstance(node, Word | Phrase | Said)]
    found = hits(text, query, turns=turns, published=published) if words else []
    if words and not all:
        return found
    fields = [node for node in nodes if not isinstance(node, Word | Phrase | Said)]
    found = [*found, *annotated(fields, notes, published)]
    speakers = [node for node in fields if isinstance(node, Mentioned) and node.spoken]
    if speakers and not found:
        found = [_opening(text, start, end) for start, end in speeches(turns, speakers, published)]
    return _apart(found)


def _opening(text: str, start: int, end: int) -> Span:
    """The first sentence of what somebody says."""
    while start < end and text[start].isspace():
        start += 1
    return Span(start, max(min(sentence_at(text, start, start).end, end), start))


def _apart(found: Iterable[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


class Matching:
    """Base of `Library`."""

    def matches(self: _Asked, numbers: Sequence[int], query: Query) -> list[list[Match]]:
        """For each document its sentences that answer the resolved `query`, in the order of the text; at least one."""
        rows = self._engine.rows(numbers)
        texts = self._engine.texts(numbers)
        turns = dict(self._engine.turns(numbers))
        return [
            list(_sentences(row, text, places, turns.get(row.number, ()), self.naming))
            for row, text, places in zip(rows, texts, _in_texts(self._engine, rows, texts, turns, query), strict=True)
        ]

    def in_texts(self: _Asked, numbers: Sequence[int], query: Query) -> list[list[Span]]:
        """What of each document's text the resolved `query` asks for, by the rules of this module."""
        texts, turns = self._engine.texts(numbers), dict(self._engine.turns(numbers))
        return list(_in_texts(self._engine, self._engine.rows(numbers), texts, turns, query))

    def places(self: _Asked, number: int, query: Query) -> list[Span]:
        """Everything of one document's text that a query can be seen to ask for: for a search inside the text."""
        (row,) = self._engine.rows((number,))
        turns = dict(self._engine.turns((number,))).get(number, ())
        notes = _notes(self._engine, (number,), query).get(number, ())
        return spans(self._engine.texts((number,))[0], query, notes, turns, row.published, all=True)


def _in_texts(
    engine: Engine, rows: Sequence[Row], texts: Sequence[str], turns: Mapping[int, Sequence[Turn]], query: Query
) -> Iterator[list[Span]]:
    notes = _notes(engine, [row.number for row in rows], query)
    for row, text in zip(rows, texts, strict=True):
        yield spans(text, query, notes.get(row.number, ()), turns.get(row.number, ()), row.published)


def _notes(engine: Engine, numbers: Sequence[int], query: Query) -> Mapping[int, Sequence[Annotation]]:
    """The annotations that a query's fields ask about; none are read where it has no such field."""
    kinds: set[Kind] = set()
    for node in marked(query):
        match node:
            case Mentioned(spoken=False):
                kinds |= NAMES
            case Dated():
                kinds |= DATES
            case Figured() | Facet():
                kinds |= _SAID
    if not kinds:
        return {}
    return {number: _whole(notes) for number, notes in engine.annotations(numbers, frozenset(kinds))}


def _whole(notes: Sequence[Annotation]) -> list[Annotation]:
    dates = whole_ranges(note for note in notes if note.kind in DATES)
    return [*(note for note in notes if note.kind not in DATES), *dates]


def _sentences(row: Row, text: str, places: Sequence[Span], turns: Sequence[Turn], naming: Naming) -> Iterator[Match]:
    if not places:
        start = len(text) - len(text.lstrip())
        span = sentence_at(text, start, start)
        yield _match(row, text, span, [], "")
        return
    held: list[tuple[Span, list[Span]]] = []
    for span, around in zip(places, sentences_around(text, places), strict=True):
        sentence = _without_label(around, span, turns)
        if held and sentence.start < held[-1][0].end:
            last, those = held[-1]
            held[-1] = Span(last.start, max(last.end, sentence.end)), [*those, span]
        else:
            held.append((sentence, [span]))
    # A speaker's name depends on the day: an office is another man's in another year
    for sentence, those in held:
        yield _match(row, text, sentence, those, speaker_at(those[0].start, turns, row, naming) if turns else "")


def _without_label(sentence: Span, span: Span, turns: Sequence[Turn]) -> Span:
    """A sentence without the label of the turn that begins in it: who speaks is told apart from what is said."""
    start = max((turn.start for turn in turns if not turn.quoted and turn.start <= span.start < turn.end), default=0)
    return Span(max(sentence.start, start), sentence.end)


def _match(row: Row, text: str, sentence: Span, places: Sequence[Span], speaker: str) -> Match:
    begin, end = sentence.start, sentence.end
    if end - begin > LONGEST:
        begin = max(begin, min(places[0].start - _LEAD, end - LONGEST)) if places else begin
        end = min(end, begin + LONGEST)
    inside = tuple(Span(each.start - begin, min(each.end, end) - begin) for each in places if begin <= each.start < end)
    return Match(row.number, sentence.start, sentence.end, text[begin:end], inside, begin, speaker)
