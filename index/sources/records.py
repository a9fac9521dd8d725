"""Tables and lists of records, one document each: .csv, .tsv, .jsonl (.ndjson) and .json.

Which field is the text, the title, the day ... is what dossier.yaml says under `records`, or else what fields are
commonly called. A record is known by its number in the file, its document by its content. CSV and JSON lines are read
as streams; a .json file is read whole, and may be a list of records, an object that holds one, or a single record.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import closing
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast

from index.errors import SourceError
from index.sources.base import MAX_BYTES
from index.sources.encodings import counted, decode, encoding_of
from index.sources.members import Columns, Piece
from index.sources.packing import whole
from index.sources.record import Record, recognised

_HEAD = 1 << 20  # bytes by which the encoding of a table is told
_TRIED = 50  # records without a text after which the file is given up, where dossier.yaml says nothing of it
_NAMED = 20  # bad lines listed one by one
_SHOWN = 12  # fields named in a hint
_DELIMITERS = ",;\t|"
_SAID = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)
Rows = Generator[tuple[int, Mapping[str, Any] | SourceError], None, None]
_LISTS = ("items", "records", "articles", "documents", "data", "results", "rows", "entries")


def pieces(stream: BinaryIO, name: str, columns: Columns | None = None) -> Iterator[Piece]:
    """The records as documents. Raises SourceError where no field is known to be their text, with the mapping to
    write, and where the file as a whole cannot be read."""
    suffix = PurePosixPath(name).suffix.casefold()
    if suffix in (".csv", ".tsv"):
        found = _table(stream, "\t" if suffix == ".tsv" else "")
    elif suffix == ".json":
        found = _document(stream, name, columns)
    else:
        found = _lines(stream)
    with closing(found):  # now, while the stream is open: a table holds a buffer over it
        yield from _Reading(name, columns).pieces(found)


class _Reading:
    """One file of records on its way to documents."""

    def __init__(self, name: str, columns: Columns | None) -> None:
        self._name = name
        self._columns = columns
        self._fields: Counter[str] = Counter()  # field -> characters in it, of the first records
        self._problems = 0
        self._without = 0
        self._items = ""  # where in the first record a list of others is

    def pieces(self, found: Rows) -> Iterator[Piece]:
        read = 0
        for number, record in found:
            if isinstance(record, SourceError):
                self._problems += 1
                if self._problems <= _NAMED or not number:
                    yield Piece(str(number) if number else "", problem=record)
                continue
            if not read and self._without < _TRIED:
                self._items = self._items or _inner_list(record)
                for key, value in record.items():
                    self._fields[str(key)] += len(value) if isinstance(value, str) else 0
            source = Record(record, self._columns, f"{PurePosixPath(self._name).stem} {number}").source()
            if source is None:
                self._without += 1
                if not read and self._without >= _TRIED and not self._columns:
                    break
                continue
            read += 1
            content = json.dumps(record, ensure_ascii=False, sort_keys=True, default=str)
            yield Piece(str(number), data=content.encode("utf-8", "surrogatepass"), source=source)
        if not read and self._without:
            raise self._unknown()
        if self._without:
            yield Piece(
                "", problem=SourceError(f"Without a text: {counted(self._without, 'record')}", "they are left out")
            )
        if self._problems > _NAMED:
            more = self._problems - _NAMED
            yield Piece("", problem=SourceError(f"Unreadable: {counted(more, 'more record')}", "mend the file"))

    def _unknown(self) -> SourceError:
        """What to say of a file in which no field is known to be the text: the mapping to write."""
        named = ", ".join(list(self._fields)[:_SHOWN]) + (" ..." if len(self._fields) > _SHOWN else "")
        if self._columns:
            said = self._columns.get("text")
            return SourceError(
                f"No record has a text in {said!r}" if said else "No record has a text",
                f"its fields are {named}; say which is the text under records in dossier.yaml",
            )
        if self._items and PurePosixPath(self._name).suffix.casefold() == ".json":
            return SourceError(
                f"No field of its records is known to be their text (fields: {named})",
                f"if its records are the list {self._items}, say so in dossier.yaml: records: "
                f'{{"{self._name}": {{items: {self._items}}}}}; or exclude the file',
            )
        longest = max(self._fields, key=lambda field: self._fields[field], default="body")
        known = "".join(f", {field}: {key}" for field, key in recognised(self._fields).items() if key != longest)
        return SourceError(
            f"No field of its records is known to be their text (fields: {named})",
            f'say it in dossier.yaml: records: {{"{self._name}": {{text: {longest}{known}}}}}, or exclude the file',
        )


def _inner_list(record: Mapping[str, Any], depth: int = 3) -> str:
    """Where in a record the first list of objects is, its keys joined by ".", "" where there is none."""
    for key, value in record.items():
        if isinstance(value, list) and any(isinstance(each, dict) for each in value):
            return str(key)
        if isinstance(value, dict) and depth and (inner := _inner_list(value, depth - 1)):
            return f"{key}.{inner}"
    return ""


def _lines(stream: BinaryIO) -> Rows:
    """JSON lines: one object each; empty lines count but are none."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield number, SourceError(f"Line {number} is larger than {MAX_BYTES >> 20} MB", "split it")
            continue
        if not line.strip():
            continue
        if number == 1 and (line.startswith((b"\xff\xfe", b"\xfe\xff")) or line.count(0)):
            raise SourceError("It is not UTF-8, which JSON lines are", "convert it: iconv -f UTF-16 -t UTF-8")
        yield number, _parsed(line, f"Line {number}")


def _parsed(line: bytes, what: str) -> Mapping[str, Any] | SourceError:
    try:
        value = json.loads(decode(line)[0].lstrip("\ufeff"))
    except ValueError as error:
        return SourceError(f"{what} is not JSON: {error}", "mend the line; the others are read")
    except RecursionError:
        return SourceError(f"{what} is nested too deeply", "the others are read")
    if not isinstance(value, dict):
        return SourceError(f"{what} is no record but {_called(value)}", "a record is an object with named fields")
    return value


def _called(value: object) -> str:
    return {list: "a list", str: "a text", type(None): "null"}.get(type(value), "a number")


def _document(stream: BinaryIO, name: str, columns: Columns | None) -> Rows:
    """The records of a .json file: where dossier.yaml says `items`, else where one list of objects is."""
    try:
        data = whole(stream, name)
    except SourceError as error:
        raise SourceError(error.message, "make JSON lines of it, which are read one by one: jq -c '.[]'") from error
    try:
        value = json.loads(decode(data)[0].lstrip("\ufeff"))
    except ValueError as error:
        hint = "if each line is a record, name it .jsonl" if b"}\n{" in data else "save it again from where it came"
        raise SourceError(f"It is not JSON: {error}", hint) from error
    said = columns.get("items") if columns else None
    if said is not None:
        for key in str(said).split("."):
            value = value.get(key) if isinstance(value, dict) else None
        if value is None:
            raise SourceError(f"It holds nothing at {said!r}", "correct items under records in dossier.yaml")
    elif isinstance(value, dict):
        lists = [key for key in value if isinstance(value[key], list) and any(isinstance(e, dict) for e in value[key])]
        usual = [key for key in _LISTS if key in lists] or lists
        if (len(lists) == 1 or usual != lists) and usual and "text" not in recognised(value):
            value = value[usual[0]]
    records = value if isinstance(value, list) else [value]
    for number, record in enumerate(records, 1):
        if isinstance(record, dict):
            yield number, record
        else:
            problem = SourceError(f"Record {number} is {_called(record)}", "a record is an object with named fields")
            yield number, problem


def _table(stream: BinaryIO, delimiter: str) -> Rows:
    """The rows of a table whose first row names the columns."""
    buffered = io.BufferedReader(cast(io.RawIOBase, stream), _HEAD)
    head = buffered.peek(_HEAD)[:_HEAD]
    encoding, warning = encoding_of(head, whole=False)
    if head.count(0) and not encoding.startswith("utf-16"):
        raise SourceError("It holds binary data, not a table", "export it again as CSV")
    if warning:
        yield 0, SourceError(warning, "the text was read; look whether it is right")
    text = io.TextIOWrapper(buffered, encoding, "replace", newline="")
    start = head.decode(encoding, "replace").removeprefix("\ufeff")
    if said := _SAID.match(start):  # so that Excel opens the table in any country; it is no row
        text.readline()
        delimiter, start = said[1], start[said.end() :]
    before = csv.field_size_limit(MAX_BYTES)
    try:
        yield from _rows(text, delimiter or _delimiter(start))
    except csv.Error as error:
        raise SourceError(f"The table is damaged: {error}", "export it again as CSV") from error
    finally:
        csv.field_size_limit(before)
        text.detach()
        buffered.detach()  # else it would close the stream, which may only have broken off


def _rows(text: io.TextIOWrapper, delimiter: str) -> Rows:
    rows = csv.reader(text, delimiter=delimiter)
    names = [name.strip().removeprefix("\ufeff") or f"column {number}" for number, name in enumerate(next(rows, []), 1)]
    odd = first = 0
    for number, row in enumerate((row for row in rows if row), 1):
        if len(row) != len(names):
            odd, first = odd + 1, first or number
        yield number, dict(zip(names, row, strict=False))
    if odd:
        yield (
            0,
            SourceError(
                f"With another number of fields than the header: {counted(odd, 'row')} (the first is row {first})",
                "look whether a quotation mark or a delimiter is missing there",
            ),
        )


def _delimiter(head: str) -> str:
    """What parts the columns: of the usual signs the one that the header has most often outside quotes."""
    header = "".join(head.lstrip("\ufeff").split("\n", 1)[0].split('"')[::2])
    return max(_DELIMITERS, key=header.count)
