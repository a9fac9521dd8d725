"""Several indexes as one engine: what holds beyond the contract, which tests/index/engines/test_contract.py tries."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.engines.whoosh import WhooshEngine, open_engine
from index.engines.whoosh.spanning import Spanned, SpanningEngine
from index.errors import IndexBusyError, NotFoundError
from index.models import Among, Document, Everything, Facet, Not, Order
from index.query import parse

WORDS = ["trade", "goods", "price", "talks", "border", "summit", "energy", "water", "power", "rail"]


def documents(start: int, stop: int) -> list[Document]:
    """Texts of different lengths in which words are rare and common."""
    return [
        Document(
            f"d{n:02}",
            f"{n:02}.md",
            " ".join(WORDS[(n * k) % (3 + n % 8)] for k in range(1, 4 + 5 * (n % 7))),
            f"About {WORDS[n % 10]}",
            f"20{n % 23:02}-0{n % 9 + 1}-01" if n % 5 else None,
            publisher=("TASS", "24.kg", "")[n % 3],
        )
        for n in range(start, stop)
    ]


Filled = Callable[[int, int], WhooshEngine]


@pytest.fixture
def filled(tmp_path: Path) -> Iterator[Filled]:
    """Makes an index of two segments with these documents."""
    made: list[WhooshEngine] = []

    def fill(start: int, stop: int) -> WhooshEngine:
        engine = open_engine(tmp_path / str(len(made)), create=True)
        made.append(engine)
        those = documents(start, stop)
        for half in (those[::2], those[1::2]):
            with engine.batch() as batch:
                for each in half:
                    batch.put(each)
        engine.refresh()
        return engine

    yield fill
    for engine in made:
        engine.close()


@pytest.fixture
def parts(filled: Filled) -> list[WhooshEngine]:
    """Twenty, none, and fifteen documents, five of which the first has too."""
    return [filled(0, 20), filled(0, 0), filled(15, 30)]


@pytest.fixture
def span(parts: list[WhooshEngine]) -> SpanningEngine:
    names = ("Wires", "Nothing yet", "Old wires")
    marks = ("", "@2", "@3")
    return SpanningEngine([Spanned(*each) for each in zip(parts, marks, names, strict=True)])


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(
    "typed", ["trade", "trade border", '"trade goods"', "wat*", "rail -power", "title:summit", "*"]
)
def test_order_and_scores_are_those_of_one_index(filled: Filled, typed: str, order: Order) -> None:
    one = filled(0, 40)
    span = SpanningEngine([Spanned(filled(0, 13)), Spanned(filled(13, 40))])
    page, expected = span.search(parse(typed).query, order), one.search(parse(typed).query, order)
    assert [row.id for row in span.rows(page.numbers)] == [row.id for row in one.rows(expected.numbers)]
    assert page.complete == expected.complete > 0
    assert page.scores == pytest.approx(expected.scores, abs=1e-6)


def test_one_document_in_two_indexes_stands_twice(span: SpanningEngine) -> None:
    assert span.count() == 35
    assert span.number("d16") < span.number("d16@3")
    assert span.fetch("d16@3").id == "d16@3"
    assert span.fetch("d16@3").text == span.fetch("d16").text
    for missing in ("d29", "d02@3", "d16@2", "d16@4"):
        with pytest.raises(NotFoundError):
            span.number(missing)
    assert span.shared() == [[f"d{n}", f"d{n}@3"] for n in range(15, 20)]
    page = span.search(Among(frozenset({"d16@3", "d01", "d29"})), Order.NEWEST)
    assert {row.id for row in span.rows(page.numbers)} == {"d16@3", "d01"}
    page = span.search(Facet("id", "d16@3"))
    assert [row.id for row in span.rows(page.numbers)] == ["d16@3"]


def test_rows_say_whose_they_are_and_a_query_may_ask(span: SpanningEngine) -> None:
    page = span.search(Everything())
    assert {row.collection for row in span.rows(page.numbers)} == {"Wires", "Old wires"}
    assert len(span.search(Facet("collection", "old")).numbers) == 15
    assert len(span.search(Facet("collection", "WIRES")).numbers) == 35
    assert len(span.search(Not(Facet("collection", "Old wires"))).numbers) == 20
    assert not span.search(Facet("collection", "nothing")).numbers
    assert not span.search(Facet("collection", "elsewhere")).numbers


def test_a_commit_to_one_of_them_shows(span: SpanningEngine, parts: list[WhooshEngine]) -> None:
    before = span.generation
    assert not span.refresh()
    with parts[1].batch() as batch:
        batch.put(documents(50, 51)[0])
    with parts[0].batch() as batch:
        batch.remove("d03")
    assert span.refresh()
    assert span.generation > before
    assert span.count() == 35
    assert span.owner(span.number("d50@2")) == 1
    with pytest.raises(NotFoundError):
        span.number("d03")
    with parts[2].batch() as batch:
        batch.remove("d29")
    parts[2].refresh()  # by somebody else
    assert span.refresh()
    assert not span.refresh()


def test_nothing_is_written_through_it(span: SpanningEngine) -> None:
    with pytest.raises(IndexBusyError), span.batch():
        pass


def test_of_no_index_at_all() -> None:
    span = SpanningEngine([])
    assert span.count() == 0
    assert not span.search(parse("trade").query).numbers
    assert not span.search(Everything(), Order.TITLE).numbers
    assert not span.mention_keys()
    assert span.shared() == []
