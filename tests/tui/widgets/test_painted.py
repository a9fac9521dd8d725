"""Only what changed is sent."""

from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui.widgets.ink import line
from tui.widgets.painted import cells_of, changed_until

PIECES = st.lists(
    st.tuples(st.text(alphabet="ab 会и\u0306", max_size=6), st.sampled_from([None, Style(bold=True)])), max_size=5
)


@given(PIECES, PIECES)
def test_what_lies_behind_the_change_is_the_same(old: list[tuple[str, Style]], new: list[tuple[str, Style]]) -> None:
    before, after = line(old, 20), line(new, 20)
    end = changed_until(before, after)
    assert cells_of(before)[end:] == cells_of(after)[end:]
    # printing the new line up to there never cuts a double-width character in half
    assert cells_of(after.crop(0, end)) == cells_of(after)[:end]
    if cells_of(before) == cells_of(after):
        assert end == 0


def test_change_in_one_cell() -> None:
    assert changed_until(line([("▸ one", None)], 30), line([("  one", None)], 30)) == 1
    assert changed_until(line([("one", None)], 30), line([("one", None)], 30)) == 0
    assert changed_until(line([("会", None)], 30), line([("本", None)], 30)) == 2
    assert changed_until(Strip([Segment("abc")]), line([("abc", Style(bold=True))], 3)) == 3


def test_lines_are_exactly_as_wide_as_asked_and_inert() -> None:
    strip = line([("\x1b[2J", None), ("会議", None)], 5)
    assert strip.cell_length == 5
    assert strip.text == "␛[2J "
