"""The notebook's file: read again when it changes, changed under a lock, undone change by change."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from index.durable import locked, replace_text
from index.errors import NotebookError, SettingsError
from index.folders import data_folder, private_folder
from index.models import Annotation
from index.notebook.judgements import (
    Change,
    DateJudgement,
    DocumentJudgement,
    Judgement,
    NameJudgement,
    NotebookText,
    PassageJudgement,
    SearchJudgement,
    legible,
)
from index.timex import is_value

FILE = "notebook.yaml"
_WAIT = 10.0  # seconds for another window to finish a write, which takes milliseconds

_State = tuple[int, int, int]


def notebook_file(collection: Path) -> Path:
    """The path of a collection's notebook; it need not exist."""
    return data_folder(collection) / FILE


class Notebook:
    """What the user judged of one collection, over one file.

    A change reads the file anew under a lock, changes one entry and writes it whole: two windows, or a window and a
    hand edit, lose nothing. Used by one thread. `version` rises whenever the judgements are other than before.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = 0
        self._content = NotebookText("", path.name)
        self._state: _State | None = None
        self._fault: SettingsError | None = None  # what is wrong with the file in that state
        self._whole = True  # whether `_content` is all that its text says
        self._changes: list[tuple[Change, ...]] = []  # each undone as one

    @classmethod
    def open(cls, collection: Path) -> Notebook:
        """The notebook of a collection; an empty one where there is no file. Raises SettingsError with the line where
        the file is malformed: it is never written over. (`Notebook(notebook_file(collection))` has what can be read.)
        """
        notebook = cls(notebook_file(collection))
        notebook.changed()
        return notebook

    def changed(self) -> bool:
        """Whether the judgements are others than when last asked: the file is read again if it was written since.

        Raises SettingsError where it is malformed now. Every entry that can be read holds all the same; where the file
        as a whole cannot be (no access, not UTF-8), those of before do.
        """
        state = self._stat()
        if state != self._state or state is None:
            self._fault = None
            content = self._read()
            self._state = state
            same = content.judgements == self._content.judgements
            self._content = content
            self.version += not same
        else:
            same = True
        if self._fault is not None:
            raise SettingsError(self._fault.message, self._fault.hint)
        return not same

    def all_judgements(self) -> tuple[Judgement, ...]:
        """Every entry, in the order of the file."""
        return self._content.judgements

    def all_dates(self) -> tuple[DateJudgement, ...]:
        """Every judgement of a date, in the order of the file."""
        return self._content.dates

    def dates(self, document_id: str) -> tuple[DateJudgement, ...]:
        """The judgements recorded of one document, in the order of the file."""
        return tuple(each for each in self.all_dates() if each.document == document_id)

    def correct_date(
        self,
        document_id: str,
        path: str,
        annotation: Annotation,
        value: str,
        note: str = "",
        *,
        sentence: str = "",
        instead: DateJudgement | None = None,
    ) -> DateJudgement:
        """Record that the annotation's words mean `value`. `sentence` is the one around them, by which they are
        found again; `instead` an earlier judgement that this one replaces (by default the one about the same words).

        Raises NotebookError for a value that is no TIMEX3 value and where the file cannot be written, SettingsError
        where it is malformed.
        """
        value = value.strip()
        if not is_value(value):
            raise NotebookError(f"“{value}” is not a date", "write 2021-05-24, 2021-05, 2021, 2021-Q1 or 2011/2017")
        judgement = _judgement(document_id, path, annotation, sentence, note)
        return self._judge(replace(judgement, value=value), instead)

    def reject_date(
        self,
        document_id: str,
        path: str,
        annotation: Annotation,
        note: str = "",
        *,
        sentence: str = "",
        instead: DateJudgement | None = None,
    ) -> DateJudgement:
        """Record that the annotation's words are no date. Raises as `correct_date` does."""
        judgement = _judgement(document_id, path, annotation, sentence, note)
        return self._judge(replace(judgement, rejected=True), instead)

    def all_names(self) -> tuple[NameJudgement, ...]:
        """Every decision about a name, in the order of the file."""
        return self._content.names

    def decide(self, entities: Sequence[tuple[str, str]], **said: str | bool | tuple[str, ...]) -> None:
        """Record the same about entities, each an id and how it is shown: `into`, `name`, `kind`, `hidden`, `apart` (as
        in `NameJudgement`); an empty value takes back what was said. What else was decided about them stays. One undo.

        Raises NotebookError where the file cannot be written, SettingsError where it is malformed.
        """

        def plan(content: NotebookText) -> Iterator[Change]:
            known = {each.entity: each for each in content.names}
            for id, shown in entities:
                before = known.get(id)
                fresh = before or NameJudgement(legible(id), legible(shown))
                after: NameJudgement = replace(fresh, when=now(), **said)  # type: ignore[arg-type]
                if before is not None or not after.says_nothing:
                    yield Change(before, None if after.says_nothing else after)

        self.edit(plan)

    def all_documents(self) -> tuple[DocumentJudgement, ...]:
        """Everything said of documents, in the order of the file."""
        return self._content.documents

    def all_passages(self) -> tuple[PassageJudgement, ...]:
        """Every passage marked, noted on or kept, in the order of the file."""
        return self._content.passages

    def all_searches(self) -> tuple[SearchJudgement, ...]:
        """Every search saved, in the order of the file."""
        return self._content.searches

    def edit(self, plan: Callable[[NotebookText], Iterable[Change]]) -> tuple[Change, ...]:
        """Change entries together, as one undo; what was changed. `plan` is given the notebook as it stands, which
        nobody else changes meanwhile.

        Raises NotebookError where the file cannot be written, SettingsError where it is malformed.
        """
        with self._writing():
            changes = tuple(each for each in plan(self._content) if each.before != each.after)
            if changes:
                self._write(changes)
        if changes:
            self._changes.append(changes)
        return changes

    def forget_date(self, judgement: DateJudgement) -> None:
        """Take a judgement out: the words mean again what is read by rule. Raises NotebookError where it is gone."""
        self.edit(lambda _: (Change(judgement, None),))

    def undo(self) -> Change | None:
        """Take back the last change made here; the change undone, or None where there is none left.

        Raises NotebookError where the entry has been changed since, by hand or in another window: it stays.
        """
        if not self._changes:
            return None
        with self._writing():
            try:
                self._write([Change(change.after, change.before) for change in self._changes[-1]])
            except NotebookError:
                self._changes.pop()  # it can never be taken back
                raise
        return self._changes.pop()[0]

    def _judge(self, judgement: DateJudgement, instead: DateJudgement | None) -> DateJudgement:
        def plan(content: NotebookText) -> Iterator[Change]:
            nonlocal judgement
            known = content.dates
            before = instead if instead in known else None
            if before is None:
                before = next((each for each in reversed(known) if each.about == judgement.about), None)
            if before is not None:
                judgement = replace(judgement, was=before.was, note=judgement.note or before.note)
            yield Change(before, judgement)

        self.edit(plan)
        return judgement

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """The lock, with the file as it stands now in `_content`."""
        busy = NotebookError(f"Another window is writing {self.path}", "try again")
        try:
            private_folder(self.path.parent)
            with locked(self.path.with_suffix(".lock"), _WAIT, busy):
                self._state = None  # read it whatever the clock of the file system says
                self.changed()
                yield
        except OSError as error:
            raise NotebookError(
                f"{self.path} cannot be written: {error.strerror or error}", "nothing was changed"
            ) from error

    def _write(self, changes: Sequence[Change]) -> None:
        known = frozenset(self._content.judgements)
        if any(each.before is not None and each.before not in known for each in changes):
            raise NotebookError("This has been changed since, by hand or in another window", f"see {self.path}")
        from index.notebook.writing import edited

        content = edited(self._content, changes)
        self._state = _state(replace_text(self.path, content.text))
        self._content = content
        self.version += 1

    def _read(self) -> NotebookText:
        try:
            text = self.path.read_bytes().decode("utf-8-sig")
        except FileNotFoundError:
            text = ""
        except UnicodeDecodeError as error:
            raise SettingsError(f"{self.path} is not UTF-8", f"byte {error.start} is not") from error
        except OSError as error:
            raise SettingsError(
                f"{self.path} cannot be read: {error.strerror or error}", "check its permissions"
            ) from error
        if text == self._content.text and self._whole:
            return self._content
        from index.notebook.writing import read, salvaged  # loads the YAML library, which most starts do without

        try:
            content = read(text, self.path.name)
        except SettingsError as error:
            self._fault, content = error, salvaged(text, self.path.name)
        self._whole = self._fault is None
        return content

    def _stat(self) -> _State | None:
        try:
            return _state(os.stat(self.path))
        except OSError:
            return None


def _state(status: os.stat_result) -> _State:
    return status.st_mtime_ns, status.st_size, status.st_ino


def _judgement(id: str, path: str, annotation: Annotation, sentence: str, note: str) -> DateJudgement:
    return DateJudgement(
        path=legible(path),
        document=id,
        start=annotation.start,
        words=legible(annotation.text),
        sentence=legible(sentence),
        was=str(annotation.value or ""),
        when=now(),
        note=legible(note),
    )


def now() -> str:
    """This moment as the notebook writes it: an ISO timestamp in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
