"""How well a search ranks: `python -m tests.benchmarks.relevance --data DIR [--engine memory]`.

DIR holds test collections, each one JSON file: `docs` a list of [id, title, text], `queries` id to words, `qrels`
query id to {document id: grade}. Documents are indexed and queries typed as a user would, and what is scored is the
list in the order a user sees: complete matches first, then partial ones. Printed: nDCG@10 (the grade is the gain, as in
trec_eval), mean average precision, recall@100.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from math import log2
from pathlib import Path
from statistics import fmean
from typing import Any

from index.engine import Engine
from index.engines.memory import MemoryEngine
from index.engines.ranking import ranking
from index.engines.whoosh import open_engine
from index.models import Document
from index.query import parse
from index.settings import RANKING

BATCH = 1000


USUAL = tuple(name for name in RANKING if name != "feedback")


def fill(engine: Engine, documents: Sequence[Sequence[str]]) -> None:
    """Index [id, title, text] documents."""
    for start in range(0, len(documents), BATCH):
        with engine.batch() as writing:
            for id, title, text, *_ in documents[start : start + BATCH]:
                writing.put(Document(id=id, path=id, text=text, title=title))
    engine.refresh()


def runs(engine: Engine, collection: Mapping[str, Any]) -> Iterator[tuple[list[str], Mapping[str, int]]]:
    """Per judged query: document ids in the order found, and the grades."""
    for id, grades in collection["qrels"].items():
        if id not in collection["queries"] or not any(grade > 0 for grade in grades.values()):
            continue
        page = engine.search(parse(collection["queries"][id]).query)
        yield [row.id for row in engine.rows(page.numbers[:1000])], grades


def ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int = 10) -> float:
    """Normalised discounted cumulative gain of the first `depth`."""
    gains = [max(grades.get(id, 0), 0) for id in found[:depth]]
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth]
    return _discounted(gains) / _discounted(best)


def _discounted(gains: Sequence[int]) -> float:
    return sum(gain / log2(place + 2) for place, gain in enumerate(gains))


def average_precision(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """Mean of the precisions at each relevant document, over all relevant ones."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    hits, total = 0, 0.0
    for place, id in enumerate(found, 1):
        if id in relevant:
            hits += 1
            total += hits / place
    return total / len(relevant)


def recall(found: Sequence[str], grades: Mapping[str, int], depth: int = 100) -> float:
    """The share of relevant documents among the first `depth`."""
    relevant = {id for id, grade in grades.items() if grade > 0}
    return len(relevant.intersection(found[:depth])) / len(relevant)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--engine", choices=("whoosh", "memory"), default="whoosh")
    parser.add_argument("--ranking", nargs="*", default=USUAL, help="title, proximity, exact (default: as the browser)")
    options = parser.parse_args()
    print("collection        queries  nDCG@10    MAP  R@100  ms/query")
    for path in sorted(options.data.glob("*.json")):
        collection = json.loads(path.read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as folder:
            engine: Engine = (
                MemoryEngine() if options.engine == "memory" else open_engine(Path(folder) / "index", create=True)
            )
            fill(engine, collection["docs"])
            engine.ranking = ranking(options.ranking)
            begin = time.perf_counter()
            answers = list(runs(engine, collection))
            each = 1000 * (time.perf_counter() - begin) / len(answers)
            engine.close()
        scores = [fmean(measure(found, grades) for found, grades in answers) for measure in _MEASURES]
        print(f"{path.stem:17} {len(answers):7} {scores[0]:8.3f} {scores[1]:6.3f} {scores[2]:6.3f} {each:9.1f}")


_MEASURES = (ndcg, average_precision, recall)


if __name__ == "__main__":
    main()
