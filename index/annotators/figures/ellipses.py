"""Units left out: a bare number that is set against an amount is of its unit.

"2.6 million tonnes this month versus 2.46 million in August", "5.19 billion euros, against a consensus forecast of 5.22
billion". Only a number with a scale word that counts nothing itself, in the same sentence, near by.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.annotators.figures.figure import Figure
from index.annotators.figures.lexicon import Lexicon
from index.models import Kind

_FAR = 80  # characters between an amount and what it is set against
_STOP = re.compile(r"[!?;:]|\.\s|\n\n")
BARE = "scale"  # the rule of a number with a scale word that counts nothing


def told_alike(text: str, words: Lexicon, found: Sequence[Figure]) -> Sequence[Figure]:
    """The figures of a text, those without a unit with that of the amount they are set against."""
    if not any(figure.rule == BARE for figure in found):
        return found
    told: list[Figure] = []
    for figure in found:
        before = told[-1] if told else None
        if figure.rule == BARE and before is not None and _is_set_against(text, words, before, figure):
            figure = replace(figure, kind=before.kind, unit=before.unit, rule=before.rule)
        told.append(figure)
    return told


def _is_set_against(text: str, words: Lexicon, before: Figure, figure: Figure) -> bool:
    between = text[before.end : figure.start]
    if before.kind not in (Kind.MONEY, Kind.QUANTITY) or len(between) > _FAR or _STOP.search(between):
        return False
    return words.against.search(between) is not None
