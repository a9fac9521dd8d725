"""The words of many texts as numbers: what `index.analysis.tokens` gives, for who reads hundreds of texts a second.

What stands between two spaces is looked at once, and then known with all words in it. Few texts need more: those in
which what a word is depends on what stands around it, and numbers that go on behind a space ("1 800", "13 per cent").
"""

from __future__ import annotations

import re
from itertools import chain

from index.analysis import WORD, depends, read, settled, tokens
from index.remembered import Remembered

Words = tuple[int, ...]

_MOST_CHUNKS = 64_000  # each takes about 200 bytes; of 10,000 documents' words one in a hundred is looked at twice
_ACROSS = re.compile(r"\d(?:[ \u00a0\u202f\u2009]\d{3}(?!\d)|\s%|[\s-]?(?:[Pp](?:[Ee][Rr]|[Cc][Tt])|[Пп][Рр][Оо]))")
_AROUND = ',;:!?…()[]«»„“”"*'  # of no word, wherever they stand
_BY_PLACE = -1


class Vocabulary:
    """Words by number, in the order in which they are first met. Belongs to one thread."""

    def __init__(self) -> None:
        self.words: list[tuple[str, tuple[str, ...]]] = []
        """The surface and the terms of each number."""
        self._numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        self._chunks = _Chunks(self)
        self._alone = _Alone(self)

    def read(self, text: str) -> list[int]:
        """The numbers of a text's words in order: one for each token, at its position."""
        found = list(chain.from_iterable(map(self._chunks.__getitem__, text.split())))
        return self._by_place(text) if _BY_PLACE in found or _ACROSS.search(text) else found

    def _by_place(self, text: str) -> list[int]:
        spellings = WORD.findall(text)
        if any("_" in spelling for spelling in spellings):
            return [self.number(token.surface, token.terms) for token in tokens(text)]
        found = list(map(self._alone.__getitem__, spellings))
        for at, match in enumerate(WORD.finditer(text)):
            if found[at] == _BY_PLACE:
                (token,) = read(text, match)
                found[at] = self.number(token.surface, token.terms)
        return found

    def starts(self, text: str) -> list[int]:
        """Where each of these words begins."""
        places = [match.start() for match in WORD.finditer(text)]
        return [token.start for token in tokens(text)] if "_" in text else places

    def number(self, surface: str, terms: tuple[str, ...]) -> int:
        """The number of a word."""
        number = self._numbers.setdefault((surface, terms), len(self.words))
        if number == len(self.words):
            self.words.append((surface, terms))
        return number


class _Chunks(Remembered[Words]):
    """The words of what stands between two spaces; `_BY_PLACE` where one of them depends on what stands around it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(_MOST_CHUNKS)
        self._vocabulary = vocabulary

    def find(self, key: str) -> Words:
        """Look at what stands between two spaces."""
        plain = key.strip(_AROUND)
        if plain != key:  # "(trade," is mostly known as "trade"
            return self[plain]
        if key.isalpha():  # one word, which takes no looking for
            word = settled(key)
            return (_BY_PLACE if word is None else self._vocabulary.number(*word),)
        if any(map(depends, WORD.findall(key))):
            return (_BY_PLACE,)
        return tuple(self._vocabulary.number(token.surface, token.terms) for token in tokens(key))


class _Alone(Remembered[int]):
    """The number of the word that a spelling is, or `_BY_PLACE` where that depends on what stands around it, as the
    terms of figures do."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(_MOST_CHUNKS)
        self._vocabulary = vocabulary

    def find(self, key: str) -> int:
        """Look at a spelling."""
        if key[0].isdigit() or depends(key):
            return _BY_PLACE
        (token,) = tokens(key)
        return self._vocabulary.number(token.surface, token.terms)
