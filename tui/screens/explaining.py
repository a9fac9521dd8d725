"""Why a document matches, and what is like it: the conductor's part, and what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from index.models import Row
from tui import messages
from tui.engine_thread import Priority
from tui.screens.conductor import Conductor
from tui.widgets.ink import FAINT, SECTION

if TYPE_CHECKING:
    from index.library.why import Reason
    from tui.screens.dialog import Line


class Explaining(Conductor):
    """Answers `i` and `l` in the list and in the reader."""

    @property
    def _pointed_at(self) -> Row | None:
        """The document that is read where the reader has the focus, else the one under the cursor."""
        return self.opened.row if self.reader.has_focus and self.opened is not None else self.documents.current

    def on_like_wanted(self, message: messages.LikeWanted) -> None:
        """Find what is most like a document."""
        row = self._pointed_at
        if row is not None:
            self.trail.anchor()
            self.trail.note(document="")
            self.ask_for(f"like:{row.id}")

    def on_reasons_wanted(self, message: messages.ReasonsWanted) -> None:
        """Show the terms, forms and fields that made a document match."""
        found, row = self.found, self._pointed_at
        if found is None or row is None:
            return
        parsed = found.parsed

        def show(reasons: Sequence[Reason]) -> None:
            from tui.screens.dialog import Dialog

            title = "Why this document is listed · Esc closes"
            self.app.push_screen(Dialog(title, lambda width: why_lines(row, reasons, width)))

        self.engine.ask("why", lambda library: library.why(row.id, parsed), show, Priority.TEXT)


def why_lines(row: Row, reasons: Sequence[Reason], width: int) -> list[Line]:
    """The parts of the query, each with what stands in the document and what it adds to the score."""
    from tui.widgets.cells import wrapped

    lines: list[Line] = [[("", None)]]
    lines += [[(f" {each}", SECTION)] for each in wrapped(row.title or row.path, width - 2)]
    if not reasons:
        return [*lines, [("", None)], [(" Nothing was asked: every document is listed.", None)]]
    score = sum(reason.score for reason in reasons)
    lines.append([(f" score {score:.2f}" if score else " no score: only conditions were asked", FAINT)])
    for reason in reasons:
        told = f"{reason.score:+.2f}" if reason.score else "" if reason.matches else "not in it"
        lines += [[("", None)], [(f" {reason.asked}", SECTION), (f"  {told}", None)]]
        if reason.terms and reason.matches:
            lines.append([(f"   looked up as {', '.join(reason.terms)}", FAINT)])
        for field, those in groupby(reason.stands, key=lambda each: each.field):
            forms = ", ".join(each.form if each.times == 1 else f"{each.form} ×{each.times}" for each in those)
            lines += [[(f"   {each}", None)] for each in wrapped(f"{field}: {forms}", width - 4)]
    return lines
