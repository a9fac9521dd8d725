"""Lines of the figures view: measures, their series, and statements with period, value, speaker and source.

Nothing of a line but its beginning changes with the cursor, so that a moved cursor sends few cells. What differs in
meaning differs without colour: `≠` marks what documents disagree about, `~` a period that rests on an estimated date,
`?` one that is said but could not be placed in time, `—` none at all; arrows are growth up and down.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

from rich.style import Style

from tui.widgets.cells import cut, fit, pad, width
from tui.widgets.entry_lines import around, days
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, SECTION, Piece, grouped, shown_date
from tui.widgets.spark import spark

if TYPE_CHECKING:
    from index.library.measures import Measure, Series, Sourced
    from index.library.stated import Statement, Statements

PERIOD = 12  # cells of a period with the mark of an estimate
VALUE = 24  # cells of a value with hedge, unit and direction
SENTENCE_FROM = 110  # cells of a line from which the sentence has a column of its own
_SOURCE = 38  # cells of speaker and source beside a sentence
_DAY = 11  # cells of a document's day
_SCALES = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_ARROWS = {"rise": "↑", "fall": "↓"}


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a measure, with what its series is where it has only one."""

    measure: Measure


@dataclass(frozen=True, slots=True)
class Part:
    """The line above one of several series of a measure."""

    series: Series


class Rows(Sequence["Heading | Part | Statement"]):
    """Measures, series and statements as lines. A statement is made when its line is asked for."""

    def __init__(self, measures: Sequence[Measure] = ()) -> None:
        self._parts: list[Heading | Part | Statements] = []
        self._starts: list[int] = []  # the line of each part
        self._length = 0
        for measure in measures:
            self._add(Heading(measure), 1)
            for series in measure.series:
                if len(measure.series) > 1:
                    self._add(Part(series), 1)
                self._add(series.statements, len(series.statements))

    def _add(self, part: Heading | Part | Statements, lines: int) -> None:
        self._parts.append(part)
        self._starts.append(self._length)
        self._length += lines

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, at: int) -> Heading | Part | Statement: ...
    @overload
    def __getitem__(self, at: slice) -> list[Heading | Part | Statement]: ...
    def __getitem__(self, at: int | slice) -> Heading | Part | Statement | list[Heading | Part | Statement]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(self._length))]
        line = range(self._length)[at]
        place = bisect_right(self._starts, line) - 1
        part = self._parts[place]
        return part if isinstance(part, (Heading, Part)) else part[line - self._starts[place]]

    def is_statement(self, at: int) -> bool:
        """Whether there is a line, and a statement on it."""
        if not 0 <= at < self._length:
            return False
        return not isinstance(self._parts[bisect_right(self._starts, at) - 1], (Heading, Part))

    def _stretches(self) -> Iterator[tuple[int, Statements]]:
        for start, part in zip(self._starts, self._parts, strict=True):
            if not isinstance(part, (Heading, Part)):
                yield start, part

    @property
    def statements(self) -> int:
        """How many lines are statements."""
        return sum(len(part) for _, part in self._stretches())

    @property
    def contested(self) -> int:
        """How many of them other documents contradict."""
        return sum(sum(part.conflicts) for _, part in self._stretches())

    def find(self, place: tuple[int, int]) -> int | None:
        """The line of a statement, by its document's number and the figure's offset."""
        found = ((start, part.find(*place)) for start, part in self._stretches())
        return next((start + at for start, at in found if at is not None), None)

    def next_contested(self, after: int) -> int | None:
        """The first contested line behind one, else the first of all; None where there is none."""
        for low in (after + 1, 0):
            for start, part in self._stretches():
                at = part.conflicts.find(1, max(low - start, 0))
                if at >= 0:
                    return start + at
        return None


def heading_line(heading: Heading, cells: int) -> list[Piece]:
    """The measure, how often it is spoken of, and its series where there is one alone."""
    measure = heading.measure
    name = measure.name or "figures that do not say what they measure"
    about = f" · {grouped(measure.statements)}"
    if len(measure.series) == 1 and measure.name:
        about += f" · {label(measure.series[0])}"
    return [(" " + cut(inert(name), cells - 2), SECTION), (about, None)]


def part_line(part: Part, cells: int) -> list[Piece]:
    """What a series is."""
    return [(cut(f"   {label(part.series)}", cells), FAINT)]


def label(series: Series) -> str:
    """A series in words, with its line where its statements make one: "growth in % · years  ▁▆█ 2019–2024"."""
    from index.library.measures import Aspect, Length, line_of

    counted = series.aspect is Aspect.AMOUNT and series.unit == series.measure
    words = "count" if counted else str(series.aspect) + (f" in {inert(series.unit)}" if series.unit else "")
    if series.length is not Length.NONE:
        words += f" · {series.length}"
    if drawn := line_of(series):
        first, last = drawn[0][0].figure.period, drawn[-1][0].figure.period
        words += f"  {spark([value for _, value in drawn])} {days(first)} to {days(last)}"
    return words


def period(statement: Statement, sourced: Sourced | None) -> str:
    """The period in at most `PERIOD` cells."""
    if statement.first is None:
        return " ?" if statement.unresolved else " —"
    return ("~" if sourced is not None and sourced.estimated else " ") + days(statement.figure.period)


def value(statement: Statement) -> str:
    """The value with its hedge, unit and direction: "↑ over 25 %", "  4.1 bn USD", "↓ fall, no figure"."""
    figure = statement.figure
    arrow = _ARROWS.get(figure.direction, " ")
    if not isinstance(figure.value, (int, float)):
        return f"{arrow} {figure.direction}, no figure"
    low, high = figure.low, figure.high
    said = number(figure.value) if low is None or high is None else f"{number(low)}–{number(high)}"
    hedge = f"{figure.hedge} " if figure.hedge else ""
    return f"{arrow} {hedge}{said} {inert(figure.unit)}".rstrip()


def number(figure: float) -> str:
    """A number as people write it, large ones in words: "4.1 bn", "1,800", "13.6"."""
    for size, name in _SCALES:
        if abs(figure) >= size:
            return f"{figure / size:,.6g} {name}"
    return f"{figure:,.0f}" if figure == int(figure) else f"{figure:,.6g}"


def source(sourced: Sourced) -> str:
    """The day of the document, who says it there, and whose document it is: " 2025-11-27 Vladimir Putin · TASS"."""
    row = sourced.row
    where = inert(row.publisher or row.title)
    who = f"{inert(sourced.speaker)} · {where}" if sourced.speaker else where
    return f"{pad(shown_date(row.published, row.estimated), _DAY)} {who}"


def statement_line(
    statement: Statement, sourced: Sourced | None, cells: int, *, mark: str, style: Style | None
) -> list[Piece]:
    """One statement. `mark` and `style` are the cursor's."""
    shown = ("≠" if statement.conflict else " ") + pad(cut(period(statement, sourced), PERIOD), PERIOD)
    said = value(statement)
    room = max(cells - 1 - width(shown) - 1, 0)
    broad = min(max(VALUE, room // 4), room)
    pieces: list[Piece] = [(mark + shown, style), (" ", None), (fit(said, broad), None)]
    room -= broad + 1
    if sourced is None or room <= 0:
        return pieces
    pieces.append((" ", None))
    if cells < SENTENCE_FROM:
        return [*pieces, (cut(source(sourced), room), None)]
    pieces += [(fit(source(sourced), min(_SOURCE, room)), None), ("  ", None)]
    return [*pieces, *sentence(sourced, room - _SOURCE - 2)]


def sentence(sourced: Sourced, room: int) -> list[Piece]:
    """The sentence cut to the words in question, and they set apart."""
    return around(sourced.statement.figure.text, sourced.passage.text, max(room, 0))
