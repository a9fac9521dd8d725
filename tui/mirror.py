"""What the terminal shows, cell by cell, so that only what is different is ever sent.

Textual sends every region that was asked to be painted again, blanks and all: a screen put over another goes down the
line as a blank screen and then as a full one, and closing it sends the old one twice. A `Mirror` keeps what was sent
and turns such an update into the shortest of two ways to get there: the cells that differ, or the rest of the line
erased and what is not blank written. Blank cells that nothing tells apart on a screen are one: a space in bold is a
space.

Where a terminal may hold another opinion than ours of how wide a character is (anything that is not `narrow`), a
piece of a line is sent from the first such character on, so that what follows stands where the terminal puts it.

Sequences used: CUP, CUF, EL, SGR (ECMA-48), carriage return and line feed, all known to a VT100.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.color import ColorSystem
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import Strip

from tui.widgets.cells import char_width, narrow

Cell = tuple[str, str, int]
"""Text, SGR parameters, and which half of a double-width character it is."""

BLANK: Cell = (" ", "", 0)
UNKNOWN: Cell = ("", "", -1)  # equal to nothing that is drawn
NEAR = 4  # cells that are sent again sooner than jumped over
MOST_STYLES = 4096  # remembered; a screen has some dozens


class Mirror:
    """The cells of one terminal. `sequence` answers what to send for an update and takes it as sent."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._size = (0, 0)
        self._codes: dict[Style | None, tuple[str, str]] = {}
        self._colours: ColorSystem | None = None

    def forget(self) -> None:
        """What the terminal shows is not known any more: the next update is sent whole."""
        width, height = self._size
        self._rows = [[UNKNOWN] * width for _ in range(height)]

    def scrolled(self, top: int, bottom: int, by: int) -> None:
        """The terminal moved its lines `top` to `bottom` (from 0, inclusive) up by `by`, or down."""
        band = self._rows[top : bottom + 1]
        if band:
            free = [[BLANK] * self._size[0] for _ in range(min(abs(by), len(band)))]
            self._rows[top : bottom + 1] = band[by:] + free if by > 0 else free + band[:by]

    def sequence(self, update: CompositorUpdate, size: tuple[int, int], colours: ColorSystem | None) -> str:
        """What brings the terminal from what it shows to an update of it, "" where it shows that already."""
        if size != self._size:
            self._size = size
            self.forget()
        if colours is not self._colours or len(self._codes) > MOST_STYLES:
            self._colours = colours
            self._codes.clear()
        pen = _Pen(size[1])
        for y, x, strip in _pieces(update):
            if 0 <= y < size[1] and 0 <= x < size[0]:
                self._bring(pen, y, x, self._cells(strip)[: size[0] - x])
        return pen.text()

    def _bring(self, pen: _Pen, y: int, x: int, new: list[Cell]) -> None:
        row = self._rows[y]
        old = row[x : x + len(new)]
        if old == new:
            return
        row[x : x + len(new)] = new
        first = next(i for i, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
        odd = next((i for i, cell in enumerate(new[:first]) if not narrow(cell[0])), first)
        whole = any(not narrow(cell[0]) for cell in new) or any(cell[2] > 0 or len(cell[0]) > 1 for cell in old)
        ways = [pen.fork()]
        ways[0].change(y, x, old, new, odd, whole=whole)
        behind = row[x + len(new) :]
        if behind == [BLANK] * len(behind) and old[first:] != [BLANK] * (len(old) - first):
            ways.append(pen.fork())
            ways[1].erase(y, x + odd)
            ways[1].change(y, x, [*old[:odd], *[BLANK] * (len(new) - odd)], new, odd, whole=False)
        pen.take(min(ways, key=lambda way: way.cost))

    def _cells(self, strip: Strip) -> list[Cell]:
        found: list[Cell] = []
        for text, style, control in strip:
            if control:
                continue
            plain, blank = self._styled(style)
            if narrow(text):
                if plain == blank:
                    found.extend([(char, plain, 0) for char in text])
                else:
                    found.extend([(char, blank if char == " " else plain, 0) for char in text])
                continue
            for char in text:
                cells = char_width(char)
                if cells:
                    found.extend([(char, plain, half) for half in range(cells)])
                elif found:
                    found[-1] = (found[-1][0] + char, found[-1][1], found[-1][2])
        return found

    def _styled(self, style: Style | None) -> tuple[str, str]:
        """SGR parameters of a style: for a character that is seen, and for a space."""
        known = self._codes.get(style)
        if known is None:
            known = self._codes[style] = _codes(style, self._colours)
        return known


def _codes(style: Style | None, colours: ColorSystem | None) -> tuple[str, str]:
    if not style or colours is None:
        return "", ""
    ink, ground = style.color, style.bgcolor
    plain = style.without_color + Style(
        color=None if ink is None or ink.is_default else ink,
        bgcolor=None if ground is None or ground.is_default else ground,
    )
    seen = plain.bgcolor or plain.reverse or plain.underline or plain.underline2 or plain.strike or plain.overline
    codes = plain._make_ansi_codes(colours)
    return codes, codes if seen else ""


def _pieces(update: CompositorUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Row, column and content of each piece of an update."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
    elif isinstance(update, ChopsUpdate):
        for y, first, last in update.spans:
            for end, (x, piece) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if piece is None or x > last or end <= first:
                    continue
                yield y, x, piece if last > x >= first and end <= last else piece.crop(0, min(end, last) - x)


class _Pen:
    """Writes cells, remembering where the terminal's cursor is and which style is on."""

    def __init__(self, height: int, at: tuple[int, int] = (-1, -1)) -> None:
        self._height = height
        self._y, self._x = at
        self._style = ""
        self._parts: list[str] = []

    def text(self) -> str:
        """What was written; the style is off at its end."""
        return "".join(self._parts)

    def fork(self) -> _Pen:
        """Another pen that goes on from here, to see what a way costs."""
        return _Pen(self._height, (self._y, self._x))

    @property
    def cost(self) -> int:
        """Bytes."""
        return sum(len(part) if part.isascii() else len(part.encode("utf-8", "replace")) for part in self._parts)

    def take(self, way: _Pen) -> None:
        """Write what a fork has written."""
        self._parts += way._parts
        self._y, self._x = way._y, way._x

    def erase(self, y: int, x: int) -> None:
        """Blank the rest of a line."""
        self._move(y, x)
        self._parts.append("\x1b[K")

    def change(self, y: int, x: int, old: Sequence[Cell], new: Sequence[Cell], start: int, *, whole: bool) -> None:
        """Write the cells of a piece of line `y` that differ, from `start` on; `whole` leaves none of them out between
        the first and the last."""
        position, size = start, len(new)
        last = size
        while last and old[last - 1] == new[last - 1]:
            last -= 1
        while 0 < last < size and new[last][2] > 0:
            last += 1
        while position < last:
            end = last
            if not whole:
                while position < last and old[position] == new[position]:
                    position += 1
                end, same = position, 0
                for i in range(position, last):
                    if old[i] != new[i]:
                        end, same = i + 1, 0
                    elif (same := same + 1) > NEAR:
                        break
                while end < size and new[end][2] > 0:
                    end += 1
                while position and new[position][2] > 0:
                    position -= 1
            self._write(y, x + position, new[position:end])
            position = end
        self._set("")

    def _write(self, y: int, x: int, cells: Sequence[Cell]) -> None:
        self._move(y, x)
        for text, style, half in cells:
            if half > 0:
                continue
            if style != self._style:
                self._set(style)
            self._parts.append(text)
        self._x = x + len(cells)

    def _set(self, style: str) -> None:
        if style != self._style:
            self._parts.append(f"\x1b[{'0;' if self._style else ''}{style}m" if style else "\x1b[m")
            self._style = style

    def _move(self, y: int, x: int) -> None:
        if (y, x) == (self._y, self._x):
            return
        if y == self._y and 0 < self._x < x:
            self._parts.append(f"\x1b[{x - self._x}C")
        elif y == self._y + 1 < self._height and x == 0 and self._y >= 0:
            self._parts.append("\r\n")
        else:
            self._parts.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._y, self._x = y, x
