"""A document cut into blocks for wrapping: paragraphs, headings, and turns with the speaker's label on its own line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from index.models import Span, Turn
from tui.widgets.wrap import Block

HEADING = "heading"
SPEAKER = "speaker"
SPEECH = "speech"
FOLDED = "folded"  # a turn of which one line is shown: what Folding puts in place of its blocks
INDENT = 2  # cells that what is said stands in from its speaker


class Blocks(Sequence[Block]):
    """Blocks that are made as far as somebody looks: a text of 20 MB opens as a short one does. Its length makes them
    all."""

    def __init__(self, coming: Iterable[Block]) -> None:
        self._coming = iter(coming)
        self._made: list[Block] = []

    @overload
    def __getitem__(self, index: int) -> Block: ...
    @overload
    def __getitem__(self, index: slice) -> list[Block]: ...
    def __getitem__(self, index: int | slice) -> Block | list[Block]:
        if isinstance(index, slice) or index < 0:
            return self._all()[index]
        while index >= len(self._made):
            block = next(self._coming, None)
            if block is None:
                raise IndexError(index)
            self._made.append(block)
        return self._made[index]

    def __len__(self) -> int:
        return len(self._all())

    def __eq__(self, other: object) -> bool:
        return self._all() == (other._all() if isinstance(other, Blocks) else other)

    __hash__ = None  # type: ignore[assignment]  # it grows

    def _all(self) -> list[Block]:
        self._made.extend(self._coming)
        return self._made


def blocks_of(text: str, headings: Sequence[Span] = (), turns: Sequence[Turn] = ()) -> Blocks:
    """Blocks in order. A line of the text is a block; one that holds a speaker's label and speech is cut between them.

    A blank line of the text is a gap of one line, however many there are. One pass; headings and turns may come
    unsorted, but a turn that overlaps the one before is not set apart.
    """
    return Blocks(_cut(text, sorted((h.start, h.end) for h in headings), set_apart(turns)))


def _cut(text: str, spans: Sequence[tuple[int, int]], spoken: Sequence[Turn]) -> Iterator[Block]:
    heading = turn_at = 0
    begun = False
    for start, end, blank in _lines(text):
        while heading < len(spans) and spans[heading][1] <= start:
            heading += 1
        while turn_at < len(spoken) and spoken[turn_at].end <= start:
            turn_at += 1
        gap = 1 if blank and begun else 0
        if heading < len(spans) and spans[heading][0] <= start:
            yield Block(start, end, 0, gap, HEADING)
            begun = True
            continue
        for i, (first, last, role) in enumerate(_pieces(start, end, spoken, turn_at)):
            first, last = _trim(text, first, last)
            if first >= last:
                continue
            apart = gap if not i else int(role == SPEAKER)
            yield Block(first, last, INDENT if role == SPEECH else 0, apart, role)
            begun = True


def set_apart(turns: Sequence[Turn]) -> list[Turn]:
    """The turns that stand one after the other, label before speech, in order: those that are drawn as such."""
    spoken: list[Turn] = []
    for turn in sorted(turns, key=lambda turn: turn.label_start):
        begins = min(turn.label_start, turn.start)
        if turn.start < turn.label_end or turn.end < turn.start or (spoken and begins < spoken[-1].end):
            continue
        spoken.append(turn)
    return spoken


def _lines(text: str) -> Iterator[tuple[int, int, bool]]:
    """Start and end of every line that is not blank, and whether blank lines precede it."""
    position, blank = 0, False
    while position <= len(text):
        end = text.find("\n", position)
        if end < 0:
            end = len(text)
        first, last = _trim(text, position, end, left=False)
        if first < last:
            yield first, last, blank
            blank = False
        else:
            blank = True
        position = end + 1


def _trim(text: str, start: int, end: int, *, left: bool = True) -> tuple[int, int]:
    while start < end and text[end - 1].isspace():
        end -= 1
    while left and start < end and text[start].isspace():
        start += 1
    return start, end


def _pieces(start: int, end: int, turns: Sequence[Turn], at: int) -> Iterator[tuple[int, int, str]]:
    """One line cut where labels and speeches begin and end."""
    position = start
    while position < end:
        while at < len(turns) and turns[at].end <= position:
            at += 1
        if at >= len(turns) or turns[at].label_start >= end:
            yield position, end, ""
            return
        turn = turns[at]
        if position < turn.label_start:
            limit, role = turn.label_start, ""
        elif position < turn.start:
            limit, role = turn.start, SPEAKER
        else:
            limit, role = turn.end, SPEECH
        yield position, min(limit, end), role
        position = min(limit, end)
