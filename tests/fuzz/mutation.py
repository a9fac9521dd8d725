"""Changed inputs: a few edits of a sound one, the same for the same random numbers.

The edits are the usual ones of mutation fuzzers (Zalewski's "havoc" stage of AFL): bits and bytes, stretches taken out,
doubled, moved, put in from another input, words of the format's language, numbers at their edges, and one piece
repeated hundreds of times, which is how nesting is made deep.
"""

from __future__ import annotations

import math
import random
import re
from collections.abc import Sequence

_EDGES = ("0", "-1", "1", "255", "256", "65535", "65536", "2147483647", "-2147483648", "4294967296", "9" * 30, "1e400")
_NUMBER = re.compile(rb"\d+")
_MOST_REPEATED = 600
# What no text should be able to do anything with: controls, escapes, directions, surrogates' neighbours, the last plane
HOSTILE = (
    "\x00", "\x1b[31m", "\x1b]8;;http://x\x1b\\", "\x1b]52;c;eA==\x07", "\x1bPq\x1b\\", "\x9b2J", "\x85", "\u2028",
    "\u200b", "\u202e", "\u2066", "\ufeff", "\ufffd", "\ufdd0", "\U0010ffff", "\u0301" * 5, "й",
    "[@click=app.quit]x[/]", "[bold]",
    "{" * 3, "\\", "%s", "'\"", "\r", "\t", "\n\n\n", "İ", "ß", "ﬁ", "٣", "二", "𝟗", "½", "²",
)  # fmt: skip


def mutated(seed: bytes, chance: random.Random, others: Sequence[bytes], words: Sequence[bytes]) -> bytes:
    """`seed` after one to eight edits; `others` are what stretches are taken from. At most twice as long, and 4 kB."""
    data = bytearray(seed)
    most = 2 * len(seed) + (4 << 10)
    for _ in range(1 + min(int(chance.expovariate(0.5)), 7)):
        _edit(data, chance, others, words)
        del data[most:]
    return bytes(data)


def mutated_text(seed: str, chance: random.Random, others: Sequence[str], words: Sequence[str]) -> str:
    """The same by characters, so that what was a letter before stays one."""
    text = seed
    for _ in range(1 + min(int(chance.expovariate(0.5)), 7)):
        start, end = _stretch(len(text), chance)
        match chance.randrange(8):
            case 0:
                piece = ""
            case 1:
                piece = chr(chance.choice((chance.randrange(0x20), chance.randrange(0x250), chance.randrange(0xD800))))
            case 2:
                piece = chance.choice(HOSTILE)
            case 3:
                start, piece = end, text[start:end]
            case 4:
                piece = text[start:end][:24] * _times(chance)
            case 5:
                other = chance.choice(others)
                piece = other[slice(*_stretch(len(other), chance))]
            case 6:
                start, piece = end, chance.choice(_EDGES)
            case _:
                end = start if chance.random() < 0.7 else end
                piece = chance.choice(words) if words else chance.choice(others)[:40]
        text = (text[:start] + piece + text[end:])[: 2 * len(seed) + 3000]
    return text


def _stretch(length: int, chance: random.Random) -> tuple[int, int]:
    """Some stretch: mostly short, now and then up to all of it."""
    start = chance.randrange(length + 1)
    most = length - start if chance.random() < 0.15 else min(length - start, 32)
    return start, start + chance.randint(0, most)


def _times(chance: random.Random) -> int:
    """How often a piece is repeated, 2 to 600 times, each order of magnitude as often as the next: nesting has its
    limits anywhere between, and what is long costs as much as many that are short."""
    return round(math.exp(chance.uniform(math.log(2), math.log(_MOST_REPEATED))))


def _edit(data: bytearray, chance: random.Random, others: Sequence[bytes], words: Sequence[bytes]) -> None:
    start, end = _stretch(len(data), chance)
    match chance.randrange(12):
        case 0 | 1 if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        case 2 if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
        case 3:
            data[start:end] = b""
        case 4:
            data[end:end] = data[start:end]
        case 5:
            data[start:end] = data[start:end][:24] * _times(chance)
        case 6:
            other = chance.choice(others)
            data[start:end] = other[slice(*_stretch(len(other), chance))]
        case 7:
            data[start:start] = chance.choice(HOSTILE).encode("utf-8", "surrogatepass")
        case 8:
            numbers = list(_NUMBER.finditer(data, start, start + 4096)) or list(_NUMBER.finditer(data, 0, 4096))
            if numbers:
                place = chance.choice(numbers)
                data[place.start() : place.end()] = chance.choice(_EDGES).encode()
        case 9 if chance.random() < 0.2:
            del data[start:]
        case 10:
            data[start:end] = chance.randbytes(end - start)
        case _:
            if words:
                data[start : start if chance.random() < 0.7 else end] = chance.choice(words)
