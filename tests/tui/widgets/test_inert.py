"""Text of documents cannot act on the terminal, and offsets survive."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.inert import BROKEN, HIDDEN, TURNED, inert


@given(st.text(alphabet=st.characters(codec=None)))
def test_same_length_and_nothing_unprintable(text: str) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    for char in shown:
        assert unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}


@given(st.text())
def test_twice_is_once(text: str) -> None:
    assert inert(inert(text)) == inert(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred\x1b]0;title\x07", "␛[31mred␛]0;title␇"),
        ("\x9b31m", f"{BROKEN}31m"),
        ("a\u202egpj.exe", f"a{TURNED}gpj.exe"),
        ("zero\u200bwidth\ufeff", f"zero{HIDDEN}width{HIDDEN}"),
        ("sel\ufe0fected", f"sel{HIDDEN}ected"),
        ("soft\xadhyphen", "soft¬hyphen"),
        ("no\xa0break\ttab\r", "no break tab␍"),
        ("\udcff", BROKEN),
        ("Кыргызстан — “Жапаров”, 13,6 % [bold]", "Кыргызстан — “Жапаров”, 13,6 % [bold]"),
    ],
)
def test_known_dangers(text: str, shown: str) -> None:
    assert inert(text) == shown
