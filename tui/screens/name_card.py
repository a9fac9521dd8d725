"""What is known of a name, and what joins two names: lists of which a name, a sentence or a filter can be chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen
from textual.strip import Strip

from index.models import Entry, plural
from tui.commands import DIALOG, NAMES, bindings_for
from tui.screens.dialog import KEY, Line
from tui.widgets.cells import fit, wrapped
from tui.widgets.cells import width as cell_width
from tui.widgets.inert import inert
from tui.widgets.ink import CURSOR, FAINT, SECTION, SELECTED, SNIPPET_HIT, Piece, grouped, head_line, line
from tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from index.library.card import Card, Joined, Place
    from index.names import Tenure

_LABEL = 12
_BLOCKS = "▁▂▃▄▅▆▇█"
_FORMS = 8
FIELDS = {"person": "person", "organisation": "org", "place": "place", "name": "name", "office": "person"}


@dataclass(frozen=True, slots=True)
class ToName:
    """Another name: what joins it to this one."""

    id: str


@dataclass(frozen=True, slots=True)
class ToFilter:
    """Only documents with all of these: query field and name each."""

    names: tuple[tuple[str, str], ...]


Target = ToName | ToFilter | Entry | None
Row = tuple[Line, Target]
Chosen = ToName | ToFilter | Entry


class Rows(LineList):
    """Rows made for a width; those with a target take the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(each for each in bindings_for(NAMES) if each.action in ("open", "card")),
        *(each for each in bindings_for(DIALOG) if each.action != "close"),
    ]

    def __init__(self, title: str, make: Callable[[int], list[Row]], done: Callable[[Chosen, bool], object]) -> None:
        super().__init__(id="names")
        self._title = title
        self._make = make
        self._done = done
        self._rows: list[Row] = []
        self._made_for = -1

    @property
    def row_count(self) -> int:
        """Rows in all."""
        return len(self._rows)

    def selectable(self, index: int) -> bool:
        """Those that lead somewhere."""
        return self._rows[index][1] is not None

    def paint(self, width: int, height: int) -> list[Strip]:
        """The rows in sight, made anew for another width."""
        if width != self._made_for:
            target = self._rows[self.cursor][1] if self._rows else None
            self._rows, self._made_for = self._make(width), width
            self.cursor = next((i for i, (_, each) in enumerate(self._rows) if each is not None and each == target), 0)
            self.cursor = self.nearest(self.cursor, 1) or 0
        return super().paint(width, height)

    def paint_head(self, width: int, height: int) -> list[Strip]:
        """Whose card this is."""
        return [head_line(self._title, width, focused=self.has_focus)]

    def paint_row(self, index: int, width: int, *, selected: bool) -> Strip:
        """One row, marked where it is under the cursor."""
        pieces, target = self._rows[index]
        if selected and target is not None:
            return line([(CURSOR, SELECTED), *((text, SELECTED) for text, _ in pieces)], width)
        return line([(" ", None), *pieces], width)

    def chosen(self) -> None:
        """Go where the row leads."""
        self._choose(card=False)

    def action_card(self) -> None:
        """The card of the name under the cursor."""
        self._choose(card=True)

    def _choose(self, *, card: bool) -> None:
        target = self._rows[self.cursor][1] if self._rows else None
        if target is not None and (not card or isinstance(target, ToName)):
            self._done(target, card)


class NameCard(Screen[tuple[Chosen, bool] | None]):
    """Opened by `i` on a name; answers with what was chosen, and whether a name's own card is wanted."""

    BINDINGS: ClassVar[list[BindingType]] = [each for each in bindings_for(DIALOG) if each.action == "close"]
    AUTO_FOCUS = "#names"

    def __init__(self, title: str, make: Callable[[int], list[Row]]) -> None:
        super().__init__()
        self.list = Rows(f"{title} · Enter opens, Esc closes", make, lambda chosen, card: self.dismiss((chosen, card)))

    def compose(self) -> ComposeResult:
        """The list."""
        yield self.list

    def action_close(self) -> None:
        """Back to the screen below."""
        self.dismiss(None)


def card_rows(card: Card, width: int) -> list[Row]:
    """The card of one name, for a width."""
    rows: list[Row] = []
    kind = {"name": "a name of no known kind", "office": "an office; who held it is not known"}.get(
        card.kind, card.kind
    )
    rows += _fact("Name", f"{card.name}, {kind}", width)
    if card.listed:
        rows += _fact("Known from", "the lists of names", width)
    if card.merged:
        rows += _fact("With", ", ".join(card.merged) + " (you merged them; s splits)", width)
    if card.forms:
        more = f", and {len(card.forms) - _FORMS} more" if len(card.forms) > _FORMS else ""
        said = ", ".join(f"{form} {grouped(times)}" for form, times in card.forms[:_FORMS])
        rows += _fact("Written", said + more, width)
    for number, tenure in enumerate(card.offices):
        rows += _fact("" if number else "Offices", _tenure(tenure), width)
    rows += _fact("Mentioned", f"{_times(card.mentions)} in {_documents(card.documents)}", width)
    for label, row in (("First", card.first), ("Last", card.last)):
        if row is not None:
            rows += _fact(label, f"{row.published} {row.title}", width)
    rows += _years(card.years, width)
    if card.documents:
        rows.append(_filter(f"Only the {_documents(card.documents)}", [(card.kind, card.name)]))
    if card.beside:
        rows.append(_head("Stands with"))
        broad = max(cell_width(inert(each.name)) for each in card.beside)
        for each in card.beside:
            pieces: Line = [(f" {fit(inert(each.name), min(broad, width - 16))} {grouped(each.documents):>7}", None)]
            rows.append((pieces, ToName(each.id)))
    if card.sentences:
        rows.append(_head("Said of it"))
        rows += _places(card.sentences, width)
    return rows


def joined_rows(joined: Joined, width: int) -> list[Row]:
    """What joins two names, for a width."""
    a, b = joined.names
    rows = _fact("Together", f"{a} and {b} stand together in {_documents(joined.documents)}", width)
    if joined.documents:
        pairs = list(zip(joined.kinds, joined.names, strict=True))
        rows.append(_filter(f"Only the {_documents(joined.documents)}", pairs))
    rows += [([(f" Card of {name}", None)], ToName(id)) for id, name in ((joined.a, a), (joined.b, b))]
    if joined.sentences:
        rows.append(_head("Sentences with both"))
        rows += _places(joined.sentences, width)
    elif joined.documents:
        rows.append(_head("No sentence names both"))
    return rows


def _head(text: str) -> Row:
    return [(text, SECTION)], None


def _filter(text: str, names: Sequence[tuple[str, str]]) -> Row:
    return [(f" {text}", None)], ToFilter(tuple((FIELDS.get(kind, "name"), name) for kind, name in names))


def _fact(label: str, text: str, width: int) -> list[Row]:
    first, *rest = wrapped(" ".join(inert(text).split()), width - _LABEL - 3)
    return [
        ([(label.ljust(_LABEL), KEY), (first, None)], None),
        *(([(" " * _LABEL + part, None)], None) for part in rest),
    ]


def _tenure(tenure: Tenure) -> str:
    acting = ", acting" if tenure.acting else ""
    return f"{tenure.title}, {tenure.first or '…'} to {tenure.last or '…'}{acting}"


def _years(years: Sequence[tuple[int, int]], width: int) -> list[Row]:
    """How often it is mentioned, a block a year: as many of the last years as fit."""
    shown = list(years)[-max(width - _LABEL - 14, 5) :]
    if len(shown) < 2:
        return []
    most = max(times for _, times in shown)
    blocks = "".join(_BLOCKS[-(-times * 8 // most) - 1] if times else "·" for _, times in shown)
    pieces: Line = [("By year".ljust(_LABEL), KEY), (f"{shown[0][0]} {blocks} {shown[-1][0]}", None)]
    return [(pieces, None), ([(" " * _LABEL + f"at most {_times(most)} a year", FAINT)], None)]


def _places(places: Sequence[Place], width: int) -> list[Row]:
    rows: list[Row] = []
    for place in places:
        source = ", ".join(filter(None, (place.row.published or "undated", place.row.publisher, place.row.title)))
        words = place.snippet.text[place.start - place.snippet.start : place.end - place.snippet.start]
        entry = Entry("", None, None, "mentioned", words, place.start, place.end, place.row.number)
        rows.append(([(f" {source}", KEY)], entry))
        rows += [(each, None) for each in marked(place, width - 4)]
    return rows


def marked(place: Place, width: int, most: int = 4) -> list[Line]:
    """The sentence of a place in at most so many lines, the names in it set apart."""
    text, hits = place.snippet.text, place.snippet.hits
    lines: list[Line] = []
    at = 0
    for part in wrapped(" ".join(inert(text).split()), width)[:most]:
        pieces: list[Piece] = [("   ", None)]
        for word in part.split(" "):
            start = text.find(word, at)
            at = start + len(word) if start >= 0 else at
            inside = start >= 0 and any(hit.start < start + len(word) and start < hit.end for hit in hits)
            pieces.append((word, SNIPPET_HIT if inside else None))
            pieces.append((" ", None))
        lines.append(pieces[:-1])
    return lines


def _documents(count: int) -> str:
    return f"{grouped(count)} {plural(count, 'document')}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{grouped(count)} times"
