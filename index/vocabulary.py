"""The words of many texts: what `index.analysis.tokens` gives, and a sketch, for who reads hundreds of texts a second.

Texts come some dozens at once, and are taken apart into `chunks`, of which each is looked at only when it is met for
the first time. The rest is done by arrays, for all of the texts together.

    chunks   In October 2021, trade with Kyrgyzstan ...        4 19 7 20 5 88 ...
    words    in+      october+octob  2021+2021  ...            3 11 6 12 4 60 ...      surface and terms
    lines    the same, numbered among the documents that are read together             0  1 2  3 4  5 ...

Few chunks need more, and are looked at once more where they stand: those in which what a word is depends on what is
around it, and numbers that go on behind a space ("1 800", "13 per cent").
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import WORD, read, tokens
from index.chunks import TERM_APART, Chunks, Numbers
from index.resemblance import is_unspaced, sketch, sketches_of

_CHUNK = re.compile(r"\S+")
_WORD_APART = "\n"  # in no word and no term

_local = threading.local()


class Glossary:
    """The different words of documents that were read together, each with its surface and, behind tabs, its terms. To
    another process they go as one string."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def __reduce__(self) -> tuple[Callable[[str], Glossary], tuple[str]]:
        return _glossary, (_WORD_APART.join(["", *self.words]),)


def _glossary(joined: str) -> Glossary:
    return Glossary(joined.split(_WORD_APART)[1:])


class Words(NamedTuple):
    """The words of a document: which of the glossary each is, in order and from 0, as unsigned 32-bit integers of this
    machine, one for each token, at its position. The first ones, so many, are those of the title."""

    glossary: Glossary
    lines: bytes
    title: int

    @property
    def total(self) -> int:
        """How many words title and text have."""
        return len(self.lines) // 4


def parted(word: str) -> tuple[str, tuple[str, ...]]:
    """The surface and the terms of a word as it stands in a glossary."""
    surface, *terms = word.split(TERM_APART)
    return surface, tuple(terms)


def starts(text: str) -> list[int]:
    """Where each word of a text begins."""
    places = [match.start() for match in WORD.finditer(text)]
    return [token.start for token in tokens(text)] if "_" in text else places


def vocabulary() -> Vocabulary:
    """What this thread knows of words."""
    found: Vocabulary | None = getattr(_local, "vocabulary", None)
    if found is None:
        found = _local.vocabulary = Vocabulary()
    return found


class Vocabulary:
    """What is known of words. Belongs to one thread."""

    def __init__(self) -> None:
        self._chunks = Chunks()

    def read(self, title: str, text: str) -> tuple[Words, bytes]:
        """The words of a document, and the sketch of its text."""
        (found,) = self.read_together([(title, text)])
        return found

    def read_together(self, documents: Sequence[tuple[str, str]]) -> list[tuple[Words, bytes]]:
        """The same of several documents, each its title and its text; their words share a glossary."""
        try:
            return self._read(documents) if documents else []
        except BaseException:  # out of time or memory: tables of which one is ahead would be wrong of all that follows
            self._chunks = Chunks()
            raise

    def _read(self, documents: Sequence[tuple[str, str]]) -> list[tuple[Words, bytes]]:
        known = self._chunks
        known.begin()
        texts = [title for title, _ in documents] + [text for _, text in documents]
        numbers = [known.numbers(text.split()) for text in texts]
        known.learn()
        sizes = list(map(len, numbers))
        chunks = np.concatenate(numbers)
        known.meet(chunks)
        words = self._words(texts, chunks, sizes)
        glossary, lines = self._glossary(words)
        number = len(documents)
        sketches = sketches_of(known.hashes_of(chunks[sum(sizes[:number]) :]), sizes[number:])
        for at, text in enumerate(texts[number:]):
            if is_unspaced(text, sizes[number + at]):
                sketches[at] = sketch(text)
        return [
            (Words(glossary, title.tobytes() + text.tobytes(), len(title)), sketched)
            for title, text, sketched in zip(lines, lines[number:], sketches, strict=False)
        ]

    def _words(self, texts: Sequence[str], chunks: Numbers, sizes: Sequence[int]) -> list[Numbers]:
        """The words of each text, of which the chunks are given, one text after the other, and how many each has."""
        known, ends = self._chunks, np.cumsum(sizes)
        of_chunks, words = known.sizes_of(chunks), known.words_of(chunks)
        word_ends = np.concatenate(([0], np.cumsum(of_chunks)))
        found = np.split(words, word_ends[ends[:-1]])
        by_place = known.by_place(chunks)
        for at in set(np.searchsorted(ends, np.flatnonzero(by_place), "right").tolist()):
            of_text = slice(ends[at] - sizes[at], ends[at])
            found[at] = self._in_place(texts[at], found[at], of_chunks[of_text], by_place[of_text])
        return found

    def _in_place(self, text: str, words: Numbers, sizes: Numbers, by_place: NDArray[np.bool_]) -> Numbers:
        """The words of a text, of which so many are in each chunk, with those chunks looked at again where they stand
        that are to be."""
        spans = [match.span() for match in _CHUNK.finditer(text)]
        edges = np.flatnonzero(np.diff(by_place, prepend=False, append=False)).tolist()
        ends = np.concatenate(([0], np.cumsum(sizes)))
        found: list[Numbers] = []
        end = 0
        for first, after in zip(edges[::2], edges[1::2], strict=True):  # chunks that follow one another
            matches = WORD.finditer(text, spans[first][0], spans[after - 1][1])
            tokens = chain.from_iterable(read(text, match) for match in matches)
            here = [self._chunks.number(token.surface, token.terms) for token in tokens]
            found += words[end : ends[first]], np.array(here, np.int64)
            end = ends[after]
        return np.concatenate((*found, words[end:]))

    def _glossary(self, words: Sequence[Numbers]) -> tuple[Glossary, list[NDArray[np.uint32]]]:
        """The glossary of texts, and which of it each of their words is."""
        known = self._chunks.words
        lines = np.zeros(len(known), np.uint32)
        for each in words:
            lines[each] = 1
        used = np.flatnonzero(lines)
        lines[used] = np.arange(len(used))
        return Glossary(list(map(known.__getitem__, used.tolist()))), [lines[each] for each in words]
