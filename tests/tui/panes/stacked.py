"""A program for the terminal tests: a list of 5,000 documents over a reader, both over whole lines; `q` quits.

Run as `python -m tests.tui.panes.stacked` in a terminal. ctrl+l paints everything anew.
"""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Mount
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from index.models import Annotation, Document, Kind, Order, Page, Row, Span
from tui.messages import DocumentHighlighted, RowsWanted
from tui.panes.document_list import DocumentList
from tui.panes.reader import Reader
from tui.terminal import TerminalApp

SENTENCES = (
    "The President of Kyrgyzstan met his colleague in Bishkek on 27 November 2025.",
    "Trade between the two countries grew by 13.6% and reached $4.1 billion.",
    "Путин и Жапаров обсудили сотрудничество в рамках ЕАЭС.",
    "会議は金曜日に開かれる.",
)


def document(number: int) -> Document:
    """Sixty paragraphs, different in each document."""
    text = "\n\n".join(
        " ".join(SENTENCES[(number + paragraph * 7 + i) % len(SENTENCES)] for i in range(1 + (number + paragraph) % 4))
        for paragraph in range(60)
    )
    marks = tuple(Annotation(Kind.PLACE, m.start(), m.end(), m.group()) for m in re.finditer("Bishkek|ЕАЭС", text))
    return Document(f"d{number}", f"{number}.txt", text, f"Document {number}", annotations=marks)


class _Quiet(Screen[None]):
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)


class Stacked(TerminalApp[None]):
    """Follows the list at once, so that lists and text are repainted together."""

    CSS = "Screen { layout: vertical; } #documents { height: 9; } #reader { height: 1fr; }"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        ("1", "to('documents')", ""),
        ("2", "to('reader')", ""),
        ("n", "next_hit", ""),
        ("ctrl+l", "redraw", ""),
        ("q", "quit", ""),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.ansi_color = True
        self.documents, self.reader = DocumentList(), Reader()

    def get_default_screen(self) -> Screen[None]:
        return _Quiet(id="_default")

    def compose(self) -> ComposeResult:
        yield self.documents
        yield self.reader

    def on_mount(self, event: Mount) -> None:
        super().on_mount(event)
        self.documents.focus()
        self.call_after_refresh(self.documents.show, Page(range(5000), (), 4990), Order.NEWEST)

    def on_rows_wanted(self, message: RowsWanted) -> None:
        self.documents.supply([Row(f"d{n}", f"{n}.txt", f"Document {n}", number=n) for n in message.numbers])

    def on_document_highlighted(self, message: DocumentHighlighted) -> None:
        shown = document(message.row.number)
        self.reader.show(shown, [Span(m.start(), m.end()) for m in re.finditer("Trade", shown.text)])

    def action_to(self, id: str) -> None:
        self.query_one(f"#{id}").focus()

    def action_next_hit(self) -> None:
        self.reader.next_hit()

    def action_redraw(self) -> None:
        self.draw_all()


if __name__ == "__main__":
    Stacked().run()
