"""The notebook of an open Library: opened when first asked for, read again when it changes, applied to the index."""

from __future__ import annotations

from pathlib import Path

from index import annotators
from index.engine import Engine
from index.errors import NotebookError, SettingsError
from index.library.decided import Decided
from index.library.judged import Judged
from index.library.noted import Home, NotedDocuments
from index.library.noting import resolver
from index.library.store import Build
from index.marking import sentence_at
from index.models import DATES, Annotation, Document, Problem
from index.notebook import Notebook, notebook_file
from index.timex import is_value


class Judging:
    """One collection's notebook beside one state of its index. Used by the Library's thread."""

    def __init__(self, collection: Path) -> None:
        self._notebook = Notebook(notebook_file(collection))
        self._looked = False
        self._problem: SettingsError | None = None
        self._judged: Judged | None = None
        self._state: tuple[object, ...] = ()
        self._noted: NotedDocuments | None = None
        self._noted_state: tuple[object, ...] = ()
        self._home: Home | None = None
        self._home_state: tuple[object, ...] = ()
        self._seen: tuple[int, str] | None = None  # version and fault at the last look for changes

    @property
    def notebook(self) -> Notebook:
        """The notebook, with what can be read of its file; every change of a malformed one raises SettingsError."""
        if not self._looked:
            self._look()
        return self._notebook

    def now(self, engine: Engine, build: Build | None) -> Judged:
        """The judgements as they stand, applied to the present state of the index."""
        self._look()
        dates, version = self._notebook.all_dates(), self._notebook.version
        self._seen = self._seen or self._at
        state = (build, engine.generation, version)
        if self._judged is None or state != self._state:
            self._judged, self._state = Judged(engine, dates, self.home(engine, build)), state
        return self._judged

    def home(self, engine: Engine, build: Build | None) -> Home:
        """The way from documents of the notebook to those of the present state of the index."""
        state = (build, engine.generation)
        if self._home is None or state != self._home_state:
            self._home, self._home_state = resolver(engine.number, build.id_at if build else _nowhere), state
        return self._home

    def noted(self, engine: Engine, build: Build | None) -> NotedDocuments:
        """What is said of documents as it stands, applied to the present state of the index."""
        self._look()
        self._seen = self._seen or self._at
        state = (build, engine.generation, self._notebook.version)
        if self._noted is None or state != self._noted_state:
            notebook, home = self._notebook, self.home(engine, build)
            self._noted = NotedDocuments(notebook.all_documents(), home, notebook.all_passages())
            self._noted_state = state
        return self._noted

    def names(self) -> Decided:
        """The decisions about names as they stand."""
        self._look()
        self._seen = self._seen or self._at
        return Decided(self._notebook.all_names())

    def changed(self) -> bool:
        """Whether the judgements, or a fault in the file, are others than at the last call or the first answer."""
        self._look()
        before, self._seen = self._seen, self._at
        return before is not None and before != self._seen

    def problems(self) -> list[Problem]:
        """The notebook in the problems list, where it cannot be read or only in part."""
        self._look()
        if self._problem is None:
            return []
        return [Problem(str(self._notebook.path), self._problem.message, self._problem.hint)]

    @property
    def _at(self) -> tuple[int, str]:
        return self._notebook.version, str(self._problem or "")

    def _look(self) -> None:
        """Read the notebook again if it has changed. A malformed file is a problem in the list, not an end of reading:
        the entries that can be read hold."""
        self._looked = True
        try:
            self._notebook.changed()
            self._problem = None
        except SettingsError as error:
            self._problem = error


def _nowhere(path: str) -> None:
    return None


def as_value(typed: str, document: Document) -> str:
    """What a person typed as a date in a document, as a TIMEX3 value: "May 2021" as "2021-05". As it is where it is a
    value already, or no date at all."""
    if is_value(typed):
        return typed
    from index.annotators.dates import find_dates

    read = find_dates(typed, annotators.reference_day(document.published), document.language or "en")
    if len(read) == 1 and read[0].text == typed and read[0].first:
        return str(read[0].value)
    return typed


def date_at(document: Document, start: int) -> tuple[Annotation, str]:
    """The date that begins at an offset of a document, and its sentence. Raises NotebookError where none begins."""
    said = next((each for each in document.annotations if each.kind in DATES and each.start == start), None)
    if said is None:
        raise NotebookError("No date begins there", "choose one of the dates marked in the text")
    sentence = sentence_at(document.text, said.start, said.end)
    return said, document.text[sentence.start : sentence.end]
