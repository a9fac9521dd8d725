from __future__ import annotations

import re
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index import seeking
from index.analysis import Token, asked, fold, tokens
from index.folders import bundled_collection
from index.seeking import UNUSUAL, sought
from tests.index.surname_forms import surnames

_WRITTEN = (
    "trade Trades trading dying die died lying lie ties tie skies sky skis idly gently ugly early news cried cry U.S. "
    "U.S.A. us USA R&D AT&T don't president's President’s COVID-19 5kg 1,800 1800 1 800 4.1 13.6% 13,6 % 97 per cent "
    "1.800.000 foo_bar foo_Ых _ Петров’s Straße Maß ﬁne ſick K Соединённых Штатов рынок рынков рынка отец отца веток "
    "ветка песок Зайца Заяц Павла Павел Льва Лев столов Столов Столова Причины Путин Путина Жапарова за́мок замок й йод "
    "ё ёлка елка ЕАЭС Άρης trade\u00adoff ² ½kg ①kg Ⓐb 日本"
)
WORDS = _WRITTEN.split()
SPACES = [" ", " ", "\n", " ", " ", ", ", ". ", "-", "_", "", "'", "%"]


def all_sought(text: str, terms: frozenset[str], prefixes: tuple[str, ...]) -> list[Token]:
    return [
        token
        for token in tokens(text)
        if not terms.isdisjoint(token.terms) or (prefixes and token.surface.startswith(prefixes))
    ]


def same(text: str, terms: frozenset[str], prefixes: tuple[str, ...], reach: int) -> None:
    found, expected = list(sought(text, terms, prefixes, reach)), all_sought(text, terms, prefixes)
    assert [token._replace(position=0) for token in found] == [token._replace(position=0) for token in expected]
    for (one, other), (a, b) in zip(pairwise(found), pairwise(expected), strict=True):
        distance = b.position - a.position
        assert other.position - one.position == distance or min(distance, other.position - one.position) > reach


TEXTS = st.text(st.sampled_from("abcdAБвгро.1,&'’_ \u0301\u00ad%-"), max_size=80) | st.lists(
    st.tuples(st.one_of(st.sampled_from(WORDS), st.text(max_size=4)), st.sampled_from(SPACES)), max_size=25
).map(lambda parts: "".join(word + space for word, space in parts))


@settings(deadline=None)
@given(text=TEXTS, words=st.lists(st.sampled_from(WORDS), max_size=3), reach=st.integers(0, 4), data=st.data())
def test_what_is_sought_is_what_reading_every_word_finds(
    text: str, words: list[str], reach: int, data: st.DataObject
) -> None:
    inside = [token for token in tokens(text) if token.terms]
    meant = data.draw(st.sampled_from(inside)).terms if inside else ()
    wanted = frozenset(term for word in words for token in asked(word) for term in token.terms).union(meant)
    prefixes = tuple(fold(word)[:3] for word in words[-1:])
    same(text, wanted, (), reach)
    same(text, wanted, prefixes, reach)


def test_every_word_begins_as_each_of_its_terms() -> None:
    texts = [path.read_text(encoding="utf-8") for path in bundled_collection().glob("*.md")]
    texts += [" ".join(forms) for forms in surnames()]
    texts += WORDS
    for text in texts:
        for token in tokens(f"x {text}. {text}"):
            for term in token.terms:
                assert list(sought(token.surface, frozenset((term,)), ())) or not all_sought(
                    token.surface, frozenset((term,)), ()
                ), (token, term)


def test_of_usual_characters_nothing_but_lower_case_is_made() -> None:
    unusual = re.compile(f"[{UNUSUAL}]")
    known = {"ё": "е", "Ё": "е"}
    for code in range(sys.maxunicode + 1):
        letter = chr(code)
        if letter.isalnum() and not unusual.match(letter):
            assert fold(letter) == known.get(letter, letter.lower()), hex(code)


@pytest.mark.parametrize("words", [1_000, 10_000])
def test_only_words_that_may_be_meant_are_analysed(words: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "alpha beta gamma delta " * words + "trade"
    read: list[str] = []

    def noted(text: str, match: re.Match[str]) -> list[Token]:
        read.append(match[0])
        return []

    monkeypatch.setattr(seeking, "read", noted)
    assert not list(sought(text, frozenset(("trade", "growth")), ("bilat",), reach=1))
    assert read == ["trade"]
