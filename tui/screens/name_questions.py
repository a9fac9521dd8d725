"""What the screen asks about names, in the engine thread: what is known of one, what joins two, what is decided."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.errors import DossierError
from tui.commands import key_for

if TYPE_CHECKING:
    from index.library import Library
    from index.library.card import Card
    from index.library.suggestions import Suggestion
    from index.models import Count

KINDS = ("person", "organisation", "place", "name")


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a decision: what was done, or a complaint."""

    said: str
    complaint: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names to judge: the suggestion, what is known of each in short, and how many pairs are left with it."""

    suggestion: Suggestion
    a: Card
    b: Card


def _decided(work: Callable[[], None], said: str) -> Decision:
    try:
        work()
    except DossierError as error:
        return Decision(str(error), complaint=True)
    return Decision(f"{said}; {key_for('entities.undo')} takes it back")


def called(kind: str, name: str) -> str:
    """A name with its kind: "the person “Hero”", "“Hero”, of no known kind"."""
    return f"“{name}”, of no known kind" if kind == "name" else f"the {kind} “{name}”"


def merge(library: Library, id: str, into: str) -> Decision:
    """One name is part of another."""
    a, b = library.entity_name(id), library.entity_name(into)
    if a == b:  # the same word in two kinds
        a, b = called(library.naming.kind(id), a), called(library.naming.kind(into), b)
    else:
        a, b = f"“{a}”", f"“{b}”"
    return _decided(lambda: library.merge([id], into), f"{a} is now part of {b}")


def split(library: Library, id: str) -> Decision:
    """What was merged stands alone again."""
    name = library.entity_name(id)
    return _decided(lambda: library.split(id), f"What was merged into “{name}” stands alone again")


def rename(library: Library, id: str, name: str) -> Decision:
    """A name is called otherwise."""
    before = library.entity_name(id)
    return _decided(lambda: library.rename(id, name), f"“{before}” is called “{name.strip()}”")


def retype(library: Library, id: str, typed: str) -> Decision:
    """A name is of another kind; its beginning is enough."""
    kind = next((each for each in KINDS if typed.strip() and each.startswith(typed.strip().casefold())), typed)
    name = library.entity_name(id)
    what = "a name of no known kind" if kind == "name" else f"a{'n' if kind.startswith('o') else ''} {kind}"
    return _decided(lambda: library.retype(id, kind), f"“{name}” is {what}")


def hide(library: Library, id: str) -> Decision:
    """A name is left out of lists."""
    name = library.entity_name(id)
    return _decided(lambda: library.hide(id), f"“{name}” is hidden, {key_for('entities.hidden')} lists such names")


def unhide(library: Library, id: str) -> Decision:
    """A name is in lists again."""
    name = library.entity_name(id)
    return _decided(lambda: library.hide(id, hidden=False), f"“{name}” is shown again")


def hidden(library: Library) -> list[Count]:
    """The names that are hidden."""
    return library.hidden_names()


def apart(library: Library, suggestion: Suggestion) -> Decision:
    """Two names are two."""
    a, b = library.entity_name(suggestion.a), library.entity_name(suggestion.b)
    if a == b:
        said = f"{called(library.naming.kind(suggestion.a), a)}, and {called(library.naming.kind(suggestion.b), b)}"
        return _decided(lambda: library.keep_apart(suggestion.a, suggestion.b), f"{said}, are two")
    return _decided(lambda: library.keep_apart(suggestion.a, suggestion.b), f"“{a}” and “{b}” are two")


def undo(library: Library) -> Decision:
    """Take the last decision back."""
    try:
        change = library.undo()
    except DossierError as error:
        return Decision(str(error), complaint=True)
    return Decision("Taken back") if change else Decision("Nothing was decided in this session", complaint=True)


def pair(library: Library, suggestion: Suggestion) -> Pair:
    """What is known of the two names of a suggestion."""
    return Pair(suggestion, library.brief(suggestion.a), library.brief(suggestion.b))


def suggestions(library: Library) -> Sequence[Suggestion]:
    """Names that may be one."""
    return library.merge_suggestions()


def open_pairs(library: Library, those: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions that no decision has settled."""
    final, decided = library.naming.decided.final, library.naming.decided
    return [each for each in those if final(each.a) != final(each.b) and not decided.apart(each.a, each.b)]


def flip_scripts(library: Library) -> bool:
    """Switch the search for names across scripts; whether it is on now."""
    library.across_scripts = not library.across_scripts
    return library.across_scripts
