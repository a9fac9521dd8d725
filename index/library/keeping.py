"""Passages marked, noted on and kept as quotes, and the evidence tray: the Library's part in it.

A passage is known by its entry in the notebook; where it stands now is worked out when its document is read, and for
all of them by `verify`. Every change is one undo.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from index.errors import NotebookError, SourceError
from index.folders import located
from index.library.noted import NotedDocuments
from index.library.verifying import Verdict, verdict
from index.models import Document, Row
from index.notebook import (
    CONTEXT,
    Change,
    Notebook,
    NotebookText,
    PassageJudgement,
    State,
    find,
    legible,
    now,
)

LONGEST = 20_000
"""Characters of the longest passage that is kept: some ten pages; more is no quote but the document."""

_STEP = 10  # between the places of two quotes in the tray, so that one may come between


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage of the notebook and where it stands now in the document `id`."""

    judgement: PassageJudgement
    id: str
    start: int
    end: int
    state: State


class _Kept(Protocol):
    @property
    def notebook(self) -> Notebook: ...

    @property
    def noted(self) -> NotedDocuments: ...

    def number(self, id: str) -> int: ...

    def rows(self, numbers: Sequence[int]) -> list[Row]: ...

    def text(self, number: int) -> str: ...

    def read(self, id: str) -> Document: ...

    def entity_name(self, id: str) -> str: ...

    def text_in_file(self, id: str) -> str: ...

    def digest_of(self, id: str, path: str) -> str: ...

    def folder_of(self, id: str) -> Path: ...

    def kept_in(self, id: str) -> list[Placed]: ...

    def noted_passages(self) -> list[PassageJudgement]: ...

    def holding(self, words: str) -> int | None: ...


class Keeping:
    """Base of `Library`. Every change raises NotFoundError for a document that is gone, NotebookError where the
    notebook cannot be written, SettingsError where it is malformed."""

    def kept_in(self: _Kept, id: str) -> list[Placed]:
        """The passages of one document that can be found in it, in the order of the text."""
        those = self.noted.passages.get(id, ())
        text = self.text(self.number(id)) if those else ""
        found = []
        for each in those:
            anchor = find(text, each.words, each.start, each.before, each.after)
            if anchor is not None:
                found.append(Placed(each, id, anchor.start, anchor.end, anchor.state))
        return sorted(found, key=lambda placed: (placed.start, placed.end))

    def keep(
        self: _Kept,
        id: str,
        start: int,
        end: int,
        *,
        kept: bool | None = None,
        note: str | None = None,
        group: str | None = None,
    ) -> PassageJudgement:
        """Mark a passage of a document, from `start` to `end`, `kept` as a quote or with a `note`; what is said of it
        already stays. Raises NotebookError for a passage that is empty or longer than `LONGEST`."""
        document = self.read(id)
        if not document.text[start:end].strip():
            raise NotebookError("There are no words here", "choose a sentence with J")
        if end - start > LONGEST:
            raise NotebookError(f"A passage has at most {LONGEST:,} characters", "mark a part of it")
        same = next((each.judgement for each in self.kept_in(id) if (each.start, each.end) == (start, end)), None)
        fresh = _passage(self, document, start, end)
        made = fresh

        def plan(content: NotebookText) -> Iterator[Change]:
            nonlocal made
            before = same if same in content.passages else None
            if before is None:  # another window may have been quicker
                twins = (each for each in content.passages if _key(each)[:3] == _key(fresh)[:3])
                before = next(twins, None)
            made = before or fresh
            if kept is not None and kept != made.kept:
                place = max((each.place for each in content.passages), default=0) + _STEP if kept else 0
                made = replace(made, kept=kept, place=place, group="" if not kept else made.group)
            if note is not None:
                made = replace(made, note=legible(note).strip())
            if group is not None:
                made = replace(made, group=" ".join(legible(group).split()))
            yield Change(before, made)

        self.notebook.edit(plan)
        return made

    def forget_passages(self: _Kept, those: Iterable[PassageJudgement]) -> int:
        """Take passages out of the notebook, marks, notes and all; how many were there."""
        wanted = set(those)
        return len(self.notebook.edit(lambda content: [Change(e, None) for e in content.passages if e in wanted]))

    def change_passage(
        self: _Kept, judgement: PassageJudgement, *, note: str | None = None, group: str | None = None
    ) -> PassageJudgement:
        """Give a passage another note, or a quote another heading. Raises NotebookError where it is gone."""
        after = judgement
        if note is not None:
            after = replace(after, note=legible(note).strip())
        if group is not None:
            after = replace(after, group=" ".join(legible(group).split()))
        self.notebook.edit(lambda _: (Change(judgement, after),))
        return after

    # --- The tray -----------------------------------------------------------------------------------------

    def tray(self: _Kept) -> list[PassageJudgement]:
        """Quotes kept, in the order of the tray: heading by heading, those without one first."""
        return in_tray(self.noted_passages())

    def noted_passages(self: _Kept) -> list[PassageJudgement]:
        """Every passage of the notebook, in the order of its file."""
        noted = self.noted
        return sorted((*noted.lost, *(each for those in noted.passages.values() for each in those)), key=_in_file)

    def move_quote(self: _Kept, judgement: PassageJudgement, by: int) -> PassageJudgement:
        """Move a quote one up (-1) or down (1) in the tray; at the end of its heading it goes under the next one."""
        moved = judgement

        def plan(content: NotebookText) -> Iterator[Change]:
            nonlocal moved
            order = in_tray(content.passages)
            if judgement not in order:
                raise NotebookError("This quote has been changed since", "it is shown as it is now")
            at = order.index(judgement)
            beside = at + by
            if not 0 <= beside < len(order):
                return
            rest = [each for each in order if each is not order[at]]
            if order[beside].group == judgement.group:
                rest.insert(beside, judgement)
            else:  # first or last under the other heading
                rest.insert(at, replace(judgement, group=order[beside].group))
            for before, after in _renumbered(order, rest, judgement):
                if before == judgement:
                    moved = after
                yield Change(before, after)

        self.notebook.edit(plan)
        return moved

    # --- Verifying ----------------------------------------------------------------------------------------

    def verify(self: _Kept, those: Iterable[PassageJudgement] | None = None) -> Iterator[Verdict]:
        """What became of passages, all of them by default: each is looked for in its file as it stands now, and where
        that is gone in the one document that holds it."""
        passages = self.noted_passages() if those is None else list(those)
        homes = {each: id for id, group in self.noted.passages.items() for each in group}
        texts: dict[int, str | SourceError] = {}
        for each in passages:
            number = self.number(homes[each]) if each in homes else self.holding(each.words)
            if number is None:
                yield Verdict(each, State.GONE, reason="its document is gone")
                continue
            (row,) = self.rows([number])
            if number not in texts:
                try:
                    texts[number] = self.text_in_file(row.id)
                except SourceError as error:
                    texts[number] = error
            yield verdict(each, row.path, texts[number])


def _in_file(judgement: PassageJudgement) -> tuple[str, int, str, str]:
    return judgement.order


def in_tray(passages: Iterable[PassageJudgement]) -> list[PassageJudgement]:
    """Quotes in the order of the tray: headings by their first quote, those without one first."""
    quotes = sorted((each for each in passages if each.kept), key=lambda each: (each.place, each.when, each.order))
    first: dict[str, int] = {"": -1}
    for number, each in enumerate(quotes):
        first.setdefault(each.group, number)
    return sorted(quotes, key=lambda each: first[each.group])


def _renumbered(
    before: Sequence[PassageJudgement], after: Sequence[PassageJudgement], moved: PassageJudgement
) -> Iterator[tuple[PassageJudgement, PassageJudgement]]:
    """The entries that change so that places rise in the new order: as few as there are."""
    known, which = {_key(each): each for each in before}, _key(moved)
    last = 0
    for number, each in enumerate(after):
        place = each.place
        if _key(each) == which:
            following = after[number + 1].place if number + 1 < len(after) else last + 2 * _STEP
            place = (last + following) // 2 if following - last > 1 else last + 1
        if place <= last:
            place = last + _STEP
        last = place
        renumbered = replace(each, place=place)
        if renumbered != known[_key(each)]:
            yield known[_key(each)], renumbered


def _key(judgement: PassageJudgement) -> tuple[str, int, str, str]:
    """What a quote is known by, whatever its place in the tray."""
    return judgement.document, judgement.start, judgement.words, judgement.when


def _passage(library: _Kept, document: Document, start: int, end: int) -> PassageJudgement:
    """A new entry for a passage of a document, with its source as it is now."""
    text = document.text
    page = document.page(start)
    turn = next((each for each in document.turns if not each.quoted and each.start <= start < each.end), None)
    speaker = ""
    if turn is not None:
        speaker = library.entity_name(turn.key) if turn.key else turn.speaker
    return PassageJudgement(
        path=legible(document.path),
        document=document.id,
        start=start,
        words=legible(text[start:end]),
        before=legible(text[max(start - CONTEXT, 0) : start]),
        after=legible(text[end : end + CONTEXT]),
        title=legible(document.title),
        publisher=legible(document.publisher),
        published=document.published or "",
        url=legible(document.url),
        page=legible(page.label) if page is not None else "",
        speaker=legible(speaker),
        digest=library.digest_of(document.id, document.path),
        retrieved=_saved(located(library.folder_of(document.id), document.path)),
        when=now(),
    )


def _saved(file: Path) -> str:
    """The day a file was saved; "" where it is no file."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC).date().isoformat()
    except (OSError, ValueError, OverflowError):
        return ""
