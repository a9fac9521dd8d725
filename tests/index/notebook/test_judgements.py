"""Where judged words stand in a text that may have changed since."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.notebook import DateJudgement, place

TEXT = "Trade grew last year. It fell last year too. In last years of peace nobody asked.\n\nIt was 2020, not 12020."


def judgement(start: int, words: str = "last year", sentence: str = "", document: str = "doc") -> DateJudgement:
    return DateJudgement("a.txt", document, start, words, sentence, value="2019")


def test_the_same_document_has_the_words_where_they_were() -> None:
    first, second = TEXT.index("last year"), TEXT.index("last year", 20)
    assert place(TEXT, judgement(first), "doc") == first
    assert place(TEXT, judgement(second), "doc") == second


def test_a_text_that_shifted_has_them_in_their_sentence() -> None:
    second = TEXT.index("last year", 20)
    said = judgement(second, sentence="It fell last year too.")
    assert place("New opening: last year again. " + TEXT, said, "other") == second + 30
    # The offset is right by chance, the sentence is another
    assert place("x" * (second - 1) + " last year it fell. It fell last year too.", said, "other") == second + 27


def test_of_two_equal_sentences_the_nearer_one() -> None:
    text = "It fell last year. It rose. It fell last year."
    said = judgement(28 + 8, sentence="It fell last year.")
    assert place(text, said, "other") == 36
    assert place(text, judgement(9, sentence="It fell last year."), "other") == 8


def test_where_the_sentence_is_gone_only_words_that_stand_once() -> None:
    once = "Trade grew in the last year of the plan."
    said = judgement(0, sentence="Trade grew last year.")
    assert place(once, said, "other") == once.index("last year")
    assert place(once + " And last year.", said, "other") is None


def test_an_entry_written_by_hand_means_the_nearest_words() -> None:
    second = TEXT.index("last year", 20)
    assert place(TEXT, judgement(second + 3), "doc") == second
    assert place(TEXT, judgement(0), "other") == TEXT.index("last year")


@pytest.mark.parametrize(
    ("words", "found"), [("2020", True), ("last years", True), ("last yea", False), ("202", False)]
)
def test_words_are_whole_words(words: str, found: bool) -> None:
    at = place(TEXT, judgement(9999, words), "other")
    assert (at is not None) == found
    if words == "2020":
        assert at == TEXT.index("was 2020") + 4


def test_words_that_are_gone_are_nowhere() -> None:
    assert place(TEXT, judgement(3, "tomorrow"), "doc") is None
    assert place("", judgement(3), "doc") is None


@settings(deadline=None)
@given(
    st.text("ab .", max_size=30),
    st.text("ab.", min_size=1, max_size=3),
    st.integers(0, 30),
    st.text("ab .", max_size=9),
)
def test_what_is_found_is_the_words(text: str, words: str, start: int, sentence: str) -> None:
    at = place(text, judgement(start, words, sentence), "other")
    if at is not None:
        assert text[at : at + len(words)] == words
