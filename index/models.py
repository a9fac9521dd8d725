"""The values that travel through Dossier: frozen, without behaviour beyond what their fields imply.

Offsets are always code points into `Document.text`, end-exclusive, so that `text[a.start:a.end] == a.text`.
Days are `datetime.date`, first and last inclusive. Nothing here imports an engine, a reader or a screen.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

IN_FILE = "//"
"""What parts a file's path from the path of a document in it: "letters.zip//1999/one.txt". No path of a file has two
slashes side by side, and no member's path is ever handed to the system."""


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


class Mention(NamedTuple):
    """How often a name stands in one document, and the form it mostly has there; "" where only short forms of it
    ("Overchuk" of "Alexei Overchuk") or its bearer's office stand."""

    times: int
    surface: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: a hit, a heading, a sentence. `label` says what kind of stretch where that matters."""

    start: int
    end: int
    label: str = ""


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


@dataclass(frozen=True, slots=True)
class Document:
    """One text with everything read from it. `origins` maps a metadata field to where its value came from
    (`index.metadata.RANKS`). `pages` cover the text in order, one after the other; each is labelled as printed ("iv",
    "12"), or with the time at which it is said ("0:12:05", of subtitles), and empty where a page holds no text.
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


# --- Queries: what was asked -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word, still unanalysed. With `prefix` it matches every surface word that begins so; with `stem` too
    (the word being typed) also the other forms of the word as it stands.
    `field` is "" for title and text together, or "title"."""

    text: str
    prefix: bool = False
    field: str = ""
    stem: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words in this order, at most `slop` other words between neighbours in all; `slop` 0 is an exact phrase.
    With `slop` above 0 the order is free ("near words"~5)."""

    words: tuple[str, ...]
    slop: int = 0
    field: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """Documents that mention an entity, as typed: `person:putin`. `kind` is None for any kind of name.
    `Library` resolves it to `Mentioned`; no engine sees it."""

    text: str
    kind: Kind | None = None
    spoken: bool = False  # `speaker:`: only documents in which the entity speaks or is quoted
    begun: bool = False  # its last word is still being typed: where it names nobody, it stands for every name begun so


@dataclass(frozen=True, slots=True)
class Mentioned:
    """Documents with any of these mention keys (or, `spoken`, a turn of such a speaker), if `first` or `last` is
    set only those published between them: "the Kyrgyz President" is another man in another year."""

    keys: frozenset[str]
    spoken: bool = False
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Documents in which one of `speakers` (all `spoken`) says what `part` asks for, in a turn or a quote: the words
    beside `speaker:putin`. `index.speech` puts it around them; nobody types it."""

    part: Word | Phrase
    speakers: tuple[Mentioned, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """Documents whose metadata field (publisher, kind, language, place, path, id, author), or one of whose figures'
    `measure`, contains or is `text`; or those of a `collection`, of several opened as one. kind, language and id
    compare whole, casefolded; publisher, place, author, path and collection by substring, casefolded; a measure by its
    words, in any form."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """Documents published (`field` "published") or mentioning a day (`field` "mentioned") between first and last;
    None leaves that end open. An interval matches where it overlaps."""

    field: str
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Figured:
    """Documents with a figure of a kind, in this unit ("" is any), that lies in or overlaps `low` to `high`; None
    leaves that end open."""

    kind: Kind
    low: float | None = None
    high: float | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Noted:
    """Documents of which the notebook says something: `field` "tag" with one tag (`begun`: still being typed), or "is"
    with "starred", "hidden", "tagged", "noted" or "quoted". `Library` resolves it to `Among` when it searches."""

    field: str
    text: str
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Among:
    """The documents with these ids."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not match `part`."""

    part: Query


@dataclass(frozen=True, slots=True)
class And:
    """Documents that match every part: a written AND, or brackets."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Documents that match any part."""

    parts: tuple[Query, ...]


@dataclass(frozen=True, slots=True)
class Bag:
    """The top of a typed query: parts side by side. Everything that is not a plain `Word` is required; documents
    that match all words are *complete*, those that match the required parts and some of the words are *partial*
    and follow, ranked and counted apart."""

    parts: tuple[Query, ...]


_Asked = Word | Phrase | Named | Mentioned | Said | Facet | Dated | Figured | Noted | Among
Query = Everything | _Asked | Not | And | Or | Bag


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a typed query: `start` to `end` of the typed text, one sentence, and a suggestion."""

    start: int
    end: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A typed query as understood: the good part always searches."""

    text: str
    query: Query
    complaints: tuple[Complaint, ...] = ()


# --- Answers ----------------------------------------------------------------------------------------------


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


@dataclass(frozen=True, slots=True)
class Count:
    """How often an entity or a value occurs in a set of documents."""

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
    """A passage around the best hits: its text, and hits as spans into that text."""

    text: str
    hits: tuple[Span, ...] = ()
    start: int = 0  # where the passage begins in the document


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
