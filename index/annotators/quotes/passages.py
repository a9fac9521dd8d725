"""Paragraphs of running text with their quotes masked, so that what is quoted is not read as who says it.

A masked text has the length of the text: every character inside quotation marks is `MASK`, the marks stay. A quote that
its paragraph does not close goes on to the paragraph's end. It goes on in the next where that begins with a mark, as
English prints it, or where one of the next few closes a quote that it did not open, as Russian does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotators.quotes.dateline import behind_dateline
from index.annotators.quotes.lexicon import Lexicon
from index.annotators.quotes.marks import MARKS, Quote, quotes, unmatched
from index.models import Span, Turn
from index.sentences import sentences

MASK = "\ue000"

_LONG = 5000  # characters of a paragraph that are read together
_AHEAD = 8  # paragraphs over which a quote may go on without a mark
# A line end of hard-wrapped prose: a line ends amid a sentence, and the next goes on with a small letter, or the one
# has some length and the other is no longer than lines are.
_WRAPPED = (
    r"\n(?<=[\w,]\n)(?:(?=[a-zа-яёөүң])"
    r"|(?<=[^\n]{45}\n)(?<![^\n]{126}\n)(?=[\w\"“«][^\n]{0,124}(?:\n|\Z)))[^\n]*"
)
_PARAGRAPH = re.compile(rf"\S[^\n]*(?:{_WRAPPED})*")
_BREAK = re.compile(r"[.!?…][\"”»]? ")
_OPENING = re.compile(r"(?<![\w'])(?:''|``)(?=[\w.…])")  # two apostrophes for one mark
_CLOSING = re.compile(r"(?<=[\w.,!?…])''(?![\w'])")
_DASH = re.compile(r"(?:,|(?<=[!?…])) [—–-] ")
_DASH_BACK = re.compile(r"[.,] [—–-] ")


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: its place, its text (two apostrophes as one mark), also with quotes masked (offset 0 is `start`),
    quotes, sentences, and whether its first quote goes on with that of the paragraph before."""

    start: int
    text: str
    masked: str
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]
    going_on: bool = False

    def sentence(self, at: int) -> Span:
        """The sentence around an offset."""
        index = bisect_right(self.sentences, at, key=lambda span: span.start) - 1
        return self.sentences[max(index, 0)]


def passages(text: str, words: Lexicon, turns: Sequence[Turn] = ()) -> Iterator[Passage]:
    """Every paragraph that stands in no turn of a transcript."""
    pieces = _pieces(text, turns)
    window = deque[tuple[str, int]]()
    ahead = 0  # paragraphs that a quote opened before still goes on without a mark
    while True:
        while len(window) <= _AHEAD and (piece := next(pieces, None)):
            window.append(piece)
        if not window:
            return
        line, start = window.popleft()
        made = passage(line, start, words, opened=ahead > 0)
        yield made
        is_open = bool(made.quotes) and not made.quotes[-1].closed
        ahead = ahead - 1 if ahead > 1 and is_open else _closed_after(window) if is_open else 0


def _closed_after(window: Sequence[tuple[str, int]]) -> int:
    """How many of the next paragraphs a quote goes on over that is closed in the last of them; 0 where none closes it,
    or where the next begins with a mark of its own."""
    if window and window[0][0][0] in '“„«"':
        return 0
    return next((count for count, (line, _) in enumerate(window, 1) if unmatched(line)), 0)


def _pieces(text: str, turns: Sequence[Turn]) -> Iterator[tuple[str, int]]:
    """Paragraphs outside the turns, with where they begin; a very long one in parts of whole sentences."""
    spoken = sorted((turn.label_start, turn.end) for turn in turns)
    at = 0
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        while at < len(spoken) and spoken[at][1] <= start:
            at += 1
        if at < len(spoken) and spoken[at][0] < end:
            continue
        while end - start > _LONG:
            last = max((found.end() for found in _BREAK.finditer(text, start, start + _LONG)), default=start + _LONG)
            yield text[start:last], start
            start = last
        if start < end:
            yield text[start:end], start


def passage(line: str, start: int, words: Lexicon, *, opened: bool = False) -> Passage:
    """A paragraph read; `opened` where it goes on with a quote."""
    if "''" in line or "``" in line:
        line = _OPENING.sub(' "', _CLOSING.sub('" ', line))
    found: list[Quote] = []
    masked = line
    if opened or any(mark in line for mark in MARKS):
        for quote in quotes(line, opened=opened):
            found += _parted(line, quote, words)
        pieces, at = [], 0
        for quote in found:
            pieces += [line[at : quote.inside.start], _mask(line, quote.inside)]
            at = quote.inside.end
        masked = "".join([*pieces, line[at:]])
    masked = masked.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")
    return Passage(start, line, masked, tuple(found), tuple(_sentences(masked)), opened)


def _sentences(masked: str) -> list[Span]:
    """The sentences of a paragraph, the first without the dateline: "BISHKEK, May 12 (Reuters) - "."""
    found = sentences(masked) or [Span(0, len(masked))]
    if begin := behind_dateline(masked):
        kept = [span for span in found if span.end > begin]
        found = [Span(max(kept[0].start, begin), kept[0].end), *kept[1:]] if kept else found
    return found


def _parted(line: str, quote: Quote, words: Lexicon) -> Iterator[Quote]:
    """A quote, or its parts where who says it stands within the marks: «Торговля растёт, — сказал он. — Это хорошо»."""
    start = quote.start
    first = quote.inside.start
    for dash in _DASH.finditer(line, quote.inside.start, quote.inside.end):
        if dash.start() < first or not words.verb.match(line, dash.end()):
            continue
        yield Quote(start, dash.start(), Span(first, dash.start()), True)
        following = _DASH_BACK.search(line, dash.end(), quote.inside.end)
        if following is None:
            return
        start = first = following.end()
    if first < quote.inside.end:
        yield Quote(start, quote.end, Span(first, quote.inside.end), quote.closed)


def _mask(line: str, inside: Span) -> str:
    """The mask of what is inside; its last mark stays, for a sentence may end with it."""
    last = line[inside.end - 1]
    return MASK * (inside.end - inside.start - 1) + (last if last in ".!?…," else MASK)
