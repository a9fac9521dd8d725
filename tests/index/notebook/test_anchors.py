"""A kept passage is found again: unchanged, moved, reflowed, edited; and what is gone is said to be."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from index.notebook import CONTEXT, State, find

QUOTE = "Bilateral trade grew by 13.6% last year and hit a record of $4.1 billion, the president said."
TEXT = (
    "BISHKEK, November 27. The two leaders met for three hours on Wednesday. "
    f"{QUOTE} He added that energy would come next.\n\nYes. They also spoke of the border. Yes. No papers were signed."
)
REFLOWED = "last\nyear   and"
START = TEXT.index(QUOTE)
BEFORE, AFTER = TEXT[max(START - CONTEXT, 0) : START], TEXT[START + len(QUOTE) :][:CONTEXT]


def found(text: str) -> tuple[State, str]:
    anchor = find(text, QUOTE, START, BEFORE, AFTER)
    return (anchor.state, text[anchor.start : anchor.end]) if anchor else (State.GONE, "")


@pytest.mark.parametrize(
    ("text", "state", "words"),
    [
        (TEXT, State.STANDS, QUOTE),
        ("A new first line.\n\n" + TEXT, State.MOVED, QUOTE),
        (TEXT.replace("The two leaders met for three hours on Wednesday. ", ""), State.MOVED, QUOTE),
        (
            TEXT.replace("last year and", "last\nyear   and"),
            State.MOVED,
            QUOTE.replace("last year and", "last\nyear   and"),
        ),
        (TEXT.replace("13.6%", "14%"), State.CHANGED, QUOTE.replace("13.6%", "14%")[:-1]),
        (TEXT.replace("hit a record of", "reached"), State.CHANGED, QUOTE.replace("hit a record of", "reached")[:-1]),
        (TEXT.replace(QUOTE, "Nothing was said of trade."), State.CHANGED, "Nothing was said of trade."),
        ("Sport: the match ended in a draw, and the president said nothing at all of it.", State.GONE, ""),
        ("", State.GONE, ""),
    ],
)
def test_what_became_of_a_quote(text: str, state: State, words: str) -> None:
    assert found(text) == (state, words)


def test_one_word_is_known_by_what_stands_beside_it() -> None:
    first, second = (match.start() for match in re.finditer("Yes", TEXT))
    moved = "New. " + TEXT
    for at in (first, second):
        anchor = find(moved, "Yes", at, TEXT[at - CONTEXT : at], TEXT[at + 3 : at + 3 + CONTEXT])
        assert anchor is not None
        assert (anchor.start, anchor.state) == (at + 5, State.MOVED)
    assert find("He said: Yes. And no.", "Yes", 70, TEXT[second - CONTEXT : second], TEXT[second + 3 :]) is None


WORDS = st.sampled_from(
    ["trade", "grew", "border", "record", "Путин", "сказал", "13.6%", "“peace”", "—", "the", "of", "and"]
)
BESIDE = st.text(max_size=9)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_an_unchanged_text_has_it_where_it_was_and_one_moved_where_it_went(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    assume(words.strip())
    before, after = text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT]
    anchor = find(text, words, start, before, after)
    assert anchor is not None
    assert (anchor.start, anchor.end, anchor.state) == (start, end, State.STANDS)
    added = data.draw(TEXTS) + ".\n\n"
    shifted = find(added + text, words, start, before, after)
    once = len(re.findall(f"(?={re.escape(words)})", added + text)) == 1
    if once and len(re.findall(r"\w+", words)) >= 3:
        assert shifted is not None
        assert (shifted.start, shifted.state) == (len(added) + start, State.MOVED)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.data())
def test_reflowed_lines_change_nothing(text: str, data: st.DataObject) -> None:
    words = data.draw(st.sampled_from([text[: len(text) // 2], text[len(text) // 2 :], text])).strip()
    assume(len(re.findall(r"\w+", words)) >= 3)
    blanks = st.sampled_from([" ", "\n", "  ", " \n "])
    again = re.sub(" ", lambda _: data.draw(blanks), text)
    anchor = find(again, words, text.find(words))
    assert anchor is not None
    assert " ".join(again[anchor.start : anchor.end].split()) == words


@settings(max_examples=300, deadline=None)
@given(
    st.text(max_size=80),
    st.text(min_size=1, max_size=20),
    st.integers(0, 200),
    st.text(max_size=9),
    st.text(max_size=9),
)
def test_any_answer_lies_in_the_text(text: str, words: str, start: int, before: str, after: str) -> None:
    anchor = find(text, words, start, before, after)
    if anchor is not None:
        assert 0 <= anchor.start < anchor.end <= len(text)
        assert anchor.state is not State.STANDS or text[anchor.start : anchor.end] == words
    if words in text and len(re.findall(r"\w+", words)) >= 3:
        assert anchor is not None


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_one_word_changed_in_a_long_passage_leaves_it_found(data: st.DataObject) -> None:
    said = QUOTE.split()
    at = data.draw(st.integers(1, len(said) - 2))
    words = " ".join([*said[:at], data.draw(st.sampled_from(["perhaps", "twelve", "никогда"])), *said[at + 1 :]])
    text = data.draw(TEXTS) + "\n\n" + words + "\n\n" + data.draw(TEXTS)
    anchor = find(text, QUOTE, START)
    assert anchor is not None
    assert anchor.state is State.CHANGED
    place = text.index(words)
    assert place <= anchor.start < anchor.end <= place + len(words)


def test_a_long_text_is_searched_in_no_time_to_speak_of() -> None:
    """Linear in the text: a hundred thousand words, none of them the quote's but common ones."""
    assert find("the president said of trade that the year was a year " * 10_000, QUOTE, 0, BEFORE, AFTER) is None
