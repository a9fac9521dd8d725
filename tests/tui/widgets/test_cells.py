"""Widths agree with the ones Textual lays strips out by."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.widgets.cells import cut, fit, head, narrow, width
from tui.widgets.inert import inert

TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("会議ёй\u0301\u0306 aЖ—№…𝒳🙂")))


@given(TEXT)
def test_width_is_the_one_of_the_screen(text: str) -> None:
    shown = inert(text)
    assert width(shown) == cell_len(shown)
    if narrow(shown):
        assert cell_len(shown) == len(shown)


@given(TEXT, st.integers(0, 30))
def test_cut_and_fit(text: str, cells: int) -> None:
    shown = inert(text)
    assert width(cut(shown, cells)) <= cells
    assert width(fit(shown, cells)) == cells
    assert width(fit(shown, cells, right=True)) == cells
    assert width(shown[: head(shown, cells)]) <= cells


def test_combining_marks_stay_with_their_letter() -> None:
    text = "и\u0306и\u0306и\u0306"
    assert width(text) == 3
    assert text[: head(text, 2)] == "и\u0306и\u0306"


def test_wide_characters_are_not_halved() -> None:
    assert cut("会議室", 5) == "会議…"
    assert fit("会議室", 4, right=True) == " 会…"
    assert cut("会議室", 6) == "会議室"
