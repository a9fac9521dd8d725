"""Stop words in little room: the same answers as a set of them gives."""

from __future__ import annotations

import tracemalloc

from index.sources import html, stop_words
from index.sources.stop_words import StopWords


def test_the_same_words_as_in_a_set() -> None:
    words = {f"{one}{two}{three}" for one in "abcдеж" for two in "éèx" for three in ("", "y", "ys", "ysz")} - {"cxys"}
    small = StopWords(words)
    asked = [*words, *(word[:-1] for word in words), *(f"{word}z" for word in words), "cxys", "", "\udc80", "a\nb", "я"]
    assert [word in small for word in asked] == [word in words for word in asked]
    assert 1 not in small
    assert "a" not in StopWords([])


def test_those_of_all_languages_take_a_tenth_of_the_room() -> None:
    tracemalloc.start()
    from justext.utils import get_stoplist, get_stoplists

    whole = frozenset(word for language in get_stoplists() for word in get_stoplist(language))
    (before, _) = tracemalloc.get_traced_memory()
    small = StopWords(whole)
    (after, _) = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert after - before < before / 5
    assert all(word in small for word in list(whole)[:5000])


def test_pages_are_read_with_them() -> None:
    page = "".join(
        f"<div><p>The assembly of the nations met in room {n} and spoke of peace.</p></div>" for n in range(9)
    )
    assert "assembly" in html.read(f"<html><body>{page}</body></html>".encode(), "a.html").text
    stop_words.keep_small()

    from justext import core
    from trafilatura import external

    kept = vars(external)["JT_STOPLIST"]
    assert isinstance(kept, StopWords)
    assert core.define_stoplist(kept) is kept
    assert core.define_stoplist(("The",)) == {"the"}  # of others than ours, as ever


def test_they_are_the_words_of_all_lists() -> None:
    from justext.utils import get_stoplist, get_stoplists

    stop_words.keep_small()
    from trafilatura import external

    kept = vars(external)["JT_STOPLIST"]
    assert all(word in kept for language in get_stoplists() for word in list(get_stoplist(language))[::7])
    assert "" not in kept
