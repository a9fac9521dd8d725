"""Figures by what they measure as a table: each statement with its period, its sentence, its source and its speaker.

Formats and cells are those of a timeline: CSV for a spreadsheet, JSON lines for a script.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from index.export import comma_separated, json_lines
from index.library import Library
from index.library.measures import Measure, Sourced

COLUMNS = (
    *("measure", "aspect", "length", "period", "first", "last", "estimated", "conflict"),
    *("value", "unit", "low", "high", "hedge", "direction", "text", "sentence", "speaker"),
    *("title", "publisher", "published", "path", "document", "start", "end"),
)

_CHUNK = 200


def statement_records(library: Library, measures: Iterable[Measure]) -> Iterator[dict[str, Any]]:
    """Every statement in the order of the figures view as plain values, read some hundred at a time.

    `aspect` is "amount", "growth", "change" or "share", `length` "years", "parts of years" or "no period"; `value` is
    None for a rise or fall without a figure; `period` is "" where none is said or where it could not be placed.
    """
    for measure in measures:
        for series in measure.series:
            for begin in range(0, len(series.statements), _CHUNK):
                for each in library.sources(series.statements[begin : begin + _CHUNK]):
                    yield {
                        "measure": measure.name,
                        "aspect": str(series.aspect),
                        "length": str(series.length),
                        **_record(each),
                    }


def _record(sourced: Sourced) -> dict[str, Any]:
    statement, figure, row = sourced.statement, sourced.statement.figure, sourced.row
    return {
        "period": figure.period,
        "first": statement.first.isoformat() if statement.first else None,
        "last": statement.last.isoformat() if statement.last else None,
        "estimated": sourced.estimated,
        "conflict": statement.conflict,
        "value": figure.value,
        "unit": figure.unit,
        "low": figure.low,
        "high": figure.high,
        "hedge": figure.hedge,
        "direction": figure.direction,
        "text": figure.text,
        "sentence": sourced.passage.text,
        "speaker": sourced.speaker,
        "title": row.title,
        "publisher": row.publisher,
        "published": row.published,
        "path": row.path,
        "document": row.id,
        "start": figure.start,
        "end": figure.end,
    }


def write_csv(records: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One line per statement below a line of column names; numbers are whole or decimal, without grouping."""
    comma_separated.table(COLUMNS, records, out)


def write_json(records: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One object per statement; the texts are exact."""
    json_lines.lines(records, out)


FORMATS: dict[str, Callable[[Iterable[dict[str, Any]], TextIO], None]] = {"csv": write_csv, "json": write_json}
"""The formats of statements by the ending of their files, and what writes each."""
