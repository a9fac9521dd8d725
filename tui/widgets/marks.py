"""Styles of a line of text, character by character: annotations first, then hits over them.

Names are bold, dates underlined, figures italic, hits reversed: each differs from the others without colour.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import islice
from operator import le

from rich.style import Style

from index.models import DATES, FIGURES, NAMES, Annotation, Kind, Span
from tui.widgets import ink
from tui.widgets.ink import Piece

_STYLES: dict[Kind, Style] = {
    Kind.PERSON: ink.PERSON,
    Kind.ORGANISATION: ink.ORGANISATION,
    Kind.PLACE: ink.PLACE,
    Kind.NAME: ink.NAME,
    **dict.fromkeys(DATES, ink.DATE),
    **dict.fromkeys(FIGURES, ink.FIGURE),
}

Styles = list[Style | None]


def draw(styles: Styles, first: int, last: int, style: Style) -> None:
    """Set the style of characters `first` to `last` (exclusive), as far as they are on the line."""
    first, last = max(first, 0), min(last, len(styles))
    if first < last:
        styles[first:last] = [style] * (last - first)


def draw_spans(styles: Styles, start: int, spans: Sequence[Span], style: Style, current: int, strong: Style) -> None:
    """Draw the spans (sorted) that touch the line beginning at `start`, number `current` in the style `strong`."""
    end = start + len(styles)
    first = max(bisect_right(spans, start, key=lambda span: span.start) - 1, 0)
    while first > 0 and spans[first - 1].end > start:
        first -= 1
    for i in range(first, len(spans)):
        span = spans[i]
        if span.start >= end:
            break
        draw(styles, span.start - start, span.end - start, strong if i == current else style)


class Annotated:
    """Annotations of one text, ready to be drawn line by line: what touches a line is found without a walk."""

    def __init__(self, annotations: Sequence[Annotation] = ()) -> None:
        starts = [each.start for each in annotations]
        if not all(map(le, starts, islice(starts, 1, None))):  # a text of 20 MB has 200,000, and has them in order
            annotations = sorted(annotations, key=lambda each: each.start)
            starts = [each.start for each in annotations]
        self._annotations = annotations
        self._starts = starts
        self._longest = max([each.end - each.start for each in annotations if each.kind in _STYLES], default=0)

    def draw(self, styles: Styles, start: int) -> None:
        """Draw what touches the line that begins at `start`."""
        first = bisect_left(self._starts, start - self._longest)
        last = bisect_left(self._starts, start + len(styles))
        # What comes later is drawn over what came before: of two that begin together, a name over a date or figure.
        for annotation in sorted(self._annotations[first:last], key=lambda a: (a.start, a.kind in NAMES, a.end)):
            if annotation.kind not in _STYLES:
                continue
            draw(styles, annotation.start - start, annotation.end - start, _STYLES[annotation.kind])


def pieces(text: str, styles: Styles) -> list[Piece]:
    """A text cut where its style changes."""
    found: list[Piece] = []
    at = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or styles[i] is not styles[at]:
            found.append((text[at:i], styles[at]))
            at = i
    return found
