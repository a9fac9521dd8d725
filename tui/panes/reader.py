"""The text of one document with hits, names, dates and figures set apart.

The margin marks the current hit and the stretch that was gone to. Hits, the search inside, parts, speakers and folds
all move one scroll position, which is why they share this file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.strip import Strip

from index.models import Document, Span, Turn
from tui.commands import bindings_for
from tui.messages import FindWanted, HitReached, Said, Sighted, TimelineWanted
from tui.panes.noted_text import NotedText
from tui.widgets import ink
from tui.widgets.marks import Styles, draw_spans
from tui.widgets.wrap import Block


class _Left(NamedTuple):
    """Where the reading was before a fold, given back by unfolding if nothing moved the text since."""

    turn: int
    all: bool
    anchor: int  # after the fold
    place: int  # the anchor before it
    mark: Span | None


class Reader(NotedText):
    """Pane 2. `show` gives it a document; offsets are code points into `Document.text`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("reader")]

    def __init__(self, *, id: str = "reader") -> None:
        super().__init__(id=id)
        self._hits: list[Span] = []
        self._hit = -1
        self._found: list[Span] | None = None
        self._found_at = -1
        self._mark: Span | None = None
        self._part = -1  # the part last gone to, while nothing else moved the text
        self._left: _Left | None = None  # where the reading was when a turn was folded
        self._pinned = False
        self._sighted = ("", -1, -1)

    # --- Given by the screen ---

    def show(self, document: Document, hits: Sequence[Span], *, at: int | None = None, hit: int | None = None) -> None:
        """Show a document from its beginning, from the character `at`, or at hit number `hit` (-1 is the last). With
        both, `hit` is the current one (-1 is none), wherever it stands."""
        if document is not self._document:
            self.take(document)
        self._hits = sorted(hits, key=lambda span: (span.start, span.end))
        self._hit, self._found, self._found_at, self._mark, self._part, self._left = -1, None, -1, None, -1, None
        self._anchor, self._wrapped, self._goal = at or 0, None, None
        if hit is not None and at is not None:
            self._hit = min(hit, len(self._hits) - 1)
        elif hit is not None and self._hits:
            self._hit = hit % len(self._hits)
            self._goal = self._hits[self._hit].start
        self.redraw()
        self._tell()

    def clear(self, text: str = "") -> None:
        """Show no document, but a few lines of guidance."""
        self.leave()
        self._guidance = text
        self._hits, self._hit, self._found, self._mark = [], -1, None, None
        self._anchor, self._top, self._goal = 0, 0, None
        self.redraw()

    def show_found(self, spans: Sequence[Span]) -> bool:
        """What a search inside the text found: `next_hit` and `previous_hit` step these until `end_find`.
        Goes to the first at or below the top of the screen; False if there is none."""
        self._found = sorted(spans, key=lambda span: (span.start, span.end))
        self._found_at = -1
        if not self._found:
            self.redraw()
            return False
        top = self.position
        self._found_at = next((i for i, span in enumerate(self._found) if span.start >= top), 0)
        self._go(self._found[self._found_at])
        return True

    def end_find(self) -> bool:
        """End the search inside the text; False if there was none."""
        if self._found is None:
            return False
        self._found, self._found_at = None, -1
        self.redraw()
        return True

    def go_to(self, offset: int, end: int | None = None) -> None:
        """Bring a stretch of the text into view and mark it in the margin: a sentence, a quote."""
        self._mark = Span(offset, end if end is not None else offset + 1)
        self._part = -1
        self._reveal(offset)
        self.redraw()

    def go_to_match(self, start: int, end: int) -> None:
        """Bring a sentence with hits into view and mark it; the first of its hits is the current one."""
        first = bisect_left(self._hits, start, key=lambda span: span.start)
        if first < len(self._hits) and self._hits[first].start < end:
            self._hit = first
        self.go_to(start, end)
        self._tell()

    def pin(self, pinned: bool) -> None:
        """Say at its head that it follows nothing; who follows is the screen's to know."""
        if pinned != self._pinned:
            self._pinned = pinned
            self.redraw()

    # --- Asked by the screen ---

    @property
    def pinned(self) -> bool:
        """Whether it follows nothing."""
        return self._pinned

    @property
    def finding(self) -> bool:
        """Whether a search inside the text is on."""
        return self._found is not None

    @property
    def hit_position(self) -> tuple[int, int]:
        """The current hit, from 0, or -1 before the first, and how many there are; of a search inside the text,
        while one is on."""
        if self._found is not None:
            return self._found_at, len(self._found)
        return self._hit, len(self._hits)

    @property
    def hit(self) -> int:
        """The current hit of the query, from 0, or -1."""
        return self._hit

    @property
    def current_span(self) -> Span | None:
        """The current hit, or the stretch gone to."""
        if self._mark is not None:  # stepping to a hit takes it away
            return self._mark
        if self._found is not None and self._found_at >= 0:
            return self._found[self._found_at]
        return self._hits[self._hit] if self._hit >= 0 else None

    def current_paragraph(self) -> Span | None:
        """The paragraph of the current hit or mark if that is in sight, else the first one in sight."""
        if self._document is None or not self._document.text:
            return None
        text = self._document.text
        span = self.current_span
        offset = self._anchor
        if span is not None and self._in_sight(span.start):
            offset = span.start
        start = text.rfind("\n\n", 0, offset) + 2 if "\n\n" in text[:offset] else 0
        end = text.find("\n\n", offset)
        return Span(start, end if end >= 0 else len(text))

    # --- Hits ---

    def next_hit(self) -> bool:
        """Go to the next hit; False after the last one. A search inside the text goes round."""
        return self._step(1)

    def previous_hit(self) -> bool:
        """Go to the hit before; False before the first one. A search inside the text goes round."""
        return self._step(-1)

    def _step(self, direction: int) -> bool:
        if self._found is not None:
            if not self._found:
                return False
            self._found_at = (self._found_at + direction) % len(self._found)
            self._go(self._found[self._found_at])
            return True
        if self._hit < 0:
            starts = [span.start for span in self._hits]
            below = bisect_left(starts, self._anchor)
            index = below if direction > 0 else below - 1
        else:
            index = self._hit + direction
        if not 0 <= index < len(self._hits):
            return False
        self._hit = index
        self._go(self._hits[index])
        return True

    def _go(self, span: Span) -> None:
        self._mark, self._part = None, -1
        self._reveal(span.start)
        self.redraw()
        self._tell()

    def _tell(self) -> None:
        self.post_message(HitReached(*self.hit_position))

    # --- Drawing and scrolling, with what is set apart here ---

    def take(self, document: Document) -> None:
        """Lay out another document; what can be gone to in it is listed when somebody goes there."""
        super().take(document)
        self.__dict__.pop("_spoken", None)
        self.__dict__.pop("_parts", None)

    @cached_property
    def _spoken(self) -> list[Turn]:
        """Turns and quotes, as they come."""
        return sorted(self._document.turns if self._document else (), key=lambda turn: turn.label_start)

    @cached_property
    def _parts(self) -> list[int]:
        """Where headings and turns begin."""
        document = self._document
        return (
            sorted({h.start for h in document.headings} | {t.label_start for t in document.turns}) if document else []
        )

    @property
    def _sign(self) -> str:
        return "▌" if self._mark is not None else ink.CURSOR

    def _line_styles(self, block: Block, start: int, end: int) -> Styles:
        styles = super()._line_styles(block, start, end)
        if self._found is None:
            draw_spans(styles, start, self._hits, ink.HIT, self._hit, ink.CURRENT_HIT)
        else:
            draw_spans(styles, start, self._hits, ink.SNIPPET_HIT, -1, ink.CURRENT_HIT)
            draw_spans(styles, start, self._found, ink.HIT, self._found_at, ink.CURRENT_HIT)
        return styles

    def _fold_tail(self, block: Block) -> str:
        if self._folding is None:
            return ""
        turn = self._folding[self._folding.at(block.start)]
        first = bisect_left(self._hits, turn.start, key=lambda span: span.start)
        return self._folding.tail(block, bisect_left(self._hits, turn.end, first, key=lambda span: span.start) - first)

    @property
    def _lead(self) -> str:
        return "pinned · " if self._pinned else ""

    def paint(self, width: int, height: int) -> list[Strip]:
        """The text; what is in sight is told where it is another stretch than before."""
        lines = super().paint(width, height)
        if self._document is not None:
            sight = (self._document.id, self._top, self._room)
            if sight != self._sighted:
                self._sighted = sight
                self.post_message(Sighted())
        return lines

    def scroll_lines(self, lines: int) -> None:
        """Scroll the text; up is negative."""
        self._part = -1
        super().scroll_lines(lines)

    # --- Parts and speakers ---

    def action_next_part(self) -> None:
        """The next heading or speaker, to the top of the screen where the text is long enough."""
        self._go_to_part(bisect_right(self._parts, self._anchor) if self._part < 0 else self._part + 1)

    def action_previous_part(self) -> None:
        """The heading or speaker before."""
        self._go_to_part((bisect_left(self._parts, self._anchor) if self._part < 0 else self._part) - 1)

    def _go_to_part(self, index: int) -> None:
        if not 0 <= index < len(self._parts) or self._wrapped is None:
            return
        offset = self._parts[index]
        self._open(offset)
        number = self._wrapped.line_of(offset)
        self._top = number
        self._clamp()
        self._part = index
        self._mark = Span(offset, self._wrapped.line(number)[2])
        self.redraw()

    def action_next_same(self) -> None:
        """The next turn of the speaker on screen."""
        self._go_to_same(1)

    def action_previous_same(self) -> None:
        """The turn before of the speaker on screen."""
        self._go_to_same(-1)

    def _go_to_same(self, direction: int) -> None:
        spoken = self._spoken
        here = bisect_right(spoken, self.here(), key=lambda turn: turn.label_start) - 1
        if here < 0 and spoken and direction > 0 and spoken[0].label_start < self.sight().end:
            here = 0  # above all turns: the speaker is the first one in sight
        if here < 0:
            self.post_message(Said("Nobody speaks here"))
            return
        index = here + direction
        while 0 <= index < len(spoken) and _who(spoken[index]) != _who(spoken[here]):
            index += direction
        if 0 <= index < len(spoken):
            self._go_to_part(bisect_left(self._parts, spoken[index].label_start))
        else:
            way = "further" if direction > 0 else "before this"
            self.post_message(Said(f"{spoken[here].speaker} says nothing {way}"))

    def here(self) -> int:
        """The offset that a key is meant for: what is marked, if that is in sight, else the first one in sight."""
        span = self.current_span
        return span.start if span is not None and self._in_sight(span.start) else self._anchor

    # --- Folds ---

    def action_fold(self) -> None:
        """Fold or unfold the turn marked, or else the one at the top or the first below it."""
        number = self._turn_here()
        if number >= 0 and self._folding is not None:
            self._fold(number)
        else:
            self.post_message(Said("No turn of a speaker here"))

    def action_fold_all(self) -> None:
        """Fold all turns, or unfold them all."""
        if self._folding is not None and len(self._folding):
            self._fold(self._turn_here(), all=True)
        else:
            self.post_message(Said("No turns of speakers in this text"))

    def _turn_here(self) -> int:
        if self._folding is None:
            return -1
        number = self._folding.at(self.here())
        return number if number >= 0 else self._folding.first_in(self._anchor, self.sight().end)

    def _fold(self, number: int, *, all: bool = False) -> None:
        """Fold or unfold a turn or all; the label of turn `number` (-1: the first line) stays where it is on screen."""
        folding, wrapped = self._folding, self._wrapped
        if folding is None or wrapped is None:
            return
        left, place, mark = self._left, self._anchor, self._mark
        label = folding[number].label_start if number >= 0 else place
        row = max(wrapped.line_of(label) - self._top, 0)
        unfolds = folding.complete if all else folding.folded(number)
        if all:
            folding.flip_all()
        else:
            folding.flip(number)
        self._rewrap(folding[0].label_start if all else label)
        self._part, self._left = -1, None
        if unfolds and left is not None and (left.turn, left.all, left.anchor) == (number, all, place):
            self._top, self._mark = wrapped.line_of(left.place), left.mark
        else:
            self._top = wrapped.line_of(label) - row
            if number >= 0:
                self._part = bisect_left(self._parts, label)
                self._mark = Span(label, folding[number].label_end)
        self._clamp()
        if not unfolds:
            self._left = _Left(number, all, self._anchor, place, mark)
        self.redraw()

    def action_timeline(self) -> None:
        """Ask for the timeline at the date that is here."""
        if self._document is not None:
            self.post_message(TimelineWanted())

    def action_find(self) -> None:
        """Ask for words to search inside this text."""
        if self._document is not None:
            self.post_message(FindWanted())


def _who(turn: Turn) -> str:
    """What tells speakers apart: the name they are known by, or the label where there is none."""
    return turn.key or turn.speaker.casefold()
