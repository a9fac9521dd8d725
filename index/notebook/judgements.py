"""A judgement, where it stands in the notebook, and where in a text the words it is about stand now.

A judgement is about words at a place of a document. It survives a new reading of the document (offsets may shift)
and an edit of the file (the id changes, the path does not; where the path is another too, the one document that holds
the recorded sentence is taken for it), by these rules, the first that answers:

1. the same document, the words at the recorded offset;
2. the words inside the recorded sentence, nearest to the offset;
3. where the text holds the recorded sentence no more: the words, if they stand in it only once;
4. where no sentence was recorded (an entry written by hand): the words nearest to the offset.

Where none answers the words are not there: the judgement stays in the file and applies to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class DateJudgement:
    """What a date in a document means, or that it is none.

    `document` is its id and `path` its file when it was judged; `start` the offset of `words` in its text, in code
    points; `sentence` the one around them; `was` the TIMEX3 value read by rule, `value` the right one ("" where it
    was `rejected`); `when` an ISO timestamp (UTC).
    """

    path: str
    document: str
    start: int
    words: str
    sentence: str = ""
    was: str = ""
    value: str = ""
    rejected: bool = False
    when: str = ""
    note: str = ""

    @property
    def about(self) -> tuple[str, int, str]:
        """What it judges: two judgements about the same thing, the later one holds."""
        return self.document, self.start, self.words

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands in the file: two people who add entries about different files touch different lines."""
        return self.path, self.start, self.words, self.when


@dataclass(frozen=True, slots=True)
class NameJudgement:
    """What was decided about one entity: everything that was, in one entry.

    `entity` is its id and `known` how it was shown when it was judged, for whoever reads the file; `into` the id of
    the entity it is part of, `name` what it is called, `kind` "person", "organisation", "place" or "name" ("" where
    nothing was said); `hidden` leaves it out of lists; `apart` the ids of
    entities that it is not, though they look alike; `when` an ISO timestamp (UTC).
    """

    entity: str
    known: str = ""
    into: str = ""
    name: str = ""
    kind: str = ""
    hidden: bool = False
    apart: tuple[str, ...] = ()
    when: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands among the names of the file."""
        return self.entity, 0, "", self.when

    @property
    def says_nothing(self) -> bool:
        """Whether all that was decided has been taken back."""
        return not (self.into or self.name or self.kind or self.hidden or self.apart)


@dataclass(frozen=True, slots=True)
class DocumentJudgement:
    """What was said of one document as a whole: everything that was, in one entry.

    `document` is its id, `path` its file and `title` its title when it was said; `tags` are free words, none with a
    comma in it; a `hidden` document is left out of results; `note` may have several lines; `when` an ISO timestamp.
    """

    path: str
    document: str
    title: str = ""
    starred: bool = False
    hidden: bool = False
    tags: tuple[str, ...] = ()
    when: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands among the documents of the file."""
        return self.path, 0, self.document, self.when

    @property
    def says_nothing(self) -> bool:
        """Whether all that was said has been taken back."""
        return not (self.starred or self.hidden or self.tags or self.note)


@dataclass(frozen=True, slots=True)
class PassageJudgement:
    """A passage that was marked, noted on, or kept as a quote.

    `words` is the text verbatim, `start` its offset in code points, `before` and `after` what stood beside it, by which
    it is found again (see `anchors`). `kept` says that it is a quote; those stand in the evidence tray under the
    heading `group`, by rising `place`. `title`, `publisher`, `published`, `url`, `page` and `speaker` are the source as
    it was then, `digest` the SHA-256 of the file's bytes, `retrieved` the day the file was saved.
    """

    path: str
    document: str
    start: int
    words: str
    before: str = ""
    after: str = ""
    kept: bool = False
    group: str = ""
    place: int = 0
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    page: str = ""
    speaker: str = ""
    digest: str = ""
    retrieved: str = ""
    when: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands among the passages of the file."""
        return self.path, self.start, self.words, self.when

    @property
    def end(self) -> int:
        """The offset behind the words, where they stood."""
        return self.start + len(self.words)


@dataclass(frozen=True, slots=True)
class SearchJudgement:
    """A search that was saved under a `name`: the query as typed, filters included, the order of its documents (`sort`,
    one of `index.models.Order`) and the pane it was looked at in ("documents", "passages" or "timeline")."""

    name: str
    query: str = ""
    sort: str = ""
    pane: str = ""
    when: str = ""
    note: str = ""

    @property
    def order(self) -> tuple[str, int, str, str]:
        """Where it stands among the searches of the file."""
        return self.name.casefold(), 0, self.name, self.when


Judgement = DateJudgement | NameJudgement | DocumentJudgement | PassageJudgement | SearchJudgement


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the notebook: what was there before and what is there now; None is nothing."""

    before: Judgement | None
    after: Judgement | None


@dataclass(frozen=True, slots=True)
class Stanza:
    """One entry and the lines (from 0, the last inclusive) it stands in; `indent` columns before its dash."""

    judgement: Judgement
    first: int
    last: int
    indent: int


@dataclass(frozen=True, slots=True)
class NotebookText:
    """A notebook's text as read: its entries in the order of the file, and the lines of a section's name (`dates:`)
    where it is without any, by these words."""

    text: str
    name: str
    stanzas: tuple[Stanza, ...] = ()
    empty: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def judgements(self) -> tuple[Judgement, ...]:
        """The entries alone."""
        return tuple(each.judgement for each in self.stanzas)

    @property
    def dates(self) -> tuple[DateJudgement, ...]:
        """What was judged of dates."""
        return tuple(each for each in self.judgements if isinstance(each, DateJudgement))

    @property
    def names(self) -> tuple[NameJudgement, ...]:
        """What was decided about names."""
        return tuple(each for each in self.judgements if isinstance(each, NameJudgement))

    @property
    def documents(self) -> tuple[DocumentJudgement, ...]:
        """What was said of documents."""
        return tuple(each for each in self.judgements if isinstance(each, DocumentJudgement))

    @property
    def passages(self) -> tuple[PassageJudgement, ...]:
        """Passages marked, noted on or kept."""
        return tuple(each for each in self.judgements if isinstance(each, PassageJudgement))

    @property
    def searches(self) -> tuple[SearchJudgement, ...]:
        """Searches saved."""
        return tuple(each for each in self.judgements if isinstance(each, SearchJudgement))


def legible(text: str) -> str:
    """A text as the notebook writes it: bytes of a path that are no UTF-8 cannot stand in a YAML file."""
    return text.encode("utf-8", "replace").decode("utf-8")


def place(text: str, judgement: DateJudgement, document: str) -> int | None:
    """The offset at which the judged words stand in the text of `document` (an id), or None. See the module's rules."""
    words, start = judgement.words, judgement.start
    if document == judgement.document and text.startswith(words, start):
        return start
    found = list(_occurrences(text, words))
    if not judgement.sentence:
        return min(found, key=lambda at: abs(at - start), default=None)
    ends = [(at, at + len(judgement.sentence)) for at in _all(text, judgement.sentence)]
    inside = [at for at in found if any(first <= at and at + len(words) <= last for first, last in ends)]
    if inside:
        return min(inside, key=lambda at: abs(at - start))
    return found[0] if len(found) == 1 and not ends else None


def _occurrences(text: str, words: str) -> Iterator[int]:
    """Where the words stand as words: "2020" not inside "12020", "last year" not inside "last years"."""
    before = r"(?<!\w)" if re.match(r"\w", words) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words) else ""
    return (match.start() for match in re.finditer(before + re.escape(words) + after, text))


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
