"""What the notebook says of documents, applied to one state of an index: which of them are starred, tagged or hidden.

Nothing of it is indexed. `tag:` and `is:` become sets of document ids when a search is made, so that a star shows at
once, whatever the size of the index; hidden documents are taken from every answer that does not ask for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from index.analysis import fold
from index.models import Among, And, Bag, Everything, Flags, Not, Noted, Or, Query
from index.notebook import DocumentJudgement, PassageJudgement

Home = Callable[[str, str], str | None]
"""The id now of a document by its id and its path then: its own, else that of the file at the path; None for gone."""


class NotedDocuments:
    """What was said of the documents of one state of an index, by the ids they have now."""

    def __init__(
        self, judgements: Iterable[DocumentJudgement], home: Home, passages: Iterable[PassageJudgement] = ()
    ) -> None:
        self.notes: dict[str, str] = {}
        self.homeless: list[DocumentJudgement] = []
        flags: dict[str, Flags] = {}
        for each in judgements:
            id = home(each.document, each.path)
            if id is None:
                self.homeless.append(each)
                continue
            before = flags.get(id, Flags())
            flags[id] = Flags(
                before.starred or each.starred,
                before.hidden or each.hidden,
                tuple(dict.fromkeys((*before.tags, *each.tags))),
                before.noted or bool(each.note),
                before.passages,
            )
            if each.note:
                self.notes[id] = "\n\n".join(filter(None, (self.notes.get(id, ""), each.note)))
        self.passages: dict[str, list[PassageJudgement]] = {}
        self.lost: list[PassageJudgement] = []
        for passage in passages:
            id = home(passage.document, passage.path)
            if id is None:
                self.lost.append(passage)
            else:
                self.passages.setdefault(id, []).append(passage)
        for id, those in self.passages.items():
            flags[id] = replace(flags.get(id, Flags()), passages=len(those))
        self.flags: Mapping[str, Flags] = flags
        self.hidden = frozenset(id for id, each in flags.items() if each.hidden)
        self._tagged: dict[str, set[str]] = {}  # by the folded tag
        self._written: dict[str, Counter[str]] = {}
        for id, each_flags in flags.items():
            for tag in each_flags.tags:
                self._tagged.setdefault(fold(tag), set()).add(id)
                self._written.setdefault(fold(tag), Counter())[tag] += 1

    def tags(self) -> list[tuple[str, int]]:
        """Every tag as it is mostly written, with the number of its documents; those of most documents first."""
        found = [(forms.most_common(1)[0][0], len(self._tagged[tag])) for tag, forms in self._written.items()]
        return sorted(found, key=lambda each: (-each[1], fold(each[0])))

    def knows(self, asked: Noted) -> bool:
        """Whether any document has the tag that is asked for; yes for anything else."""
        return asked.field != "tag" or bool(self._of_tag(asked))

    def ids(self, asked: Noted) -> frozenset[str]:
        """The documents that are asked for."""
        if asked.field == "tag":
            return frozenset(id for tag in self._of_tag(asked) for id in self._tagged[tag])
        if asked.text == "hidden":
            return self.hidden
        return frozenset(id for id, each in self.flags.items() if _is(each, asked.text))

    def _of_tag(self, asked: Noted) -> Collection[str]:
        wanted = fold(asked.text)
        if asked.begun and wanted not in self._tagged:
            return [tag for tag in self._tagged if tag.startswith(wanted)]
        return [wanted] if wanted in self._tagged else []

    def query(self, query: Query, *, hidden: bool = False) -> Query:
        """A query with ids for what it asks of the notebook, without hidden documents unless it or the caller asks for
        them."""
        resolved = self._resolved(query)
        if not self.hidden or hidden or asks_hidden(query):
            return resolved
        without = Not(Among(self.hidden))
        match resolved:
            case Bag(parts):
                return Bag((*parts, without))
            case Everything():
                return Bag((without,))
        return And((resolved, without))

    def _resolved(self, query: Query) -> Query:
        match query:
            case Noted():
                return Among(self.ids(query))
            case Bag(parts):
                return Bag(tuple(map(self._resolved, parts)))
            case And(parts):
                return And(tuple(map(self._resolved, parts)))
            case Or(parts):
                return Or(tuple(map(self._resolved, parts)))
            case Not(part):
                return Not(self._resolved(part))
        return query


def _is(flags: Flags, state: str) -> bool:
    match state:
        case "starred":
            return flags.starred
        case "tagged":
            return bool(flags.tags)
        case "noted":
            return flags.noted
        case "quoted":
            return bool(flags.passages)
    return flags.hidden


def asks_hidden(query: Query) -> bool:
    """Whether a query speaks of hidden documents anywhere."""
    match query:
        case Noted("is", "hidden"):
            return True
        case Bag(parts) | And(parts) | Or(parts):
            return any(map(asks_hidden, parts))
        case Not(part):
            return asks_hidden(part)
    return False
