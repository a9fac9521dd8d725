"""Where statements stand: document, sentence and speaker, fetched for the few that are shown; and figures read anew
where the notebook says what the dates beside them mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from index.annotators import reference_day
from index.annotators.figures import find_figures, find_trends
from index.engine import Engine
from index.library.judged import Judged
from index.library.measures import Sourced
from index.library.naming import Naming
from index.library.passages import passages
from index.library.stated import Statement
from index.models import Annotation, Row, Turn


def sourced(statements: Sequence[Statement], engine: Engine, naming: Naming) -> list[Sourced]:
    """Each statement with its document, its sentence and its speaker; each document is asked for once."""
    numbers = list(dict.fromkeys(each.number for each in statements))
    rows = dict(zip(numbers, engine.rows(numbers), strict=True))
    turns = dict(engine.turns(numbers))
    sentences = passages([(each.number, each.figure) for each in statements], engine.texts)
    return [
        Sourced(
            each,
            rows[each.number],
            passage,
            speaker_at(each.figure.start, turns.get(each.number, ()), rows[each.number], naming),
        )
        for each, passage in zip(statements, sentences, strict=True)
    ]


def speaker_at(offset: int, turns: Sequence[Turn], row: Row, naming: Naming) -> str:
    """Who says what stands at an offset: the innermost turn or quote around it, "" outside of all. The label as printed
    where it names nobody known."""
    around = [turn for turn in turns if turn.start <= offset < turn.end]
    if not around:
        return ""
    turn = naming.turn(min(around, key=lambda each: each.end - each.start), reference_day(row.published))
    return naming.name(turn.key) if turn.key else turn.speaker


def with_judged_dates(
    found: Iterable[tuple[int, Annotation]], judged: Judged, engine: Engine, scope: Sequence[int]
) -> Iterator[tuple[int, Annotation]]:
    """The figures `found`, those of judged documents read anew by the dates as judged."""
    mine = set(judged.numbers).intersection(scope) if judged.numbers else set()
    for number, figure in found:
        if number not in mine:
            yield number, figure
    for number in sorted(mine):
        (row,) = engine.rows((number,))
        text, dates = engine.texts((number,))[0], judged.of(number).dates
        language = row.language or "en"
        figures = find_figures(text, language, dates=dates)
        trends = find_trends(text, language, dates=dates, figures=figures)
        yield from ((number, each) for each in sorted([*figures, *trends], key=lambda each: each.start))
