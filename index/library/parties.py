"""Between whom a figure is: trade with China contradicts none with Russia, though both stand in one article.

What the sentence says goes first: "between China and Kyrgyzstan" names both; "trade with China", "exports to China",
"imports from China" name one, and the other is a place beside it in the sentence, else the place that the document
names most. A sentence that names no partner speaks of the two places that its document names most.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from index.engine import Engine
from index.library.naming import Naming
from index.marking import sentence_at
from index.models import Annotation, Kind, Mention

_BETWEEN = re.compile(r"(?<!\w)(?:between|между)\s(?:the\s)?\Z", re.IGNORECASE)
_AND = re.compile(r"\s(?:and|и|жана)\s(?:the\s)?", re.IGNORECASE)
_WITH = re.compile(r"(?<!\w)(?:with|с|со)\s(?:the\s)?\Z", re.IGNORECASE)
_WITH_BEHIND = re.compile(r"\s(?:менен)(?!\w)", re.IGNORECASE)
_TRADED = re.compile(
    r"(?<!\w)(?:exports?|imports?|supplies|deliveries|shipments|экспорт\w{0,2}|импорт\w{0,2}|постав(?:ки|ок))"
    r"\s(?:[\w-]+\s){0,3}?(?:to|from|в|из)\s(?:the\s)?\Z",
    re.IGNORECASE,
)
_BEFORE = 60  # characters before a place that say what it is to the figure
_KEPT = 500  # documents of which text and places are kept: those of one matter come together


class Parties:
    """The parties of figures, found when somebody asks. `mentions` gives the names of a document."""

    def __init__(self, mentions: Callable[[int], Mapping[str, Mention]], engine: Engine, naming: Naming) -> None:
        self._mentions, self._engine, self._naming = mentions, engine, naming
        self._document = lru_cache(_KEPT)(self._read)

    def of(self, number: int, figure: Annotation) -> frozenset[str]:
        """The ids of the two places that a figure of a document is about; fewer where fewer are named."""
        text, places, most = self._document(number)
        around = sentence_at(text, figure.start, figure.end)
        beside = [place for place in places if around.start <= place.start and place.end <= around.end]
        return frozenset(partners(text, beside, self._id, most) or most[:2])

    def _named_most(self, mentions: Mapping[str, Mention]) -> list[str]:
        times: dict[str, int] = {}
        for key, mention in mentions.items():
            if key.startswith(f"{Kind.PLACE}\t"):
                id = self._naming.entity(key, None)
                times[id] = times.get(id, 0) + mention.times
        return sorted(times, key=lambda id: (-times[id], id))[:3]

    def _read(self, number: int) -> tuple[str, list[Annotation], list[str]]:
        """Text and places of a document, and the places that it names most."""
        (text,) = self._engine.texts((number,))
        places = [each for _, found in self._engine.annotations((number,), {Kind.PLACE}) for each in found]
        return text, places, self._named_most(self._mentions(number))

    def _id(self, place: Annotation) -> str:
        return self._naming.entity(f"{Kind.PLACE}\t{place.value}", None)


def partners(
    text: str, beside: Sequence[Annotation], id: Callable[[Annotation], str], most: Sequence[str]
) -> list[str]:
    """The parties that a sentence names itself, of the places in it; none where it names no partner. `most` are the
    places that its document names most."""
    for place, following in pairwise(beside):
        if _said(_BETWEEN, text, place) and _AND.fullmatch(text, place.end, following.start):
            return [id(place), id(following)]
    for place in beside:
        behind = _WITH_BEHIND.match(text, place.end)
        if behind or _said(_WITH, text, place) or _said(_TRADED, text, place):
            own = id(place)
            others = [other for other in (*map(id, beside), *most) if other != own]
            return [own, *others[:1]]
    return []


def _said(words: re.Pattern[str], text: str, place: Annotation) -> bool:
    return words.search(text, max(0, place.start - _BEFORE), place.start) is not None
