"""The application: its screen and its theme. `run_browser` is the command, `make_app` its factory, which tests use."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from index.models import Order
from index.settings import KEYMAPS
from tui.commands import choose_keys, key_for
from tui.engine_thread import OPENING, EngineThread
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
        self.guided = False  # whether the tour for newcomers begins with the first screen
        self.engine = engine
        self.browse: Browse | None = None
        self.wanted: tuple[Path, ...] = ()  # the collections to go over to
        self._browse = browse
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme
        self.ansi_theme_dark = ON_BLACK if theme == CONTRAST else ON_DARK
        self.ansi_theme_light = ON_LIGHT

    def owes(self) -> bool:
        """Whether the engine owes an answer that opens a screen, or the list waits for one to lead on."""
        return self.engine.owes or (self.browse is not None and self.browse.owes)

    def give_up(self) -> None:
        """The screens that were asked for are not wanted any more."""
        self.engine.drop(*OPENING)
        if self.browse is not None:
            self.browse.give_up()

    def say_waiting(self) -> None:
        """The engine takes long."""
        if self.browse is not None:
            self.browse.status.say("The index takes long to answer; keys wait for it, Esc gives them up")

    def get_default_screen(self) -> Browse:
        """The one working screen."""
        self.browse = self._browse()
        return self.browse

    def on_ready(self) -> None:
        """The first screen stands: the tour begins, where one is wanted."""
        if self.guided and self.browse is not None:
            from tui.screens.demo import begin

            begin(self.browse)

    async def action_quit(self) -> None:
        """ctrl+q, wherever it is pressed."""
        if self.browse is not None:
            self.browse.note_position()
        self.exit(0)

    def go_over(self, *collections: Path) -> None:
        """End, for another collection, or several as one, to be opened in its place."""
        self.wanted = collections
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
    also: Sequence[Path] = (),
    index: Path | None = None,
    document: str | None = None,
    library: Callable[[], Library] | None = None,
    refresh: Sequence[str] | None = None,
    refresh_also: Sequence[Sequence[str]] = (),
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
    """The application over a collection, or over it and others (`also`) as one. `library` opens it, in the engine
    thread; `refresh` is the command that indexes it, `refresh_also` those of the others; `document` is a file to stand
    on; `first` pictures the list until the library has opened, `keep_first` keeps such a picture; `keys` are those of
    commands that have others than the table says; `lofi` is for the worst lines (see `tui.screens.panes`). Raises
    SettingsError for a theme that does not exist."""
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
    engine = EngineThread(library or partial(_open_library, (collection, *also), (index,)))
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
        also=also,
        refresh_also=refresh_also,
    )
    return Dossier(engine, browse, theme=theme, keys=keys, lofi=lofi)


def _open_library(
    collections: Sequence[Path], indexes: Sequence[Path | None], chosen: Settings | None = None
) -> Library:
    if len(collections) > 1:
        from index.library.several import Several

        library: Library = Several.over(collections, indexes)
    else:
        from index.library import Library

        library = Library.open(collections[0], index=indexes[0])
    if chosen is not None:
        library.duplicates = chosen.duplicates
        library.rank_by(chosen.ranking)
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
    also: Sequence[Path] = (),
    index: Path | None = None,
    document: str | None = None,
    debug: bool = False,
    mouse: bool = True,
    lofi: bool = False,
    guided: bool = False,
) -> int:
    """Open a collection in the browser, or it and others (`also`) as one, and then those that its user goes over to,
    until they leave; `guided` with the tour for newcomers. The exit code, 128 and the signal's number if one ended it.
    An unexpected error is raised again once the terminal is restored, for the caller to log and tell."""
    from index import folders, settings, state

    # Keys are read as UTF-8 whatever the locale; what is shown must be of one mind with them, or columns go astray
    for stream in (sys.__stdout__, sys.__stderr__):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if debug:
        os.environ["PYTHONASYNCIODEBUG"] = "1"  # the event loop logs what is slow or forgotten
    while True:
        chosen = settings.load()
        chosen = replace(chosen, lofi=chosen.lofi or lofi)
        opened = tuple(each.resolve() for each in (collection, *also))
        code, wanted = _run_one(opened, index, document, chosen, mouse=mouse and not chosen.lofi, guided=guided)
        if not wanted:
            return code
        (collection, *also), document = wanted, None
        index = folders.index_folder(collection, parent=chosen.index_folder)
        state.opened(wanted)


def _run_one(
    collections: tuple[Path, ...],
    index: Path | None,
    document: str | None,
    chosen: Settings,
    *,
    mouse: bool,
    guided: bool,
) -> tuple[int, tuple[Path, ...]]:
    """One collection, or several as one, until the user leaves: the exit code, and the collections to go over to."""
    from index import folders, state
    from tui.screens.first_page import keep, picture, recall

    collection, *also = collections
    index = index.resolve() if index is not None else None
    indexes = [index, *(folders.index_folder(each, parent=chosen.index_folder) for each in also)]
    # A picture of several would outlive, beside the first index, what the others have forgotten
    folder = folders.index_folder(collection, index) if not also else None
    app = make_app(
        collection,
        also=also,
        library=partial(_open_library, collections, indexes, chosen),
        document=document,
        refresh=refresh_command(collection, index),
        refresh_also=[refresh_command(*each) for each in zip(also, indexes[1:], strict=True)],
        remembered=state.of(collections) if not guided else None,
        first=lambda order: recall(folder, order) if folder is not None else None,
        keep_first=partial(keep, folder) if folder is not None else None,
        follow=chosen.watch,
        order=chosen.order,
        theme=chosen.theme,
        keys=own_keys(chosen),
        lofi=chosen.lofi,
        citation_style=chosen.citation_style,
    )
    app.guided = guided
    try:
        code = app.run(mouse=mouse) or 0
        if app.browse is not None and app.failure is None:
            view = app.browse.remembered()
            state.remember(collections, view)
            first = app.engine.last_answer(lambda library: picture(library, Order(view.order))) if folder else None
            if first is not None and folder is not None:
                keep(folder, first)
    finally:
        if app.browse is not None:
            app.browse.indexing.stop(2.0)
        app.engine.stop()
    if app.failure is not None:
        raise app.failure
    return (128 + app.signalled, ()) if app.signalled else (code, app.wanted)
