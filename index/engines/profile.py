"""What of a document is searched: its terms with their positions, surface words, names, speakers and days.

What a speaker says is kept as ranges of positions per speaker: two integers a turn, into which any term or phrase of
the body is looked up. Surface words, of which prefixes are asked and which have no positions, get those of the words
inside turns. Terms of their own per speaker ("speaker|word") were tried: for the surface words alone they made the
index of 1,186 pages, of which 243 have turns, 92% larger, for nobody shares them; these positions, 23%.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from index import timex
from index.analysis import Token, tokens
from index.annotators import whole_ranges
from index.engines.plan import Amount, amount_code
from index.models import DATES, FIGURES, NAMES, Annotation, Document, Kind, Mention, Turn
from index.names import prevailing
from index.speech import joined, speaker_key

Postings = dict[str, list[int]]
Ranges = dict[str, list[tuple[int, int]]]
Noting = TypeVar("Noting", bound="Facts")

_OTHER_FORMS = frozenset({"short form", "office"})  # rules of names that stand for a longer one

TITLE_GAP = 100
"""Positions between title and text, so that no phrase reaches from one into the other."""


@dataclass(slots=True)
class Facts:
    """What a document is found by beside its words; days are ordinals."""

    mentions: dict[str, Mention] = field(default_factory=dict)  # by "kind\tkey"
    mentioned: list[tuple[int, int]] = field(default_factory=list)  # first and last day of each date said
    amounts: list[Amount] = field(default_factory=list)  # of each sum and percentage said
    figures: Counter[str] = field(default_factory=Counter)  # how often each is said, by "kind\twords"
    first: int = 0  # of the day it was published; 0 where that is not known
    last: int = 0

    def written(self) -> dict[str, int]:
        """How often each name stands in its prevailing form: "person\\tputin\\tVladimir Putin"."""
        return {f"{key}\t{mention.surface}": mention.times for key, mention in self.mentions.items()}


@dataclass(slots=True)
class Profile(Facts):
    """The searchable side of one document. Lengths count words that are not stop words."""

    body: Postings = field(default_factory=dict)  # title and text
    title: Postings = field(default_factory=dict)
    surfaces: set[str] = field(default_factory=set)
    title_surfaces: set[str] = field(default_factory=set)
    length: int = 0
    title_length: int = 0
    speakers: Postings = field(default_factory=dict)  # key without a kind: first position and the one after the last
    said: Postings = field(default_factory=dict)  # surface words inside turns, with their positions


def profile(document: Document) -> Profile:
    """Analyse a document for searching."""
    made = note_facts(Profile(), document)
    position = 0
    for token in tokens(document.title):
        made.title_surfaces.add(token.surface)
        for term in token.terms:
            made.title.setdefault(term, []).append(token.position)
        made.title_length += bool(token.terms)
        position = token.position + TITLE_GAP
    made.body = {term: list(places) for term, places in made.title.items()}
    made.surfaces = set(made.title_surfaces)
    made.length = made.title_length
    if document.turns:
        _read_turns(made, document.turns, _read_text(made, document.text, position, keep=True), position)
    else:
        _read_text(made, document.text, position)
    return made


def note_facts(made: Noting, document: Document) -> Noting:
    """Fill in what is not words."""
    made.mentions = _mentions(document.annotations)
    made.figures = Counter(said(note) for note in document.annotations if note.kind in FIGURES)
    made.amounts = sorted(set(amounts_of(document.annotations)))
    dates = whole_ranges(note for note in document.annotations if note.kind in DATES)
    days = ((note.first or note.last, note.last or note.first) for note in dates)
    made.mentioned = sorted({(first.toordinal(), last.toordinal()) for first, last in days if first and last})
    if published := timex.interval(document.published):
        made.first, made.last = published[0].toordinal(), published[1].toordinal()
    return made


def said(figure: Annotation) -> str:
    """As what a figure is counted: its kind and words."""
    return f"{figure.kind}\t{figure.words}"


def amounts_of(notes: Iterable[Annotation]) -> Iterator[Amount]:
    """The sums and percentages among annotations, as a query asks for them."""
    for note in notes:
        if note.kind in (Kind.MONEY, Kind.PERCENT) and isinstance(note.value, float):
            low = note.value if note.low is None else note.low
            high = note.value if note.high is None else note.high
            yield amount_code(note.kind), amount_code(note.unit), low, high


def _mentions(notes: Iterable[Annotation]) -> dict[str, Mention]:
    """How often each name is mentioned, and its prevailing form: one with all words of its key, no office."""
    times: Counter[str] = Counter()
    forms: dict[str, Counter[str]] = {}
    for note in notes:
        if note.kind in NAMES and isinstance(note.value, str):
            key = f"{note.kind}\t{note.value}"
            times[key] += 1
            surface = note.words
            if note.rule not in _OTHER_FORMS and surface.count(" ") >= note.value.count(" "):
                forms.setdefault(key, Counter())[surface] += 1
    return {key: Mention(count, prevailing(forms[key]) if key in forms else "") for key, count in times.items()}


def _read_text(made: Profile, text: str, base: int, keep: bool = False) -> list[Token]:
    """The inner loop of indexing: kept flat for its speed. Gives back all words, by position, if they are kept."""
    body, surfaces, length = made.body, made.surfaces, 0
    words = list(tokens(text)) if keep else []
    for terms, _, _, position, surface in words or tokens(text):
        surfaces.add(surface)
        if terms:
            length += 1
            for term in terms:
                places = body.get(term)
                if places is None:
                    body[term] = [base + position]
                else:
                    places.append(base + position)
    made.length += length
    return words


def _read_turns(made: Profile, turns: Sequence[Turn], words: Sequence[Token], base: int) -> None:
    ranges = heard(turns, [word.start for word in words])
    for first, end in spoken(ranges):
        for at in range(first, end):
            made.said.setdefault(words[at].surface, []).append(base + at)
    made.speakers = speakers(ranges, base)


def heard(turns: Sequence[Turn], starts: Sequence[int]) -> Ranges:
    """Whose words stand where: for each speaker the first word and the one after the last of each turn, of words that
    begin at `starts`."""
    ranges: Ranges = {}
    for turn in turns:
        if turn.key:
            words = bisect_left(starts, turn.start), bisect_left(starts, turn.end)
            ranges.setdefault(speaker_key(turn.key), []).append(words)
    return ranges


def spoken(ranges: Ranges) -> list[tuple[int, int]]:
    """The stretches of words that somebody says."""
    return joined(each for those in ranges.values() for each in those)


def speakers(ranges: Ranges, base: int) -> Postings:
    """The stretches of each speaker as positions, which begin at `base`. A speaker of whom no word is left still
    speaks: their ranges are empty."""
    found = {key: joined(those) for key, those in ranges.items()}
    return {key: [base + at for each in those for at in each] or [0, 0] for key, those in found.items()}
