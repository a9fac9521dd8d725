"""The text of one document: wrapped as far as it is looked at, with hits, names, dates and figures set apart.

A fixed head names the document; the text scrolls below it. The margin marks the current hit and the stretch that was
gone to. Hits, the search inside, parts and places all move one scroll position, which is why they share this file.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.strip import Strip

from index.models import Document, Span
from tui.commands import bindings_for
from tui.messages import FindWanted, HitReached, TimelineWanted
from tui.widgets import blocks, ink
from tui.widgets.inert import inert
from tui.widgets.ink import head_line, line
from tui.widgets.marks import Annotated, Styles, draw, draw_spans, pieces
from tui.widgets.painted import Painted
from tui.widgets.shift import Band
from tui.widgets.titles import facts_line, title_lines
from tui.widgets.wrap import Block, Wrapped

if TYPE_CHECKING:
    from textual import events
    from textual.selection import Selection

WIDEST = 96  # cells of a line of text: longer ones are hard to read
WHEEL = 3
_MARGIN = 1


class Reader(Painted):
    """Pane 2. `show` gives it a document; offsets are code points into `Document.text`."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings_for("reader")]
    ALLOW_SELECT = True

    def __init__(self, *, id: str = "reader") -> None:
        super().__init__(id=id)
        self._document: Document | None = None
        self._guidance = ""
        self._hits: list[Span] = []
        self._hit = -1
        self._found: list[Span] | None = None
        self._found_at = -1
        self._mark: Span | None = None
        self._annotated = Annotated()
        self._blocks: list[Block] = []
        self._parts: list[int] = []
        self._part = -1  # the part last gone to, while nothing else moved the text
        self._wrapped: Wrapped | None = None
        self._top = 0  # first visible line
        self._head = 0
        self._room = 0
        self._anchor = 0  # offset of the first visible character, kept when the width changes
        self._goal: int | None = None  # an offset to bring into view when the size is known

    # --- Given by the screen ---

    def show(self, document: Document, hits: Sequence[Span], *, at: int | None = None, hit: int | None = None) -> None:
        """Show a document from its beginning, from the character `at`, or at hit number `hit` (-1 is the last). With
        both, `hit` is the current one (-1 is none), wherever it stands."""
        if document is not self._document:
            self._take(document)
        self._hits = sorted(hits, key=lambda span: (span.start, span.end))
        self._hit, self._found, self._found_at, self._mark, self._part = -1, None, -1, None, -1
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
        self._document, self._guidance = None, text
        self._hits, self._hit, self._found, self._mark = [], -1, None, None
        self._wrapped, self._anchor, self._top, self._goal = None, 0, 0, None
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

    # --- Asked by the screen ---

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

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
    def position(self) -> int:
        """Offset of the first visible character."""
        return self._anchor

    @position.setter
    def position(self, offset: int) -> None:
        self._anchor = offset
        self._goal = None
        if self._wrapped is not None:
            self._top = self._wrapped.line_of(offset)
        self.redraw()

    @property
    def current_span(self) -> Span | None:
        """The current hit, or the stretch gone to."""
        if self._found is not None and self._found_at >= 0:
            return self._found[self._found_at]
        if self._mark is not None:
            return self._mark
        return self._hits[self._hit] if self._hit >= 0 else None

    def sight(self) -> Span:
        """The stretch of the text that is on screen."""
        wrapped, last = self._wrapped, self._top + self._room - 1
        if wrapped is None:
            return Span(self._anchor, self._anchor)
        wrapped.reach(last)
        number = min(last, wrapped.known - 1)
        return Span(self._anchor, wrapped.line(number)[2] if number >= 0 else self._anchor)

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

    # --- Layout ---

    def _take(self, document: Document) -> None:
        self._document = document
        self._blocks = blocks.blocks_of(document.text, document.headings, document.turns)
        self._annotated = Annotated(document.annotations)
        self._parts = sorted({h.start for h in document.headings} | {t.label_start for t in document.turns})

    def _text_width(self, cells: int) -> int:
        return max(min(cells - 2 * _MARGIN, WIDEST), 4)

    def _fit(self, cells: int, room: int) -> Wrapped:
        """The lines for this size, scrolled to where they were or should be."""
        assert self._document is not None
        text_width = self._text_width(cells)
        if self._wrapped is None or self._wrapped.width != text_width:
            self._wrapped = Wrapped(self._document.text, self._blocks, text_width)
            self._top = self._wrapped.line_of(self._anchor)
        self._room = room
        if self._goal is not None:
            goal, self._goal = self._goal, None
            self._reveal(goal)
        self._clamp()
        return self._wrapped

    def _clamp(self) -> None:
        """The last line stays at the bottom; the anchor follows the top."""
        wrapped = self._wrapped
        if wrapped is None:
            return
        if not wrapped.reach(self._top + self._room - 1):
            self._top = wrapped.known - self._room
        self._top = max(self._top, 0)
        if wrapped.reach(self._top):
            self._anchor = wrapped.line(self._top)[1]

    def _reveal(self, offset: int) -> None:
        """Scroll, if an offset is out of sight, to a third of the screen."""
        wrapped = self._wrapped
        if wrapped is None or not self._room:
            self._goal = offset
            return
        number = wrapped.line_of(offset)
        if not self._top <= number < self._top + self._room:
            self._top = max(number - self._room // 3, 0)
        self._clamp()

    def _in_sight(self, offset: int) -> bool:
        wrapped = self._wrapped
        return wrapped is not None and self._top <= wrapped.line_of(offset) < self._top + self._room

    # --- Drawing ---

    def paint(self, width: int, height: int) -> list[Strip]:
        """The head and the visible lines."""
        if self._document is None:
            lines = [head_line("2 Reader", width, focused=self.has_focus)]
            lines += [line([(" " + text, None)], width) for text in self._guidance.splitlines()]
            return (lines + [Strip.blank(width)] * height)[:height]
        titles = title_lines(self._document.title, max(width - 7, 4), most=2 if height >= 14 else 1)
        facts = [facts_line(self._document, width)] if height > 4 else []
        self._head = len(titles) + len(facts)
        wrapped = self._fit(width, max(height - self._head, 1))
        lines = [head_line(self._percent() + titles[0], width, focused=self.has_focus)]
        lines += [line([("      " + more, ink.SECTION)], width) for more in titles[1:]]
        lines += facts
        for number in range(self._top, self._top + self._room):
            lines.append(self._text_line(wrapped, number, width) if wrapped.reach(number) else Strip.blank(width))
        return lines[:height]

    def band(self) -> Band:
        """The text below the head."""
        return Band(self._head, self._room, self._top) if self._document is not None else Band(0, 0, 0)

    def _percent(self) -> str:
        """How far the text has been read, in a fixed width so that nothing behind it moves."""
        assert self._document is not None
        assert self._wrapped is not None
        last = self._top + self._room - 1
        if not self._wrapped.reach(last + 1):
            return "2 end "
        return f"2 {100 * self._wrapped.line(last)[2] // max(len(self._document.text), 1):2d}% "

    def _text_line(self, wrapped: Wrapped, number: int, cells: int) -> Strip:
        block, start, end = wrapped.line(number)
        if block is None or start >= end:
            return Strip.blank(cells)
        styles = self._line_styles(block, start, end)
        self._draw_selection(styles, number, block, wrapped, start)
        shown = inert(wrapped.text[start:end])
        margin = self._margin_mark(start, end) + " " * block.indent
        return line([(margin, None), *pieces(shown, styles)], cells)

    def _margin_mark(self, start: int, end: int) -> str:
        span = self.current_span
        if span is None or span.end <= start or span.start >= end:
            return " "
        return "▌" if span is self._mark else ink.CURSOR

    def _line_styles(self, block: Block, start: int, end: int) -> Styles:
        """A style for each character of a line."""
        base = {blocks.HEADING: ink.HEADING, blocks.SPEAKER: ink.SPEAKER}.get(block.role)
        styles: Styles = [base] * (end - start)
        if base is None:
            self._annotated.draw(styles, start)
        if self._found is None:
            draw_spans(styles, start, self._hits, ink.HIT, self._hit, ink.CURRENT_HIT)
        else:
            draw_spans(styles, start, self._hits, ink.SNIPPET_HIT, -1, ink.CURRENT_HIT)
            draw_spans(styles, start, self._found, ink.HIT, self._found_at, ink.CURRENT_HIT)
        return styles

    # --- Scrolling ---

    def scroll_lines(self, lines: int) -> None:
        """Scroll the text; up is negative."""
        self._part = -1
        self._top = max(self._top + lines, 0)
        self._clamp()
        self.redraw()

    def action_down(self) -> None:
        """One line down."""
        self.scroll_lines(1)

    def action_up(self) -> None:
        """One line up."""
        self.scroll_lines(-1)

    def action_page_down(self) -> None:
        """One page down, two lines of it seen before."""
        self.scroll_lines(max(self._room - 2, 1))

    def action_page_up(self) -> None:
        """One page up."""
        self.scroll_lines(-max(self._room - 2, 1))

    def action_first(self) -> None:
        """The beginning."""
        self._top = 0
        self.scroll_lines(0)

    def action_last(self) -> None:
        """The end."""
        if self._wrapped is not None:
            self._top = self._wrapped.reach_end()
        self.scroll_lines(0)

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
        number = self._wrapped.line_of(offset)
        self._top = number
        self._clamp()
        self._part = index
        self._mark = Span(offset, self._wrapped.line(number)[2])
        self.redraw()

    def action_timeline(self) -> None:
        """Ask for the timeline at the date that is here."""
        if self._document is not None:
            self.post_message(TimelineWanted())

    def action_find(self) -> None:
        """Ask for words to search inside this text."""
        if self._document is not None:
            self.post_message(FindWanted())

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_lines(WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel scrolls."""
        event.stop()
        self.scroll_lines(-WHEEL)

    # --- Selecting with the mouse ---

    def render_line(self, y: int) -> Strip:
        """One line; its cells know their place in the text, so that the mouse can select across screens."""
        strip = super().render_line(y)
        return strip.apply_offsets(0, self._top + y - self._head) if y >= self._head and self._wrapped else strip

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw what is selected now."""
        self.redraw()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected text as it stands in the document, not as wrapped."""
        wrapped = self._wrapped
        if wrapped is None:
            return None
        start = self._selected_offset(wrapped, selection.start.x, selection.start.y) if selection.start else 0
        end = self._selected_offset(wrapped, selection.end.x, selection.end.y) if selection.end else len(wrapped.text)
        return wrapped.text[start:end], "\n"

    def _selected_offset(self, wrapped: Wrapped, x: int, y: int) -> int:
        """Offset of a selection's end: `x` counts characters of the drawn line, `y` is the line."""
        if y < 0:
            return 0
        if not wrapped.reach(y):
            return len(wrapped.text)
        block, start, end = wrapped.line(y)
        return min(start + max(x - _MARGIN - (block.indent if block else 0), 0), end)

    def _draw_selection(self, styles: Styles, number: int, block: Block, wrapped: Wrapped, start: int) -> None:
        selection = self.text_selection
        span = selection.get_span(number) if selection is not None else None
        if span is None:
            return
        first = self._selected_offset(wrapped, span[0], number) - start
        last = self._selected_offset(wrapped, span[1], number) - start if span[1] >= 0 else len(styles)
        draw(styles, first, last, ink.SELECTED)
