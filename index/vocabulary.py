"""The words of many texts: what `index.analysis.tokens` gives, for who reads hundreds of texts a second.

What stands between two spaces is looked at once, and then known with all words in it. Few texts need more: those in
which what a word is depends on what stands around it, and numbers that go on behind a space ("1 800", "13 per cent").
"""

from __future__ import annotations

import re
import threading
from array import array
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from index.analysis import WORD, Token, depends, read, settled, tokens
from index.remembered import Remembered

_MOST_CHUNKS = 48_000  # each takes about 250 bytes; of 10,000 documents' words three in a hundred are looked at twice
_ACROSS = re.compile(r"\d(?:[ \u00a0\u202f\u2009]\d{3}(?!\d)|\s%|[\s-]?(?:[Pp](?:[Ee][Rr]|[Cc][Tt])|[Пп][Рр][Оо]))")
_AROUND = ',;:!?…()[]«»„“”"*'  # of no word, wherever they stand
_WORD_APART, _TERM_APART = "\n", "\t"  # in no word and no term
_BY_PLACE = "\n"

_local = threading.local()


class Words(NamedTuple):
    """The words of a document, to be handed from one process to another.

    `spelled` has each different word on a line of its own: its surface and, behind tabs, its terms. `lines` says which
    line each word of title and text is, the `title` first of them those of the title: numbers from 0, as unsigned
    32-bit integers of this machine, one for each token, at its position.
    """

    spelled: str
    lines: bytes
    title: int

    @property
    def total(self) -> int:
        """How many words title and text have."""
        return len(self.lines) // 4

    def each(self) -> list[str]:
        """The different words."""
        return self.spelled.split(_WORD_APART) if self.lines else []


def words(title: str, text: str) -> Words:
    """The words of a document. What is known of words is kept in mind, in each thread."""
    vocabulary: Vocabulary | None = getattr(_local, "vocabulary", None)
    if vocabulary is None:
        vocabulary = _local.vocabulary = Vocabulary()
    in_title = vocabulary.read(title)
    found = in_title + vocabulary.read(text)
    different = dict.fromkeys(found)
    lines = dict(zip(different, range(len(different)), strict=True))
    numbers = array("I", map(lines.__getitem__, found))
    return Words(_WORD_APART.join(different), numbers.tobytes(), len(in_title))


def parted(word: str) -> tuple[str, tuple[str, ...]]:
    """The surface and the terms of a word as it is spelled in `Words`."""
    surface, *terms = word.split(_TERM_APART)
    return surface, tuple(terms)


def starts(text: str) -> list[int]:
    """Where each word of a text begins."""
    places = [match.start() for match in WORD.finditer(text)]
    return [token.start for token in tokens(text)] if "_" in text else places


class Vocabulary:
    """What is known of words, as they are spelled in `Words`. Belongs to one thread."""

    def __init__(self) -> None:
        self._chunks = _Chunks()
        self._alone = _Alone()

    def read(self, text: str) -> list[str]:
        """A text's words in order: one for each token, at its position."""
        found = list(chain.from_iterable(map(self._chunks.__getitem__, text.split())))
        return self._by_place(text) if _BY_PLACE in found or _ACROSS.search(text) else found

    def _by_place(self, text: str) -> list[str]:
        spellings = WORD.findall(text)
        if any("_" in spelling for spelling in spellings):
            return [_word(token) for token in tokens(text)]
        found = list(map(self._alone.__getitem__, spellings))
        for at, match in enumerate(WORD.finditer(text)):
            if found[at] == _BY_PLACE:
                (token,) = read(text, match)
                found[at] = _word(token)
        return found


def _word(token: Token) -> str:
    return _spelled(token.surface, token.terms)


def _spelled(surface: str, terms: Iterable[str]) -> str:
    return _TERM_APART.join((surface, *terms))


class _Chunks(Remembered[tuple[str, ...]]):
    """The words of what stands between two spaces; `_BY_PLACE` where one of them depends on what stands around it."""

    def __init__(self) -> None:
        super().__init__(_MOST_CHUNKS)

    def find(self, key: str) -> tuple[str, ...]:
        """Look at what stands between two spaces."""
        plain = key.strip(_AROUND)
        if plain != key:  # "(trade," is mostly known as "trade"
            return self[plain]
        if key.isalpha():  # one word, which takes no looking for
            word = settled(key)
            return (_BY_PLACE if word is None else _spelled(*word),)
        if any(map(depends, WORD.findall(key))):
            return (_BY_PLACE,)
        return tuple(map(_word, tokens(key)))


class _Alone(Remembered[str]):
    """The word that a spelling is, or `_BY_PLACE` where that depends on what stands around it, as the terms of figures
    do."""

    def __init__(self) -> None:
        super().__init__(_MOST_CHUNKS)

    def find(self, key: str) -> str:
        """Look at a spelling."""
        if key[0].isdigit() or depends(key):
            return _BY_PLACE
        (token,) = tokens(key)
        return _word(token)
