"""What the screen shows, as one value, and the trail of such values that back and forward walk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.models import Order


@dataclass(frozen=True, slots=True)
class ViewState:
    """One view of a collection. `document` is an id ("" for none), `position` the reader's offset into its text and
    `hit` the hit it is at (-1 for none); `whole` says that the sidebar counts all hits instead of the document; `grain`
    is the timeline's."""

    query: str = ""
    order: Order = Order.RELEVANCE
    document: str = ""
    position: int = 0
    hit: int = -1
    whole: bool = True
    grain: str = "year"

    def leads_on_from(self, other: ViewState) -> bool:
        """Whether coming here from there is a step: another question, or another document read."""
        if (self.query, self.order) != (other.query, other.order):
            return True
        return bool(self.document and other.document) and self.document != other.document


class Trail:
    """The views walked through, and which one is shown.

    `note` keeps the shown one up to date: letters typed and rows passed change it in place. `anchor` says that
    somebody meant to be here (Enter, a filter), so that whatever leads on from it begins a view of its own.
    """

    LONGEST = 200

    def __init__(self, first: ViewState, *before: ViewState) -> None:
        """Begin at `first`; back leads to what came `before`, in an earlier session."""
        self._views = [*before, first]
        self._at = len(before)
        self._anchored = True

    @property
    def now(self) -> ViewState:
        """The view shown."""
        return self._views[self._at]

    @property
    def until_now(self) -> Sequence[ViewState]:
        """The views walked through up to the one shown, which is the last."""
        return self._views[: self._at + 1]

    def note(self, **changes: object) -> ViewState:
        """The view has changed. What lay forward is forgotten if that leads on from an anchored view."""
        view = replace(self.now, **changes)  # type: ignore[arg-type]
        if self._anchored and view.leads_on_from(self.now):
            del self._views[self._at + 1 :]
            self._views.append(view)
            del self._views[: -self.LONGEST]
            self._at = len(self._views) - 1
            self._anchored = False
        else:
            self._views[self._at] = view
        return view

    def anchor(self) -> None:
        """Keep the view shown: back leads here."""
        self._anchored = True

    def back(self) -> ViewState | None:
        """The view before, now shown, or None at the beginning."""
        return self._go(-1)

    def forward(self) -> ViewState | None:
        """The view after, now shown, or None at the end."""
        return self._go(1)

    def _go(self, by: int) -> ViewState | None:
        if not 0 <= self._at + by < len(self._views):
            return None
        self._at += by
        self._anchored = True
        return self.now
