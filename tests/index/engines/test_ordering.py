"""Where matches stand in an answer, told without sorting it."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from index.engine import Engine, Placing
from index.engines.whoosh import open_engine, ordering
from index.models import Document, Order
from index.query import parse

SIZE = 300


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Documents of few different texts, days and titles, so that many are told apart by their ids alone."""
    chance = random.Random(7)
    engine = open_engine(tmp_path_factory.mktemp("ordering") / "index", create=True)
    days = [None, "2019-05-01", "2020-01-02", "2020-01-03"]
    for _ in range(2):  # segments
        with engine.batch() as batch:
            for _ in range(SIZE // 2):
                text = chance.choice(["gas and trade", "trade trade", "gas", "summit trade border"])
                id = f"{chance.randrange(1 << 40):x}"
                batch.put(Document(id, id, text, chance.choice(["Gas", "Trade", ""]), chance.choice(days)))
    engine.refresh()
    yield engine
    engine.close()


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("query", ["", "trade", "gas trade", "t", "nowhere"])
@pytest.mark.parametrize("few", [0, SIZE])
def test_places_are_those_of_the_sorted_answer(
    engine: Engine, order: Order, query: str, few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "_FEW_PLACES", few)
    every = list(engine.search(parse(query, typing=True).query, order).numbers)
    for wanted in ([], range(SIZE), random.Random(query).sample(range(SIZE), 20)):
        found = engine.search(parse(query, typing=True).query, order).numbers  # not sorted yet
        assert isinstance(found, Placing)
        assert found.places(wanted) == {number: place for place, number in enumerate(every) if number in wanted}
        assert list(found) == every
        assert found.places(wanted) == {number: place for place, number in enumerate(every) if number in wanted}
