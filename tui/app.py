"""The application: its screen and its theme. `run_browser` is the command, `make_app` its factory, which tests use."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import Order
from index.settings import KEYMAPS
from tui.commands import choose_keys, key_for
from tui.engine_thread import EngineThread
from tui.screens.browse import Browse
from tui.screens.first_page import FirstPage
from tui.screens.indexing import refresh_command
from tui.screens.view_state import Trail, ViewState
from tui.terminal import TerminalApp
from tui.themes import CONTRAST, MONO, ON_BLACK, ON_DARK, ON_LIGHT, THEMES, known_theme

if TYPE_CHECKING:
    from index.library import Library
    from index.settings import Settings
    from index.state import CollectionState


class Dossier(TerminalApp[int]):
    """Shows one `Browse` screen until its user leaves, a signal comes, or a bug ends it."""

    TITLE = "Dossier"
    ENABLE_COMMAND_PALETTE = False  # the palette is a screen of our own, made from the command table
    CSS_PATH = "screens/browse.tcss"

    def __init__(
        self,
        engine: EngineThread,
        browse: Callable[[], Browse],
        *,
        theme: str = "",
        keys: Mapping[str, tuple[str, ...]] | None = None,
        lofi: bool = False,
    ) -> None:
        theme = MONO if lofi or os.environ.get("NO_COLOR") else theme or THEMES[0].name
        super().__init__(colours=theme != MONO)
        choose_keys(keys or {})
        if keys:
            from tui.keymap import for_textual

            self.set_keymap(for_textual(keys))
        self.engine = engine
        self.browse: Browse | None = None
        self.wanted: Path | None = None  # the collection to go over to
        self._browse = browse
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        self.ansi_theme_dark = ON_BLACK if theme == CONTRAST else ON_DARK
        self.ansi_theme_light = ON_LIGHT

    def get_default_screen(self) -> Browse:
        """The one working screen."""
        self.browse = self._browse()
        return self.browse

    async def action_quit(self) -> None:
        """ctrl+q, wherever it is pressed."""
        if self.browse is not None:
            self.browse.note_position()
        self.exit(0)

    def go_over(self, collection: Path) -> None:
        """End, for another collection to be opened in its place."""
        self.wanted = collection
        self.exit(0)

    def action_help_quit(self) -> None:
        """ctrl+c without a selection: say how to leave."""
        if self.browse is not None:
            self.browse.status.say(f"{key_for('everywhere.quit')} leaves Dossier")

    def copy_to_clipboard(self, text: str) -> None:
        """What the mouse selected, by the same way as `y`."""
        from tui.screens.leaving import send

        if self.browse is not None:
            send(self.browse, text)


def make_app(
    collection: Path,
    *,
    index: Path | None = None,
    document: str | None = None,
    library: Callable[[], Library] | None = None,
    refresh: Sequence[str] | None = None,
    remembered: CollectionState | None = None,
    first: Callable[[Order], FirstPage | None] = lambda order: None,
    keep_first: Callable[[FirstPage], None] | None = None,
    follow: str = "",
    order: str = "",
    theme: str = "",
    keys: Mapping[str, tuple[str, ...]] | None = None,
    lofi: bool = False,
    citation_style: str = "plain",
) -> Dossier:
    """The application over a collection. `library` opens it, in the engine thread; `refresh` is the command that
    indexes it; `document` is a file to stand on; `first` pictures the list until the library has opened,
    `keep_first` keeps such a picture; `keys` are those of commands that have others than the table says; `lofi` is for
    the worst lines (see `tui.screens.panes`). Raises SettingsError for a theme that does not exist."""
    theme = known_theme(theme)
    chosen = (remembered.order if remembered else "") or order
    view = ViewState(order=Order(chosen) if chosen in set(Order) else Order.RELEVANCE)
    before = []
    if remembered:
        orders = set(Order)
        views = remembered.views or ((remembered.query, remembered.order, remembered.document, remembered.position),)
        before = [
            replace(view, query=query, order=Order(by) if by in orders else view.order, document=id, position=position)
            for query, by, id, position in views
            if query or id
        ]
    engine = EngineThread(library or partial(_open_library, collection, index))
    pictured = first(view.order) if not document else None
    if pictured is None:
        engine.start()  # else once the picture is drawn: two threads share one interpreter
    browse = partial(
        Browse,
        engine,
        collection,
        Trail(view, *before),
        refresh_command=refresh,
        recalled=remembered.history if remembered else (),
        path=document or "",
        first=pictured,
        keep_first=keep_first,
        follow=follow,
        lofi=lofi,
        citation_style=citation_style,
    )
    return Dossier(engine, browse, theme=theme, keys=keys, lofi=lofi)


def _open_library(collection: Path, index: Path | None, duplicates: float | None = None) -> Library:
    from index.library import Library

    library = Library.open(collection, index=index)
    if duplicates is not None:
        library.duplicates = duplicates
    return library


def own_keys(chosen: Settings) -> dict[str, tuple[str, ...]]:
    """The keys of the settings, by command. Raises SettingsError for what cannot work."""
    if chosen.keymap == KEYMAPS[0] and not chosen.keys:
        return {}
    from tui.keymap import keymap

    return keymap(chosen.keymap, chosen.keys)


def run_browser(
    collection: Path,
    *,
    index: Path | None = None,
    document: str | None = None,
    debug: bool = False,
    mouse: bool = True,
    lofi: bool = False,
) -> int:
    """Open a collection in the browser, and others that its user goes over to, until they leave; the exit code, 128 and
    the signal's number if one ended it. An unexpected error is raised again once the terminal is restored, for the
    caller to log and tell."""
    from index import folders, settings, state

    if debug:
        os.environ["PYTHONASYNCIODEBUG"] = "1"  # the event loop logs what is slow or forgotten
    while True:
        chosen = settings.load()
        chosen = replace(chosen, lofi=chosen.lofi or lofi)
        code, wanted = _run_one(collection.resolve(), index, document, chosen, mouse=mouse and not chosen.lofi)
        if wanted is None:
            return code
        collection, document = wanted, None
        index = folders.index_folder(wanted, parent=chosen.index_folder)
        state.opened(wanted)


def _run_one(
    collection: Path, index: Path | None, document: str | None, chosen: Settings, *, mouse: bool
) -> tuple[int, Path | None]:
    """One collection until its user leaves: the exit code, and the collection to go over to."""
    from index import folders, state
    from tui.screens.first_page import keep, picture, recall

    index = index.resolve() if index is not None else None
    folder = folders.index_folder(collection, index)
    app = make_app(
        collection,
        library=partial(_open_library, collection, index, chosen.duplicates),
        document=document,
        refresh=refresh_command(collection, index),
        remembered=state.of(collection),
        first=lambda order: recall(folder, order),
        keep_first=partial(keep, folder),
        follow=chosen.watch,
        order=chosen.order,
        theme=chosen.theme,
        keys=own_keys(chosen),
        lofi=chosen.lofi,
        citation_style=chosen.citation_style,
    )
    try:
        code = app.run(mouse=mouse) or 0
        if app.browse is not None and app.failure is None:
            view = app.browse.remembered()
            state.remember(collection, view)
            first = app.engine.last_answer(lambda library: picture(library, Order(view.order)))
            if first is not None:
                keep(folder, first)
    finally:
        if app.browse is not None:
            app.browse.indexing.stop(2.0)
        app.engine.stop()
    if app.failure is not None:
        raise app.failure
    return (128 + app.signalled, None) if app.signalled else (code, app.wanted)
