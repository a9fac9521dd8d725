"""Wrapped lines fit, lose nothing but spaces, and map to offsets and back."""

from hypothesis import given
from hypothesis import strategies as st

from tests.growth import growth
from tui.widgets.blocks import blocks_of
from tui.widgets.cells import width
from tui.widgets.inert import inert
from tui.widgets.wrap import Block, Wrapped, breaks

TEXT = st.text(alphabet=st.one_of(st.sampled_from("ab cd  е-/会議и\u0306\u200b\x1b"), st.characters()), max_size=200)


@given(TEXT, st.integers(2, 40))
def test_lines_fit_and_lose_only_spaces(text: str, cells: int) -> None:
    shown = inert(text)
    lines = list(breaks(shown, cells))
    position = 0
    for start, end in lines:
        assert shown[position:start].strip(" ") == ""
        assert width(shown[start:end]) <= cells
        position = end
    assert shown[position:].strip(" ") == ""


@given(st.lists(TEXT.map(lambda text: text.replace("\n", " ")), max_size=6), st.integers(4, 30))
def test_offsets_and_lines(paragraphs: list[str], cells: int) -> None:
    text = "\n\n".join(paragraphs)
    wrapped = Wrapped(text, blocks_of(text), cells)
    count = wrapped.reach_end()
    for number in range(count):
        block, start, end = wrapped.line(number)
        if block is None:
            continue
        for offset in range(start, end):
            assert wrapped.line_of(offset) == number


def test_breaks_at_spaces_and_hyphens() -> None:
    text = "the trade-economic cooperation"
    assert [text[a:b] for a, b in breaks(text, 18)] == ["the trade-economic", "cooperation"]
    assert [text[a:b] for a, b in breaks(text, 12)] == ["the", "trade-", "economic", "cooperation"]
    assert list(breaks("", 10)) == [(0, 0)]


def test_double_width_text_breaks_between_characters() -> None:
    text = "会議は金曜日です"
    assert [text[a:b] for a, b in breaks(text, 7)] == ["会議は", "金曜日", "です"]


def test_wraps_no_further_than_asked() -> None:
    text = "one two three\n\n" * 1000
    wrapped = Wrapped(text, blocks_of(text), 20)
    assert wrapped.reach(10)
    assert not wrapped.done
    assert wrapped.known < 20
    assert not wrapped.reach(5000)
    assert wrapped.done


def test_indent_narrows_the_lines() -> None:
    text = "aaaa bbbb cccc"
    wrapped = Wrapped(text, [Block(0, len(text), indent=5)], 10)
    assert wrapped.reach_end() == 3


def test_a_megabyte_in_one_paragraph_is_linear() -> None:
    def wrap(text: str) -> None:
        Wrapped(text, [Block(0, len(text))], 76).reach_end()

    assert growth(lambda size: wrap("Президент “Кыргызстана” " * size), 4_000, 40_000) < 40
    assert growth(lambda size: wrap("x" * size), 100_000, 1_000_000) < 40
