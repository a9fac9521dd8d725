"""A batch of changes as one Whoosh commit: visible as a whole, or not at all.

Whoosh's writer has the lock, the generations, the segments and the order of a commit; files and table of contents are
ours. A segment is written and on the disk before the table names it. A batch too large for memory becomes several
segments of one commit.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, LockError
from whoosh.writing import SegmentWriter

from index.engines.profile import Facts, note_facts
from index.engines.whoosh import contents
from index.engines.whoosh.codec import Codec, ColumnsWriter, Found, Pool, Segment, write_segment
from index.engines.whoosh.contents import NAME, Contents, Entry
from index.engines.whoosh.damage import damage_reported
from index.engines.whoosh.merging import merge, sources
from index.engines.whoosh.records import columns, facets
from index.engines.whoosh.segment import SegmentFile
from index.errors import IndexBusyError
from index.folders import sync_folder
from index.models import Document
from index.vocabulary import Words, vocabulary

SPARED = 50  # of what the newest generation needs may lie there besides
LEAST_SPARED = 1 << 20  # bytes; fewer are no matter
MOST_SEGMENTS = 12
"""Queries do not feel ten segments; each further one costs a dictionary look-up per term."""

MOST_MERGED = 60_000
"""Documents that one commit merges at most, however large the index."""

LEAST_MERGED = 200
MERGED_FOR_ONE = 30
"""A commit merges no more documents than it adds, times this, so that one changed document is not held up by thousands;
or as many as this for each segment too many, which pays off what small commits put off."""

UNEQUAL = 8
"""A commit of a few documents merges no segment that is so many times as large as the smaller ones together: else each
of some changes would write hundreds of documents again that nobody touched."""

LATER = MOST_SEGMENTS // 2
"""So many segments more there may be after a commit of a few documents: somebody waits to see them, and to merge takes
longer than to commit them. `settle`, which comes behind it, merges them while nobody waits."""

_WORTH_GOING_THROUGH = 40
"""Ids of a segment that are gone through in the time of looking one up."""

_STRETCH = 1 << 13
"""Of so many at once, so that a large segment takes no more room than a small one."""

FULL_WORDS = 1_000_000
FULL_BYTES = 16_000_000
"""Words, and bytes of columns, after which a batch writes a segment."""


class _Storage(FileStorage):  # type: ignore[misc]
    """The folder as Whoosh's writer uses it: for its lock. Nothing temporary is kept in files."""

    def lock(self, name: str) -> Any:
        """The lock of this name, in a file that is this user's alone whatever the umask."""
        os.close(os.open(Path(self.folder) / name, os.O_CREAT | os.O_RDWR, 0o600))
        return super().lock(name)

    def temp_storage(self, name: str | None = None) -> Any:
        """Where the writer may keep what is temporary."""
        return _Nowhere()


class _Nowhere:
    def destroy(self) -> None:
        """Remove everything: there is nothing."""


class _Index(FileIndex):  # type: ignore[misc]
    """An index by our table of contents."""

    def __init__(self, folder: Path) -> None:
        self.storage = _Storage(str(folder))
        self.folder = folder
        self.indexname = NAME

    def _read_toc(self) -> Any:
        newest = contents.read(self.folder, contents.generations(self.folder)[0])
        return _Table(newest)


class _Table:
    """The table of contents as Whoosh's writer reads it."""

    def __init__(self, read: Contents) -> None:
        self.generation = read.generation
        self.schema = Schema()
        self.segments = [Segment(entry) for entry in read.entries]


class Writer(SegmentWriter):  # type: ignore[misc]
    """Whoosh's writer with our files."""

    def __init__(self, index: _Index) -> None:
        self.perdocwriter: ColumnsWriter
        self.docnum: int
        self._added: bool
        try:
            super().__init__(index, timeout=1.0, delay=0.1, codec=Codec())
        except BaseException:
            if (
                self.writelock is not None and self.writelock.locked
            ):  # taken before the table of contents is read, and kept if that fails
                self.writelock.release()
            raise
        self.folder = index.folder
        self.before = Contents(self.generation - 1, [segment.entry for segment in self.segments])
        self.full: list[Segment] = []
        self.made: list[Path] = []
        self.pool = Pool()

    def put(self, found: Found, stored: Mapping[str, Any]) -> tuple[Segment, int]:
        """Add a document by what it is found by, and what is stored of it; where it lies. A segment that has become too
        large for memory is written first. (Whoosh's `add_document` would hand on field after field.)"""
        if self.pool.size > FULL_WORDS or self.perdocwriter.bytes > FULL_BYTES:
            self.flush()
        number = self.docnum
        self.perdocwriter.add(number, stored)
        self.pool.add(number, found)
        self.docnum, self._added = number + 1, True
        return self.newsegment, number

    def flush(self) -> None:
        """Write the documents in memory as a segment, and let go of them."""
        if not self._added:
            return
        self.full.append(self._finalize_segment())
        self.newsegment = self.codec.new_segment(self.storage, self.indexname)
        self.perdocwriter = self.codec.per_document_writer(self.storage, self.newsegment)
        self.fieldwriter = self.codec.field_writer(self.storage, self.newsegment)
        self.docnum = self.docbase
        self._added = False

    def _finalize_segment(self) -> Segment:
        self._flush_segment()
        segment: Segment = self.get_segment()
        path = self.folder / segment.entry.file_name
        self.made.append(path)
        write_segment(path, self.perdocwriter, self.fieldwriter)
        segment.entry.size = path.stat().st_size
        self._close_segment()
        return segment

    def merged(self, segments: list[Segment]) -> Segment:
        """A new segment with what is live in others."""
        made: Segment = self.codec.new_segment(self.storage, self.indexname)
        path = self.folder / made.entry.file_name
        self.made.append(path)
        with damage_reported(reading=False), _opened(self.folder, segments) as files:
            deleted = [segment.entry.deleted for segment in segments]
            merge(path, sources(list(zip(files, deleted, strict=True))))
        made.entry.documents = sum(segment.doc_count() for segment in segments)
        made.entry.size = path.stat().st_size
        return made

    def _commit_toc(self, segments: list[Segment]) -> None:
        sync_folder(self.folder)
        after = Contents(self.generation, [segment.entry for segment in segments])
        contents.write(self.folder, after)
        self.made.clear()
        contents.clean(self.folder, [after, self.before])

    def cancel(self) -> None:
        """Give up: what was written for this commit is removed, and the lock is free."""
        super().cancel()
        for path in self.made:
            with suppress(OSError):
                path.unlink(missing_ok=True)


@contextmanager
def _opened(folder: Path, segments: list[Segment]) -> Iterator[list[SegmentFile]]:
    files: list[SegmentFile] = []
    try:
        files.extend(SegmentFile(folder, segment.entry) for segment in segments)
        yield files
    finally:
        for file in files:
            file.close()


class WhooshBatch:
    """Puts and removes documents. What was committed of them before is looked up at the end, of all at once."""

    def __init__(self, writer: Writer) -> None:
        self.writer = writer
        self.put_here: dict[str, tuple[Segment, int]] = {}
        self.changed = False
        self.later = LATER
        self._outdated: set[bytes] = set()  # ids of which no document committed before stays

    def put(self, document: Document, words: Words | None = None) -> None:
        """See `Batch.put`."""
        self.remove(document.id)
        made = note_facts(Facts(), document)
        exact = {"mention": list(made.mentions), "facet": facets(document), "id": (document.id,)}
        counted = {"written": made.written(), "said": made.figures}
        self.put_here[document.id] = self.writer.put(
            Found(document, words or vocabulary().read(document.title, document.text)[0], exact, counted),
            columns(document, made),
        )
        self.changed = True

    def remove(self, id: str) -> None:
        """Remove a document; an unknown id is no error."""
        here = self.put_here.pop(id, None)
        if here is not None:
            here[0].delete_document(here[1])
        self._outdated.add(id.encode("utf-8", "surrogatepass"))

    def finish(self, files: list[SegmentFile]) -> None:
        """Remove what was committed before, in these files of the writer's segments. Nothing is put any more."""
        self.put_here.clear()
        for segment, file in zip(self.writer.segments, files, strict=True):
            for number in _numbers_of(self._outdated, file):
                if not segment.is_deleted(number):
                    segment.delete_document(number)
                    self.changed = True
        self._outdated.clear()


def _numbers_of(ids: set[bytes], file: SegmentFile) -> Iterator[int]:
    """The numbers of the documents of these ids in a segment; of several of one id, which a batch has put one after the
    other, all but the last are deleted, and that is the one."""
    field = file.field("id")
    if len(ids) * _WORTH_GOING_THROUGH < len(field):
        places = (field.find(id) for id in ids)
    else:
        places = (
            at
            for start in range(0, len(field), _STRETCH)
            for at, id in enumerate(field.terms(start, min(start + _STRETCH, len(field))), start)
            if id in ids
        )
    for place in places:
        if place is not None:
            yield int(field.documents_of(place)[-1])


@contextmanager
def batch(folder: Path) -> Iterator[WhooshBatch]:
    """Open for writing and commit at the end; after an exception nothing is written and the lock is free again.

    Raises IndexBusyError when another process is writing, IndexDamagedError.
    """
    try:
        with damage_reported(reading=False):
            writer = Writer(_Index(folder))
    except LockError:
        message = "Another window is indexing this collection."
        raise IndexBusyError(message, "wait until it is done, or stop it there") from None
    try:
        with ExitStack() as stack:
            with damage_reported(reading=False):
                files = stack.enter_context(_opened(folder, writer.segments))
            changes = WhooshBatch(writer)
            yield changes
            with damage_reported(reading=False):
                changes.finish(files)
        if changes.changed:
            writer.flush()  # before others are merged, which takes room of its own
            writer.commit(mergetype=partial(tidy, later=changes.later))
    finally:
        if not writer.is_closed:
            writer.cancel()


def settle(folder: Path) -> None:
    """After the last of some commits: merge what those of a few documents have left; then name the same segments once
    more where the generation before keeps much that the newest has merged, for the last commit may have merged a
    quarter of the index. Two generations stand afterwards as ever, both whole."""
    entries = _newest(folder)
    if _to_merge([Segment(entry) for entry in entries], [], later=0):
        _commit_again(folder)
        entries = _newest(folder)
    needed = sum(entry.size for entry in entries)
    with damage_reported():
        spare = sum(path.stat().st_size for path in folder.glob("*.seg")) - needed
    if spare > max(needed // SPARED, LEAST_SPARED):
        _commit_again(folder)


def _newest(folder: Path) -> Sequence[Entry]:
    """The segments that the newest generation names."""
    with damage_reported():
        return contents.read(folder, contents.generations(folder)[0]).entries


def _commit_again(folder: Path) -> None:
    with batch(folder) as changes:
        changes.changed, changes.later = True, 0


def tidy(writer: Writer, segments: list[Segment], later: int = LATER) -> list[Segment]:
    """Merge policy: which segments stand after a commit, those that it merges among them as one."""
    chosen = _to_merge(segments, writer.full, later)
    kept = [segment for segment in segments if id(segment) not in chosen]
    live = [segment for segment in chosen.values() if segment.doc_count()]
    merged = [writer.merged(live)] if live else []
    return [*kept, *merged, *writer.full]


def _to_merge(segments: list[Segment], full: list[Segment], later: int) -> dict[int, Segment]:
    """The smaller half once there are too many beside the new ones, and segments of which most is deleted. A commit of
    a few documents leaves both for `later`, unless there are so many more.

    Every document is then rewritten about log2(size) times over the life of an index, and a commit of one document
    writes that one. How much one commit merges is bounded, unless it is a single segment. After commits of a few
    documents a third of `MOST_SEGMENTS` is merged or none: one merge then serves several changes of a document, each of
    which would otherwise have the one before written again.
    """
    added = sum(segment.doc_count() for segment in full)
    few = added < LEAST_MERGED
    too_many = len(segments) + len(full) - MOST_SEGMENTS - (later if few else 0)
    waits = few and later and too_many <= 0
    chosen = {id(each): each for each in segments if each.doc_count() < (1 if waits else each.doc_count_all() / 2)}
    if too_many > 0:
        put_off = LEAST_MERGED * too_many
        bound = min(max(put_off, MERGED_FOR_ONE * added), MOST_MERGED)
        least = max(MOST_SEGMENTS // 3, 2) if few else 2
        total, fitting = 0, list[Segment]()
        for segment in sorted(segments, key=lambda segment: int(segment.doc_count()))[: MOST_SEGMENTS // 2]:
            if few and len(fitting) >= least and segment.doc_count() > UNEQUAL * total:
                break
            total += segment.doc_count()
            if total <= bound:
                fitting.append(segment)
        if len(fitting) >= least:
            chosen.update((id(segment), segment) for segment in fitting)
    return chosen
