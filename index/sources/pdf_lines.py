"""Words with boxes to lines: what belongs together although a file draws it apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

_GAP = 1.1  # of a font's height: wider than between words, however stretched


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
