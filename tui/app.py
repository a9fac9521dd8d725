"""The application: its screen, its theme, every way it can end. `run_browser` is the command, `make_app` its factory.

Nothing is animated and no cursor blinks, so an idle screen sends nothing.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.events import AppBlur, AppFocus

from tui.engine_thread import EngineThread
from tui.ordered_keys import OrderedKeys
from tui.screens.browse import Browse
from tui.screens.indexing import refresh_command
from tui.screens.view_state import ViewState
from tui.themes import THEMES

if TYPE_CHECKING:
    from index.library import Library
    from index.state import CollectionState


class Dossier(OrderedKeys[int]):
    """Shows one `Browse` screen until its user leaves, a signal comes, or a bug ends it."""

    TITLE = "Dossier"
    ENABLE_COMMAND_PALETTE = False  # the palette is a screen of our own, made from the command table
    CSS_PATH = "screens/browse.tcss"

    def __init__(self, engine: EngineThread, browse: Callable[[], Browse], *, theme: str = "") -> None:
        super().__init__()
        self.engine = engine
        self.browse: Browse | None = None
        self._browse = browse
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme if theme in self.available_themes else THEMES[0].name
        self.animation_level = "none"
        self.failure: BaseException | None = None

    def get_default_screen(self) -> Browse:
        """The one working screen."""
        self.browse = self._browse()
        return self.browse

    def on_mount(self) -> None:
        """A hang-up or a polite kill ends the program as `q` does: the terminal is restored."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if hasattr(signal, name) and not self.is_headless and sys.platform != "win32":
                loop.add_signal_handler(getattr(signal, name), self._end, getattr(signal, name))

    def _end(self, number: signal.Signals) -> None:
        self.exit(128 + number)

    def on_app_blur(self, event: AppBlur) -> None:
        """Another window has the focus: nothing changes here, and nothing is sent."""
        event.prevent_default()

    def on_app_focus(self, event: AppFocus) -> None:
        """The focus came back: it is where it was."""
        event.prevent_default()

    async def action_quit(self) -> None:
        """ctrl+q, wherever it is pressed."""
        self.exit(0)

    def action_help_quit(self) -> None:
        """ctrl+c without a selection: say how to leave."""
        if self.browse is not None:
            self.browse.status.say("q leaves Dossier")

    def copy_to_clipboard(self, text: str) -> None:
        """What the mouse selected, by the same way as `y`."""
        from tui.screens.leaving import send

        if self.browse is not None:
            send(self.browse, text)

    def send_to_terminal(self, sequence: str) -> None:
        """Write an escape sequence that draws nothing."""
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)
            self._driver.flush()

    def _fatal_error(self) -> None:
        # Textual's hook for an exception nobody caught. Its own version prints a traceback with local variables,
        # which may hold text from documents; that belongs into the log.
        self.failure = sys.exc_info()[1]
        self._close_messages_no_wait()


def make_app(
    collection: Path,
    *,
    index: Path | None = None,
    document: str | None = None,
    library: Callable[[], Library] | None = None,
    refresh: Sequence[str] | None = None,
    remembered: CollectionState | None = None,
    order: str = "",
    theme: str = "",
) -> Dossier:
    """The application over a collection. `library` opens it, in the engine thread; `refresh` is the command that
    indexes it, none where it is not given; `document` is the path of a file to stand on."""
    from index.models import Order

    engine = EngineThread(library or partial(_open_library, collection, index))
    engine.start()
    position, read = (remembered.position, remembered.document) if remembered and not document else (0, "")
    chosen = (remembered.order if remembered else "") or order
    view = ViewState(order=Order(chosen) if chosen in set(Order) else Order.RELEVANCE, document=read, position=position)
    recalled = remembered.history if remembered else ()
    browse = partial(Browse, engine, collection, view, refresh_command=refresh, recalled=recalled, path=document or "")
    return Dossier(engine, browse, theme=theme)


def _open_library(collection: Path, index: Path | None) -> Library:
    from index.library import Library

    return Library.open(collection, index=index)


def run_browser(
    collection: Path,
    *,
    index: Path | None = None,
    document: str | None = None,
    debug: bool = False,
    mouse: bool = True,
) -> int:
    """Open a collection in the browser until its user leaves; the exit code.

    An unexpected error is raised again once the terminal is restored, for the caller to log and tell; with `debug`
    the event loop reports slow and forgotten callbacks to the log.
    """
    from index import settings, state

    if debug:
        os.environ["PYTHONASYNCIODEBUG"] = "1"
    chosen = settings.load()
    app = make_app(
        collection,
        index=index,
        document=document,
        refresh=refresh_command(collection, index),
        remembered=state.of(collection),
        order=chosen.order,
        theme=chosen.theme,
    )
    try:
        code = app.run(mouse=mouse)
    finally:
        if app.browse is not None:
            app.browse.indexing.stop(2.0)
        app.engine.stop()
    if app.failure is not None:
        raise app.failure
    if app.browse is not None:
        state.remember(collection, app.browse.remembered())
    return code or 0
