"""The collections that were open lately, to go over to another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from tui.commands import COLLECTIONS, DIALOG, bindings_for
from tui.widgets.cells import cut, fit
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, head_line, line
from tui.widgets.line_list import LineList
from tui.widgets.titles import short

OPEN_NOW = "open now"
_NAME = 30  # cells of a name


@dataclass(frozen=True, slots=True)
class Known:
    """A collection, or several that were open as one: the folders, their name, `where` they are for people to read, the
    day they were opened last ("" never), and why they cannot be now."""

    folders: tuple[Path, ...]
    name: str
    where: str = ""
    opened: str = ""
    fault: str = ""


def known_collections(*now: Path) -> list[Known]:
    """The collections remembered, the one opened last first, with the bundled one; `now` is what is on the screen.
    Looks at the disk."""
    from index import folders, state

    remembered = state.load().collections
    keys = sorted(remembered, key=lambda key: remembered[key].opened, reverse=True)
    opened = {tuple(state.folders_of(key)): remembered[key].opened[:10] for key in keys}
    bundled = folders.bundled_collection().resolve()
    found = []
    for paths in dict.fromkeys([*opened, now, (bundled,)]):
        name = " + ".join("Bundled collection" if path == bundled else path.name for path in paths)
        fault = OPEN_NOW if paths == now else "" if all(path.is_dir() for path in paths) else "gone"
        where = "comes with Dossier" if paths == (bundled,) else ", ".join(map(short, paths))
        found.append(Known(paths, name, where, opened.get(paths, ""), fault))
    return found


def folder_typed(typed: str) -> Path | str:
    """The folder that somebody typed, or what is wrong with it. Looks at the disk."""
    from index.errors import CollectionError
    from index.library import check_collection

    try:
        return check_collection(Path(typed.strip()))
    except CollectionError as error:
        return str(error)


class CollectionList(LineList):
    """One line for each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_for(COLLECTIONS),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(
        self, known: Sequence[Known], done: Callable[[tuple[Path, ...]], object], ask: Callable[[], object]
    ) -> None:
        super().__init__(id="collections")
        self._known = known
        self._done = done
        self._ask = ask
        self._said = ""
        self._picked: list[int] = []
        self.cursor = next((number for number, each in enumerate(known) if not each.fault), 0)

    @property
    def row_count(self) -> int:
        """Collections."""
        return len(self._known)

    def say(self, text: str) -> None:
        """What is wrong with the last choice."""
        self._said = text
        self.redraw()

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """What this is."""
        return [
            head_line(
                "Collections · Enter opens, v chooses several, a another folder, Esc closes",
                width,
                focused=True,
            )
        ]

    def paint_foot(self, width: int, height: int) -> list[Strip]:
        """What is wrong with the last choice."""
        return [line([(cut(" " + self._said, width), SECTION)], width)] if self._said and height > 3 else []

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """Name, day, folder."""
        each = self._known[index]
        mark, style = (CURSOR, SELECTED) if selected else (" ", None)
        name = fit(each.name, _NAME)
        said = f"({each.fault}) " if each.fault else ""
        place = f"{self._picked.index(index) + 1}" if index in self._picked else " "
        return line(
            [(f"{mark}{place} {name} {each.opened:<10} ", style), (f"{said}{each.where}", style or FAINT)], width
        )

    def chosen(self) -> None:
        """Open it, or all that were chosen as one, in the order in which they were."""
        each = self._known[self.cursor]
        if self._picked:
            self._done(tuple(dict.fromkeys(path for at in self._picked for path in self._known[at].folders)))
        elif each.fault:
            self.say(f"{each.name} is {each.fault}")
        else:
            self._done(each.folders)

    def action_pick(self) -> None:
        """Choose it, or no longer, and go one down."""
        if self.cursor in self._picked:
            self._picked.remove(self.cursor)
        elif (fault := self._known[self.cursor].fault) in ("", OPEN_NOW):
            self._picked.append(self.cursor)
        else:
            self.say(f"{self._known[self.cursor].name} is {fault}")
        self.redraw()
        self.action_down()

    def action_another(self) -> None:
        """Name a folder that is not in the list."""
        self._ask()


class Collections(Screen[tuple[Path, ...] | None]):
    """Opened by `C`; answers with the folders to go over to. `check` looks at a folder that was typed, in the engine
    thread, and hands on the folder or what is wrong with it."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#collections"

    def __init__(self, known: Sequence[Known], check: Callable[[str, Callable[[Path | str], None]], None]) -> None:
        super().__init__()
        self._check = check
        self.list = CollectionList(known, self.dismiss, self._ask)

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def _ask(self) -> None:
        from tui.screens.asking import Asking

        def answered(typed: str | None) -> None:
            if typed and typed.strip():
                self._check(typed, self._typed)

        text = ["Which folder? What is in it is indexed, and nothing in it is changed."]
        self.app.push_screen(Asking("Another folder", text, "~/", "a folder with documents"), answered)

    def _typed(self, answer: Path | str) -> None:
        if isinstance(answer, Path):
            self.dismiss((answer,))
        else:
            self.list.say(answer)

    def action_close(self) -> None:
        """Stay."""
        self.dismiss(None)
