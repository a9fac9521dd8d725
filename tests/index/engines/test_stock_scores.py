"""Results and scores are those of stock Whoosh: its own writer, files, searcher and BM25F over the same terms.

Stock Whoosh keeps lengths in one byte, exact up to 30 words and rounded above; its reader is given the exact ones here,
so that what is compared is the scoring. It counts deleted documents among those that have a term until they are merged
away; ours counts live ones. So its index is merged where scores are compared, and has two segments and the same
deletions where the documents found are.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from whoosh import query as stock
from whoosh.fields import ID, FieldType, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.formats import Positions
from whoosh.scoring import BM25F
from whoosh.searching import Searcher

from index.analysis import asked
from index.engines.profile import profile
from index.engines.ranking import TITLE_BOOST
from index.engines.whoosh import open_engine
from index.models import And, Document, Not, Or, Phrase, Query, Word

WORDS = ["trade", "summit", "border", "gas", "treaty", "minister", "visit", "record", "growth", "встреча", "экспорт"]


class Analysed(FieldType):  # type: ignore[misc]
    """A field of stock Whoosh that is given terms and their positions."""

    def __init__(self) -> None:
        super().__init__(Positions(), None, scorable=True)

    def index(self, value: Mapping[str, list[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        for term, places in value.items():
            yield term.encode(), len(places), float(len(places)), Positions().encode(places)


def made(chance: random.Random, number: int) -> Document:
    words = chance.choices(WORDS, weights=range(1, len(WORDS) + 1), k=chance.randrange(1, 60))
    return Document(f"d{number:04d}", f"{number}", " ".join(words), " ".join(chance.choices(WORDS, k=2)), None)


class Stock:
    """The same documents in stock Whoosh."""

    def __init__(self, batches: list[list[Document]], deleted: set[str], merged: bool) -> None:
        self.storage = RamStorage()
        self.index = self.storage.create_index(Schema(id=ID(stored=True), body=Analysed(), title=Analysed()))
        self.lengths: dict[str, tuple[int, int]] = {}
        for batch in batches:
            writer = self.index.writer()
            for document in batch:
                read = profile(document)
                self.lengths[document.id] = (read.length, read.title_length)
                writer.add_document(id=document.id, body=read.body, title=read.title)
            writer.commit(merge=False)
        writer = self.index.writer()
        for id in deleted:
            writer.delete_by_term("id", id)
        writer.commit(optimize=merged, merge=merged)
        reader = self.index.reader()
        for leaf, _ in reader.leaf_readers():
            self._say_exact_lengths(leaf)
        self.searcher = Searcher(reader, weighting=BM25F(B=0.75, K1=1.2))

    def _say_exact_lengths(self, leaf: Any) -> None:
        each = [self.lengths[leaf.stored_fields(number)["id"]] for number in range(leaf.doc_count_all())]
        at = {"body": 0, "title": 1}
        leaf.doc_field_length = lambda number, field, default=0: each[number][at[field]]
        leaf.field_length = lambda field: sum(pair[at[field]] for pair in each)

    def found(self, query: Query) -> dict[str, float]:
        match query:
            case And((part, Not(other))):  # stock Whoosh's own AndNot lets through the first document of a segment
                without = self.found(other)
                return {id: score for id, score in self.found(part).items() if id not in without}
        results = self.searcher.search(as_stock(query), limit=None, optimize=False)
        return {hit["id"]: hit.score for hit in results}


def term(word: str) -> str:
    """The term of a word in lower case, which is all that stands in these documents."""
    return asked(word)[0].terms[0]


def as_stock(query: Query) -> Any:
    """A query of ours as one of stock Whoosh: the word in the text, and a little more in the title."""
    match query:
        case Word(text):
            return stock.Or([stock.Term("body", term(text)), stock.Term("title", term(text), boost=TITLE_BOOST)])
        case Phrase(words):
            # As good as 0, which stock Whoosh takes for 1
            together = stock.ConstantScoreQuery(stock.Phrase("body", [term(word) for word in words]), 1e-9)
            return stock.And([together, *(as_stock(Word(word)) for word in words)])
        case And(parts):
            return stock.And([as_stock(part) for part in parts])
        case Or(parts):
            return stock.Or([as_stock(part) for part in parts])
    raise TypeError(query)


LEAF = st.builds(Word, st.sampled_from(WORDS))
PHRASE = st.builds(
    Phrase, st.tuples(st.sampled_from(WORDS), st.sampled_from(WORDS)).filter(lambda two: two[0] != two[1])
)
QUERY = st.one_of(
    LEAF,
    PHRASE,
    st.lists(LEAF, min_size=2, max_size=3, unique=True).map(lambda parts: And(tuple(parts))),
    st.lists(LEAF, min_size=2, max_size=3, unique=True).map(lambda parts: Or(tuple(parts))),
    st.lists(LEAF, min_size=2, max_size=2, unique=True).map(lambda two: And((two[0], Not(two[1])))),
)


@settings(max_examples=6, deadline=None, phases=[Phase.generate], database=None)
@given(seed=st.integers(0, 10**6), queries=st.lists(QUERY, min_size=8, max_size=12))
def test_scores_are_those_of_stock_whoosh(
    seed: int, queries: list[Query], tmp_path_factory: pytest.TempPathFactory
) -> None:
    chance = random.Random(seed)
    documents = [made(chance, number) for number in range(chance.randrange(301, 360))]
    half = len(documents) // 2
    batches = [documents[:half], documents[half:]]
    deleted = {document.id for document in chance.sample(documents, 25)}
    with closing(open_engine(tmp_path_factory.mktemp("index") / "index", create=True)) as engine:
        for each in batches:
            with engine.batch() as batch:
                for document in each:
                    batch.put(document)
        with engine.batch() as batch:
            for id in deleted:
                batch.remove(id)
        engine.refresh()
        merged, parted = Stock(batches, deleted, merged=True), Stock(batches, deleted, merged=False)
        assert len(parted.searcher.reader().leaf_readers()) == 2
        for query in queries:
            page = engine.search(query)
            rows = engine.rows(page.numbers[: page.complete])
            ours = {row.id: score for row, score in zip(rows, page.scores[: page.complete], strict=True)}
            theirs = merged.found(query)
            assert ours == pytest.approx(theirs, abs=1e-6), query
            assert ours.keys() == parted.found(query).keys()
