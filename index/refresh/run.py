"""Folder -> index: only new, changed and removed files are touched, in batches that are committed as they go.

A stop, or a kill, loses at most the batch at hand; the next refresh goes on from there. A build made by other
versions of reader, annotators, analyzer or schema is replaced by a new one made beside it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

from index.collection_file import FILE_NAME, CollectionFile, context_of, digest
from index.engine import Engine
from index.engines.whoosh import open_engine
from index.errors import IndexDamagedError
from index.folders import index_folder
from index.library import VERSIONS, check_collection
from index.library.ledger import FileRecord, Ledger
from index.library.store import Build, Store
from index.models import Problem
from index.refresh.events import Listener, Progress, Summary
from index.refresh.readers import read_all
from index.refresh.reading import Reading, Task, digest_of, document_id
from index.refresh.walk import Found, walk
from index.sources import supported

FIRST_BATCH = 1.0  # seconds until the first documents can be found; each batch after takes twice as long, up to
BATCH = 8.0
BATCH_DOCUMENTS = 1000

NOT_READ = -1  # the size recorded of what is only listed: no reader, or a folder that cannot be entered
NO_READER = "save it as text, Markdown or a web page, or exclude it in dossier.yaml"


def refresh(
    collection: Path,
    *,
    index: Path | None = None,
    progress: Listener = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
    rebuild: bool = False,
) -> Summary:
    """Bring the index of a collection up to date with its files.

    `stop` is asked between files; what was read until then is committed. `rebuild` makes the index anew, beside the
    old one. Raises CollectionError, IndexBusyError, IndexUnsafeError, SettingsError.
    """
    folder = check_collection(collection)
    store = Store(index_folder(folder, index), folder)
    with store.lock():
        return _Refresh(folder, store, progress, stop).run(rebuild)


class _Refresh:
    """One run, under the lock."""

    def __init__(self, collection: Path, store: Store, tell: Listener, stop: Callable[[], bool]) -> None:
        self.collection = collection
        self.store = store
        self.tell = tell
        self.stop = stop
        self.said_digest = digest(collection)  # taken first: an edit meanwhile is seen as one
        self.said = CollectionFile.load(collection)
        self.start = monotonic()
        self.found: dict[str, Found] = {}
        self.known: dict[str, FileRecord] = {}
        self.taken: set[str] = set()  # ids in use
        self.moved: dict[str, str] = {}  # digest of a file that is gone -> its document's id
        self.added = self.changed = self.removed = 0  # files whose text came, changed or went

    def run(self, rebuild: bool) -> Summary:
        """Fill the build that answers, or a new one beside it that answers as soon as it is whole."""
        build = None if rebuild else self._usable()
        beside = build is None and self._answered()
        if build is None:
            build = self.store.new_build()
            open_engine(build.postings, create=True).close()
            Ledger(build.ledger).close()
            if not beside:  # nothing answers yet, so let this one answer while it fills
                self.store.switch(build, VERSIONS)
        engine = open_engine(build.postings)
        try:
            with Ledger(build.ledger) as ledger:
                summary = self._fill(engine, ledger)
        finally:
            engine.close()
        if beside and not summary.stopped:
            self.store.switch(build, VERSIONS)
        return summary

    def _answered(self) -> bool:
        """Whether a build answers meanwhile."""
        try:
            return self.store.current(VERSIONS["schema"]) is not None
        except IndexDamagedError:
            return False

    def _usable(self) -> Build | None:
        """The build that answers, if it can be added to."""
        try:
            manifest = self.store.manifest()
            if manifest is None or manifest.versions != VERSIONS:
                return None
            build = Build(self.store.folder / manifest.build)
            open_engine(build.postings).close()
            with Ledger(build.ledger) as ledger:
                ledger.files()
        except (IndexDamagedError, sqlite3.DatabaseError):
            return None
        return build

    def _fill(self, engine: Engine, ledger: Ledger) -> Summary:
        records = ledger.files()
        self.known = {path: record for path, record in records.items() if record.size != NOT_READ}
        listed = self._walk()
        plan, touched = self._plan()
        if self.stop():  # what was not walked to is not gone
            return self._summary(ledger, stopped=True)
        ledger.forget(records.keys() - self.known.keys())
        ledger.record(listed)
        ledger.record(touched)
        gone = [record for path, record in self.known.items() if path not in self.found]
        self.removed = sum(bool(record.id) for record in gone)
        self.moved = {record.digest: record.id for record in gone if record.id}
        self.taken = {record.id for path, record in self.known.items() if path in self.found and record.id}
        progress = Progress(len(plan), self.tell)
        removed = gone
        for batch in self._batches(plan, progress):
            self._commit(engine, ledger, batch, removed)
            removed = []
            progress.committed()
        if removed:
            self._commit(engine, ledger, [], removed)
        if progress.done == len(plan):  # until then dossier.yaml counts as changed
            self._record_said(ledger, listed)
        planned = {task.path for task in plan}
        unchanged = sum(bool(self.known[path].id) for path in self.found.keys() - planned)
        return self._summary(ledger, unchanged=unchanged, stopped=progress.done < len(plan))

    def _summary(self, ledger: Ledger, *, unchanged: int = 0, stopped: bool) -> Summary:
        return Summary(
            added=self.added,
            changed=self.changed,
            removed=self.removed,
            unchanged=unchanged,
            problems=tuple(ledger.problems()),
            stopped=stopped,
            seconds=round(monotonic() - self.start, 3),
        )

    def _walk(self) -> list[FileRecord]:
        """Find the files that have a reader; the others, and folders that cannot be entered, are listed as problems."""
        problems: list[Problem] = []
        for file in walk(self.collection, self.said.includes, problems, self.stop):
            if supported(Path(file.location)):
                self.found[file.path] = file
            else:
                suffix = Path(file.path).suffix or "without a suffix"
                problems.append(Problem(file.path, f"There is no reader for files of this kind ({suffix})", NO_READER))
        unmatched = self.said.unmatched({*self.found, *(problem.path for problem in problems)})
        if unmatched:
            named = ", ".join(f'"{entry}"' for entry in unmatched)
            problems.append(Problem(FILE_NAME, f"No file matches {named}", "check the spelling"))
        return [FileRecord(p.path, NOT_READ, 0, "", "", "", p.message, p.hint) for p in problems]

    def _plan(self) -> tuple[list[Task], list[FileRecord]]:
        """Files to read, and records of files whose time changed but whose bytes did not."""
        plan, touched = [], []
        for path, file in self.found.items():
            overrides = self.said.overrides(path)
            context = context_of(overrides)
            record = self.known.get(path)
            if record and record.context == context and record.digest and record.size == file.size:
                if record.modified == file.modified:
                    continue
                if self.stop():
                    break
                if _same_bytes(file, record):
                    touched.append(replace(record, modified=file.modified))
                    continue
            plan.append(Task(file.location, path, overrides))
        return plan, touched

    def _batches(self, plan: list[Task], progress: Progress) -> Iterator[list[Reading]]:
        batch: list[Reading] = []
        length = FIRST_BATCH
        due = self.start + length
        for reading in read_all(plan, self.collection, self.stop):
            batch.append(reading)
            progress.read(reading.path, problem=reading.problem is not None, document=reading.document is not None)
            if monotonic() >= due or len(batch) >= BATCH_DOCUMENTS:
                yield batch
                batch = []
                length = min(2 * length, BATCH)
                due = monotonic() + length
        if batch:
            yield batch

    def _commit(self, engine: Engine, ledger: Ledger, batch: list[Reading], removed: list[FileRecord]) -> None:
        records = []
        with engine.batch() as writing:
            for record in removed:
                if record.id:
                    writing.remove(record.id)
            for reading in batch:
                before = self.known.get(reading.path)
                id = ""
                if reading.document is not None:
                    id = self._id(reading, before)
                    writing.put(replace(reading.document, id=id))
                    self.taken.add(id)
                if before and before.id and before.id != id:
                    writing.remove(before.id)
                    self.taken.discard(before.id)
                self.added += before is None and bool(id)
                self.changed += before is not None and bool(id)
                self.removed += before is not None and bool(before.id) and not id
                records.append(self._record(reading, id))
        ledger.record(records)
        ledger.forget(record.path for record in removed)

    def _record_said(self, ledger: Ledger, listed: list[FileRecord]) -> None:
        """Note which dossier.yaml has been applied, beside what is wrong with it."""
        blank = FileRecord(FILE_NAME, NOT_READ, 0, "", "")
        record = next((each for each in listed if each.path == FILE_NAME), blank)
        if self.said_digest:
            ledger.record([replace(record, digest=self.said_digest)])

    def _record(self, reading: Reading, id: str) -> FileRecord:
        file, problem = self.found[reading.path], reading.problem
        message, hint = (problem.message, problem.hint) if problem else ("", "")
        context = context_of(self.said.overrides(reading.path))
        return FileRecord(file.path, file.size, file.modified, reading.digest, id, context, message, hint)

    def _id(self, reading: Reading, before: FileRecord | None) -> str:
        """The document's id: its own of before where the bytes are the same, that of a moved file, else new."""
        if before and before.id and before.digest == reading.digest:
            return before.id
        id = self.moved.pop(reading.digest, "") or document_id(reading.digest)
        unique, copy = id, 2
        while unique in self.taken:
            unique, copy = f"{id}-{copy}", copy + 1
        return unique


def _same_bytes(file: Found, record: FileRecord) -> bool:
    try:
        return digest_of(file.location) == record.digest
    except OSError:
        return False
