"""The stop words of all languages that jusText has, for trafilatura, in a twentieth of the room.

trafilatura gives them to jusText as a tuple, of which jusText makes a set of its own, and Python hashes the tuple, all
its words, for every page: 154,000 words, 37 MB in every process that reads pages. All that is asked of them is whether
a word is among them. So they are kept as lines in stretches of bytes, a word in the stretch that its checksum says, and
are put there language by language: a list of them all, though soon let go of, leaves 9 MB that nothing else fits into.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from zlib import crc32

_STRETCHES = 1 << 12  # of forty words each


class StopWords:
    """A set of words that says whether a word is in it, and nothing else."""

    def __init__(self, words: Iterable[str]) -> None:
        self._stretches = [b"\n"] * _STRETCHES
        for word in words:
            if word not in self:
                line = word.encode("utf-8", "surrogatepass")
                self._stretches[crc32(line) % _STRETCHES] += line + b"\n"

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        line = word.encode("utf-8", "surrogatepass")
        return b"\n%b\n" % line in self._stretches[crc32(line) % _STRETCHES] and b"\n" not in line


@cache
def keep_small() -> None:
    """Let trafilatura and jusText ask such a set, from now on in this process."""
    from justext import core
    from justext.utils import get_stoplist, get_stoplists
    from trafilatura import external

    words = StopWords(word for language in get_stoplists() for word in get_stoplist(language))
    lowered = core.define_stoplist
    setattr(external, "JT_STOPLIST", words)  # noqa: B010 - typed as None there
    setattr(core, "define_stoplist", lambda given: given if given is words else lowered(given))  # noqa: B010 - untyped
