"""One file -> one annotated document, or a problem. Runs in the refreshing process or in a worker of its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from index.annotators import annotate
from index.annotators.turns import find_turns
from index.errors import SourceError
from index.metadata import describe
from index.models import Document, Problem
from index.names import Gazetteer
from index.sources import read

_ID_LENGTH = 10
_ID_BYTES = 8


@dataclass(frozen=True, slots=True)
class Task:
    """One file to read: where it is, its path in the collection, and what dossier.yaml says of it."""

    location: str
    path: str
    overrides: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a task: the digest of the file's bytes, its document where it could be read (its id still that
    of the digest, unique only by content), and a problem where it could not, or only in part."""

    path: str
    digest: str
    document: Document | None = None
    problem: Problem | None = None


def document_id(digest: str) -> str:
    """The id of a document from its content digest: ten lower-case characters, without 0, 1, 8 and 9, which are
    easily taken for letters."""
    return base64.b32encode(bytes.fromhex(digest)[:_ID_BYTES]).decode("ascii").lower()[:_ID_LENGTH]


def digest_of(location: str) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises OSError."""
    with open(location, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_document(task: Task, gazetteer: Gazetteer) -> Reading:
    """Read, describe and annotate one file. Never raises for what a file holds: that becomes the problem."""
    try:
        digest = digest_of(task.location)
    except OSError as error:
        problem = Problem(task.path, f"The file cannot be read: {error.strerror or error}", "check its permissions")
        return Reading(task.path, "", None, problem)
    try:
        source = read(Path(task.location), name=task.path)
        turns = tuple(find_turns(source.text))
        said = describe(source, path=task.path, overrides=task.overrides, turns=len(turns))
    except SourceError as error:
        return Reading(task.path, digest, None, Problem(task.path, error.message, error.hint))
    except RecursionError:
        problem = Problem(task.path, "The file is nested too deeply to be read", "open it elsewhere and save its text")
        return Reading(task.path, digest, None, problem)
    document = Document(
        id=document_id(digest),
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
        turns=turns,
        headings=source.headings,
        pages=source.pages,
    )
    partly = (
        Problem(task.path, "; ".join(source.warnings), "the text was read; look whether it is right")
        if source.warnings
        else None
    )
    return Reading(task.path, digest, annotate(document, gazetteer), partly)
