"""The Engine protocol: what stands between `Library` and an index, and nothing else.

An engine is synchronous and belongs to one thread. It keeps documents with their text and annotations whole, and
answers for the state of the index it has opened: a commit by another process shows after `refresh()`.
Every engine passes the one contract test, tests/index/engines/test_contract.py.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, runtime_checkable

from index.models import Annotation, Document, Kind, Mention, Order, Page, Query, Ranking, Row, Turn

if TYPE_CHECKING:
    from index.vocabulary import Words


class Batch(Protocol):
    """A set of changes that becomes visible as a whole when its context ends without an exception."""

    def put(self, document: Document, words: Words | None = None) -> None:
        """Add a document, replacing the one with the same id; with its words, if somebody has read them already."""

    def remove(self, id: str) -> None:
        """Remove a document; an unknown id is no error."""


class Occurrences(NamedTuple):
    """Terms of a segment, each once, and the documents that have each: those of the first term, then those of the next,
    numbered within the segment. `having` says how many these are, `times` how often the term stands in each."""

    terms: Sequence[str]
    having: Sequence[int]
    documents: Sequence[int]
    times: Sequence[int]


class Segment(NamedTuple):
    """Documents numbered one after the other from `first`. Segments of the same name are the same, in this generation
    and in any other, but for their first number and what is deleted; `occurrences` reads what stands in one."""

    name: str
    first: int
    size: int
    occurrences: Callable[[], Occurrences]


@runtime_checkable
class Placing(Protocol):
    """The numbers of an answer that can say where a few of them stand without being sorted to the last."""

    def places(self, numbers: Collection[int]) -> Mapping[int, int]:
        """The place of each of some documents, by number, of those that are in the answer."""


class Engine(Protocol):
    """A full-text index over documents. Queries arrive resolved: no `Named` node reaches an engine."""

    ranking: Ranking
    """How relevance is reckoned; what it is when nobody says so is BM25 of text and title."""

    def batch(self) -> AbstractContextManager[Batch]:
        """Open the index for writing. Raises IndexBusyError when another process is writing."""

    def settle(self) -> None:
        """After the last of some batches, which can be seen: do what nobody waits for, and let go of what only an older
        state needs. Raises IndexBusyError."""

    def refresh(self) -> bool:
        """See what has been committed since; True if anything changed (and `generation` rose)."""

    @property
    def generation(self) -> int:
        """The state that answers now. Document numbers of another generation mean nothing."""

    def count(self) -> int:
        """How many documents the index holds."""

    def search(self, query: Query, order: Order = Order.RELEVANCE) -> Page:
        """Every match, ordered; ties by newest, then id. `Everything` in relevance order is newest first."""

    def rows(self, numbers: Sequence[int]) -> list[Row]:
        """The metadata of documents by number, in the order asked."""

    def published(self, numbers: Sequence[int]) -> Mapping[tuple[date, date], int]:
        """On which days, first and last, documents were published, and how many on each; undated ones left out."""

    def fetch(self, id: str) -> Document:
        """One document, whole. Raises NotFoundError."""

    def number(self, id: str) -> int:
        """The number of a document in this generation. Raises NotFoundError."""

    def texts(self, numbers: Sequence[int]) -> list[str]:
        """The texts of documents by number, in the order asked (for snippets and sentences)."""

    def mentions(self, numbers: Sequence[int]) -> Iterator[tuple[int, Mapping[str, Mention]]]:
        """Document by document, how often each mention key ("person\\tjeenbekov") stands in it, and in which form."""

    def occurrences(self, of: Literal["written", "said"]) -> Sequence[Segment] | None:
        """Of all names the written forms ("person\\tjeenbekov\\tSooronbay Jeenbekov"), or of all figures the words
        ("money\\t$4 million"), with their documents, deleted ones too, segment by segment; None where the index is
        older than these."""

    def among(self, numbers: Sequence[int]) -> Sequence[bool]:
        """For every document number whether it is among these."""

    def annotations(self, numbers: Sequence[int], kinds: Collection[Kind]) -> Iterator[tuple[int, list[Annotation]]]:
        """Document by document, the annotations of these kinds in text order; documents without any are left out."""

    def turns(self, numbers: Sequence[int]) -> Iterator[tuple[int, tuple[Turn, ...]]]:
        """Document by document, the speakers' turns; documents without any are left out."""

    def mention_keys(self) -> Collection[str]:
        """Every mention key in the index ("kind\\tsurface", as in `mentions`)."""

    def words(self, prefix: str, limit: int = 20) -> list[tuple[str, int]]:
        """Surface words that begin with `prefix` (casefolded), most frequent first, with their document counts."""

    def having(self, terms: Collection[str], *, surface: bool = False) -> Mapping[str, int]:
        """In how many documents each of some terms stands; those in none are left out. With `surface` they are surface
        words. Only the dictionary is looked into, as often as there are terms."""

    def verify(self) -> None:
        """Read everything. Raises IndexDamagedError for the first damage, or where a state newer than the one that
        answers is damaged."""

    def close(self) -> None:
        """Release files and locks. The engine answers no more."""
