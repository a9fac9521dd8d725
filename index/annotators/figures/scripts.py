"""Which stretches of a text to read by which language: a Russian paragraph in an English document, and the reverse.

A line belongs to the script that most of its letters are of; lines of one script in a row are one stretch, lines
of one word go with the one before. Cyrillic is Russian unless the document is Kyrgyz or the stretch has a letter
that only Kyrgyz has.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from index.annotators.figures.lexicon import FILES
from index.models import Annotation

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z]+")
_TWO_WORDS = re.compile(r"[^\W\d_][\W\d_]+[^\W\d_]")
_SAMPLE = 200  # characters of a line that say of how many words it is
_KYRGYZ = "өүңӨҮҢ"


class Stretch(NamedTuple):
    """Part of a text with the language whose words it is read by."""

    start: int
    end: int
    language: str


def stretches(text: str, language: str) -> list[Stretch]:
    """The whole text in stretches, in order. A text in one script is one stretch."""
    language = language if language in FILES else "en"
    if text.isascii() or _CYRILLIC.search(text) is None:
        return [Stretch(0, len(text), "en" if _LATIN.search(text) else language)]
    if language != "en" and not _has_latin(text):
        return [Stretch(0, len(text), _language(text, 0, len(text), True, language))]
    found: list[tuple[int, int, bool]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line)
        cyrillic = _is_cyrillic(line)
        if found and (cyrillic is None or cyrillic is found[-1][2]):
            found[-1] = (found[-1][0], end, found[-1][2])
        elif not found and cyrillic is None:
            found.append((start, end, language != "en"))
        else:
            found.append((start, end, bool(cyrillic)))
        start = end
    return [Stretch(first, last, _language(text, first, last, mixed, language)) for first, last, mixed in found]


def _is_cyrillic(line: str) -> bool | None:
    """None for a line of one word or none, which says little."""
    if _TWO_WORDS.search(line, 0, _SAMPLE) is None:
        return None
    if line.isascii():
        return False
    if not _has_latin(line):
        return True if _CYRILLIC.search(line) else None
    left = sum(map(len, _LATIN.findall(line)))
    for word in _CYRILLIC.finditer(line):
        left -= word.end() - word.start()
        if left < 0:  # mostly in the first words
            return True
    return False


def _has_latin(line: str) -> bool:
    """Whether a line or a text has a letter of ASCII: only those have capitals there. An expression takes ten times as
    long."""
    ascii = line.encode("ascii", "ignore")
    return ascii.lower() != ascii.upper()


def _language(text: str, start: int, end: int, cyrillic: bool, language: str) -> str:
    if not cyrillic:
        return "en"
    kyrgyz = language == "ky" or any(text.find(letter, start, end) >= 0 for letter in _KYRGYZ)
    return "ky" if kyrgyz else "ru"


class Placed:
    """Annotations in order, asked for by stretch."""

    def __init__(self, found: Iterable[Annotation]) -> None:
        self.found = sorted(found, key=lambda each: each.start)
        self._starts = [each.start for each in self.found]

    def within(self, stretch: Stretch) -> list[Annotation]:
        """Those that lie in a stretch, placed from its start."""
        low, high = bisect_left(self._starts, stretch.start), bisect_left(self._starts, stretch.end)
        return moved([each for each in self.found[low:high] if each.end <= stretch.end], -stretch.start)


def moved(found: Sequence[Annotation], by: int) -> list[Annotation]:
    """Annotations further on by so many characters."""
    return [replace(each, start=each.start + by, end=each.end + by) for each in found] if by else list(found)
