"""A kept passage found again in a text that may have been read anew, edited or moved.

A passage is kept with its exact words, the words before and after them, and its offset: the TextQuoteSelector and
TextPositionSelector of the W3C Web Annotation Data Model (Recommendation of 23 February 2017, sections 4.2.4 and
4.2.5). It is looked for by these rules, the first that answers:

1. the words at the offset;
2. the words elsewhere: where most of what stood beside them stands, then nearest to the offset;
3. the words with other blanks, line breaks, quotation marks and dashes, which a new reading of a file may change;
4. words most of which are the same and in the same order, three of them side by side at least (two in a short passage);
5. whatever stands between what stood before and after, where it is about as long.

A passage of one or two words is anybody's: elsewhere it is only taken where something beside it stands too, or where
it stands once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

CONTEXT = 48
"""Characters kept before and after a passage."""

_ALIKE = 0.6  # of the words of both that must be the same: below it, hand-edited news sentences are others
_TELLING = 3  # words from which a passage is known by itself
_BESIDE = 8  # characters of context that tell one "yes" from another
_DIAGONALS = 5  # places looked at closely
_MOST_WORDS = 4000  # of a passage that are compared
_WORD = re.compile(r"\w+")
_LOOSE = {
    **dict.fromkeys('"“”„«»‟″', '["“”„«»‟″]'),
    **dict.fromkeys("'’‘‚‛′`", "['’‘‚‛′`]"),
    **dict.fromkeys("-–—−‐‑", "[-–—−‐‑]"),
}


class State(StrEnum):
    """What became of a passage: where it was; elsewhere, word for word; not word for word any more; not there."""

    STANDS = "stands"
    MOVED = "moved"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a passage stands now, `start` to `end`, and whether it was moved or changed."""

    start: int
    end: int
    state: State


def find(text: str, words: str, start: int, before: str = "", after: str = "") -> Anchor | None:
    """Where the words of a passage stand in a text; None where they are gone. Takes time linear in the text, and for
    changed passages in the square of their words."""
    if not words.strip():
        return None
    if text.startswith(words, start):
        return Anchor(start, start + len(words), State.STANDS)
    spans = [(at, at + len(words)) for at in _all(text, words)]
    return (
        _best(text, spans, start, before, after)
        or _best(text, list(_loosely(text, words)), start, before, after)
        or _alike(text, words, start)
        or _between(text, words, before, after)
    )


def _best(text: str, spans: Sequence[tuple[int, int]], start: int, before: str, after: str) -> Anchor | None:
    """The span with most of the context beside it, the nearest of those."""
    if not spans:
        return None
    scored = [(_beside(text, span, before, after), -abs(span[0] - start), span) for span in spans]
    beside, _, (first, last) = max(scored)
    lone = len(spans) == 1 and not (before or after)
    if beside >= _BESIDE or lone or len(_WORD.findall(text[first:last])) >= _TELLING:
        return Anchor(first, last, State.MOVED)
    return None


def _beside(text: str, span: tuple[int, int], before: str, after: str) -> int:
    """How many characters of the context stand right beside a span."""
    left = text[max(span[0] - len(before), 0) : span[0]]
    right = text[span[1] : span[1] + len(after)]
    return _same(reversed(left), reversed(before)) + _same(iter(right), iter(after))


def _same(a: Iterator[str], b: Iterator[str]) -> int:
    count = 0
    for one, other in zip(a, b, strict=False):
        if one != other:
            break
        count += 1
    return count


def _loosely(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Spans with the same words, whatever the blanks between them and the form of quotation marks and dashes."""
    parts = ("".join(_LOOSE.get(each) or re.escape(each) for each in part) for part in words.split())
    for match in re.finditer(r"\s+".join(parts), text):
        yield match.start(), match.end()


def _alike(text: str, words: str, start: int) -> Anchor | None:
    """The stretch of a text with most of the words in their order."""
    asked = [each.casefold() for each in _WORD.findall(words)][:_MOST_WORDS]
    spans = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    said = [text[first:last].casefold() for first, last in spans]
    size = 3 if len(asked) >= 5 else 2
    if len(asked) < size + 1:
        return None
    grams: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(asked) - size + 1):
        grams.setdefault(tuple(asked[at : at + size]), []).append(at)
    votes: Counter[int] = Counter()
    for at in range(len(said) - size + 1):
        for there in grams.get(tuple(said[at : at + size]), ()):
            votes[at - there] += 1
    near = bisect_left(spans, (start, start))
    best: tuple[float, int, Anchor] | None = None
    for diagonal, _ in sorted(votes.items(), key=lambda each: (-each[1], abs(each[0] - near)))[:_DIAGONALS]:
        slack = max(len(asked) // 3, 3)
        first = max(diagonal - slack, 0)
        window = said[first : max(diagonal, 0) + len(asked) + slack]
        blocks = SequenceMatcher(None, asked, window, autojunk=False).get_matching_blocks()[:-1]
        if not blocks:
            continue
        low, high = blocks[0].b, blocks[-1].b + blocks[-1].size
        ratio = 2 * sum(block.size for block in blocks) / (len(asked) + high - low)
        if ratio >= _ALIKE and (best is None or (ratio, -abs(diagonal - near)) > best[:2]):
            anchor = Anchor(spans[first + low][0], spans[first + high - 1][1], State.CHANGED)
            best = ratio, -abs(diagonal - near), anchor
    return best[2] if best else None


def _between(text: str, words: str, before: str, after: str) -> Anchor | None:
    """What stands between the context where that stands, and is not much longer than the words."""
    before, after = before.strip(), after.strip()
    if min(len(before), len(after)) < 2 * _BESIDE:
        return None
    for at in _all(text, before):
        start = at + len(before)
        end = text.find(after, start, start + 2 * len(words) + 40 + len(after))
        inner = text[start:end] if end > start else ""
        if inner.strip():
            first = start + len(inner) - len(inner.lstrip())
            return Anchor(first, first + len(inner.strip()), State.CHANGED)
    return None


def _all(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
