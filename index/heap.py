"""Memory that is free again, back to the system.

What is said here of glibc is for Linux; where there is another allocator, nothing is done.
"""

from __future__ import annotations

import sys
from typing import Any

_LARGE = 160 << 10  # bytes
_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h


def set_large_apart() -> None:
    """Let what takes 160 KiB and more go back to the system as soon as it is free, from now on in this process. glibc
    does so at first, but for nothing smaller than the largest that was ever freed, and what is left of the room of a
    batch or a merge stays with the process. What comes from a worker at once is larger; the arrays that sorting takes
    and lets go of again and again are smaller, for getting their room anew takes as long as sorting them."""
    said = _glibc("mallopt")
    if said is not None:
        said(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give memory that is free back to the system. Arrays come in all sizes, and glibc keeps the room of most: after
    30,000 documents a fifth of what the refreshing process holds is such room, and a third of what the browser does
    once names and dates of 100,000 have been counted."""
    trim = _glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _glibc(name: str) -> Any:
    """A function of glibc's, or None; musl has neither."""
    if sys.platform != "linux":
        return None
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
