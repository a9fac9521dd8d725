"""Whole screens on the bundled collection, as a person sees them. Looked at one by one when they are renewed:
`python -m pytest tests/tui/test_snapshots.py --snapshot-update`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

import pytest
from textual.keys import _character_to_key
from textual.pilot import Pilot

from index.errors import CollectionError
from index.folders import bundled_collection
from index.library import Library
from index.refresh import refresh
from tests.tui.running import NARROW, TINY, WIDE, Run
from tui.app import Dossier, make_app
from tui.screens import unseen
from tui.screens.notice import Notice

Compare = Callable[..., bool]
REST = 0.4
"""Seconds without a change: longer than anything on the screen waits before it follows."""


@dataclass(frozen=True)
class Shot:
    """One picture: a name, the terminal's size, and the keys that lead there; a word in <> is typed. `of` is the
    fixture whose collection it is of, "" for the bundled one; "refused" for one that cannot be opened."""

    name: str
    size: tuple[int, int]
    keys: str = ""
    theme: str = ""
    of: str = ""
    guided: bool = False


def both(name: str, keys: str, *, of: str = "", guided: bool = False) -> tuple[Shot, Shot]:
    """The same at 80x24 and at 120x40."""
    narrow = Shot(name, NARROW, keys, of=of, guided=guided)
    return narrow, replace(narrow, name=f"wide_{name}", size=WIDE)


KEPT = "/ <trade> enter enter J c J v m a <ask the ministry> enter escape"
SHOTS = (
    Shot("browser", WIDE, "/ <bilateral trade> enter"),
    *both("first", ""),
    Shot("tiny", TINY),
    *both("typing", "/ <trade grow>"),
    Shot("some_words", NARROW, "/ <Gazprom Yandex Overchuk> enter"),
    Shot("complaint", NARROW, "/ <trade pers:x>"),
    Shot("nothing_found", NARROW, "/ <zzzz>"),
    Shot("name_offered", NARROW, "/ <Жапаров>"),
    Shot("filter", WIDE, "3 down enter"),
    Shot("excluded", WIDE, "3 down x"),
    Shot("reader", NARROW, "/ <trade> enter enter n"),
    *both("passages", "/ <speaker:Putin trade> enter 7 c"),
    Shot("transcript", NARROW, "/ <kind:transcript> enter enter right_curly_bracket"),
    Shot("wide_transcript", WIDE, "/ <speaker:Jeenbekov> enter enter"),
    *both("split", "/ <Kyrgyzstan> enter B down"),
    Shot("find", NARROW, "2 f <the>"),
    Shot("entities", NARROW, "3"),
    Shot("entities_of_document", WIDE, "3 d"),
    Shot("timeline", NARROW, "4"),
    Shot("timeline_quarters", NARROW, "4 z"),
    Shot("timeline_entries", WIDE, "4 down down"),
    Shot("timeline_days", NARROW, "4 z z z"),
    *both("timeline_card", "4 down down i"),
    *both("unplaced", "4 w"),
    Shot("figures", WIDE, "5"),
    Shot("narrow_figures", NARROW, "5"),
    Shot("name_card", WIDE, "3 i"),
    Shot("narrow_name_card", NARROW, "3 i"),
    *both("compare", "s equals_sign down equals_sign"),
    Shot("order", NARROW, "s s"),
    *both("hidden_names", "3 h H"),
    Shot("help", NARROW, "question_mark"),
    Shot("wide_help", WIDE, "4 question_mark"),
    *both("palette", "colon <time>"),
    *both("problems", "P", of="at_home"),
    *both("notebook", f"{KEPT} 6", of="at_home"),
    *both("tray", f"{KEPT} 6 t r <Growth> enter", of="at_home"),
    *both("searches", "/ <trade> enter S <Trade> enter 8", of="at_home"),
    *both("trail", f"{KEPT} 9", of="at_home"),
    *both("collections", "C", of="at_home"),
    *both("metadata", "down E", of="at_home"),
    *both("export", "v v x"),
    *both("why", "/ <trade growth> enter i"),
    *both("tags", "T <trade>"),
    *both("review", "3 w", of="twins"),
    *both("notice", "", of="refused"),
    *both("note", "a <see the other one>"),
    *both("demo", "/ <trade>", guided=True),
    *both("scripts", "/ <trade> enter", of="scripts"),
    Shot("scripts_passages", NARROW, "/ <trade> enter 7 c", of="scripts"),
    Shot("scripts_entities", NARROW, "3", of="scripts"),
    Shot("scripts_timeline", NARROW, "4", of="scripts"),
    Shot("scripts_figures", NARROW, "5", of="scripts"),
    Shot("scripts_notebook", NARROW, "2 J c 6", of="scripts"),
    Shot("wide_light", WIDE, "/ <trade> enter", theme="dossier-light"),
    Shot("wide_dark", WIDE, "/ <trade> enter", theme="dossier-dark"),
    Shot("wide_contrast", WIDE, "/ <trade> enter", theme="dossier-contrast"),
    Shot("wide_mono", WIDE, "/ <trade> enter", theme="dossier-mono"),
    Shot("mono", NARROW, "/ <trade> enter enter", theme="dossier-mono"),
    Shot("light", NARROW, "/ <trade> enter enter", theme="dossier-light"),
)


class Noon(datetime):
    """Every moment is the same."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> Noon:
        return cls(2026, 1, 31, 12, 0, 0, tzinfo=tz)


@pytest.fixture(scope="session")
def own_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with a collection of one's own in it, and its index beside."""
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(bundled_collection(), home / "papers", ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    (home / "papers" / "scan.pdf").write_bytes(b"%PDF-1.4 cut off")
    (home / "papers" / "empty.txt").write_bytes(b"")
    refresh(home / "papers", index=home / "index")
    return home


SCRIPTS = """---
title: "北京会谈：贸易增长 🚂 Talks in Beijing, عباس and Жапаров on trade, the second day of two"
publisher: 新华社 Xinhua
published: 2024-05-17
---
北京, May 17, 2024. 👩‍👩‍👧 习近平 met Mahmoud Abbas (محمود عباس) and Садыр Жапаров; cafe\u0301 de\u0301ja\u0300 vu.

President of Kyrgyzstan 萨德尔·扎帕罗夫: Trade 贸易额增长了 grew by 13.6% to $4.1 billion in 2023 🇰🇬🇨🇳, not in 2022.

President 习近平: ｗｉｄｅ letters: trade with ประเทศไทย grew by 7% in 2023. हिन्दी and 한국어 names stand beside it.
"""


@pytest.fixture(scope="session")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection in letters of every width, with names in them, and its index beside."""
    home = tmp_path_factory.mktemp("scripts")
    (home / "papers").mkdir()
    (home / "papers" / "北京.md").write_text(SCRIPTS, "utf-8")
    (home / "papers" / "b.md").write_text(
        "---\ntitle: Plain\npublished: 2023-01-02\n---\nTrade grew by 2% in 2022.\n", "utf-8"
    )
    names = "entities:\n  - {id: xi, name: 习近平, kind: person}\n  - {id: abbas, name: محمود عباس, kind: person}\n"
    (home / "papers" / "names.yaml").write_text(names, "utf-8")
    refresh(home / "papers", index=home / "index")
    return home


@pytest.fixture(scope="session")
def twins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with names in two scripts of which nobody has said whether they are one, and its index beside."""
    home = tmp_path_factory.mktemp("twins")
    (home / "papers").mkdir()
    for name, day, text in (
        ("One", "2021-05-24", "Ivan Petrovsky met Olga Smirnova in Osh. Petrovsky said it was late."),
        ("Два", "2023-05-24", "Иван Петровский встретился с министром. Молчать нельзя, сказал Петровский."),
    ):
        front = f"---\ntitle: {name}\npublished: {day}\n---\n"
        (home / "papers" / f"{name}.md").write_text(f"{front}{text}\n", "utf-8")
    refresh(home / "papers", index=home / "index")
    return home


@pytest.fixture
def at_home(own_papers: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The same, at a fixed time; what is kept in it is thrown away."""
    monkeypatch.setenv("HOME", str(own_papers))
    monkeypatch.setenv("TZ", "UTC")
    for module in ("index.trail", "index.notebook.notebook", "index.state"):
        monkeypatch.setattr(f"{module}.datetime", Noon)
    if hasattr(time, "tzset"):
        time.tzset()
    return own_papers


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot.name)
def test_screen(
    shot: Shot,
    bundled_index: Path,
    snap_compare: Compare,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unseen, "REST", 0.01)  # what stands in the reader is seen at once, however long keys take
    collection = bundled_collection()
    open_library: Callable[[Path], Library] = partial(Library.open, index=bundled_index)
    if shot.of == "refused":
        open_library = _refuse
    elif shot.of:
        home: Path = request.getfixturevalue(shot.of)
        collection, open_library = home / "papers", partial(Library.open, index=home / "index")
    app = make_app(collection, library=lambda: open_library(collection), theme=shot.theme)
    app.guided = shot.guided

    async def there(pilot: Pilot[int]) -> None:
        run = Run(pilot, app)
        await run.until(lambda: run.screen.opened is not None or isinstance(app.screen, Notice), "the first document")
        for keys in _pressed(shot.keys):
            await still(run, 0.1)
            await run.press(*keys)
        await still(run, REST)

    try:
        assert snap_compare(app, terminal_size=shot.size, run_before=there)
    finally:
        assert app.engine.stop()


def _refuse(collection: Path) -> Library:
    raise CollectionError(
        "The folder ~/papers cannot be read: Permission denied", "look at its permissions: ls -ld ~/papers"
    )


def _pressed(keys: str) -> list[list[str]]:
    """Keys named in a text; the letters of a word in <> together, as they are typed."""
    found: list[list[str]] = []
    for i, part in enumerate(keys.replace(">", "<").split("<")):
        found += [[*map(_character_to_key, part)]] if i % 2 else [[_key(word)] for word in part.split()]
    return found


def _key(word: str) -> str:
    return _character_to_key(word) if len(word) == 1 else word


async def still(run: Run, seconds: float) -> None:
    """Wait until the screen has stood still for so long while nothing was under way. The engine is asked, not the
    clock, whether it has more to say: a busy machine may hold it up for longer."""
    loop = asyncio.get_running_loop()
    end, since, before = loop.time() + 20, loop.time(), ""
    while loop.time() - since < seconds:
        assert loop.time() < end, f"the screen never rested\n{before}"
        await run.settled()
        await run.pilot.pause(0.02)
        now = _drawn(run.app)
        if now != before or not run.app.engine.idle:
            since, before = loop.time(), now


def _drawn(app: Dossier) -> str:
    return "\n".join(str(strip._segments) for strip in app.screen._compositor.render_strips(app.size))


def test_every_picture_is_of_a_shot() -> None:
    folder = Path(__file__).parent / "__snapshots__" / "test_snapshots"
    assert {each.name for each in folder.iterdir()} == {f"test_screen[{shot.name}].svg" for shot in SHOTS}
    assert len({shot.name for shot in SHOTS}) == len(SHOTS)
    assert os.sep not in "".join(shot.name for shot in SHOTS)
