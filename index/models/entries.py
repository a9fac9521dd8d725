"""Entries of the timeline in columns: 100,000 documents say half a million dates, of which a screen shows thirty.

As objects they take 300 bytes each, in columns 20 with their texts, and sorting, grouping and counting them are single
steps over arrays. Of an entry its own are only its document and its place there: the words, the days that they mean and
why are a phrase, which a dozen documents have in common. An `Entry` is made where one is looked at. Whoever fills
columns imports numpy; who is given them reckons with the arrays' own methods, so that a screen without a timeline does
not wait for it.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, overload

from index.models.answers import Entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

Name = Literal["first", "last", "published", "text", "start", "end", "number", "estimated", "value", "basis", "rule"]

_OWN = {"phrase": "i", "start": "i", "number": "i"}
"""The columns of entries; `phrase` is a place in those of phrases."""
_PHRASE = {
    "value": "i", "first": "i", "last": "i", "published": "b", "text": "i", "length": "i", "estimated": "b",
    "basis": "i", "rule": "i",
}  # fmt: skip
"""The columns of phrases: days are ordinals, 0 for none; texts places in `Texts`; `length` is from start to end."""
_KEY = struct.Struct("".join(_PHRASE.values()))
_TEXTS = ("value", "text", "basis", "rule")
_ATTRIBUTES: tuple[Name, ...] = (
    "value", "first", "last", "published", "text", "start", "end", "number", "estimated", "basis", "rule",
)  # fmt: skip
"""The order of the attributes of `Entry`."""
_PORTION = 1024  # entries that are made at once where all are walked through


class Texts:
    """Texts one after the other, by place."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._ends = array("q", [0])

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, place: int) -> str:
        return self._data[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")

    def add(self, text: str) -> int:
        """The place of a text that is put behind the others."""
        self._data += text.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._data))
        return len(self) - 1

    def followed_by(self, others: Texts) -> Texts:
        """These, and behind them others."""
        both = Texts()
        both._data = self._data + others._data
        both._ends = self._ends + array("q", (len(self._data) + end for end in others._ends[1:]))
        return both


class Entries(Sequence[Entry]):
    """Entries, or a choice of them in an order of its own: `places` says which of the columns' rows it has."""

    __slots__ = ("_own", "_phrases", "_places", "_texts")

    def __init__(self, own: Mapping[str, Column], phrases: Mapping[str, Column], texts: Texts, places: Column) -> None:
        self._own, self._phrases, self._texts, self._places = own, phrases, texts, places

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Entries:
        """Entries in columns, if they are not already."""
        if isinstance(entries, Entries):
            return entries
        writer = EntriesWriter()
        writer.add(entries)
        return writer.finish()

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> Entries: ...
    def __getitem__(self, at: int | slice) -> Entry | Entries:
        if isinstance(at, slice):
            return self.take(at)
        if at < 0:
            at += len(self)
        if not 0 <= at < len(self):
            raise IndexError(at)
        return next(self._made(self._places[at : at + 1]))

    def __iter__(self) -> Iterator[Entry]:
        for begin in range(0, len(self), _PORTION):
            yield from self._made(self._places[begin : begin + _PORTION])

    def _made(self, places: Column) -> Iterator[Entry]:
        text, day = self._texts.__getitem__, date.fromordinal
        for value, first, last, published, said, start, end, number, estimated, basis, rule in zip(
            *(self._column(name, places).tolist() for name in _ATTRIBUTES), strict=True
        ):
            yield Entry(
                text(value),
                day(first) if first else None,
                day(last) if last else None,
                "published" if published else "mentioned",
                text(said),
                start,
                end,
                number,
                bool(estimated),
                text(basis),
                text(rule),
            )

    def column(self, name: Name) -> Column:
        """One attribute of all of them: days as ordinals (0 for none), texts as the places of `different`."""
        return self._column(name, self._places)

    def _column(self, name: str, places: Column) -> Column:
        if name in _OWN:
            return self._own[name][places]
        if name == "end":
            return self._own["start"][places] + self._column("length", places)
        return self._phrases[name][self._own["phrase"][places]]

    def different(self, name: Literal["value", "text", "basis", "rule"]) -> dict[int, str]:
        """The different texts of an attribute by their places, in the order in which they first stand here."""
        return {place: self._texts[place] for place in dict.fromkeys(self.column(name).tolist())}

    def take(self, which: slice | Column) -> Entries:
        """Those at some places of these, or where an array of bools says so."""
        return Entries(self._own, self._phrases, self._texts, self._places[which])

    def followed_by(self, others: Entries) -> Entries:
        """These, and behind them others."""
        import numpy as np

        own = {name: np.concatenate([each._column(name, each._places) for each in (self, others)]) for name in _OWN}
        own["phrase"][len(self) :] += len(self._phrases["value"])
        phrases: dict[str, Column] = {}
        for name in _PHRASE:
            added = others._phrases[name] + (len(self._texts) if name in _TEXTS else 0)
            phrases[name] = np.concatenate([self._phrases[name], added]).astype(_PHRASE[name])
        texts = self._texts.followed_by(others._texts)
        return Entries(own, phrases, texts, np.arange(len(self) + len(others), dtype=np.int32))


class EntriesWriter:
    """Columns while entries come."""

    def __init__(self) -> None:
        self._own = {name: array(kind) for name, kind in _OWN.items()}
        self._phrases = {name: array(kind) for name, kind in _PHRASE.items()}
        self._texts = Texts()
        self._known: dict[bytes, int] = {}  # packed: as tuples half a million take as much as all columns
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._own["number"])

    def add(self, entries: Iterable[Entry]) -> None:
        """Put entries behind the others."""
        phrase, start, number = (column.append for column in self._own.values())
        for each in entries:
            phrase(self._phrase(each))
            start(each.start)
            number(each.number)

    def _phrase(self, entry: Entry) -> int:
        titled = entry.kind == "published"
        value, basis, rule = self._place(entry.value), self._place(entry.basis), self._place(entry.rule)
        text = self._texts.add(entry.text) if titled else self._place(entry.text)  # a title is one document's
        first, last = (day.toordinal() if day else 0 for day in (entry.first, entry.last))
        values = value, first, last, titled, text, entry.end - entry.start, entry.estimated, basis, rule
        key = _KEY.pack(*values)
        found = self._known.get(key)
        if found is None:
            found = len(self._phrases["value"])
            if not titled:
                self._known[key] = found
            for column, each in zip(self._phrases.values(), values, strict=True):
                column.append(each)
        return found

    def _place(self, text: str) -> int:
        """Where a text stands."""
        place = self._places.get(text)
        if place is None:
            place = self._places[text] = self._texts.add(text)
        return place

    def finish(self) -> Entries:
        """All that came; nothing can be added any more."""
        import numpy as np

        own, phrases = (
            {name: np.frombuffer(column, column.typecode) for name, column in columns.items()}
            for columns in (self._own, self._phrases)
        )
        self._known.clear()
        self._places.clear()
        return Entries(own, phrases, self._texts, np.arange(len(self), dtype=np.int32))
