"""Lines on pages to paragraphs: running heads and page numbers dropped, columns in order, hyphens undone.

Works on words with boxes and knows no PDF. What is told from what, and why:

- A line near the edge of a page that stands there on other pages too, but for its numbers, is a running head.
- Files draw columns one after the other, as they are read, and so the order drawn is kept; only where it goes back
  and forth over a gutter between two columns of prose is it put right.
- A paragraph ends where the next line stands apart or is indented, where its size changes, and where the first word
  of the next line would still have fitted. Over the end of a column or page it goes on unless it ended in a sentence.
- Footnotes, smaller than the text and at the foot of a page, stand before a paragraph that runs on to the next page.
- A hyphen at the end of a line goes, unless the document writes the word with it elsewhere or a capital or digit
  follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.sources.base import PAGE_MARK, Block

_EDGE = 0.13  # share of a page's height at which running heads stand
_MOST_LINES = 5_000  # on a page; a map or a drawing has more, and no running head
_FAR_EDGE = 0.25  # and within which, where the margin is wide
_GAP = 1.1  # of a font's height: wider than between words, however stretched
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\d{0,3}$")
_BULLET = re.compile(r"[•‣◦▪●○–—*·-]\s|\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,4})[.)]\s")
_NUMBER = re.compile(
    r"(?:page|p\.|стр(?:аница|\.)?|с\.)?\s*[-–—|]?\s*(?P<label>\d{1,4}|[ivxl]{1,7})\s*[-–—|]?"
    r"(?:\s*(?:of|/|из)\s*\d{1,4})?",
    re.IGNORECASE,
)
# What a browser prints at the edges of every page: its address with a page count, date and time with the title.
_PRINTED = re.compile(
    r"(?:(?:https?|file)://\S+|about:\S+)(?:\s+\d+/\d+)?|\d{1,4}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?\s.*"
)


class Word(NamedTuple):
    """A word and its box; `bottom` to `top` is the height of its font, not of its letters."""

    text: str
    left: float
    right: float
    bottom: float
    top: float


class Line(NamedTuple):
    """Words on one baseline that belong together; `first` is the width of the first word, `size` the height of the
    font. A text that ends in U+FFFE ends in a hyphen."""

    text: str
    left: float
    right: float
    bottom: float
    size: float
    first: float
    bold: bool
    words: tuple[Word, ...] = ()

    @classmethod
    def of(cls, words: Sequence[Word], bold: bool) -> Line:
        """The line of some words."""
        size, bottom = Counter((round(w.top - w.bottom, 1), w.bottom) for w in words).most_common(1)[0][0]
        text = " ".join(w.text for w in words)
        first = words[0].right - words[0].left
        return cls(text, words[0].left, words[-1].right, bottom, size, first, bold, tuple(words))


class Sheet(NamedTuple):
    """A page: its size in points and its lines in the order drawn."""

    width: float
    height: float
    lines: tuple[Line, ...]


class Pages(NamedTuple):
    """Blocks with a `PAGE_MARK` where a page begins, the label of every page, and the largest words of the first."""

    blocks: list[Block]
    labels: list[str]
    title: str


def runs(words: Iterable[Word]) -> Iterator[list[Word]]:
    """Words as drawn, cut where the baseline changes, where they go back, and at gaps as wide as a line is high, which
    may stand between columns."""
    run: list[Word] = []
    for word in words:
        if run:
            last = run[-1]
            size = max(last.top - last.bottom, word.top - word.bottom, 1.0)
            level = abs(word.bottom - last.bottom) < 0.5 * size
            if not level or word.left < last.left or word.left - last.right > _GAP * size:
                yield run
                run = []
        run.append(word)
    if run:
        yield run


def stitched(lines: Sequence[Line]) -> list[Line]:
    """The lines with those put together that touch on one baseline although a few others were drawn between them:
    kerning tears a capital off its word."""
    made: list[Line] = []
    for line in lines:
        around = next((n for n in range(len(made) - 1, max(len(made) - 80, 0) - 1, -1) if _fits_in(made[n], line)), -1)
        if around >= 0:
            made[around] = _filled(made[around], line)
            continue
        for place in range(max(len(made) - 4, 0), len(made)):
            before = made[place]
            gap = line.left - before.right
            if abs(line.bottom - before.bottom) < 0.1 * line.size and -0.1 * line.size < gap < 0.4 * line.size:
                del made[place]
                space = " " if gap > 0.12 * line.size else ""
                text, words = f"{before.text}{space}{line.text}", before.words + line.words
                line = before._replace(text=text, right=line.right, size=line.size, words=words)
                break
        made.append(line)
    return made


def _fits_in(around: Line, line: Line) -> bool:
    """Whether a line's words stand in gaps of another on its baseline: letters that the font has not (ө, ү, ң in many)
    are taken from another, and drawn when the line is done."""
    largest = max(line.size, around.size)  # fonts differ in how far they reach above and below their letters
    if abs(line.bottom - around.bottom) > 0.4 * largest or min(line.size, around.size) < 0.4 * largest:
        return False
    slack = 0.1 * around.size
    if line.left < around.left - 1.5 * around.size or line.right > around.right + slack or len(around.words) < 2:
        return False
    return all(
        word.right <= other.left + slack or word.left >= other.right - slack
        for word in line.words
        for other in around.words
    ) and any(word.right <= other.left + slack for word in line.words for other in around.words)


def _filled(around: Line, line: Line) -> Line:
    """A line with the words of another in its gaps; what touches is one word."""
    words = sorted((*around.words, *line.words), key=lambda word: word.left)
    text = words[0].text
    for last, word in pairwise(words):
        text += ("" if word.left - last.right < 0.1 * around.size else " ") + word.text
    first = words[0].right - words[0].left
    return around._replace(text=text, left=words[0].left, first=first, words=tuple(words))


def pages(sheets: Sequence[Sheet], labels: Sequence[str], title: str = "") -> Pages:
    """The paragraphs of all pages. `labels` are those the file gives its pages ("" where it gives none: then the
    numbers printed on the pages count, where they run)."""
    running = _running_heads(sheets)
    printed: list[str] = []
    flows: list[list[Line]] = []
    for sheet in sheets:
        zones = list(_zones(sheet))
        frame = [zone and ((zone, _pattern(line)) in running or is_printed(line.text)) for line, zone in zones]
        text = [line for (line, _), framed in zip(zones, frame, strict=True) if not framed]
        kept, label = [], ""
        for (line, zone), framed in zip(zones, frame, strict=True):
            number = _NUMBER.fullmatch(line.text.strip()) if zone else None
            if number and _is_outermost(sheet, line, zone) and (framed or _is_alone(text, line)):
                label = label or number["label"]
            elif not framed:
                kept.append(line)
        printed.append(label)
        flows.append(_in_order(kept, sheet.width))
    body = _body_size(flows)
    whole = _known_words(flows)
    blocks = list(_Paragraphs(body, whole).over(flows))
    heads = [block for place, block in enumerate(blocks[:6]) if block.level == 1 or (block.level == 2 and not place)]
    largest = heads[0].text.replace(PAGE_MARK, "") if heads else ""
    if title:
        blocks = _without(blocks, title)
    elif largest:
        blocks = _without(blocks, largest)
    return Pages(blocks, _labelled(labels, printed), largest)


def _without(blocks: list[Block], title: str) -> list[Block]:
    """The blocks without the heading that is the title, at the beginning; its page mark moves to the next."""
    wanted = "".join(filter(str.isalnum, title.casefold()))
    for index, block in enumerate(blocks[:4]):
        if block.level and "".join(filter(str.isalnum, block.text.casefold())) == wanted and len(blocks) > 1:
            marks = PAGE_MARK * block.text.count(PAGE_MARK)
            following = blocks[index + 1 : index + 2]
            rest = [Block(marks + each.text, each.level) for each in following] if marks else following
            return [*blocks[:index], *rest, *blocks[index + 2 :]]
    return blocks


# --- Running heads and page numbers ------------------------------------------------------------------------


def _zones(sheet: Sheet) -> Iterator[tuple[Line, str]]:
    """Every line with "top" or "foot" where it is near the edge of its page, or within a quarter of it with nothing
    beyond; else with ""."""
    if len(sheet.lines) > _MOST_LINES:
        yield from ((line, "") for line in sheet.lines)
        return
    highest = max((line.bottom for line in sheet.lines), default=0.0) - 2
    lowest = min((line.bottom for line in sheet.lines), default=0.0) + 2
    for line in sheet.lines:
        low, high = line.bottom, line.bottom + line.size
        if low > (1 - _EDGE) * sheet.height or (low > (1 - _FAR_EDGE) * sheet.height and low >= highest):
            yield line, "top"
        elif high < _EDGE * sheet.height or (high < _FAR_EDGE * sheet.height and low <= lowest):
            yield line, "foot"
        else:
            yield line, ""


def is_printed(line: str) -> bool:
    """Whether a line is what a browser prints at the edge of a page: address, or date and time with the title."""
    return bool(_PRINTED.fullmatch(line.strip()))


def _is_outermost(sheet: Sheet, line: Line, zone: str) -> bool:
    """Whether nothing stands beyond a line, towards the edge it is near, but a running head or two."""
    towards = 1 if zone == "top" else -1
    return sum((each.bottom - line.bottom) * towards > 0 for each in sheet.lines) <= 2


def _is_alone(text: Sequence[Line], line: Line) -> bool:
    """Whether nothing else of the text stands on the line's baseline: else it may be the number of a heading."""
    return sum(abs(each.bottom - line.bottom) < 0.5 * line.size for each in text) == 1


def _pattern(line: Line) -> str:
    """A line with its numbers as "#": what stands on page after page."""
    text = re.sub(r"\d+", "#", line.text.casefold())
    return "#" if re.fullmatch(r"[ivxl]+", text) else re.sub(r"\b[ivxl]+$|^[ivxl]+\b", "#", text)


def _running_heads(sheets: Sequence[Sheet]) -> set[tuple[str, str]]:
    """Zones with the patterns of lines that stand in them, at the same height, on three pages, or on two of a few."""
    heights: dict[tuple[str, str], Counter[int]] = {}
    for sheet in sheets:
        seen = {(zone, _pattern(line), round(line.bottom / 4)) for line, zone in _zones(sheet) if zone}
        for zone, pattern, height in seen:
            heights.setdefault((zone, pattern), Counter())[height] += 1
    least = 2 if sum(bool(sheet.lines) for sheet in sheets) < 5 else 3
    return {each for each, often in heights.items() if sum(count for _, count in often.most_common(2)) >= least}


def _labelled(given: Sequence[str], printed: Sequence[str]) -> list[str]:
    """The file's own labels; else the numbers printed, where most that are printed run with the pages; else 1, 2 …"""
    if any(given):
        return [label or str(number + 1) for number, label in enumerate(given)]
    shifts = Counter(int(label) - number for number, label in enumerate(printed) if label.isdecimal())
    shift, often = shifts.most_common(1)[0] if shifts else (1, 0)
    if often < 2 or often * 2 < sum(shifts.values()):
        shift = 1
    arabic = [number + shift for number in range(len(printed))]
    return [
        str(number) if number > 0 else (label.lower() if label and not label.isdecimal() else f"[{index + 1}]")
        for index, (number, label) in enumerate(zip(arabic, printed, strict=True))
    ]


# --- Order -------------------------------------------------------------------------------------------------


def _in_order(lines: list[Line], width: float) -> list[Line]:
    """The lines as they are read. See this module's docstring on columns."""
    gutter = _gutter(lines, width)
    if gutter is None:
        return lines
    sides = [0 if line.right <= gutter else 1 if line.left >= gutter else -1 for line in lines]
    crossings = sum(1 for a, b in pairwise(sides) if a >= 0 and b >= 0 and a != b)
    if crossings < 4:
        return lines
    made: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for side, line in sorted(zip(sides, lines, strict=True), key=lambda pair: (-pair[1].bottom, pair[1].left)):
        if side < 0:
            made += [*columns[0], *columns[1], line]
            columns = ([], [])
        else:
            columns[side].append(line)
    return [*made, *columns[0], *columns[1]]


def _gutter(lines: Sequence[Line], width: float) -> float | None:
    """Where the white between two columns of prose is: a place that few lines cross and full lines stand on both
    sides of. The cells of a table are seldom as wide as their column."""
    if len(lines) < 12:
        return None
    found, crossed = None, 0.2 * len(lines)
    for step in range(35, 66):
        place = width * step / 100
        left = [line for line in lines if line.right <= place]
        right = [line for line in lines if line.left >= place]
        crossing = len(lines) - len(left) - len(right)
        if min(len(left), len(right)) < 6 or crossing >= crossed:
            continue
        if all(median(line.right - line.left for line in side) > 0.28 * width for side in (left, right)):
            found, crossed = place, crossing
    return found


# --- Paragraphs --------------------------------------------------------------------------------------------


def _body_size(flows: Iterable[Sequence[Line]]) -> float:
    """The height of font that most letters have."""
    letters: Counter[float] = Counter()
    for flow in flows:
        for line in flow:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def _known_words(flows: Iterable[Sequence[Line]]) -> frozenset[str]:
    """Words with hyphens that stand within lines: those are spelt so."""
    return frozenset(
        word.casefold()
        for flow in flows
        for line in flow
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+(?!\ufffe)", line.text)
    )


class _Paragraphs:
    """Gathers lines to blocks, page by page."""

    def __init__(self, body: float, hyphenated: frozenset[str]) -> None:
        self._body = body
        self._hyphenated = hyphenated
        self._lines: list[Line] = []
        self._text = ""
        self._marks = ""
        self._notes: list[Line] = []

    def over(self, flows: Iterable[Sequence[Line]]) -> Iterator[Block]:
        """The blocks of all pages."""
        for flow in flows:
            text, notes = self._parted(flow)
            self._marks += PAGE_MARK
            yield from self._page(text)
            self._notes = [*self._notes, *notes]
        yield from self._close()
        yield from self._footnotes()
        if self._marks:
            yield Block(self._marks)

    def _footnotes(self) -> Iterator[Block]:
        """The footnotes of the page before, where a paragraph of it may be open: before that one, for it ends on the
        next page."""
        if self._notes:
            opened, marks, notes = (self._lines, self._text), self._marks, self._notes
            self._lines, self._text, self._marks, self._notes = [], "", "", []
            yield from self._page(notes)
            yield from self._close()
            (self._lines, self._text), self._marks = opened, marks

    def _parted(self, flow: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
        """The text of a page and the footnotes below it."""
        at = len(flow)
        while at and flow[at - 1].size < 0.93 * self._body:
            at -= 1
        if not 0 < at < len(flow) or max(line.bottom for line in flow[at:]) >= min(line.bottom for line in flow[:at]):
            return flow, ()
        return flow[:at], flow[at:]

    def _page(self, flow: Sequence[Line]) -> Iterator[Block]:
        for column in _columns(flow):
            right = _right_edge([line for line in column if abs(line.size - self._body) <= 0.08 * self._body] or column)
            left = _margin(column)
            leading = _leading(column)
            for index, line in enumerate(column):
                before = column[index - 1] if index else None
                if not self._goes_on(before, line, left, right, leading):
                    yield from self._close()
                    yield from self._footnotes()
                elif self._notes:
                    yield from self._footnotes()
                elif before is not None and self._is_broken(before, line, right):
                    self._text += "\n"
                self._add(line)

    def _goes_on(self, before: Line | None, line: Line, left: float, right: float, leading: float) -> bool:
        """Whether a line belongs to the paragraph that is open; `before` is None at the top of a column."""
        if not self._lines:
            return False
        last = self._lines[-1]
        if before is not None and self._is_beside(last, line):
            return True
        if abs(last.size - line.size) > 0.08 * self._body or self._level(self._lines) != self._level([line]):
            return False
        if self._level([line]):
            return before is not None and last.bottom - line.bottom < 2.2 * line.size
        if _BULLET.match(line.text) and (_ENDS.search(last.text) or _BULLET.match(self._lines[0].text)):
            return False
        indented = line.left - left > 0.6 * line.size
        if before is None:
            if last.text.endswith("\ufffe"):
                return True
            return not _ENDS.search(last.text) or (line.text[:1].islower() and not indented)
        step = last.bottom - line.bottom
        if step > max(1.35 * leading, leading + 2) or step < -0.5 * line.size:
            return False
        if indented and last.left - left <= 0.6 * line.size and not _BULLET.match(last.text):
            return not _ENDS.search(last.text) and right - last.right < 3 * line.size
        return not (_ENDS.search(last.text) and self._is_broken(last, line, right))

    def _is_beside(self, last: Line, line: Line) -> bool:
        """Whether a line is a piece of the line before: a word in another font, or one behind a gap."""
        return abs(last.bottom - line.bottom) < 0.5 * max(last.size, line.size) and line.left >= last.right - 1

    def _is_broken(self, before: Line, line: Line, right: float) -> bool:
        """Whether the first word of a line would have fitted on the line before: it was meant to be a new one."""
        same = abs(before.bottom - line.bottom) < 0.5 * line.size
        room = right - before.right - 0.35 * line.size
        return not same and not before.text.endswith(("\ufffe", "-")) and line.first < room

    def _level(self, lines: Sequence[Line]) -> int:
        """The heading level of lines by their size: 1 to 3, 0 for text; bold lines on their own are of level 3."""
        if len(lines) > 8 or sum(len(line.text) for line in lines) > 250:
            return 0
        size = max(line.size for line in lines)
        if size >= 1.45 * self._body:
            return 1
        if size >= 1.12 * self._body:
            return 2
        words = " ".join(line.text for line in lines)
        return 3 if all(line.bold for line in lines) and not re.search(r"[.:;,]$", words) else 0

    def _add(self, line: Line) -> None:
        if self._marks:
            self._text += self._marks if not self._text or self._text.endswith("\ufffe") else f" {self._marks}"
            self._marks = ""
        if self._text and not self._text.endswith(("\n", PAGE_MARK)):
            self._text += " "
        self._text += line.text
        self._lines.append(line)

    def _close(self) -> Iterator[Block]:
        if self._lines:
            yield Block(_HYPHENS.sub(self._joined, self._text), self._level(self._lines))
        self._lines, self._text = [], ""

    def _joined(self, match: re.Match[str]) -> str:
        first, marks, second = match.groups()
        spelt = f"{first}-{second}".casefold()
        keeps = spelt in self._hyphenated or not second[:1].islower() or not first[-1:].isalpha()
        return f"{first}{'-' if keeps else ''}{marks}{second}"


_HYPHENS = re.compile(rf"(\S*)\ufffe[ \n]*({PAGE_MARK}*)[ \n]*(\S*)")


def _columns(flow: Sequence[Line]) -> list[list[Line]]:
    """The lines of a page cut where they jump up, to the top of another column."""
    made: list[list[Line]] = []
    for line in flow:
        if made and line.bottom - made[-1][-1].bottom < 1.5 * line.size:
            made[-1].append(line)
        else:
            made.append([line])
    return made


def _margin(column: Sequence[Line]) -> float:
    """Where most lines of a column begin."""
    return Counter(round(line.left) for line in column).most_common(1)[0][0]


def _right_edge(column: Sequence[Line]) -> float:
    """Where full lines of a column end: few lines, centred ones and the like, stand out beyond it."""
    ends = sorted(line.right for line in column)
    return ends[-1 - len(ends) // 10]


def _leading(column: Sequence[Line]) -> float:
    """The usual distance of lines in a column."""
    steps = [a.bottom - b.bottom for a, b in pairwise(column) if 0.5 * b.size < a.bottom - b.bottom < 3 * b.size]
    return Counter(round(step) for step in steps).most_common(1)[0][0] if steps else 1.2 * column[0].size
