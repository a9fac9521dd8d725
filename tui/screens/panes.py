"""The panes on the screen: where they stand at each size, and which has the focus.

From 100 columns and 28 lines all of them show side by side. Below that document list and reader share the screen, and
the sidebar or the timeline is put over them while it is wanted.

`lofi` is for the worst lines: nothing is drawn that was not asked for. The reader shows what Enter was pressed on, the
search begins with Enter, counts and timeline show only over the others.
"""

from __future__ import annotations

from typing import Self

from textual.app import ComposeResult
from textual.containers import Container
from textual.events import DescendantFocus, Resize
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from tui.commands import PANES, Command
from tui.panes.document_list import DocumentList
from tui.panes.entity_sidebar import EntitySidebar
from tui.panes.find_box import FindBox
from tui.panes.passages import PassageList
from tui.panes.reader import Reader
from tui.panes.search_box import SearchBox
from tui.panes.status_line import StatusLine
from tui.panes.timeline import Timeline
from tui.screens import filtering

WIDE = (100, 28)  # columns and lines from which all panes show side by side
LOW = 20  # lines below which the status takes one line


class Panes(Screen[None]):
    """Base of the working screen: composition, layout, focus. `Browse` fills the panes."""

    AUTO_FOCUS = "#documents"

    def __init__(self, *, lofi: bool = False) -> None:
        super().__init__()
        self.lofi = lofi
        self.search_box = SearchBox(filtering.spans, self.enter_list)
        self.documents = DocumentList()
        self.readers = (Reader(), Reader(id="beside"))
        self.readers[1].display = False
        self.reader = self.readers[0]  # the one used last
        self.passages = PassageList(self.documents.when_answered)
        self.passages.display = False
        self.entities, self.timeline = EntitySidebar(), Timeline()
        self.find_box, self.status = FindBox(self.leave_find), StatusLine()
        self.over = ""  # the pane shown over the others where they do not fit side by side
        self.wide = False
        self.leaving_search = False  # Enter was pressed in the search box, which may still have letters to tell of

    def compose(self) -> ComposeResult:
        """The panes, in the order Tab goes through them."""
        self._lay_out(*self.app.size)
        yield self.search_box
        with Container(id="panes"):
            yield self.documents
            yield self.passages
            with Container(id="reading"):
                yield from self.readers
            yield self.entities
            yield self.timeline
        yield self.find_box
        yield self.status

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Lay out anew where that is asked for. A bare repaint, which Textual asks for with each change of focus,
        would send every line of every pane; the screen itself draws nothing."""
        if layout or recompose:
            super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        return self

    def fill(self, pane: Widget) -> None:
        """Give the sidebar or the timeline, which has come into sight, what it shows."""

    def hints(self) -> list[tuple[str, str]]:
        """Keys and labels of what works here and now."""
        return []

    def on_resize(self, event: Resize) -> None:
        """Fit the panes into the new size."""
        self._lay_out(*event.size)

    def _lay_out(self, width: int, height: int) -> None:
        self.wide = width >= WIDE[0] and height >= WIDE[1] and not self.lofi
        self.set_class(self.wide, "-wide")
        self.set_class(height < LOW, "-low")
        focused = self.place if self.focused in (self.entities, self.timeline) else ""
        self._put_over("" if self.wide else self.over or focused)

    def _put_over(self, over: str) -> None:
        self.over = over
        for pane in (self.entities, self.timeline):
            shown = self.wide or pane.id == over
            if shown != pane.display:  # setting it lays the whole screen out anew
                pane.display = shown
                if shown:
                    self.fill(pane)

    def show_pane(self, pane: Widget) -> None:
        """Go to a pane; one that does not fit beside the others is shown over them until another is wanted."""
        self.find_box.close()
        if not self.wide:
            self._put_over((pane.id or "") if pane in (self.entities, self.timeline) else "")
        self.set_focus(pane)

    @property
    def listing(self) -> DocumentList | PassageList:
        """What was found, as it is shown now: documents, or their sentences."""
        return self.passages if self.passages.display else self.documents

    def list_as(self, pane: DocumentList | PassageList) -> None:
        """Show what was found as documents, or as sentences."""
        if pane.display:
            return
        focused = self.listing.has_focus
        self.documents.display, self.passages.display = pane is self.documents, pane is self.passages
        self.fill(pane)
        if focused:
            self.set_focus(pane)

    def enter_list(self) -> None:
        """From the search box to the list, whose keys wait for the answer to what was typed."""
        self.leaving_search = True
        self.documents.hold()
        self.show_pane(self.listing)

    def leave_find(self) -> None:
        """From the words to find to the text, by Enter."""
        self.action_show_reader()

    def leave_input(self) -> None:
        """From the search box to the list, from the words to find to the text."""
        self.show_pane(self.reader if self.find_box.has_focus else self.listing)

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Another pane has the focus: other keys work."""
        self.show_hints()

    def show_hints(self) -> None:
        """Show the keys that do something here and now."""
        self.status.show_keys(self.hints())

    @property
    def place(self) -> str:
        """The id of the pane or input that has the focus, "" for none."""
        if self.focused in self.readers:
            return "reader"
        return (self.focused.id or "") if self.focused is not None else ""

    def action_search(self) -> None:
        """To the search box."""
        self.search_box.make_room()
        self.show_pane(self.search_box)

    def action_show_documents(self) -> None:
        """To the document list."""
        self.list_as(self.documents)
        self.show_pane(self.documents)

    def action_show_passages(self) -> None:
        """To the matching sentences, in place of the document list; from there back to it."""
        self.list_as(self.documents if self.passages.has_focus else self.passages)
        self.show_pane(self.listing)

    def action_show_reader(self) -> None:
        """To the reader."""
        self.show_pane(self.reader)

    def action_show_entities(self) -> None:
        """To the entity sidebar."""
        self.show_pane(self.entities)

    def action_show_timeline(self) -> None:
        """To the timeline."""
        self.show_pane(self.timeline)

    def action_next_pane(self) -> None:
        """To the pane after this one; the first after the last."""
        self._cycle(1)

    def action_previous_pane(self) -> None:
        """To the pane before this one; the last before the first."""
        self._cycle(-1)

    def _cycle(self, direction: int) -> None:
        panes = [self.listing, *self.readers, self.entities, self.timeline]
        shown = [pane for pane in panes if pane.display]
        here = next((i for i, pane in enumerate(shown) if pane.has_focus), -1 if direction > 0 else 0)
        self.show_pane(shown[(here + direction) % len(shown)])

    async def run_command(self, command: Command) -> None:
        """Do what a command says, in its own place."""
        pane = self.query_one(f"#{command.where}") if command.where in PANES else self
        if pane in self.readers:
            pane = self.reader
        if pane in (self.documents, self.passages):
            self.list_as(self.passages if pane is self.passages else self.documents)
        if pane is not self:
            self.show_pane(pane)
        await pane.run_action(command.id)
