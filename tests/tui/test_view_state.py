from __future__ import annotations

from index.models import Order
from tui.screens.view_state import Trail, ViewState


def test_letters_typed_change_one_view() -> None:
    trail = Trail(ViewState())
    for text in ("t", "tr", "tra"):
        trail.note(query=text)
    trail.note(document="a")
    assert trail.back() == ViewState()
    assert trail.forward() == ViewState(query="tra", document="a")


def test_an_anchored_view_is_led_on_from() -> None:
    trail = Trail(ViewState())
    trail.note(query="trade", document="a")
    trail.anchor()
    trail.note(position=120)
    trail.note(document="b")
    back = trail.back()
    assert back is not None
    assert (back.query, back.document, back.position) == ("trade", "a", 120)


def test_the_first_document_shown_is_no_step() -> None:
    trail = Trail(ViewState())
    trail.note(document="a")
    assert trail.back() is None
    assert trail.now.document == "a"


def test_another_order_is_a_step_but_another_scope_is_none() -> None:
    trail = Trail(ViewState(document="a"))
    trail.note(whole=False, grain="month")
    assert trail.back() is None
    trail.note(order=Order.OLDEST)
    assert trail.back() == ViewState(document="a", whole=False, grain="month")


def test_a_new_step_forgets_what_lay_forward() -> None:
    trail = Trail(ViewState(query="a"))
    trail.note(query="b")
    assert trail.back() is not None
    trail.note(query="c")
    assert trail.forward() is None
    back = trail.back()
    assert back is not None
    assert back.query == "a"


def test_the_trail_has_an_end() -> None:
    trail = Trail(ViewState())
    for number in range(3 * Trail.LONGEST):
        trail.note(query=str(number))
        trail.anchor()
    steps = 0
    while trail.back() is not None:
        steps += 1
    assert steps == Trail.LONGEST - 1
