"""What a date said in part is read against: the document's day, the dates said before it, the tense around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from index import timex
from index.models import Kind

PAST, FUTURE = -1, 1
LIMIT = 2  # times a side: after "until" or "by", where a date without a year is near, on either side
REMOTE = 3  # times a side: a verb some words away, which a day just ahead outweighs ("came before the summit on ...")

LENDING = ("day", "month", "quarter", "season", "half")  # dates so exact lend their year; a year only as a frame

NO_REFERENCE = "the document has no date"
TOO_COARSE = "the date before it in the text names no day to count from"
NO_ANCHOR = "no date before it in the text to count from"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one expression means: the TIMEX3 value, its days where it resolves, and what that rests on.

    `full` is True for a date whose year the text itself says: such a date anchors what follows it. `window` is
    True for a stretch counted from the document's day ("the last three years") and for one that another is compared
    with ("the same period last year"): they anchor nothing."""

    kind: Kind
    value: str
    first: date | None = None
    last: date | None = None
    basis: str = "text"
    full: bool = False
    window: bool = False


def unresolved(kind: Kind, value: str, reason: str) -> Reading:
    """A reading without days, and why."""
    return Reading(kind, value, basis=f"unresolved: {reason}")


@dataclass(slots=True)
class Context:
    """Everything outside an expression that its reading depends on.

    `anchor` is the last dated expression of the text so far, `anchor_near` whether it stands in the same
    paragraph; `anchor_day` and `day_near` are the same for expressions that name one day. `framed` says that the
    anchor is a year set for what follows ("In 2010, ..."), not one mentioned by the way, `same_sentence` that it
    stands in the sentence of the expression. `tense` gives PAST, FUTURE, either times LIMIT or REMOTE, or 0 for the
    governing verb, and is asked only where it matters.
    """

    reference: date | None
    lean: str
    tense: Callable[[], int] = field(default=lambda: 0)
    anchor: Reading | None = None
    anchor_near: bool = False
    anchor_day: Reading | None = None
    day_near: bool = False
    framed: bool = False
    same_sentence: bool = False

    def direction(self) -> int:
        """Which side of the document's day a half-said date lies: the verb's tense, else the lean (0: nearest).

        A caller who leans forward speaks of plans, in which tense is no evidence: "I was to be off on Friday"."""
        if self.lean == "future":
            return FUTURE
        return max(PAST, min(self.tense(), FUTURE)) or (PAST if self.lean == "past" else 0)

    @property
    def planning(self) -> bool:
        """Whether the text is about plans: distances are then counted to the day, and "now" is a day too."""
        return self.lean == "future"

    def start(self, anchored: bool, unit: str = "day", ahead: bool = False) -> tuple[date | None, str]:
        """The day to count from and the basis. Anchored, that is the date said before in this paragraph (for days
        and weeks, the day said), else the document's day, else a date said further back. `ahead` is for distances
        forward, "two days later": told of the past they start at a date said before, never at the document's day,
        after which nothing has happened yet."""
        if anchored:
            days = unit in ("day", "night", "week", "weekend", "fortnight")
            said, near = (self.anchor_day, self.day_near) if days else (self.anchor, self.anchor_near)
            told = ahead and not self.planning and self.tense() <= 0
            if said and said.first and (near or told or self.reference is None):
                return said.first, "anchor"
            if told:
                return None, TOO_COARSE if self.anchor and self.anchor_near and days else NO_ANCHOR
        if self.reference:
            return self.reference, "document"
        return None, NO_ANCHOR if anchored else NO_REFERENCE

    def other_year(self) -> int | None:
        """The year that a date said before in this paragraph lends to one without a year, where it is not the
        document's own and the tense does not contradict it: what will be is not of a year past."""
        near = self.anchor if self.anchor_near and not self.planning else None
        if near is None or not near.full or near.first is None:
            return None
        year, grain = near.first.year, timex.grain(near.value)
        ahead = self.reference is not None and year > self.reference.year and self.same_sentence
        if grain not in LENDING and not (grain == "year" and (self.framed or ahead)):
            return None
        if self.reference and (year == self.reference.year or (year < self.reference.year and self.tense() > 0)):
            return None
        return year
