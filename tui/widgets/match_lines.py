"""Lines of the passage view: day, document and the sentence around its hits; or, as keyword in context, who says it and
the first hit of every sentence in one column (H. P. Luhn, "Keyword-in-Context Index", 1960).

What stands behind the day never changes with the cursor, so that a moved cursor sends few cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style

from index.models import Match, Row, Span
from tui.widgets.cells import char_width, cut, fit, narrow, pad, width
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, SNIPPET_HIT, SPEAKER, Piece, shown_date

_DAY = 11
_DOCUMENT_FROM = 70  # cells of a line from which the document has a column of its own
_NAMES = 14  # least cells of the column of speakers
_DAY_FROM = 60  # cells of a line from which hits in one column have the day beside them; the reader's head names it
_SURNAMES = 9


def match_line(
    match: Match, row: Row, cells: int, *, first: bool, mark: str, style: Style | None, context: bool
) -> list[Piece]:
    """One sentence. Only the `first` of a document names it; with `context` the hits stand in one column, in a narrow
    pane with no more beside them than the surname of the speaker."""
    if context and cells < _DAY_FROM:
        surname = fit(inert(match.speaker.rpartition(" ")[2]), _SURNAMES)
        begun: list[Piece] = [(mark, style), (surname, SPEAKER), (" ", None)]
        return begun + keyword_in_context(match, max(cells - len(mark) - _SURNAMES - 1, 0))
    day = shown_date(row.published, row.estimated) if first else ""
    pieces: list[Piece] = [(mark + pad(cut(day, _DAY), _DAY), style), (" ", None)]
    room = max(cells - _DAY - 2, 0)
    if context:
        speaker = max(_NAMES, room // 6)
        pieces += [(fit(inert(match.speaker), speaker), SPEAKER), (" ", None)]
        return pieces + keyword_in_context(match, room - speaker - 1)
    if cells >= _DOCUMENT_FROM:
        document = max(cells // 5, 1)
        named = f"{row.publisher}: {row.title}" if row.publisher else row.title
        pieces += [(fit(inert(named) if first else "", document), FAINT), (" ", None)]
        room -= document + 1
    return pieces + sentence_around(match.text, match.hits, room)


def keyword_in_context(match: Match, room: int) -> list[Piece]:
    """The first hit at the same column of every line, what stands before it set right against it."""
    text = _one_line(match.text)
    if not match.hits:
        return [(cut(text, room), None)]
    before = max(room * 2 // 5, 0)
    hit = match.hits[0]
    left = _end_of(text[: hit.start], before)
    pieces: list[Piece] = [(" " * (before - width(left)) + left, None)]
    rest = [Span(each.start - hit.start, each.end - hit.start) for each in match.hits]
    return pieces + _with_hits(text[hit.start :], rest, room - before)


def sentence_around(text: str, hits: Sequence[Span], room: int) -> list[Piece]:
    """A sentence cut so that its first hit shows, all hits in sight set apart."""
    text = _one_line(text)
    start = 0
    if hits and width(text) > room and width(text[: hits[0].end]) > room * 2 // 3:
        behind = width(text[hits[0].start :])
        lead = _end_of(text[: hits[0].start], max(room // 3, room - 1 - behind))
        start = hits[0].start - len(lead)
        space = text.find(" ", start, hits[0].start)
        start = space + 1 if space >= 0 else start
    shown = [Span(each.start - start, each.end - start) for each in hits if each.start >= start]
    pieces: list[Piece] = [("…", None)] if start else []
    return pieces + _with_hits(text[start:], shown, room - bool(start))


def _with_hits(text: str, hits: Sequence[Span], room: int) -> list[Piece]:
    shown = cut(text, room)
    end = len(shown) - (shown != text)  # the last is an ellipsis then
    pieces: list[Piece] = []
    at = 0
    for hit in hits:
        if hit.start >= end:
            break
        pieces += [(shown[at : hit.start], None), (shown[hit.start : min(hit.end, end)], SNIPPET_HIT)]
        at = min(hit.end, end)
    return [*pieces, (shown[at:], None)]


def _end_of(text: str, cells: int) -> str:
    """As much of the end of a text as fits."""
    if narrow(text):
        return text[max(len(text) - cells, 0) :]
    at, left = len(text), cells
    while at and char_width(text[at - 1]) <= left:
        left -= char_width(text[at - 1])
        at -= 1
    return text[at:]


def _one_line(text: str) -> str:
    return inert(text.replace("\n", " "))
