"""What was said of measures, many statements in little room.

The documents found may make a hundred thousand statements, of which a screen shows twenty, and many say the same in the
same words: "5%", of nothing in particular. So what is said is kept once (`Phrases`), and of a statement only which of
these it is, its document, where it stands there and whether it is contested: 13 bytes in place of 350.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import overload

from index.models import Annotation, Kind
from index.timex import interval

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Statement:
    """One figure with the days of its period (None where it has none); `number` is the engine's of its document."""

    number: int
    figure: Annotation
    first: date | None = None
    last: date | None = None
    conflict: bool = False

    @property
    def unresolved(self) -> bool:
        """Whether a period is said that could not be placed in time."""
        return self.first is None and self.figure.basis.startswith("unresolved")


_BEHIND_PLACE = ("text", "value", "first", "last", "unit", "low", "high", "hedge", "direction", "measure", "period",
                 "rule", "basis")  # fmt: skip
_said = attrgetter(*_BEHIND_PLACE)


class Phrases:
    """What figures say, each once, wherever they stand."""

    def __init__(self) -> None:
        self.figures: list[Annotation] = []  # the first of each that came
        self.days: list[Days | None] = []  # of its period
        self._places: dict[tuple[object, ...], int] = {}
        self._periods: dict[str, Days | None] = {"": None}

    def place(self, figure: Annotation) -> int:
        """The number of what a figure says."""
        key = (figure.kind, figure.end - figure.start, *_said(figure))
        place = self._places.setdefault(key, len(self.figures))
        if place == len(self.figures):
            period = figure.period
            if period not in self._periods:
                self._periods[period] = interval(period)
            self.figures.append(figure)
            self.days.append(self._periods[period])
        return place

    def close(self) -> None:
        """Nothing more will be placed."""
        self._places.clear()
        self._periods.clear()


class Statements(Sequence[Statement]):
    """Statements in an order, made when they are asked for."""

    __slots__ = ("_numbers", "_phrases", "_starts", "_which", "conflicts")

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._which, self._numbers, self._starts = array("i"), array("i"), array("i")
        self.conflicts = bytearray()
        """1 for each that another document contradicts, else 0."""

    @classmethod
    def of(cls, phrases: Phrases, statements: Iterable[Statement]) -> Statements:
        """Some statements, in this order."""
        found = cls(phrases)
        for each in statements:
            found.add(each.number, each.figure.start, phrases.place(each.figure), conflict=each.conflict)
        return found

    def add(self, number: int, start: int, phrase: int, *, conflict: bool = False) -> None:
        """Put one behind the others: what it says by its place among the phrases, and where it stands."""
        self._which.append(phrase)
        self._numbers.append(number)
        self._starts.append(start)
        self.conflicts.append(conflict)

    def __len__(self) -> int:
        return len(self._which)

    @overload
    def __getitem__(self, at: int) -> Statement: ...
    @overload
    def __getitem__(self, at: slice) -> list[Statement]: ...
    def __getitem__(self, at: int | slice) -> Statement | list[Statement]:
        places = range(len(self))[at]
        return self._made(places) if isinstance(places, int) else [self._made(place) for place in places]

    def __iter__(self) -> Iterator[Statement]:
        return map(self._made, range(len(self)))

    def _made(self, place: int) -> Statement:
        phrase, start = self._which[place], self._starts[place]
        said = self._phrases.figures[phrase]
        figure = Annotation(said.kind, start, start + said.end - said.start, *_said(said))
        first, last = self._phrases.days[phrase] or (None, None)
        return Statement(self._numbers[place], figure, first, last, bool(self.conflicts[place]))

    def find(self, number: int, start: int) -> int | None:
        """The place of the figure that begins there in a document; None where it is not among these."""
        place = -1
        try:
            while True:
                place = self._numbers.index(number, place + 1)
                if self._starts[place] == start:
                    return place
        except ValueError:
            return None

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of figure there are."""
        return {self._phrases.figures[phrase].kind for phrase in set(self._which)}
