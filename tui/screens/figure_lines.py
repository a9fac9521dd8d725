"""Lines of the figures view: measures, their series, and statements with period, value, speaker and source.

Nothing of a line but its beginning changes with the cursor, so that a moved cursor sends few cells. What differs in
meaning differs without colour: `≠` marks what documents disagree about, `~` a period that rests on an estimated date,
`?` one that is said but could not be placed in time, `—` none at all; arrows are growth up and down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.style import Style

from tui.widgets.cells import cut, fit, pad, width
from tui.widgets.entry_lines import around, days
from tui.widgets.inert import inert
from tui.widgets.ink import FAINT, SECTION, Piece, grouped, shown_date
from tui.widgets.spark import spark

if TYPE_CHECKING:
    from index.library.measures import Measure, Series, Sourced, Statement

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


def rows_of(measures: Sequence[Measure]) -> list[Heading | Part | Statement]:
    """Measures, series and statements as lines."""
    rows: list[Heading | Part | Statement] = []
    for measure in measures:
        rows.append(Heading(measure))
        for series in measure.series:
            if len(measure.series) > 1:
                rows.append(Part(series))
            rows += series.statements
    return rows


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
