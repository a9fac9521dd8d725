"""Wraps a text to a width, as far as somebody has looked, and maps offsets to lines and back.

Breaks at spaces; a word longer than a line is broken where it must be, preferably after a hyphen or slash, and text
in double-width characters between any two of them. The work is linear and stops at the line asked for, so a text of
1 MB opens as quickly as a short one; asking for its end wraps all of it once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic

from tui.widgets.cells import char_width, narrow, width
from tui.widgets.inert import inert


@dataclass(frozen=True, slots=True)
class Block:
    """Text that begins on a line of its own: code points `start` to `end`, without a line break inside.

    `indent` is in cells; `gap` is the number of blank lines before it; `role` says how it is drawn. A `folded` one has
    a single line, of as many of its words as fit before its tail; it may have line breaks inside.
    """

    start: int
    end: int
    indent: int = 0
    gap: int = 0
    role: str = ""
    folded: bool = False


def breaks(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Where the lines of one paragraph begin and end; the spaces at a break belong to no line.

    `text` is inert and has no line break. `width` is in cells, at least 2. An empty text is one empty line.
    """
    plain = narrow(text)
    position, size = 0, len(text)
    if not size:
        yield 0, 0
        return
    while position < size:
        limit = min(position + width, size) if plain else _reach(text, position, width)
        if limit >= size:
            yield position, size
            return
        if text[limit] == " ":
            end = limit
        else:
            space = text.rfind(" ", position, limit)
            end = space if space > position else _forced(text, position, limit)
            if not plain:
                wide = _after_wide(text, max(end, position + 1), limit)
                end = wide or end
        following = end
        while following < size and text[following] == " ":
            following += 1
        stripped = end
        while stripped > position and text[stripped - 1] == " ":
            stripped -= 1
        yield position, stripped
        position = following


def _reach(text: str, position: int, width: int) -> int:
    """The offset behind the last character that fits; always at least one character further."""
    used = 0
    for i in range(position, len(text)):
        used += char_width(text[i])
        if used > width and i > position:
            return i
    return len(text)


def _forced(text: str, position: int, limit: int) -> int:
    """Where to break a word longer than a line: after a hyphen or slash, unless that leaves the line nearly empty."""
    least = position + (limit - position) // 3
    mark = max(text.rfind("-", least, limit), text.rfind("/", least, limit))
    return mark + 1 if mark >= 0 else limit


def _after_wide(text: str, start: int, limit: int) -> int:
    """The last offset up to `limit` between two double-width characters, 0 where there is none after `start`."""
    for i in range(limit, start, -1):
        if char_width(text[i - 1]) == 2 and i < len(text) and char_width(text[i]) == 2:
            return i
    return 0


class Wrapped:
    """The lines of a text at one width. A line is (block, start, end); block -1 is a blank line between blocks."""

    def __init__(
        self, text: str, blocks: Sequence[Block], width: int, tail: Callable[[Block], str] = lambda block: ""
    ) -> None:
        self.text = text
        self.blocks = blocks
        self.width = max(width, 4)
        self.tail = tail  # what stands behind the words of a folded block; kept free for it
        self._block = array("l")
        self._start = array("q")
        self._end = array("q")
        self._next = 0  # the first block not yet wrapped

    @property
    def done(self) -> bool:
        """Whether all blocks are wrapped, so that `known` is the number of lines."""
        try:
            self.blocks[self._next]  # asking for their number would make them all
        except IndexError:
            return True
        return False

    @property
    def known(self) -> int:
        """Lines wrapped so far."""
        return len(self._start)

    def _step(self) -> None:
        number = self._next
        block = self.blocks[number]
        self._next += 1
        for _ in range(block.gap):
            self._add(-1, block.start, block.start)
        if block.folded:
            self._add(number, block.start, self._first_words(block))
            return
        shown = inert(self.text[block.start : block.end])
        for start, end in breaks(shown, max(self.width - block.indent, 2)):
            self._add(number, block.start + start, block.start + end)

    def _first_words(self, block: Block) -> int:
        room = max(self.width - block.indent - width(self.tail(block)), 2)
        # A cell may hold several characters, but a line of nothing else need not be filled.
        shown = inert(self.text[block.start : min(block.end, block.start + 4 * room)])
        return block.start + next(breaks(shown, room))[1]

    def change(self, blocks: Sequence[Block], offset: int) -> None:
        """Take other blocks, which differ from those before only in such as begin at `offset` or behind it. The lines
        before it stay; those behind it are wrapped when they are asked for."""
        self.blocks = blocks
        kept = bisect_left(blocks, offset, key=lambda block: block.start)
        if kept < self._next:
            first = bisect_left(self._start, offset)
            del self._block[first:], self._start[first:], self._end[first:]
            self._next = kept

    def _add(self, block: int, start: int, end: int) -> None:
        self._block.append(block)
        self._start.append(start)
        self._end.append(end)

    def reach(self, line: int) -> bool:
        """Wrap as far as `line`; False if the text has no such line."""
        while line >= self.known and not self.done:
            self._step()
        return 0 <= line < self.known

    def reach_end(self) -> int:
        """Wrap everything; the number of lines."""
        while not self.done:
            self._step()
        return self.known

    def work(self, seconds: float) -> bool:
        """Wrap on for so long; False once all is wrapped."""
        end = monotonic() + seconds
        while not self.done:
            self._step()
            if monotonic() > end:
                return True
        return False

    def line(self, number: int) -> tuple[Block | None, int, int]:
        """A line's block (None for a blank one between blocks) and its code points. `reach` it first."""
        index = self._block[number]
        return (self.blocks[index] if index >= 0 else None), self._start[number], self._end[number]

    def line_of(self, offset: int) -> int:
        """The line an offset is shown in; the last one begun before it where it falls between lines."""
        while not self.done and (not self.known or self._start[-1] <= offset):
            self._step()
        if not self.known:
            return 0
        number = bisect_right(self._start, offset) - 1
        return max(number, 0)
