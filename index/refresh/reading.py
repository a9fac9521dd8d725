"""One file, or one member of a file, -> one annotated document, or a problem. Runs in the refreshing process or in a
worker of its own."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from io import FileIO
from pathlib import Path

from index.annotators import annotate
from index.annotators.extras import Recognizer
from index.annotators.turns import find_turns
from index.collection_file import DEFAULTS, REFERENCES
from index.errors import SourceError
from index.metadata import Described, describe
from index.models import Document, Problem
from index.models.documents import pickled_by_values
from index.names import Gazetteer
from index.refresh.limits import too_large
from index.sources import Candidate, Source, read, read_data
from index.sources.base import MAX_BYTES
from index.sources.encodings import mojibake
from index.sources.members import Member
from index.vocabulary import Words, vocabulary

LOOK = "the text was read; look whether it is right"
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_PAIRS = [one + other for one in _LETTERS for other in _LETTERS]  # in base 32, ten bits each


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Task:
    """One document to read: where its file is, its path in the collection, and what dossier.yaml says of it. For a
    document in a file `member` is what was found there, and `id` the id it is to have."""

    location: str
    path: str
    overrides: Mapping[str, object]
    member: Member | None = None
    id: str = ""
    size: int = 0  # of a whole file, in bytes


@pickled_by_values
@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a task: the digest of the bytes, the document where it could be read (of a whole file, its id is
    still that of the digest, unique only by content), and a problem where it could not, or only in part."""

    path: str
    digest: str
    document: Document | None = None
    problem: Problem | None = None
    sketch: bytes = b""  # of the document's text, by which its copies are found
    words: Words | None = None  # of the document


@dataclass(frozen=True, slots=True)
class Kept:
    """A member of a file that is as it was: nothing to read."""

    path: str
    id: str


@dataclass(frozen=True, slots=True)
class Closed:
    """The end of a file that holds several documents: its digest, and what is wrong with it as a whole."""

    path: str
    digest: str
    problem: Problem | None = None


Job = Task | Reading | Kept | Closed
"""What is to be done: a task to read, or a result that needs no reading and only keeps its place in the order."""

Result = Reading | Kept | Closed


def document_id(digest: str) -> str:
    """The id of a document from its content digest: its first 50 bits in base 32 (RFC 4648), ten lower-case characters,
    without 0, 1, 8 and 9, which are easily taken for letters."""
    number = int(digest[:13], 16) >> 2
    return "".join([_PAIRS[number >> shift & 1023] for shift in (40, 30, 20, 10, 0)])


def unreadable(path: str, error: OSError) -> Problem:
    """The problem of a file that the system does not let us read."""
    return Problem(path, f"The file cannot be read: {error.strerror or error}", "check its permissions")


def problem_of(path: str, message: str, hint: str) -> Problem:
    """A problem in which the file is not named once more: its path stands before the message wherever it is shown."""
    for name in (path, path.rpartition("/")[2]):
        if message.startswith(f"{name} "):
            return Problem(path, f"It{message[len(name) :]}", hint)
    return Problem(path, message, hint)


def digest_of(location: str) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with open(location, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_document(task: Task, gazetteer: Gazetteer, extras: Sequence[Recognizer] = ()) -> Reading:
    """Read, describe and annotate one document, and take its words. Never raises for what a file holds: that becomes
    the problem. Raises SettingsError where an extra cannot be loaded."""
    (reading,) = with_words([read_wordless(task, gazetteer, extras)])
    return reading


def read_wordless(task: Task, gazetteer: Gazetteer, extras: Sequence[Recognizer] = ()) -> Reading:
    """The same without its words, which cost less to take of many together."""
    try:
        return _read_document(task, gazetteer, extras)
    except MemoryError:
        digest = task.member.digest if task.member else ""
        return Reading(task.path, digest, None, too_large(task.path))


def with_words(readings: Sequence[Reading]) -> list[Reading]:
    """Readings with the words and the sketches of their documents. Where there is too little memory for those of all
    together, they are taken one after the other."""
    documents = [reading.document for reading in readings if reading.document is not None]
    with suppress(MemoryError):
        found = iter(vocabulary().read_together([(document.title, document.text) for document in documents]))
        return [_with_words(reading, found) for reading in readings]
    if len(readings) > 1:
        return [with_words([reading])[0] for reading in readings]
    return [Reading(reading.path, reading.digest, None, too_large(reading.path)) for reading in readings]


def _with_words(reading: Reading, found: Iterator[tuple[Words, bytes]]) -> Reading:
    if reading.document is None:
        return reading
    words, sketch = next(found)
    return Reading(reading.path, reading.digest, reading.document, reading.problem, sketch, words)


def _read_document(task: Task, gazetteer: Gazetteer, extras: Sequence[Recognizer]) -> Reading:
    try:
        data, digest = (None, task.member.digest) if task.member else _content(task.location)
    except OSError as error:
        return Reading(task.path, "", None, unreadable(task.path, error))
    try:
        source = _source(task, data)
        turns = tuple(find_turns(source.text))
        said = _described(source, task, len(turns))
    except SourceError as error:
        return Reading(task.path, digest, None, problem_of(task.path, error.message, error.hint))
    except RecursionError:
        problem = Problem(task.path, "The file is nested too deeply to be read", "open it elsewhere and save its text")
        return Reading(task.path, digest, None, problem)
    document = Document(
        id=task.id or document_id(digest),
        path=task.path,
        text=source.text,
        title=said.title,
        published=said.published,
        estimated=said.estimated,
        publisher=said.publisher,
        place=said.place,
        kind=said.kind,
        language=said.language,
        url=said.url,
        authors=said.authors,
        origins=said.origins,
        reason=said.reason,
        turns=turns,
        headings=source.headings,
        pages=source.pages,
    )
    warnings = list(source.warnings)
    garbled = mojibake(source.text)
    if garbled and not any("U+FFFD" in warning for warning in warnings):
        warnings.append(garbled)
    partly = Problem(task.path, "; ".join(warnings), LOOK) if warnings else None
    return Reading(task.path, digest, annotate(document, gazetteer, extras), partly)


def document_digest(location: str) -> str:
    """The digest of a file that is one document, of which only so much counts as would be read. Raises OSError."""
    return _content(location)[1]


def _content(location: str) -> tuple[bytes | None, str]:
    """A file's bytes, read once, and their digest; of one that is too large to be read None, and a digest of how it
    begins and how long it is: a sparse file may be said to be of any length. Raises OSError."""
    with open(location, "rb", buffering=0) as file:
        data = _beginning(file)
        found = hashlib.sha256(data)
        if len(data) <= MAX_BYTES:
            return data, found.hexdigest()
        found.update(b"%d" % os.fstat(file.fileno()).st_size)
        return None, found.hexdigest()


def _beginning(file: FileIO) -> bytes:
    """A file's bytes, at most one more than are read of a document. Asked for so many at once, Python would set 64 MB
    of memory apart for each, and half of what reading a short text takes went into that. A file that gives just as many
    as it said, asked for one more, is at its end."""
    said = os.fstat(file.fileno()).st_size
    data = file.read(min(said, MAX_BYTES) + 1)
    if len(data) == said:
        return data
    while (wanted := min(os.fstat(file.fileno()).st_size, MAX_BYTES) + 1 - len(data)) > 0:
        if not (more := file.read(wanted)):
            break
        data = data + more if data else more
    return data


def _source(task: Task, data: bytes | None) -> Source:
    """The text and what is said about it; `data` are the bytes of a whole file. Raises SourceError."""
    member = task.member
    if member is None:
        if data is None:
            return read(Path(task.location), name=task.path)
        return read_data(data, task.path, reads_as=task.location)
    source = member.source or read_data(member.data, task.path, reads_as=member.reads_as)
    return replace(source, candidates=(*source.candidates, *member.candidates)) if member.candidates else source


def _described(source: Source, task: Task, turns: int) -> Described:
    """The metadata of a file, with what dossier.yaml says of it and, apart from that, of its folders."""
    own = {name: value for name, value in task.overrides.items() if name not in (DEFAULTS, REFERENCES)}
    defaults, reference = task.overrides.get(DEFAULTS), task.overrides.get(REFERENCES)
    if isinstance(reference, Mapping):
        origin = str(reference["origin"])
        said = [Candidate(name, value, origin) for name in reference if name != "origin" for value in reference[name]]
        source = replace(source, candidates=(*source.candidates, *said))
    return describe(
        source, path=task.path, overrides=own, defaults=defaults if isinstance(defaults, Mapping) else None, turns=turns
    )
