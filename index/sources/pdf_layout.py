"""Lines on pages to paragraphs: running heads and page numbers dropped, columns in order, hyphens undone.

Works on words with boxes and knows no PDF. What is told from what, and why:

- A line near the edge of a page that stands there on other pages too, but for its numbers, is a running head.
- Files draw columns one after the other, as they are read, and so the order drawn is kept; only where it goes back
  and forth over a gutter between two columns of prose is it put right.
- A paragraph ends where the next line stands apart or is indented, where its size changes, and where the first word
  of the next line would still have fitted. Over the end of a column or page it goes on unless it ended in a sentence.
- Footnotes, smaller than the text and at the foot of a column, stand before a paragraph that runs on to the next.
- A hyphen at the end of a line goes, unless the document writes the word with it elsewhere or a capital or digit
  follows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from index.sources.base import PAGE_MARK, Block
from index.sources.pdf_lines import Line
from index.sources.pdf_paragraphs import Paragraphs, body_size, known_words

_EDGE = 0.13  # share of a page's height at which running heads stand
_MOST_LINES = 5_000  # on a page; a map or a drawing has more, and no running head
_FAR_EDGE = 0.25  # and within which, where the margin is wide
_NUMBER = re.compile(
    r"(?:page|p\.|стр(?:аница|\.)?|с\.)?\s*[-–—|]?\s*(?P<label>\d{1,4}|[ivxl]{1,7})\s*[-–—|]?"
    r"(?:\s*(?:of|/|из)\s*\d{1,4})?",
    re.IGNORECASE,
)
# What a browser prints at the edges of every page: its address with a page count, date and time with the title.
_PRINTED = re.compile(
    r"(?:(?:https?|file)://\S+|about:\S+)(?:\s+\d+/\d+)?|\d{1,4}[./]\d{1,2}[./]\d{2,4},?\s+\d{1,2}:\d{2}(?:\s*[AP]M)?\s.*"
)


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
    body = body_size(flows)
    whole = known_words(flows)
    blocks = list(Paragraphs(body, whole).over(flows))
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
