"""Folder -> index: only new, changed and removed files are touched, in batches that are committed as they go.

A stop, or a kill, loses at most the batch at hand; the next refresh goes on from there. A build made by other
versions of reader, annotators, analyzer or schema is replaced by a new one made beside it, and so is one that turns out
to be damaged.
"""

from __future__ import annotations

import errno
import os
import sqlite3
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from time import monotonic

from index.collection_file import FILE_NAME, CollectionFile, choice_of, context_of, digest, reading_of
from index.engine import Engine
from index.engines.whoosh import open_engine
from index.errors import IndexDamagedError, StorageError
from index.folders import index_folder
from index.heap import give_back, set_large_apart
from index.library import VERSIONS, check_collection
from index.library.copies import Copies
from index.library.ledger import FileRecord, Ledger
from index.library.recognizers import versions
from index.library.store import Build, Store
from index.models import IN_FILE, Problem
from index.refresh.committing import Committing, Counts
from index.refresh.events import Listener, Progress, Summary
from index.refresh.files import Files, Some
from index.refresh.readers import WORTH_WORKERS, WORTH_WORKERS_BYTES, read_all
from index.refresh.reading import Closed, Job, Reading, Result, digest_of, document_digest
from index.refresh.recalling import Recalling
from index.refresh.referring import references
from index.refresh.unpacking import Unpacking
from index.refresh.walk import Found, walk
from index.sources import advice, holds, reader_of
from index.sources.references import is_export

FIRST_BATCH = 1.0  # seconds until the first documents can be found; each batch after takes twice as long, up to
BATCH = 8.0
BATCH_DOCUMENTS = 4000
BATCH_CHARACTERS = 32 << 20

NOT_READ = -1  # the size recorded of what is only listed: no reader, or a folder that cannot be entered
EXPORT = "export"  # the context recorded of a reference manager's export


def refresh(
    collection: Path,
    *,
    index: Path | None = None,
    progress: Listener = lambda event: None,
    stop: Callable[[], bool] = lambda: False,
    rebuild: bool = False,
    described: bool = False,
    again: Collection[str] = (),
) -> Summary:
    """Bring the index of a collection up to date with its files.

    `stop` is asked between files; what was read until then is committed. `rebuild` makes the index anew, beside the
    old one. `described` looks at no file but those of which dossier.yaml says something else than before, where it
    does not name other files as part of the collection. `again` are paths to read in any case.
    Raises CollectionError, IndexBusyError, IndexUnsafeError, SettingsError, StorageError.
    """
    folder = check_collection(collection)
    store = Store(index_folder(folder, index), folder)
    with _storing(store.folder), store.lock():
        set_large_apart()
        run = _Refresh(folder, store, progress, stop)
        run.described, run.again = described, {path.partition(IN_FILE)[0] for path in again}
        try:
            return run.run(rebuild)
        except IndexDamagedError as error:
            if rebuild:
                raise
            damage = error.message
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:
            if rebuild:
                raise
            damage = str(error)
        anew = _Refresh(folder, store, progress, stop)
        anew.damage = damage
        return anew.run(rebuild=True)


_LOOKED_INTO = 200  # files of unknown kinds whose first bytes are looked at for a hint
_REFUSED = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EACCES,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
    sqlite3.SQLITE_PERM: errno.EACCES,
}
"""What SQLite says of the system in its own way."""


@contextmanager
def _storing(folder: Path) -> Iterator[None]:
    """Tell what the system refuses while the index is written. Files of the collection have their own problems."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        number = _number(error)
        if not number:
            raise
        where = (isinstance(error, OSError) and error.filename) or folder
        raise StorageError(
            f"The index cannot be written: {where}: {os.strerror(number)}",
            "what was indexed before stays; refresh goes on from there",
        ) from error


def _number(error: OSError | sqlite3.OperationalError) -> int:
    """The system's number for an error; 0 where it has none."""
    if isinstance(error, OSError):
        return error.errno or 0
    return _REFUSED.get(error.sqlite_errorcode & 0xFF, 0)


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
        self.found = Files(str(collection))
        self._holding: set[str] = set()  # of the files found, those that hold several documents
        self.exports: list[Found] = []  # of reference managers: metadata, no documents
        self.known: dict[str, FileRecord] = {}
        self.counts = Counts()
        self.described = False
        self.again: set[str] = set()
        self.versions = versions(VERSIONS)
        self.damage = ""  # what was wrong with the index, for which it is made anew

    def run(self, rebuild: bool) -> Summary:
        """Fill the build that answers, or a new one beside it that answers as soon as it is whole."""
        build = None if rebuild else self._usable()
        beside = build is None and self._answered()
        if build is None:
            build = self.store.new_build()
            open_engine(build.postings, create=True).close()
            Ledger(build.ledger).close()
            Copies(build.copies).close()
            if not beside:  # nothing answers yet, so let this one answer while it fills
                self.store.switch(build, self.versions)
        build.unseal()
        engine = open_engine(build.postings)
        try:
            with Ledger(build.ledger) as ledger, Copies(build.copies) as copies:
                summary = self._fill(engine, ledger, copies)
        finally:
            engine.close()
        build.seal()
        if beside and not summary.stopped:
            self.store.switch(build, self.versions)
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
            if manifest is None or manifest.versions != self.versions:
                return None
            build = Build(self.store.folder / manifest.build)
            open_engine(build.postings).close()
            build.refuse_damaged()
            with Ledger(build.ledger) as ledger, Copies(build.copies):
                ledger.read_through()
        except (OSError, sqlite3.OperationalError) as error:
            if _number(error) != errno.EIO:
                raise
            damage: Exception = error
        except (IndexDamagedError, sqlite3.DatabaseError) as error:
            damage = error
        else:
            return build
        self.damage = damage.message if isinstance(damage, IndexDamagedError) else str(damage)
        return None

    def _fill(self, engine: Engine, ledger: Ledger, copies: Copies) -> Summary:
        records = ledger.files()
        self.known = {path: record for path, record in records.items() if record.size != NOT_READ}
        listed = self._listed_before(records) if self._same_files(ledger) else self._walk()
        listed += self._refer()
        unsettled = ledger.unsettled()
        self.again = {*self.again, *(path for path, record in self.known.items() if record.id in unsettled)}
        self.again.update(path for id in unsettled for path in ledger.owners(id))
        plan, touched = self._plan(ledger)
        if self.stop():  # what was not walked to is not gone
            return self._summary(ledger, stopped=True)
        ledger.forget(records.keys() - self.known.keys())
        ledger.record(listed)
        ledger.record(touched)
        gone = self._gone()
        committing = Committing(engine, ledger, copies, self.said, self.known, gone, self.found, self._holds)
        self.counts = committing.counts
        progress = Progress(len(plan), self.tell, sum(file.size for file in plan))
        recall = Recalling(engine, self.said, gone, unsettled).reading
        unpacking = Unpacking(ledger, self.said, committing.taken, committing.gone, unsettled, recall)
        progress.position = unpacking.position
        jobs = unpacking.jobs(plan)
        written = False
        with closing(jobs):
            for batch in self._batches(jobs, plan, progress):
                committing.commit(batch)
                give_back()
                written = True
                progress.committed()
        if not written and committing.pending:  # nothing to read, yet something is gone
            committing.commit([])
            written = True
        if written:
            engine.settle()
        if progress.done == len(plan):  # until then dossier.yaml counts as changed
            committing.finish()
            self._record_said(ledger)
        kept = (self.found.at(number) for number in _others(plan.numbers, len(self.found)))
        unchanged = sum(bool(self.known[file.path].documents) for file in kept)
        return self._summary(ledger, unchanged=unchanged, stopped=progress.done < len(plan))

    def _gone(self) -> list[FileRecord]:
        """The files known that are no longer there; looked through once, for looking each of them up takes longer."""
        gone = dict(self.known)
        for path in self.found:
            gone.pop(path, None)
        return list(gone.values())

    def _holds(self, path: str) -> bool:
        return path in self._holding

    def _summary(self, ledger: Ledger, *, unchanged: int = 0, stopped: bool) -> Summary:
        return Summary(
            added=self.counts.added,
            changed=self.counts.changed,
            removed=self.counts.removed,
            unchanged=unchanged,
            problems=tuple(ledger.problems()),
            stopped=stopped,
            seconds=round(monotonic() - self.start, 3),
            damage=self.damage,
        )

    def _walk(self) -> list[FileRecord]:
        """Find the files that have a reader; the others, and folders that cannot be entered, are listed as problems."""
        problems: list[Problem] = []
        for file in walk(self.collection, self.said.includes, problems, self.stop, self.said.includes_member):
            if is_export(file.location):
                self.exports.append(file)
            elif reader := reader_of(file.location):
                self.found.add(file)
                if reader.holds:
                    self._holding.add(file.path)
            else:
                suffix = Path(file.path).suffix or "without a suffix"
                hint = advice(Path(file.path), Path(file.location) if len(problems) < _LOOKED_INTO else None)
                problems.append(Problem(file.path, f"There is no reader for files of this kind ({suffix})", hint))
        return [_listed(problem) for problem in problems]

    def _refer(self) -> list[FileRecord]:
        """Take what exports of reference managers say into what is said of each file; their rows, with problems."""
        said, problems = references(self.exports, self.found.keys())
        self.said = replace(self.said, references=said)
        wrong = {problem.path: problem for problem in problems}
        return [_listed(wrong.get(file.path, Problem(file.path, "")), EXPORT) for file in self.exports]

    def _same_files(self, ledger: Ledger) -> bool:
        """Whether the files known are taken for those there are, without looking."""
        said = ledger.file(FILE_NAME)
        same = choice_of(self.said) == (said.context if said else "")
        # A name that is no UTF-8 is known by its escape only
        return self.described and bool(self.known) and same and not any("\\" in path for path in self.known)

    def _listed_before(self, records: Mapping[str, FileRecord]) -> list[FileRecord]:
        """Take the files known for found; what was only listed stays so."""
        for path, record in self.known.items():
            location = self.collection / path
            self.found.add(Found(path, path, str(self.collection), record.size, record.modified))
            if holds(location):
                self._holding.add(path)
        others = [record for path, record in records.items() if record.size == NOT_READ and path != FILE_NAME]
        self.exports = [Found(r.path, r.path, str(self.collection), 0, 0) for r in others if r.context == EXPORT]
        return [record for record in others if record.context != EXPORT]

    def _plan(self, ledger: Ledger) -> tuple[Some, list[FileRecord]]:
        """Files to read, and records of files whose time changed but whose bytes did not."""
        plan, touched = array("I"), []
        said_anew = ledger.digest_at(FILE_NAME) != self.said_digest
        for number in range(len(self.found)):
            file = self.found.at(number)
            path = file.path
            record = None if path in self.again else self.known.get(path)
            if record and record.digest and record.size == file.size and self._as_said(record, ledger, said_anew):
                if record.modified == file.modified:
                    continue
                if self.stop():
                    break
                if _same_bytes(file, record, holds=self._holds(path)):
                    touched.append(replace(record, modified=file.modified))
                    continue
            plan.append(number)
        return self.found.some(plan), touched

    def _as_said(self, record: FileRecord, ledger: Ledger, said_anew: bool) -> bool:
        """Whether dossier.yaml says of a file, and of the documents in it, what it said when they were read."""
        if not self._holds(record.path):
            return record.context == context_of(self.said.overrides(record.path))
        if record.context != reading_of(self.said):
            return False
        return not said_anew or all(
            member.context == context_of(self.said.overrides(member.path))
            for member in ledger.members(record.path)
            if member.id
        )

    def _batches(self, jobs: Iterator[Job], plan: Sequence[Found], progress: Progress) -> Iterator[Iterator[Result]]:
        """The results in batches. Each is to be taken to its end before the next one; nothing of it is kept here."""
        large = self._holding and sum(each.size for each in plan if self._holds(each.path)) >= WORTH_WORKERS_BYTES
        results = read_all(jobs, self.collection, self.stop, workers=len(plan) >= WORTH_WORKERS or bool(large))
        length, due = FIRST_BATCH, self.start + FIRST_BATCH
        for first in results:
            yield self._batch(chain((first,), results), due, progress)
            length = min(2 * length, BATCH)
            due = monotonic() + length

    def _batch(self, results: Iterator[Result], due: float, progress: Progress) -> Iterator[Result]:
        characters = 0
        for taken, result in enumerate(results, 1):
            if isinstance(result, Reading):
                characters += len(result.document.text) if result.document else 0
                problem, document = result.problem is not None, result.document is not None
                whole = not self._holds(result.path.partition(IN_FILE)[0])
                size = self.found[result.path].size if whole else 0
                progress.read(result.path, problem=problem, document=document, file=whole, size=size)
            elif isinstance(result, Closed):
                problem = result.problem is not None
                size = self.found[result.path].size
                progress.read(result.path, problem=problem, document=False, file=True, size=size)
            yield result
            if monotonic() >= due or taken >= BATCH_DOCUMENTS or characters >= BATCH_CHARACTERS:
                return

    def _record_said(self, ledger: Ledger) -> None:
        """Note which dossier.yaml has been applied, and what in it matches nothing."""
        unmatched = []
        if self.said_digest:
            unmatched = self.said.unmatched({*self.found, *(problem.path for problem in ledger.problems())})
        if unmatched:  # it may be about documents in files
            unmatched = self.said.unmatched({*self.found, *ledger.member_paths()})
        record = FileRecord(FILE_NAME, NOT_READ, 0, "", "")
        choice = choice_of(self.said)
        if unmatched:
            named = ", ".join(f'"{entry}"' for entry in unmatched)
            record = _listed(Problem(FILE_NAME, f"No file matches {named}", "check the spelling"))
        if unmatched or self.said_digest:
            ledger.record([replace(record, digest=self.said_digest, context=choice)])


def _listed(problem: Problem, context: str = "") -> FileRecord:
    """The row of what is only listed: no reader, or not looked into."""
    return FileRecord(problem.path, NOT_READ, 0, "", "", context, problem.message, problem.hint)


def _others(numbers: Sequence[int], end: int) -> Iterator[int]:
    """The numbers from 0 up to `end` that are not among these, which rise."""
    start = 0
    for number in chain(numbers, (end,)):
        yield from range(start, number)
        start = number + 1


def _same_bytes(file: Found, record: FileRecord, *, holds: bool) -> bool:
    try:
        return (digest_of if holds else document_digest)(file.location) == record.digest
    except OSError:
        return False
