"""What must hold of every input, by what is tried.

Each check ends for an input that became a document or a problem that was declared (`SourceError`, `SettingsError` with
a sentence about it) and raises for every other.
"""

from __future__ import annotations

import io
import re
import tempfile
import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, lru_cache, partial
from pathlib import Path

from index.annotators.turns import find_turns
from index.errors import DossierError, SettingsError, SourceError
from index.metadata import describe
from index.models import Annotation, Document
from index.sources import Source, holds, read_data
from index.sources.encodings import mojibake
from index.sources.members import Member, Unread
from index.sources.members import members as members_of
from tests.index.sources.test_reading import check

_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_MOST_MEMBERS = 12  # that are read as documents of their own; the others are gone through
_DAY = date(2021, 5, 24)


# --- Sources --------------------------------------------------------------------------------------------------


def _told(error: DossierError) -> None:
    """A sentence, and what to do. It may quote what it is about as it is: where it is shown it is made inert."""
    assert error.message
    assert error.hint or not isinstance(error, SourceError), error.message


def _document(source: Source, path: str) -> None:
    check(source)
    mojibake(source.text)
    turns = find_turns(source.text)
    for turn in turns:
        assert 0 <= turn.start <= turn.end <= len(source.text)
    said = describe(source, path=path, turns=len(turns))
    shown = (said.title, said.publisher, said.place, said.language, said.url, *said.authors)
    assert not any(_CONTROLS.search(each) for each in shown), "a control character in what is said of a document"


def read(data: bytes, name: str) -> None:
    try:
        source = read_data(data, name)
    except RecursionError:  # told as a problem where documents are read
        return
    except SourceError as error:
        _told(error)
        return
    _document(source, name)


def source(name: str) -> Callable[[bytes], None]:
    return partial(members if holds(Path(name)) else read, name=name)


def members(data: bytes, name: str) -> None:
    read = 0
    for part in members_of(io.BytesIO(data), name, len(data)):
        assert not _CONTROLS.search(part.path), "a control character in a path"
        assert not any(each in ("", ".", "..") for each in part.path.replace("//", "/").split("/")) or not part.path
        if isinstance(part, Unread):
            assert part.message
        elif read < _MOST_MEMBERS:
            read += 1
            _member(part)


def _member(part: Member) -> None:
    if part.source is not None:
        _document(part.source, part.path or "x")
    else:
        _read_once(part.data, part.reads_as)


@lru_cache(maxsize=64)
def _read_once(data: bytes, name: str) -> None:
    """Of a container mostly one member is changed; the others are what they were in the input before."""
    read(data, name)


def exported(data: bytes, suffix: str) -> None:
    from index.sources.references import read_export

    with tempfile.NamedTemporaryFile(suffix=suffix, dir=_scratch()) as file:
        file.write(data)
        file.flush()
        try:
            entries, warning = read_export(Path(file.name), f"refs{suffix}")
        except RecursionError:
            return
        except SourceError as error:
            _told(error)
            return
    assert not _CONTROLS.search(warning)
    for entry in entries:
        for values in entry.fields.values():
            assert not any(_CONTROLS.search(value) for value in values), "a control character in a field"


@cache
def _scratch() -> str:
    return "/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()


# --- Rules over texts -----------------------------------------------------------------------------------------


def _text(data: bytes) -> str:
    """As a reader would give it: NFC, no control characters, which `index.sources.base` promises."""
    from index.sources.base import clean

    return clean(data.decode("utf-8", "replace")).strip()


def _spans(text: str, found: Sequence[Annotation]) -> None:
    last = 0
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start : each.end] == each.text
        assert each.start >= last, "annotations overlap"
        last = each.end
        if each.first is not None and each.last is not None:
            assert each.first <= each.last


def dates(data: bytes) -> None:
    from index.annotators.dates import find_dates
    from index.timex import interval

    text = _text(data)
    for language in ("en", "ru", "ky"):
        for reference in (_DAY, None):
            found = find_dates(text, reference, language)
            _spans(text, found)
            for each in found:
                interval(str(each.value))


def names(data: bytes) -> None:
    from index.annotators.names import find_names

    text = _text(data)
    for language in ("en", "ru", "ky"):
        _spans(text, find_names(text, language, reference=_DAY))


def figures(data: bytes) -> None:
    from index.annotators.dates import find_dates
    from index.annotators.figures import find_figures, find_trends

    text = _text(data)
    for language in ("en", "ru", "ky"):
        dates = find_dates(text, _DAY, language)
        figures = find_figures(text, language, reference=_DAY, dates=dates)
        _spans(text, figures)
        for each in figures:
            assert isinstance(each.value, float | int)
        find_trends(text, language, dates=dates, figures=figures)


def quotes(data: bytes) -> None:
    from index.annotators.quotes import find_quotes

    text = _text(data)
    for language in ("en", "ru"):
        for turn in find_quotes(text, language, turns=find_turns(text)):
            assert 0 <= turn.start <= turn.end <= len(text)


def annotated(data: bytes) -> None:
    from index.annotators import annotate
    from index.comparison import compare
    from index.names import bundled
    from index.resemblance import sketch

    text = _text(data)
    if text:
        document = Document("a", "a.txt", text, "A", published="2021-05-24", turns=tuple(find_turns(text)))
        annotate(document, bundled())
        sketch(text)
        compare(text, text[len(text) // 3 :] + text[: len(text) // 3])


def query(data: bytes) -> None:
    from index.marking import hits, snippet
    from index.query import add_filter, drop_filter, filters, parse

    typed = data.decode("utf-8", "replace")
    for typing in (False, True):
        parsed = parse(typed, typing=typing, today=_DAY)
        for complaint in parsed.complaints:
            assert 0 <= complaint.start <= complaint.end <= len(typed)
        text = unicodedata.normalize("NFC", f"Trade {typed} grew in 2021.")
        for span in hits(text, parsed.query):
            assert 0 <= span.start < span.end <= len(text)
        snippet(text, parsed.query, 60)
    for span in filters(typed):
        assert 0 <= span.start < span.end <= len(typed)
    parse(drop_filter(add_filter(typed, "person", "Ivan Petrov")))


# --- What people write by hand --------------------------------------------------------------------------------


def front_matter(data: bytes) -> None:
    read(data, "a.md")


def collection(data: bytes) -> None:
    from index.collection_edit import edited, excluding
    from index.collection_file import CollectionFile

    text = data.decode("utf-8", "replace")
    try:
        said = CollectionFile.parse(text)
    except SettingsError as error:
        _told(error)
        return
    for path in ("a.txt", "saved/x/y.html", "drafts/a", "in.mbox//1"):
        said.includes(path)
        said.includes_member(path)
        said.overrides(path)
        said.columns(path)
    said.unmatched(["a.txt"])
    for change in (partial(edited, text, {"a.txt": {"title": "New: 'x'"}}), partial(excluding, text, "a.txt")):
        try:
            CollectionFile.parse(change())
        except SettingsError as error:
            _told(error)


def notebook(data: bytes) -> None:
    from index.errors import NotebookError
    from index.notebook import Change, DateJudgement
    from index.notebook.writing import edited, read, salvaged

    text = data.decode("utf-8", "replace")
    try:
        content = read(text, "notebook.yaml")
    except SettingsError as error:
        _told(error)
        salvaged(text, "notebook.yaml")
        return
    fresh = DateJudgement("talks.md", "abc", 99, "next year", value="2022", when="2026-01-01T00:00:00Z")
    try:
        after = edited(content, [Change(None, fresh)])
    except (NotebookError, SettingsError) as error:
        _told(error)
        return
    assert fresh in after.judgements
    assert len(after.judgements) == len(content.judgements) + 1


def settings(data: bytes) -> None:
    from index.settings import load

    with tempfile.NamedTemporaryFile(suffix=".yaml", dir=_scratch()) as file:
        file.write(data)
        file.flush()
        try:
            load(Path(file.name))
        except SettingsError as error:
            _told(error)


def named(data: bytes) -> None:
    from index.names.entities import Entity, Office
    from index.names.gazetteer import Gazetteer
    from index.names.lines import entries
    from index.names.reading import merge, parse

    text = data.decode("utf-8", "replace")
    entities: dict[str, Entity] = {}
    offices: dict[str, Office] = {}
    name = "names.yaml"
    try:
        merge(name, entries(text, partial(parse, name)) or parse(name, text), entities, offices)
        Gazetteer(list(entities.values()), offices.values(), ())
    except SettingsError as error:
        _told(error)
