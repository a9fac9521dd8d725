"""Batches of results into the engine, the store of copies and the ledger, in this order.

The ledger is told beforehand which documents a batch touches, and afterwards, in one transaction, what became of them.
What a kill leaves between the two is put right by the next refresh: documents of a file or member in the ledger are
read again, whatever its size and time, the others are removed.

A file that holds several documents is replaced member by member. Until its end has been seen its row says so
(`PARTLY`, no digest), so that the next refresh goes through it again; then what no longer is in it is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.collection_file import CollectionFile, context_of, reading_of
from index.engine import Batch, Engine
from index.library.copies import Copies
from index.library.ledger import PARTLY, FileRecord, Ledger, MemberRecord
from index.models import IN_FILE, Document
from index.refresh.reading import Closed, Kept, Reading, Result, document_id
from index.refresh.walk import Found


@dataclass
class Counts:
    """Files whose documents came, changed or went."""

    added: int = 0
    changed: int = 0
    removed: int = 0


class _Changes:
    """A batch of the engine's, and beside it what each document put or removed leaves to the store of copies: its
    sketch, None where it is gone."""

    def __init__(self, writing: Batch) -> None:
        self._writing = writing
        self.sketches: dict[str, bytes | None] = {}

    def put(self, document: Document, reading: Reading) -> None:
        self._writing.put(document, reading.words)
        self.sketches.pop(document.id, None)  # copies are told of documents in the order in which they are put
        self.sketches[document.id] = reading.sketch

    def remove(self, id: str) -> None:
        self._writing.remove(id)
        self.sketches[id] = None


class Committing:
    """What one refresh writes. `known` are the files of before, `gone` those of them that are no longer there,
    `found` those of now."""

    def __init__(
        self,
        engine: Engine,
        ledger: Ledger,
        copies: Copies,
        said: CollectionFile,
        known: Mapping[str, FileRecord],
        gone: Sequence[FileRecord],
        found: Mapping[str, Found],
        holds: Callable[[str], bool],
    ) -> None:
        """`holds` says whether the file at a path holds several documents."""
        self.counts = Counts()
        self._engine = engine
        self._ledger = ledger
        self._copies = copies
        self._said = said
        self._known = known
        self._found = found
        self._holds = holds
        self._run = ledger.next_run()
        self.gone: Collection[str] = {record.path for record in gone}
        self.counts.removed = sum(bool(record.documents) for record in gone)
        self._leaving = gone
        self._moved: dict[str, list[FileRecord]] = {}  # digest -> files that are gone, the first by path last
        for record in sorted(gone, key=lambda record: record.path, reverse=True):
            if record.id:
                self._moved.setdefault(record.digest, []).append(record)
        # Which of several files of the same bytes had which id is known only from their rows, which therefore go last
        alike = {record.digest for record in gone if record.id and record.id != document_id(record.digest)}
        self._last = {record.path for record in gone if record.digest in alike}
        self._here: dict[str, bool] = {}  # of the batch at hand: ids that its files have taken, or given up
        self._unsettled = ledger.unsettled()
        self._strays = [id for id in self._unsettled if not ledger.knows(id)]
        self._had_members = ledger.has_members()
        self._put: set[str] = set()  # ids of members put or kept in this refresh
        self._forgotten: set[str] = set()  # of the batch at hand: files that are gone and have left no more to do

    def taken(self, id: str) -> bool:
        """Whether a whole file's document has this id. The ledger says so of all but the batch at hand: held here, the
        ids of a large collection would be most of what a refresh keeps of it."""
        here = self._here.get(id)
        return any(path not in self.gone for path in self._ledger.files_of(id)) if here is None else here

    @property
    def pending(self) -> bool:
        """Whether something is to be removed, though nothing may be to be read."""
        return bool(self._leaving or self._strays)

    def commit(self, batch: Iterable[Result]) -> None:
        """Write a batch, taking its results one by one; the first one also removes what is gone."""
        files: dict[str, FileRecord] = {}
        members: list[MemberRecord] = []
        ended: list[str] = []
        leaving, self._leaving = self._leaving, []
        strays, self._strays = self._strays, []
        self._forgotten = {record.path for record in leaving} - self._last
        with self._engine.batch() as batch_of_engine:
            writing = _Changes(batch_of_engine)
            for id in strays:
                writing.remove(id)
            for record in leaving:
                self._remove(record, writing)
            with self._ledger.unchanged():
                for result in batch:
                    path = result.path.partition(IN_FILE)[0]
                    if isinstance(result, Reading) and not self._holds(path):
                        files[path] = self._file(result, writing)
                        continue
                    if isinstance(result, Closed):
                        # What the last batch at hand has put is not in the ledger yet, and is not left behind either.
                        seen = {each.member for each in members if each.file == path}
                        self._remove_left(path, seen, writing)
                        ended.append(path)
                        files[path] = self._closed(result, members)
                        continue
                    members.append(self._member(path, result, writing))
                    files.setdefault(path, self._partly(path))
            self._ledger.announce(writing.sketches)
        unsettled, self._unsettled = self._unsettled, set()  # written, or not, before a kill
        self._copies.change({**dict.fromkeys(unsettled - writing.sketches.keys()), **writing.sketches})
        gone = self._forgotten
        self._ledger.settle(writing.sketches, files.values(), members, ended=ended, run=self._run, gone=gone)
        self._here.clear()

    def finish(self) -> None:
        """Everything has been read: forget what was kept of files that are gone."""
        self._ledger.finish(self._last)

    # --- Whole files --------------------------------------------------------------------------------------

    def _file(self, reading: Reading, writing: _Changes) -> FileRecord:
        before = self._known.get(reading.path)
        id = ""
        if reading.document is not None:
            id = self._id(reading, before)
            document = reading.document
            writing.put(document if document.id == id else replace(document, id=id), reading)
            self._here[id] = True
        if before and before.id and before.id != id:
            writing.remove(before.id)
            self._here[before.id] = False
        self._count(before, bool(id))
        return self._record(reading, id, context_of(self._said.overrides(reading.path)))

    def _id(self, reading: Reading, before: FileRecord | None) -> str:
        """The document's id: its own of before where the bytes are the same, that of a moved file, else new."""
        if before and before.id and before.digest == reading.digest:
            return before.id
        if moved := self._moved.get(reading.digest):
            from_there = moved.pop()
            if not self._in_use(from_there.id):
                self._forgotten.add(from_there.path)
                return from_there.id
        id = document_id(reading.digest)
        unique, copy = id, 2
        while self._in_use(unique):
            unique, copy = f"{id}-{copy}", copy + 1
        return unique

    def _in_use(self, id: str) -> bool:
        """Whether a document has the id; those of members of the batch at hand are not in the ledger yet."""
        if id in self._put or self.taken(id):
            return True
        return self._had_members and any(file not in self.gone for file in self._ledger.owners(id))

    def _count(self, before: FileRecord | None, now: bool) -> None:
        fresh = before is None or before.members == PARTLY
        self.counts.added += fresh and now
        self.counts.changed += not fresh and now
        self.counts.removed += before is not None and bool(before.documents) and not now

    def _record(self, result: Reading | Closed, id: str = "", context: str = "", members: int = 0) -> FileRecord:
        file, problem = self._found[result.path], result.problem
        message, hint = (problem.message, problem.hint) if problem else ("", "")
        return FileRecord(file.path, file.size, file.modified, result.digest, id, context, message, hint, members)

    def _remove(self, record: FileRecord, writing: _Changes) -> None:
        if record.id and not self.taken(record.id):
            writing.remove(record.id)
        if record.members:
            for member in self._ledger.members(record.path):
                if member.id and member.id not in self._put:
                    writing.remove(member.id)

    # --- Files that hold several documents ----------------------------------------------------------------

    def _member(self, file: str, result: Reading | Kept, writing: _Changes) -> MemberRecord:
        name = result.path.partition(IN_FILE)[2]
        before = self._ledger.member(file, name)
        if isinstance(result, Kept):
            assert before is not None
            self._put.add(before.id)
            return replace(before, run=self._run)
        id = result.document.id if result.document is not None else ""
        if before and before.id and before.id != id and before.id not in self._put:
            writing.remove(before.id)
        if result.document is not None:
            writing.put(result.document, result)
            self._put.add(id)
        context = context_of(self._said.overrides(result.path))
        message, hint = (result.problem.message, result.problem.hint) if result.problem else ("", "")
        return MemberRecord(file, name, result.digest, id, context, self._run, message, hint)

    def _partly(self, path: str) -> FileRecord:
        file, before = self._found[path], self._known.get(path)
        # Members of before are still there; a file that was read to its end once is no new one.
        members = before.members if before and before.members > 0 else PARTLY
        return FileRecord(path, file.size, file.modified, "", "", "", members=members)

    def _closed(self, closed: Closed, members: Sequence[MemberRecord]) -> FileRecord:
        """The row of a file whose end was seen; its last members are still to be written."""
        pending = sum(bool(each.id) for each in members if each.file == closed.path)
        count = self._ledger.count_members(closed.path, self._run) + pending
        self._count(self._known.get(closed.path), bool(count))
        return self._record(closed, context=reading_of(self._said), members=count)

    def _remove_left(self, path: str, seen: Collection[str], writing: _Changes) -> None:
        """Remove the documents of members that this refresh has not seen."""
        for member in self._ledger.members(path, before=self._run):
            if member.member not in seen and member.id and member.id not in self._put:
                writing.remove(member.id)
