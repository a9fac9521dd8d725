"""Which documents are copies of which: the sketches of a build's texts, and the pairs found among them.

SQLite beside the ledger. A new document asks for those that share one of its sketch's keys, is compared with the ones
that share most, and the pairs that are alike are kept, so that nothing is ever compared with everything: a key that
many texts have (a template's, a site's furniture) holds no more than `MOST_OF_KEY` of them, and no document is compared
with more than `MOST_COMPARED`. Of more copies of one text than that, each is still paired with the earliest ones; up to
these bounds the pairs are the same in whatever order documents come. Pairs are kept from `LEAST` on, with how alike
they are, so that another threshold costs no new index.

Written after the engine's commit and before the ledger's: what a crash leaves out is read, and put, once more.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TypeVar

from index.folders import private_file
from index.library import tables
from index.resemblance import Sketches, keys, likeness, unpacked

if TYPE_CHECKING:
    from index.library.sharing import Held

LEAST = 0.5  # likeness from which pairs are kept: the lowest threshold there can be
MOST_OF_KEY = 128
SHARED = 2  # keys that two documents share at least, unless one has fewer: two texts of one phrase share a single one
MOST_COMPARED = 256

_Value = TypeVar("_Value")

_MOST_MARKS = 900  # place holders in one question, of which every SQLite allows 999
_TOGETHER = 1024  # documents that are looked up at once
_CACHE = 8 << 10  # KiB of pages that are kept in memory
# Changed pages beyond so many are written before the end of a batch, from when on no reader is let in. While documents
# are compared, which takes most of its time, there are few; their keys then fall all over a tree that grows with the
# collection, and would all be in memory.
_LATE, _SOON = 1 << 20, 2 << 10

_SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, sketch BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS keys (key INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (key, number))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pairs (one INTEGER NOT NULL, other INTEGER NOT NULL, likeness REAL NOT NULL,
    PRIMARY KEY (one, other)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pairs_other ON pairs (other);
"""


class Copies:
    """The sketches and pairs of one build. A context manager that closes; changes are made within `changes()`."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        if read_only:
            self._db = tables.read_only(path)
        else:
            self._db = sqlite3.connect(private_file(path), isolation_level=None)
            self._db.executescript(f"PRAGMA cache_size = -{_CACHE}; PRAGMA cache_spill = {_LATE};" + _SCHEMA)

    def __enter__(self) -> Copies:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def changes(self) -> Iterator[None]:
        """What is put and removed in here is one transaction."""
        self._db.execute(f"PRAGMA cache_spill = {_LATE}")
        self._db.execute("BEGIN")
        with self._db:  # a connection as context manager commits, or rolls back on an exception
            yield

    def change(self, sketches: Mapping[str, bytes | None]) -> None:
        """Put each document with its sketch, and forget those that have None, in one transaction. What was known of all
        of them goes first, so that a batch written twice leaves what it leaves when written once."""
        with self.changes():
            self.remove(sketches)
            self._put((id, sketch) for id, sketch in sketches.items() if sketch is not None)

    def put(self, id: str, sketch: bytes) -> None:
        """Note a document's sketch, replacing what was known of it, and the documents it is alike with."""
        self.remove((id,))
        self._put([(id, sketch)])

    def _put(self, sketches: Iterable[tuple[str, bytes]]) -> None:
        """Note new documents one after the other. The database is asked for the keys of many at once, and told of them
        at the end, in the order in which its tree has them: of a large one each page is then looked at some times in a
        batch, and not once more for every few documents."""
        from index.library.sharing import NOTHING, Sharing, of_documents  # numpy, which reading does without

        (last,) = self._db.execute("SELECT COALESCE(MAX(number), 0) FROM documents").fetchone()
        new: dict[int, bytes] = {}
        held = NOTHING
        numbered = ((number, id, sketch) for number, (id, sketch) in enumerate(sketches, last + 1))
        while some := list(islice(numbered, _TOGETHER)):
            self._db.executemany("INSERT INTO documents (number, id, sketch) VALUES (?, ?, ?)", some)
            new.update((number, sketch) for number, _, sketch in some)
            those = of_documents(some[0][0], *keys(sketch for _, _, sketch in some))
            wanted = those.distinct_keys()
            sharing = Sharing(those, self._holders(wanted.tolist()).joined(held.among(wanted)), MOST_OF_KEY)
            for nearest in sharing.nearest(SHARED, MOST_COMPARED):
                self._compare(nearest, new)
            held = held.joined(sharing.held)
        rows = list(held.by_key().rows())
        self._db.execute(f"PRAGMA cache_spill = {_SOON}")
        self._db.executemany("INSERT INTO keys VALUES (?, ?)", rows)

    def _holders(self, wanted: Sequence[int]) -> Held:
        """The documents that have one of some keys."""
        from index.library.sharing import of_rows

        return of_rows(self._rows("SELECT key, number FROM keys WHERE key IN", wanted))

    def _rows(self, asked: str, values: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """The rows of a question that ends with a list of values, however many."""
        for start in range(0, len(values), _MOST_MARKS):
            some = _filled(values[start : start + _MOST_MARKS])
            yield from self._db.execute(f"{asked} {_marks(some)}", some).fetchall()

    def _compare(self, nearest: Sequence[tuple[int, list[int]]], new: Mapping[int, bytes]) -> None:
        """Keep the pairs that `new` documents make with the nearest ones of each."""
        others = sorted({other for _, those in nearest for other in those})
        before = "SELECT number, sketch FROM documents WHERE number IN"
        known = {**new, **dict(self._rows(before, [number for number in others if number not in new]))}
        place = {number: at for at, number in enumerate(others)}
        sketches = Sketches([known[number] for number in others])
        alike = []
        for number, those in nearest:
            worth = sketches.possible(known[number], [place[other] for other in those], LEAST)
            whole = unpacked(known[number]) if worth else None
            alike += [
                (others[at], number, round(likeness(whole, unpacked(known[others[at]])), 4)) for at in worth if whole
            ]
        self._db.executemany("INSERT INTO pairs VALUES (?, ?, ?)", [pair for pair in alike if pair[2] >= LEAST])

    def remove(self, ids: Iterable[str]) -> None:
        """Forget documents; unknown ids are no error."""
        asked = iter(ids)
        while some := _filled(list(islice(asked, _MOST_MARKS))):
            wanted = f"SELECT number, sketch FROM documents WHERE id IN {_marks(some)}"  # noqa: S608 - marks alone
            for number, sketch in self._db.execute(wanted, some).fetchall():
                those = [(key, number) for key in keys((sketch,))[0].tolist()]
                self._db.executemany("DELETE FROM keys WHERE key = ? AND number = ?", those)
                self._db.execute("DELETE FROM pairs WHERE one = ?1 OR other = ?1", (number,))
                self._db.execute("DELETE FROM documents WHERE number = ?", (number,))

    def pairs(self, least: float = LEAST) -> Iterator[tuple[str, str, float]]:
        """Two documents by id, and how alike they are, at least `least`."""
        return self._db.execute(
            "SELECT a.id, b.id, likeness FROM pairs JOIN documents a ON a.number = one"
            " JOIN documents b ON b.number = other WHERE likeness >= ?",
            (least,),
        )

    def count(self, most: int) -> int:
        """How many pairs there are, counted up to `most`."""
        (found,) = self._db.execute("SELECT count(*) FROM (SELECT 1 FROM pairs LIMIT ?)", (most,)).fetchone()
        return int(found)

    def groups(self, least: float) -> list[list[str]]:
        """The documents that are copies of one another, each in one group of at least two, by id."""
        return groups((one, other) for one, other, _ in self.pairs(least))

    def close(self) -> None:
        """Release the file."""
        self._db.close()


def _filled(values: Sequence[_Value]) -> list[_Value]:
    """Values with the last one once more, and again, so that there are few different numbers of them: of every question
    that is spelled otherwise SQLite keeps a program, of a hundred kilobytes for the longest."""
    size = min(1 << (len(values) - 1).bit_length(), _MOST_MARKS) if values else 0
    return [*values, *(values[-1] for _ in range(len(values), size))]


def _marks(values: Collection[object]) -> str:
    """The place holders of an SQL list."""
    return f"({','.join('?' * len(values))})"


def groups(pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Documents joined by pairs, in order of their first member, whatever the order of the pairs."""
    parents: dict[str, str] = {}

    def root(id: str) -> str:
        while (above := parents.setdefault(id, id)) != id:
            parents[id] = id = parents[above]
        return id

    for one, other in pairs:
        first, second = sorted((root(one), root(other)))
        parents[second] = first
    members: dict[str, list[str]] = {}
    for id in sorted(parents):
        members.setdefault(root(id), []).append(id)
    return [members[each] for each in sorted(members)]


def by_member(found: Sequence[Sequence[str]]) -> Mapping[str, str]:
    """For each document in a group, the group's id: that of its first member."""
    return {id: group[0] for group in found for id in group}
