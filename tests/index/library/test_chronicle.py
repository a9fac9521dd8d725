"""The entries of many documents are those that each has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import partial
from typing import TypeVar

import pytest

from index.annotators import whole_ranges
from index.engines.memory import MemoryEngine
from index.library import chronicle, chronology
from index.library.chronicle import PORTION, Chronicler
from index.library.judged import Judged
from index.models import Annotation, Document, Entry, Kind, Row
from index.notebook import DateJudgement

T = TypeVar("T")
DOCUMENTS = 3 * PORTION


def document(number: int) -> Document:
    day = date(2020, 1 + number % 12, 1)
    said = [
        Annotation(Kind.DATE, 11, 17, "May 20", day.isoformat(), day, day, basis="document"),
        Annotation(Kind.DATE, 30, 34, "then", "XXXX-05", basis="unresolved: no year"),
        Annotation(Kind.DATE, 40, 44, "soon", "FUTURE_REF"),
    ]
    published = None if number % 7 == 0 else "2021" if number % 3 else "2020-03-05"
    text = f"On the day May 20 they said it then and soon in document {number} of these"
    return Document(f"d{number}", f"{number}.txt", text, f"Title {number}", published, estimated=number % 5 == 0,
                    annotations=tuple(said[: 1 + number % 3]))  # fmt: skip


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> MemoryEngine:
    monkeypatch.setattr(chronicle, "MANY", 20)
    engine = MemoryEngine()
    with engine.batch() as batch:
        for number in range(DOCUMENTS):
            batch.put(document(number))
    return engine


def unjudged(engine: MemoryEngine) -> Judged:
    return Judged(engine, [], lambda id, path: id)


def by_themselves(engine: MemoryEngine, scope: Sequence[int], judged: Judged) -> tuple[list[Entry], list[Entry]]:
    """The entries of documents looked at one by one."""
    placed, undated, unplaced = [], [], []
    rows: list[Row] = engine.rows(scope)
    said = dict(engine.annotations(scope, {Kind.DATE}))
    for row in rows:
        placed.append(chronology.published_entry(row, None))
        undated.append(chronology.undated_entry(row))
        number = row.number
        dates = judged.of(number).dates if number in judged.numbers else said.get(number, [])
        for each in whole_ranges(dates):
            placed.append(chronology.mentioned_entry(number, each, row.estimated, None))
            unplaced.append(chronology.unplaced_entry(number, each))
    in_order = sorted((each for each in placed if each), key=chronology.entry_order)
    return in_order, [each for each in (*undated, *unplaced) if each]


@pytest.mark.parametrize("scope", [range(DOCUMENTS), range(DOCUMENTS - 1, -1, -1), range(0, DOCUMENTS, 2), [5, 3], []])
def test_whatever_is_asked_for_has_its_own_entries(engine: MemoryEngine, scope: Sequence[int]) -> None:
    chronicler, judged = Chronicler(engine, iter), unjudged(engine)
    for _ in range(2):
        assert tuple(map(list, chronicler.of(scope, judged))) == by_themselves(engine, scope, judged)


def test_judged_dates_take_the_place_of_what_was_read_and_go_again(engine: MemoryEngine) -> None:
    chronicler, scope = Chronicler(engine, iter), range(DOCUMENTS)
    start = document(4).text.index("May 20")
    mine = DateJudgement("4.txt", "d4", start, "May 20", document(4).text, value="2011")
    rejected = DateJudgement("9.txt", "d9", start, "May 20", document(9).text, rejected=True)
    for judgements in ([], [mine], [mine, rejected], [rejected], []):
        judged = Judged(engine, judgements, lambda id, path: id)
        found = tuple(map(list, chronicler.of(scope, judged)))
        assert found == by_themselves(engine, scope, judged)
        assert any(each.value == "2011" for each in found[0]) == (mine in judgements)


def test_what_was_read_before_it_was_overtaken_is_not_read_again(
    engine: MemoryEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    rows = engine.rows
    portions = 1

    def counted(numbers: Sequence[int]) -> list[Row]:
        read.extend(numbers)
        return rows(numbers)

    def looking(stream: Iterable[T]) -> Iterator[T]:
        for at, each in enumerate(stream):
            if at == portions:
                raise InterruptedError
            yield each

    monkeypatch.setattr(engine, "rows", counted)
    chronicler, judged = Chronicler(engine, looking), unjudged(engine)
    of = partial(chronicler.of, range(DOCUMENTS), judged)
    for _ in range(2):
        with pytest.raises(InterruptedError):
            of()
    placed, _ = of()
    assert sorted(read) == list(range(DOCUMENTS))
    assert list(placed) == by_themselves(engine, range(DOCUMENTS), judged)[0]
