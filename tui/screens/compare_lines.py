"""Two texts against each other as lines: side by side where there is room, else one under the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style

from index.comparison import Change, Passage
from index.models import Row, Span
from tui.screens.dialog import Line
from tui.widgets.cells import pad
from tui.widgets.cells import width as cells_of
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, SECTION, Piece
from tui.widgets.wrap import breaks

SIDE_BY_SIDE = 100  # cells from which both texts have a column
FRESH = Style(bold=True, underline=True, color="green")  # what is new
LOST = Style(dim=True, strike=True)  # what is gone
SIGNS = {Change.SAME: " ", Change.CHANGED: "~", Change.MOVED: ">", Change.NEW: "+", Change.GONE: "-"}
_BETWEEN = " │ "


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents and what differs; `known` is the first."""

    rows: tuple[Row, Row]
    texts: tuple[str, str]
    passages: Sequence[Passage]

    @property
    def counts(self) -> str:
        """How many sentences are new, gone, changed and moved."""
        found = [passage.change for passage in self.passages]
        said = [
            f"{found.count(each):,} {each}"
            for each in (Change.NEW, Change.CHANGED, Change.MOVED, Change.GONE)
            if each in found
        ]
        return ", ".join(said) or "the same words"


@dataclass(frozen=True, slots=True)
class Laid:
    """Lines for a width. `stops` are the first and last (exclusive) lines of what differs, neighbours together, and
    `places` the offset in the second text where each begins."""

    width: int
    lines: Sequence[Line]
    stops: Sequence[tuple[int, int]]
    places: Sequence[int]


def lay_out(compared: Compared, width: int) -> Laid:
    """All lines of a comparison, sentence by sentence, a sign before each."""
    lines: list[Line] = []
    stops: list[tuple[int, int]] = []
    places: list[int] = []
    place = 0
    for passage in compared.passages:
        if passage.text is not None:
            place = passage.text.start
        start = len(lines)
        lines += _beside(compared, passage, width) if width >= SIDE_BY_SIDE else _below(compared, passage, width)
        if passage.change is Change.SAME:
            continue
        if stops and stops[-1][1] == start:
            stops[-1] = (stops[-1][0], len(lines))
        else:
            stops.append((start, len(lines)))
            places.append(place)
    return Laid(width, lines, stops, places)


def _below(compared: Compared, passage: Passage, width: int) -> list[Line]:
    """A sentence in one column; of a changed one first the words of before, where any are gone."""
    lines: list[Line] = []
    if passage.known is not None and (passage.text is None or passage.old):
        sign = SIGNS[Change.GONE]
        lines += [[(f" {sign} ", FAINT), *each] for each in _old(compared, passage, width - 4)]
    if passage.text is not None:
        lines += _signed(passage.change, _new(compared, passage, width - 4))
    return lines


def _signed(change: Change, lines: Sequence[list[Piece]]) -> list[Line]:
    return [[(f" {SIGNS[change]} ", SECTION), *each] for each in lines]


def _beside(compared: Compared, passage: Passage, width: int) -> list[Line]:
    """A sentence in two columns, the known text on the left."""
    room = (width - 4 - len(_BETWEEN)) // 2
    left = _old(compared, passage, room) if passage.known is not None else []
    right = _new(compared, passage, room) if passage.text is not None else []
    lines: list[Line] = []
    for at in range(max(len(left), len(right))):
        one = left[at] if at < len(left) else []
        blank = pad("", room - sum(cells_of(text) for text, _ in one))
        other = right[at] if at < len(right) else []
        sign = SIGNS[passage.change]
        lines.append([(f" {sign} ", SECTION), *one, (blank, None), (_BETWEEN, FAINT), *other])
    return lines


def _old(compared: Compared, passage: Passage, room: int) -> list[list[Piece]]:
    assert passage.known is not None
    gone = (passage.known,) if passage.change is Change.GONE else passage.old
    return _wrapped(compared.texts[0], passage.known, gone, LOST, FAINT if passage.text is not None else None, room)


def _new(compared: Compared, passage: Passage, room: int) -> list[list[Piece]]:
    assert passage.text is not None
    return _wrapped(compared.texts[1], passage.text, passage.new, FRESH, None, room)


def _wrapped(
    text: str, span: Span, marks: Sequence[Span], marked: Style, plain: Style | None, room: int
) -> list[list[Piece]]:
    """One sentence in lines of at most `room` cells, some of its words marked."""
    shown = inert(text[span.start : span.end].replace("\n", " "))
    lines: list[list[Piece]] = []
    for start, end in breaks(shown, max(room, 2)):
        pieces: list[Piece] = []
        at = start
        for mark in marks:
            first, last = max(mark.start - span.start, at), min(mark.end - span.start, end)
            if first < last:
                pieces += [(shown[at:first], plain), (shown[first:last], marked)]
                at = last
        lines.append([*pieces, (shown[at:end], plain)])
    return lines
