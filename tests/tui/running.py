"""Running the browser without a terminal, over the sample library: tests wait for what should come, never for time."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.events import Key
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from tests.tui.sample import SampleLibrary, as_library, documents
from tui.app import Dossier, make_app
from tui.screens.browse import Browse

WIDE, NARROW, TINY = (120, 40), (80, 24), (40, 12)


class Run:
    """A running browser: its pilot, its screen and the library behind it."""

    def __init__(self, pilot: Pilot[int], app: Dossier, library: SampleLibrary | None = None) -> None:
        assert app.browse is not None
        self.pilot = pilot
        self.app = app
        self._library = library
        self.screen: Browse = app.browse

    @property
    def library(self) -> SampleLibrary:
        """The sample library behind it."""
        assert self._library is not None
        return self._library

    async def until(self, happened: Callable[[], object], what: str = "", limit: float = 20.0) -> None:
        """Wait until something is so; fails with `what` and the screen after `limit` seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + limit
        while not happened():
            assert loop.time() < end, f"never happened: {what}\n{self.text}"
            await self.pilot.pause(0.01)
        await self.settled()

    async def settled(self, limit: float = 1.0) -> None:
        """Wait until the engine has answered, every message is handled and the screen drawn, or for `limit` seconds:
        an engine that a test keeps busy has no end. What a timer will do is not waited for."""
        loop = asyncio.get_running_loop()
        end, quiet = loop.time() + limit, 0
        while quiet < 3 and loop.time() < end:
            await self.pilot.pause(0)
            screens = self.app.screen_stack
            nodes = [self.app, *(node for screen in screens for node in screen.walk_children(with_self=True))]
            quiet = quiet + 1 if self.app.engine.idle and not any(node.message_queue_size for node in nodes) else 0

    async def press(self, *keys: str) -> None:
        """Press keys, all at once as a slow line delivers them, and wait until what they lead to has come."""
        for key in keys:
            self.app.post_message(Key(key, _character(key)))
        handled = asyncio.Event()
        self.app.call_later(handled.set)
        await asyncio.wait_for(handled.wait(), 20)
        await self.settled()

    async def type(self, text: str) -> None:
        """Type letters."""
        await self.press(*(_character_to_key(letter) for letter in text))

    async def shows(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        await self.until(lambda: text in self.text, f"{text!r} on the screen")

    async def reads(self, title: str) -> None:
        """Wait until the reader shows a document."""
        await self.until(
            lambda: self.screen.reader.document is not None and self.screen.reader.document.title == title,
            f"{title} in the reader",
        )

    @property
    def text(self) -> str:
        """The screen as text."""
        return "\n".join(strip.text for strip in self.app.screen._compositor.render_strips(self.app.size))

    @property
    def focus(self) -> str:
        """The id of what has the focus."""
        return self.screen.place


def _character(key: str) -> str | None:
    """What a terminal says was typed: the letter itself, None for arrows and the like."""
    if len(key) == 1:
        return key
    try:
        return unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
    except KeyError:
        return None


@asynccontextmanager
async def browsing(
    size: tuple[int, int] = NARROW,
    *,
    library: SampleLibrary | None = None,
    refresh: Sequence[str] | None = None,
    collection: Path = Path("/nowhere"),
    document: str | None = None,
    theme: str = "",
    lofi: bool = False,
) -> AsyncIterator[Run]:
    """A browser over ten sample documents, its first document read."""
    library = SampleLibrary(documents()) if library is None else library
    app = make_app(
        collection, library=lambda: as_library(library), refresh=refresh, document=document, theme=theme, lofi=lofi
    )
    async with started(app, size, library) as run:
        await run.until(lambda: run.screen.found is not None, "the first answer")
        if library.documents and not lofi:
            await run.until(lambda: run.screen.opened is not None, "the first document")
        yield run


@asynccontextmanager
async def opened(app: Dossier, size: tuple[int, int] = NARROW) -> AsyncIterator[Run]:
    """A browser over a collection of the test's own, its first document read."""
    async with started(app, size) as run:
        await run.until(lambda: run.screen.opened is not None, "the first document")
        yield run


@asynccontextmanager
async def started(
    app: Dossier, size: tuple[int, int] = NARROW, library: SampleLibrary | None = None
) -> AsyncIterator[Run]:
    """An application without a terminal; its indexing and its engine end with it."""
    try:
        async with app.run_test(size=size) as pilot:
            yield Run(pilot, app, library)
    finally:
        if app.browse is not None:
            app.browse.indexing.stop(10.0)
        assert app.engine.stop()
