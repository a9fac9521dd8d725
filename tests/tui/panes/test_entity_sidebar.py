"""The sidebar: sections, filters, exclusions, and a cursor that stays on its entity."""

from __future__ import annotations

import pytest

from index.models import Annotation, Count, Kind
from tests.tui.panes.host import Host, lines
from tui.messages import FilterBy, ScopeFlipped
from tui.panes.entity_sidebar import EntitySidebar

COUNTS = [
    Count("vp", "Vladimir Putin", "person", 12, 40),
    Count("sj", "Sooronbay Jeenbekov", "person", 1186, 3000),
    Count("eaeu", "ЕАЭС", "organisation", 7, 9),
    Count("bishkek", "Bishkek", "place", 5, 6),
    Count("x", "Someone", "name", 1, 1),
]
FIGURES = [Annotation(Kind.PERCENT, 0, 3, "97%", 97.0), Annotation(Kind.PERCENT, 9, 12, "97%", 97.0)]


def at(pane: EntitySidebar) -> tuple[str, str] | None:
    """Where the cursor is."""
    return pane.current


async def test_sections_and_counts() -> None:
    pane = EntitySidebar()
    async with Host(pane).run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, FIGURES, whole=True)
        await pilot.pause()
        assert lines(pane)[:12] == [
            "▸3 Entities · all hits",
            "People 2",
            "▸ Vladimir Putin            12",
            "  Sooronbay Jeenbekov    1,186",
            "Organisations 1",
            "  ЕАЭС                       7",
            "Places 1",
            "  Bishkek                    5",
            "Names 1",
            "  Someone                    1",
            "Figures 1",
            "  97%                        2",
        ]
        pane.show(COUNTS, [], whole=False)
        await pilot.pause()
        assert lines(pane)[0] == "▸3 Entities · this document"
        assert lines(pane)[2].endswith(" 40")


async def test_of_many_names_the_foremost_are_listed() -> None:
    pane = EntitySidebar()
    async with Host(pane).run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, [], whole=True, totals={"person": 12_345, "place": 1})
        await pilot.pause()
        assert lines(pane)[1:5] == [
            "People 12,345",
            "▸ Vladimir Putin            12",
            "  Sooronbay Jeenbekov    1,186",
            "  … 12,343 more",
        ]
        await pilot.press("down", "down", "enter", "enter")
        await pilot.pause()
        assert lines(pane)[4] == "▸ … 12,343 more"
        assert pane.current is None


@pytest.mark.parametrize(
    ("downs", "field", "name"),
    [
        (0, "person", "Vladimir Putin"),
        (2, "org", "ЕАЭС"),
        (3, "place", "Bishkek"),
        (4, "name", "Someone"),
        (5, "", "97%"),
        (9, "", "97%"),
    ],
)
async def test_filters(downs: int, field: str, name: str) -> None:
    pane = EntitySidebar()
    app = Host(pane)
    async with app.run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, FIGURES, whole=True)
        await pilot.press(*["down"] * downs, "enter")
        await pilot.pause()
        message = app.last(FilterBy)
        assert message is not None
        assert (message.field, message.value, message.exclude) == (field, name, False)
        assert pane.current == (field, name)
        await pilot.press("x")
        await pilot.pause()
        message = app.last(FilterBy)
        assert message is not None
        assert message.exclude


async def test_scope_is_asked_for() -> None:
    pane = EntitySidebar()
    app = Host(pane)
    async with app.run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, [], whole=True)
        await pilot.press("d")
        await pilot.pause()
        message = app.last(ScopeFlipped)
        assert message is not None
        assert message.whole is False


async def test_the_cursor_stays_on_its_entity() -> None:
    pane = EntitySidebar()
    async with Host(pane).run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, FIGURES, whole=True)
        await pilot.press("j", "j", "j")
        assert at(pane) == ("place", "Bishkek")
        more = [Count(f"p{i}", f"Place {i}", "place", 9) for i in range(3)]
        pane.show(COUNTS[1:3] + more[:2] + COUNTS[3:4], [], whole=False)
        await pilot.pause()
        assert at(pane) == ("place", "Bishkek")
        pane.show(COUNTS[:2], [], whole=False)
        await pilot.pause()
        assert (at(pane) or ("",))[0] == "person"
        pane.show([], [], whole=False)
        await pilot.pause()
        assert at(pane) is None
        await pilot.press("j", "enter", "x", "G", "g")
        assert lines(pane)[1] == " No names or figures"


async def test_a_cursor_that_nobody_moved_stays_on_the_first_name() -> None:
    pane = EntitySidebar()
    async with Host(pane).run_test(size=(30, 20)) as pilot:
        pane.show(COUNTS, FIGURES, whole=True)
        await pilot.pause()
        pilot.app.set_focus(None)
        await pilot.pause()
        pane.show([COUNTS[1], COUNTS[0]], [], whole=False)
        await pilot.pause()
        assert "▸ Sooronbay" in lines(pane)[2], lines(pane)


async def test_more_opens_a_section() -> None:
    people = [Count(f"p{i}", f"Person {i}", "person", 100 - i) for i in range(60)]
    pane = EntitySidebar()
    app = Host(pane)
    async with app.run_test(size=(30, 20)) as pilot:
        pane.show(people + COUNTS[2:4], [], whole=True)
        await pilot.pause()
        shown = lines(pane)
        assert shown[1] == "People 60"
        more = next(i for i, text in enumerate(shown) if "more" in text)
        assert shown[more].strip() == f"… {60 - (more - 2)} more"
        assert "Places 1" in shown
        for _ in range(more - 2):
            await pilot.press("down")
        await pilot.press("x")
        assert app.last(FilterBy) is None
        await pilot.press("enter")
        await pilot.pause()
        assert pane.current == ("person", f"Person {more - 2}")
        assert not any("more" in text for text in lines(pane))


async def test_hostile_names_are_shown_inert() -> None:
    pane = EntitySidebar()
    async with Host(pane).run_test(size=(30, 10)) as pilot:
        pane.show([Count("x", "[red]\x1b]52;c;\x07", "person", 1)], [], whole=True)
        await pilot.pause()
        assert "[red]␛]52;c;␇" in lines(pane)[2]
