"""Names in tests/gold/newswire_{en,ru,companies_en,reports_en,reports_ru,reports_ky}.yaml: sentences in the manner of
the news agencies, each a text of its own, with their names marked in them: "[P Kamau Thugge] of [L Kenya]". The
conventions stand in the files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from index.models import Kind

FIRST_SIGHT = {"en": (79.8, 87.7), "ru": (72.0, 73.4), "companies_en": (63.3, 91.6)} | {
    "reports_en": (43.5, 69.6),
    "reports_ru": (50.0, 51.0),
    "reports_ky": (41.9, 40.8),
}
"""F1 with types and without, of the rules as they were when the sentences had been written."""

_GOLD = Path(__file__).parents[1] / "gold"
_MARK = re.compile(r"\[([POL]) ([^\]]+)\]")
_KINDS = {"P": Kind.PERSON, "O": Kind.ORGANISATION, "L": Kind.PLACE}


def newswire(language: str) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    """Each sentence without its marks, and its names: start, end, kind."""
    for marked in yaml.safe_load((_GOLD / f"newswire_{language}.yaml").read_text("utf-8")):
        text, at, names = "", 0, set[tuple[int, int, str]]()
        for mark in _MARK.finditer(marked):
            text += marked[at : mark.start()]
            names.add((len(text), len(text) + len(mark[2]), _KINDS[mark[1]].value))
            text += mark[2]
            at = mark.end()
        yield text + marked[at:], names
