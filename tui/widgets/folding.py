"""Turns of a transcript, folded: of each only one line stays, its label and first words, with the number of its words.

Offsets are code points of the document's text. A folded turn is one block in place of its own, so that lines, hits and
places find their way as in any other text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from index.models import Document, Turn
from tui.widgets.blocks import FOLDED, blocks_of, set_apart
from tui.widgets.ink import grouped
from tui.widgets.wrap import Block

_CHUNK = 1 << 16  # characters counted at a time: a turn may be a whole book


class Folding:
    """The blocks of one document, and which of its turns are folded. Quotes in running text are never folded."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._turns = set_apart([turn for turn in document.turns if not turn.quoted])
        self._all = blocks_of(document.text, document.headings, self._turns)
        self._folded: set[int] = set()
        self._counts: dict[int, int] = {}
        self.blocks: Sequence[Block] = self._all  # as they are to be drawn now

    def __len__(self) -> int:
        """How many turns can be folded."""
        return len(self._turns)

    def __getitem__(self, number: int) -> Turn:
        return self._turns[number]

    @property
    def complete(self) -> bool:
        """Whether every turn is folded."""
        return len(self._folded) == len(self._turns)

    def folded(self, number: int) -> bool:
        """Whether a turn is folded."""
        return number in self._folded

    @property
    def state(self) -> frozenset[int]:
        """The numbers of the turns that are folded; may be set, for the same text opened again."""
        return frozenset(self._folded)

    @state.setter
    def state(self, numbers: frozenset[int]) -> None:
        self._folded = {number for number in numbers if 0 <= number < len(self._turns)}
        self._change()

    def at(self, offset: int) -> int:
        """The number of the turn an offset lies in, its label included; -1 if in none."""
        number = bisect_right(self._turns, offset, key=lambda turn: turn.label_start) - 1
        return number if number >= 0 and offset < self._turns[number].end else -1

    def first_in(self, start: int, end: int) -> int:
        """The turn at `start`, or else the first one that begins before `end`; -1 if there is none."""
        number = self.at(start)
        if number < 0:
            number = bisect_left(self._turns, start, key=lambda turn: turn.label_start)
        return number if number < len(self._turns) and self._turns[number].label_start < end else -1

    def hidden(self, offset: int) -> int:
        """The folded turn in whose speech an offset lies; -1 if it lies in none."""
        number = self.at(offset)
        return number if number in self._folded and offset >= self._turns[number].label_end else -1

    def flip(self, number: int) -> None:
        """Fold a turn, or unfold it."""
        self._folded ^= {number}
        self._change()

    def flip_all(self) -> None:
        """Fold all turns; unfold all if they all are folded."""
        self._folded = set() if self.complete else set(range(len(self._turns)))
        self._change()

    def tail(self, block: Block, hits: int = 0) -> str:
        """What stands behind the first words of a folded turn: the mark of what is left out, how much was said, and
        how many hits are in it."""
        number = self.at(block.start)
        words = self._counts.get(number)
        if words is None:
            turn = self._turns[number]
            words = self._counts[number] = _words(self._text, turn.start, turn.end)
        also = f", {_counted(hits, 'hit')}" if hits else ""
        return f" … ({_counted(words, 'word')}{also})"

    def _change(self) -> None:
        blocks: list[Block] = []
        done, last = 0, -2
        for number in sorted(self._folded):
            turn = self._turns[number]
            first = bisect_left(self._all, turn.label_start, done, key=lambda block: block.start)
            end = bisect_left(self._all, turn.end, first, key=lambda block: block.start)
            if first == end:
                continue
            blocks += self._all[done:first]
            whole = replace(self._all[first], end=self._all[end - 1].end, role=FOLDED, folded=True)
            close = last == number - 1 and done == first  # folded turns stand line by line
            blocks.append(replace(whole, gap=0) if close else whole)
            done, last = end, number
        self.blocks = blocks + self._all[done:] if blocks else self._all


def _counted(number: int, noun: str) -> str:
    return f"{grouped(number)} {noun}{'' if number == 1 else 's'}"


def _words(text: str, start: int, end: int) -> int:
    """Words as they are counted everywhere: what stands between spaces."""
    words = 0
    cuts = [*range(start, end, _CHUNK), end]
    for first, last in pairwise(cuts):
        words += len(text[first:last].split())
        if start < first and not text[first - 1].isspace() and not text[first].isspace():
            words -= 1  # one word, cut in two
    return words
