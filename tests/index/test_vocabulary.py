"""A vocabulary gives the words of `tokens`, whatever it has read before."""

from __future__ import annotations

from array import array

from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokens
from index.vocabulary import parted, starts, words

PIECES = """
Trade trade, (trade) Трейд Столов столов Иванов. Соединённых Штатов per cent percent pct процента 13 1 800 13.6 % 4,1
В.В. U.S. R&D can't Putin's a_b x_ - . … — 5-per-cent 1,800 й
"""
PIECE = st.sampled_from([*PIECES.split(), "\n", "\u00a0", "\u202f", "\u2009", "\u0301"])
NUMBER = st.sampled_from(["1", "18", "800", "1234", "8001", "%", "per cent", "1,2", "3.4", "a"])
SPACE = st.sampled_from([" ", "\n", "\t", "\u00a0", "\u202f", "\u2009", "\u2003", "", ".", ","])
NUMBERS = st.lists(st.tuples(NUMBER, SPACE).map("".join), max_size=8).map("".join)


def read(title: str, text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The surface and the terms of each word of a document."""
    found = words(title, text)
    each = list(map(parted, found.each()))
    assert len(set(each)) == len(each)
    assert found.title == len(list(tokens(title)))
    return [each[line] for line in array("I", found.lines)]


@given(st.lists(st.lists(PIECE, max_size=12).map(" ".join) | NUMBERS | st.text(max_size=20), max_size=3))
def test_it_reads_what_tokens_are(texts: list[str]) -> None:
    for text in texts * 2:  # the second time, all are known
        every = list(tokens(text))
        assert read("Trade talks", text) == read("Trade talks", "") + [(token.surface, token.terms) for token in every]
        assert starts(text) == [token.start for token in every]


@given(st.text(st.sampled_from("abcdAБвгро.1,&'’_ \u0301\u00ad%-\n8"), max_size=60))
def test_it_reads_any_letters(text: str) -> None:
    assert read(text, "") == read("", text) == [(token.surface, token.terms) for token in tokens(text)]
