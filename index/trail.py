"""The trail: a log of what was asked, opened and kept in a collection, to be gone through again or shown to others.

JSON lines in the state folder, one file per collection, private (mode 0600) and bounded; appended to, so that a killed
program loses nothing that was written. A line that cannot be read, or was cut off, is passed over.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from index.durable import replace_text
from index.folders import private_folder, remembered_file

FILE = "trail.jsonl"
MOST = 5000
"""Steps that are kept; of more, the oldest are forgotten."""

_LOOK_FROM = 400 * MOST  # bytes of the file from which its lines are counted
_LONGEST = 1000  # characters of a quote in the log

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `what` is "search", "open" or "keep"; `when` an ISO timestamp (UTC); `position` an offset into the text
    of `document` (an id); `words` those of a quote kept."""

    what: str
    when: str = ""
    query: str = ""
    order: str = ""
    document: str = ""
    path: str = ""
    title: str = ""
    position: int = 0
    words: str = ""


def add(collection: Path, step: Step) -> None:
    """Write a step at the end of the trail, now unless it says when. A full disk costs the log, not the work."""
    path = remembered_file(collection, FILE)
    said = asdict(step) | {"when": step.when or datetime.now(UTC).isoformat(timespec="seconds")}
    said["words"] = step.words[:_LONGEST]
    line = json.dumps({key: value for key, value in said.items() if value}) + "\n"  # ASCII: paths may not be UTF-8
    try:
        private_folder(path.parent)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with open(handle, "ab+", buffering=0) as stream:
            if stream.tell():  # a line that a full disk cut off takes none after it along
                stream.seek(-1, os.SEEK_END)
                line = line if stream.read(1) == b"\n" else f"\n{line}"
            stream.write(line.encode("ascii"))
            size = stream.tell()
        if size > _LOOK_FROM:
            _shorten(path)
    except OSError as error:
        log.warning("cannot write %s: %s", path, error)


def _shorten(path: Path) -> None:
    lines = path.read_text("ascii", "replace").splitlines(keepends=True)
    kept = lines[-MOST:]
    if len(lines) > MOST or sum(map(len, kept)) > _LOOK_FROM:
        kept = kept[-MOST * 9 // 10 :]  # not with every further step
        while len(kept) > 1 and sum(map(len, kept)) > _LOOK_FROM:
            kept = kept[len(kept) // 10 + 1 :]
        replace_text(path, "".join(kept))


def steps(collection: Path) -> list[Step]:
    """The steps in order, the last one last."""
    try:
        lines = remembered_file(collection, FILE).read_text("ascii", "replace").splitlines()
    except OSError:
        return []
    return list(_read(lines))[-MOST:]


def _read(lines: Iterable[str]) -> Iterator[Step]:
    types = {each.name: int if each.name == "position" else str for each in fields(Step)}
    for line in lines:
        try:
            said = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(said, dict) and said.get("what") in ("search", "open", "keep"):
            yield Step(**{key: said[key] for key, kind in types.items() if type(said.get(key)) is kind})


def clear(collection: Path) -> None:
    """Forget the trail. Raises OSError."""
    remembered_file(collection, FILE).unlink(missing_ok=True)
