"""Paragraphs, headings and turns become blocks; no letter is lost."""

from hypothesis import given
from hypothesis import strategies as st

from index.models import Span, Turn
from tui.widgets.blocks import HEADING, INDENT, SPEAKER, SPEECH, blocks_of


def test_turns_are_set_apart() -> None:
    text = "Opening\n\nVladimir Putin: Good afternoon.\n\nWe meet again.\n\nSooronbay Jeenbekov: Thank you.\n\nEnd."
    turns = []
    for name, last in (("Vladimir Putin", "again."), ("Sooronbay Jeenbekov", "you.")):
        begin = text.index(name)
        turns.append(
            Turn(begin + len(name) + 2, text.index(last) + len(last), name, begin, begin + len(name)),
        )
    blocks = blocks_of(text, [Span(0, 7, "1")], turns)
    assert [(text[b.start : b.end], b.role, b.indent, b.gap) for b in blocks] == [
        ("Opening", HEADING, 0, 0),
        ("Vladimir Putin:", SPEAKER, 0, 1),
        ("Good afternoon.", SPEECH, INDENT, 0),
        ("We meet again.", SPEECH, INDENT, 1),
        ("Sooronbay Jeenbekov:", SPEAKER, 0, 1),
        ("Thank you.", SPEECH, INDENT, 0),
        ("End.", "", 0, 1),
    ]


def test_single_line_breaks_are_kept() -> None:
    assert [(b.start, b.end, b.gap) for b in blocks_of("a\nb\n\n\n c ")] == [(0, 1, 0), (2, 3, 0), (7, 8, 1)]


@given(
    st.text(alphabet="ab :\n", max_size=60),
    st.lists(st.tuples(*[st.integers(0, 60)] * 4).map(sorted), max_size=4),
    st.lists(st.tuples(*[st.integers(0, 60)] * 2).map(sorted), max_size=3),
)
def test_every_letter_is_in_exactly_one_block(text: str, turns: list[list[int]], headings: list[list[int]]) -> None:
    blocks = blocks_of(
        text,
        [Span(a, b) for a, b in headings],
        [Turn(c, d, "x", a, b) for a, b, c, d in turns],
    )
    seen = [offset for block in blocks for offset in range(block.start, block.end)]
    assert seen == sorted(set(seen))
    assert {i for i, char in enumerate(text) if not char.isspace()} <= set(seen)
    assert all("\n" not in text[b.start : b.end] for b in blocks)
