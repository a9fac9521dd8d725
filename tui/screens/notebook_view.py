"""The notebook over the screen: all that was noted, document by document, and the evidence tray, heading by heading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Protocol

from textual.binding import BindingType
from textual.strip import Strip

from tui.commands import DIALOG, NOTEBOOK, bindings_for, commands_for, shown
from tui.screens.list_screen import ListScreen
from tui.widgets.cells import cut, wrapped
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.notebook import DocumentJudgement, PassageJudgement
    from tui.screens.note_questions import Shelf

    Noted = DocumentJudgement | PassageJudgement


class Below(Protocol):
    """The screen below, which asks the library."""

    def ask_shelf(self, then: Callable[[Shelf], None], /) -> None:
        """What the notebook holds."""

    def open_noted(self, noted: Noted, then: Callable[[str], None], /) -> None:
        """Read a document, or a passage where it stands; `then` is told why it cannot be."""

    def change_noted(self, what: str, noted: Noted, said: str, then: Callable[[Shelf], None], /) -> None:
        """Do something with an entry: forget, up, down, group (called `said`), note (`said`)."""

    def undo_noted(self, then: Callable[[Shelf], None], /) -> None:
        """Take back the last change."""

    def ask_line(self, title: str, text: Sequence[str], value: str, then: Callable[[str], None], /) -> None:
        """Have a line typed."""

    def export_noted(self, then: Callable[[str], None], /) -> None:
        """Write the notebook as Markdown, and tell what came of it."""


class NotebookList(LineList):
    """Entries under their documents or, in the tray, under headings; the cursor on entries."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(NOTEBOOK),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, below: Below) -> None:
        super().__init__(id="notebook")
        self._below = below
        self._shelf: Shelf | None = None
        self._tray = False
        self._wanted: list[str] = []
        self._rows: list[str | Noted] = []
        self._said = ""

    def show(self, shelf: Shelf, stand_on: Noted | None = None) -> None:
        """Show what the notebook holds now; the cursor stays where it was, or goes to one entry."""
        self._shelf = shelf
        self._said = shelf.said
        self._rows = self._tray_rows(shelf) if self._tray else self._document_rows(shelf)
        if stand_on is not None:
            after = [i for i, row in enumerate(self._rows) if _same(row, stand_on)]
            self.cursor = after[0] if after else self.cursor
        last = len(self._rows) - 1
        self.cursor = self.nearest(min(self.cursor, last), 1) or self.nearest(min(self.cursor, last), -1) or 0
        self.reveal()
        self.redraw()

    def _document_rows(self, shelf: Shelf) -> list[str | Noted]:
        by_path: dict[str, list[Noted]] = {}
        titles: dict[str, str] = {}
        entries: list[Noted] = [*shelf.documents, *shelf.passages]
        for each in entries:
            if self._fits(each):
                by_path.setdefault(each.path, []).append(each)
                titles.setdefault(each.path, each.title or each.path)
        return [row for path, those in sorted(by_path.items()) for row in (titles[path], *those)]

    def _tray_rows(self, shelf: Shelf) -> list[str | Noted]:
        rows: list[str | Noted] = []
        group: str | None = None
        for each in shelf.tray:
            if self._fits(each):
                if each.group != group:
                    group = each.group
                    rows.append(group or "Without a heading")
                rows.append(each)
        return rows

    def _fits(self, noted: Noted) -> bool:
        said = " ".join(str(getattr(noted, key)) for key in noted.__slots__).casefold()
        return all(word in said for word in self._wanted)

    @property
    def current(self) -> Noted | None:
        """The entry under the cursor."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return None if isinstance(row, str) else row

    @property
    def row_count(self) -> int:
        """Entries and headings."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Headings are skipped."""
        return 0 <= index < len(self._rows) and not isinstance(self._rows[index], str)

    # --- Drawing ---

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Which of the two it is, and how many entries."""
        count = sum(not isinstance(row, str) for row in self._rows)
        what = "Evidence tray" if self._tray else "Notebook"
        found = f" · with “{' '.join(self._wanted)}”" if self._wanted else ""
        return [head_line(f"{what} · {grouped(count)}{found}", width, focused=self.has_focus)]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """The whole of the entry under the cursor as far as three lines hold it, and what was done or the keys."""
        keys = "  ".join(f"{shown(each.keys[0])} {each.label}" for each in commands_for(NOTEBOOK)) + "  Esc Back"
        foot = [line([(cut(" " + (self._said or keys), width), SECTION if self._said else FAINT)], width)]
        if height < 12:
            return foot
        text = inert(" ".join(_whole(self.current).split())) if self.current is not None else ""
        room = width - 2
        parts = wrapped(text, room)
        parts[2:] = [cut(" ".join(parts[2:]), room)] if len(parts) > 2 else [""] * (3 - len(parts))
        return [*(line([(f"│ {part}" if part else "", None)], width) for part in parts), *foot]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """A heading, or an entry on one line."""
        row = self._rows[index]
        if isinstance(row, str):
            return line([(" " + cut(inert(row), width - 1), SECTION)], width)
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        text = inert(" ".join(_line_of(row).split()))
        return line([(f"{mark} ", style), (cut(text, width - 2), style)], width)

    def paint_empty(self, width: int) -> list[Strip]:
        """How something comes to stand here."""
        if self._shelf is None:
            return [line([(" Reading the notebook", FAINT)], width)]
        if self._wanted:
            return [line([(" No entry has these words; Esc shows all", FAINT)], width)]
        return [
            line([(" Nothing yet: in the reader c keeps a sentence as a quote, m marks it, a notes", FAINT)], width)
        ]

    def cursor_moved(self) -> None:
        """What was said stands until the next key."""
        if self._said:
            self._said = ""
            self.redraw()

    # --- Acting ---

    def chosen(self) -> None:
        """Read it where it stands."""
        if (noted := self.current) is not None:
            self._below.open_noted(noted, self._say)

    def action_tray(self) -> None:
        """From the documents to the tray, and back."""
        self._tray = not self._tray
        self.cursor = self.top = 0
        if self._shelf is not None:
            self.show(self._shelf)

    def action_find(self) -> None:
        """Only entries with some words."""
        text = ["Words that an entry has in its text, note, title or tags; none shows all."]
        self._below.ask_line("Find in the notebook", text, " ".join(self._wanted), self._find)

    def _find(self, typed: str) -> None:
        self._wanted = typed.casefold().split()
        self.cursor = self.top = 0
        if self._shelf is not None:
            self.show(self._shelf)

    def leave_find(self) -> bool:
        """Show all again; False if all are shown."""
        if not self._wanted:
            return False
        self._find("")
        return True

    def action_delete(self) -> None:
        """Take the entry out of the notebook."""
        self._change("forget")

    def action_quote_up(self) -> None:
        """Move the quote one up in the tray."""
        self._move("up")

    def action_quote_down(self) -> None:
        """Move the quote one down in the tray."""
        self._move("down")

    def _move(self, what: str) -> None:
        if self._tray:
            self._change(what)
        else:
            self._say("Quotes are moved in the tray: t shows it")

    def action_heading(self) -> None:
        """Put the quote under a heading."""
        quote = self.current
        if quote is None or not getattr(quote, "kept", False):
            self._say("Only a quote has a heading: c in the reader keeps one")
            return
        shelf = self._shelf
        known = dict.fromkeys(each.group for each in shelf.tray if each.group) if shelf is not None else {}
        text = ["Under which heading does this quote stand? None takes it from under its own."]
        if known:
            text.append("There are: " + ", ".join(known))
        self._below.ask_line("Heading", text, getattr(quote, "group", ""), lambda said: self._change("group", said))

    def action_note(self) -> None:
        """Write the note of the entry."""
        noted = self.current
        if noted is not None and "\n" in noted.note:  # a line would lose its line breaks
            self._say("This note has several lines: Enter, then A writes it in the editor")
        elif noted is not None:
            self._below.ask_line("Note", [_line_of(noted)], noted.note, lambda said: self._change("note", said))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._below.undo_noted(self.show)

    def action_export(self) -> None:
        """Write all of it as Markdown."""
        self._below.export_noted(self._say)

    def _change(self, what: str, said: str = "") -> None:
        noted = self.current
        if noted is not None:
            stand_on = noted if what in ("up", "down", "group") else None
            self._below.change_noted(what, noted, said, lambda shelf: self.show(shelf, stand_on))

    def _say(self, text: str) -> None:
        self._said = text
        self.redraw()


class NotebookView(ListScreen[NotebookList]):
    """Opened by `6`."""

    def __init__(self, below: Below) -> None:
        super().__init__(NotebookList(below))

    def action_close(self) -> None:
        """All entries again where only some are shown, else back to the screen below."""
        if not self.list.leave_find():
            self.dismiss(None)


def _same(row: str | Noted, noted: Noted) -> bool:
    """Whether a row is the same entry, whatever its place, heading or note."""
    return not isinstance(row, str) and type(row) is type(noted) and row.order == noted.order


def _line_of(noted: Noted) -> str:
    words = getattr(noted, "words", None)
    note = f"✎ {noted.note}" if noted.note else ""
    if words is not None:  # the note first: the words may be long
        return f"{'❞' if getattr(noted, 'kept', False) else '┃'} {note}{' · ' if note else ''}{words}"
    star = "★ " if getattr(noted, "starred", False) else ""
    hidden = "⊘ " if getattr(noted, "hidden", False) else ""
    tags = "".join(f"#{tag} " for tag in getattr(noted, "tags", ()))
    return f"{star}{hidden}{tags}{note}"


def _whole(noted: Noted | None) -> str:
    if noted is None:
        return ""
    source = ", ".join(
        part for key in ("speaker", "publisher", "title", "published") if (part := getattr(noted, key, ""))
    )
    return f"{_line_of(noted)} ({source}, {noted.path})"
