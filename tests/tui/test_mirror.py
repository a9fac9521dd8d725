"""What is sent to a terminal: after any number of updates it shows what was drawn, in as few bytes as it takes."""

from __future__ import annotations

import pyte
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.geometry import Region
from textual.strip import Strip

from tui.mirror import Mirror
from tui.widgets.shift import sequence

WIDTH, HEIGHT = 12, 4
STYLES = [None, Style(bold=True), Style(reverse=True), Style(color="green"), Style(color="default", bgcolor="default")]
RUNS = st.tuples(st.text("ab я─", max_size=6), st.sampled_from(STYLES))
LINE = st.lists(RUNS, max_size=4)
SCREEN = st.lists(LINE, min_size=HEIGHT, max_size=HEIGHT)


def drawn(runs: list[tuple[str, Style | None]]) -> Strip:
    return Strip([Segment(text, style) for text, style in runs]).adjust_cell_length(WIDTH)


def update(lines: list[Strip]) -> LayoutUpdate:
    return LayoutUpdate([[line] for line in lines], Region(0, 0, WIDTH, HEIGHT))


def looks(screen: pyte.Screen) -> list[list[tuple[str, bool, bool, str]]]:
    """What tells cells apart on a screen: a bold or green space is a space."""
    found = []
    for y in range(HEIGHT):
        cells = [screen.buffer[y][x] for x in range(WIDTH)]
        found.append(
            [(c.data, c.reverse, c.bold and c.data != " ", c.fg if c.data != " " or c.reverse else "") for c in cells]
        )
    return found


def terminal() -> tuple[pyte.Screen, pyte.Stream]:
    screen = pyte.Screen(WIDTH, HEIGHT)
    screen.reset_mode(7, private=True)  # no line wrap, as Textual has it
    return screen, pyte.Stream(screen)


def send(mirror: Mirror, stream: pyte.Stream, lines: list[Strip]) -> str:
    text = mirror.sequence(update(lines), (WIDTH, HEIGHT), ColorSystem.STANDARD)
    stream.feed(text)
    return text


@settings(max_examples=60, deadline=None)
@given(st.lists(SCREEN, min_size=1, max_size=5), st.integers(-3, 3))
def test_the_terminal_shows_the_last_screen(screens: list[list[list[tuple[str, Style | None]]]], by: int) -> None:
    mirror, (shown, stream) = Mirror(), terminal()
    for each in screens:
        send(mirror, stream, [drawn(line) for line in each])
        if by:  # and what the terminal scrolled itself is known, too
            stream.feed(sequence(0, HEIGHT - 1, by))
            mirror.scrolled(0, HEIGHT - 1, by)
    last = [drawn(line) for line in screens[-1]]
    send(mirror, stream, last)
    afresh, (wanted, other) = Mirror(), terminal()
    send(afresh, other, last)
    assert looks(shown) == looks(wanted)
    assert wanted.display == [line.text for line in last]
    assert send(mirror, stream, last) == "", "what it shows is not sent again"


def test_only_what_differs_is_sent() -> None:
    mirror, (_, stream) = Mirror(), terminal()
    lines = [Strip([Segment("abcdef")]).adjust_cell_length(WIDTH) for _ in range(HEIGHT)]
    send(mirror, stream, lines)
    changed = [*lines]
    changed[2] = Strip([Segment("abcxef")]).adjust_cell_length(WIDTH)
    assert send(mirror, stream, changed) == "\x1b[3;4Hx"
    assert send(mirror, stream, [Strip.blank(WIDTH, Style(bold=True))] * HEIGHT).count(" ") == 0, "erased, not filled"


def test_a_piece_of_a_line_is_brought_where_it_stands() -> None:
    mirror, (_, stream) = Mirror(), terminal()
    send(mirror, stream, [Strip([Segment("abcdefghijkl")])] * HEIGHT)
    piece = ChopsUpdate([{}, {0: None, 6: Strip([Segment("ghXjkl")])}, {}, {}], [(1, 6, 10)], [[], [6, 12], [], []])
    assert mirror.sequence(piece, (WIDTH, HEIGHT), ColorSystem.STANDARD) == "\x1b[2;9HX"


def test_the_blank_rest_of_a_piece_is_erased_where_the_line_is_blank_behind_it() -> None:
    mirror, (_, stream) = Mirror(), terminal()
    inside = WIDTH - 2
    for margin, sent in (("  ", "\x1b[1;2H\x1b[K"), (" |", "\x1b[1;2H" + " " * (inside - 1))):
        full = Strip([Segment("a" * inside + margin)])
        send(mirror, stream, [full] * HEIGHT)
        piece = ChopsUpdate([{0: Strip([Segment("a")]).adjust_cell_length(inside)}], [(0, 0, inside)], [[inside]])
        assert mirror.sequence(piece, (WIDTH, HEIGHT), ColorSystem.STANDARD) == sent


def test_behind_a_wide_character_a_piece_is_sent_on() -> None:
    """A terminal that takes the width of an emoji for another than we do has shifted what stands behind it."""
    mirror, (_, stream) = Mirror(), terminal()
    before = [Strip([Segment("a中bcd")]).adjust_cell_length(WIDTH)] * HEIGHT
    after = [Strip([Segment("a中bxd")]).adjust_cell_length(WIDTH), *before[1:]]
    send(mirror, stream, before)
    assert send(mirror, stream, after) == "\x1b[1;2H中bx"


def test_a_terminal_written_on_by_others_is_sent_everything() -> None:
    mirror, (shown, stream) = Mirror(), terminal()
    lines = [Strip([Segment("abcdef")]).adjust_cell_length(WIDTH)] * HEIGHT
    send(mirror, stream, lines)
    shown.reset()
    mirror.forget()
    assert send(mirror, stream, lines)
    assert shown.display == [line.text for line in lines]


def test_without_colours_no_style_is_sent() -> None:
    text = Mirror().sequence(update([drawn([("ab", Style(color="red"))])] * HEIGHT), (WIDTH, HEIGHT), None)
    assert "m" not in text
