"""A long text in a window: wrapped as far as it is looked at, drawn, scrolled, and selected with the mouse.

A fixed head names the document; the text scrolls below it. What is worth going to in the text, and what is marked in
it, is for the pane that is made from this to say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip

from index.models import Document, Span
from tui.widgets import blocks, ink
from tui.widgets.folding import Folding
from tui.widgets.inert import inert
from tui.widgets.ink import Piece, head_line, line
from tui.widgets.marks import Annotated, Styles, draw, pieces
from tui.widgets.painted import Painted
from tui.widgets.shift import Band
from tui.widgets.titles import facts_line, title_lines
from tui.widgets.wrap import Block, Wrapped

if TYPE_CHECKING:
    from textual import events
    from textual.selection import Selection

WIDEST = 96  # cells of a line of text: longer ones are hard to read
WHEEL = 3
LULL = 0.5  # seconds after a text was shown until the rest of it is wrapped
SPELL = 0.01  # seconds for which it is wrapped at a time: no key waits longer
_MARGIN = 1


class Viewport(Painted):
    """The text of one document and the part of it that is in sight; offsets are code points into `Document.text`."""

    ALLOW_SELECT = True

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._document: Document | None = None
        self._guidance = ""
        self._annotated = Annotated()
        self._folding: Folding | None = None
        self._folds: dict[tuple[str, int], frozenset[int]] = {}  # of documents shown before, by id and text
        self._wrapped: Wrapped | None = None
        self._ahead = False  # whether the rest of the text is being wrapped between keys
        self._top = 0  # first visible line
        self._head = 0
        self._room = 0
        self._anchor = 0  # offset of the first visible character, kept when the width changes
        self._goal: int | None = None  # an offset to bring into view when the size is known

    def take(self, document: Document) -> None:
        """Lay out a document. A text that was shown before is folded as it was left."""
        self.leave()
        self._document = document
        self._folding = Folding(document)
        if kept := self._folds.get((document.id, hash(document.text))):
            self._folding.state = kept
        self._annotated = Annotated(document.annotations)
        self._wrapped = None

    def leave(self) -> None:
        """Show no document; how it was folded is remembered."""
        if self._document is not None and self._folding is not None:
            which = self._document.id, hash(self._document.text)
            self._folds.pop(which, None)
            if state := self._folding.state:
                self._folds[which] = state
        self._document = self._folding = self._wrapped = None

    # --- Where the reading is ---

    @property
    def document(self) -> Document | None:
        """The document shown."""
        return self._document

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
        """What is marked in the margin."""
        return None

    def sight(self) -> Span:
        """The stretch of the text that is on screen."""
        wrapped, last = self._wrapped, self._top + self._room - 1
        if wrapped is None:
            return Span(self._anchor, self._anchor)
        wrapped.reach(last)
        number = min(last, wrapped.known - 1)
        return Span(self._anchor, wrapped.line(number)[2] if number >= 0 else self._anchor)

    def said_of(self) -> str:
        """What the user said of the document, in a few signs and words."""
        return ""

    def note_lines(self, cells: int) -> list[Strip]:
        """The note on the document, at its head."""
        return []

    # --- Layout ---

    def _text_width(self, cells: int) -> int:
        return max(min(cells - 2 * _MARGIN, WIDEST), 4)

    def _fit(self, cells: int, room: int) -> Wrapped:
        """The lines for this size, scrolled to where they were or should be."""
        assert self._document is not None
        assert self._folding is not None
        text_width = self._text_width(cells)
        if self._wrapped is None or self._wrapped.width != text_width:
            self._wrapped = Wrapped(self._document.text, self._folding.blocks, text_width, self._fold_tail)
            self._top = self._wrapped.line_of(self._anchor)
            if not self._ahead:
                self._ahead = True
                self.set_timer(LULL, self._wrap_ahead)
        self._room = room
        if self._goal is not None:
            goal, self._goal = self._goal, None
            self._reveal(goal)
        self._clamp()
        return self._wrapped

    def _wrap_ahead(self) -> None:
        """Wrap a long text on between keys, so that its end, too, is there at once when it is asked for."""
        self._ahead = self._wrapped is not None and self._wrapped.work(SPELL)
        if self._ahead:
            self.set_timer(SPELL, self._wrap_ahead)

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
        self._open(offset)
        number = wrapped.line_of(offset)
        if not self._top <= number < self._top + self._room:
            self._top = max(number - self._room // 3, 0)
        self._clamp()

    def _in_sight(self, offset: int) -> bool:
        wrapped = self._wrapped
        return wrapped is not None and self._top <= wrapped.line_of(offset) < self._top + self._room

    def _fold_tail(self, block: Block) -> str:
        """What stands behind the first words of a folded turn."""
        return self._folding.tail(block) if self._folding is not None else ""

    def _open(self, offset: int) -> None:
        """Unfold what hides an offset; what is above it stays in its place."""
        if self._folding is not None and (number := self._folding.hidden(offset)) >= 0:
            self._folding.flip(number)
            self._rewrap(self._folding[number].label_start)

    def _rewrap(self, offset: int) -> None:
        """What is folded has changed, from an offset on. The lines before it stay wrapped; none is selected."""
        if self._folding is None or self._wrapped is None:
            return
        if self.text_selection is not None:
            self.screen.clear_selection()
        self._wrapped.change(self._folding.blocks, offset)

    # --- Drawing ---

    def paint(self, width: int, height: int) -> list[Strip]:
        """The head and the visible lines."""
        if self._document is None:
            lines = [head_line("2 Reader", width, focused=self.has_focus)]
            lines += [line([(" " + text, None)], width) for text in self._guidance.splitlines()]
            return (lines + [Strip.blank(width)] * height)[:height]
        lead = self._lead
        titles = title_lines(self._document.title, max(width - 7 - len(lead), 4), most=2 if height >= 14 else 1)
        notes = self.note_lines(width) if height > 6 else []
        self._head = len(titles) + (height > 4) + len(notes)
        wrapped = self._fit(width, max(height - self._head, 1))
        facts = [facts_line(self._document, width, self._anchor, self.said_of()), *notes] if height > 4 else []
        lines = [head_line(self._percent() + lead + titles[0], width, focused=self.has_focus)]
        lines += [line([("      " + more, ink.SECTION)], width) for more in titles[1:]]
        lines += facts
        for number in range(self._top, self._top + self._room):
            lines.append(self._text_line(wrapped, number, width) if wrapped.reach(number) else Strip.blank(width))
        return lines[:height]

    def band(self) -> Band:
        """The text below the head."""
        return Band(self._head, self._room, self._top) if self._document is not None else Band(0, 0, 0)

    @property
    def _lead(self) -> str:
        """What stands before the title."""
        return ""

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
        tail: list[Piece] = [(self._tail(wrapped, block, end), None)] if block.folded else []
        return line([(margin, None), *pieces(shown, styles), *tail], cells)

    def _tail(self, wrapped: Wrapped, block: Block, end: int) -> str:
        tail = wrapped.tail(block)
        return tail if end < block.end else tail.replace(" …", "", 1)

    def _margin_mark(self, start: int, end: int) -> str:
        span = self.current_span
        if span is None or span.end <= start or span.start >= end:
            return " "
        return self._sign

    @property
    def _sign(self) -> str:
        """The mark that the margin has at `current_span`."""
        return ink.CURSOR

    def _line_styles(self, block: Block, start: int, end: int) -> Styles:
        """A style for each character of a line."""
        base = {blocks.HEADING: ink.HEADING, blocks.SPEAKER: ink.SPEAKER}.get(block.role)
        styles: Styles = [base] * (end - start)
        if block.folded and self._folding is not None and (number := self._folding.at(start)) >= 0:
            # Only who speaks is set apart: a page of folded turns would else cost twice as much to send.
            draw(styles, 0, self._folding[number].start - start, ink.SPEAKER)
        elif base is None:
            self._annotated.draw(styles, start)
        return styles

    # --- Scrolling ---

    def scroll_lines(self, lines: int) -> None:
        """Scroll the text; up is negative."""
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
        span = self._span_of(selection)
        if span is None or self._wrapped is None:
            return None
        return self._wrapped.text[span.start : span.end], "\n"

    def selected_span(self) -> Span | None:
        """The stretch of the text that is selected."""
        selection = self.text_selection
        return self._span_of(selection) if selection is not None else None

    def _span_of(self, selection: Selection) -> Span | None:
        wrapped = self._wrapped
        if wrapped is None:
            return None
        start = self._selected_offset(wrapped, selection.start.x, selection.start.y) if selection.start else 0
        end = self._selected_offset(wrapped, selection.end.x, selection.end.y) if selection.end else len(wrapped.text)
        return Span(start, end)

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
