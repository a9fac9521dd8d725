"""What the screen asks the library, as functions that run in the engine thread, and the values they answer with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from index.models import (
    And,
    Bag,
    Count,
    Document,
    Entries,
    Entry,
    Flags,
    Match,
    Order,
    Page,
    Parsed,
    Passage,
    Query,
    Row,
    Snippet,
    Span,
    Stacks,
)
from index.models import (
    Dated as AskedDays,
)
from index.timex import widest
from tui.screens.note_questions import passages
from tui.widgets.entry_lines import Context
from tui.widgets.grouping import Chronicle, Unplaced, by_days, by_documents

if TYPE_CHECKING:
    from index.library import Library

MOST_FIGURES = 1000  # kinds of figure in the sidebar; nobody scrolls further
MOST_NAMES = 200  # of each kind, where many documents were found
FIRST_ROWS = 60  # sent with the page, so that a screen is painted from one answer


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a query: its page, the first rows, how many documents there are at all, and the engine's number
    of the document that was to keep the cursor (None if it is not among them). `fault` says what is wrong with the
    notebook, `flags` what it says of documents, by id; `stacks` are the rows where copies stand as one, None while they
    are being looked up; `name` is a query by name, and how many documents it finds, where nothing else was found;
    `numbering` is the library's, `picked` are the documents among them that were picked in the list before."""

    parsed: Parsed
    page: Page
    rows: Sequence[Row]
    total: int
    keep: int | None
    indexed: bool
    epoch: int
    fault: str = ""
    flags: Mapping[str, Flags] = field(default_factory=dict)
    stacks: Stacks | None = None
    name: tuple[str, int] = ("", 0)
    numbering: int = 0
    picked: Sequence[int] = ()


class Epoch:
    """How often the engine thread has gone over to a newer state of index and notebook; read and changed there only."""

    number = 0


_UNSAID = Flags()


@dataclass(frozen=True, slots=True)
class Opened:
    """A document to read, with the hits of the query in it, the passage the list shows, and what the notebook says of
    it."""

    document: Document
    row: Row
    parsed: Parsed
    hits: Sequence[Span]
    snippet: Snippet
    flags: Flags = _UNSAID
    note: str = ""
    passages: Sequence[Passage] = ()

    @property
    def first(self) -> int:
        """The hit to begin at: that of the earliest passage with as many of the asked words as any."""
        return next((i for i, hit in enumerate(self.hits) if hit.start >= self.snippet.opens), 0)


@dataclass(frozen=True, slots=True)
class Counted:
    """Names and figures of one document or of all hits; `totals` says how many names of a kind there are, where not all
    of them are among the counts."""

    counts: Sequence[Count]
    figures: Sequence[Count]
    whole: bool
    totals: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dated:
    """The timeline of a page: its entries by day, what has no place among them, and both as the timeline shows them;
    `numbering` is the library's."""

    entries: Entries
    unplaced: Entries
    chronicle: Chronicle
    numbering: int = 0


def renew(library: Library, epoch: Epoch) -> bool:
    """See what was committed, or written into the notebook, since; True if anything was."""
    changed = library.refresh()
    epoch.number += changed
    return changed


def search(
    library: Library,
    epoch: Epoch,
    text: str,
    order: Order,
    *,
    typing: bool,
    keep: str = "",
    path: str = "",
    picked: Sequence[str] = (),
) -> Found:
    """The documents that match; `keep` is the id, `path` the file of the one to stand on, `picked` the ids of those
    that were picked."""
    parsed = library.parse(text, typing=typing)
    page = library.search(parsed, order)
    if not page.complete:
        parsed = replace(parsed, complaints=(*parsed.complaints, *library.misspelt(parsed)))
    number = _number(library, page, keep, path)
    stacks = library.stacks(page, order)
    shown = page.numbers[:FIRST_ROWS]
    if stacks is not None and stacks.under:
        shown = [page.numbers[place] for place in stacks.rows[:FIRST_ROWS]]
    rows = library.rows(shown)
    if number is not None and number not in shown:
        rows = [*rows, *library.rows([number])]
    fault = library.notebook_problem
    said = f"{fault.message} (P has the list; its other entries hold)" if fault is not None else ""
    if left_out := library.left_out():
        said = "; ".join(each.message for each in left_out) + " (P has the list)"
    total, flags = library.count(), library.flags()
    name = library.as_name(text) if total and not page.numbers else ("", 0)
    return Found(
        parsed,
        page,
        rows,
        total,
        number,
        library.indexed,
        epoch.number,
        said,
        flags,
        stacks,
        name,
        library.numbering,
        _numbers(library, page, picked),
    )


def _number(library: Library, page: Page, keep: str, path: str) -> int | None:
    if path:
        return next((row.number for row in library.rows(page.numbers) if row.path == path), None)
    if not keep:
        return None
    return next(iter(_numbers(library, page, [keep])), None)


def _numbers(library: Library, page: Page, ids: Sequence[str]) -> list[int]:
    """The numbers of those documents that a page has."""
    from index.errors import NotFoundError

    numbers = []
    for id in ids:
        with suppress(NotFoundError):
            numbers.append(library.number(id))
    return [number for number in numbers if number in page.numbers]


def read(library: Library, row: Row, parsed: Parsed) -> Opened:
    """One document. Raises NotFoundError where it has gone since."""
    document = library.read(row.id)
    snippets = library.snippets([library.number(row.id)], parsed)
    flags = library.flags().get(row.id, _UNSAID)
    note = library.note_of(row.id) if flags.noted else ""
    marked = passages(library, row.id) if flags.passages else ()
    return Opened(document, row, parsed, library.hits(document, parsed), snippets[0], flags, note, marked)


def matches(library: Library, numbers: Sequence[int], parsed: Parsed) -> list[tuple[Row, Sequence[Match]]]:
    """The matching sentences of documents."""
    return list(zip(library.rows(numbers), library.matches(numbers, parsed.query), strict=True))


@dataclass(frozen=True, slots=True)
class Sought:
    """What a search inside a text found, what was typed, and which of its fields asks about documents as a whole."""

    spans: Sequence[Span]
    parsed: Parsed
    whole: str = ""


_OF_DOCUMENTS = frozenset({"title", "publisher", "kind", "lang", "date", "author", "path", "like", "tag", "is"})


def find(library: Library, document: Document, text: str) -> Sought:
    """Where a text says what is looked for in it, in the query language, its last word still being typed: words,
    phrases, nearness, names, speakers, dates and figures; and which field asks about documents as a whole instead."""
    from index.query import filters

    parsed = library.parse(text, typing=True)
    whole = next((each.label for each in filters(text) if each.label in _OF_DOCUMENTS), "") if ":" in text else ""
    return Sought(library.places(library.number(document.id), parsed.query), parsed, whole)


def count_page(library: Library, page: Page) -> Counted:
    """Names and figures of every document in the page's scope."""
    counts, totals = library.foremost_entities(page, MOST_NAMES)
    return Counted(counts, library.foremost_figures(page, MOST_FIGURES), True, totals)


def count_document(library: Library, row: Row) -> Counted:
    """Names and figures of one document."""
    from index.library.counting import figure_counts

    figures = ((row.number, figure) for figure in library.document_figures(row.id))
    return Counted(library.document_entities(row.id), figure_counts(figures)[:MOST_FIGURES], False)


def contexts(library: Library, entries: Sequence[Entry]) -> list[tuple[Entry, Context]]:
    """Each entry with the sentence it stands in and the row of its document."""
    numbers = list(dict.fromkeys(entry.number for entry in entries))
    rows = dict(zip(numbers, library.rows(numbers), strict=True))
    sentences = library.sentences(entries)
    return [(entry, Context(sentence, rows[entry.number])) for entry, sentence in zip(entries, sentences, strict=True)]


def row_of(library: Library, number: int) -> Row:
    """The row of one document by number."""
    return library.rows([number])[0]


def asked_days(query: Query) -> tuple[date, date] | None:
    """The days of which every document found is asked to speak, by `mentions:` beside the other parts of the query;
    None where it asks of none or of several."""
    parts = query.parts if isinstance(query, And | Bag) else (query,)
    asked = [each for each in parts if isinstance(each, AskedDays) and each.field == "mentioned"]
    return (asked[0].first or date.min, asked[0].last or date.max) if len(asked) == 1 else None


def chronicle(library: Library, page: Page, grain: str, within: tuple[date, date] | None = None) -> Dated:
    """The timeline of the page's scope; by when it happened only what lies `within` some days, if they are given."""
    placed, unplaced = map(Entries.of, library.chronicle(page))
    reasons = unplaced.different("basis")
    vague = sum(reasons[place].startswith("vague") for place in unplaced.column("basis").tolist())
    undated = int(unplaced.column("published").sum())
    told = Unplaced(len(unplaced) - vague - undated, vague, undated)
    shown = Chronicle((), by_days(_touching(placed, within)), by_documents(placed), grain, None, told, within)
    return zoomed(library, Dated(placed, unplaced, shown, library.numbering), grain)


def _touching(entries: Entries, within: tuple[date, date] | None) -> Entries:
    if within is None:
        return entries
    first, last = (day.toordinal() for day in within)
    begin, end = entries.column("first"), entries.column("last")
    return entries.take((begin <= last) & (end >= first) & (end - begin < widest(first, last)))


def zoomed(library: Library, dated: Dated, grain: str) -> Dated:
    """The same timeline in other steps."""
    shown = dated.chronicle
    bars = published = library.entry_bars(dated.entries, grain)
    if (within := shown.within) is not None:
        inside = library.entry_bars(_touching(dated.entries, within), grain)
        bars = [each for each in inside if each.first <= within[1] and each.last >= within[0]]
    covered = library.coverage(grain)
    return replace(dated, chronicle=replace(shown, bars=bars, grain=grain, covered=covered, published_bars=published))
