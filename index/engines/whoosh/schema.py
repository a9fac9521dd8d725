"""The fields as Whoosh's writer knows them: two. Documents arrive whole, no Whoosh analyzer runs, no Token is made.

A posting of Whoosh is a term in a document; at 400 of them in each, and two dozen fields and columns, handing them on
one by one is most of the time of indexing. The one posting of a document is therefore all that it is found by, and its
one column value all that is stored of it: what `codec` takes apart.

The schema stands here and is never read from an index: Whoosh keeps it there as a pickle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence

from index.models import Document
from index.vocabulary import Words


@dataclass(frozen=True, slots=True)
class Found:
    """What a document is found by: its words, and by field exact terms, and terms with how often each stands in it."""

    document: Document
    words: Words
    exact: dict[str, Iterable[str]]
    counted: Mapping[str, Mapping[str, int]]


Item = tuple[bytes, int, float, Found]


class FoundField(FieldType):  # type: ignore[misc]
    """Indexes a document as one posting."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, value: Found, **_: object) -> Iterator[Item]:
        """The document, as it is."""
        yield b"", 1, 1.0, value


def schema() -> Schema:
    """The schema, as its writers share it."""
    return Schema(found=FoundField(), stored=COLUMN())
