"""Lines of pages, in order, to paragraphs: see `pdf_layout` on what is told from what."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from index.sources.base import PAGE_MARK, Block
from index.sources.dateline import date_line
from index.sources.pdf_lines import Line

_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*\d{0,3}$")
_BULLET = re.compile(r"[•‣◦▪●○–—*·-]\s|\(?(?:\d{1,3}|[a-zа-я]|[ivx]{1,4})[.)]\s")


def body_size(flows: Iterable[Sequence[Line]]) -> float:
    """The height of font that most letters have."""
    letters: Counter[float] = Counter()
    for flow in flows:
        for line in flow:
            letters[round(line.size * 2) / 2] += len(line.text)
    return letters.most_common(1)[0][0] if letters else 10.0


def known_words(flows: Iterable[Sequence[Line]]) -> frozenset[str]:
    """Words with hyphens that stand within lines: those are spelt so."""
    return frozenset(
        word.casefold()
        for flow in flows
        for line in flow
        for word in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+(?!\ufffe)", line.text)
    )


class Paragraphs:
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
            self._marks += PAGE_MARK
            for column in _columns(flow):
                text, notes = self._parted(column)
                yield from self._page(text)
                self._notes = [*self._notes, *notes]
        yield from self._close()
        yield from self._footnotes()
        if self._marks:
            yield Block(self._marks)

    def _footnotes(self) -> Iterator[Block]:
        """The footnotes of the column or page before, where a paragraph of it may be open: before that one, for it ends
        on the next."""
        if self._notes:
            opened, marks, notes = (self._lines, self._text), self._marks, self._notes
            self._lines, self._text, self._marks, self._notes = [], "", "", []
            yield from self._page(notes)
            yield from self._close()
            (self._lines, self._text), self._marks = opened, marks

    def _parted(self, flow: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
        """The text of a column and the footnotes below it."""
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
        if any(_is_day(each, left) for each in (last, line)):
            return False
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


def _is_day(line: Line, left: float) -> bool:
    """Whether a line is that of a title or a letter that says its day: nothing else stands on it, and it does not begin
    where lines of text do."""
    return line.left - left > 2 * line.size and date_line(line.text) is not None


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
