"""The comparison's part of the conductor: opening it, what it asks, and on to the text."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui import messages
from tui.engine_thread import Priority
from tui.screens.dating import Dating

if TYPE_CHECKING:
    from index.library import Library
    from index.models import Entry
    from tui.screens.compare_lines import Compared, Laid

_LANE = "compare"


class Comparing(Dating):
    """Answers what the comparison asks."""

    _compares = 0  # the numbering of the documents compared

    def on_compare_wanted(self, message: messages.CompareWanted) -> None:
        """Two documents of the list, what is new in the second against the first."""
        from tui.screens.compare import Compare

        if self.found is not None:
            self._compares = self.found.numbering
            self.app.push_screen(Compare(message.numbers, self), self._compared_closed)

    def _compared_closed(self, entry: Entry | None) -> None:
        self.engine.drop(_LANE)
        if entry is not None:
            self.open_entry(entry, self._compares)

    def ask_compared(self, known: int, number: int, then: Callable[[Compared], None]) -> None:
        """What differs between two documents."""
        self.ask_about_page(
            _LANE,
            lambda library, _: compared(library, known, number),
            then,
            Priority.TEXT,
            numbering=self._compares,
            changed=self._cannot_compare,
        )

    def _cannot_compare(self) -> None:
        if self.app.screen is not self:
            self.app.pop_screen()
        self.say_changed()

    def ask_laid(self, compared: Compared, width: int, then: Callable[[Laid], None]) -> None:
        """The lines of a comparison; of long texts they take longer than a key may wait."""
        from tui.screens.compare_lines import lay_out

        self.engine.ask(_LANE, lambda _: lay_out(compared, width), then, Priority.TEXT)


def compared(library: Library, known: int, number: int) -> Compared:
    """Two documents by number, and what differs."""
    from index.comparison import compare
    from tui.screens.compare_lines import Compared

    rows, texts = library.rows([known, number]), [library.text(each) for each in (known, number)]
    return Compared((rows[0], rows[1]), (texts[0], texts[1]), compare(texts[0], texts[1]))
