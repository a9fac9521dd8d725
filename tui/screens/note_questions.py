"""What the screen asks about stars, tags, notes and hidden documents, in the engine thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import DossierError
from index.models import Flags

if TYPE_CHECKING:
    from index.library import Library


@dataclass(frozen=True, slots=True)
class Saying:
    """What came of saying something of documents: what was done, or a complaint; what the notebook says of documents
    now; whether documents were hidden or shown again."""

    said: str
    complaint: bool = False
    flags: Mapping[str, Flags] = field(default_factory=dict)
    hiding: bool = False


@dataclass(frozen=True, slots=True)
class Tagging:
    """What is known before tags are given: the documents' ids, their tags and all tags, each with its documents."""

    ids: Sequence[str]
    theirs: Sequence[tuple[str, int]]
    all: Sequence[tuple[str, int]]


def ids_of(library: Library, numbers: Sequence[int]) -> list[str]:
    """The ids of documents by their numbers."""
    return [row.id for row in library.rows(numbers)]


def star(library: Library, ids: Sequence[str]) -> Saying:
    """A star for the documents; where all of them have one, none."""
    flags = library.flags()
    starred = not all(id in flags and flags[id].starred for id in ids)
    return _said(library, lambda: library.star(ids, starred), "A star for" if starred else "No star for", ids)


def hide(library: Library, ids: Sequence[str]) -> Saying:
    """Leave the documents out of results; where all of them are, show them again."""
    flags = library.flags()
    hidden = not all(id in flags and flags[id].hidden for id in ids)
    what = "Left out of results:" if hidden else "Shown again:"
    return _said(library, lambda: library.hide_documents(ids, hidden), what, ids, hiding=True)


def tagging(library: Library, ids: Sequence[str]) -> Tagging:
    """The tags there are."""
    flags, times = library.flags(), dict[str, int]()
    for id in ids:
        for tag in flags[id].tags if id in flags else ():
            times[tag] = times.get(tag, 0) + 1
    return Tagging(ids, sorted(times.items()), library.tags())


def tag(library: Library, ids: Sequence[str], typed: str) -> Saying:
    """Give and take the tags typed: commas between them, a minus before one to take."""
    words = [word for each in typed.split(",") if (word := each.strip())]
    add = [word.removeprefix("+") for word in words if not word.startswith("-")]
    drop = [word[1:].strip() for word in words if word.startswith("-")]
    what = "Tagged" if add else "Taken from"
    return _said(library, lambda: library.tag(ids, add, drop), what, ids)


def note(library: Library, id: str, text: str) -> Saying:
    """Write a note on a document."""
    return _said(library, lambda: library.note_document(id, text), "Noted on" if text.strip() else "No note on", [id])


def _said(library: Library, work: Callable[[], int], what: str, ids: Sequence[str], *, hiding: bool = False) -> Saying:
    try:
        changed = work()
        if not changed:
            return Saying("That is so already", flags=library.flags())
        (row,) = library.rows([library.number(ids[0])])
        named = f"“{_short(row.title)}”" if len(ids) == 1 else f"{changed:,} document{'s' if changed != 1 else ''}"
        return Saying(f"{what} {named}; u takes it back", flags=library.flags(), hiding=hiding)
    except DossierError as error:
        return Saying(str(error), complaint=True)


def _short(title: str) -> str:
    return title if len(title) <= 40 else title[:39].rstrip() + "…"
