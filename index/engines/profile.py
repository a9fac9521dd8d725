"""What of a document is searched: its terms with their positions, surface words, names, speakers and days."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from index import timex
from index.analysis import tokens
from index.models import DATES, NAMES, Document

Postings = dict[str, list[int]]

TITLE_GAP = 100
"""Positions between title and text, so that no phrase reaches from one into the other."""


@dataclass(slots=True)
class Profile:
    """The searchable side of one document. Lengths count words that are not stop words; days are ordinals."""

    body: Postings = field(default_factory=dict)  # title and text
    title: Postings = field(default_factory=dict)
    surfaces: set[str] = field(default_factory=set)
    title_surfaces: set[str] = field(default_factory=set)
    length: int = 0
    title_length: int = 0
    mentions: Counter[str] = field(default_factory=Counter)  # "kind\tkey"
    speakers: set[str] = field(default_factory=set)  # keys without a kind
    mentioned: list[tuple[int, int]] = field(default_factory=list)  # first and last day of each date said
    first: int = 0  # of the day it was published; 0 where that is not known
    last: int = 0


def profile(document: Document) -> Profile:
    """Analyse a document for searching."""
    made = Profile()
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
    _read_text(made, document.text, position)
    for note in document.annotations:
        if note.kind in NAMES and isinstance(note.value, str):
            made.mentions[f"{note.kind}\t{note.value}"] += 1
        elif note.kind in DATES and (note.first or note.last):
            first, last = note.first or note.last, note.last or note.first
            assert first is not None
            assert last is not None
            made.mentioned.append((first.toordinal(), last.toordinal()))
    made.mentioned = sorted(set(made.mentioned))
    made.speakers = {speaker_key(turn.key) for turn in document.turns if turn.key}
    if days := timex.interval(document.published):
        made.first, made.last = days[0].toordinal(), days[1].toordinal()
    return made


def _read_text(made: Profile, text: str, base: int) -> None:
    """The inner loop of indexing: kept flat for its speed."""
    body, surfaces, length = made.body, made.surfaces, 0
    for terms, _, _, position, surface in tokens(text):
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


def speaker_key(key: str) -> str:
    """A mention key without its kind: a speaker is a person whatever the gazetteer took the name for."""
    return key.rpartition("\t")[2]
