"""The palette: every command of the table by its name, the letters typed narrowing the list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input

from tui.commands import EVERYWHERE, PANES, PLACES, SEARCHES, Command, all_commands, shown
from tui.widgets.cells import fit, width
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, SELECTED, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.notebook import SearchJudgement

_ELSEWHERE = frozenset(PLACES) - {EVERYWHERE, *PANES}


class Choices(LineList):
    """The commands that match, the cursor on one."""

    can_focus = False

    def __init__(self, commands: list[Command]) -> None:
        super().__init__(id="choices")
        self.commands = commands

    def narrow(self, commands: list[Command]) -> None:
        """Show other commands, the cursor on the first."""
        self.commands = commands
        self.cursor = self.top = 0
        self.redraw()

    @property
    def row_count(self) -> int:
        """Commands shown."""
        return len(self.commands)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """The title."""
        return [head_line("Commands", width, focused=True)]

    def paint_row(self, index: int, width_: int, *, selected: bool) -> Strip:
        """Label, place and key of one command."""
        command = self.commands[index]
        where = "" if command.where in (EVERYWHERE, SEARCHES) else f" ({command.where})"
        key = " ".join(shown(each) for each in command.keys[:2])
        label = f"{CURSOR if selected else ' '} {fit(command.label + where, max(width_ - width(key) - 4, 4))} {key} "
        return line([(label, SELECTED if selected else None)], width_)


class Palette(ModalScreen[Command | None]):
    """Opened by ctrl+p or `:`; answers with the command chosen, None where none was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "close", show=False),
        Binding("up", "up", show=False),
        Binding("down", "down", show=False),
        Binding("pageup", "page_up", show=False),
        Binding("pagedown", "page_down", show=False),
    ]
    CSS = """
    Palette { align: center top; background: transparent; }
    Palette Vertical {
        width: 66; max-width: 100%; height: 60%; min-height: 8; background: $background;
        border-left: solid $foreground; border-right: solid $foreground; border-bottom: solid $foreground;
    }
    Palette Input, Palette Input:focus { border: none; height: 1; padding: 0 1; }
    Palette Choices { height: 1fr; }
    """

    def __init__(self, place: str) -> None:
        super().__init__()
        self._commands = palette_commands(place)
        self._choices = Choices(self._commands)

    def compose(self) -> ComposeResult:
        """What is typed, and what matches."""
        typed = Input(placeholder="Type a few letters of a command", compact=True)
        typed.cursor_blink = False
        with Vertical():
            yield self._choices
            yield typed

    def add_searches(self, searches: Sequence[SearchJudgement]) -> None:
        """Saved searches, behind the commands: each one is run by its name."""
        self._commands = [
            *self._commands,
            *(Command(each.name, (), inert(f"Search “{each.name}”"), inert(each.query), SEARCHES) for each in searches),
        ]
        if self.is_mounted:
            self._choices.narrow(narrowed(self._commands, self.query_one(Input).value))

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list."""
        self._choices.narrow(narrowed(self._commands, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Run what the cursor is on."""
        commands = self._choices.commands
        self.dismiss(commands[self._choices.cursor] if commands else None)

    def action_close(self) -> None:
        """Run nothing."""
        self.dismiss(None)

    def action_up(self) -> None:
        """The command before."""
        self._choices.action_up()

    def action_down(self) -> None:
        """The command after."""
        self._choices.action_down()

    def action_page_up(self) -> None:
        """One page up."""
        self._choices.action_page_up()

    def action_page_down(self) -> None:
        """One page down."""
        self._choices.action_page_down()


def palette_commands(place: str) -> list[Command]:
    """What can be chosen: commands of the place one is in, those that work everywhere, those of the other panes."""
    order = [place, EVERYWHERE, *PANES]
    known = [command for command in all_commands() if command.where not in _ELSEWHERE and command.id != "palette"]
    return sorted(known, key=lambda command: order.index(command.where))


def narrowed(commands: list[Command], typed: str) -> list[Command]:
    """The commands in which every word typed begins a word: of the label first, of the help after those."""
    parts = typed.casefold().split()
    by_label = [command for command in commands if _begins(parts, command.label)]
    by_help = [command for command in commands if _begins(parts, f"{command.label} {command.help} {command.id}")]
    return by_label + [command for command in by_help if command not in by_label]


def _begins(parts: list[str], text: str) -> bool:
    words = text.casefold().replace("_", " ").replace("/", " ").split()
    return all(any(word.startswith(part) for word in words) for part in parts)
