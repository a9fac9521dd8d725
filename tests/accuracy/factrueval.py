"""FactRuEval 2016 (dialogue-evaluation/factRuEval-2016, MIT): Russian news with names and what they co-refer to.

A document is four files: `.txt`; `.spans`, parts of names (id, type, offset, length); `.objects`, names made of spans;
`.coref`, chains of objects with what is known of them. A *name* of it here is the contiguous stretch of an object's
spans around those that are proper ("surname", "org_name"); an object of descriptions alone ("мэрия") is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from index.models import Kind

_KINDS = {
    "Person": Kind.PERSON, "Org": Kind.ORGANISATION, "LocOrg": Kind.PLACE, "Location": Kind.PLACE, "Geo": Kind.PLACE,
}  # fmt: skip
_PROPER = frozenset({"name", "surname", "patronymic", "nickname", "org_name", "loc_name", "geo_zone", "prj_name"})
_GAP = 1  # characters between two spans of one name


def chains(path: Path) -> tuple[str, dict[tuple[int, int, str], str]]:
    """The text of one document (`path` is its .txt), and its names, each with its chain of coreference."""
    chain_of: dict[str, str] = {}
    for block in path.with_suffix(".coref").read_text("utf-8").split("\n\n"):
        head = block.strip().split("\n")[0].split()
        for id in head[1:]:
            chain_of[id] = head[0]
    names: dict[tuple[int, int, str], str] = {}
    for id, name in _objects(path):
        if id in chain_of:
            names.setdefault(name, chain_of[id])
    return path.read_text("utf-8"), names


def people(path: Path) -> tuple[str, set[tuple[int, int, str]]]:
    """The text of one document and the names of people in it."""
    return path.read_text("utf-8"), {name for _, name in _objects(path) if name[2] == Kind.PERSON.value}


def _objects(path: Path) -> Iterator[tuple[str, tuple[int, int, str]]]:
    """Id and name of every object that has one."""
    spans: dict[str, tuple[str, int, int]] = {}
    for line in path.with_suffix(".spans").read_text("utf-8").splitlines():
        id, kind, start, length, *_ = line.split()
        spans[id] = (kind, int(start), int(start) + int(length))
    for line in path.with_suffix(".objects").read_text("utf-8").splitlines():
        id, kind, *parts = line.partition("#")[0].split()
        found = _stretch(sorted((spans[each] for each in parts if each in spans), key=lambda each: each[1]))
        if found and kind in _KINDS:
            yield id, (*found, _KINDS[kind].value)


def _stretch(parts: list[tuple[str, int, int]]) -> tuple[int, int] | None:
    """The first contiguous stretch of spans that holds a proper one."""
    start = end = -1
    proper = False
    for kind, first, last in parts:
        if end < 0 or first - end > _GAP:
            if proper:
                break
            start, proper = first, False
        end = max(end, last) if first <= end + _GAP else last
        proper = proper or kind in _PROPER
    return (start, end) if proper else None
