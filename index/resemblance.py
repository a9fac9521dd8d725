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
from collections.abc import Iterable, Sequence
from struct import Struct
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from index.analysis import fold
from index.names.transliteration import cyrillic_sounds, latin_sounds
from index.names.transliteration import skeleton as sounds
from index.remembered import Remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

VERSION = 2
"""Rises with every change that gives a text another sketch; an index of another version is rebuilt."""

SKETCH = 128  # hashes kept of the shingles: the standard error of a resemblance near 1/2 is 0.04
FIGURES = 32  # and of the figures
KEYS = 16  # the smallest of them, by which candidates are looked up: misses 1 in 1,000 at a resemblance of 0.35
FEWEST = 12  # shingles in a text under which only the same words are a copy
LONGER = 3.0  # times as long, above which it is no copy

_HEAD = Struct("<IHH")
_WORDS = 4  # to a shingle
_MULTIPLIER = 0x9E3779B97F4A7C15  # odd, its bits evenly spread: 2 ** 64 by the golden ratio (Knuth)
FIGURE = 32  # bits of a hash below those of a figure
_FIGURE_BITS = 24
_KNOWN = 32_000  # words kept in mind; each takes about 200 bytes
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]|[^\W\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]+")
_LONG_WORD = 15  # characters to a word, on average, above which a text is of a script without spaces
_AROUND = ".,;:!?…()[]«»„“”‘’\"'–—-"
_MARKS = re.compile(r"[\W_]+")
_VOWELS = "aeiouy"
_TWICE = re.compile(r"(.)(?=\1)")  # a sixth of the time of putting one for several
_BEGUN_BY_VOWELS = re.compile(f"^[{_VOWELS}]+", re.MULTILINE)
_NO_LETTER = re.compile(r"[^a-z\n]+")
_ENGLISH = re.compile(r"(?![ivxIVX\W_]*\Z)[!-/:-~]+\Z")  # no figure, and no Roman one
_RUSSIAN = re.compile(r"[А-Яа-яЁё]+\Z")


class Sketch(NamedTuple):
    """A text's sketch unpacked: how many distinct shingles and figures it has, the smallest hashes of each (24 bits),
    and those of the shingles by which texts that may be alike are looked up (32 bits): such texts share one of them."""

    shingles: int
    figures: int
    smallest: tuple[int, ...]
    smallest_figures: tuple[int, ...]
    keys: tuple[int, ...]


def skeleton(word: str) -> str:
    """What is left of a word when spellings that sound alike are folded into one; "" for a mark alone."""
    if not word.isalnum():
        word = _MARKS.sub("", word)
    if word.isdigit():
        return word
    folded = "".join(sounds(fold(word))).replace("z", "s").replace("c", "s")
    bare = folded.lstrip(_VOWELS)
    initial = "a" if len(bare) < len(folded) else ""
    for vowel in _VOWELS:
        bare = bare.replace(vowel, "")
    return _TWICE.sub("", initial + bare)


class _Hashes(Remembered[int]):
    """The hash of each word, by itself."""

    def find(self, key: str) -> int:
        """The hash of a word."""
        plain = _plain(key)
        return self[plain] if plain != key else _hash(key)  # "Trade," is mostly known as "trade"


def _plain(word: str) -> str:
    return word.strip(_AROUND).lower()


def _hash(plain: str) -> int:
    found = crc32(skeleton(plain).encode("utf-8", "surrogatepass"))
    digits = "".join(filter(str.isdigit, plain))
    return found | (1 << _FIGURE_BITS | crc32(digits.encode()) >> 8) << FIGURE if digits else found


_hashes = _Hashes(_KNOWN)


def word_hashes(words: Sequence[str]) -> Hashes:
    """The hash of each word of a sketch, 64 bits, to be kept by who meets the same words again and again: here it is
    not. The lower half is of the skeleton; the upper half 0, or of a figure its digits' hash, 24 bits under a 1.

    English and Russian words are looked at all at once. Of `skeleton` they need less than it does: as all vowels and
    double letters go in the end, the rules for endings change nothing."""
    import numpy as np

    english, russian, others = list[int](), list[int](), list[int]()
    for at, word in enumerate(words):
        sort = english if _ENGLISH.match(word) else russian if _RUSSIAN.match(word) else others
        sort.append(at)
    hashes = np.zeros(len(words), np.uint64)
    hashes[english] = _together(latin_sounds(_NO_LETTER.sub("", _lines(words, english))), len(english))
    hashes[russian] = _together(cyrillic_sounds(_lines(words, russian)), len(russian))
    hashes[others] = [_hash(_plain(words[at])) for at in others]
    return hashes


def _lines(words: Sequence[str], chosen: Sequence[int]) -> str:
    return fold("\n".join([words[at] for at in chosen]))


def _together(sounds: str, number: int) -> list[int]:
    """The hashes of so many skeletons, from the sounds of the words, one to a line."""
    lines = _BEGUN_BY_VOWELS.sub("A", sounds.replace("z", "s").replace("c", "s"))
    for vowel in _VOWELS:
        lines = lines.replace(vowel, "")
    return list(map(crc32, _TWICE.sub("", lines).replace("A", "a").encode().split(b"\n")))[:number]


def sketch(text: str) -> bytes:
    """The sketch of a text, packed: numbers of distinct shingles (32 bits), of hashes kept of them and of distinct
    figures (16 bits each, figures up to 65,535); the upper 24 bits of the smallest hashes of the shingles in rising
    order, and the lower 8 of the keys among them; then 24 bits of those of the figures; all little-endian. b"" for a
    text without words."""
    import numpy as np  # loaded when the first text is read

    words = text.split()
    if is_unspaced(text, len(words)):
        words = _UNSPACED.findall(text)
    (made,) = sketches_of(np.fromiter(map(_hashes.__getitem__, words), np.uint64, len(words)), [len(words)])
    return made


def is_unspaced(text: str, words: int) -> bool:
    """Whether a text of so many words between spaces is of a script without them, in which words are told by `sketch`
    alone."""
    return len(text) > _LONG_WORD * words


def sketches_of(hashes: Hashes, sizes: Sequence[int]) -> list[bytes]:
    """What `sketch` makes of texts, from the `word_hashes` of their words, one text after the other, and how many words
    each has."""
    import numpy as np

    shingles, numbers = _shingles(hashes, np.array(sizes, np.int64))
    ends = np.cumsum(numbers)
    for begin, end in zip((ends - numbers).tolist(), ends.tolist(), strict=True):
        shingles[begin:end].sort()
    is_first = differ(shingles)
    is_first[(ends - numbers)[numbers > 0]] = True
    ranks = np.concatenate(([0], np.cumsum(is_first)))
    distinct = ranks[ends] - ranks[ends - numbers]
    is_kept = is_first & (ranks[1:] - np.repeat(ranks[ends - numbers], numbers) <= SKETCH)
    smallest = (shingles[is_kept] >> np.uint64(32)).astype(np.uint32)
    upper, lower = _narrow(smallest >> np.uint32(8)), (smallest & np.uint32(0xFF)).astype(np.uint8).tobytes()
    made, begin = [], 0
    for shingle_count, figures in zip(distinct.tolist(), _figures(hashes, sizes), strict=True):
        end = begin + min(shingle_count, SKETCH)
        head = _HEAD.pack(shingle_count, end - begin, min(len(figures), 0xFFFF))
        those = _narrow(np.array(figures[:FIGURES], np.uint32))
        keys = lower[begin : min(end, begin + KEYS)]
        made.append(head + upper[3 * begin : 3 * end] + keys + those if shingle_count else b"")
        begin = end
    return made


def _shingles(hashes: Hashes, sizes: NDArray[np.int64]) -> tuple[Hashes, NDArray[np.int64]]:
    """The hashes of the shingles of texts with words of these hashes, and how many each text has. A text of fewer words
    than a shingle is one."""
    import numpy as np

    words = hashes & np.uint64((1 << FIGURE) - 1)
    shingles = words.copy()
    for at in range(1, _WORDS):
        shingles *= np.uint64(_MULTIPLIER)
        shingles[:-at] += words[at:]
    ends = np.cumsum(sizes)
    short = np.flatnonzero((sizes > 0) & (sizes < _WORDS)).tolist()
    for text in short:
        shingle = 0
        for word in words[ends[text] - sizes[text] : ends[text]].tolist():
            shingle = (shingle * _MULTIPLIER + word) & 0xFFFF_FFFF_FFFF_FFFF
        shingles[ends[text] - sizes[text]] = shingle
    numbers = np.maximum(sizes - (_WORDS - 1), np.minimum(sizes, 1))
    is_whole = np.ones(len(shingles), bool)
    for at in range(1, _WORDS):
        is_whole[(ends - at)[sizes > at]] = False
    shingles = shingles[is_whole]
    shingles ^= shingles >> np.uint64(32)
    shingles *= np.uint64(_MULTIPLIER)
    return shingles, numbers


def _figures(hashes: Hashes, sizes: Sequence[int]) -> list[list[int]]:
    """The hashes of the distinct figures of each text in rising order."""
    import numpy as np

    at = np.flatnonzero(hashes >> np.uint64(FIGURE))
    texts = np.searchsorted(np.cumsum(sizes), at, "right").astype(np.uint64)
    digits = hashes[at] >> np.uint64(FIGURE) & np.uint64((1 << _FIGURE_BITS) - 1)
    each = np.sort(texts << np.uint64(_FIGURE_BITS) | digits)
    each = each[differ(each)]
    ends = np.searchsorted(each >> np.uint64(_FIGURE_BITS), np.arange(len(sizes), dtype=np.uint64), "right").tolist()
    those = (each & np.uint64((1 << _FIGURE_BITS) - 1)).tolist()
    return [those[begin:end] for begin, end in zip([0, *ends], ends, strict=False)]


def differ(numbers: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Which are not the same as the one before; the first never is."""
    import numpy as np

    found = np.ones(len(numbers), bool)
    found[1:] = numbers[1:] != numbers[:-1]
    return found


def _narrow(values: NDArray[np.uint32]) -> bytes:
    """Numbers of 24 bits, three bytes each."""
    return values.astype("<u4").view("u1").reshape(-1, 4)[:, :3].tobytes()


def _wide(data: bytes) -> NDArray[np.uint32]:
    import numpy as np

    found = np.zeros((len(data) // 3, 4), np.uint8)
    found[:, :3] = np.frombuffer(data, np.uint8).reshape(-1, 3)
    return found.reshape(-1).view("<u4").astype(np.uint32)


def unpacked(data: bytes) -> Sketch:
    """What `sketch` packed; an empty sketch for b""."""
    if not data:
        return Sketch(0, 0, (), (), ())
    shingles, kept, figures = _HEAD.unpack_from(data)
    upper, low = _HEAD.size + 3 * kept, _HEAD.size + 3 * kept + min(kept, KEYS)
    smallest = tuple(_wide(data[_HEAD.size : upper]).tolist())
    keys = tuple(high << 8 | byte for high, byte in zip(smallest, data[upper:low], strict=False))
    return Sketch(shingles, figures, smallest, tuple(_wide(data[low:]).tolist()), keys)


def keys(sketches: Iterable[bytes]) -> tuple[NDArray[np.int64], list[int]]:
    """Those of what `sketch` packed alone, of several one after the other; and how many each has."""
    import numpy as np

    upper, low, sizes = [], [], []
    for data in sketches:
        kept = _HEAD.unpack_from(data)[1] if data else 0
        size, behind = min(kept, KEYS), _HEAD.size + 3 * kept
        upper.append(data[_HEAD.size : _HEAD.size + 3 * size])
        low.append(data[behind : behind + size])
        sizes.append(size)
    high = _wide(b"".join(upper)).astype(np.int64)
    return high << 8 | np.frombuffer(b"".join(low), np.uint8), sizes


class Sketches:
    """Sketches side by side, each of a text with words: another one is compared with many of them at once, for a
    hundredth of a comparison each, to tell which are worth one."""

    def __init__(self, sketches: Sequence[bytes]) -> None:
        import numpy as np

        heads = [_HEAD.unpack_from(each)[:2] for each in sketches]
        self._sizes, kept = np.array(heads, np.int64).reshape(-1, 2).T
        self._whole = kept == SKETCH
        end = _HEAD.size + 3 * SKETCH
        data = b"".join([each[_HEAD.size : end].ljust(3 * SKETCH, b"\0") for each in sketches])
        hashes = np.frombuffer(data, np.uint8).reshape(-1, SKETCH, 3)
        self._smallest = np.ascontiguousarray(hashes[:, :, :2]).view("<u2")[:, :, 0]

    def possible(self, one: bytes, which: Sequence[int], least: float) -> list[int]:
        """Those of some of the sketches that may be as like one as `least`: of two whole sketches this is told from how
        many hashes they share at most."""
        import numpy as np

        mine, kept = _HEAD.unpack_from(one)[:2]
        if kept < SKETCH:
            return list(which)
        at = np.array(which, np.int64)
        marks = np.zeros(1 << 16, np.uint8)  # by the lower bits alone, which takes few to be shared that are not
        marks[_wide(one[_HEAD.size : _HEAD.size + 3 * SKETCH]) & np.uint32(0xFFFF)] = 1
        shared = marks[self._smallest[at]].sum(axis=1, dtype=np.int64)
        few, many = np.minimum(mine, self._sizes[at]), np.maximum(mine, self._sizes[at])
        resemblance = shared / SKETCH  # at most: the smallest of the union are at least as many
        refused = self._whole[at] & (resemblance * (few + many) < least * few * (1 + resemblance))
        found: list[int] = at[~refused].tolist()
        return found


def likeness(one: Sketch, other: Sketch) -> float:
    """How far one text is a copy of the other, from 0 to 1: how much of the shorter stands in the longer, times
    between a half and 1 by how many of the figures do. 0 where one is more than `LONGER` times as long as the other;
    1 for a text and itself."""
    few, many = sorted((one.shingles, other.shingles))
    if few and one == other:
        return 1.0
    if not few or many > LONGER * few:
        return 0.0
    if few < FEWEST:
        return 0.0
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
