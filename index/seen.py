"""What was seen already: documents of saved searches, passages of queries, kept by the program for the collection.

It lives in the state folder as JSON, is bounded, private (mode 0600), written whole under a lock, and never essential:
where it is missing or damaged everything is new.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from index.durable import locked, replace_text
from index.errors import DossierError
from index.folders import private_folder, remembered_file

FILE = "searches.json"
PASSAGES = "passages.json"
MOST_QUERIES = 50
MOST_PASSAGES = 20_000
"""Passages remembered of all queries; of more, those of the queries asked longest ago are forgotten."""
MOST_IDS = 100_000
"""Documents remembered for one search: a megabyte or two. Of more, those seen first are forgotten."""

_WAIT = 5.0

log = logging.getLogger(__name__)


def seen(collection: Path, name: str, query: str) -> frozenset[str]:
    """The ids of documents that a search of this name had found when last looked at; none of another query."""
    entry = _read(remembered_file(collection, FILE)).get(name)
    if not isinstance(entry, dict) or entry.get("query") != query or not isinstance(entry.get("ids"), list):
        return frozenset()
    return frozenset(id for id in entry["ids"] if isinstance(id, str))


def remember(collection: Path, name: str, query: str, ids: Iterable[str]) -> None:
    """Add documents to those seen of a search. A full disk costs the memory, not the search: it is logged."""

    def change(content: dict[str, Any]) -> None:
        before = content.get(name)
        known = before["ids"] if isinstance(before, dict) and before.get("query") == query else []
        content[name] = {"query": query, "ids": list(dict.fromkeys([*known, *ids]))[-MOST_IDS:]}

    _change(collection, change)


def passages(collection: Path, query: str) -> dict[str, frozenset[int]]:
    """By document id the offsets of the passages of a query that were seen."""
    entry = _read(remembered_file(collection, PASSAGES)).get(query)
    if not isinstance(entry, dict):
        return {}
    return {
        id: frozenset(offset for offset in offsets if type(offset) is int)
        for id, offsets in entry.items()
        if isinstance(offsets, list)
    }


def remember_passages(collection: Path, query: str, offsets: Mapping[str, Iterable[int]]) -> None:
    """Add passages to those seen of a query."""

    def change(content: dict[str, Any]) -> None:
        before = content.pop(query, None)
        entry = before if isinstance(before, dict) else {}
        for id, those in offsets.items():
            known = entry.get(id)
            entry[id] = sorted({*(known if isinstance(known, list) else ()), *those})
        content[query] = entry  # the query asked last stands last
        sizes = {each: _size(those) for each, those in content.items()}
        for each in list(content)[:-1]:
            if len(content) > MOST_QUERIES or sum(sizes.values()) > MOST_PASSAGES:
                del content[each], sizes[each]

    _change(collection, change, PASSAGES)


def _size(entry: object) -> int:
    return sum(len(those) for those in entry.values() if isinstance(those, list)) if isinstance(entry, dict) else 0


def forget(collection: Path, name: str) -> None:
    """Remember nothing of a search any more."""
    _change(collection, lambda content: content.pop(name, None))


def _change(collection: Path, change: Callable[[dict[str, Any]], object], name: str = FILE) -> None:
    path = remembered_file(collection, name)
    try:
        private_folder(path.parent)
        with locked(path.with_suffix(".lock"), _WAIT, DossierError("Another process is writing it", "try again")):
            content = _read(path)
            change(content)
            replace_text(path, json.dumps(content))
    except (OSError, DossierError) as error:
        log.warning("cannot write %s: %s", path, error)


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError) as error:
        log.warning("cannot read %s: %s", path, error)
        return {}
    return content if isinstance(content, dict) else {}
