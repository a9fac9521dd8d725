"""How much of one text stands in another, told from two small sketches: what near-duplicates are found by.

A text is the set of its shingles, runs of four neighbouring words (Broder, "On the resemblance and containment of
documents", 1997). Of their hashes the sketch keeps the smallest: of two texts those shared tell the resemblance of the
whole sets, and with the sizes of both the *containment*, how much of the shorter stands in the longer. A copy is
shortened, or framed by a site's furniture, so containment is what counts; but a text of under a third of the other is
a quotation of it, or the other a digest, and no copy.

A word counts by its *skeleton*: vowels, double letters and voicing (s, z, c) are folded away, which is where spellings
part: colour, color; organise, organize; ё, е; Jeenbekov, Zheenbekov. Texts filled into one template share their words
but not their figures, while who copies alters no figures: the figures of both are compared besides, and texts whose
figures differ are as much the less alike.

A sketch is one pass over the text. A comparison is bounded by the sketches, whatever the texts' sizes.
"""

from __future__ import annotations

import re
import sys
from array import array
from struct import Struct
from typing import NamedTuple
from zlib import crc32

from index.analysis import fold
from index.names.transliteration import skeleton as sounds

SHINGLES = hash((1, 2, 3, 4)) & 0xFFFF
"""How this interpreter hashes a tuple of numbers, which is what it hashes a shingle with: CPython has done it in one
way since 3.8. Sketches by another way could not be compared."""

VERSION = (1 << 16) + SHINGLES
"""Rises with every change that gives a text another sketch; an index of another version is rebuilt."""

SKETCH = 128  # hashes kept of the shingles: the standard error of a resemblance near 1/2 is 0.04
FIGURES = 32  # and of the figures
KEYS = 16  # the smallest of them, by which candidates are looked up: misses 1 in 1,000 at a resemblance of 0.35
FEWEST = 12  # shingles in a text under which only the same words are a copy
LONGER = 3.0  # times as long, above which it is no copy

_HEAD = Struct("<IHH")
_LARGEST = 1 << 63
_KNOWN = 150_000  # words kept in mind; each takes about 200 bytes
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_LONG_WORD = 15  # characters to a word, on average, above which a text is of a script without spaces
_AROUND = ".,;:!?…()[]«»„“”‘’\"'–—-"
_MARKS = re.compile(r"[\W_]+")
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_INITIAL = re.compile(r"^[aeiouy]+")
_ONE_SOUND = str.maketrans("zc", "ss")
_DOUBLE = re.compile(r"(.)\1+")


class Sketch(NamedTuple):
    """A text's sketch unpacked: how many distinct shingles and figures it has, and the smallest hashes of each."""

    shingles: int
    figures: int
    smallest: tuple[int, ...]
    smallest_figures: tuple[int, ...]

    @property
    def keys(self) -> tuple[int, ...]:
        """The hashes by which texts that may be alike are looked up: such texts share one of them."""
        return self.smallest[:KEYS]


def skeleton(word: str) -> str:
    """What is left of a word when spellings that sound alike are folded into one; "" for a mark alone."""
    if not word.isalnum():
        word = _MARKS.sub("", word)
    if word.isdigit():
        return word
    folded = _INITIAL.sub("a", "".join(sounds(fold(word))).translate(_ONE_SOUND))
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", folded))


class _Hashes(dict[str, int]):
    """The hash of each word's skeleton, and beside it which words are figures; emptied when it has grown too large."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
            self.figures.clear()
        plain = word.strip(_AROUND).lower()
        if plain != word:  # "Trade," is mostly known as "trade"
            found = self[plain]
            if plain in self.figures:
                self.figures[word] = self.figures[plain]
        else:
            if digits := "".join(filter(str.isdigit, word)):
                self.figures[word] = crc32(digits.encode())
            found = crc32(skeleton(word).encode("utf-8", "surrogatepass"))
        self[word] = found
        return found


_hashes = _Hashes()


def sketch(text: str) -> bytes:
    """The sketch of a text, packed: numbers of distinct shingles (32 bits), of hashes kept of them and of distinct
    figures (16 bits each, figures up to 65,535), the smallest hashes of the shingles in rising order, then those of
    the figures, 32 bits each, all little-endian. b"" for a text without words."""
    words = text.split()
    if len(text) > _LONG_WORD * len(words):
        words = _UNSPACED.findall(text)
    if not words:
        return b""
    hashes = list(map(_hashes.__getitem__, words))
    shingles = set(map(hash, zip(hashes, hashes[1:], hashes[2:], hashes[3:], strict=False))) or {hash(tuple(hashes))}
    known = _hashes.figures
    figures = {known[word] for word in words if word in known}
    smallest = array("I", [(each + _LARGEST) >> 32 for each in _smallest(shingles)])
    those = array("I", sorted(figures)[:FIGURES])
    if sys.byteorder == "big":
        smallest.byteswap()
        those.byteswap()
    return _HEAD.pack(len(shingles), len(smallest), min(len(figures), 0xFFFF)) + smallest.tobytes() + those.tobytes()


def _smallest(hashes: set[int]) -> list[int]:
    """The `SKETCH` smallest of evenly spread hashes, in order. Those under a bound that is nearly always high enough
    are sorted, not all."""
    if len(hashes) > 3 * SKETCH:
        bound = (2 * _LARGEST * (SKETCH + 5 * int(SKETCH**0.5))) // len(hashes) - _LARGEST
        low = [each for each in hashes if each < bound]
        if len(low) >= SKETCH:
            return sorted(low)[:SKETCH]
    return sorted(hashes)[:SKETCH]


def unpacked(data: bytes) -> Sketch:
    """What `sketch` packed; an empty sketch for b""."""
    if not data:
        return Sketch(0, 0, (), ())
    shingles, kept, figures = _HEAD.unpack_from(data)
    values = array("I", data[_HEAD.size :])
    if sys.byteorder == "big":
        values.byteswap()
    return Sketch(shingles, figures, tuple(values[:kept]), tuple(values[kept:]))


def likeness(one: Sketch, other: Sketch) -> float:
    """How far one text is a copy of the other, from 0 to 1: how much of the shorter stands in the longer, times
    between a half and 1 by how many of the figures do. 0 where one is more than `LONGER` times as long as the other;
    1 for a text and itself."""
    few, many = sorted((one.shingles, other.shingles))
    if not few or many > LONGER * few:
        return 0.0
    if few < FEWEST:
        return 1.0 if one == other else 0.0
    shared = _shared(one.smallest, one.shingles, other.smallest, other.shingles)
    fewest = min(one.figures, other.figures)
    both = _shared(one.smallest_figures, one.figures, other.smallest_figures, other.figures)
    agreeing = (both + 1) / (fewest + 1)  # one more of each: nothing follows from no figures, and little from one
    return min(shared / few, 1.0) * (1 + min(agreeing, 1.0)) / 2


def _shared(one: tuple[int, ...], size: int, other: tuple[int, ...], other_size: int) -> float:
    """How many members two sets share, from their sizes and their smallest members: exactly where those are all of
    them, else by the resemblance among the smallest of the union (Broder's second estimate)."""
    common = set(one).intersection(other)
    if len(one) >= size and len(other) >= other_size:
        return float(len(common))
    # Up to the smaller of the two largest, both sides are whole
    ends = [each[-1] for each, whole in ((one, size), (other, other_size)) if len(each) < whole]
    end = min(ends)
    union = len({each for each in (*one, *other) if each <= end})
    resemblance = sum(each <= end for each in common) / union
    return resemblance * (size + other_size) / (1 + resemblance)
