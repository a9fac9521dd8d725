"""Which side of the day of speaking a clause lies on: the verb, or the word of time, that governs a date."""

from __future__ import annotations

import re

from index.annotators.dates.context import FUTURE, LIMIT, PAST, REMOTE
from index.annotators.dates.rules import Language

NEAR = 24  # characters: a verb so near governs a date
_CLAUSE = re.compile(r"--|[.!?;:()\n\"“”«»—]")


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark ends a clause; a full stop does before white space or a capital."""
    following = text[mark.end() : mark.end() + 1]
    return mark[0] != "." or following.isspace() or following.isupper()


def tense(text: str, start: int, end: int, language: Language) -> int:
    """What the verb or the word of time nearest to an expression in its clause tells: PAST, FUTURE, either times
    LIMIT (after "until") or REMOTE (a past verb further off than `NEAR`), or 0."""
    low = max(0, start - 120)
    for m in _CLAUSE.finditer(text, low, start):
        if _ends(text, m):
            low = m.end()
    high = min(len(text), end + 80)
    for m in _CLAUSE.finditer(text, end, high):
        if _ends(text, m):
            high = m.start()
            break
    lead = text[max(low, start - 24) : start].rstrip()
    if any(m.end() == len(lead) for m in language.reporting.finditer(lead)):
        return PAST
    # The verb before a date governs it more often than one after it: "said Tuesday that it will ...".
    side, distance = _nearest(text, low, start, language, from_end=True)
    if not side:
        side, distance = _nearest(text, end, high, language, from_end=False)
    if any(m.end() == len(lead) for m in language.limit.finditer(lead)):
        return (side or FUTURE) * LIMIT
    return side if side != PAST or distance <= NEAR else side * REMOTE


def _nearest(text: str, low: int, high: int, language: Language, from_end: bool) -> tuple[int, int]:
    """The tense of the first or last cue between two offsets and how many characters it is away; (0, 0) if none."""
    found = [
        (high - m.end() if from_end else m.start() - low, side)
        for pattern, side in ((language.past, PAST), (language.future, FUTURE))
        for m in pattern.finditer(text, low, high)
    ]
    if not found:
        return 0, 0
    distance, side = min(found)
    return side, distance
