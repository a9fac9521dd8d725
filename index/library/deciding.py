"""What the user decides about names, and what is offered to be decided: the Library's part in it.

Every method takes entity ids as the Library answers them. Decisions live in the notebook, are undone one by one and
hold from the next question on; nothing is indexed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.errors import NotebookError
from index.library.naming import OFFICE, Naming
from index.library.suggestions import Suggestion, suggestions
from index.models import Kind
from index.notebook import Notebook

KINDS = (Kind.PERSON, Kind.ORGANISATION, Kind.PLACE, Kind.NAME)


class _Named(Protocol):
    @property
    def notebook(self) -> Notebook: ...

    @property
    def naming(self) -> Naming: ...

    def forget_naming(self) -> None: ...


class Deciding:
    """Base of `Library`. Every method raises NotebookError where the notebook cannot be written, SettingsError where
    it is malformed."""

    def merge(self: _Named, ids: Sequence[str], into: str) -> None:
        """The entities `ids` are parts of `into`: one name in lists, one set of documents. What had been merged into
        one of them goes along."""
        final = self.naming.decided.final(into)
        those = [id for id in dict.fromkeys(map(self.naming.decided.final, ids)) if id != final]
        if not those:
            raise NotebookError("These are one name already", "choose two that are not")
        _decide(self, those, into=final)

    def split(self: _Named, id: str) -> None:
        """Whatever was merged into an entity, or the entity into another, stands alone again."""
        merged = self.naming.decided.merged()
        final = self.naming.decided.final(id)
        those = [id] if id in merged else [each for each, into in merged.items() if into == final]
        if not those:
            raise NotebookError(f"Nothing was merged into {self.naming.name(final)}", "there is nothing to split")
        _decide(self, those, into="")

    def rename(self: _Named, id: str, name: str) -> None:
        """The entity is called `name`; "" gives it back its own name."""
        _decide(self, [self.naming.decided.final(id)], name=" ".join(name.split()))

    def retype(self: _Named, id: str, kind: str) -> None:
        """The entity is a person, an organisation, a place, or (name) of no known kind."""
        if kind not in KINDS or id.startswith(f"{OFFICE}:"):
            hint = f"write {', '.join(KINDS)}"
            raise NotebookError(f"“{kind}” is no kind that a name can be given", hint)
        _decide(self, [self.naming.decided.final(id)], kind=str(kind))

    def hide(self: _Named, id: str, hidden: bool = True) -> None:
        """The entity is left out of lists and marks nothing in texts; a query for it still answers."""
        _decide(self, [self.naming.decided.final(id)], hidden=hidden)

    def keep_apart(self: _Named, a: str, b: str) -> None:
        """The two are not one, though they look alike: it is not suggested again."""
        known = next((each.apart for each in self.notebook.all_names() if each.entity == a), ())
        if b not in known:
            _decide(self, [a], apart=(*known, b))

    def merge_suggestions(self: _Named, most: int = 500) -> list[Suggestion]:
        """Names that may be one, for the user to judge."""
        return suggestions(self.naming, most)


def _decide(library: _Named, ids: Sequence[str], **said: str | bool | tuple[str, ...]) -> None:
    library.notebook.decide([(id, library.naming.name(id)) for id in ids], **said)
    library.forget_naming()
