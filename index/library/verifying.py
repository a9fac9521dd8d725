"""Whether a passage of the notebook still stands in its file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from index.errors import SourceError
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
    """The text of a file as it stands: that of the index (`text`) where its bytes have the digest they had then, else
    read anew. Members of archives and mailboxes are as they were indexed."""
    file = collection / path
    if "!" in path and not file.exists():
        return text()
    try:
        with open(file, "rb") as stream:
            same = hashlib.file_digest(stream, "sha256").hexdigest() == indexed
    except OSError as error:
        raise SourceError(f"{path} is gone or cannot be read: {error.strerror or error}", "refresh finds it") from error
    if same:
        return text()
    from index.sources import read

    return read(file, name=path).text
