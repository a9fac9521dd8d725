"""The values of a gazetteer: entities with their spellings, offices with their holders.

Those of which there may be 100,000 are named tuples: they are made in a third of the time of a frozen dataclass.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from ..models import Kind

Days = tuple[str, date | None, date | None]
"""A mention key, and the first and last day (inclusive) on which it means somebody."""


class Tenure(NamedTuple):
    """One stay in an office, as seen from the person: first and last day inclusive, None where open."""

    office: str
    title: str
    first: date | None = None
    last: date | None = None
    acting: bool = False


class Entity(NamedTuple):
    """Somebody or something with a stable id. `aliases` are all spellings in all languages, `name` first."""

    id: str
    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    offices: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds an office: `first` inclusive, `end` exclusive (the successor's first day), None where open."""

    person: str
    first: date | None = None
    end: date | None = None
    acting: bool = False

    def on(self, day: date) -> bool:
        """Whether this holder is in office on `day`."""
        return (self.first is None or self.first <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Office:
    """A title that means another person at another time."""

    id: str
    title: str
    aliases: tuple[str, ...]
    holders: tuple[Holder, ...] = field(default=())

    def holder(self, day: date) -> Holder | None:
        """Who holds the office on `day`; the day of a change belongs to the successor."""
        return next((h for h in reversed(self.holders) if h.on(day)), None)


class Form(NamedTuple):
    """One spelling as the matcher needs it: the words, their mention key, what they may name."""

    surface: str
    key: str
    kind: Kind
    office: bool = False
