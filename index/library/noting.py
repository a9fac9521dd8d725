"""Stars, tags, hidden documents and notes: the Library's part in it.

Every method takes document ids as the Library answers them, changes the notebook once for all of them, which is one
undo, and holds from the next question on; nothing is indexed again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from index.errors import NotebookError, NotFoundError
from index.library.noted import Home, NotedDocuments
from index.models import Flags, Row
from index.notebook import Change, DocumentJudgement, Notebook, NotebookText, legible, now

_LONGEST_TAG = 60


class _Noted(Protocol):
    @property
    def notebook(self) -> Notebook: ...

    @property
    def noted(self) -> NotedDocuments: ...

    @property
    def home(self) -> Home: ...

    def number(self, id: str) -> int: ...

    def rows(self, numbers: Sequence[int]) -> list[Row]: ...


class Noting:
    """Base of `Library`. Every change raises NotFoundError for a document that is gone, NotebookError where the
    notebook cannot be written, SettingsError where it is malformed; what it answers is how many documents changed."""

    def flags(self: _Noted) -> Mapping[str, Flags]:
        """What the notebook says of documents, by id; documents of which it says nothing are left out."""
        return self.noted.flags

    def tags(self: _Noted) -> list[tuple[str, int]]:
        """Every tag with the number of its documents, those of most documents first."""
        return self.noted.tags()

    def note_of(self: _Noted, id: str) -> str:
        """The note on a document, "" where there is none."""
        return self.noted.notes.get(id, "")

    def star(self: _Noted, ids: Sequence[str], starred: bool = True) -> int:
        """Give documents a star, or take it away."""
        return _change(self, ids, lambda each: replace(each, starred=starred))

    def hide_documents(self: _Noted, ids: Sequence[str], hidden: bool = True) -> int:
        """Leave documents out of results, or show them again."""
        return _change(self, ids, lambda each: replace(each, hidden=hidden))

    def tag(self: _Noted, ids: Sequence[str], add: Iterable[str] = (), drop: Iterable[str] = ()) -> int:
        """Give documents tags and take others away; a tag is the same in capitals and small letters."""
        known = {tag.casefold(): tag for tag, _ in self.noted.tags()}
        added = {each.casefold(): known.get(each.casefold(), each) for each in map(_tag, add)}
        dropped = {_tag(each).casefold() for each in drop}

        def tagged(judgement: DocumentJudgement) -> DocumentJudgement:
            kept = {tag.casefold(): tag for tag in judgement.tags if tag.casefold() not in dropped}
            return replace(judgement, tags=tuple({**added, **kept}[each] for each in sorted({**added, **kept})))

        return _change(self, ids, tagged)

    def note_document(self: _Noted, id: str, text: str) -> int:
        """Write the note on a document; "" takes it away."""
        note = legible(text).strip()
        return _change(self, [id], lambda each: replace(each, note=note))


def _tag(said: str) -> str:
    tag = " ".join(legible(said).split())
    if not tag or "," in tag:
        raise NotebookError(f"“{said}” is no tag", "a tag is a word or a few, without a comma")
    if len(tag) > _LONGEST_TAG:
        raise NotebookError(f"A tag has at most {_LONGEST_TAG} letters", "write a note instead")
    return tag


def _change(library: _Noted, ids: Sequence[str], change: Callable[[DocumentJudgement], DocumentJudgement]) -> int:
    """Change what is said of some documents. What an earlier entry says of one, made before its file was edited, goes
    over to the entry of the document as it is now."""
    ids = list(dict.fromkeys(ids))
    rows = library.rows([library.number(id) for id in ids])
    home = library.home
    changed = 0

    def plan(content: NotebookText) -> Iterator[Change]:
        nonlocal changed
        wanted = set(ids)
        known: dict[str, list[DocumentJudgement]] = {}
        for each in content.documents:
            id = home(each.document, each.path)
            if id in wanted:
                known.setdefault(id or "", []).append(each)
        for row in rows:
            before = known.get(row.id, [])
            one = DocumentJudgement(legible(row.path), row.id, legible(row.title))
            for each in before:
                one = replace(
                    one,
                    starred=one.starred or each.starred,
                    hidden=one.hidden or each.hidden,
                    tags=tuple(dict.fromkeys((*one.tags, *each.tags))),
                    note="\n\n".join(filter(None, (one.note, each.note))),
                    when=each.when,
                )
            after = change(one)
            if after == one:
                continue
            changed += 1
            own = next((each for each in before if each.document == row.id), None)
            yield from (Change(each, None) for each in before if each is not own)
            yield Change(own, None if after.says_nothing else replace(after, when=now()))

    library.notebook.edit(plan)
    return changed


def resolver(number: Callable[[str], int], id_at: Callable[[str], str | None]) -> Home:
    """The way from a document's id and path in the notebook to its id in one state of an index; answers are kept."""
    known: dict[tuple[str, str], str | None] = {}

    def held(id: str) -> bool:
        try:
            number(id)
        except NotFoundError:
            return False
        return True

    def home(id: str, path: str) -> str | None:
        if (id, path) not in known:
            now = id if held(id) else id_at(path)
            known[id, path] = now if now is not None and (now == id or held(now)) else None
        return known[id, path]

    return home
