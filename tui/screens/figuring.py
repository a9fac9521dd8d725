"""The figures view's part of the conductor: opening it, filling it, from a statement to its document, its export."""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import Entry
from tui import messages
from tui.engine_thread import Priority
from tui.screens import questions
from tui.screens.dating import Dating
from tui.widgets.titles import short

if TYPE_CHECKING:
    from index.library import Library
    from index.library.measures import Measure, Sourced
    from index.library.stated import Statement
    from tui.screens.figures import FiguresView

_LANE = "figures"


class Figuring(Dating):
    """Answers what the figures view asks."""

    _figures: FiguresView | None = None  # while it shows
    _figure: tuple[int, int] | None = None  # the statement last read from it
    _measured = 0  # the numbering of its statements

    def action_show_figures(self) -> None:
        """Open the figures view over the documents found."""
        from tui.screens.figures import FiguresView

        self._figures = FiguresView(self, self._figure)
        self.app.push_screen(self._figures, self._figures_closed)
        self._fill_figures()

    def on_figures_wanted(self, message: messages.FiguresWanted) -> None:
        """The sidebar asks for them."""
        self.action_show_figures()

    def _figures_closed(self, _: None) -> None:
        self._figures = None
        self.engine.drop(_LANE)

    def _fill_figures(self) -> None:
        view = self._figures

        def measured(library: Library, found: questions.Found) -> tuple[Sequence[Measure], int]:
            return library.measures(found.page), library.numbering

        def show(answer: tuple[Sequence[Measure], int]) -> None:
            if view is not None:
                measures, self._measured = answer
                view.list.show(measures)

        if view is not None:
            self.ask_about_page(_LANE, measured, show, Priority.COUNTS)

    def _show_found(self, found: questions.Found) -> None:
        """Other documents were found, or the same ones have other numbers now."""
        if self.found is None or self.found.epoch != found.epoch:
            self._figure = None
        super()._show_found(found)
        self._fill_figures()

    def ask_sources(self, statements: Sequence[Statement], then: Callable[[Sequence[Sourced]], None]) -> None:
        """Where the statements stand that are about to be drawn."""
        self.ask_about_page(
            "", lambda library, _: library.sources(statements), then, Priority.ROWS, numbering=self._measured
        )

    def open_statement(self, statement: Statement, sourced: Sourced | None) -> None:
        """Read the document of a statement, at its sentence where that is known."""
        figure = statement.figure
        self._figure = (statement.number, figure.start)
        start = sourced.passage.start if sourced is not None else figure.start
        if self._figures is not None:
            self._figures.dismiss(None)
        self.open_entry(
            Entry("", None, None, "mentioned", figure.text, start, figure.end, statement.number), self._measured
        )

    def export_figures(self, measures: Sequence[Measure], then: Callable[[str], None]) -> None:
        """Write the statements into a new file in the state folder, and say which."""
        collection = re.sub(r"[^\w.-]+", "-", self.collection.name)
        name = f"figures-{collection}-{datetime.now():%Y%m%d-%H%M%S}"
        self.ask_about_page(
            "export",
            lambda library, _: export(library, measures, name),
            then,
            Priority.TEXT,
            numbering=self._measured,
            changed=lambda: then("Not saved: the index has just changed; press the key again"),
        )


def export(library: Library, measures: Sequence[Measure], name: str) -> str:
    """Write statements as CSV into a file of their own, readable by this user alone; where it is, or why it is not."""
    from index.export.statements import statement_records, write_csv
    from index.folders import private_folder, state_folder

    try:
        path = _fresh(private_folder(state_folder() / "exports"), name)
        with open(path, "w", encoding="utf-8", errors="backslashreplace", newline="") as out:
            write_csv(statement_records(library, measures), out)
    except OSError as error:
        return f"Not saved: {error.strerror or error}"
    return f"Saved in {short(path)}"


def _fresh(folder: Path, name: str) -> Path:
    """A new empty file, mode 0600."""
    for number in count(1):
        path = folder / f"{name}{f'-{number}' if number > 1 else ''}.csv"
        with contextlib.suppress(FileExistsError):
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            break
    return path
