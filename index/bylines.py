"""The names in a byline: programs and pages have one field for all authors, which people fill in a line.

"Aigul Bekova, Oleg Tashiev", "Jane Doe and John Smith", "А. Бекова; О. Ташиев", "By Jane Doe". A semicolon parts names
whatever they are. A comma, or "and", does only where each part has the form of a person's whole name, two to four
words with capitals, for a comma also stands within a name ("Bekova, Aigul", "John Smith, Jr.") and both do in that of
a ministry.
"""

from __future__ import annotations

import re

_PARTICLES = frozenset(
    ("van", "von", "de", "der", "den", "del", "di", "da", "dos", "du", "la", "le", "ter", "bin", "al", "el", "оглы")
)
_BY = re.compile(r"(?:by|от|автор(?:ы)?:)\s+(?=\S)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&|и|жана)\s+|,\s*(?:and\s+|и\s+)?")
_MOST_WORDS = 4


def names_in(byline: str) -> list[str]:
    """The names in a line, in their order; the whole line where it cannot be told to be several."""
    found: list[str] = []
    for part in re.split(r"\s*;\s*", byline):
        name = _BY.sub("", part, count=1) if _BY.match(part) else part
        names = _AND.split(name)
        found += names if len(names) > 1 and all(map(_is_whole, names)) else [name]
    return [name for name in found if name]


def _is_whole(name: str) -> bool:
    """Whether words are a person's whole name: capitals or particles, and more than one."""
    words = name.split()
    named = [word for word in words if word.casefold() not in _PARTICLES]
    return 2 <= len(named) <= len(words) <= _MOST_WORDS and all(word[0].isupper() for word in named)
