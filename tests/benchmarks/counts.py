"""What names and figures beside a long list cost: `python -m tests.benchmarks.counts --data DIR [--documents N]`.

DIR holds `un-general-debate.jsonl.xz`. So many sections are read with all annotators (`--read`), and stand in the index
several times, each a document of its own, until there are N: what is counted is occurrences, not different names.
Asked is a word that stands in most of them. Printed are the least milliseconds of CPU of some runs: of the search with
its first rows, the word asked before; of the counts of names and figures as the browser asks for them,
the first time and again; of the same counts document by document; and of both censuses once one document has changed.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import islice
from pathlib import Path

from index.annotators import annotate, reference_day
from index.engines.whoosh import WhooshEngine, open_engine
from index.library.counting import Censuses, entity_counts, figure_counts
from index.library.naming import Naming
from index.models import FIGURES, Document
from index.names import bundled
from index.query import parse
from tests.benchmarks.speeches import read, written
from tui.screens.questions import MOST_FIGURES, MOST_NAMES

BATCH = 1500


def took(work: Callable[[], object], runs: int = 5) -> float:
    """The least milliseconds of CPU of some runs."""
    times = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        times.append(1000 * (time.process_time() - begin))
    return min(times)


def fill(engine: WhooshEngine, documents: list[Document], number: int) -> None:
    """Put the documents into an index again and again, until there are so many."""
    for start in range(0, number, BATCH):
        with engine.batch() as batch:
            for at in range(start, min(start + BATCH, number)):
                each, copy = documents[at % len(documents)], at // len(documents)
                batch.put(replace(each, id=f"{each.id}c{copy}", path=f"{copy}/{each.path}"))
    engine.refresh()


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--read", type=int, default=1_500, metavar="N", help="different ones (default 1500)")
    parser.add_argument("--word", default="international")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        sections = list(islice(read(written(options.data, options.read, Path(work))), options.read))
        names = bundled()
        documents = [
            annotate(Document(each.id, f"{each.id}.txt", each.text, each.title, each.published), names)
            for each in sections
        ]
        engine = open_engine(Path(work) / "index", create=True)
        fill(engine, documents, options.documents)
        measure(engine, options.word, Naming(names, engine.mention_keys()))
        engine.close()


def measure(engine: WhooshEngine, word: str, naming: Naming) -> None:
    """Ask and count."""
    asked = parse(word).query
    scope = engine.search(asked).scope

    def ask() -> None:
        engine.rows(engine.search(asked).numbers[:50])

    def count(censuses: Censuses) -> None:
        by_name, by_words = censuses.names(engine, naming, day_of), censuses.figures(engine)
        if by_name is not None and by_words is not None:
            there = engine.among(engine.search(asked).scope)
            by_name.counts(there, MOST_NAMES)
            by_words.counts(there, MOST_FIGURES)

    def day_of(number: int) -> date | None:
        return reference_day(engine.rows((number,))[0].published)

    def one_by_one() -> None:
        entity_counts(engine.mentions(scope), day_of, naming)
        figure_counts((number, note) for number, notes in engine.annotations(scope, FIGURES) for note in notes)

    def after_a_change() -> float:
        with engine.batch() as batch:
            batch.put(engine.fetch(engine.rows((0,))[0].id))
        engine.refresh()
        return took(lambda: count(censuses), 1)

    censuses = Censuses(lambda stream: stream)
    print(f"{len(scope):,} of {engine.count():,} documents found")
    print(f"search                           {took(ask):8.1f} ms")
    print(f"counts, the first time           {took(lambda: count(Censuses(lambda stream: stream)), 2):8.1f} ms")
    count(censuses)
    print(f"counts again                     {took(lambda: count(censuses)):8.1f} ms")
    print(f"counts, document by document     {took(one_by_one, 1):8.1f} ms")
    print(f"counts after a document changed  {min(after_a_change() for _ in range(3)):8.1f} ms")


if __name__ == "__main__":
    main()
