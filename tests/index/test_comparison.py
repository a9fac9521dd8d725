"""What is new in one text against another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.comparison import MOST_WORDS, Change, Passage, compare
from tests.index.test_resemblance import text_of

KNOWN = (
    "The talks began in Bishkek. Trade grew by 13.6 per cent last year. Thank you.\n"
    "The ministers spoke of energy and water. Thank you.\nA declaration was signed at the end of the visit."
)


def _told(known: str, text: str) -> list[tuple[str, str, str]]:
    """Change, words of before, words of now."""
    found = []
    for each in compare(known, text):
        old = known[each.known.start : each.known.end] if each.known else ""
        found.append((str(each.change), old, text[each.text.start : each.text.end] if each.text else ""))
    return found


def _differs(known: str, text: str) -> list[tuple[str, str, str]]:
    return [each for each in _told(known, text) if each[0] != "same"]


def test_a_figure_that_changed_is_the_only_difference() -> None:
    text = KNOWN.replace("13.6", "17")
    (changed,) = [each for each in compare(KNOWN, text) if each.change is not Change.SAME]
    assert [KNOWN[span.start : span.end] for span in changed.old] == ["13.6"]
    assert [text[span.start : span.end] for span in changed.new] == ["17"]


def test_what_was_added_is_new_and_what_was_dropped_gone() -> None:
    text = KNOWN.replace("The talks began in Bishkek. ", "") + " The next meeting is in Osh."
    assert _differs(KNOWN, text) == [
        ("gone", "The talks began in Bishkek.", ""),
        ("new", "", "The next meeting is in Osh."),
    ]


def test_a_sentence_that_stands_elsewhere_is_moved_not_new() -> None:
    text = "A declaration was signed at the end of the visit. " + KNOWN.rpartition("\n")[0]
    assert [each[0] for each in _differs(KNOWN, text)] == ["moved"]


def test_a_sentence_cut_in_two_is_not_new() -> None:
    known = "The ministers spoke of energy and of the water of the Naryn river and then they left for Osh by car."
    text = "The ministers spoke of energy and of the water of the Naryn river.\nAnd then they left for Osh by car."
    assert "new" not in [each[0] for each in _told(known, text)]


def test_quotation_marks_and_dashes_of_another_sort_are_no_difference() -> None:
    assert _differs("He said “yes” – and left the room.", 'He said "yes" - and left the room.') == []


def test_nothing_in_common_is_all_new_and_all_gone() -> None:
    assert [each[0] for each in _told("One text about water.", "Quite other words here.")] in (
        ["new", "gone"],
        ["gone", "new"],
    )


@pytest.mark.parametrize(("known", "text"), [("", ""), ("", "New."), ("Old.", ""), ("\n \n", "…")])
def test_empty_texts_are_compared(known: str, text: str) -> None:
    _covers(known, text, compare(known, text))


def test_a_sentence_too_long_to_be_compared_by_words_changed_as_a_whole() -> None:
    known = " ".join(f"w{i}" for i in range(MOST_WORDS // 2))
    assert all(each.change is Change.SAME for each in compare(known, known))
    long = " ".join("a" for _ in range(1000))
    (changed,) = [each for each in compare(long, long + " b") if each.change is not Change.SAME]
    assert changed.new


def _covers(known: str, text: str, passages: list[Passage]) -> None:
    """Every word of the text stands in one passage, in order; of the known text none in two."""
    at = 0
    for passage in passages:
        if passage.text is not None:
            assert passage.text.start >= at
            assert not text[at : passage.text.start].strip()
            at = passage.text.end
            assert all(passage.text.start <= span.start < span.end <= passage.text.end for span in passage.new)
        if passage.known is not None:
            assert all(passage.known.start <= span.start < span.end <= passage.known.end for span in passage.old)
    assert not text[at:].strip()
    spans = [passage.known for passage in passages if passage.known is not None]
    assert len(spans) == len(set(spans))


_PARTS = ("Trade grew. ", "Water is short. ", "He left.\n", "1. ", "\n\n", "The minister of trade spoke at length. ")
_TEXT = st.lists(st.sampled_from(_PARTS), max_size=30).map("".join)


@given(_TEXT, _TEXT)
@settings(max_examples=80, deadline=None)
def test_every_word_is_told_of_once(known: str, text: str) -> None:
    _covers(known, text, compare(known, text))


@given(st.text(max_size=200), st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_characters_are_compared(known: str, text: str) -> None:
    _covers(known, text, compare(known, text))


@given(_TEXT)
@settings(max_examples=40, deadline=None)
def test_a_text_has_nothing_new_against_itself(text: str) -> None:
    assert all(each.change is Change.SAME for each in compare(text, text))


def test_a_few_words_over_and_over_are_not_compared_one_by_one() -> None:
    known, text = "Trade grew: " + "a b " * 290, "Trade grew: " + "a c " * 290
    (changed,) = compare(known, text)
    assert (changed.old, changed.new) == ((changed.known,), (changed.text,))


def test_long_texts_are_compared_sentence_by_sentence() -> None:
    words = text_of(4000, 1, figures=0).replace(".", "").split()
    parts = [" ".join(words[at : at + 12]).capitalize() + "." for at in range(0, 4000, 12)]
    known = " ".join(parts)
    for at in random.Random(1).sample(range(len(parts) - 1), 5):
        parts[at] = parts[at].replace(parts[at].split()[3], "tomorrow")
    changed = [each for each in compare(known, " ".join(parts)) if each.change is not Change.SAME]
    assert [each.change for each in changed] == [Change.CHANGED] * 5
