"""One query over several collections, each with its own index, names and notebook; their answers as one list.

Complete matches of all come first, as in one collection. By relevance the lists are taken in turns, best against best
(reciprocal rank fusion: Cormack, Clarke and Büttcher, SIGIR 2009), because scores of different collections cannot be
compared: each counts how rare a word is in its own documents. In the other orders the rows themselves are compared.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.cli.collection import ask, choose, existing, opened, settings_of
from index.models import Order, Page, Parsed, Row

if TYPE_CHECKING:
    from index.library import Library

_LATEST = "9999"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one collection answered."""

    library: Library
    parsed: Parsed
    page: Page


@dataclass(frozen=True, slots=True)
class Place:
    """One document of the merged list: whose answer it is of, and its place there."""

    answer: Answer
    at: int

    @property
    def complete(self) -> bool:
        """Whether it matches the whole query."""
        return self.at < self.answer.page.complete

    @property
    def rank(self) -> int:
        """Its rank among the complete matches, or the others, of its collection."""
        return self.at if self.complete else self.at - self.answer.page.complete


def answers(options: Namespace, stack: ExitStack) -> list[Answer]:
    """Ask the collection chosen and those of --also, each once, open until `stack` ends. Raises CollectionError."""
    folders = list(dict.fromkeys([choose(options), *map(existing, options.also)]))
    found = []
    for number, folder in enumerate(folders):
        # --index names the first one's index; of the others each has its own
        own = Namespace(**{**vars(options), "collection": folder, "index": None if number else options.index})
        library = stack.enter_context(opened(own))
        found.append(Answer(library, *ask(library, own)))
    return found


def merged(found: Sequence[Answer], options: Namespace) -> list[Place]:
    """The answers as one list."""
    order = Order(options.order or settings_of(options).order)
    places = [Place(answer, at) for answer in found for at in range(len(answer.page.numbers))]
    if order is Order.RELEVANCE:
        return sorted(places, key=lambda place: (not place.complete, place.rank))
    rows = {id(answer): answer.library.rows(answer.page.numbers) for answer in found}
    key = _KEYS[order]
    # Within a collection the order stays as it is: equal keys keep it, and only whole lists are interleaved
    return sorted(places, key=lambda place: (not place.complete, *key(rows[id(place.answer)][place.at])))


def _newest(row: Row) -> tuple[Any, ...]:
    day = row.published if row.published and not row.published.startswith("X") else ""
    return (not day, [-ord(letter) for letter in day])


def _oldest(row: Row) -> tuple[Any, ...]:
    day = row.published if row.published and not row.published.startswith("X") else ""
    return (day or _LATEST,)


_KEYS: dict[Order, Callable[[Row], tuple[Any, ...]]] = {
    Order.NEWEST: _newest,
    Order.OLDEST: _oldest,
    Order.TITLE: lambda row: (row.title.casefold(),),
    Order.PUBLISHER: lambda row: (not row.publisher, row.publisher.casefold()),
}


def told(places: Sequence[Place]) -> Iterator[tuple[Place, Row, Any]]:
    """Each place with its row and snippet."""
    for place in places:
        library, number = place.answer.library, place.answer.page.numbers[place.at]
        yield place, library.rows([number])[0], library.snippets([number], place.answer.parsed)[0]


def folder_of(place: Place) -> Path:
    """The collection a document is of."""
    return place.answer.library.collection
