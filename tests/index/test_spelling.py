from __future__ import annotations

import random
from pathlib import Path

import pytest

from index.engines.whoosh import open_engine, postings
from index.engines.whoosh.parts import PartsFile
from index.models import Document
from index.spelling import LONGEST, near


@pytest.mark.parametrize("slip", ["trde", "tarde", "tradde", "trede", "rade", "rtade", "trad", "trades"])
def test_every_single_slip_is_near(slip: str) -> None:
    assert "trade" in near(slip)


@pytest.mark.parametrize(("slip", "word"), [("жапоров", "жапаров"), ("бишкк", "бишкек"), ("өзгөн", "өзгөнү")])
def test_cyrillic_words_have_cyrillic_letters(slip: str, word: str) -> None:
    assert word in near(slip)
    assert not any("a" <= letter <= "z" for each in near(slip) for letter in each)


@pytest.mark.parametrize("word", ["a", "", "1800", "13.6%", "日本", "a" * (LONGEST + 1)])
def test_nothing_is_near_what_is_no_word(word: str) -> None:
    assert near(word) == set()


def test_looking_spellings_up_does_not_depend_on_the_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of the dictionary that are compared, and bytes of posting lists that are read."""
    compared, read = 0, 0
    term, stream = postings.Field.term, PartsFile.read

    def counted(field: postings.Field, at: int) -> bytes:
        nonlocal compared
        compared += 1
        return term(field, at)

    def noted(parts: PartsFile, name: str, start: int = 0, end: int | None = None) -> bytes:
        nonlocal read
        read += name.endswith((".documents", ".counts", ".places"))
        return stream(parts, name, start, end)

    monkeypatch.setattr(postings.Field, "term", counted)
    monkeypatch.setattr(PartsFile, "read", noted)
    taken = {}
    for size in (200, 20_000):
        chance = random.Random(1)
        words = ["".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=7)) for _ in range(size)]
        engine = open_engine(tmp_path / str(size), create=True)
        with engine.batch() as batch:
            for at in range(0, size, 100):
                batch.put(Document(f"d{at}", f"{at}", " ".join([*words[at : at + 100], "bilateral"]), "", None))
        engine.refresh()
        compared = 0
        assert engine.having(near("bilatral"), surface=True) == {"bilateral": size // 100}
        taken[size] = compared
        engine.close()
    assert taken[20_000] < 3 * taken[200]  # a hundred times the words, seven more steps of bisection
    assert read == 0
