"""One record, a mapping of fields to values, as a document: its text and what it says about itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from index.errors import SourceError
from index.sources.base import RECORD, Block, Candidate, Source, clean, lay_out, one_line
from index.sources.members import Columns
from index.sources.text import unwrap

_USUAL = {
    "text": "text fulltext body bodytext content articlebody article transcript speech html bodyhtml contenthtml "
    "description summary abstract текст содержание",
    "title": "title headline heading subject name заголовок название тема",
    "published": "published publishedat publicationdate publishdate datepublished pubdate date datetime createdat "
    "created timestamp posted postedat дата датапубликации",
    "url": "url link href weburl sourceurl permalink canonicalurl ссылка адрес",
    "authors": "authors author byline creator creators автор авторы",
    "publisher": "publisher source site sitename outlet newspaper media publication издание источник сайт",
    "language": "language lang inlanguage язык",
    "place": "place dateline место",
    "kind": "kind",
}
"""What the fields of records are commonly called, best first, without case and signs."""

_FIELDS = {"authors": "author"}
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|article|html|body|ul|ol|table|blockquote)\b[^<>]*>", re.IGNORECASE)
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_EPOCH = re.compile(r"-?\d{9,10}(?:\.\d+)?|-?\d{12,13}")


def recognised(fields: Iterable[str]) -> dict[str, str]:
    """Metadata field (and "text") -> the field of these that is commonly called so."""
    plain = {re.sub(r"[\W_]+", "", field.casefold()): field for field in reversed(list(map(str, fields)))}
    found = {}
    for name, usual in _USUAL.items():
        key = next((plain[word] for word in usual.split() if word in plain), None)
        if key is not None:
            found[name] = key
    return found


class Record:
    """A record with what dossier.yaml says of its fields, or None; `called` is its title where it has none."""

    def __init__(self, record: Mapping[str, Any], columns: Columns | None, called: str) -> None:
        self._record = record
        self._called = called
        usual: dict[str, object] = dict(recognised(field for field, value in record.items() if _texts(value)))
        self._columns = {**usual, **(columns or {})}

    def source(self) -> Source | None:
        """The document; None where its text is empty."""
        text = "\n\n".join(self._values("text"))
        if not text.strip():
            return None
        candidates = tuple(self._candidates())
        if _MARKUP.search(text):
            from index.sources import html

            try:
                page = html.read(f"<html><body><article>{text}</article></body></html>".encode("utf-8", "replace"), "")
            except SourceError:
                pass
            else:
                return replace(page, candidates=candidates, warnings=())
        blocks = [
            Block("\n".join(unwrap(lines)))
            for part in _PARAGRAPHS.split(clean(text))
            if (lines := [" ".join(line.split()) for line in part.split("\n") if line.strip()])
        ]
        laid, headings = lay_out(blocks)
        return Source(laid, headings, candidates) if laid else None

    def _candidates(self) -> Iterator[Candidate]:
        for name, column in self._columns.items():
            values = self._values(name) if name not in ("text", "items") else []
            if name == "published":
                values = [_day(value) for value in values[:1]]
            elif name == "authors":
                values = [part for value in values for part in value.split(";")]
            elif name == "title" and values:
                values = [", ".join(values)]
            for value in values:
                if value := one_line(value):
                    yield Candidate(_FIELDS.get(name, name), value, RECORD, str(column))
        yield Candidate("title", one_line(self._called), "file name", "number of the record")

    def _values(self, name: str) -> list[str]:
        """What the fields for a metadata field hold, as texts."""
        column = self._columns.get(name)
        paths = column if isinstance(column, list) else [column] if column is not None else []
        return [text for path in paths for text in self._at(str(path)) if text.strip()]

    def _at(self, path: str) -> list[str]:
        """The texts at a field, or at "field.field" in what it holds."""
        if path in self._record:
            return _texts(self._record[path])
        values: list[Any] = [self._record]
        for key in path.split("."):
            inner = [value.get(key) for value in values if isinstance(value, Mapping)]
            values = [each for value in inner for each in (value if isinstance(value, list) else [value])]
        return [text for value in values for text in _texts(value)]


def _texts(value: Any) -> list[str]:
    """A value as texts: a list's one by one, of an object its name."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, bool) or value is None:
        return []
    if isinstance(value, int | float):
        return [str(value)]
    if isinstance(value, list):
        return [text for each in value[:1000] if not isinstance(each, list) for text in _texts(each)]
    if isinstance(value, Mapping):
        return next((_texts(value[key]) for key in ("name", "title", "text", "value") if key in value), [])
    return []


def _day(value: str) -> str:
    """A date as written; a Unix time, in seconds or milliseconds, as the day it falls on in UTC."""
    if _EPOCH.fullmatch(value):
        seconds = float(value)
        try:
            return datetime.fromtimestamp(seconds if abs(seconds) < 1e11 else seconds / 1000, UTC).date().isoformat()
        except (ValueError, OverflowError, OSError):
            return ""
    return value
