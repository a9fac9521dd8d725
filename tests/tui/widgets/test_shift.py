"""What is sent to scroll a terminal does to its lines what `shifted` says."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.strip import Strip

from tui.widgets.shift import Band, moved_by, pays, sequence, shifted

WIDTH, HEIGHT = 6, 9


@given(st.integers(0, 5), st.integers(3, 9), st.integers(-8, 8))
def test_a_terminal_does_as_told(first: int, rows: int, by: int) -> None:
    rows = min(rows, HEIGHT - first)
    by = moved_by(Band(first, rows, 20), Band(first, rows, 20 + by))
    screen = pyte.Screen(WIDTH, HEIGHT)
    stream = pyte.Stream(screen)
    texts = [f"line {y}" for y in range(HEIGHT)]
    for y, text in enumerate(texts):
        stream.feed(f"\x1b[{y + 1};1H{text}")
    strips = [Strip([Segment(text)]) for text in texts]
    if by:
        stream.feed(sequence(first, first + rows - 1, by))
        strips = shifted(strips, Band(first, rows, 0), by, WIDTH)
    assert list(screen.display) == [strip.text for strip in strips]


def test_only_a_band_that_keeps_lines_is_moved() -> None:
    assert moved_by(Band(2, 10, 0), Band(2, 10, 3)) == 3
    assert moved_by(Band(2, 10, 3), Band(2, 10, 0)) == -3
    assert moved_by(Band(2, 10, 0), Band(2, 10, 9)) == 0  # hardly a line stays
    assert moved_by(Band(2, 10, 0), Band(3, 9, 1)) == 0  # the head grew


def test_moving_must_pay() -> None:
    lines = [Strip([Segment(f"line {y}")]) for y in range(HEIGHT)]
    band = Band(0, HEIGHT, 0)
    wanted = [*lines[2:], Strip([Segment("new 1")]), Strip([Segment("new 2")])]
    assert pays(lines, shifted(lines, band, 2, WIDTH), wanted)
    other = [Strip([Segment(f"other{y}")]) for y in range(HEIGHT)]
    assert not pays(lines, shifted(lines, band, 2, WIDTH), other)
