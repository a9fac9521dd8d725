"""What the locale and the time zone of the environment change: columns never, days where days are the user's."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal, and tzset", allow_module_level=True)

from index.folders import bundled_collection
from index.models import Bag, Dated
from index.query import parse
from tests.terminal import Terminal
from tui.screens.trail_view import here

ROOT = Path(__file__).parents[2]
ASCII = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
RUSSIAN = {"LC_ALL": "ru_RU.KOI8-R", "LANG": "ru_RU.KOI8-R", "PYTHONUTF8": "0"}


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Moves this process to a time zone."""

    def move(name: str) -> None:
        monkeypatch.setenv("TZ", name)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize("locale", [ASCII, RUSSIAN], ids=["C", "KOI8-R"])
def test_columns_stand_and_cyrillic_is_typed_in_any_locale(bundled_index: Path, locale: dict[str, str]) -> None:
    command = [sys.executable, "-m", "tui", str(bundled_collection()), "--index", str(bundled_index)]
    with Terminal(command, env={"PYTHONPATH": str(ROOT), **locale}) as terminal:
        terminal.wait_for("5 documents")
        assert "▸1 Documents 1 of 5 · relevance" in terminal.text
        assert "\\u" not in terminal.text
        terminal.press("/")
        terminal.send("name:Жапаров")
        terminal.wait_for("name:Жапаров")  # what it finds may stand there before its last letter does
        terminal.wait_for("1 of 3")
        assert terminal.text.startswith("name:Жапаров")
        terminal.send("ctrl+q")
        assert terminal.ended(10.0)
        assert terminal.status == 0


def test_today_is_the_day_where_one_is(zone: Callable[[str], None]) -> None:
    days = []
    for name in ("Etc/GMT+12", "Pacific/Kiritimati"):  # 26 hours apart: never the same day
        zone(name)
        query = parse("date:today").query
        assert isinstance(query, Bag)
        (asked,) = query.parts
        assert isinstance(asked, Dated)
        assert asked.first is not None
        assert asked.first == asked.last == date.today()
        days.append(asked.first)
    assert days[0] < days[1]


def test_the_trail_tells_the_time_where_one_is(zone: Callable[[str], None]) -> None:
    zone("Asia/Bishkek")
    assert here("2026-01-31T20:15:00+00:00") == "2026-02-01 02:15"
    zone("UTC")
    assert here("2026-01-31T20:15:00+00:00") == "2026-01-31 20:15"
    assert here("no time\x1b") == "no time␛"
