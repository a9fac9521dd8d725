"""Memory that is free again, back to the system."""

from __future__ import annotations

import sys


def give_back() -> None:
    """Give memory that is free back to the system. Arrays come in all sizes, and glibc keeps the room of most: after
    30,000 documents a fifth of what the refreshing process holds is such room, and a third of what the browser does
    once names and dates of 100,000 have been counted."""
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
