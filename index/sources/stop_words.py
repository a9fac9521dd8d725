"""The stop words of all languages that jusText has, for trafilatura, in a thirtieth of the room.

trafilatura gives them to jusText as a tuple, of which jusText makes a set of its own, and Python hashes the tuple, all
its words, for every page: 154,000 words, 37 MB in every process that reads pages. All that is asked of them is whether
a word is among them. So only their hashes are kept, of 64 bits and in order: that a word which is none of them has the
hash of one comes to pass once in 10^14 questions. They are taken list by list, for a list of all the words, though soon
let go of, leaves 9 MB that nothing else fits into.
"""

from __future__ import annotations

import pkgutil
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np


class StopWords:
    """A set of words that says whether a word is in it, and nothing else."""

    def __init__(self, words: Iterable[str]) -> None:
        hashes = np.fromiter(map(hash, words), np.int64)
        hashes.sort()
        self._hashes = array("q", hashes.tobytes())

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        wanted = hash(word)
        at = bisect_left(self._hashes, wanted)
        return at < len(self._hashes) and self._hashes[at] == wanted


def _all_words() -> Iterator[str]:
    """The words of all lists of jusText, each file decoded at once: `get_stoplist` takes them line by line."""
    from justext.utils import get_stoplists

    for language in get_stoplists():
        data = pkgutil.get_data("justext", f"stoplists/{language}.txt") or b""
        yield from filter(None, data.decode("utf-8").lower().split("\n"))


@cache
def keep_small() -> None:
    """Let trafilatura and jusText ask such a set, from now on in this process."""
    from justext import core
    from trafilatura import external

    words = StopWords(_all_words())
    lowered = core.define_stoplist
    setattr(external, "JT_STOPLIST", words)  # noqa: B010 - typed as None there
    setattr(core, "define_stoplist", lambda given: given if given is words else lowered(given))  # noqa: B010 - untyped
