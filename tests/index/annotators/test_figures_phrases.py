"""What may stand behind a number is asked once for all tables, and says no less than each table does."""

from __future__ import annotations

import pytest

from index.annotators.figures.lexicon import lexicon

TAILS = [" percent", "%", " km", " USD", "€", " dollars", "-fold", " times", "  cents", " men", "", "\n%", " млн", "²"]


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize("tail", [*TAILS, " процента", " руб.", " сом", " тыйын", " раза", " эсе"])
def test_no_table_has_a_form_where_it_is_not_named(language: str, tail: str) -> None:
    words, text = lexicon(language), f"7{tail}"
    near = words.behind_number.at(text, 1)
    for name in ("percent", "times", "money", "codes", "subunits", "units"):
        assert name in near or getattr(words, name).at(text, 1) is None, name


def test_a_word_that_begins_no_form_is_of_no_table() -> None:
    assert lexicon("en").behind_number.at("7 men", 1) == frozenset()
    assert lexicon("en").behind_number.at("7", 1) == frozenset()
