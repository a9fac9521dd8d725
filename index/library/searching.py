"""Saved searches: the Library's part. The notebook has them, the state folder what of them was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Protocol

from index import seen
from index.errors import NotebookError, NotFoundError
from index.models import Order, Page, Parsed, Row
from index.notebook import Change, Notebook, NotebookText, SearchJudgement, legible, now

LONGEST_NAME = 80
_TITLES = 5


@dataclass(frozen=True, slots=True)
class Total:
    """What a saved search finds now: how many documents match all of it, how many of these were not there when it was
    last looked at, and titles of a few of those."""

    search: SearchJudgement
    total: int
    new: int
    titles: tuple[str, ...] = ()


class _Searched(Protocol):
    @property
    def remembered_as(self) -> Path: ...

    @property
    def notebook(self) -> Notebook: ...

    def search(self, query: Parsed | str, order: Order = Order.RELEVANCE) -> Page: ...

    def rows(self, numbers: Sequence[int]) -> list[Row]: ...

    def saved(self, name: str) -> SearchJudgement: ...

    def saved_searches(self) -> list[SearchJudgement]: ...

    def new_of(self, search: SearchJudgement, page: Page) -> Page: ...

    def saw(self, search: SearchJudgement, page: Page) -> None: ...


class Searching:
    """Base of `Library`. Every change raises NotebookError where the notebook cannot be written, SettingsError where it
    is malformed."""

    def saved_searches(self: _Searched) -> list[SearchJudgement]:
        """Every saved search by name."""
        return sorted(self.notebook.all_searches(), key=lambda each: each.order)

    def saved(self: _Searched, name: str) -> SearchJudgement:
        """The search saved under a name, capitals or not. Raises NotFoundError."""
        known = {each.name.casefold(): each for each in self.saved_searches()}
        if name.casefold() not in known:
            near = get_close_matches(name.casefold(), known, 1)
            names = ", ".join(each.name for each in known.values())
            hint = f"did you mean “{known[near[0]].name}”?" if near else f"there are: {names}" if names else ""
            raise NotFoundError(f"No search is saved as “{name}”", hint or "search --save NAME saves one")
        return known[name.casefold()]

    def save_search(self: _Searched, name: str, query: str, order: Order, pane: str = "") -> SearchJudgement:
        """Save a search, in place of one of the same name. What it finds now is seen. Raises NotebookError for a name
        that cannot be."""
        name = " ".join(legible(name).split())
        if not name or len(name) > LONGEST_NAME:
            raise NotebookError("A search needs a name", f"up to {LONGEST_NAME} letters")
        saved = SearchJudgement(name, legible(query.strip()), str(order), pane, now())

        def plan(content: NotebookText) -> Iterator[Change]:
            same = [each for each in content.searches if each.name.casefold() == name.casefold()]
            yield from (Change(each, None) for each in same[1:])
            yield Change(same[0] if same else None, saved)

        self.notebook.edit(plan)
        self.saw(saved, self.search(saved.query))
        return saved

    def forget_search(self: _Searched, name: str) -> SearchJudgement:
        """Take a saved search out of the notebook. Raises NotFoundError."""
        search = self.saved(name)
        self.notebook.edit(lambda _: (Change(search, None),))
        return search

    def new_of(self: _Searched, search: SearchJudgement, page: Page) -> Page:
        """Of what a saved search found the documents that match all of it and were not there before."""
        known = seen.seen(self.remembered_as, search.name, search.query)
        rows = self.rows(page.numbers[: page.complete])
        fresh = [place for place, row in enumerate(rows) if row.id not in known]
        scores = [page.scores[place] for place in fresh if place < len(page.scores)]
        return Page([page.numbers[place] for place in fresh], scores, len(fresh), page.generation)

    def saw(self: _Searched, search: SearchJudgement, page: Page) -> None:
        """What matches all of a saved search on this page is seen from now on."""
        ids = [row.id for row in self.rows(page.numbers[: page.complete])]
        seen.remember(self.remembered_as, search.name, search.query, ids)

    def totals(self: _Searched) -> list[Total]:
        """What every saved search finds now."""
        found = []
        for search in self.saved_searches():
            page = self.search(search.query, Order(search.sort) if search.sort else Order.RELEVANCE)
            new = self.new_of(search, page)
            titles = tuple(row.title for row in self.rows(new.numbers[:_TITLES]))
            found.append(Total(search, page.complete, len(new.numbers), titles))
        return found
