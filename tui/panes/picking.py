"""Documents of a list picked together, and what is asked for them: a star, tags, a note, to be left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from index.models import Flags, Row
from tui.messages import LikeWanted, NotesWanted, ReasonsWanted, UndoWanted
from tui.widgets.cells import cut, fit, width
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, Piece, grouped
from tui.widgets.line_list import LineList

PICKED = "•"
PICKED_CURSOR = "◆"
_UNSAID = Flags()


class Picking(LineList):
    """Base of the document list: rows picked with `v`, marks of the notebook in them. Picked documents are known by
    their engine numbers; those that leave the answer are picked no more."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._picked: set[int] = set()
        self._flags: Mapping[str, Flags] = {}

    # --- What a subclass answers ---

    @property
    def numbers(self) -> Sequence[int]:
        """The engine's numbers of the documents listed."""
        raise NotImplementedError

    @property
    def current_number(self) -> int | None:
        """The number of the document under the cursor."""
        raise NotImplementedError

    def when_answered(self, action: Callable[[], None], *, leads_on: bool = False) -> None:
        """Do something now, or once the answer is here that keys are meant for. What `leads_on` opens a screen or moves
        the focus: the keys after it are meant for that."""
        action()

    # --- Given by the screen ---

    def show_flags(self, flags: Mapping[str, Flags]) -> None:
        """What the notebook says of documents, by id."""
        if flags != self._flags:
            self._flags = flags
            self.redraw()

    @property
    def all_picked(self) -> bool:
        """Whether every document listed is picked."""
        return bool(self._picked) and len(self._picked) == len(self.numbers)

    def keep_picked(self, found: Collection[int], *, anew: bool = False) -> None:
        """Another answer, which has `found`: what is picked stays so where it is among them. With numbers `anew` these
        are the documents picked."""
        if self._picked:
            self._picked = set(found) if anew else self._picked.intersection(found)

    def unpick(self) -> bool:
        """Pick nothing; False if nothing was picked."""
        if not self._picked:
            return False
        self._picked.clear()
        self.redraw()
        return True

    @property
    def picked(self) -> list[int]:
        """The documents picked, in the order of the list; where none is, the one under the cursor."""
        if self._picked:
            return [number for number in self.numbers if number in self._picked]
        return self.under_cursor

    @property
    def under_cursor(self) -> list[int]:
        """The document under the cursor, if there is one."""
        return [] if self.current_number is None else [self.current_number]

    # --- Drawing ---

    def picked_count(self) -> str:
        """How many are picked, for the first line."""
        return f" · {grouped(len(self._picked))} selected" if self._picked else ""

    def row_mark(self, number: int | None, *, selected: bool) -> str:
        """The first cell of a row: the cursor, and whether the document is picked."""
        if number in self._picked:
            return PICKED_CURSOR if selected else PICKED
        return CURSOR if selected else " "

    def flagged(self, row: Row, cells: int) -> list[Piece]:
        """A title with star, note and marked passages before it, and as many of the tags behind it as half of the room
        holds."""
        flags, title = self._flags.get(row.id, _UNSAID), inert(row.title)
        signs = signs_of(flags)
        before = signs + " " if signs else ""
        tags = cut(inert("".join(f" #{tag}" for tag in flags.tags)), cells // 2)
        room = cells - width(before)
        if width(title) + width(tags) <= room:
            return [(before + title, None), (tags, FAINT)]
        return [(before + fit(title, room - width(tags)), None), (tags, FAINT)]

    # --- Keys ---

    def action_pick(self) -> None:
        """Pick the document under the cursor, or pick it no more, and go one down."""
        self.when_answered(self._pick)

    def _pick(self) -> None:
        if self.current_number is not None:
            self._picked ^= {self.current_number}
            self.redraw()
            self.action_down()

    def action_pick_all(self) -> None:
        """Pick every document listed; none where any was picked."""
        self.when_answered(self._pick_all)

    def _pick_all(self) -> None:
        if not self.unpick():
            self._picked = set(self.numbers)
            self.redraw()

    def action_star(self) -> None:
        """A star for what is picked, or none."""
        self._ask("star")

    def action_tag(self) -> None:
        """Tags for what is picked."""
        self._ask("tag")

    def action_hide(self) -> None:
        """Leave what is picked out of results, or show it again."""
        self._ask("hide")

    def action_export(self) -> None:
        """References of what is picked."""
        self._ask("export")

    def action_like(self) -> None:
        """The documents most like the one under the cursor."""
        self.when_answered(self._ask_like)

    def _ask_like(self) -> None:
        self.post_message(LikeWanted())

    def action_why(self) -> None:
        """Why the document under the cursor matches."""
        self.when_answered(self._ask_why, leads_on=True)

    def _ask_why(self) -> None:
        self.post_message(ReasonsWanted())

    def action_note(self) -> None:
        """A note on the document under the cursor."""
        self._ask("note")

    def action_long_note(self) -> None:
        """The same in an editor."""
        self._ask("long note")

    def action_undo(self) -> None:
        """Take back what was last said."""
        self.when_answered(lambda: self._post(UndoWanted()))

    def _ask(self, what: str) -> None:
        self.when_answered(
            lambda: self._post(NotesWanted(what, listed=True)) if self.picked else None,
            leads_on=what not in ("star", "hide"),
        )

    def _post(self, message: NotesWanted | UndoWanted) -> None:
        self.post_message(message)


def signs_of(flags: Flags) -> str:
    """Star, note, passages as a list and the reader's head show them."""
    passages = f"❞{flags.passages}" if flags.passages else ""
    return ("★" if flags.starred else "") + ("✎" if flags.noted else "") + passages + ("⊘" if flags.hidden else "")
