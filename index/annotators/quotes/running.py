"""Quotes of several paragraphs: all of one are of who is said to say any part of it.

English opens each paragraph with a mark and closes only the last, Russian often has one pair of marks around all; who
speaks may be told in the first paragraph or in the last. A paragraph that is one quote and nothing else, with nobody to
say it, goes on with the one speaker of the paragraph before (the "floating quotations" of news).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.annotators.quotes.marks import Quote
from index.annotators.quotes.passages import Passage
from index.models import Span, Turn

_WORDS = 5  # of a quote that is no title


class Running:
    """The quote that the last paragraph left open, on the way through a text."""

    def __init__(self) -> None:
        self._turn: Turn | None = None  # of its speaker, or of an attribution that ends with a colon
        self._speaker: Turn | None = None  # the one speaker of the paragraph before
        self._waiting: list[Span] = []  # its parts in paragraphs before, while nobody is said to speak

    def gone_on(self, passage: Passage) -> Iterator[Turn]:
        """The part of a quote in this paragraph, where the one before said whose it is."""
        turn, self._turn = self._turn, None
        quote = passage.quotes[0] if passage.quotes else None
        if quote is None or quote.start > 0:
            self._waiting = []
        elif turn is not None:
            start, end = _inside(passage, quote)
            part = replace(turn, start=start, end=end)
            yield part
            self._turn = None if quote.closed else part

    def floating(self, passage: Passage, made: Sequence[Turn]) -> Iterator[Turn]:
        """A paragraph of which nothing was `made` as a quote of the speaker before."""
        if not made and self._speaker is not None and len(passage.quotes) == 1 and passage.quotes[0].start == 0:
            (quote,) = passage.quotes
            whole = quote.closed and not passage.masked[quote.end :].strip(" .")
            said = passage.text[quote.inside.start : quote.inside.end]
            if whole and (said[-1] in ".!?…" or passage.masked.endswith(".")) and len(said.split()) >= _WORDS:
                start, end = _inside(passage, quote)
                yield replace(self._speaker, start=start, end=end)
                return
        speakers = {(turn.key, turn.key or turn.speaker) for turn in made}
        self._speaker = made[-1] if len(speakers) == 1 else None

    def heard(self, passage: Passage, made: Sequence[Turn], leading: Turn | None) -> Iterator[Turn]:
        """The parts in paragraphs before of what was `made` of this one. A turn that is `leading` ends the paragraph
        with a colon: the quote that begins the next is his."""
        last = passage.quotes[-1] if passage.quotes else None
        if self._waiting and passage.quotes:
            begin, _ = _inside(passage, passage.quotes[0])
            if turn := next((turn for turn in made if turn.start == begin), None):
                yield from (replace(turn, start=part.start, end=part.end) for part in self._waiting)
                self._waiting = []
            elif passage.quotes[0].closed:
                self._waiting = []
        if leading is not None:
            self._turn = leading
        elif last is None or last.closed:
            return
        else:
            start, end = _inside(passage, last)
            if self._turn is None:
                self._turn = next((turn for turn in made if turn.end == end), None)
            if self._turn is None:
                self._waiting.append(Span(start, end))


def _inside(passage: Passage, quote: Quote) -> tuple[int, int]:
    return passage.start + quote.inside.start, passage.start + quote.inside.end
