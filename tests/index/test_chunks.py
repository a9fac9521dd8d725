"""Chunks are known by number; what is met all the time is not forgotten."""

from __future__ import annotations

import pytest

from index.chunks import Chunks


def words(known: Chunks, text: str) -> list[str]:
    """The words of a text without figures."""
    known.begin()
    chunks = known.numbers(text.split())
    known.learn()
    known.meet(chunks)
    return [known.words[word] for word in known.words_of(chunks).tolist()]


def test_marks_around_a_chunk_make_no_other_words() -> None:
    known = Chunks()
    assert words(known, "(trade) Trade. «trade, long-term") == ["trade\ttrade"] * 3 + ["long\tlong", "term\tterm"]
    assert words(known, "Trade, [long-term] U.S.") == ["trade\ttrade", "long\tlong", "term\tterm", "u.s.\tus"]


def test_what_is_met_in_the_most_hand_overs_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.chunks.MOST", 8)
    known = Chunks()
    for number in range(100):
        words(known, f"often once{number} again")
        assert {"often", "again"} <= set(known)
        assert len(known) <= 9


def test_a_chunk_looked_at_anew_has_its_words_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.chunks.MOST", 4)
    known = Chunks()
    for _ in range(3):
        for text in ("exports of cotton", "imports of long-term debt", "Kyrgyz wool"):
            assert words(known, text) == words(Chunks(), text)


def test_long_chunks_are_forgotten_by_their_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.chunks.MOST_LETTERS", 10_000)
    known = Chunks()
    for number in range(100):
        assert words(known, f"often {'x' * 900}{number}") == words(Chunks(), f"often {'x' * 900}{number}")
        assert "often" in known
        assert sum(map(len, known)) < 11_000
