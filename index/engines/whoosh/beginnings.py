"""The documents that have a word which begins so, for all beginnings of one to `longest` characters: posting lists made
from those of the surface words, while these are written."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.engines.whoosh.integers import firsts, gathered
from index.engines.whoosh.inversion import Flat

_MATRIX = 1 << 20
"""Bytes of the table in which the beginnings of words are marked at once."""


class Beginnings:
    """Words come with their posting lists, in rising order; their beginnings are given back at the end."""

    def __init__(self, longest: int, documents: int) -> None:
        self._longest = longest
        self._documents = documents
        self._words: list[str] = []
        self._having = [np.zeros(0, np.int64)]
        self._of = [np.zeros(0, np.uint32)]

    def add(self, flat: Flat) -> None:
        """Further words."""
        self._words.extend(term.decode("utf-8", "surrogatepass") for term in flat.terms)
        self._having.append(flat.having)
        self._of.append(flat.documents.astype(np.uint32))

    def lists(self) -> Iterator[Flat]:
        """The lists of all beginnings, in stretches.

        Words rise, so that those which begin alike are neighbours: beginnings are met for the first time word by word,
        and of a word the shorter one before the longer, which is their order.
        """
        having, documents = np.concatenate(self._having), np.concatenate(self._of)
        first = firsts(having)
        letters = np.array(self._words, f"U{self._longest}").view(np.uint32).reshape(-1, self._longest)
        differs = np.ones(letters.shape, bool)
        differs[1:] = np.logical_or.accumulate(letters[1:] != letters[:-1], axis=1)
        differs &= letters > 0
        ranks = np.where(differs, np.cumsum(differs).reshape(differs.shape) - 1, 0)
        ranks = np.where(letters > 0, np.maximum.accumulate(ranks, axis=0), -1)
        names = [self._words[word][: length + 1] for word, length in np.argwhere(differs).tolist()]
        at_once = max(_MATRIX // max(self._documents, 1), 1)
        for start in range(0, len(names), at_once):
            some = [name.encode("utf-8", "surrogatepass") for name in names[start : start + at_once]]
            marks = np.zeros((len(some), self._documents), bool)
            for row in ranks.T:
                here = np.flatnonzero((row >= start) & (row < start + len(some)))
                marks[np.repeat(row[here] - start, having[here]), documents[gathered(first[here], having[here])]] = True
            yield Flat(some, marks.sum(axis=1), np.nonzero(marks)[1])
