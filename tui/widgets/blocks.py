"""A document cut into blocks for wrapping: paragraphs, headings, and turns with the speaker's label on its own line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from index.models import Span, Turn
from tui.widgets.wrap import Block

HEADING = "heading"
SPEAKER = "speaker"
SPEECH = "speech"
FOLDED = "folded"  # a turn of which one line is shown: what Folding puts in place of its blocks
INDENT = 2  # cells that what is said stands in from its speaker


def blocks_of(text: str, headings: Sequence[Span] = (), turns: Sequence[Turn] = ()) -> list[Block]:
    """Blocks in order. A line of the text is a block; one that holds a speaker's label and speech is cut between them.

    A blank line of the text is a gap of one line, however many there are. One pass; headings and turns may come
    unsorted, but a turn that overlaps the one before is not set apart.
    """
    spans = sorted((h.start, h.end) for h in headings)
    spoken = set_apart(turns)
    found: list[Block] = []
    heading = turn_at = 0
    for start, end, blank in _lines(text):
        while heading < len(spans) and spans[heading][1] <= start:
            heading += 1
        while turn_at < len(spoken) and spoken[turn_at].end <= start:
            turn_at += 1
        gap = 1 if blank and found else 0
        if heading < len(spans) and spans[heading][0] <= start:
            found.append(Block(start, end, 0, gap, HEADING))
            continue
        for i, (first, last, role) in enumerate(_pieces(start, end, spoken, turn_at)):
            first, last = _trim(text, first, last)
            if first >= last:
                continue
            apart = gap if not i else int(role == SPEAKER)
            found.append(Block(first, last, INDENT if role == SPEECH else 0, apart, role))
    return found


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
