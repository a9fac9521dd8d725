"""A batch holds what it is told in bounds: beyond them a segment is written, and one commit names them all."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from index.engines.whoosh import codec, contents, open_engine, writing
from index.models import Document, Everything


@pytest.mark.parametrize("bound", ["FULL_WORDS", "FULL_BYTES"])
def test_a_batch_becomes_as_many_segments_as_it_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    monkeypatch.setattr(writing, bound, 1000)
    words, held = 100, list[int]()
    add = codec.Pool.add

    def watched(pool: codec.Pool, number: int, found: codec.Found) -> None:
        add(pool, number, found)
        held.append(pool.size)

    monkeypatch.setattr(codec.Pool, "add", watched)
    with closing(open_engine(tmp_path / "index", create=True)) as engine, engine.batch() as batch:
        for at in range(60):
            text = " ".join(f"word{at}x{number}" for number in range(words))
            batch.put(Document(f"d{at}", f"{at}.txt", text, f"About {at}"))
    newest = contents.read(tmp_path / "index", contents.generations(tmp_path / "index")[0])
    assert len(newest.entries) >= 5
    assert sum(entry.documents for entry in newest.entries) == 60
    assert max(held) <= 1000 + words
    with closing(open_engine(tmp_path / "index")) as engine:
        assert len(engine.search(Everything()).numbers) == 60
