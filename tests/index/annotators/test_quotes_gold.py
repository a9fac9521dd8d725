"""The gold of quotes: nothing is said to be anybody's that is not, and hardly anything is missed."""

from __future__ import annotations

import pytest

from tests.accuracy.quotes import Sentence, found, gold


@pytest.mark.parametrize("sentence", gold(), ids=lambda sentence: sentence.text[:40])
def test_no_quote_is_somebody_elses(sentence: Sentence) -> None:
    assert set(found(sentence)) <= set(sentence.quotes)


def test_hardly_a_quote_is_missed() -> None:
    every = gold()
    assert sum(len(found(each)) for each in every) >= 0.95 * sum(len(each.quotes) for each in every)
    assert sum(not each.quotes for each in every) >= 12
