"""The sentences of a text, as far as figures ask: where each begins, and which one it goes on with."""

from __future__ import annotations

import re
from bisect import bisect_right

# It begins with a set of marks, so that the letters between are skipped at once.
_END = re.compile(r"[.!?…\n](?:(?<!\n)[\"'»”’)\]]*\s+(?=[\"'«“(\[]*[A-ZА-ЯЁҮӨҢ])|(?<=\n)\s*\n)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|No|Gen|Sen|Rep|Gov|Lt|Col|vs|им|гг?|ул|тов|т|акад|проф)|\b[A-ZА-Я])\.\s*\Z"
)
_CLAUSE = re.compile(r"[.,;:()]")
_LONGER = 5  # letters in a row that are more than any abbreviation has
FAR = 400  # characters of a sentence looked at on each side of a figure


class Sentences:
    """Sentences by number, in order."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(m.end() for m in _END.finditer(text) if not _abbreviated(text, m)), len(text) + 1]

    def at(self, position: int) -> int:
        """The number of the sentence that holds a place."""
        return bisect_right(self._starts, position) - 1

    def span(self, number: int) -> tuple[int, int]:
        """Where a sentence begins, and before which character it ends."""
        return self._starts[number], self._starts[number + 1] - 1

    def previous(self, number: int) -> tuple[int, int]:
        """Where the sentence before begins and where this one does, if both are of one paragraph; else an empty
        stretch."""
        if number == 0:
            return 0, 0
        first, end = self._starts[number - 1], self._starts[number]
        apart = "\n\n" in self._text[max(first, end - 4) : end] or end - first > 2 * FAR
        return (end, end) if apart else (first, end)


def clause_before(text: str, first: int, end: int) -> str:
    """What stands between the last mark from `first` on and `end`."""
    return _CLAUSE.split(text[first:end])[-1]


def _abbreviated(text: str, m: re.Match[str]) -> bool:
    at = m.start() + (text[m.start()] != "\n")
    if text[at - _LONGER - 1 : at - 1].isalpha():  # so ends most sentences
        return False
    return "\n\n" not in m[0] and bool(_ABBREVIATION.search(text[max(0, at - 8) : at + 1]))
