"""Search engines that Dossier is measured beside: each answers the same questions about the same collection.

A question gives its 50 best documents with title and date, and how many match in all. Every contestant runs in a
process of its own, `python -m tests.benchmarks.contestants NAME TASK ...`, and prints what it measured as JSON; what a
contestant needs is imported when it is asked for, so that the system's Python can run Xapian.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tests.benchmarks.speeches import Section, read

TOP = 50
BATCH = 1000


class Question(NamedTuple):
    """What is asked: words that must all stand in a document; `begun`: the last is a prefix; `phrase`: side by side;
    `years`: published in these."""

    words: tuple[str, ...]
    begun: bool = False
    phrase: bool = False
    years: tuple[int, int] | None = None


SEEN = Question(("changed",))
"""What is asked after a change: a word of the document changed."""


class Contestant(Protocol):
    """A search engine over one folder."""

    def build(self, sections: Iterator[Section]) -> None:
        """Index the collection."""

    def open(self) -> None:
        """Make ready to answer."""

    def ask(self, question: Question) -> int:
        """Read the best documents' titles; how many match in all."""

    def snippets(self, question: Question) -> int:
        """Ask, and show each of the best with a passage; how many were shown."""

    def years(self, question: Question) -> dict[int, int]:
        """Matches by year of publication."""

    def change(self, section: Section) -> None:
        """Replace one document, and see it."""

    def ready(self) -> None:
        """Make ready to change documents, as a process does that waits for changes: before the first, and behind each
        when it can be seen."""


class Dossier:
    """This program's engine, through the query language and the snippets of the browser."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last: tuple[Question, Any] | None = None

    def build(self, sections: Iterator[Section]) -> None:
        from index.engines.whoosh import open_engine

        engine = open_engine(self.folder, create=True)
        batch: list[Section] = []
        for section in sections:
            batch.append(section)
            if len(batch) == BATCH:
                self._put(engine, batch)
                batch = []
        self._put(engine, batch)
        engine.close()

    def _put(self, engine: Any, batch: list[Section]) -> None:
        from index.models import Document

        with engine.batch() as writing:
            for each in batch:
                writing.put(Document(each.id, f"{each.id}.txt", each.text, each.title, each.published))

    def open(self) -> None:
        from index.engines.ranking import ranking
        from index.engines.whoosh import open_engine
        from index.query import parse
        from index.settings import RANKING

        self.parse = parse
        self.engine = open_engine(self.folder)
        self.engine.ranking = ranking(RANKING)

    def _page(self, question: Question) -> Any:
        text = f'"{" ".join(question.words)}"' if question.phrase else " ".join(question.words)
        if question.years:
            text += f" date:{question.years[0]}..{question.years[1]}"
        self.parsed = self.parse(text, typing=question.begun)
        return self.engine.search(self.parsed.query)

    def ask(self, question: Question) -> int:
        page = self._page(question)
        self.engine.rows(page.numbers[:TOP])
        return int(page.complete)

    def snippets(self, question: Question) -> int:
        from index.marking import snippet

        texts = self.engine.texts(self._page(question).numbers[:TOP])
        return len([snippet(text, self.parsed.query) for text in texts])

    def years(self, question: Question) -> dict[int, int]:
        if self._last is None or self._last[0] != question:
            self._last = (question, self._page(question))
        years: Counter[int] = Counter()
        for (first, _), times in self.engine.published(self._last[1].scope).items():
            years[first.year] += times
        return years

    def ready(self) -> None:
        from index.engines.whoosh import load_writer

        load_writer()
        self.engine.settle()
        self.engine.refresh()

    def change(self, section: Section) -> None:
        self._put(self.engine, [section])
        self.engine.refresh()
        self._page(SEEN)


class Fts5:
    """SQLite's full-text search, with stems and an index of prefixes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, sections: Iterator[Section]) -> None:
        self.folder.mkdir()
        self.open()
        self.db.execute(
            "CREATE VIRTUAL TABLE d USING fts5(title, text, id UNINDEXED, published UNINDEXED, year UNINDEXED, "
            "tokenize='porter unicode61', prefix='2 3')"
        )
        rows = ((each.title, each.text, each.id, each.published, int(each.published[:4])) for each in sections)
        self.db.executemany("INSERT INTO d VALUES (?, ?, ?, ?, ?)", rows)
        self.db.execute("INSERT INTO d(d) VALUES ('optimize')")
        self.db.commit()

    def open(self) -> None:
        self.db = sqlite3.connect(self.folder / "d.sqlite")
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA cache_size=-64000")

    def _where(self, question: Question) -> tuple[str, list[Any]]:
        words = [f'"{word}"' for word in question.words]
        asked = f'"{" ".join(question.words)}"' if question.phrase else " ".join(words)
        where, values = "d MATCH ?", [asked + "*" * question.begun]
        if question.years:
            return where + " AND year BETWEEN ? AND ?", [*values, *question.years]
        return where, values

    def ask(self, question: Question) -> int:
        where, values = self._where(question)
        self.db.execute(
            f"SELECT id, title, published FROM d WHERE {where} ORDER BY rank LIMIT {TOP}", values
        ).fetchall()
        return int(self.db.execute(f"SELECT count(*) FROM d WHERE {where}", values).fetchone()[0])

    def snippets(self, question: Question) -> int:
        where, values = self._where(question)
        marked = "snippet(d, 1, '[', ']', '...', 32)"
        found = self.db.execute(f"SELECT {marked} FROM d WHERE {where} ORDER BY rank LIMIT {TOP}", values)
        return len(found.fetchall())

    def years(self, question: Question) -> dict[int, int]:
        where, values = self._where(question)
        return dict(self.db.execute(f"SELECT year, count(*) FROM d WHERE {where} GROUP BY year", values).fetchall())

    def ready(self) -> None:
        """Nothing to make ready."""

    def change(self, section: Section) -> None:
        with self.db:
            number = self.db.execute("SELECT max(rowid) FROM d").fetchone()
            row = [section.title, section.text, section.id, section.published, int(section.published[:4])]
            self.db.execute("INSERT OR REPLACE INTO d(rowid, title, text, id, published, year) VALUES (?,?,?,?,?,?)",
                            [*number, *row])  # fmt: skip
        self.ask(SEEN)


class Tantivy:
    """Tantivy with its English stemmer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _index(self) -> Any:
        import tantivy

        self.tantivy = tantivy
        schema = tantivy.SchemaBuilder()
        for name in ("title", "text"):
            schema.add_text_field(name, stored=True, tokenizer_name="en_stem")
        schema.add_text_field("words", stored=False, tokenizer_name="default")
        schema.add_text_field("id", stored=True, tokenizer_name="raw")
        schema.add_text_field("published", stored=True, tokenizer_name="raw")
        schema.add_integer_field("year", stored=True, indexed=True, fast=True)
        self.folder.mkdir(exist_ok=True)
        self.schema = schema.build()
        return tantivy.Index(self.schema, path=str(self.folder))

    def _document(self, each: Section) -> Any:
        return self.tantivy.Document(
            title=each.title, text=each.text, words=each.text, id=each.id, published=each.published,
            year=int(each.published[:4]),
        )  # fmt: skip

    def build(self, sections: Iterator[Section]) -> None:
        writer = self._index().writer(128_000_000, 1)
        for each in sections:
            writer.add_document(self._document(each))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self.index = self._index()
        self.index.config_reader("Manual")
        self.searcher = self.index.searcher()

    def _query(self, question: Question) -> Any:
        q, must = self.tantivy.Query, self.tantivy.Occur.Must
        if question.phrase:
            return self.index.parse_query(f'"{" ".join(question.words)}"', ["text"])
        whole = question.words[:-1] if question.begun else question.words
        parts = [(must, self.index.parse_query(word, ["title", "text"])) for word in whole]
        if question.begun:
            parts.append((must, q.regex_query(self.schema, "words", re.escape(question.words[-1]) + ".*")))
        if question.years:
            kind = self.tantivy.FieldType.Integer
            parts.append((must, q.range_query(self.schema, "year", kind, *question.years)))
        return q.boolean_query(parts)

    def ask(self, question: Question) -> int:
        found = self.searcher.search(self._query(question), TOP, count=True)
        for _, address in found.hits:
            self.searcher.doc(address)["title"]
        return int(found.count)

    def snippets(self, question: Question) -> int:
        query = self._query(question)
        maker = self.tantivy.SnippetGenerator.create(self.searcher, query, self.schema, "text")
        hits = self.searcher.search(query, TOP).hits
        return len([maker.snippet_from_doc(self.searcher.doc(address)).to_html() for _, address in hits])

    def years(self, question: Question) -> dict[int, int]:
        asked = {"years": {"terms": {"field": "year", "size": 200}}}
        found = self.searcher.aggregate(self._query(question), asked)
        return {int(each["key"]): each["doc_count"] for each in found["years"]["buckets"]}

    def ready(self) -> None:
        """Nothing to make ready."""

    def change(self, section: Section) -> None:
        writer = self.index.writer(32_000_000, 1)
        writer.delete_documents("id", section.id)
        writer.add_document(self._document(section))
        writer.commit()
        self.index.reload()
        self.searcher = self.index.searcher()
        self.ask(SEEN)


class Xapian:
    """Xapian with its English stemmer, positions and values for year and title."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _document(self, each: Section) -> Any:
        document = self.xapian.Document()
        self.terms.set_document(document)
        self.terms.index_text(each.title)
        self.terms.increase_termpos(100)
        self.terms.index_text(each.text)
        document.set_data(json.dumps(each))
        document.add_value(0, each.published[:4])
        document.add_boolean_term("Q" + each.id)
        return document

    def _load(self) -> None:
        import xapian

        self.xapian = xapian
        self.terms = xapian.TermGenerator()
        self.terms.set_stemmer(xapian.Stem("en"))

    def build(self, sections: Iterator[Section]) -> None:
        self._load()
        database = self.xapian.WritableDatabase(str(self.folder), self.xapian.DB_CREATE)
        for each in sections:
            database.add_document(self._document(each))
        database.commit()

    def open(self) -> None:
        self._load()
        self.database = self.xapian.Database(str(self.folder))
        self.parser = self.xapian.QueryParser()
        self.parser.set_stemmer(self.xapian.Stem("en"))
        self.parser.set_database(self.database)
        self.parser.set_default_op(self.xapian.Query.OP_AND)
        self.parser.set_stemming_strategy(self.xapian.QueryParser.STEM_SOME)

    def _found(self, question: Question) -> Any:
        xapian = self.xapian
        text = f'"{" ".join(question.words)}"' if question.phrase else " ".join(question.words)
        flags = xapian.QueryParser.FLAG_PHRASE | (xapian.QueryParser.FLAG_PARTIAL if question.begun else 0)
        query = self.parser.parse_query(text, flags)
        if question.years:
            low, high = map(str, question.years)
            query = xapian.Query(xapian.Query.OP_FILTER, query, xapian.Query(xapian.Query.OP_VALUE_RANGE, 0, low, high))
        self.enquire = xapian.Enquire(self.database)
        self.enquire.set_query(query)
        return self.enquire

    def ask(self, question: Question) -> int:
        found = self._found(question).get_mset(0, TOP, self.database.get_doccount())
        for match in found:
            json.loads(match.document.get_data())[1]
        return int(found.get_matches_estimated())

    def snippets(self, question: Question) -> int:
        found = self._found(question).get_mset(0, TOP)
        stemmer = self.xapian.Stem("en")
        texts = [json.loads(match.document.get_data())[3] for match in found]
        return len([found.snippet(text, 200, stemmer) for text in texts])

    def years(self, question: Question) -> dict[int, int]:
        spy = self.xapian.ValueCountMatchSpy(0)
        enquire = self._found(question)
        enquire.add_matchspy(spy)
        enquire.get_mset(0, 0, self.database.get_doccount())
        return {int(each.term): each.termfreq for each in spy.values()}

    def ready(self) -> None:
        """Nothing to make ready."""

    def change(self, section: Section) -> None:
        writer = self.xapian.WritableDatabase(str(self.folder), self.xapian.DB_OPEN)
        writer.replace_document("Q" + section.id, self._document(section))
        writer.commit()
        self.database.reopen()
        self.ask(SEEN)


class Ripgrep:
    """ripgrep over the collection as one file of lines: no index, no order, a process each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, sections: Iterator[Section]) -> None:
        self.folder.mkdir()
        with open(self.folder / "d.txt", "w", encoding="utf-8") as file:
            for each in sections:
                line = " ".join(each.text.split())
                file.write(f"{each.id}\t{each.published}\t{each.title}\t{line}\n")

    def open(self) -> None:
        """Nothing to open."""

    def _command(self, question: Question, *more: str) -> list[str]:
        words = list(map(re.escape, question.words))
        pattern = r"\W+".join(words) if question.phrase else f"(?i){words[-1]}"
        return ["rg", "-i", *more, pattern, str(self.folder / "d.txt")]

    def ask(self, question: Question) -> int:
        done = subprocess.run(self._command(question, "-c"), capture_output=True, text=True)
        return int(done.stdout or 0)

    def snippets(self, question: Question) -> int:
        done = subprocess.run(self._command(question, "-o", "-m", str(TOP)), capture_output=True, text=True)
        return len(done.stdout.splitlines())

    def years(self, question: Question) -> dict[int, int]:
        raise NotImplementedError

    def ready(self) -> None:
        """Nothing to make ready."""

    def change(self, section: Section) -> None:
        raise NotImplementedError


_RECOLL_REFUSED = "Maximum term expansion size exceeded"
"""What Recoll says, with exit status 1, of a letter that more than 10,000 words begin with: it then finds nothing. With
`maxTermExpand` raised one such key takes it minutes."""


class Recoll:
    """Recoll's commands over a folder of texts, English stems: a process each time. A document's day is its file's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, sections: Iterator[Section]) -> None:
        files, settings = self.folder / "files", self.folder / "settings"
        settings.mkdir(parents=True)
        for at, each in enumerate(sections):
            path = files / str(at // 1000) / f"{each.id}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(f"{each.title}\n\n{each.text}\n", encoding="utf-8")
            day = datetime.fromisoformat(each.published).timestamp()
            os.utime(path, (day, day))
        said = f"topdirs = {files.resolve()}\nindexstemminglanguages = english\nloglevel = 1\n"
        (settings / "recoll.conf").write_text(said, encoding="utf-8")
        subprocess.run(["recollindex", "-c", str(settings), "-z"], check=True, capture_output=True)

    def open(self) -> None:
        """Nothing to open."""

    def _asked(self, question: Question, *more: str) -> str:
        words = " ".join(question.words)
        text = f'"{words}"' if question.phrase else words + "*" * question.begun
        if question.years:
            text += f" date:{question.years[0]}-01-01/{question.years[1]}-12-31"
        command = ["recollq", "-c", str(self.folder / "settings"), "-n", str(TOP), *more, text]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode and _RECOLL_REFUSED not in done.stdout:
            done.check_returncode()
        return done.stdout

    def ask(self, question: Question) -> int:
        total = re.search(r"^(\d+) results", self._asked(question), re.MULTILINE)
        return int(total[1]) if total else 0

    def snippets(self, question: Question) -> int:
        return self._asked(question, "-A").count("ABSTRACT") // 2

    def years(self, question: Question) -> dict[int, int]:
        raise NotImplementedError

    def ready(self) -> None:
        """Nothing to make ready."""

    def change(self, section: Section) -> None:
        raise NotImplementedError


ALL: dict[str, Callable[[Path], Contestant]] = {
    "dossier": Dossier, "fts5": Fts5, "tantivy": Tantivy, "xapian": Xapian, "recoll": Recoll,
    "ripgrep": Ripgrep,
}  # fmt: skip


PROCESSES = frozenset({"ripgrep", "recoll"})
"""Those that start a process for every question."""


def _memory() -> float:
    """Most megabytes of this process so far that were in memory."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _worked() -> float:
    """CPU seconds of this process and of those it has waited for."""
    taken = os.times()
    return taken.user + taken.system + taken.children_user + taken.children_system


def build(name: str, collection: Path, folder: Path) -> dict[str, float]:
    """Index; documents per second, bytes on disk, memory."""
    shutil.rmtree(folder, ignore_errors=True)
    number = sum(1 for _ in read(collection))
    wall, worked = time.perf_counter(), _worked()
    ALL[name](folder).build(read(collection))
    wall, worked = time.perf_counter() - wall, _worked() - worked
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"docs/s": number / wall, "docs/s of CPU": number / worked, "MB": size / 1e6, "memory": _memory()}


def measure(
    name: str, folder: Path, asked: dict[str, list[Question]], changed: list[Section], *, cpu: bool = False
) -> dict[str, Any]:
    """Milliseconds of every question, first (cold: nothing of it was read before) and again (warm); the totals. With
    `cpu` those that the processor worked: what other load on the machine changes little."""
    clock = time.perf_counter if not cpu else _worked if name in PROCESSES else time.process_time
    contestant = ALL[name](folder)
    begin = clock()
    contestant.open()
    took: dict[str, Any] = {"open": [1000 * (clock() - begin)]}
    totals: dict[str, list[int]] = {}
    for kind, questions in asked.items():
        for state in ("cold", "warm"):
            took[f"{kind} {state}"] = times = []
            totals[kind] = []
            for question in questions:
                begin = clock()
                totals[kind].append(contestant.ask(question))
                times.append(1000 * (clock() - begin))
    for what in ("snippets", "years"):
        took[what] = times = []
        for question in asked["common"] if name not in PROCESSES or what == "snippets" else ():
            getattr(contestant, what)(question)
            begin = clock()
            getattr(contestant, what)(question)
            times.append(1000 * (clock() - begin))
    took["memory"] = [_memory()]
    begin = clock()
    contestant.ready()
    took["ready to change"] = [1000 * (clock() - begin)]
    took["change"], took["ready again"] = [], []
    for section in changed if name not in PROCESSES else ():
        for what, do in (("change", partial(contestant.change, section)), ("ready again", contestant.ready)):
            begin = clock()
            do()
            took[what].append(1000 * (clock() - begin))
    return {"took": took, "totals": totals}


if __name__ == "__main__":
    _, name, task, *paths = sys.argv
    if task == "build":
        print(json.dumps(build(name, Path(paths[0]), Path(paths[1]))))
    else:
        given = json.load(sys.stdin)
        asked = {
            kind: [Question(tuple(words), begun, phrase, tuple(years) if years else None)
                   for words, begun, phrase, years in questions]
            for kind, questions in given["asked"].items()
        }  # fmt: skip
        print(
            json.dumps(
                measure(name, Path(paths[0]), asked, [Section(*each) for each in given["changed"]], cpu=given["cpu"])
            )
        )
