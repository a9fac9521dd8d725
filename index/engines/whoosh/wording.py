"""The words of a segment's documents: numbers one after the other while documents come, posting lists at the end.

    as documents come     3 1 4 1 5 9 2 6 ...      the number of each word, title before text (`Vocabulary`)
                          (7, 2, 6)                document 7: two words in its title, six in its text
    at the end            body     putin: 0 1 ...  what `postings` writes

Nothing is done word by word in Python but to look its spelling up: at the end one sort for each field brings the words
of a term together, in the order of documents and positions, which is the one they came in.
"""

from __future__ import annotations

import threading
from array import array
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from index.engines.profile import TITLE_GAP, Postings, heard, speakers, spoken
from index.engines.whoosh.integers import Numbers, firsts, gathered
from index.engines.whoosh.inversion import Flat
from index.models import Document
from index.vocabulary import Vocabulary

_MOST_WORDS = 300_000
"""Words of a vocabulary after which the next segment begins another."""

_local = threading.local()
_MATRIX = 1 << 23
"""Bytes of the table in which the beginnings of words are marked at once."""


class Wording:
    """The words of the documents of a segment, while they come."""

    def __init__(self) -> None:
        self.vocabulary = _vocabulary()
        self.words = array("I")
        self.documents = array("I")  # number, words in the title, words in the text
        self.said = array("I")  # first word of what is said by somebody, and the one after the last

    def add(self, number: int, document: Document) -> Postings:
        """The words of a document; its speakers with the positions of what each says."""
        title, text = self.vocabulary.read(document.title), self.vocabulary.read(document.text)
        begun = len(self.words) + len(title)
        self.words.extend(title)
        self.words.extend(text)
        self.documents.extend((number, len(title), len(text)))
        if not any(turn.key for turn in document.turns):
            return {}
        ranges = heard(document.turns, self.vocabulary.starts(document.text))
        for first, end in spoken(ranges):
            self.said.extend((begun + first, begun + end))
        return speakers(ranges, _base(len(title)))

    def inverted(self, documents: int) -> Inverted:
        """All of it, ready to be written as a segment of so many documents."""
        return Inverted(self, documents)


def _vocabulary() -> Vocabulary:
    """The vocabulary of the segment before, which knows most words: a fifth of the time of indexing."""
    found: Vocabulary | None = getattr(_local, "vocabulary", None)
    if found is None or len(found.words) > _MOST_WORDS:
        found = _local.vocabulary = Vocabulary()
    return found


def _base(title: int) -> int:
    """The position of the first word of a text under a title of so many words."""
    return title - 1 + TITLE_GAP if title else 0


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of each word: `number` of them from `first` on in `ranks`, the places of terms among `names`."""

    names: list[bytes]
    number: Numbers
    first: Numbers
    ranks: Numbers


class Inverted:
    """The words of a segment as posting lists of its fields."""

    def __init__(self, wording: Wording, documents: int) -> None:
        each = np.array(wording.documents, np.int64).reshape(-1, 3)
        sizes = each[:, 1] + each[:, 2]
        words = np.frombuffer(wording.words, np.uint32) if wording.words else np.zeros(0, np.uint32)
        known = wording.vocabulary.words
        used = np.bincount(words, minlength=len(known)) > 0
        self._words = (np.cumsum(used) - 1)[words]  # renumbered: the vocabulary has words of other segments, too
        self._entries = [known[number] for number in np.flatnonzero(used).tolist()]
        self._owner = np.repeat(each[:, 0].astype(np.uint32), sizes)
        within = np.arange(len(self._words)) - np.repeat(firsts(sizes), sizes)
        titles = np.repeat(each[:, 1], sizes)
        self._is_title = within < titles
        self._positions = within + np.where(self._is_title | (titles == 0), 0, TITLE_GAP - 1)
        self._documents = documents
        steps = np.zeros(len(self._words) + 1, np.int64)
        said = np.array(wording.said, np.int64).reshape(-1, 2)
        np.add.at(steps, said[:, 0], 1)
        np.add.at(steps, said[:, 1], -1)
        self._is_said = np.cumsum(steps[:-1]) > 0

    @cached_property
    def _terms(self) -> _Terms:
        names = sorted({term.encode("utf-8", "surrogatepass") for _, terms in self._entries for term in terms})
        ranks = {name.decode("utf-8", "surrogatepass"): rank for rank, name in enumerate(names)}
        number = np.array([len(terms) for _, terms in self._entries], np.int64)
        return _Terms(
            names,
            number,
            firsts(number),
            np.array([ranks[term] for _, terms in self._entries for term in terms], np.int64),
        )

    @cached_property
    def _surfaces(self) -> tuple[list[bytes], Numbers]:
        """All surface words sorted, and the place there of that of each word."""
        names = sorted({surface.encode("utf-8", "surrogatepass") for surface, _ in self._entries})
        ranks = {name.decode("utf-8", "surrogatepass"): rank for rank, name in enumerate(names)}
        return names, np.array([ranks[surface] for surface, _ in self._entries], np.int64)

    def lengths(self, title: bool = False) -> Numbers:
        """How many words each document has that are not stop words, the title's among them or alone."""
        counted = self._terms.number[self._words] > 0
        if title:
            counted &= self._is_title
        return np.bincount(self._owner[counted], minlength=self._documents)

    def body(self, title: bool = False) -> Flat:
        """The terms of title and text, or of the title alone."""
        terms = self._terms
        chosen = np.flatnonzero(self._is_title) if title else np.arange(len(self._words))
        number = terms.number[self._words[chosen]]
        at = np.repeat(chosen, number)
        ranks = terms.ranks[gathered(terms.first[self._words[chosen]], number)]
        return self._lists(terms.names, ranks, at, None)

    def surface(self) -> Flat:
        """The words as written, of title and text; with positions those that somebody says."""
        names, ranks = self._surfaces
        return self._lists(names, ranks[self._words], np.arange(len(self._words)), self._is_said)

    def title_surface(self) -> Flat:
        """The words as written of the title."""
        names, ranks = self._surfaces
        chosen = np.flatnonzero(self._is_title)
        found = self._lists(names, ranks[self._words[chosen]], chosen, None)
        return Flat(found.terms, found.having, found.documents)

    def _lists(self, names: list[bytes], ranks: Numbers, at: Numbers, placed: NDArray[np.bool_] | None) -> Flat:
        """Posting lists of the words `at` with these ranks, with the positions of all or of those `placed`."""
        if not len(ranks):
            return Flat([], _NONE, _NONE, _NONE, _NONE)
        both = ranks << 32 | at
        both.sort()
        ranks, at = both >> 32, both & 0xFFFFFFFF
        owner = self._owner[at]
        first = np.flatnonzero(np.concatenate(([True], (ranks[1:] != ranks[:-1]) | (owner[1:] != owner[:-1]))))
        places = self._positions[at]
        if placed is None:
            counts = np.diff(first, append=len(at))
        else:
            chosen = placed[at]
            counts = np.add.reduceat(chosen.astype(np.int64), first)
            places = places[chosen]
        having = np.bincount(ranks[first], minlength=len(names))
        kept = np.flatnonzero(having)
        terms = names if len(kept) == len(names) else [names[each] for each in kept.tolist()]
        return Flat(terms, having[kept], owner[first].astype(np.int64), counts, places)

    def beginnings(self, surface: Flat, longest: int) -> Flat:
        """The documents that have a word which begins so, for all beginnings of one to `longest` characters."""
        words = [term.decode("utf-8", "surrogatepass") for term in surface.terms]
        begun = {word[:length] for word in words for length in range(1, min(len(word), longest) + 1)}
        names = sorted(each.encode("utf-8", "surrogatepass") for each in begun)
        ranks = {name.decode("utf-8", "surrogatepass"): rank for rank, name in enumerate(names)}
        rows = [np.array([ranks.get(word[:length], -1) if len(word) >= length else -1 for word in words], np.int64)
                for length in range(1, longest + 1)]  # fmt: skip
        of_posting = [np.repeat(row, surface.having) for row in rows]
        at_once = max(_MATRIX // max(self._documents, 1), 1)
        found: list[Numbers] = []
        having: list[Numbers] = []
        for start in range(0, len(names), at_once):
            marks = np.zeros((min(at_once, len(names) - start), self._documents), bool)
            for row in of_posting:
                here = np.flatnonzero((row >= start) & (row < start + len(marks)))
                marks[row[here] - start, surface.documents[here]] = True
            having.append(marks.sum(axis=1))
            found.append(np.nonzero(marks)[1])
        return Flat(names, np.concatenate(having), np.concatenate(found)) if names else Flat([], _NONE, _NONE)


_NONE: Numbers = np.zeros(0, np.int64)
