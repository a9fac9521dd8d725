"""Whether a passage of the notebook still stands in its file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import SettingsError, SourceError
from index.folders import located
from index.models import IN_FILE
from index.notebook import PassageJudgement, State, find


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a passage: where it stands now (`path`, `start`, `end`, the `words` there), or why it is gone."""

    judgement: PassageJudgement
    state: State
    path: str = ""
    start: int = 0
    end: int = 0
    words: str = ""
    reason: str = ""


def verdict(judgement: PassageJudgement, path: str, text: str | SourceError) -> Verdict:
    """What became of a passage in the file at `path`, given its text now or why there is none."""
    if isinstance(text, SourceError):
        return Verdict(judgement, State.GONE, path, reason=text.message)
    anchor = find(text, judgement.words, judgement.start, judgement.before, judgement.after)
    if anchor is None:
        return Verdict(judgement, State.GONE, path, reason="these words are not in its file")
    state = anchor.state
    if state is State.STANDS and path != judgement.path:
        state = State.MOVED
    return Verdict(judgement, state, path, anchor.start, anchor.end, text[anchor.start : anchor.end])


def text_now(collection: Path, path: str, indexed: str, text: Callable[[], str]) -> str:
    """The text of a document as its file stands: that of the index (`text`) where the bytes of the file have the digest
    they had then (`indexed`), else read anew; of a document in an archive, a mailbox or a table, by its path there.
    Raises SourceError."""
    outer, _, inner = path.partition(IN_FILE)
    file = located(collection, outer)
    try:
        with open(file, "rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == indexed
    except OSError as error:
        raise SourceError(f"{path} is gone or cannot be read: {error.strerror or error}", "refresh finds it") from error
    if same:
        return text()
    if inner:
        return _text_within(file, collection, outer, inner)
    from index.sources import read

    return read(file, name=path).text


def _text_within(file: Path, collection: Path, outer: str, inner: str) -> str:
    """The text of a document in a file that holds several, at `outer` in its collection. Raises SourceError."""
    from index.collection_file import CollectionFile
    from index.sources import read_data
    from index.sources.members import Member, members

    try:
        said = CollectionFile.load(collection)
        with open(file, "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            for part in members(stream, outer, size, lambda at: said.columns(f"{outer}{IN_FILE}{at}" if at else outer)):
                if part.path != inner:
                    continue
                if isinstance(part, Member):
                    source = part.source or read_data(part.data, f"{outer}{IN_FILE}{inner}", reads_as=part.reads_as)
                    return source.text
                raise SourceError(part.message, part.hint)
    except SettingsError as error:
        raise SourceError(error.message, error.hint) from error
    except OSError as error:
        raise SourceError(f"{outer} cannot be read: {error.strerror or error}", "refresh finds it") from error
    raise SourceError(f"{outer} holds no {inner} any more", "refresh finds it")
