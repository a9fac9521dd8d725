"""The part of the conductor about what documents are: their metadata, edited and written into dossier.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands import key_for
from tui.engine_thread import Priority
from tui.screens import metadata_questions
from tui.screens.conductor import Conductor
from tui.screens.metadata_questions import Saved, Sheet

if TYPE_CHECKING:
    from index.collection_edit import Change, Fields

MOST = 100  # documents in one form


class Describing(Conductor):
    """Answers `E` and takes it back."""

    _changes: Sequence[tuple[Path, Change]] = ()  # of this session, the latest last

    def action_metadata(self) -> None:
        """Edit the metadata of the document that is read, or of those selected, or under the cursor of the list."""
        from tui.screens.metadata_form import MetadataForm

        opened = self.opened if self.focused is self.reader else None
        numbers = () if opened is not None else self.documents.picked

        def show(sheet: Sheet) -> None:
            self.app.push_screen(MetadataForm(sheet), lambda said: self._save(sheet, said))

        def ask(ids: Sequence[str]) -> None:
            self.engine.ask("sheet", lambda library: metadata_questions.sheet(library, ids), show)

        if len(numbers) > MOST:
            self.status.say(
                f"{len(numbers):,} documents are too many for one form; dossier.yaml takes patterns", "warning"
            )
        elif opened is not None:
            ask([opened.document.id])
        else:
            self.with_ids(lambda: self.documents.picked, ask)

    def _save(self, sheet: Sheet, said: Fields | None) -> None:
        if said is None:
            return

        def saved(answer: Saved) -> None:
            if answer.change is not None:
                self.note_change(answer)
            where = "your own file (the folder cannot be written)" if sheet.overlay else "dossier.yaml"
            undo = key_for("everywhere.undo_metadata")
            self.apply_said(answer, f"{', '.join(said).capitalize()}: written into {where}; {undo} takes it back")

        self.engine.ask("", lambda _: metadata_questions.save(sheet.folder, sheet.paths, said), saved, Priority.HITS)

    def note_change(self, answer: Saved) -> None:
        """Something was written into dossier.yaml: it is what is taken back first."""
        if answer.change is not None and answer.folder is not None:
            self._changes = (*self._changes, (answer.folder, answer.change))

    def action_undo_metadata(self) -> None:
        """Take back what dossier.yaml was last told."""
        if not self._changes:
            self.status.say("No metadata was changed in this session")
            return
        *rest, (folder, last) = self._changes
        self._changes = tuple(rest)

        def undone(answer: Saved) -> None:
            self.apply_said(answer, f"Taken back in {last.file.name}")

        self.engine.ask("", lambda _: metadata_questions.take_back(folder, last), undone, Priority.HITS)

    def apply_said(self, answer: Saved, said: str) -> None:
        """Bring the index up to what dossier.yaml says now, and then say so."""
        if answer.complaint:
            self.status.say(answer.complaint, "warning")
            return
        self.status.say(said)
        self.indexing.apply("--described", said=said)
