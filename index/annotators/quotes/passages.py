"""Paragraphs of running text with their quotes masked, so that what is quoted is not read as who says it.

A masked text has the length of the text: every character inside quotation marks is `MASK`, the marks stay. A quote that
its paragraph does not close goes on to the paragraph's end, as a quote of several paragraphs is printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.annotators.quotes.lexicon import Lexicon
from index.models import Span, Turn
from index.sentences import sentences

MASK = "\ue000"
MARKS = '“”„«»"'

_PARAGRAPH = re.compile(r"\S[^\n]*")
_QUOTE = re.compile(
    r"[“](?P<a>[^”\n]*)(?:”|$)|„(?P<b>[^“”\n]*)(?:[“”]|$)|«(?P<c>[^«»\n]*(?:«[^«»\n]*»[^«»\n]*)*)(?:»|$)"
    r"|(?<![\w.,!?\"])\"(?P<d>(?=\S)[^\"\n]*)(?:\"|$)"
)
_DATELINE = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ .’'/-]{2,30}(?:, [^—–\n-]{1,30}?)?(?: \([^)\n]{1,30}\)\.?)? [—–-]{1,2} ")
_DASH = re.compile(r"(?:,|(?<=[!?…])) [—–-] ")
_DASH_BACK = re.compile(r"[.,] [—–-] ")


@dataclass(frozen=True, slots=True)
class Quote:
    """One quote: the places of its marks, `end` past the closing one, and of what is inside."""

    start: int
    end: int
    inside: Span
    closed: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: its place, its text as it is and with quotes masked (offset 0 is `start`), quotes, sentences."""

    start: int
    text: str
    masked: str
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]

    def sentence(self, at: int) -> Span:
        """The sentence around an offset."""
        index = bisect_right([span.start for span in self.sentences], at) - 1
        return self.sentences[max(index, 0)]


def passages(text: str, words: Lexicon, turns: Sequence[Turn] = ()) -> Iterator[Passage]:
    """Every paragraph that stands in no turn of a transcript."""
    spoken = sorted((turn.label_start, turn.end) for turn in turns)
    at = 0
    for match in _PARAGRAPH.finditer(text):
        while at < len(spoken) and spoken[at][1] <= match.start():
            at += 1
        if at < len(spoken) and spoken[at][0] < match.end():
            continue
        yield passage(match[0], match.start(), words)


def passage(line: str, start: int, words: Lexicon) -> Passage:
    """A paragraph read: one line of a text."""
    quotes: list[Quote] = []
    masked = line
    if any(mark in line for mark in MARKS):
        for match in _QUOTE.finditer(line):
            first, last = match.span(match.lastgroup or 0)
            if last > first:
                quotes += _parted(line, Quote(match.start(), match.end(), Span(first, last), last < match.end()), words)
        for quote in quotes:
            masked = masked[: quote.inside.start] + _mask(line, quote.inside) + masked[quote.inside.end :]
    masked = masked.replace("\u00a0", " ").replace("\u202f", " ")
    found = list(sentences(masked)) or [Span(0, len(masked))]
    if (dateline := _DATELINE.match(masked)) and dateline.end() < found[0].end:  # "BISHKEK, May 12 (Reuters) - "
        found[0] = Span(dateline.end(), found[0].end)
    return Passage(start, line, masked, tuple(quotes), tuple(found))


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
