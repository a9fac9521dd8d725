"""The program's own memory: which collection was open, what was asked of it, where its reader stood.

It lives in the state folder as JSON, is written whole (a temporary file, then a rename, so that a crash leaves the
old or the new one) with mode 0600, and is never essential: a damaged file is set aside under another name and the
program starts afresh. Each change reads the file anew and touches one collection, so that two windows on two
collections do not undo each other; of two windows on one collection the last to leave wins.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from index.durable import replace_text
from index.folders import state_folder

FILE = "state.json"
MOST_COLLECTIONS = 50
MOST_QUERIES = 200
MOST_VIEWS = 50

View = tuple[str, str, str, int]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class CollectionState:
    """What is remembered of one collection. `position` is the reader's offset into the document's text;
    `history` holds earlier queries, the latest last; `opened` is an ISO timestamp (UTC); `views` are those that back
    leads through, each a query, an order, a document's id and a position, the one shown when the program ended last."""

    query: str = ""
    order: str = ""
    document: str = ""
    position: int = 0
    history: tuple[str, ...] = ()
    opened: str = ""
    views: tuple[View, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Everything remembered: the collection opened last and each known one by its resolved path (`folders_of`, where
    several were opened as one)."""

    last: str = ""
    collections: dict[str, CollectionState] = field(default_factory=dict)


def state_file() -> Path:
    """The path of the state file; it need not exist."""
    return state_folder() / FILE


def load(path: Path | None = None) -> State:
    """Read the memory. A missing file gives an empty one; a damaged file is renamed to `state.json.damaged`."""
    path = state_file() if path is None else path
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return State()
    except OSError as error:
        log.warning("cannot read %s: %s", path, error)
        return State()
    try:
        return _decode(json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        log.warning("%s is damaged and was set aside: %s", path, error)
        try:
            os.replace(path, path.with_name(path.name + ".damaged"))
        except OSError as problem:
            log.warning("cannot set %s aside: %s", path, problem)
        return State()


Collections = Path | Sequence[Path]
"""One collection, or several that are opened as one: in their order, for of names the first holds."""


def of(collection: Collections, path: Path | None = None) -> CollectionState:
    """What is remembered of one collection, or several as one; the empty state for an unknown one."""
    return load(path).collections.get(_key(collection), CollectionState())


def last_collection(path: Path | None = None) -> Path | None:
    """The collection opened last, or None; of several as one the first. It may be gone from the disk since."""
    return next(iter(last_collections(path)), None)


def last_collections(path: Path | None = None) -> list[Path]:
    """The collections opened last as one, mostly a single one. They may be gone from the disk since."""
    last = load(path).last
    return folders_of(last) if last else []


def folders_of(key: str) -> list[Path]:
    """The collections of a key of `State.collections`."""
    return [Path(each) for each in key.split(_BETWEEN)]


def recent(limit: int = 20, path: Path | None = None) -> list[Path]:
    """Collections by when they were opened by themselves, the latest first."""
    known = [key for key, _ in sorted(load(path).collections.items(), key=lambda each: each[1].opened, reverse=True)]
    return [Path(key) for key in known if _BETWEEN not in key][:limit]


def opened(collection: Collections, path: Path | None = None) -> None:
    """Note that a collection has been opened in the browser: it becomes the last one."""
    known = of(collection, path)
    _change(collection, _replace(known, opened=datetime.now(UTC).isoformat(timespec="seconds")), path, last=True)


def remember(collection: Collections, remembered: CollectionState, path: Path | None = None) -> None:
    """Keep what the browser knows of a collection; `opened` is kept from before where it is not given."""
    if not remembered.opened:
        remembered = _replace(remembered, opened=of(collection, path).opened)
    _change(collection, remembered, path)


def forget(collection: Path, path: Path | None = None) -> bool:
    """Drop a collection from the memory, by itself and with others; True if it was in it."""
    state = load(path)
    key = _key(collection)
    gone = {name for name in (*state.collections, state.last) if key in name.split(_BETWEEN)}
    if not gone:
        return False
    rest = {name: value for name, value in state.collections.items() if name not in gone}
    _write(State("" if state.last in gone else state.last, rest), path)
    return True


_BETWEEN = "\0"  # stands between the paths of several: no path has it


def _key(collection: Collections) -> str:
    several = [collection] if isinstance(collection, Path) else collection
    return _BETWEEN.join(str(each.expanduser().resolve()) for each in several)


def _replace(state: CollectionState, *, opened: str) -> CollectionState:
    return replace(state, opened=opened)


def _change(collection: Collections, remembered: CollectionState, path: Path | None, *, last: bool = False) -> None:
    state = load(path)
    known = {**state.collections, _key(collection): remembered}
    newest = sorted(known, key=lambda key: known[key].opened, reverse=True)[:MOST_COLLECTIONS]
    _write(State(_key(collection) if last else state.last, {key: known[key] for key in newest}), path)


def _write(state: State, path: Path | None) -> None:
    path = state_file() if path is None else path
    content = {
        "last": state.last,
        "collections": {
            key: {
                **asdict(value),
                "history": list(value.history[-MOST_QUERIES:]),
                "views": [list(view) for view in value.views[-MOST_VIEWS:]],
            }
            for key, value in state.collections.items()
        },
    }
    try:
        # Paths may hold undecodable bytes as lone surrogates: JSON's ASCII escapes carry them through
        replace_text(path, json.dumps(content, indent=1))
    except OSError as error:
        # A full disk or a read-only home costs the memory, not the session
        log.warning("cannot write %s: %s", path, error)


def _decode(content: Any) -> State:
    """The state in a JSON value. Unknown keys are dropped; a wrong type raises ValueError or TypeError."""
    if not isinstance(content, dict):
        raise ValueError("not an object")
    last = content.get("last", "")
    collections = content.get("collections", {})
    if not isinstance(last, str) or not isinstance(collections, dict):
        raise ValueError("last and collections have the wrong types")
    return State(last, {str(key): _decode_collection(value) for key, value in collections.items()})


def _decode_collection(content: Any) -> CollectionState:
    if not isinstance(content, dict):
        raise ValueError("a collection is not an object")
    values: dict[str, Any] = {}
    for each in fields(CollectionState):
        if each.name not in content:
            continue
        value = content[each.name]
        wanted: type = list if each.name in ("history", "views") else int if each.name == "position" else str
        if not isinstance(value, wanted) or isinstance(value, bool):
            raise ValueError(f"{each.name} has the wrong type")
        values[each.name] = value
    history = values.pop("history", [])
    if not all(isinstance(query, str) for query in history):
        raise ValueError("history holds something else than queries")
    views = tuple(map(_decode_view, values.pop("views", [])))
    return CollectionState(history=tuple(history), views=views, **values)


def _decode_view(content: Any) -> View:
    match content:
        case [str(query), str(order), str(document), int(position)] if not isinstance(position, bool):
            return query, order, document, position
    raise ValueError("views holds something else than views")
