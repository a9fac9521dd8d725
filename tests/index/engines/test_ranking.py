"""What relevance is made of beyond BM25: each part switched on and off, the same in every engine."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.engine import Engine
from index.engines.memory import MemoryEngine
from index.engines.ranking import EXACT, LOOKED_INTO, PROXIMITY, TITLE_BOOST, ranking
from index.engines.whoosh import evaluate, open_engine
from index.engines.whoosh.integers import Numbers
from index.engines.whoosh.snapshot import Snapshot
from index.models import Document, Like, Ranking
from index.query import parse

WORDS = ["trade", "trades", "trading", "summit", "border", "gas", "treaty", "visit", "growth", "встреча", "встречи"]


def filled(engine: Engine, documents: list[Document]) -> Engine:
    with engine.batch() as batch:
        for each in documents:
            batch.put(each)
    engine.refresh()
    return engine


@pytest.fixture(scope="module")
def engines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine]]:
    chance = random.Random(4)
    documents = [
        Document(
            f"d{number:03d}",
            f"{number}",
            " ".join(chance.choices(WORDS, weights=range(1, len(WORDS) + 1), k=chance.randrange(1, 40))),
            " ".join(chance.choices(WORDS, k=2)),
            None,
        )
        for number in range(60)
    ]
    own = open_engine(tmp_path_factory.mktemp("ranking") / "index", create=True)
    yield filled(own, documents), filled(MemoryEngine(), documents)
    own.close()


def ordered(engine: Engine, query: str) -> list[tuple[str, float]]:
    page = engine.search(parse(query).query)
    return list(zip([row.id for row in engine.rows(page.numbers)], page.scores, strict=True))


@pytest.mark.parametrize("names", [(), ("title",), ("proximity",), ("exact",), ("title", "proximity", "exact")])
@pytest.mark.parametrize("query", ["trade", "gas summit", "trading growth border", "title:gas trade", "встреча gas"])
def test_engines_rank_alike(engines: tuple[Engine, Engine], names: tuple[str, ...], query: str) -> None:
    for engine in engines:
        engine.ranking = ranking(names)
    ours, reference = (ordered(engine, query) for engine in engines)
    assert [id for id, _ in ours] == [id for id, _ in reference]
    assert [score for _, score in ours] == pytest.approx([score for _, score in reference], abs=1e-8)


def test_each_part_has_its_weight_or_none() -> None:
    assert ranking(()) == Ranking(0, 0, 0)
    assert ranking(("title", "feedback")) == Ranking() == Ranking(TITLE_BOOST)
    assert ranking(("proximity", "exact")) == Ranking(0, PROXIMITY, EXACT)


TWO = [
    Document("near", "near", "gas summit and other things were said there today of it", "", None),
    Document("far", "far", "gas and other things were said there of it today summit", "", None),
    Document("form", "form", "gases and other things were said there of summits today", "", None),
]


@pytest.mark.parametrize("make", ["whoosh", "memory"])
def test_what_each_part_prefers(make: str, tmp_path: Path) -> None:
    engine: Engine = MemoryEngine() if make == "memory" else open_engine(tmp_path / "index", create=True)
    filled(engine, TWO)
    engine.ranking = ranking(())
    plain = dict(ordered(engine, "gas summit"))
    assert plain["near"] == plain["far"]
    engine.ranking = ranking(("proximity",))
    near = dict(ordered(engine, "gas summit"))
    assert near["near"] > near["far"] == plain["far"]
    engine.ranking = ranking(("exact",))
    exact = dict(ordered(engine, "summit"))
    assert exact["near"] > exact["form"]
    engine.close()


def test_only_the_best_are_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(tmp_path / "index", create=True)
    filled(engine, [Document(f"d{at}", f"{at}", f"gas summit {'x ' * at}", "", None) for at in range(3 * LOOKED_INTO)])
    asked: list[int] = []
    keys = Snapshot.keys

    def counted(snapshot: Snapshot, field: str, term: str, wanted: Numbers) -> Numbers:
        asked.append(len(wanted))
        return keys(snapshot, field, term, wanted)

    monkeypatch.setattr(Snapshot, "keys", counted)
    engine.ranking = ranking(("proximity",))
    assert engine.search(parse("gas summit").query).complete == 3 * LOOKED_INTO
    assert asked == [LOOKED_INTO, LOOKED_INTO]
    engine.close()


def test_words_that_stand_everywhere_are_not_asked_where(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluate, "COMMON", 2)
    engine = open_engine(tmp_path / "index", create=True)
    filled(engine, TWO)
    engine.ranking = ranking(("proximity",))
    found = dict(ordered(engine, "gas summit"))
    assert found["near"] == found["far"]
    engine.close()


def test_engines_find_the_same_alike(engines: tuple[Engine, Engine]) -> None:
    like = Like("d007", (("trade", 1.0), ("gas", 0.5), ("встреч", 0.3)))
    found = []
    for engine in engines:
        page = engine.search(like)
        rows = engine.rows(page.numbers)
        found.append([(row.id, round(score, 6)) for row, score in zip(rows, page.scores, strict=True)])
        assert "d007" not in dict(found[-1])
        assert not engine.search(Like("d007")).numbers
    assert found[0] == found[1]
    assert found[0]
