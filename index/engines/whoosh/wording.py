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
from functools import cached_property

import numpy as np

from index.engines.profile import TITLE_GAP, Postings, heard, speakers, spoken
from index.engines.whoosh.integers import Numbers, firsts, gathered
from index.engines.whoosh.inversion import Flat
from index.models import Document
from index.vocabulary import Glossary, Words, parted, starts

_AT_ONCE = 1 << 16
"""Words that are sorted at once, with about 100 bytes each; sorting more is no faster."""


class Wording:
    """The words of the documents of a segment, while they come."""

    def __init__(self) -> None:
        self.known = _Known()
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
        """All of it, ready to be written as a segment of so many documents."""
        return Inverted(self, documents)


class _Known(dict[str, int]):
    """Words by number, in the order in which they are first met; with the segment they are forgotten. Most would be met
    again in the next, but to number them anew is little, and to keep all that were ever met is much."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def _base(title: int) -> int:
    """The position of the first word of a text under a title of so many words."""
    return title - 1 + TITLE_GAP if title else 0


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms of each word that is known: `number` of them from `first` on in `ranks`, the places of terms among
    `names`. Words that no document of the segment has have none."""

    names: list[bytes]
    number: Numbers
    first: Numbers
    ranks: Numbers


class Inverted:
    """The words of a segment as posting lists of its fields.

    Fields come in stretches of their dictionary, so that what is sorted at once is a part of all words.
    """

    def __init__(self, wording: Wording, documents: int) -> None:
        each = np.array(wording.documents, np.int64).reshape(-1, 3)
        sizes = each[:, 1] + each[:, 2]
        self._words = np.frombuffer(wording.words, np.uint32) if wording.words else np.zeros(0, np.uint32)
        known = list(wording.known)
        self._times = np.zeros(len(known), np.int64)
        for _, words in self._blocks():
            self._times += np.bincount(words, minlength=len(known))
        used = np.flatnonzero(self._times)
        self._used, self._entries = used, [parted(known[number]) for number in used.tolist()]
        self._numbers, self._begins, self._titles = each[:, 0], firsts(sizes), each[:, 1]
        self._row = np.repeat(np.arange(len(each), dtype=np.uint32), sizes)  # of each word, in these three
        self._documents = documents
        self._is_said = np.zeros(len(self._words), bool)
        for first, end in zip(wording.said[::2], wording.said[1::2], strict=True):
            self._is_said[first:end] = True

    def _blocks(self) -> Iterator[tuple[int, Numbers]]:
        """All words, some at a time, each time with the place of the first: as indexes they take twice the room."""
        for start in range(0, len(self._words), _AT_ONCE):
            yield start, self._words[start : start + _AT_ONCE].astype(np.int64)

    @cached_property
    def _terms(self) -> _Terms:
        return self._ranked([terms for _, terms in self._entries])

    @cached_property
    def _surfaces(self) -> _Terms:
        return self._ranked([(surface,) for surface, _ in self._entries])

    def _ranked(self, entries: Sequence[tuple[str, ...]]) -> _Terms:
        """The terms of the words that are used."""
        names = sorted({term.encode("utf-8", "surrogatepass") for terms in entries for term in terms})
        ranks = {name.decode("utf-8", "surrogatepass"): rank for rank, name in enumerate(names)}
        number = np.zeros(len(self._times), np.int64)
        number[self._used] = list(map(len, entries))
        of_all = np.array([ranks[term] for terms in entries for term in terms], np.int64)
        return _Terms(names, number, firsts(number), of_all)

    def lengths(self, title: bool = False) -> Numbers:
        """How many words each document has that are not stop words, the title's among them or alone."""
        found = np.zeros(len(self._numbers), np.int64)
        counted = self._terms.number > 0
        if title:
            at = self._in_titles
            found += np.bincount(self._row[at[counted[self._words[at]]]], minlength=len(found))
        else:
            for start, words in self._blocks():
                rows = self._row[start : start + len(words)]
                found += np.bincount(rows[counted[words]], minlength=len(found))
        lengths = np.zeros(self._documents, np.int64)
        lengths[self._numbers] = found
        return lengths

    @cached_property
    def _in_titles(self) -> Numbers:
        """The places of the words of titles."""
        return gathered(self._begins, self._titles)

    def body(self, title: bool = False) -> Iterator[Flat]:
        """The terms of title and text, or of the title alone."""
        return self._lists(self._terms, title=title)

    def surface(self) -> Iterator[Flat]:
        """The words as written, of title and text; with positions those that somebody says."""
        return self._lists(self._surfaces, said=True)

    def title_surface(self) -> Iterator[Flat]:
        """The words as written of the title."""
        return (Flat(found.terms, found.having, found.documents) for found in self._lists(self._surfaces, title=True))

    def _lists(self, terms: _Terms, *, title: bool = False, said: bool = False) -> Iterator[Flat]:
        """Posting lists of all words or those of titles, with the positions of all or of those that somebody says."""
        if not len(self._words):
            return
        words = np.repeat(np.arange(len(terms.number)), terms.number)  # of each rank
        times = np.bincount(terms.ranks, self._times[words], minlength=len(terms.names))
        cuts = np.flatnonzero(np.diff(np.cumsum(times) // _AT_ONCE)) + 1
        for low, high in itertools.pairwise([0, *cuts.tolist(), len(terms.names)]):
            here = (terms.ranks >= low) & (terms.ranks < high)
            having = np.zeros(len(terms.number), bool)
            having[words[here]] = True
            if title:
                chosen = self._in_titles[having[self._words[self._in_titles]]]
            else:
                chosen = np.concatenate([start + np.flatnonzero(having[block]) for start, block in self._blocks()])
            number = terms.number[self._words[chosen]]
            ranks = terms.ranks[gathered(terms.first[self._words[chosen]], number)]
            at = np.repeat(chosen, number)
            within = (ranks >= low) & (ranks < high)
            if within.any():
                yield self._grouped(terms.names[low:high], ranks[within] - low, at[within], said)

    def _grouped(self, names: list[bytes], ranks: Numbers, at: Numbers, said: bool) -> Flat:
        """Posting lists of the words `at` with these ranks."""
        both = ranks << 32 | at
        both.sort()
        ranks, at = both >> 32, both & 0xFFFFFFFF
        row = self._row[at].astype(np.int64)
        first = np.flatnonzero(np.concatenate(([True], (ranks[1:] != ranks[:-1]) | (row[1:] != row[:-1]))))
        titles, places = self._titles[row], at - self._begins[row]
        places += np.where((places < titles) | (titles == 0), 0, TITLE_GAP - 1)
        if said:
            chosen = self._is_said[at]
            counts = np.add.reduceat(chosen.astype(np.int64), first)
            places = places[chosen]
        else:
            counts = np.diff(first, append=len(at))
        having = np.bincount(ranks[first], minlength=len(names))
        kept = np.flatnonzero(having)
        terms = names if len(kept) == len(names) else [names[each] for each in kept.tolist()]
        return Flat(terms, having[kept], self._numbers[row[first]], counts, places)
