"""The notebook's part of the conductor: stars, tags, notes and hidden documents, from the list and from the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from index.errors import DossierError
from index.models import Entry, Flags, Span
from tui import messages
from tui.engine_thread import Priority
from tui.screens import citing, leaving, note_questions, questions
from tui.screens.deciding import Deciding
from tui.screens.note_questions import Saying, Tagging

if TYPE_CHECKING:
    from index.library import Library
    from index.notebook import DocumentJudgement, PassageJudgement
    from tui.screens.note_questions import Shelf

_ASKS_NOTEBOOK = re.compile(r"\b(?:is|tag):", re.IGNORECASE)


class Noting(Deciding):
    """Answers what is to be said of documents."""

    def on_notes_wanted(self, message: messages.NotesWanted) -> None:
        """Something is to be said of documents of the list, or of the one that is read."""
        opened, what = self.opened, message.what
        if message.listed:
            alone = "note" in what  # is written on the document under the cursor, whatever is picked
            self.with_ids(
                lambda: self.documents.under_cursor if alone else self.documents.picked,
                lambda ids: self._note(what, ids, listed=True),
            )
        elif opened is not None:
            self._note(what, [opened.document.id], listed=False)
        else:
            self.status.say("No document is open")

    def _note(self, what: str, ids: Sequence[str], *, listed: bool) -> None:
        match what:
            case "star":
                self._say_of(lambda library: note_questions.star(library, ids))
            case "hide":
                after = self.documents.after(ids) if listed else None
                self._say_of(lambda library: note_questions.hide(library, ids), after.id if after is not None else "")
            case "export":
                self._ask_format(ids)
            case "tag":
                self.engine.ask("tag", lambda library: note_questions.tagging(library, ids), self._ask_tags)
            case _:
                self._ask_note(ids[0], long=what == "long note")

    def _say_of(self, work: Callable[[Library], Saying], stand_on: str = "") -> None:
        """Say something of documents and show what follows; `stand_on` keeps the cursor where others leave."""

        def said(saying: Saying) -> None:
            self.status.say(saying.said, "warning" if saying.complaint else "information")
            if saying.complaint:
                return
            if saying.hiding and stand_on:
                self.trail.note(document=stand_on)
            self.show_said(saying)

        self.engine.ask("", work, said)

    def show_said(self, saying: Saying) -> None:
        """Everything that the notebook has a part in, as it is now."""
        self.documents.show_flags(saying.flags)
        opened = self.opened
        if saying.hiding:
            self.search()
            return
        if _ASKS_NOTEBOOK.search(self.trail.now.query):
            self.search()
        if opened is not None:
            self._show_said_of(opened, saying)

    def _show_said_of(self, opened: questions.Opened, saying: Saying) -> None:
        id = opened.document.id
        self.reader.show_said(saying.flags.get(id, Flags()), saying.notes.get(id, ""))
        if saying.passages is not None:
            self.reader.show_passages(saying.passages)

    def _show_found(self, found: questions.Found) -> None:
        """Another window, or a hand, may have said something of the document that is read."""
        super()._show_found(found)
        opened = self.opened
        if opened is not None and found.flags.get(opened.document.id, Flags()) != self.reader.flags:
            self.goal = self.reader.position
            self.read_row(opened.row)

    # --- Passages -----------------------------------------------------------------------------------------

    def on_passage_wanted(self, message: messages.PassageWanted) -> None:
        """A passage of the document read is to be chosen, or something said of it."""
        opened, what = self.opened, message.what
        if opened is None:
            return
        document, id = opened.document, opened.document.id
        span = message.span or note_questions.chosen(document, what, None, message.at)
        if what in ("next", "previous", "wider"):
            span = note_questions.chosen(document, what, message.span, message.at)
            if span is None:
                self.status.say("No further sentence" if what == "next" else "No sentence before this one")
            else:
                self.reader.choose(span)
            return
        if span is None:
            self.status.say("There are no words here")
            return
        here = span
        match what:
            case "following":
                self._say_of(lambda library: note_questions.following(library, id, here))
            case "mark":
                self._say_of(lambda library: note_questions.mark(library, id, here))
            case "keep":
                self._say_of(lambda library: note_questions.keep(library, id, here))
            case "forget":
                self._say_of(lambda library: note_questions.forget(library, id, here))
            case _:
                self._ask_passage_note(id, here, document.text[here.start : here.end], long=what == "long note")

    def _ask_passage_note(self, id: str, span: Span, words: str, *, long: bool) -> None:
        def ask(before: str) -> None:
            def answered(answer: str | None) -> None:
                if answer is not None and answer.strip() != before:
                    self._say_of(lambda library: note_questions.note_passage(library, id, span, answer))

            shown = " ".join(words.split())
            text = [f"On “{shown[:300]}{'…' if len(shown) > 300 else ''}”"]
            self.ask_text(f"note-{id}-{span.start}", "Note", text, before, answered, long=long)

        self.engine.ask("note", lambda library: note_questions.note_on(library, id, span), ask, Priority.HITS)

    # --- Tags and notes are typed -------------------------------------------------------------------------

    def _ask_tags(self, tagging: Tagging) -> None:
        from tui.screens.asking import Asking

        many = len(tagging.ids)
        text = ["Tags for this document" if many == 1 else f"Tags for {many:,} documents", "", "It has: "]
        has = [tag if times == many else f"{tag} ({times:,} of {many:,})" for tag, times in tagging.theirs]
        text[2] = ("It has: " if many == 1 else "They have: ") + (", ".join(has) or "none")
        if tagging.all:
            text.append("All: " + ", ".join(f"{tag} ({times:,})" for tag, times in tagging.all[:100]))

        def answered(answer: str | None) -> None:
            if answer is not None and answer.strip():
                self._say_of(lambda library: note_questions.tag(library, tagging.ids, answer))

        self.app.push_screen(Asking("Tags", text, "", "economy, central asia; -old takes one away"), answered)

    def _ask_note(self, id: str, *, long: bool) -> None:
        """Ask for the note on a document, in the editor where it is long."""

        def known(library: Library) -> tuple[str, str]:
            (row,) = library.rows([library.number(id)])
            return row.title, library.note_of(id)

        def ask(known: tuple[str, str]) -> None:
            title, before = known

            def answered(answer: str | None) -> None:
                if answer is not None and answer.strip() != before:
                    self._say_of(lambda library: note_questions.note(library, id, answer))

            self.ask_text(f"note-{id}", "Note", [f"On “{title}”"], before, answered, long=long)

        self.engine.ask("note", known, ask)

    def ask_text(
        self,
        name: str,
        title: str,
        text: Sequence[str],
        before: str,
        answered: Callable[[str | None], None],
        *,
        long: bool,
    ) -> None:
        """Ask for a text: a line in place, one of several lines, or a `long` one, in the editor. `name` is the draft's,
        which an editor that is killed leaves behind for the next time."""
        from tui.screens.asking import Asking

        if long or "\n" in before:
            answered(leaving.write(self, name, before))
        else:
            self.app.push_screen(Asking(title, text, before, "what to keep of it; empty takes the note away"), answered)

    # --- The notebook over the screen ---------------------------------------------------------------------

    def action_show_notebook(self) -> None:
        """Open the notebook."""
        from tui.screens.notebook_view import NotebookView

        view = NotebookView(self)
        self.app.push_screen(view)
        self.ask_shelf(view.list.show)

    def ask_shelf(self, then: Callable[[Shelf], None]) -> None:
        """What the notebook holds."""
        self.engine.ask("shelf", note_questions.shelf, then, Priority.HITS)

    def open_noted(self, noted: DocumentJudgement | PassageJudgement, then: Callable[[str], None]) -> None:
        """Read a document, or a passage where it stands."""

        def found(answer: tuple[Entry | str, int]) -> None:
            place, numbering = answer
            if isinstance(place, str):
                then(place)
                return
            if self.app.screen is not self:
                self.app.pop_screen()
            self.open_entry(place, numbering)

        self.engine.ask("noted", lambda library: (note_questions.place_of(library, noted), library.numbering), found)

    def change_noted(
        self, what: str, noted: DocumentJudgement | PassageJudgement, said: str, then: Callable[[Shelf], None]
    ) -> None:
        """Do something with an entry of the notebook."""
        self._then_search(lambda library: note_questions.change(library, what, noted, said), then)

    def undo_noted(self, then: Callable[[Shelf], None]) -> None:
        """Take back the last change of the notebook."""
        self._then_search(note_questions.undo, then)

    def _then_search(self, work: Callable[[Library], Shelf], then: Callable[[Shelf], None]) -> None:
        def changed(shelf: Shelf) -> None:
            then(shelf)
            self.search()  # stars, tags and passages of list and reader below

        self.engine.ask("", work, changed, Priority.HITS)

    def ask_line(self, title: str, text: Sequence[str], value: str, then: Callable[[str], None]) -> None:
        """Have a line typed."""
        from tui.screens.asking import Asking

        self.app.push_screen(
            Asking(title, text, value, ""), lambda answer: then(answer) if answer is not None else None
        )

    def export_noted(self, then: Callable[[str], None]) -> None:
        """Write the notebook as Markdown, or the quotes of the tray with references, into the folder of exports or to
        the clipboard."""
        from tui.screens.exporting import NOTEBOOK_ITSELF

        def work(library: Library, format: str) -> str:
            if format == NOTEBOOK_ITSELF:
                return note_questions.markdown(library)
            return citing.exported(library, citing.EVIDENCE, (), format, self.citation_style)

        self._choose_format("the notebook", "notebook", work, then, notebook=True)

    def _ask_format(self, ids: Sequence[str]) -> None:
        """Export references of documents in a format that is chosen."""
        what = f"{len(ids):,} documents" if len(ids) > 1 else "this document"

        def work(library: Library, format: str) -> str:
            those = [library.number(id) for id in ids]
            return citing.exported(library, citing.DOCUMENTS, those, format, self.citation_style)

        self._choose_format(what, "references", work, self.status.say)

    def _choose_format(
        self,
        what: str,
        name: str,
        work: Callable[[Library, str], str],
        then: Callable[[str], None],
        *,
        notebook: bool = False,
    ) -> None:
        from tui.screens.exporting import Exporting, formats

        def chosen(choice: tuple[str, bool] | None) -> None:
            if choice is None:
                return
            format, copied = choice

            def ask(library: Library) -> tuple[str, bool]:
                try:
                    text = work(library, format)
                except DossierError as error:
                    return str(error), False
                return (text, True) if copied else (leaving.save_export(_file_name(name, format), text), False)

            def done(answer: tuple[str, bool]) -> None:
                text, to_copy = answer
                if to_copy:
                    leaving.send(self, text)
                    then(self.status.message)
                else:
                    then(text)

            self.engine.ask("", ask, done, Priority.HITS)

        self.app.push_screen(Exporting(what, formats(self.citation_style, notebook=notebook)), chosen)


def _file_name(name: str, format: str) -> str:
    from index.export.citations import FORMATS

    return f"{name}.{FORMATS[format].ending if format in FORMATS else 'md'}"
