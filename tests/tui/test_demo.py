"""The tour for a newcomer: it follows what is done, and never stands in the way."""

from __future__ import annotations

from tests.tui.running import Run, browsing
from tui.screens.demo import Guide, begin, steps

ROOM = 80 - len(" 1/7  F8 skips, F9 ends")


def guide(run: Run) -> Guide:
    return run.screen.query_one(Guide)


async def test_it_goes_on_as_its_steps_are_done() -> None:
    async with browsing() as run:
        begin(run.screen)
        await run.shows("1/7 Type / and then trade")
        await run.press("slash")
        await run.type("trade")
        await run.shows("2/7 Enter keeps")
        for key, said in (("enter", "3/7"), ("enter", "4/7"), ("3", "5/7"), ("4", "6/7")):
            await run.press(key)
            await run.shows(said)
        await run.press("question_mark")
        await run.until(lambda: guide(run).step == 6, "the last step")
        await run.press("escape")
        await run.shows("7/7 That is all")
        await run.press("f8")
        await run.until(lambda: not run.screen.query(Guide), "the end of the tour")


async def test_it_can_be_skipped_and_ended_anywhere() -> None:
    async with browsing() as run:
        begin(run.screen)
        await run.shows("1/7")
        await run.press("f8")
        await run.until(lambda: guide(run).step >= 1, "the next step")
        await run.press("f9")
        await run.until(lambda: not run.screen.query(Guide), "the end of the tour")
        await run.press("f8", "f9", "down")
        await run.until(lambda: run.screen.documents.cursor == 1, "keys as always")


def test_every_step_fits_into_80_columns() -> None:
    assert all(len(step.text) <= ROOM for step in steps())
