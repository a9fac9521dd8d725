"""A document, its turns, and what annotators say of spans of its text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

Class = TypeVar("Class", bound=type)

IN_FILE = "//"
"""What parts a file's path from the path of a document in it: "letters.zip//1999/one.txt". No path of a file has two
slashes side by side, and no member's path is ever handed to the system."""


def one_line(text: str) -> str:
    """A text with single spaces for its line breaks and whatever else stands between its words."""
    return " ".join(text.split())


def plural(number: int, what: str) -> str:
    """A noun as it stands behind a number: "file" behind 1, "files" behind any other."""
    return what if number == 1 else f"{what}s"


def pickled_by_values(kind: Class) -> Class:
    """A dataclass that goes to another process as its values in their order: what `dataclass` has in place of that, for
    those with slots, asks the class for its fields with every object and sets one value at a time, which for the dozens
    of annotations of a document takes several times as long."""
    values = attrgetter(*(each.name for each in fields(kind)))

    def reduced(self: object) -> tuple[type, Any]:
        return kind, values(self)

    kind.__reduce__ = reduced  # type: ignore[assignment]
    return kind


class Kind(StrEnum):
    """What an annotation says a span is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    NAME = "name"  # a name whose type no rule could tell
    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"
    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    QUANTITY = "quantity"
    TREND = "trend"  # "trade declined last year": a rise or fall without a figure, `value` None


NAMES = frozenset({Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME})
DATES = frozenset({Kind.DATE, Kind.TIME, Kind.DURATION, Kind.SET})
FIGURES = frozenset({Kind.MONEY, Kind.PERCENT, Kind.COUNT, Kind.QUANTITY})


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Annotation:
    """One span of a text and what it means.

    `value` is, by kind: for a name its mention key (as indexed) or its entity's id (as answered by `Library` and
    `find_names`); for dates the TIMEX3 value; for figures the number (a float). `basis` says what the reading rests
    on: for names "gazetteer", "rule" or "document"; for dates "text", "document" (its published date), "anchor"
    (a date said before), "you" (corrected in the notebook) or "unresolved: reason". `rule` is the id of the rule that
    fired.
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: str | float | None = None
    first: date | None = None
    last: date | None = None
    unit: str = ""  # ISO 4217 currency, "%", "pp" (percentage points), UCUM, or the noun counted
    low: float | None = None  # a range of figures: "$5-7 billion" has value 5e9, low 5e9, high 7e9
    high: float | None = None
    hedge: str = ""  # "over", "nearly", "about", "up to"
    direction: str = ""  # "rise" or "fall"
    measure: str = ""  # what a figure measures: "trade", "companies"
    period: str = ""  # TIMEX3 value of the time a figure is about
    rule: str = ""
    basis: str = ""

    @property
    def words(self) -> str:
        """Its text on one line, as it is counted and shown in lists: whatever breaks it in a document."""
        return one_line(self.text)


class Mention(NamedTuple):
    """How often a name stands in one document, and the form it mostly has there; "" where only short forms of it
    ("Overchuk" of "Alexei Overchuk") or its bearer's office stand."""

    times: int
    surface: str = ""


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: a hit, a heading, a sentence. `label` says what kind of stretch where that matters."""

    start: int
    end: int
    label: str = ""


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker says without interruption. `start` to `end` is the speech without its label;
    `label_start` to `label_end` is the label as printed ("President of Russia Vladimir Putin"). `quoted` is a quote
    in running text: its label, before or behind it, is the words that say who ("he said", "according to Mr Putin")."""

    start: int
    end: int
    speaker: str
    label_start: int
    label_end: int
    key: str = ""  # mention key of the speaker as indexed; entity id as answered by Library; "" where not told
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What a list shows of a document; `number` is the engine's, valid for one generation of the index."""

    id: str
    path: str  # relative to the collection, posix separators; members of a file after "//"
    title: str
    published: str | None = None  # ISO date, perhaps partial ("2021-05", "XXXX-11-27"), or None
    estimated: bool = False
    publisher: str = ""
    place: str = ""
    kind: str = ""  # "article", "transcript" or ""
    language: str = ""  # ISO 639-1
    number: int = -1
    collection: str = ""  # its name, where several are open as one


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Document:
    """One text with everything read from it. `origins` maps a metadata field to where its value came from
    (`index.metadata.RANKS`). `pages` cover the text in order, one after the other; each is labelled as printed ("iv",
    "12"), or with the time at which it is said ("0:12:05", of subtitles), and empty where a page holds no text.
    `reason` says why the date was estimated so, in the words of whoever estimated it.
    `file_day` is the day of the file's time, where `published` is None and the document was read from a collection:
    shown for want of a date, never counted as one."""

    id: str
    path: str
    text: str
    title: str
    published: str | None = None
    estimated: bool = False
    publisher: str = ""
    place: str = ""
    kind: str = ""
    language: str = ""
    url: str = ""
    authors: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    annotations: tuple[Annotation, ...] = ()
    turns: tuple[Turn, ...] = ()
    headings: tuple[Span, ...] = ()
    pages: tuple[Span, ...] = ()
    reason: str = ""
    file_day: str = field(default="", compare=False)
    collection: str = ""  # its name, where several are open as one

    def page(self, offset: int) -> Span | None:
        """The page an offset stands on; None in a text without pages, and before the first."""
        at = bisect_right(self.pages, offset, key=lambda page: page.start) - 1
        return self.pages[at] if at >= 0 else None

    def row(self, number: int = -1) -> Row:
        """The line a list shows of this document."""
        return Row(
            self.id,
            self.path,
            self.title,
            self.published,
            self.estimated,
            self.publisher,
            self.place,
            self.kind,
            self.language,
            number,
        )
