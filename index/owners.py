"""The ids of documents where several collections are open as one: the collection's place behind the document's own.

A file that lies in two collections has one id in both. In the first it stays as it is; of the second it is "id@2".
"""

from __future__ import annotations


def mark(at: int) -> str:
    """What stands behind the ids of the collection at a place, from 0."""
    return f"@{at + 1}" if at else ""


def owner(id: str) -> tuple[int, str]:
    """The place of the collection that an id is of, and the id there."""
    own, _, place = id.rpartition("@")
    return (int(place) - 1, own) if own and place.isdecimal() and int(place) > 1 else (0, id)
