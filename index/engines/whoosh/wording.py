"""The words of a segment's documents: numbers one after the other while documents come, posting lists at the end.

    as documents come     3 1 4 1 5 9 2 6 ...      the number of each word, title before text
                          (7, 2, 6)                document 7: two words in its title, six in its text
    at the end            body     putin: 0 1 ...  what `postings` writes

Nothing is done word by word in Python but to look the different words of a document up: at the end sorting brings the
words of a term together, in the order of documents and positions, which is the one they came in.
"""

from __future__ import annotations

import itertools
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.chunks import Numbering
from index.engines.profile import TITLE_GAP, Postings, heard, speakers, spoken
from index.engines.whoosh.integers import Numbers, firsts, gathered
from index.engines.whoosh.inversion import Flat
from index.models import Document
from index.vocabulary import Glossary, Words, parted, starts

Numbered = NDArray[np.uint32]

_BITS = 14
_AT_ONCE, _WITHIN = 1 << _BITS, (1 << _BITS) - 1
"""Words that are sorted at once, with about 100 bytes each; sorting more is no faster."""


class Wording:
    """The words of the documents of a segment, while they come."""

    def __init__(self) -> None:
        self.known = Numbering()  # of this segment's words: to number the common ones anew is less than to keep all
        self._glossary: Glossary | None = None  # of the document before, with the numbers of its words
        self._numbers = np.zeros(0, np.uint32)
        self.words = array("I")
        self.documents = array("I")  # number, words in the title, words in the text
        self.said = array("I")  # first word of what is said by somebody, and the one after the last

    def add(self, number: int, document: Document, words: Words) -> Postings:
        """The words of a document; its speakers with the positions of what each says."""
        begun = len(self.words) + words.title
        if words.glossary is not self._glossary:
            self._glossary, of_it = words.glossary, words.glossary.words
            self._numbers = np.fromiter(map(self.known.__getitem__, of_it), np.uint32, len(of_it))
        self.words.frombytes(self._numbers[np.frombuffer(words.lines, np.uint32)].tobytes())
        self.documents.extend((number, words.title, words.total - words.title))
        if not any(turn.key for turn in document.turns):
            return {}
        ranges = heard(document.turns, starts(document.text))
        for first, end in spoken(ranges):
            self.said.extend((begun + first, begun + end))
        return speakers(ranges, _base(words.title))

    def inverted(self, documents: int) -> Inverted:
        """All of it, ready to be written as a segment of so many documents. Nothing of it stays here."""
        words, self.words = self.words, array("I")
        return Inverted(np.frombuffer(words, np.uint32) if words else np.zeros(0, np.uint32), self, documents)


def _base(title: int) -> int:
    """The position of the first word of a text under a title of so many words."""
    return title - 1 + TITLE_GAP if title else 0


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of each word that is known: `number` of them in `ranks`, the places of terms among `names`. Words that
    no document of the segment has have none."""

    names: list[bytes]
    number: Numbers
    ranks: Numbers


class _Standing:
    """Where each word stands: at places that rise, `times` of them, which lie behind those of the word before."""

    def __init__(self, words: Numbered, known: int, places: Numbered | None = None) -> None:
        """`places` are those that are looked at, if not all. They are sorted a block at a time, and those of a word go
        behind what it has of the blocks before: sorted at once they would take three times the room."""
        of = words if places is None else words[places]
        blocks = range(0, len(of), _AT_ONCE)
        self.times = np.zeros(known, np.int64)
        for start in blocks:
            self.times += np.bincount(of[start : start + _AT_ONCE], minlength=known)
        self._first = firsts(self.times)
        self._places = np.empty(len(of), np.uint32)
        free = self._first.copy()
        for start in blocks:
            within = np.arange(min(_AT_ONCE, len(of) - start))
            both = of[start : start + _AT_ONCE].astype(np.int64) << _BITS | within
            both.sort()
            block, at = both >> _BITS, (both & _WITHIN) + start
            begins = np.flatnonzero(np.diff(block, prepend=-1))
            word, times = block[begins], np.diff(begins, append=len(block))
            self._places[np.repeat(free[word] - begins, times) + within] = at if places is None else places[at]
            free[word] += times

    def of(self, words: Numbers) -> Numbers:
        """The places of some words, one word's after the other's."""
        return self._places[gathered(self._first[words], self.times[words])].astype(np.int64)


class Inverted:
    """The words of a segment as posting lists of its fields.

    Fields come in stretches of their dictionary, so that what is sorted at once is a part of all words.
    """

    def __init__(self, words: Numbered, wording: Wording, documents: int) -> None:
        each = np.array(wording.documents, np.int64).reshape(-1, 3)
        sizes = each[:, 1] + each[:, 2]
        self._numbers, self._begins, self._titles = each[:, 0], firsts(sizes), each[:, 1]
        self._row = np.repeat(np.arange(len(each), dtype=np.uint32), sizes)  # of each word, in these three
        known = list(wording.known)
        in_titles = gathered(self._begins, self._titles).astype(np.uint32)
        self._all, self._in_titles = _Standing(words, len(known)), _Standing(words, len(known), in_titles)
        used = np.flatnonzero(self._all.times)
        entries = [parted(known[number]) for number in used.tolist()]
        self._surfaces = _ranked(len(known), used, [(surface,) for surface, _ in entries])
        self._terms = _ranked(len(known), used, [terms for _, terms in entries])
        self._documents = documents
        self._is_said = np.zeros(len(words), bool)
        for first, end in zip(wording.said[::2], wording.said[1::2], strict=True):
            self._is_said[first:end] = True

    def lengths(self, title: bool = False) -> Numbers:
        """How many words each document has that are not stop words, the title's among them or alone."""
        found = np.zeros(len(self._numbers), np.int64)
        standing = self._in_titles if title else self._all
        words = np.flatnonzero(self._terms.number)
        for first, end in itertools.pairwise(_cuts(standing.times[words])):
            found += np.bincount(self._row[standing.of(words[first:end])], minlength=len(found))
        lengths = np.zeros(self._documents, np.int64)
        lengths[self._numbers] = found
        return lengths

    def body(self, title: bool = False) -> Iterator[Flat]:
        """The terms of title and text, or of the title alone."""
        return self._lists(self._terms, self._in_titles if title else self._all)

    def surface(self) -> Iterator[Flat]:
        """The words as written, of title and text; with positions those that somebody says."""
        return self._lists(self._surfaces, self._all, said=True)

    def title_surface(self) -> Iterator[Flat]:
        """The words as written of the title."""
        found = self._lists(self._surfaces, self._in_titles)
        return (Flat(each.terms, each.having, each.documents) for each in found)

    def _lists(self, terms: _Terms, standing: _Standing, *, said: bool = False) -> Iterator[Flat]:
        """Posting lists of the words that stand somewhere, with the positions of all or of those that somebody says."""
        order = np.argsort(terms.ranks, kind="stable")
        words, ranks = np.repeat(np.arange(len(terms.number)), terms.number)[order], terms.ranks[order]
        times = standing.times[words]
        cuts = _cuts(np.bincount(ranks, times, len(terms.names)))
        for low, high in itertools.pairwise(cuts):
            first, end = np.searchsorted(ranks, (low, high))
            at = standing.of(words[first:end])
            if not len(at):
                continue
            rank = np.repeat(ranks[first:end] - low, times[first:end])
            if (np.diff(ranks[first:end]) == 0).any():  # a term of several words
                both = rank << 32 | at
                both.sort()
                rank, at = both >> 32, both & 0xFFFFFFFF
            yield self._grouped(terms.names[low:high], rank, at, said)

    def _grouped(self, names: list[bytes], ranks: Numbers, at: Numbers, said: bool) -> Flat:
        """Posting lists of the words `at` with these ranks, which rise."""
        row = self._row[at]
        begins = np.ones(len(at), bool)
        begins[1:] = (ranks[1:] != ranks[:-1]) | (row[1:] != row[:-1])
        first = np.flatnonzero(begins)
        having = np.bincount(ranks[first], minlength=len(names))
        kept = np.flatnonzero(having)
        terms = names if len(kept) == len(names) else [names[each] for each in kept.tolist()]
        documents = self._numbers[row[first]]
        if said:
            chosen = self._is_said[at]
            counts = np.add.reduceat(chosen, first, dtype=np.int64)
            row, at = row[chosen], at[chosen]
        else:
            counts = np.diff(first, append=len(at))
        titles, places = self._titles[row], at - self._begins[row]
        places += np.where((places < titles) | (titles == 0), 0, TITLE_GAP - 1)
        return Flat(terms, having[kept], documents, counts, places)


def _ranked(known: int, used: Numbers, entries: Sequence[tuple[str, ...]]) -> _Terms:
    """The terms of the words that are used, of so many that are known. Sorted as text they are as in UTF-8."""
    terms = list(itertools.chain.from_iterable(entries))
    names = sorted(set(terms))
    ranks = dict(zip(names, itertools.count(), strict=False))
    number = np.zeros(known, np.int64)
    number[used] = list(map(len, entries))
    encoded = [name.encode("utf-8", "surrogatepass") for name in names]
    return _Terms(encoded, number, np.array(list(map(ranks.__getitem__, terms)), np.int64))


def _cuts(times: NDArray[Any]) -> list[int]:
    """Where to cut what stands so often each, so that what is together stands about as often as is sorted at once."""
    return [0, *(np.flatnonzero(np.diff(np.cumsum(times) // _AT_ONCE)) + 1).tolist(), len(times)]
