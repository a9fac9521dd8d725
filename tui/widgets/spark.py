"""A line of numbers as a line of blocks, one cell each."""

from __future__ import annotations

from collections.abc import Sequence

_BLOCKS = "▁▂▃▄▅▆▇█"


def spark(values: Sequence[float | None]) -> str:
    """One block per value, from the lowest to the highest of them; a blank for None. All the same are half high."""
    known = [value for value in values if value is not None]
    if not known:
        return " " * len(values)
    low, high = min(known), max(known)
    return "".join(" " if value is None else _BLOCKS[_step(value, low, high)] for value in values)


def _step(value: float, low: float, high: float) -> int:
    if high <= low:
        return len(_BLOCKS) // 2 - 1
    return round((value - low) / (high - low) * (len(_BLOCKS) - 1))
