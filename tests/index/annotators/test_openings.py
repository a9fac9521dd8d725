"""Which words a text has and where some of them stand, against the plain way to say so."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.annotators.openings import openers, openings, places, vocabulary
from index.names.keys import fold

TEXTS = st.lists(
    st.sampled_from([*"aB1é٢. _-\n’", "2020", "май", "Two", "one", "a.m.", "USD50", " "]), max_size=40
).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_the_words_of_a_text(text: str) -> None:
    low, words, digits = vocabulary(text)
    assert low == fold(text)
    assert words == set(re.findall(r"[^\W_]+", low))
    assert all(re.match(r"[^\W\d_]*\d", low[at:]) and not low[at - 1 : at].isalpha() for at in digits)
    assert len(digits) == len(re.findall(r"\d+", low))


@settings(deadline=None)
@given(TEXTS, st.sets(st.sampled_from(["two", "one", "май", "a", "b", "1"])))
def test_where_words_stand(text: str, wanted: set[str]) -> None:
    low = fold(text)
    plainly = [m.start() for m in re.finditer(r"[^\W_]+", low) if m[0] in wanted]
    assert sorted(places(low, wanted)) == plainly


def test_many_words_are_looked_for_at_once() -> None:
    words = [f"w{n}" for n in range(100)]
    low = " ".join(words)
    assert places(low, set(words)) == [m.start() for m in re.finditer(r"w\d+", low)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("At 5 A.M. a man came", ["A.M."]),
        ("an area. It was", []),
        ("two or twofold, Two_", ["two", "Two_"]),
        ("per cent and percent", ["per", "percent"]),
    ],
)
def test_what_spellings_begin_with(text: str, found: list[str]) -> None:
    begin = openers(["a.m.", "two", "per cent of", "percent"])
    assert [text[at:].split()[0].rstrip(",") for at in sorted(openings(text, begin))] == found
