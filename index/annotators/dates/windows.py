"""Stretches of a text worth reading for dates: each trigger with as much around it as an expression may reach.

The scan asks which words of the rules a text has and where (`openings`), and where its digits are. From each trigger
it goes on, to both sides, as long as the rules have what stands there side by side (`neighbours`), and takes one word
more, which a rule may forbid beside it. So the work grows with the number of dates and linearly with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.annotators.dates.neighbours import Reach
from index.annotators.dates.rules import Language
from index.annotators.dates.tokens import tokens
from index.annotators.openings import openings, vocabulary

WINDOW = 48  # characters looked at on each side of a trigger, at most
LONGEST = 8000  # a window is cut there, so that one line of dates is not held in memory as a whole
_KEPT = 1 << 12  # stretches without a space whose reach is remembered
_SOLID = re.compile(r"\S*")


def windows(text: str, language: Language) -> Iterator[tuple[int, int]]:
    """Where to read, in order, none overlapping; what meets is one."""
    start = end = -1
    done = solid = 0
    for at in sorted([*openings(text, language.openers), *vocabulary(text).digits]):
        if at < done or not (m := language.trigger.match(text, at)):
            continue
        done = m.end()
        if done <= solid:
            continue
        low, high, solid = _around(text, at, done, language)
        if end < 0:
            start, end = low, high
        elif end - start < LONGEST and (low <= end or text[end:low].isspace()):
            start, end = min(start, low), high
        else:
            yield start, end
            start, end = max(low, end), high
    if end >= 0:
        yield start, end


def _around(text: str, at: int, done: int, language: Language) -> tuple[int, int, int]:
    """Where to begin and to end reading around a trigger, and up to where all belongs together."""
    low, glued = max(0, at - WINDOW), _SOLID.match(text, done, done + WINDOW)
    stop = glued.end() if glued else done
    before = text[low:at].split()
    begin = at - len(before.pop()) if before and not text[at - 1].isspace() else at
    if before and low and not text[low - 1].isspace():
        del before[0]  # part of a word
    own = _reach(text[begin:stop], language)
    first, start = own.first, begin
    for part in reversed(before):
        start = text.rindex(part, low, start)
        reach = _reach(part, language)
        if not (reach.following & first and reach.whole):
            break
        first = reach.first
    high = min(len(text), stop + WINDOW)
    behind = text[stop:high].split()
    if behind and high < len(text) and not text[high - 1].isspace() and not text[high].isspace():
        behind.pop()
    following, end, solid = own.following, stop, stop
    for part in behind:
        end = text.index(part, end) + len(part)
        reach = _reach(part, language)
        if not (following & reach.first and reach.whole):
            break
        following, solid = reach.following, end
    return start, end, solid


def _reach(part: str, language: Language) -> Reach:
    """The reach of what stands between two spaces, whichever way its figures are read."""
    known = language.reaches.get(part)
    if known is not None:
        return known
    one, other = (language.neighbours.of(tokens(part, 0, len(part), language, order)) for order in (False, True))
    known = Reach(one.first | other.first, one.following | other.following, one.whole or other.whole)
    if len(language.reaches) >= _KEPT:
        language.reaches.clear()
    language.reaches[part] = known
    return known
