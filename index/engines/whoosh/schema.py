"""The fields of the index. Documents arrive analysed: no Whoosh analyzer runs and no Token object is made.

body, title                  terms with positions           title_surface            words as written
surface                      words as written, with the positions of those inside turns
speaker                      who speaks, with the positions at which each turn begins and ends
mention, facet, id           exact terms                    numbers                  columns of integers
row, rest, text, mentions,
days, amounts, names, dates, figures,
turns, headings, pages       columns of bytes, one value per document, read one without the others
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence, Format

SCHEMA_VERSION = 6
"""Rises with every change to the fields below or to what `records` writes; an index of another version is rebuilt."""

Item = tuple[bytes, int, float, bytes]

NUMBERS = ("first", "last", "length", "title_length")
BLOBS = (
    "row",
    "rest",
    "text",
    "mentions",
    "days",
    "amounts",
    "names",
    "dates",
    "figures",
    "turns",
    "headings",
    "pages",
)


class PositionFormat(Format):  # type: ignore[misc]
    """Positions as four-byte distances in the machine's byte order; a term's weight is its frequency."""


class PositionField(FieldType):  # type: ignore[misc]
    """Indexes a mapping of terms to their sorted positions, perhaps none."""

    def __init__(self) -> None:
        super().__init__(PositionFormat(), None)

    def index(self, value: Mapping[str, Sequence[int]], **_: object) -> Iterator[Item]:
        """The postings of one document: term, frequency, weight, encoded positions."""
        for term, places in value.items():
            number = len(places)
            distances = array("I", map(int.__sub__, places, [0, *places[:-1]]) if number > 1 else places)
            yield term.encode(), number, float(number or 1), distances.tobytes()


class ExactField(FieldType):  # type: ignore[misc]
    """Indexes a collection of strings, each as one term."""

    def __init__(self) -> None:
        super().__init__(Existence(), None)

    def index(self, value: Iterable[str], **_: object) -> Iterator[Item]:
        """The postings of one document."""
        for term in value:
            yield term.encode(), 1, 1.0, b""


def schema() -> Schema:
    """The schema, as its writers and readers share it."""
    exact = ("title_surface", "mention", "facet", "id")
    return Schema(
        body=PositionField(),
        title=PositionField(),
        surface=PositionField(),
        speaker=PositionField(),
        **{name: ExactField() for name in exact},
        **{name: COLUMN(NumericColumn("i")) for name in NUMBERS},
        **{name: COLUMN(VarBytesColumn()) for name in BLOBS},
    )
