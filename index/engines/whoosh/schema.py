"""The fields as Whoosh's writer knows them. Documents arrive analysed: no Whoosh analyzer runs, no Token is made.

The schema stands here and is never read from an index: Whoosh keeps it there as a pickle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from whoosh.columns import NumericColumn, VarBytesColumn
from whoosh.fields import COLUMN, FieldType, Schema
from whoosh.formats import Existence, Format

from index.engines.whoosh.layout import BLOBS, EXACT, NUMBERS, POSITIONS

Terms = Mapping[str, Sequence[int]] | Iterable[str]
Item = tuple[bytes, int, float, Terms]


class PositionFormat(Format):  # type: ignore[misc]
    """Positions in rising order; how often a term stands in a document is their number."""


class TermsField(FieldType):  # type: ignore[misc]
    """Indexes terms: with positions a mapping of each to its sorted positions, perhaps none, else a collection.

    A posting of Whoosh is a term in a document; at 400 of them in each, handing them on one by one is most of the time
    of indexing. The one posting of a document is therefore all of its terms: the value is what the pool is to keep.
    """

    def __init__(self, positions: bool) -> None:
        super().__init__(PositionFormat() if positions else Existence(), None)
        self.positions = positions

    def index(self, value: Terms, **_: object) -> Iterator[Item]:
        """The terms of one document, as they are."""
        yield b"", 1, 1.0, value


def schema() -> Schema:
    """The schema, as its writers and readers share it."""
    return Schema(
        **{name: TermsField(positions=True) for name in POSITIONS},
        **{name: TermsField(positions=False) for name in EXACT},
        **{name: COLUMN(NumericColumn("i")) for name in NUMBERS},
        **{name: COLUMN(VarBytesColumn()) for name in BLOBS},
    )
