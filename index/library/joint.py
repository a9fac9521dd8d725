"""The notebooks of several collections as one.

What is said of a document is read from, and written into, the notebook of the collection that owns it: judgements come
out with ids that tell the collections apart (`owners`) and go back with those of their own. A decision about a name is
about all: it is written into each notebook, so that each collection says the same when it is opened alone; where two
contradict each other, the first collection holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from index.engine import Engine
from index.errors import NotebookError, SettingsError
from index.library.judging import Judging
from index.library.noted import Home
from index.models import Problem
from index.notebook import (
    Change,
    DateJudgement,
    DocumentJudgement,
    Judgement,
    Notebook,
    NotebookText,
    PassageJudgement,
)
from index.notebook.judgements import Stanza
from index.owners import mark, owner

if TYPE_CHECKING:
    from index.library.library import Library
    from index.library.store import Build

Members = Callable[[], Sequence[tuple[int, "Library"]]]
"""The collections that are open now, each with its place."""


class JointNotebook(Notebook):
    """Several notebooks. Each change is one undo, whichever notebooks it is written into."""

    def __init__(self, members: Members) -> None:
        super().__init__(members()[0][1].notebook.path)
        self._members = members
        self._versions: tuple[object, ...] = ()
        self._written: list[list[int]] = []  # the places of the notebooks that each change went into

    def _books(self) -> dict[int, Notebook]:
        return {at: library.notebook for at, library in self._members()}

    def changed(self) -> bool:
        """See `Notebook.changed`; the notebooks that can be read hold where one of them cannot."""
        fault: SettingsError | None = None
        for book in self._books().values():
            try:
                book.changed()
            except SettingsError as error:
                fault = fault or error
        same = not self._join()
        if fault is not None:
            raise fault
        return not same

    def _join(self) -> bool:
        """Gather what the notebooks say now; True where it is something else than before."""
        books = self._books()
        versions = tuple((at, id(book), book.version) for at, book in books.items())
        if versions == self._versions:
            return False
        self._versions = versions
        stanzas = tuple(
            Stanza(_marked(each, at), 0, 0, 0)
            for at, book in reversed(books.items())  # of names the later entry holds: the first collection's
            for each in book.all_judgements()
        )
        if stanzas == self._content.stanzas:
            return False
        self.version += 1
        self._content = NotebookText("", self.path.name, stanzas)
        return True

    def edit(self, plan: Callable[[NotebookText], Iterable[Change]]) -> tuple[Change, ...]:
        """See `Notebook.edit`. Where one notebook cannot be written, those before it have been."""
        with suppress(SettingsError):  # raised again by a malformed one, if it is that one that is changed
            self.changed()
        changes = tuple(each for each in plan(self._content) if each.before != each.after)
        books = self._books()
        shares: dict[int, list[Change]] = {}
        for change in changes:
            for at in self._places(change):
                shares.setdefault(at, []).append(Change(_own(change.before), _own(change.after)))
        if missing := [at for at in shares if at not in books]:
            raise NotebookError(f"Collection {missing[0] + 1} is not open", "its notebook is as it was")
        written: list[int] = []
        try:
            for at, share in shares.items():
                books[at].edit(lambda _, share=share: share)  # type: ignore[misc]
                written.append(at)
        finally:
            if written:
                self._written.append(written)
            self._join()
        return changes

    def _places(self, change: Change) -> list[int]:
        """Into which notebooks a change goes: that of the document, those that hold the entry, else the first."""
        either = change.before if change.before is not None else change.after
        if isinstance(either, _OF_DOCUMENTS):
            return [owner(either.document)[0]]
        holding = [at for at, book in self._books().items() if change.before in book.all_judgements()]
        return holding or [next(iter(self._books()))]

    def decide(self, entities: Sequence[tuple[str, str]], **said: str | bool | tuple[str, ...]) -> None:
        """See `Notebook.decide`: into each notebook."""
        self.changed()
        written: list[int] = []
        try:
            for at, book in self._books().items():
                book.decide(entities, **said)
                written.append(at)
        finally:
            if written:
                self._written.append(written)
            self._join()

    def undo(self) -> Change | None:
        """See `Notebook.undo`."""
        if not self._written:
            return None
        books, done = self._books(), []
        for at in self._written.pop():
            if at in books and (change := books[at].undo()) is not None:
                done.append(Change(_marked(change.before, at), _marked(change.after, at)))
        with suppress(SettingsError):
            self.changed()
        return done[0] if done else None


_OF_DOCUMENTS = (DateJudgement, DocumentJudgement, PassageJudgement)
_J = TypeVar("_J", bound=Judgement | None)


def _marked(judgement: _J, at: int) -> _J:
    """A judgement as it comes out of the notebook at a place."""
    if isinstance(judgement, _OF_DOCUMENTS):
        return replace(judgement, document=judgement.document + mark(at))
    return judgement


def _own(judgement: _J) -> _J:
    """A judgement as it stands in the notebook of its collection."""
    if isinstance(judgement, _OF_DOCUMENTS):
        return replace(judgement, document=owner(judgement.document)[1])
    return judgement


class JointJudging(Judging):
    """The notebooks of several open collections, applied to the engine that spans them."""

    def __init__(self, members: Members) -> None:
        super().__init__(members()[0][1].collection)
        self._notebook = JointNotebook(members)
        self._members = members

    def home(self, engine: Engine, build: Build | None) -> Home:
        """See `Judging.home`: by the collection of the document."""

        def home(id: str, path: str) -> str | None:
            at, own = owner(id)
            library = dict(self._members()).get(at)
            found = library.home(own, path) if library is not None else None
            return found + mark(at) if found is not None else None

        return home

    def problems(self) -> list[Problem]:
        """The notebooks that cannot be read or only in part."""
        return [problem for _, library in self._members() if (problem := library.notebook_problem)]
