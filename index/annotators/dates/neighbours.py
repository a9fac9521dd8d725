"""Which units can stand beside each other inside an expression, and so how far one can reach from a trigger.

A rule fits units that follow each other in its pattern, and an item of another rule stands for the units which that
rule fitted. So the patterns alone tell whether one code can follow another within any expression; where none has the
two so, none goes on. These are the follow sets of Glushkov's construction (The abstract theory of automata, 1961),
closed over items. A set of codes is an integer, a bit for each code.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from index.annotators.dates.patterns import Codes, Piece
from index.annotators.dates.units import Unit

_SPOKEN = 1  # the bit of a number in words, whose code is known only when all its words are


class Reach(NamedTuple):
    """What may stand beside a stretch of units: the code of its first as a bit, the codes that may follow its last,
    and whether an expression may hold all of it."""

    first: int
    following: int
    whole: bool


class Pattern(NamedTuple):
    """What a rule is to its neighbours: its pattern, the code of the item it makes (`Codes.OTHER` for none), and
    whether that item may begin at any of its units."""

    piece: Piece
    item: str
    inner: bool


class Neighbours:
    """The codes that may follow each code in the expressions of one language."""

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._bits: dict[str, int] = {}
        self._following: dict[str, int] = {}
        pairs: dict[int, int] = {}  # codes -> those that may follow any of them
        begins: dict[int, int] = {}  # an item -> what the units it stands for begin with
        ends: dict[int, int] = {}
        for piece, item, inner in patterns:
            begin, end, every = self._walk(piece, pairs)
            if item != Codes.OTHER:
                bit = self._bit(item)
                begins[bit] = begins.get(bit, 0) | (every if inner else begin)
                ends[bit] = ends.get(bit, 0) | end
        self._pairs: dict[int, int] = {}
        for left, right in pairs.items():
            left, right = _closed(left, ends), _closed(right, begins)
            self._pairs[left] = self._pairs.get(left, 0) | right

    def of(self, units: Sequence[Unit]) -> Reach:
        """The reach of some units in a row, of at least one."""
        first, last = units[0], units[-1]
        whole = all(self._after(one) & self._place(other) for one, other in pairwise(units))
        return Reach(self._place(first), self._after(last), whole)

    def _place(self, unit: Unit) -> int:
        return -1 if _is_spoken(unit) else self._bits.get(unit.code, 0)

    def _after(self, unit: Unit) -> int:
        if _is_spoken(unit):
            return -1
        known = self._following.get(unit.code)
        if known is None:
            bit = self._bits.get(unit.code, 0)
            known = _SPOKEN
            for left, right in self._pairs.items():
                if left & bit:
                    known |= right
            self._following[unit.code] = known
        return known

    def _bit(self, code: str) -> int:
        return self._bits.setdefault(code, 1 << len(self._bits) + 1)

    def _walk(self, piece: Piece, pairs: dict[int, int]) -> tuple[int, int, int]:
        """The codes a piece may begin with, may end with, and has at all; `pairs` gets those that meet inside it."""
        if not piece.parts:
            own = 0
            for code in piece.first:
                own |= self._bit(code)
            return own, own, own
        begin = end = every = 0
        open_ = True  # nothing that must be there has come yet
        for part in piece.parts:
            first, last, held = self._walk(part, pairs)
            every |= held
            if not piece.row:
                begin, end = begin | first, end | last
                continue
            pairs[end] = pairs.get(end, 0) | first
            begin |= first if open_ else 0
            end = end | last if part.empty else last
            open_ = open_ and part.empty
        return begin, end, every


def _is_spoken(unit: Unit) -> bool:
    return "spoken" in unit.values or "spoken_ordinal" in unit.values


def _closed(codes: int, items: Mapping[int, int]) -> int:
    """A set of codes with what the items in it stand for."""
    before = 0
    while codes != before:
        before = codes
        for item, stands in items.items():
            if codes & item:
                codes |= stands
    return codes
