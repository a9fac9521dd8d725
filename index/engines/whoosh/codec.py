"""Whoosh's codec for our segments: its writer has them written, and one file comes of them.

Documents arrive whole, no Whoosh analyzer runs, no Token is made: to hand on 400 terms of each, and two dozen fields
and columns, one by one would be most of the time of indexing. So Whoosh knows of no field, and of no schema, which it
would keep as a pickle. Its own codec makes three method calls for every posting and keeps blocks of them as compressed
pickles: 385 documents a second, 72 ms for a common word, and whoever can write such a file can run code as its reader.
Only the writing half of the interface is here: reading goes by whole lists (`snapshot`), not posting by posting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from whoosh.codec.base import Codec as WhooshCodec
from whoosh.codec.base import FieldWriter as WhooshFieldWriter
from whoosh.codec.base import PerDocumentWriter
from whoosh.codec.base import Segment as WhooshSegment

from index.engines.whoosh.beginnings import Beginnings
from index.engines.whoosh.columns import SHAPES, NumbersWriter, ValuesWriter
from index.engines.whoosh.contents import NAME, Entry
from index.engines.whoosh.inversion import Flat, Inversion
from index.engines.whoosh.layout import BEGINNINGS, BLOBS, COUNTED, EXACT, LONGEST_BEGINNING, NUMBERS, POSITIONS, WORDS
from index.engines.whoosh.parts import PartsWriter
from index.engines.whoosh.postings import FieldWriter
from index.engines.whoosh.wording import Wording
from index.models import Document
from index.vocabulary import Words

Pooled = tuple[Wording, dict[str, Inversion]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a document is found by: its words, and by field exact terms, and terms with how often each stands in it."""

    document: Document
    words: Words
    exact: dict[str, Iterable[str]]
    counted: Mapping[str, Mapping[str, int]]


LENGTHS = {"length": False, "title_length": True}
"""The columns that count words, and whether only the title's."""


class Segment(WhooshSegment):  # type: ignore[misc]
    """A segment as Whoosh's writer knows it; what is known of it stands in the table of contents."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(NAME)
        self.segid = entry.id
        self.entry = entry

    def should_assemble(self) -> bool:
        """Whether Whoosh is to join several files of the segment: it has but one."""
        return False

    def doc_count_all(self) -> int:
        """Documents, deleted ones included."""
        return self.entry.documents

    def set_doc_count(self, doccount: int) -> None:
        """Say how many documents were written."""
        self.entry.documents = doccount

    def deleted_count(self) -> int:
        """Documents that are deleted."""
        return len(self.entry.deleted)

    def deleted_docs(self) -> set[int]:
        """Numbers of the documents that are deleted."""
        return self.entry.deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self.entry.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete a document, in memory; the next table of contents says so."""
        (self.entry.deleted.add if delete else self.entry.deleted.discard)(docnum)


class ColumnsWriter(PerDocumentWriter):  # type: ignore[misc]
    """Keeps the columns of the documents until their segment is written."""

    def __init__(self) -> None:
        self.columns: dict[str, NumbersWriter | ValuesWriter] = {
            **{name: NumbersWriter() for name in NUMBERS if name not in LENGTHS},
            **{name: ValuesWriter(SHAPES.get(name)) for name in BLOBS},
        }
        self.documents = 0
        self.bytes = 0
        self.is_closed = False

    def add(self, number: int, values: Mapping[str, Any]) -> None:
        """Keep the values of one more document."""
        self.documents = number + 1
        for name, each in values.items():
            self.columns[name].values.append(each)
            if isinstance(each, bytes):
                self.bytes += len(each)

    def close(self) -> None:
        """Nothing more will come."""
        self.is_closed = True


class Pool:
    """Keeps the terms of the documents until their segment is written. Takes the place of Whoosh's `PostingPool`."""

    def __init__(self) -> None:
        self.cleanup()

    @property
    def size(self) -> int:
        """Words."""
        return len(self.wording.words)

    def add(self, number: int, found: Found) -> None:
        """Keep what one document is found by."""
        self.fields["speaker"].add(number, self.wording.add(number, found.document, found.words))
        for name, terms in found.exact.items():
            self.fields[name].add(number, terms)
        for name, times in found.counted.items():
            self.fields[name].count(number, times)

    def iter_postings(self) -> Iterator[Pooled]:
        """What is kept."""
        yield self.wording, self.fields

    def cleanup(self) -> None:
        """Forget everything."""
        self.wording = Wording()
        self.fields = {name: Inversion() for name in ("speaker", *EXACT, *COUNTED) if name not in WORDS}


class InvertedWriter(WhooshFieldWriter):  # type: ignore[misc]
    """Keeps the pool until the segment is written."""

    def __init__(self) -> None:
        self.wording = Wording()
        self.fields: dict[str, Inversion] = {}
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, items: Iterable[Pooled]) -> None:
        """Take over all fields."""
        for self.wording, self.fields in items:
            pass

    def close(self) -> None:
        """Nothing more will come."""
        self.is_closed = True


def write_segment(path: Path, columns: ColumnsWriter, inverted: InvertedWriter) -> None:
    """Write the file of a segment, and wait until it is on the disk. Raises OSError."""
    with PartsWriter(path) as parts:
        parts.array("documents", np.array([columns.documents]), "<u8")
        words = inverted.wording.inverted(columns.documents)
        for name, title in LENGTHS.items():
            parts.array(name, words.lengths(title), "<i4")
        for name in list(columns.columns):
            columns.columns.pop(name).finish(parts, name)  # and let go of
        _write_field(parts, "body", words.body())
        _write_field(parts, "title", words.body(title=True))
        beginnings = Beginnings(LONGEST_BEGINNING, columns.documents)
        _write_field(parts, "surface", _passed(words.surface(), beginnings.add))
        _write_field(parts, BEGINNINGS, beginnings.lists())
        _write_field(parts, "title_surface", words.title_surface())
        for name, inversion in inverted.fields.items():
            _write_field(parts, name, [inversion.flat(name in POSITIONS)])
        parts.finish()


def _write_field(parts: PartsWriter, name: str, stretches: Iterable[Flat]) -> None:
    field = FieldWriter(parts, name)
    for lists in stretches:
        field.add(lists)
    field.finish()


def _passed(stretches: Iterable[Flat], to: Callable[[Flat], None]) -> Iterator[Flat]:
    """Lists that are shown to somebody else on their way."""
    for lists in stretches:
        to(lists)
        yield lists


class Codec(WhooshCodec):  # type: ignore[misc]
    """What Whoosh's writer asks for."""

    length_stats = False

    def per_document_writer(self, storage: Any, segment: Segment) -> ColumnsWriter:
        """The writer of columns."""
        return ColumnsWriter()

    def field_writer(self, storage: Any, segment: Segment) -> InvertedWriter:
        """The writer of the inverted index."""
        return InvertedWriter()

    def new_segment(self, storage: Any, indexname: str) -> Segment:
        """An empty segment."""
        return Segment(Entry(WhooshSegment._random_id()))
