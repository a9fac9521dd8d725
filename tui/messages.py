"""The messages that cross panes. Facts are in the past, requests in the imperative; panes post, the screen acts.

Panes hold no library: they ask with `RowsWanted` and `SentencesWanted` and are supplied by the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from textual.message import Message

from index.models import Entry, Match, Order, Row, Span


class RowsWanted(Message):
    """The document list is about to draw rows it does not have; `numbers` are the engine's."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__()


class SentencesWanted(Message):
    """The timeline is about to draw entries whose sentences it does not have."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries = tuple(entries)
        super().__init__()


class DocumentHighlighted(Message):
    """The cursor of the document list came to a row."""

    def __init__(self, row: Row) -> None:
        self.row = row
        super().__init__()


class DocumentChosen(Message):
    """Enter on a row: read it."""

    def __init__(self, row: Row) -> None:
        self.row = row
        super().__init__()


class MatchesWanted(Message):
    """The passage view is about to draw sentences of documents, by engine number, that it does not have."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__()


class MatchHighlighted(Message):
    """The cursor of the passage view came to a sentence."""

    def __init__(self, row: Row, match: Match) -> None:
        self.row = row
        self.match = match
        super().__init__()


class MatchChosen(Message):
    """Enter on a sentence of the passage view: read it in its document."""

    def __init__(self, row: Row, match: Match) -> None:
        self.row = row
        self.match = match
        super().__init__()


class NextOrderWanted(Message):
    """The documents are wanted in the order after the present one."""


class Sighted(Message):
    """A reader shows another stretch of its text."""


class CompareWanted(Message):
    """Show two texts against each other, the first being the one known, by the engine's numbers of their documents.
    Further ones are copies to go on to."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self.numbers = tuple(numbers)
        super().__init__()


class OrderChanged(Message):
    """The document list is wanted in another order."""

    def __init__(self, order: Order) -> None:
        self.order = order
        super().__init__()


class ReasonsWanted(Message):
    """Why the document under the cursor, or the one that is read, matches."""


class LikeWanted(Message):
    """The documents most like the one under the cursor, or the one that is read."""


class FindWanted(Message):
    """The reader asks for words to search inside its text; the screen answers with `show_found`."""


class FilterBy(Message):
    """Narrow the search to an entity, or exclude it: becomes `field:"value"` in the query."""

    def __init__(self, field: str, value: str, *, exclude: bool = False) -> None:
        self.field = field
        self.value = value
        self.exclude = exclude
        super().__init__()


class ScopeFlipped(Message):
    """The sidebar asks for counts of the document read (`whole` False) or of all hits."""

    def __init__(self, whole: bool) -> None:
        self.whole = whole
        super().__init__()


class FiguresWanted(Message):
    """The sidebar asks for the figures view."""


class CardWanted(Message):
    """Show what is known of a name, an entity's id; with `other`, what joins the two."""

    def __init__(self, name: str, other: str = "") -> None:
        self.name = name
        self.other = other
        super().__init__()


class NameDecided(Message):
    """Something is to be done with a name: `what` is merge (into `other`), split, rename, retype or hide; `name` and
    `other` are entity ids, `shown` is how the name is shown."""

    def __init__(self, what: str, name: str, shown: str, other: str = "") -> None:
        self.what = what
        self.name = name
        self.shown = shown
        self.other = other
        super().__init__()


class ReviewWanted(Message):
    """Go through the names that may be one."""


class HiddenWanted(Message):
    """List the names that are hidden."""


class ScriptsFlipped(Message):
    """Names in queries are to be found across scripts, or no more."""


class RangeChosen(Message):
    """Enter on a bar: only documents published in, or mentioning, these days. `field` is "date" or "mentions";
    `value` is how the query language writes the range ("2021", "2021-05")."""

    def __init__(self, field: str, value: str, first: date, last: date) -> None:
        self.field = field
        self.value = value
        self.first = first
        self.last = last
        super().__init__()


class EntryChosen(Message):
    """Enter on an entry of the timeline: open its document at the sentence."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__()


class GrainChanged(Message):
    """The timeline was zoomed: bars of this grain are wanted, of all of time."""

    def __init__(self, grain: str) -> None:
        self.grain = grain
        super().__init__()


class TimelineWanted(Message):
    """`t` in the document list or the reader: show the timeline at the date that is there."""


class UnplacedWanted(Message):
    """Say what of the timeline's documents has no place in time, and why."""


class WhyWanted(Message):
    """Say why a date was read so; with `correct` ask at once what it means."""

    def __init__(self, entry: Entry, *, correct: bool = False) -> None:
        self.entry = entry
        self.correct = correct
        super().__init__()


class DateJudged(Message):
    """A date of the timeline is none."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        super().__init__()


class NotesWanted(Message):
    """Something is to be said of documents: `what` is star, tag, hide, export (their references), note or long note
    (in an editor); of those picked in the list (`listed`), or of the one that is read."""

    def __init__(self, what: str, *, listed: bool = False) -> None:
        self.what = what
        self.listed = listed
        super().__init__()


class PassageWanted(Message):
    """Something is to be done with a passage of the document read: `what` is next, previous, wider or following (to be
    shown), mark, keep, forget, note or long note. `span` is the one chosen, None for the sentence at `at`."""

    def __init__(self, what: str, span: Span | None, at: int) -> None:
        self.what = what
        self.span = span
        self.at = at
        super().__init__()


class UndoWanted(Message):
    """Take the last judgement back."""


class HitReached(Message):
    """The reader came to hit `index` of `total` (0-based; `index` is -1 before the first)."""

    def __init__(self, index: int, total: int) -> None:
        self.index = index
        self.total = total
        super().__init__()


class Said(Message):
    """One line for the status line. `severity` is "information", "warning" or "error"."""

    def __init__(self, text: str, severity: str = "information") -> None:
        self.text = text
        self.severity = severity
        super().__init__()
