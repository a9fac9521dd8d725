"""The part of the conductor about files with problems: the list, and what is done about one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from index.folders import located
from index.models import IN_FILE, Problem
from tui.engine_thread import Priority
from tui.screens import leaving, metadata_questions
from tui.screens.describing import Describing
from tui.screens.metadata_questions import Saved

if TYPE_CHECKING:
    from tui.screens.problems import Problems


class Mending(Describing):
    """Answers `P`, and the keys of its list."""

    _problems: Problems | None = None  # while it shows

    def action_problems(self) -> None:
        """List the files that could not be read."""
        from tui.screens.problems import Problems

        def closed(_: None) -> None:
            self._problems = None

        def show(found: list[Problem]) -> None:
            self._problems = Problems(found, self)
            self.app.push_screen(self._problems, closed)

        self.engine.ask("problems", lambda library: library.problems(), show)

    def see_changes(self) -> None:
        """Something was committed, or a refresh has ended: the list follows."""
        super().see_changes()

        def renew(found: list[Problem]) -> None:
            if self._problems is not None and self._problems.is_mounted:
                self._problems.list.renew(found)

        if self._problems is not None:
            self.engine.ask("problems", lambda library: library.problems(), renew, Priority.ROWS)

    # --- What the list asks for ---------------------------------------------------------------------------

    def retry(self, path: str) -> str:
        """Read a file again now."""
        file = self._owned(path)[1].partition(IN_FILE)[0]
        self.indexing.apply("--again", file, said=f"Read again: {file}")
        return f"Reading again: {file}"

    def leave_out(self, path: str, then: Callable[[str], None]) -> None:
        """Exclude a file in dossier.yaml."""

        def left(answer: Saved) -> None:
            if answer.change is not None:
                self.note_change(answer)
                then(f"Left out: exclude in {answer.change.file.name}; u lets it in again")
            else:
                then(answer.complaint)
            self.apply_said(answer, f"Left out: {path}")

        self.engine.ask("", lambda _: metadata_questions.leave_out(*self._owned(path)), left, Priority.HITS)

    def open_file(self, path: str) -> str:
        """Show a file in the program of the desktop."""
        return leaving.open_path(self, self._file(path))

    def edit_file(self, path: str) -> str:
        """Open a file in the editor, and index what changed."""
        said = leaving.edit_path(self, self._file(path))
        if not said:
            self.indexing.start()
        return said

    def copy_text(self, text: str) -> str:
        """Copy a text."""
        leaving.send(self, text)
        return self.status.message

    def _owned(self, path: str) -> tuple[Path, str]:
        """The collection that a file of the list is of, and its path there: where several are open, it is named with
        its folder."""
        for folder in self.collections:
            if len(self.collections) > 1 and path.startswith(f"{folder}{os.sep}"):
                return folder, path[len(str(folder)) + 1 :]
        return self.collection, path

    def _file(self, path: str) -> Path:
        return located(self.collection, path.partition(IN_FILE)[0])
