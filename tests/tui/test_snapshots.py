"""Whole screens on the bundled collection, as a person sees them. Looked at one by one when they are renewed:
`python -m pytest tests/tui/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot

from index.folders import bundled_collection
from index.library import Library
from tests.tui.running import NARROW, TINY, WIDE, browsing_steps
from tui.app import make_app

Compare = Callable[..., bool]


@dataclass(frozen=True)
class Shot:
    """One picture: a name, the terminal's size, and the keys that lead there; a word in <> is typed."""

    name: str
    size: tuple[int, int]
    keys: str = ""
    theme: str = ""


SHOTS = (
    Shot("browser", WIDE, "/ <bilateral trade> enter"),
    Shot("first", NARROW),
    Shot("wide_first", WIDE),
    Shot("tiny", TINY),
    Shot("typing", NARROW, "/ <trade grow>"),
    Shot("some_words", NARROW, "/ <Gazprom Yandex Overchuk> enter"),
    Shot("complaint", NARROW, "/ <trade pers:x>"),
    Shot("nothing_found", NARROW, "/ <zzzz>"),
    Shot("filter", WIDE, "3 down enter"),
    Shot("excluded", WIDE, "3 down x"),
    Shot("reader", NARROW, "/ <trade> enter enter n"),
    Shot("passages", NARROW, "/ <speaker:Putin trade> enter 7 c"),
    Shot("transcript", NARROW, "/ <kind:transcript> enter enter right_curly_bracket"),
    Shot("wide_transcript", WIDE, "/ <speaker:Jeenbekov> enter enter"),
    Shot("find", NARROW, "2 f <the>"),
    Shot("entities", NARROW, "3"),
    Shot("entities_of_document", WIDE, "3 d"),
    Shot("timeline", NARROW, "4"),
    Shot("timeline_quarters", NARROW, "4 z"),
    Shot("timeline_entries", WIDE, "4 down down"),
    Shot("timeline_days", NARROW, "4 z z z"),
    Shot("timeline_card", NARROW, "4 down down i"),
    Shot("unplaced", NARROW, "4 w"),
    Shot("figures", WIDE, "5"),
    Shot("narrow_figures", NARROW, "5"),
    Shot("name_card", WIDE, "3 i"),
    Shot("compare", NARROW, "s equals_sign down equals_sign"),
    Shot("order", NARROW, "s s"),
    Shot("help", NARROW, "question_mark"),
    Shot("wide_help", WIDE, "4 question_mark"),
    Shot("palette", NARROW, "colon <time>"),
    Shot("problems", NARROW, "P"),
    Shot("wide_light", WIDE, "/ <trade> enter", theme="dossier-light"),
)


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_screen(shot: Shot, bundled_index: Path, snap_compare: Compare) -> None:
    collection = bundled_collection()
    app = make_app(collection, library=partial(Library.open, collection, index=bundled_index), theme=shot.theme)

    async def there(pilot: Pilot[int]) -> None:
        await browsing_steps(app, pilot, shot.keys)

    try:
        assert snap_compare(app, terminal_size=shot.size, run_before=there)
    finally:
        assert app.engine.stop()
