"""The stop words of all languages that jusText has, for trafilatura, in a twentieth of the room.

trafilatura gives them to jusText as a tuple, of which jusText makes a set of its own, and Python hashes the tuple, all
its words, for every page: 154,000 words, 37 MB in every process that reads pages. All that is asked of them is whether
a word is among them. So they are kept as one sorted stretch of bytes, and looked for between two signposts in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

_STRETCH = 64  # words between two signposts


class StopWords:
    """A set of words that says whether a word is in it, and nothing else."""

    def __init__(self, words: Iterable[str]) -> None:
        ordered = sorted({word.encode("utf-8", "surrogatepass") for word in words} - {b""})
        self._signposts = ordered[::_STRETCH]
        lines = [b"\n".join((b"", *ordered[at : at + _STRETCH], b"")) for at in range(0, len(ordered), _STRETCH)]
        self._stretches = lines

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        wanted = word.encode("utf-8", "surrogatepass")
        at = bisect_right(self._signposts, wanted) - 1
        return at >= 0 and b"\n" not in wanted and b"\n%b\n" % wanted in self._stretches[at]


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
