"""The peer of the start-up benchmark: a bare Textual app with a list and a text, and nothing else."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import OptionList, Static


class BareApp(App[None]):
    """A list of five and a text."""

    CSS = "OptionList { width: 30; height: 1fr; } Static { width: 1fr; }"

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield OptionList(*(f"Document {number}" for number in range(1, 6)))
            yield Static("The text of the first document.\n" * 20)


if __name__ == "__main__":
    BareApp().run()
