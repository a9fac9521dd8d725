"""What was asked: the nodes of a parsed query, and what is wrong with a typed one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from index.models.documents import Kind


@dataclass(frozen=True, slots=True)
class Everything:
    """Matches every document."""


@dataclass(frozen=True, slots=True)
class Word:
    """One typed word, still unanalysed. With `prefix` it matches every surface word that begins so; with `stem` too
    (the word being typed) also the other forms of the word as it stands.
    `field` is "" for title and text together, or "title". `near` is set where other spellings count as the word
    (`word~`): those of the collection, which `Library` puts there."""

    text: str
    prefix: bool = False
    field: str = ""
    stem: bool = False
    near: tuple[str, ...] | None = None


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
    `measure`, contains or is `text`; or those of a `collection`, of several opened as one; or whose `dating` is
    "dated", "estimated" or "undated" (no day, or none with a year). kind, language, dating and id compare whole,
    casefolded; publisher, place, author, path and collection by substring, casefolded; a measure by its words, in any
    form."""

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
class Like:
    """The documents most like the one of this id, itself left out: the first hundred by `terms` and their weights,
    which `Library` finds (`index.feedback`), more where the last of them are equal. Without terms it matches none."""

    id: str
    terms: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """What a document's relevance is made of beyond BM25 of its text, as weights; 0 is off. `title` is that of a word
    in the title; `proximity` of neighbouring words of the query that stand near each other; `exact` of a word in the
    form in which it was typed."""

    title: float = 0.2
    proximity: float = 0.0
    exact: float = 0.0


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


_Asked = Word | Phrase | Named | Mentioned | Said | Facet | Dated | Figured | Noted | Among | Like
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
