"""Misspelt words, asked of the bundled collection."""

from __future__ import annotations

import pytest

from index.library import Library
from tests.index.library.test_library import ids


@pytest.mark.parametrize(
    ("slip", "word"),
    [("bilatral~", "bilateral"), ("vacine~", "vaccine"), ("title:Nomda~", "title:Nomad"), ("trade~", "trade")],
)
def test_a_fuzzy_word_finds_what_the_word_finds(bundled_library: Library, slip: str, word: str) -> None:
    assert set(ids(bundled_library, word)) <= set(ids(bundled_library, slip))
    assert ids(bundled_library, word)


def test_fuzzy_words_are_words_among_others(bundled_library: Library) -> None:
    assert ids(bundled_library, "vacine~ -trade") == ids(bundled_library, "vaccine -trade")
    page = bundled_library.search("vacine~ zeppelin")
    assert page.complete == 0
    assert page.numbers
    parsed = bundled_library.parse("vacine~")
    (row,) = bundled_library.rows(bundled_library.search(parsed).numbers[:1])
    document = bundled_library.read(row.id)
    text = document.text
    assert {text[hit.start : hit.end].casefold() for hit in bundled_library.hits(document, parsed)} <= {
        "vaccine", "vaccines", "vaccination", "vaccinated",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("vacine", [("No document has “vacine”", "did you mean vaccine?")]),
        ("Bishkke trade", [("No document has “Bishkke”", "did you mean bishkek?")]),
        ("vaccine", []),
        ("qqqqqq", []),
        ("1801", []),
        ("person:vacine", []),
    ],
)
def test_did_you_mean(bundled_library: Library, typed: str, said: list[tuple[str, str]]) -> None:
    found = bundled_library.misspelt(bundled_library.parse(typed))
    assert [(each.message, each.hint) for each in found] == said
    assert all(typed[each.start : each.end] in each.message for each in found)


def test_a_word_still_being_typed_is_not_misspelt_while_words_begin_so(bundled_library: Library) -> None:
    assert bundled_library.misspelt(bundled_library.parse("vacci", typing=True)) == ()
    (told,) = bundled_library.misspelt(bundled_library.parse("vacine", typing=True))
    assert told.hint == "did you mean vaccine?"
