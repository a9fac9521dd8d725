"""A spanning engine that can be filled: every document goes into one of two indexes, by its id."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.engine import Batch
from index.engines.whoosh import open_engine
from index.engines.whoosh.spanning import Spanned, SpanningEngine
from index.models import Document
from index.vocabulary import Words


class _Either:
    def __init__(self, batches: tuple[Batch, Batch]) -> None:
        self._batches = batches

    def _of(self, id: str) -> Batch:
        return self._batches[sum(id.encode()) % 2]

    def put(self, document: Document, words: Words | None = None) -> None:
        self._of(document.id).put(document, words)

    def remove(self, id: str) -> None:
        self._of(id).remove(id)


class SpreadEngine(SpanningEngine):
    """Two indexes in a folder as one."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self._engines = [open_engine(folder / name, create=True) for name in ("one", "two")]
        super().__init__([Spanned(engine) for engine in self._engines])

    @contextmanager
    def batch(self) -> Iterator[_Either]:  # type: ignore[override]
        with self._engines[0].batch() as one, self._engines[1].batch() as two:
            yield _Either((one, two))

    def close(self) -> None:
        for engine in self._engines:
            engine.close()
