"""One thing that went wrong and what to do about it, in full: the status line may be too short for it."""

from __future__ import annotations

from index.errors import DossierError
from tui.screens.dialog import Dialog, Line
from tui.widgets.cells import wrapped


class Notice(Dialog):
    """Shown when a collection cannot be opened."""

    def __init__(self, error: DossierError) -> None:
        super().__init__("This collection cannot be opened · Esc closes", lambda width: notice_lines(error, width))


def notice_lines(error: DossierError, width: int) -> list[Line]:
    """Message and hint, wrapped."""
    lines: list[Line] = [[("", None)]]
    for text in filter(None, (error.message, error.hint)):
        lines += [[(" " + each, None)] for each in wrapped(text, width - 2)]
        lines.append([("", None)])
    return lines
