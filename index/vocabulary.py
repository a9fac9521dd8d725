"""The words of many texts: what `index.analysis.tokens` gives, and a sketch, for who reads hundreds of texts a second.

What stands between two spaces, a *chunk*, is looked at once, and then known by a number with all that is asked of it:
the words in it, and its hash in a sketch. A text is looked up chunk by chunk; the rest is done by arrays.

    chunks   In October 2021, trade with Kyrgyzstan ...        4 19 7 20 5 88 ...
    words    in+      october+octob  2021+2021  ...            3 11 6 12 4 60 ...      surface and terms
    lines    the same, numbered among the documents that are read together             0  1 2  3 4  5 ...

Few texts need more: those in which what a word is depends on what stands around it, and numbers that go on behind a
space ("1 800", "13 per cent").
"""

from __future__ import annotations

import re
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import WORD, Token, depends, read, settled, tokens
from index.remembered import Remembered
from index.resemblance import sketch_of, word_hash

_MOST = 48_000  # chunks, of about 200 bytes each, after which they are begun anew
_MOST_ALONE = 16_000
_ACROSS = re.compile(r"\d(?:[ \u00a0\u202f\u2009]\d{3}(?!\d)|\s%|[\s-]?(?:[Pp](?:[Ee][Rr]|[Cc][Tt])|[Пп][Рр][Оо]))")
_AROUND = ',;:!?…()[]«»„“”"*'  # of no word, wherever they stand
_WORD_APART, _TERM_APART = "\n", "\t"  # in no word and no term
_BY_PLACE, _IS_BY_PLACE = "\n", 0

Numbers = NDArray[np.int64]

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
    surface, *terms = word.split(_TERM_APART)
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
        self._together = False
        self._forget()

    def _forget(self) -> None:
        self._chunks = _Chunks()
        self._alone = _Alone()

    def _begin(self) -> None:
        """Begin a glossary."""
        if len(self._chunks) >= _MOST:  # half of them are met once; the others are soon known again
            self._chunks = _Chunks()
        self._chunks.begin()

    @contextmanager
    def together(self) -> Iterator[None]:
        """The documents read in here share a glossary."""
        self._begin()
        self._together = True
        try:
            yield
        finally:
            self._together = False

    def read(self, title: str, text: str) -> tuple[Words, bytes]:
        """The words of a document, and the sketch of its text."""
        if not self._together:
            self._begin()
        try:
            return self._read(title, text)
        except BaseException:  # out of time or memory: tables of which one is ahead would be wrong of all that follows
            self._forget()
            raise

    def _read(self, title: str, text: str) -> tuple[Words, bytes]:
        known, above, parts = self._chunks, title.split(), text.split()
        chunks = known.of(above + parts)
        sketch = sketch_of(text, parts, known.hashes_of(chunks[len(above) :]))
        words, in_title = known.words_of(chunks), int(known.sizes_of(chunks[: len(above)]).sum())
        if (words == _IS_BY_PLACE).any() or _ACROSS.search(title) or _ACROSS.search(text):
            first, rest = (np.array(list(map(known.number, self._by_place(each))), np.int64) for each in (title, text))
            words, in_title = np.concatenate((first, rest)), len(first)
        return Words(known.glossary, known.lines_of(words).tobytes(), in_title), sketch

    def _by_place(self, text: str) -> Iterable[str]:
        """The words of a text, each looked at where it stands."""
        if "_" in text:
            return map(_word, tokens(text))
        found = list(map(self._alone.__getitem__, WORD.findall(text)))
        for at, match in enumerate(WORD.finditer(text)):
            if found[at] == _BY_PLACE:
                (token,) = read(text, match)
                found[at] = _word(token)
        return found


class _Chunks(dict[str, int]):
    """Chunks by number, and what is known of each: its hash, and its words by numbers of their own. A chunk of which a
    word depends on what stands around it has `_BY_PLACE` alone; what differs only in marks around it is the same."""

    def __init__(self) -> None:
        super().__init__()
        self.glossary = Glossary([])
        self._listed: list[int] = []  # the words in it
        self._lines = array("i", [-1])  # of each word in it; -1 of those that are not
        self._words = [_BY_PLACE]
        self._numbers = {_BY_PLACE: _IS_BY_PLACE}
        self._hashes = array("Q")
        self._ends = array("I", [0])  # of the words of the chunk before each
        self._within = array("I")  # words, those of one chunk after those of the other

    def of(self, parts: Sequence[str]) -> Numbers:
        """The numbers of chunks."""
        return np.fromiter(map(self.__getitem__, parts), np.int64, len(parts))

    def hashes_of(self, chunks: Numbers) -> NDArray[np.uint64]:
        """Their hashes."""
        hashes: NDArray[np.uint64] = np.asarray(self._hashes)[chunks]
        return hashes

    def sizes_of(self, chunks: Numbers) -> Numbers:
        """How many words are in each."""
        ends = np.asarray(self._ends)
        sizes: Numbers = ends[chunks + 1].astype(np.int64) - ends[chunks]
        return sizes

    def words_of(self, chunks: Numbers) -> Numbers:
        """The words in them, in order."""
        sizes = self.sizes_of(chunks)
        places = np.repeat(np.asarray(self._ends)[chunks] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        words: Numbers = np.asarray(self._within)[places].astype(np.int64)
        return words

    def number(self, word: str) -> int:
        """The number of a word."""
        number = self._numbers.setdefault(word, len(self._words))
        if number == len(self._words):
            self._words.append(word)
            self._lines.append(-1)
        return number

    def begin(self) -> None:
        """Begin a glossary."""
        np.asarray(self._lines)[self._listed] = -1
        self.glossary, self._listed = Glossary([]), []

    def lines_of(self, words: Numbers) -> NDArray[np.int32]:
        """The lines of words in the glossary, to which those that are not in it are added."""
        lines: NDArray[np.int32] = np.asarray(self._lines)
        new = list(dict.fromkeys(words[lines[words] < 0].tolist()))
        lines[new] = range(len(self._listed), len(self._listed) + len(new))
        self._listed += new
        self.glossary.words += map(self._words.__getitem__, new)
        return lines[words]

    def __missing__(self, chunk: str) -> int:
        plain = chunk.strip(_AROUND)
        if plain == chunk and chunk.endswith(".") and chunk[:-1].isalpha():  # the end of a sentence, no "U.S."
            plain = chunk[:-1]
        if plain == chunk:
            self._within.extend(map(self.number, _words_in(chunk)))
            self._hashes.append(word_hash(chunk))
            self._ends.append(len(self._within))
        number = self[chunk] = len(self._hashes) - 1 if plain == chunk else self[plain]
        return number


def _words_in(chunk: str) -> Iterable[str]:
    if chunk.isalpha():  # one word, which takes no looking for
        word = settled(chunk)
        return (_BY_PLACE if word is None else _spelled(*word),)
    return (_BY_PLACE,) if any(map(depends, WORD.findall(chunk))) else map(_word, tokens(chunk))


class _Alone(Remembered[str]):
    """The word that a spelling is, or `_BY_PLACE` where that depends on what stands around it, as the terms of figures
    do."""

    def __init__(self) -> None:
        super().__init__(_MOST_ALONE)

    def find(self, key: str) -> str:
        """Look at a spelling."""
        if key[0].isdigit() or depends(key):
            return _BY_PLACE
        (token,) = tokens(key)
        return _word(token)


def _word(token: Token) -> str:
    return _spelled(token.surface, token.terms)


def _spelled(surface: str, terms: Iterable[str]) -> str:
    return _TERM_APART.join((surface, *terms))
