"""Names that a model found beside gazetteer and rules (`index.annotators.extras`), joined with theirs.

What is curated stays as it is, but where it is ambiguous the model says of what kind it is. What rules alone found
gives way to the model where the two overlap, and stays where the model is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ...names import normalise_key
from .curated import Candidate
from .kinds import NAME

if TYPE_CHECKING:
    from ..extras import Named


def weave(text: str, found: Sequence[Candidate], named: Sequence[Named], basis: str, language: str) -> list[Candidate]:
    """Candidates and a model's names as one list, in order, without overlaps."""
    kept = list(found)
    for span in named:
        start, end = _trimmed(text, span.start, span.end)
        if end <= start:
            continue
        overlapping = [c for c in kept if c.start < end and start < c.end]
        curated = [c for c in overlapping if c.basis == "gazetteer"]
        if curated:
            for candidate in curated:
                if candidate.kind is NAME and (candidate.start, candidate.end) == (start, end):
                    candidate.kind, candidate.basis = span.kind, basis
            continue
        kept = [c for c in kept if c not in overlapping]
        key = normalise_key(text[start:end], language)
        if key:
            kept.append(Candidate(start, end, span.kind, key, "model", basis))
    return sorted(kept, key=lambda candidate: candidate.start)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without spaces and opening marks at its ends."""
    while start < end and not (text[start].isalnum()):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end
