"""A vocabulary gives the words of `tokens`, whatever it has read before."""

from __future__ import annotations

import pickle
from array import array
from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokens
from index.resemblance import sketch
from index.vocabulary import Vocabulary, Words, parted, starts, vocabulary

PIECES = """
Trade trade, (trade) Трейд Столов столов Иванов. Соединённых Штатов per cent percent pct процента 13 1 800 13.6 % 4,1
В.В. U.S. R&D can't Putin's a_b x_ - . … — 5-per-cent 1,800 й
"""
PIECE = st.sampled_from([*PIECES.split(), "\n", "\u00a0", "\u202f", "\u2009", "\u0301"])
NUMBER = st.sampled_from(["1", "18", "800", "1234", "8001", "%", "per cent", "1,2", "3.4", "a"])
SPACE = st.sampled_from([" ", "\n", "\t", "\u00a0", "\u202f", "\u2009", "\u2003", "", ".", ","])
NUMBERS = st.lists(st.tuples(NUMBER, SPACE).map("".join), max_size=8).map("".join)


Entry = tuple[str, tuple[str, ...]]


def entries(words: Words) -> list[Entry]:
    """The surface and the terms of each word of a document."""
    each = list(map(parted, words.glossary.words))
    assert len(set(each)) == len(each)
    return [each[line] for line in array("I", words.lines)]


def expected(text: str) -> list[Entry]:
    return [(token.surface, token.terms) for token in tokens(text)]


def read(title: str, text: str) -> list[Entry]:
    """The same of a document read alone."""
    words, sketched = vocabulary().read(title, text)
    assert words.title == len(expected(title))
    assert sketched == sketch(text)
    return entries(words)


TEXTS = st.lists(PIECE, max_size=12).map(" ".join) | NUMBERS | st.text(max_size=20)


@given(st.lists(TEXTS, max_size=3))
def test_it_reads_what_tokens_are(texts: list[str]) -> None:
    for text in texts * 2:  # the second time, all are known
        assert read("Trade talks", text) == expected("Trade talks") + expected(text)
        assert starts(text) == [token.start for token in tokens(text)]


@given(st.lists(TEXTS, max_size=4))
def test_what_is_read_together_goes_to_another_process_with_one_glossary(texts: list[str]) -> None:
    known = Vocabulary()
    for _ in range(2):
        read = known.read_together([(text, text) for text in texts])
        there: list[Words] = pickle.loads(pickle.dumps([words for words, _ in read]))
        assert [entries(words) for words in there] == [2 * expected(text) for text in texts]
        assert [words.title for words in there] == [len(expected(text)) for text in texts]
        assert [sketched for _, sketched in read] == list(map(sketch, texts))
        assert len({id(words.glossary) for words in there}) == (1 if texts else 0)


PLACED = st.sampled_from(
    ["13th", "5m", "1", "²", "800", "(800)", "per", "Per", "cent", "percent,", "5-per", "%", "a_b", "Он"]
)


@given(st.lists(st.tuples(PLACED, st.sampled_from([" ", "\n", "\u00a0", "  ", ". ", "-"])), max_size=8))
def test_a_word_is_what_it_is_where_it_stands(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in pieces)
    assert read("", text) == expected(text)


def test_no_more_is_kept_than_there_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.chunks.MOST", 20)
    known = Vocabulary()
    for number in range(0, 400, 5):
        text = f"Trade, ({number}) " + " ".join(f"w{number + at}" for at in range(5)) + " Столов R&D"
        words, sketched = known.read("", text)
        assert entries(words) == expected(text)
        assert sketched == sketch(text)
        assert len(known._chunks) < 40
        assert len(known._chunks.words) < 60


def test_what_is_broken_off_leaves_nothing_half_known(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Vocabulary()
    before = known.read("", "Trade and tariffs")[0]
    with monkeypatch.context() as patched:
        patched.setattr("index.chunks.word_hashes", Mock(side_effect=MemoryError))
        with pytest.raises(MemoryError):
            known.read_together([("", "Exports of cotton"), ("", "and imports")])
    after = known.read("", "Imports of cotton and trade")[0]
    assert entries(before) == expected("Trade and tariffs")
    assert entries(after) == expected("Imports of cotton and trade")


@given(st.text(st.sampled_from("abcdAБвгро.1,&'’_ \u0301\u00ad%-\n8"), max_size=60))
def test_it_reads_any_letters(text: str) -> None:
    assert read(text, "") == read("", text) == [(token.surface, token.terms) for token in tokens(text)]


def test_figures_of_several_chunks_are_forgotten_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand chunks make a million figures: words are bounded by themselves."""
    monkeypatch.setattr("index.chunks.MOST_WORDS", 50)
    known = Vocabulary()
    for number in range(400):
        text = f"{100 + number % 20} {100 + number // 20} tons"
        words, sketched = known.read("", text)
        assert (entries(words), sketched) == (expected(text), sketch(text))
        assert len(known._chunks.words) < 60
