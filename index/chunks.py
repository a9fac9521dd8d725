"""What stands between the spaces of texts, *chunks*, by number, with what is known of each.

    number   chunk       words          hash in a sketch
    4        In          in
    19       October     october+octob
    7        2021,       2021+2021      with that of its digits
    20       (2021)      the same

Chunks met for the first time are looked at together, some hundreds at once: what Python takes for a call of its own is
then paid once, and not for each. What differs only in marks around it has the same words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import count, islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.analysis import WORD, settled
from index.resemblance import FIGURE, word_hashes

MOST = 40_000
"""Chunks, of about 200 bytes each, after which half of them are forgotten."""

MOST_WORDS = 80_000
"""Words after which the same is done: figures that go on behind a space ("1 800") are many words of few chunks."""

MOST_LETTERS = 4_000_000
"""And letters of chunks: where nothing stands between words, or in encoded data, a chunk is as long as a line."""

_IS_BY_PLACE = 1  # the mark of a chunk whose words depend on what stands around it
_GOES_ON = 2  # and of one that may go on with a figure before it, as "800" does with "1", and "per" with "13"

_AROUND = ',;:!?…()[]«»„“”"*'  # of no word, wherever they stand
_APART = "\n"  # in no chunk
_WORD_OR_END = re.compile(f"{WORD.pattern}|{_APART}")
_GOING_ON = re.compile(r"\d{3}(?!\d)|%|per(?:cent)?\b|pct|процент", re.IGNORECASE)
_PERCENT = re.compile(r"per|pct|процент", re.IGNORECASE)
TERM_APART = "\t"  # in no word and no term
_UNSETTLED = 0  # the number of words whose terms depend on what stands around them

Numbers = NDArray[np.int64]


class _Rows(NamedTuple):
    """What is known of chunks, an array for each."""

    hashes: NDArray[np.uint64]
    begins: NDArray[np.uint32]  # of the words of each
    sizes: NDArray[np.uint32]
    marks: NDArray[np.uint8]
    met: NDArray[np.uint32]  # in how many hand-overs

    def of(self, chunks: Numbers) -> _Rows:
        """Those of some chunks."""
        return _Rows(self.hashes[chunks], self.begins[chunks], self.sizes[chunks], self.marks[chunks], self.met[chunks])

    def joined(self, others: _Rows) -> _Rows:
        """These, and others after them."""
        return _Rows(
            np.concatenate((self.hashes, others.hashes)),
            np.concatenate((self.begins, others.begins)),
            np.concatenate((self.sizes, others.sizes)),
            np.concatenate((self.marks, others.marks)),
            np.concatenate((self.met, others.met)),
        )


class Numbering(dict[str, int]):
    """Numbers of strings, given in the order in which they are first asked for."""

    def __missing__(self, key: str) -> int:
        number = self[key] = len(self)
        return number

    def latest(self, after: int) -> list[str]:
        """What has a number of at least so many, without a look at what has not."""
        return list(islice(reversed(self), len(self) - after))[::-1]


class Chunks(Numbering):
    """Chunks by number. Ask `numbers` for those of texts, then call `learn`, and then ask what is known of them."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Numbering({_APART: _UNSETTLED})
        self._listed: list[str] = []  # the same by place
        none = np.zeros(0, np.uint32)
        self._rows = _Rows(none.astype(np.uint64), none, none, none.astype(np.uint8), none)
        self._within = none  # words of chunks
        self._letters = 0

    def begin(self) -> None:
        """Begin a hand-over."""
        if len(self) > MOST or len(self._words) > MOST_WORDS or self._letters > MOST_LETTERS:
            self._forget(max(min(len(self), MOST) // 2, 1))

    def _forget(self, kept: int) -> None:
        """Forget all but so many. Half of all chunks are met once, and their number rises without end (Heaps' law);
        those kept were met in the most hand-overs, each time they come to this counting half, and of those met as often
        the newest."""
        chosen = np.sort(np.argsort(self._rows.met, kind="stable")[-kept:])
        words = self.words_of(chosen)
        is_used = np.zeros(len(self._words), bool)
        is_used[words] = is_used[_UNSETTLED] = True
        used = np.flatnonzero(is_used)
        self._within = np.searchsorted(used, words).astype(np.uint32)
        self._listed = list(map(self.words.__getitem__, used.tolist()))
        self._words = Numbering(zip(self._listed, count()))
        rows = self._rows.of(chosen)
        self._rows = rows._replace(begins=(np.cumsum(rows.sizes) - rows.sizes).astype(np.uint32), met=rows.met // 2)
        chunks = list(self)
        self.clear()
        self.update(zip(map(chunks.__getitem__, chosen.tolist()), count()))
        self._letters = sum(map(len, self))

    def numbers(self, chunks: Sequence[str]) -> Numbers:
        """The numbers of chunks."""
        return np.fromiter(map(self.__getitem__, chunks), np.int64, len(chunks))

    def learn(self) -> None:
        """Look at those that are new."""
        known = len(self._rows.hashes)
        new = self.latest(known)
        if not new:
            return
        self._letters += sum(map(len, new))
        plain = list(map(_plain, new))
        unknown = list(dict.fromkeys(each for each in plain if self.get(each, known) >= known))
        rows = self._rows.joined(self._looked_at(unknown))
        places = dict(zip(unknown, count(known)))
        sources = np.array([places[each] if each in places else self[each] for each in plain], np.int64)
        self._rows = self._rows.joined(rows.of(sources)._replace(met=np.zeros(len(plain), np.uint32)))

    def _looked_at(self, chunks: Sequence[str]) -> _Rows:
        """What there is to be known of chunks without marks around them."""
        hashes = word_hashes(chunks)
        raw = _WORD_OR_END.findall(_APART.join([*chunks, ""]))
        spelled = dict.fromkeys(raw)
        spelled.pop(_APART, None)
        words_of_each = map(_word, settled(list(spelled)))
        numbers = dict(zip(spelled, map(self._words.__getitem__, words_of_each), strict=True))
        numbers[_APART] = -1
        words = np.fromiter(map(numbers.__getitem__, raw), np.int64, len(raw))
        ends = np.flatnonzero(words < 0)
        sizes = np.diff(ends, prepend=-1) - 1
        begins = np.cumsum(sizes) - sizes + len(self._within)
        marks = np.fromiter(map(bool, map(_GOING_ON.match, chunks)), np.uint8, len(chunks)) * np.uint8(_GOES_ON)
        marks[np.searchsorted(ends, np.flatnonzero(words == _UNSETTLED))] |= _IS_BY_PLACE
        for figure in np.flatnonzero(hashes >> np.uint64(FIGURE)).tolist():
            if _PERCENT.search(chunks[figure]):
                marks[figure] |= _IS_BY_PLACE
        self._within = np.concatenate((self._within, words[words >= 0].astype(np.uint32)))
        return _Rows(hashes, begins.astype(np.uint32), sizes.astype(np.uint32), marks, np.zeros(len(chunks), np.uint32))

    @property
    def words(self) -> list[str]:
        """The words, each at the place of its number."""
        self._listed += self._words.latest(len(self._listed))
        return self._listed

    def number(self, surface: str, terms: Iterable[str]) -> int:
        """The number of a word."""
        return self._words[_word((surface, terms))]

    def meet(self, chunks: Numbers) -> None:
        """Remember that a hand-over had these."""
        self._rows.met[chunks] += 1

    def hashes_of(self, chunks: Numbers) -> NDArray[np.uint64]:
        """The hashes of chunks."""
        return self._rows.hashes[chunks]

    def sizes_of(self, chunks: Numbers) -> Numbers:
        """How many words are in each."""
        return self._rows.sizes[chunks].astype(np.int64)

    def by_place(self, chunks: Numbers) -> NDArray[np.bool_]:
        """Of chunks that follow one another in a text, which are to be looked at where they stand: those of which a
        word depends on what is around it, and figures that may go on in the next chunk, with that."""
        marks = self._rows.marks[chunks]
        found = marks & _IS_BY_PLACE > 0
        goes_on = (self.hashes_of(chunks[:-1]) >> np.uint64(FIGURE) > 0) & (marks[1:] & _GOES_ON > 0)
        found[:-1] |= goes_on
        found[1:] |= goes_on
        return found

    def words_of(self, chunks: Numbers) -> Numbers:
        """The numbers of the words in them, in order."""
        sizes = self.sizes_of(chunks)
        places = np.repeat(self._rows.begins[chunks] - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        words: Numbers = self._within[places].astype(np.int64)
        return words


def _plain(chunk: str) -> str:
    plain = chunk.strip(_AROUND)
    if plain == chunk and chunk.endswith(".") and chunk[:-1].isalpha():  # the end of a sentence, no "U.S."
        return chunk[:-1]
    return plain


def _word(entry: tuple[str, Iterable[str]] | None) -> str:
    return _APART if entry is None else TERM_APART.join((entry[0], *entry[1]))
