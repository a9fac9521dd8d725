"""How work grows with what it is given: a test of the shape of the cost, which no other load on the machine changes
much, in place of one of seconds, which it does. Garbage is not looked for meanwhile: how long that takes is a matter of
all the tests before."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

FLOOR = 0.005  # CPU seconds below which a measurement is noise


def growth(work: Callable[[int], object], small: int, large: int, *, tries: int = 3) -> float:
    """CPU time of `work(large)` over that of `work(small)`, the least of some tries of each."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        return _least(work, large, tries) / max(_least(work, small, tries), FLOOR)
    finally:
        if enabled:
            gc.enable()


def _least(work: Callable[[int], object], size: int, tries: int) -> float:
    taken = []
    for _ in range(tries):
        begin = time.process_time()
        work(size)
        taken.append(time.process_time() - begin)
    return min(taken)
