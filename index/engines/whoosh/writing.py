"""A batch of changes as one Whoosh commit: visible as a whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from whoosh.index import FileIndex, LockError
from whoosh.reading import SegmentReader, TermNotFound

from index.engines.profile import profile
from index.engines.whoosh.codec import Codec, speed_up
from index.engines.whoosh.records import columns, facets
from index.engines.whoosh.schema import schema
from index.engines.whoosh.snapshot import damage_reported
from index.engines.whoosh.storage import NAME, Storage
from index.errors import IndexBusyError
from index.models import Document

MOST_SEGMENTS = 16
"""Queries do not feel ten segments; each further one costs a dictionary look-up per term."""

MEMORY_MB = 128


class WhooshBatch:
    """Puts and removes documents. Ids are looked up in what is committed and in what this batch has put."""

    def __init__(self, writer: Any) -> None:
        self.writer = writer
        self.put_here: dict[str, int] = {}
        self.changed = False
        self.leaves = list(writer.reader().leaf_readers()) if writer.segments else []

    def put(self, document: Document) -> None:
        """Add a document, replacing the one with the same id."""
        self.remove(document.id)
        made = profile(document)
        self.put_here[document.id] = self.writer.docnum
        self.writer.add_document(
            body=made.body,
            title=made.title,
            surface={surface: made.said.get(surface, ()) for surface in made.surfaces},
            title_surface=made.title_surfaces,
            mention=made.mentions,
            speaker=made.speakers,
            facet=facets(document),
            id=(document.id,),
            **columns(document, made),
        )
        self.changed = True

    def remove(self, id: str) -> None:
        """Remove a document; an unknown id is no error."""
        number = self.put_here.pop(id, None)
        if number is not None:
            self.writer.newsegment.delete_document(number)
            return
        for leaf, base in self.leaves:
            try:
                found = list(leaf.postings("id", id.encode()).all_ids())
            except TermNotFound:
                continue
            for committed in found:
                if not self.writer.is_deleted(base + committed):
                    self.writer.delete_document(base + committed)
                    self.changed = True

    def close(self) -> None:
        """Release the readers that ids were looked up in."""
        while self.leaves:
            self.leaves.pop()[0].close()


@contextmanager
def batch(folder: Path) -> Iterator[WhooshBatch]:
    """Open for writing and commit at the end; after an exception nothing is written and the lock is free again.

    Raises IndexBusyError when another process is writing.
    """
    storage = Storage(folder)
    try:
        with _changes(_writer(storage)) as changes:
            yield changes
    finally:
        storage.release()


def _writer(storage: Storage) -> Any:
    with damage_reported():
        try:
            index = FileIndex(storage, schema(), NAME)
            return speed_up(index.writer(timeout=1.0, delay=0.1, codec=Codec()), MEMORY_MB)
        except LockError:
            message = "Another window is indexing this collection."
            raise IndexBusyError(message, "wait until it is done, or stop it there") from None


@contextmanager
def _changes(writer: Any) -> Iterator[WhooshBatch]:
    changes: WhooshBatch | None = None
    try:
        with damage_reported():
            changes = WhooshBatch(writer)
        yield changes
        changes.close()
        if changes.changed:
            writer.commit(mergetype=tidy)
    finally:
        if changes is not None:
            changes.close()
        if not writer.is_closed:
            writer.cancel()


def tidy(writer: Any, segments: list[Any]) -> list[Any]:
    """Merge policy: the smaller half once there are too many, and segments of which most is deleted.

    Every document is then rewritten about log2(size) times over the life of an index, and a commit of one document
    writes that one.
    """
    merged = {id(segment) for segment in segments if 2 * segment.deleted_count() > segment.doc_count_all()}
    if len(segments) >= MOST_SEGMENTS:
        by_size = sorted(segments, key=lambda segment: segment.doc_count_all())
        merged |= {id(segment) for segment in by_size[: MOST_SEGMENTS // 2]}
    for segment in segments:
        if id(segment) in merged and segment.deleted_count() < segment.doc_count_all():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return [segment for segment in segments if id(segment) not in merged]
