"""Questions of a researcher, each answered on an 80x24 screen by at most 25 keys from a fresh start.

Questions and answers were written down, from the texts, before the keys were: see `questions.yaml`.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from textual.keys import _character_to_key
from textual.widget import Widget

from index.folders import bundled_collection
from index.library import Library
from index.refresh import refresh
from tests.tui.running import Run, opened
from tui.app import make_app
from tui.engine_thread import Priority

MOST = 25
TALKS = Path(__file__).parents[1] / "fixtures" / "talks"
_SIGNS = re.compile(r"[▸│▌]|(?<= )[⏐|](?= )")


@dataclass(frozen=True)
class Question:
    """One entry of the file."""

    question: str
    where: str
    said: str
    answer: tuple[str, ...]
    keys: str

    @property
    def pressed(self) -> list[list[str]]:
        """The keys, those of one typed word together."""
        words = re.findall(r"<[^>]*>|\S+", self.keys)
        return [[_character_to_key(each) for each in word[1:-1]] if word[0] == "<" else [word] for word in words]


def _questions() -> list[Question]:
    entries: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "questions.yaml").read_text("utf-8"))
    return [Question(**{**entry, "answer": tuple(entry["answer"])}) for entry in entries]


QUESTIONS = _questions()


@pytest.fixture(scope="session")
def talks_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    index = tmp_path_factory.mktemp("talks") / "index"
    assert refresh(TALKS, index=index).problems == ()
    return index


def shown(run: Run) -> Iterator[str]:
    """What stands in each pane, its lines put together as they are read."""
    lines = run.text.split("\n")
    for widget in run.app.screen.query(Widget):
        region = widget.region
        if widget.display and region and not any(widget.query(Widget).results()):
            part = (line[region.x : region.right] for line in lines[region.y : region.bottom])
            yield " ".join(_SIGNS.sub(" ", " ".join(part)).split())


def answered(run: Run, question: Question) -> bool:
    return any(all(words in pane for words in question.answer) for pane in shown(run))


async def rested(run: Run) -> None:
    """Wait until the engine has answered all that was asked, and what its answers have led to."""
    for _ in range(3):
        done = asyncio.Event()
        run.app.engine.ask("rested", lambda _: None, lambda _, done=done: done.set(), Priority.AHEAD)  # type: ignore[misc]
        await run.until(done.is_set, "an answer")


def test_there_are_enough_of_both() -> None:
    assert sum(question.where == "bundled" for question in QUESTIONS) >= 10
    assert sum(question.where == "talks" for question in QUESTIONS) >= 8
    assert len({question.question for question in QUESTIONS}) == len(QUESTIONS) >= 20


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.question)
async def test_it_is_answered(question: Question, bundled_index: Path, talks_index: Path) -> None:
    collection, index = (TALKS, talks_index) if question.where == "talks" else (bundled_collection(), bundled_index)
    assert sum(map(len, question.pressed)) <= MOST
    app = make_app(collection, library=partial(Library.open, collection, index=index))
    async with opened(app) as run:
        assert not answered(run, question)
        for keys in question.pressed:
            await run.press(*keys)
            await rested(run)
        await run.until(lambda: answered(run, question), f"{question.answer}")
