"""Amounts of money of which only the size is said: "tens of millions of dollars", "a few thousand soms".

Each becomes a range: a word of `vague` says of how many of the scale ("tens": 10 to 100, "several": 3 to 10); a scale
in the plural alone ("millions of euros") is anything below the next one. Only money: things are counted so too often
without a number in mind ("thousands of people").
"""

from __future__ import annotations

import re

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.models import Kind

_WORD = re.compile(r"[\s-]([^\W\d_]+\.?)")
_SCALES = 2  # words of scale in a row: "hundreds of thousands of millions" is no amount


def vague_money(text: str, m: re.Match[str], words: Lexicon) -> Figure | None:
    """The amount whose first word the scan stopped at, if a currency follows its words of size."""
    first, end = " ".join(re.split(r"[\s-]+", m["vague"].casefold())), m.end()
    low, high = words.vague[first]
    scaled = first in words.scales
    for _ in range(_SCALES):
        word, after = _next(text, end, words) or ("", end)
        if word not in words.scales:
            break
        low, high, end, scaled = low * words.scales[word], high * words.scales[word], after, True
    linked = _past_of(text, end, words)
    currency = words.money.at(text, linked)
    if currency is None or not (scaled or linked > end or not words.words["share_after"]):
        return None
    return Figure(Kind.MONEY, m.start(), currency.end, low, currency.key, "vague", low, high)


def _next(text: str, end: int, words: Lexicon) -> tuple[str, int] | None:
    """The next word, "of" left out, and its end."""
    found = _WORD.match(text, _past_of(text, end, words))
    if found is None:
        return None
    word = found[1].casefold()
    return (word, found.end()) if word in words.scales else (word.rstrip("."), found.end() - word.endswith("."))


def _past_of(text: str, end: int, words: Lexicon) -> int:
    found = _WORD.match(text, end)
    return found.end() if found and found[1].casefold() in words.words["share_after"] else end
