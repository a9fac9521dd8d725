"""The gold of quotes: nothing is said to be anybody's that is not, and hardly anything is missed."""

from __future__ import annotations

import pytest

from tests.accuracy.quotes import GOLDS, Sentence, found, gold


@pytest.mark.parametrize(
    "sentence", [each for name in GOLDS for each in gold(name)], ids=lambda sentence: sentence.text[:40]
)
def test_no_quote_is_somebody_elses(sentence: Sentence) -> None:
    assert set(found(sentence)) <= set(sentence.quotes)


@pytest.mark.parametrize("name", GOLDS)
def test_hardly_a_quote_is_missed(name: str) -> None:
    every = gold(name)
    assert sum(len(found(each)) for each in every) >= 0.92 * sum(len(each.quotes) for each in every)


def test_some_sentences_hold_no_quote() -> None:
    assert sum(not each.quotes for each in gold("quotes")) >= 12
