"""Names that Russian sets in guillemets (or in other quotation marks) behind the word for what they name: "газета
«Коммерсантъ»", "партия «Единая Россия»", "теплоход «Михаил Лермонтов»".

Inside the marks the first capital is not a sentence's and the rest may be small, so the whole of it is the name: an
organisation behind a word for one, of no type behind a ship, a storm or a work (Розенталь, «Справочник по
правописанию», § 71).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...names import normalise_key
from .curated import Candidate
from .kinds import NAME, ORGANISATION
from .lexicon import Lexicon

_QUOTED = re.compile(r" (?:«([A-ZА-ЯЁ0-9][^«»\n.!?]{1,50})»|[\"“„]([A-ZА-ЯЁ0-9][^\"“”„\n.!?]{1,50})[\"”“])")
_HEAD = re.compile(r"[А-Яа-яЁё-]{3,30}\Z")
_AND = re.compile(rf"(?:,| и| или){_QUOTED.pattern}")
_WORDS = 6  # more are a quotation


def quoted(text: str, lexicon: Lexicon) -> Iterator[Candidate]:
    """The names in guillemets that a word before them explains, with those that "and" joins to them."""
    if "«" not in text and ' "' not in text and " “" not in text and " „" not in text:
        return
    for match in _QUOTED.finditer(text):
        before = _HEAD.search(text, max(0, match.start() - 30), match.start())
        if before is None:
            continue
        head = lexicon.word(before[0])
        person = head in lexicon.titles  # "нападающий «Спартака»", "директор «Ромашки»"
        if not person and head not in lexicon.organisation_roles and head not in lexicon.bearers:
            continue
        kind = NAME if head in lexicon.bearers else ORGANISATION
        piece: re.Match[str] | None = match
        while piece is not None and piece[piece.lastindex or 0].count(" ") < _WORDS:
            start, end = piece.span(piece.lastindex or 0)
            key = normalise_key(text[start:end], lexicon.language)
            yield Candidate(start, end, kind, key, "bearer" if kind is NAME else "appositive", "rule")
            piece = _AND.match(text, piece.end())
