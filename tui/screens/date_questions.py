"""What the screen asks about single dates, in the engine thread: why one was read so, what it is judged to mean, and
which one is meant where somebody stands in a text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.errors import DossierError, NotFoundError
from index.models import DATES, Document, Entry, Row, Span, one_line
from index.timex import interval
from tui.commands import key_for
from tui.widgets.entry_lines import Context

if TYPE_CHECKING:
    from index.library import Library
    from index.notebook import DateJudgement


def of_document() -> str:
    """What is said to somebody who would judge the day of a document as if it stood in the text."""
    return f"The day of a document is metadata: {key_for('everywhere.metadata')} in the list or the reader edits it"


@dataclass(frozen=True, slots=True)
class Case:
    """A date and what is known of it. `entry` is as it is held now; where it was rejected or is gone, as it was shown.
    `origin` says where a document's own date comes from, `reason` why it was estimated so."""

    entry: Entry
    context: Context
    judgement: DateJudgement | None = None
    origin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What came of a judgement: the case as it is now, or a complaint; the id of the document it is about."""

    case: Case | None = None
    complaint: str = ""
    document: str = ""

    @property
    def said(self) -> str:
        """What was done, or what is wrong, in one line."""
        if self.complaint:
            return self.complaint
        if self.case is None:
            return "Taken back"
        words = one_line(self.case.entry.text)
        judgement = self.case.judgement
        if judgement is None:
            return f"Taken back: “{words}” is read by rule again"
        if judgement.rejected:
            return f"Rejected: “{words}” is no date; {key_for('timeline.undo')} takes it back"
        return f"Corrected: “{words}” is {judgement.value}; {key_for('timeline.undo')} takes it back"


def case(library: Library, entry: Entry) -> Case:
    """Why a date was read as it was."""
    (row,) = library.rows([entry.number])
    document = library.read(row.id)
    if entry.kind == "published":
        return Case(entry, Context("", row), origin=document.origins.get("published", ""), reason=document.reason)
    judgement = dict(library.judged_dates(row.id)).get(entry.start)
    (sentence,) = library.sentences([entry])
    return Case(_held(document, entry, row), Context(sentence, row), judgement)


def _held(document: Document, entry: Entry, row: Row) -> Entry:
    """The entry of the date that is read at the same words now; the one given where there is none."""
    from index.library.chronology import mentioned_entry, unplaced_entry

    for each in document.annotations:
        if each.kind in DATES and each.start == entry.start:
            found = mentioned_entry(entry.number, each, row.estimated, None) or unplaced_entry(entry.number, each)
            if found is not None:
                return found
    return entry


def judge(library: Library, entry: Entry, value: str | None) -> Ruling:
    """Record what a date means, None that it is none. A complaint says what is wrong with the value."""
    (row,) = library.rows([entry.number])
    if entry.kind == "published":
        return Ruling(complaint=of_document())
    try:
        if value is None:
            library.reject_date(row.id, entry.start)
        else:
            library.correct_date(row.id, entry.start, value)
        return Ruling(case(library, entry), document=row.id)
    except DossierError as error:
        return Ruling(complaint=str(error))


def restore(library: Library, entry: Entry) -> Ruling:
    """Take back what was judged of one date, whenever that was: it means again what is read by rule."""
    (row,) = library.rows([entry.number])
    try:
        library.restore_date(row.id, entry.start)
        return Ruling(case(library, entry), document=row.id)
    except DossierError as error:
        return Ruling(complaint=str(error))


def undo(library: Library) -> Ruling:
    """Take back the last judgement of this session."""
    from index.notebook import DateJudgement

    try:
        change = library.undo()
    except DossierError as error:
        return Ruling(complaint=str(error))
    about = change and (change.after or change.before)
    if not about:
        return Ruling(complaint="Nothing was judged in this session")
    if not isinstance(about, DateJudgement):
        return Ruling()  # a decision about a name
    try:
        number = library.number(about.document)
    except NotFoundError:
        return Ruling(document=about.document)
    days = interval(about.was)
    first, last = days or (None, None)
    entry = Entry(about.was, first, last, "mentioned", about.words, about.start, about.start + len(about.words), number)
    return Ruling(case(library, entry), document=about.document)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the timeline is to go: a day, and the `identity` of the entry there."""

    day: date
    entry: tuple[int, int, str]


def place_of_row(row: Row) -> Place | None:
    """The day a document was published; None where it does not say."""
    days = interval(row.published)
    return Place(days[0], (row.number, 0, "published")) if days else None


def place_in_text(library: Library, document: Document, span: Span | None, sight: Span) -> Place | None:
    """The date meant by somebody who reads: the one nearest to `span` (a hit) in its sentence; without a span the
    first one in sight; else the document's own. None where none of them has days."""
    from index.marking import sentence_at

    number = library.number(document.id)
    dates = [each for each in document.annotations if each.kind in DATES and each.first is not None]
    if span is not None:
        around = sentence_at(document.text, span.start, span.end)
        near = [each for each in dates if around.start <= each.start < around.end]
        near.sort(key=lambda each: max(each.start - span.end, span.start - each.end, 0))
    else:
        near = [each for each in dates if sight.start <= each.start < sight.end]
    for each in near:
        assert each.first is not None
        return Place(each.first, (number, each.start, "mentioned"))
    return place_of_row(document.row(number))
