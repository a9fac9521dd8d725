"""What the scan hands to the sentence reader: a figure with its number and unit."""

from __future__ import annotations

from dataclasses import dataclass

from index.annotators.figures.numbers import Number
from index.models import Kind


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure before its sentence is read: what it is, its number, and the noun it counts (for a count).
    Only a trend has no number."""

    kind: Kind
    start: int
    end: int
    value: float | None
    unit: str
    rule: str
    low: float | None = None
    high: float | None = None
    direction: str = ""
    noun: str = ""
    adverb: bool = False  # a multiple that leaves the direction to its verb: "fell threefold"
    stop: int = 0  # where its clause ends, behind which no date is its own; 0 where that is not looked for


def bounds(first: Number, last: Number) -> tuple[float, float | None, float | None]:
    """Value, low and high: a range has its low end for value, as `Annotation` says."""
    if first is last:
        return first.value, None, None
    low = first.value * (last.scale if first.scale == 1.0 else 1.0)
    return low, low, last.value
