"""Entries of the timeline in columns: 100,000 documents say half a million dates, of which a screen shows thirty.

As objects they take 300 bytes each, in columns 35 with their texts, and sorting, grouping and counting them are single
steps over arrays. An `Entry` is made where one is looked at. Whoever fills columns imports numpy; who is given them
reckons with the arrays' own methods, so that a screen without a timeline does not wait for it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, overload

from index.models.answers import Entry

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Column = NDArray[Any]

Name = Literal["first", "last", "published", "text", "start", "end", "number", "estimated", "value", "basis", "rule"]

_TYPES: dict[Name, str] = {
    "value": "i", "first": "i", "last": "i", "published": "b", "text": "i", "start": "i", "end": "i", "number": "i",
    "estimated": "b", "basis": "i", "rule": "i",
}  # fmt: skip
"""The columns, in the order of the attributes of `Entry`: days are ordinals, 0 for none; texts places in `Texts`."""
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

    __slots__ = ("_columns", "_places", "_texts")

    def __init__(self, columns: Mapping[Name, Column], texts: Texts, places: Column) -> None:
        self._columns, self._texts, self._places = columns, texts, places

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
            *(self._columns[name][places].tolist() for name in _TYPES), strict=True
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
        return self._columns[name][self._places]

    def different(self, name: Literal["value", "text", "basis", "rule"]) -> dict[int, str]:
        """The different texts of an attribute by their places, in the order in which they first stand here."""
        return {place: self._texts[place] for place in dict.fromkeys(self.column(name).tolist())}

    def take(self, which: slice | Column) -> Entries:
        """Those at some places of these, or where an array of bools says so."""
        return Entries(self._columns, self._texts, self._places[which])

    def followed_by(self, others: Entries) -> Entries:
        """These, and behind them others."""
        import numpy as np

        columns: dict[Name, Column] = {}
        for name in _TYPES:
            added = others.column(name)
            if name in ("value", "text", "basis", "rule"):
                added = added + len(self._texts)
            columns[name] = np.concatenate([self.column(name), added]).astype(_TYPES[name])
        texts = self._texts.followed_by(others._texts)
        return Entries(columns, texts, np.arange(len(self) + len(others), dtype=np.int32))


class EntriesWriter:
    """Columns while entries come."""

    def __init__(self) -> None:
        self._columns = {name: array(kind) for name, kind in _TYPES.items()}
        self._texts = Texts()
        self._known: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._columns["number"])

    def add(self, entries: Iterable[Entry]) -> None:
        """Put entries behind the others."""
        known, add = self._known, [column.append for column in self._columns.values()]
        value, first, last, published, said, start, end, number, estimated, basis, rule = add
        for each in entries:
            titled = each.kind == "published"
            value(self._place(each.value))
            first(each.first.toordinal() if each.first else 0)
            last(each.last.toordinal() if each.last else 0)
            published(titled)
            # A title is one document's; the words that say a date are those of many
            said(self._texts.add(each.text) if titled and each.text not in known else self._place(each.text))
            start(each.start)
            end(each.end)
            number(each.number)
            estimated(each.estimated)
            basis(self._place(each.basis))
            rule(self._place(each.rule))

    def _place(self, text: str) -> int:
        place = self._known.get(text)
        if place is None:
            place = self._known[text] = self._texts.add(text)
        return place

    def finish(self) -> Entries:
        """All that came; nothing can be added any more."""
        import numpy as np

        columns = {name: np.frombuffer(column, column.typecode) for name, column in self._columns.items()}
        self._known.clear()
        return Entries(columns, self._texts, np.arange(len(self), dtype=np.int32))
