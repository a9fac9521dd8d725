"""Widths of any text, against rich's own count, and that every cut and pad comes out at the cell."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.cells import cut, fit, head, pad, width
from tui.widgets.inert import inert
from tui.widgets.wrap import breaks

SCRIPTS = "aB9 ,-яЖҢө é\u0301 中文字カナ 한글 مرحبا שלום 😀👍🏽👨‍👩‍👧🇰🇬 \u200d\ufe0f€½→─█\x1b\t"
TEXT = st.text(st.one_of(st.sampled_from(SCRIPTS), st.characters(exclude_categories=["Cs"])), max_size=30)


@settings(max_examples=300, deadline=None)
@given(TEXT, st.integers(0, 20))
def test_what_is_fitted_has_exactly_its_width(text: str, cells: int) -> None:
    shown = inert(text)
    assert len(shown) == len(text)
    assert width(shown) == sum(cell_len(char) for char in shown)
    assert width(cut(shown, cells)) <= cells
    assert width(fit(shown, cells)) == cells
    assert width(fit(shown, cells, right=True)) == cells
    assert width(shown[: head(shown, cells)]) <= cells
    assert width(pad(shown, cells)) == max(width(shown), cells)


@settings(max_examples=200, deadline=None)
@given(TEXT, st.integers(2, 20))
def test_no_wrapped_line_is_wider_than_its_pane_and_no_letter_is_lost(text: str, cells: int) -> None:
    shown = inert(text.replace("\n", " "))
    lines = [shown[start:end] for start, end in breaks(shown, cells)]
    assert all(width(line) <= cells for line in lines)
    assert "".join(lines).replace(" ", "") == shown.replace(" ", "")


@pytest.mark.parametrize(
    ("text", "cells"),
    [("Жапаров", 7), ("Кыргызстан", 10), ("中文", 4), ("e\u0301", 1), ("مرحبا", 5), ("😀", 2), ("ＡＢ", 4)],
)
def test_scripts(text: str, cells: int) -> None:
    assert width(inert(text)) == cells
