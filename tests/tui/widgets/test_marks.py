"""What touches a line is drawn on it, found quickly but as if all were walked."""

from hypothesis import given
from hypothesis import strategies as st

from index.models import Annotation, Kind, Span
from tui.widgets import ink
from tui.widgets.marks import Annotated, Styles, draw, draw_spans, pieces

SPANS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted).map(lambda pair: Span(pair[0], pair[1])), max_size=8
).map(lambda spans: sorted(spans, key=lambda span: (span.start, span.end)))


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(0, 50), st.integers(1, 12))
def test_spans_side_by_side(lengths: list[int], start: int, size: int) -> None:
    spans, at = [], 0
    for length in lengths:
        spans.append(Span(at, at + length))
        at += length + 2
    styles: Styles = [None] * size
    draw_spans(styles, start, spans, ink.HIT, 1, ink.CURRENT_HIT)
    for i, style in enumerate(styles):
        inside = [n for n, span in enumerate(spans) if span.start <= start + i < span.end]
        assert style == (None if not inside else ink.CURRENT_HIT if inside[-1] == 1 else ink.HIT)


@given(SPANS, st.integers(0, 60), st.integers(1, 12))
def test_annotations_may_nest_and_overlap(spans: list[Span], start: int, size: int) -> None:
    annotated = Annotated([Annotation(Kind.PLACE, span.start, span.end, "") for span in spans])
    styles: Styles = [None] * size
    annotated.draw(styles, start)
    for i, style in enumerate(styles):
        inside = any(span.start <= start + i < span.end for span in spans)
        assert style == (ink.PLACE if inside else None)


def test_a_name_is_drawn_over_the_date_it_begins_with() -> None:
    annotated = Annotated([Annotation(Kind.ORGANISATION, 0, 8, ""), Annotation(Kind.DATE, 0, 4, "")])
    styles: Styles = [None] * 8
    annotated.draw(styles, 0)
    assert pieces("May 24 x", styles) == [("May 24 x", ink.ORGANISATION)]


def test_drawing_stays_on_the_line() -> None:
    styles: Styles = [None] * 3
    draw(styles, -5, 1, ink.HIT)
    draw(styles, 2, 99, ink.HIT)
    draw(styles, 7, 9, ink.HIT)
    assert styles == [ink.HIT, None, ink.HIT]
