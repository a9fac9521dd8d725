"""What faults happen to: a small collection with its index, notebook, trail and state, in one folder on a real file
system, and what children (`children`) do with it.
"""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
import shutil
import time
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from index import seen, state, trail
from index.cli import main as command
from index.errors import DossierError
from index.folders import data_folder
from index.library import Library
from index.models import Order
from index.refresh import refresh
from tests.benchmarks.folders import as_text
from tests.faults.sentences import drawn
from tui.app import Dossier, make_app
from tui.screens import first_page
from tui.screens.indexing import refresh_command

QUESTIONS = ("", "trade", '"last year"', "econ*", "person:putin", "mentions:2021", "summit -trade")
LIMIT = 120.0
"""Seconds after which a child counts as hanging."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The folder of it all. `env` has to be in the environment of whoever works on it."""

    root: Path

    @property
    def collection(self) -> Path:
        """The folder of documents."""
        return self.root / "collection"

    @property
    def index(self) -> Path:
        """The index folder."""
        return self.root / "index"

    @property
    def env(self) -> dict[str, str]:
        """The folders of a user of its own."""
        names = ("CONFIG", "CACHE", "STATE", "DATA")
        return {f"XDG_{name}_HOME": str(self.root / "home" / name.lower()) for name in names}

    def keep(self) -> None:
        """Remember how the index is now."""
        shutil.rmtree(self.root / "kept", ignore_errors=True)
        shutil.copytree(self.index, self.root / "kept")

    def restore(self) -> None:
        """Put the index back as it was when it was kept."""
        shutil.rmtree(self.index, ignore_errors=True)
        shutil.copytree(self.root / "kept", self.index)

    def files(self) -> list[Path]:
        """The files of the index that hold something, by their paths in it."""
        found = (path for path in self.index.rglob("*") if path.is_file() and path.stat().st_size)
        return sorted(path.relative_to(self.index) for path in found)


def made(scene: Scene, documents: int = 12) -> dict[str, Any]:
    """In a child: fill the scene, the index in several commits; what is answered before the last one and after it."""
    scene.collection.mkdir(parents=True)
    for section in drawn(documents):
        (scene.collection / f"{section.id}.txt").write_text(as_text(section), encoding="utf-8")
    copy = as_text(next(iter(drawn(1)))) + "\n\nCopied here."
    (scene.collection / "copy.txt").write_text(copy, encoding="utf-8")
    refresh(scene.collection, index=scene.index)
    before = answers(scene)
    (scene.collection / "later.txt").write_text(
        "Later\n\nA later text on trade and gas, of May 2021.", encoding="utf-8"
    )
    refresh(scene.collection, index=scene.index)
    library = Library.open(scene.collection, index=scene.index)
    try:
        ids = [row.id for row in library.rows(library.search("").numbers)]
        library.star(ids[:2])
        library.note_document(ids[0], "Check this against the annex.")
        library.keep(ids[1], 0, 40, kept=True)
        first = first_page.picture(library, Order.RELEVANCE)
        assert first is not None
        first_page.keep(scene.index, first)
    finally:
        library.close()
    state.opened(scene.collection)
    trail.add(scene.collection, trail.Step("search", query="trade"))
    seen.remember(scene.collection, "mine", "trade", ids[:3])
    return {"before": before, "now": answers(scene)}


def answers(scene: Scene) -> dict[str, Any]:
    """What the index answers: ids, scores and counts by question, and all texts. Raises DossierError."""
    library = Library.open(scene.collection, index=scene.index)
    try:
        found: dict[str, Any] = {}
        for question in QUESTIONS:
            page = library.search(question)
            rows = library.rows(page.numbers)
            found[question] = (page.complete, [(row.id, row.path) for row in rows], [*map(float, page.scores)])
            stacks = library.stacks(page, Order.RELEVANCE)
            found[f"{question} stacked"] = len(stacks.rows) if stacks else None
        every = library.rows(library.search("").numbers)
        found["texts"] = {row.id: library.read(row.id).text for row in every}
        found["digests"] = {row.id: library.digest_of(row.id, row.path) for row in every}
        found["names"] = [*map(str, library.entities(library.search("trade"))[:20])]
        return found
    finally:
        library.close()


def asked(scene: Scene) -> tuple[str, dict[str, Any]]:
    """What the index answers, or what it says is wrong."""
    try:
        return "", answers(scene)
    except DossierError as error:
        return f"{type(error).__name__}: {error.message}", {}


def told(*arguments: str | Path) -> tuple[int, str, str]:
    """A data command: exit status, what it prints, what it says on the side."""
    out, err = io.StringIO(), io.StringIO()
    logging.lastResort = None  # warnings go to the log, not to the terminal of the tests
    with redirect_stdout(out), redirect_stderr(err):
        code = command([str(each) for each in arguments])
    return code, out.getvalue(), err.getvalue()


def checked(scene: Scene, *more: str) -> tuple[int, dict[str, list[str]]]:
    """`check`: its exit status, and the levels it found of each part, in order."""
    code, out, err = told("check", "-C", scene.collection, "--index", scene.index, "--json", *more)
    found: dict[str, list[str]] = {}
    for line in out.splitlines():
        record = json.loads(line)
        found.setdefault(record["part"], []).append(record["level"])
    if "unexpected error" in err:
        raise AssertionError(err)
    return code, found


def browsed(scene: Scene, *, mending: bool = False) -> str:
    """Open the browser: the screen once it shows documents or says what is wrong. With `mending` it may index, and the
    screen is that at the end of it."""

    async def run() -> str:
        app = make_app(
            scene.collection,
            library=partial(Library.open, scene.collection, index=scene.index),
            refresh=refresh_command(scene.collection, scene.index) if mending else None,
            first=partial(first_page.recall, scene.index),
        )
        try:
            async with app.run_test(size=(100, 30)) as pilot:
                assert app.browse is not None
                browse = app.browse
                end = time.monotonic() + LIMIT / 2
                while not (browse.indexing.finished and browse.found if mending else browse.found or _says(app)):
                    if time.monotonic() > end:
                        raise AssertionError(f"the browser shows nothing:\n{screen(app)}")
                    await pilot.pause(0.01)
                await pilot.pause(0.05)
                return screen(app)
        finally:
            if app.browse is not None:
                app.browse.indexing.stop(20.0)
            assert app.engine.stop()

    return asyncio.run(run())


def _says(app: Dossier) -> bool:
    assert app.browse is not None
    return bool(app.browse.status.message) or app.screen is not app.browse


def screen(app: Dossier) -> str:
    """The screen as text."""
    strips = app.screen._compositor.render_strips(app.size)
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def notebook(scene: Scene) -> bytes:
    """The notebook as it lies on the disk."""
    before = dict(os.environ)
    os.environ.update(scene.env)
    try:
        path = data_folder(scene.collection) / "notebook.yaml"
    finally:
        os.environ.clear()
        os.environ.update(before)
    return path.read_bytes() if path.exists() else b""
