"""What Tab offers in the search box: the word, field or name at the cursor, completed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from index.analysis import fold
from index.library.naming import Naming
from index.models import Kind
from index.query import FIELDS, STATES

_AT_CURSOR = re.compile(r'(?P<minus>-?)(?:(?P<field>\w+):)?(?P<value>"[^"]*|[^\s"():]*)$')
_KINDS = {"person": Kind.PERSON, "org": Kind.ORGANISATION, "place": Kind.PLACE, "speaker": Kind.PERSON, "name": None}
_MOST = 12


def complete(
    text: str, cursor: int, naming: Naming, words: Callable[[str], list[str]], tags: Sequence[str] = ()
) -> list[str]:
    """Whole replacements for the typed text, best first; empty where there is nothing to complete.

    `words` gives the surface words of the index that begin with what it is given, most frequent first; `tags` are the
    user's.
    """
    before, after = text[:cursor], text[cursor:]
    match = _AT_CURSOR.search(before)
    if before.count('"') % 2 == 0 and before.endswith('"'):  # a closed quotation is complete
        return []
    if match is None or not (match["value"] or match["field"]):
        return []
    head = before[: match.start()] + match["minus"]
    field, value = match["field"], match["value"].lstrip('"')
    if field:
        found = [f"{field}:{quoted(name)}" for name in _values(field, value, naming, tags)]
    else:
        fields = list(dict.fromkeys(f"{help.name}:" for help in FIELDS if help.name.startswith(value.casefold())))
        found = fields + [word for word in words(fold(value)) if word != fold(value)]
    return [head + each + after for each in found[:_MOST] if head + each != before]


def _values(field: str, value: str, naming: Naming, tags: Sequence[str]) -> list[str]:
    if field in ("tag", "is"):
        return [each for each in (tags if field == "tag" else STATES) if fold(each).startswith(fold(value))]
    return _names(field, value, naming)


def _names(field: str, value: str, naming: Naming) -> list[str]:
    if field not in _KINDS:
        return []
    start, kind = fold(value), _KINDS[field]
    kinds = (kind, Kind.NAME) if kind else (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME)
    known = ((surface, each) for each in kinds for surface in naming.surfaces(each))
    names: dict[str, None] = {}
    for surface, each in sorted(known, key=lambda item: (not item[0].startswith(start), item[0])):
        if any(word.startswith(start) for word in (surface, *surface.split())):
            id = naming.entity(f"{each}\t{surface}", None)
            if not naming.decided.hidden(id):
                names[naming.name(id)] = None
            if len(names) == _MOST:
                break
    return list(names)


def quoted(name: str) -> str:
    """A name as the value of a field."""
    return f'"{name}"' if re.search(r"\W", name) else name
