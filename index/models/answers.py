"""What a collection answers: pages of documents, counts, a timeline, passages, problems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from index.models.documents import Span


class Order(StrEnum):
    """How a list of documents is sorted. Undated documents come last in both orders by date."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    PUBLISHER = "publisher"


@dataclass(frozen=True, slots=True)
class Flags:
    """What the notebook says of one document: its star, its tags, whether it is hidden, whether it has a note, and how
    many of its passages are marked, noted on or kept."""

    starred: bool = False
    hidden: bool = False
    tags: tuple[str, ...] = ()
    noted: bool = False
    passages: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a document that the user marked, noted on or `kept` as a quote, where it stands now; `state` is
    "stands", "moved" or "changed"."""

    start: int
    end: int
    kept: bool = False
    note: str = ""
    state: str = "stands"


@dataclass(frozen=True, slots=True)
class Page:
    """The ordered answer to one query: engine document numbers, the complete matches first.

    `numbers[:complete]` match the whole query, the rest only some of its words. Each part is sorted by itself.
    `generation` names the state of the index the numbers belong to.
    """

    numbers: Sequence[int] = ()
    scores: Sequence[float] = ()
    complete: int = 0
    generation: int = 0

    @property
    def scope(self) -> Sequence[int]:
        """The documents that counts, timeline and sidebar speak of: the complete ones, where there are any."""
        return self.numbers[: self.complete] if self.complete else self.numbers


@dataclass(frozen=True, slots=True)
class Stacks:
    """An answer's documents in rows, copies of one text as one. All by place in `Page.numbers`: `rows` are those with
    a row of their own, in order, `under` what stands under one of them, `names` the ids of these groups."""

    rows: Sequence[int] = ()
    under: Mapping[int, Sequence[int]] = field(default_factory=dict)
    names: Mapping[int, str] = field(default_factory=dict)


class Count(NamedTuple):
    """How often an entity or a value occurs in a set of documents. Beside each query stand two thousand of them, which
    as frozen dataclasses would take longer to make than to count."""

    value: str  # entity id, or the value counted
    name: str  # as shown
    kind: str
    documents: int
    mentions: int = 0
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the timeline: documents published in it and dates mentioned that fall into it."""

    value: str  # TIMEX3 of the step: "2021", "2021-05", "2021-05-24"
    first: date
    last: date
    published: int
    mentioned: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: a date said in a document, or the day it was published (kind "published")."""

    value: str
    first: date | None
    last: date | None
    kind: str  # "mentioned" or "published"
    text: str  # the words as said; the title for "published"
    start: int
    end: int
    number: int  # engine document number
    estimated: bool = False
    basis: str = ""  # as in `Annotation`, "you" where it was corrected
    rule: str = ""  # the rule that fired, "corrected" where it was


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage around the best hits: its text, and hits as spans into that text.

    `opens` is where to begin reading: the first hit of the earliest stretch with as many of the asked words."""

    text: str
    hits: tuple[Span, ...] = ()
    start: int = 0  # where the passage begins in the document
    opens: int = 0


@dataclass(frozen=True, slots=True)
class Match:
    """A sentence that answers a query, `start` to `end` in the document with the engine's `number`: its `text` from
    the offset `begin` on (a very long one is cut around its hits), hits as spans into that, and who says it, "" for
    the document itself. A document that answers by its title or its metadata alone gives its beginning, without
    hits."""

    number: int
    start: int
    end: int
    text: str
    hits: tuple[Span, ...] = ()
    begin: int = 0
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One file that could not be read, or only in part."""

    path: str
    message: str
    hint: str = ""
