"""Words are sorted a stretch of the dictionary at a time: however long it is, the segment is the same."""

from __future__ import annotations

import random
from contextlib import closing
from pathlib import Path

import pytest

from index.engines.whoosh import beginnings, open_engine, wording
from index.models import Document, Turn

TEXT = "the trade of a gas summit, R&D and G7's 1 800 km: Путин Столов столов U.S. don't 13 per cent x_y"
WORDS = TEXT.split()


def documents(number: int) -> list[Document]:
    chance = random.Random(3)
    found = [Document("empty", "empty.txt", "", ""), Document("titled", "titled.txt", "", "Trade, of a summit")]
    for at in range(number):
        text = " ".join(chance.choices(WORDS, k=60))
        turns = (Turn(10, 90, "Putin", 0, 5, "person\tputin"),) if at % 3 == 0 else ()
        found.append(Document(f"d{at}", f"d{at}.txt", text, " ".join(chance.choices(WORDS, k=at % 4)), turns=turns))
    return found


def segment(folder: Path, those: list[Document]) -> bytes:
    """The file that an index of some documents lies in."""
    with closing(open_engine(folder, create=True)) as engine, engine.batch() as batch:
        for document in those:
            batch.put(document)
    (path,) = folder.glob("*.seg")
    return path.read_bytes()


@pytest.mark.parametrize("at_once", [1, 50, 700])
def test_stretches_make_no_difference(at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    those = documents(40)
    whole = segment(tmp_path / "whole", those)
    monkeypatch.setattr(wording, "_AT_ONCE", at_once)
    monkeypatch.setattr(beginnings, "_MATRIX", at_once)
    assert segment(tmp_path / "stretches", those) == whole
