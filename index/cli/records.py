"""The JSON objects of the data commands. Their keys are a promise to scripts: add none, drop none, rename none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from index.models import Annotation, Count, Document, Entry, Kind, Match, Row, Turn
from index.timex import grain

if TYPE_CHECKING:
    from index.library.answering import Answer
    from index.library.why import Reason

Record = dict[str, Any]
T = TypeVar("T")


def hit(collection: Path, row: Row, score: float | None, snippet: str) -> Record:
    """One line of `search`."""
    return {
        "id": row.id,
        "collection": str(collection),
        "title": row.title,
        "published": row.published,
        "estimated": row.estimated,
        "publisher": row.publisher,
        "place": row.place,
        "kind": row.kind,
        "language": row.language,
        "path": row.path,
        "score": None if score is None else round(score, 4),
        "snippet": snippet,
    }


def hit_of_group(collection: Path, row: Row, score: float | None, snippet: str, group: str | None) -> Record:
    """One line of `search --copies`: the keys of a hit, and the id that documents share whose texts are copies of one
    another, null for a text of which there is no copy."""
    return hit(collection, row, score, snippet) | {"group": group}


def passage(collection: Path, row: Row, match: Match) -> Record:
    """One line of `search --passages`; `hits` are pairs of offsets into `text`, which begins at `begin` of the document
    (a very long sentence is cut), the sentence goes from `start` to `end` there."""
    return {
        "text": match.text,
        "hits": [[span.start, span.end] for span in match.hits],
        "speaker": match.speaker,
        "id": row.id,
        "collection": str(collection),
        "title": row.title,
        "published": row.published,
        "estimated": row.estimated,
        "publisher": row.publisher,
        "path": row.path,
        "start": match.start,
        "end": match.end,
        "begin": match.begin,
    }


def answer(collection: Path, each: Answer) -> Record:
    """One line of `find`: the keys of a passage, the figure that answers or null, the ids of documents that say the
    same."""
    figures = None if each.figure is None else figure(each.figure, each.match.text, each.row.id)
    said = passage(collection, each.row, each.match)
    return said | {"figure": figures, "score": round(each.score, 4), "same": list(each.same)}


def reason(each: Reason) -> Record:
    """One line of `why`: a part of the query, what is looked up for it, and where it stands in the document."""
    return {
        "asked": each.asked,
        "matches": each.matches,
        "needed": each.needed,
        "score": round(each.score, 4),
        "terms": list(each.terms),
        "stands": [{"field": form.field, "form": form.form, "times": form.times} for form in each.stands],
    }


def whole_document(collection: Path, document: Document) -> Record:
    """The object of `show`: the keys of `search` and the text with everything read from it."""
    return {
        **hit(collection, document.row(), None, ""),
        "text": document.text,
        # a trend ("trade fell") is no span with a value: the figures view has it, and `export figures`
        "annotations": [annotation(each) for each in document.annotations if each.kind is not Kind.TREND],
        "turns": [
            {
                "speaker": each.speaker,
                "entity": each.key,
                "text": document.text[each.start : each.end],
                "start": each.start,
                "end": each.end,
            }
            for each in document.turns
            if not each.quoted
        ],
    }


def annotation(each: Annotation) -> Record:
    """One annotation, in `show` and `annotate`."""
    return {
        "kind": str(each.kind),
        "start": each.start,
        "end": each.end,
        "text": each.text,
        "value": each.value,
        "first": each.first.isoformat() if each.first else None,
        "last": each.last.isoformat() if each.last else None,
        "unit": each.unit,
        "low": each.low,
        "high": each.high,
        "hedge": each.hedge,
        "direction": each.direction,
        "measure": each.measure,
        "period": each.period,
        "rule": each.rule,
        "basis": each.basis,
    }


def entry(each: Entry, sentence: str, document: str) -> Record:
    """One line of `timeline`."""
    return {
        "first": each.first.isoformat() if each.first else None,
        "last": each.last.isoformat() if each.last else None,
        "value": each.value,
        "grain": grain(each.value),
        "text": each.text,
        "sentence": sentence,
        "document": document,
        "start": each.start,
        "end": each.end,
        "kind": each.kind,
        "estimated": each.estimated,
    }


def entity(count: Count) -> Record:
    """One line of `entities`; `kind` is person, organisation, place, name (untyped) or office (holder not known)."""
    return {
        "id": count.value,
        "name": count.name,
        "kind": count.kind,
        "aliases": list(count.aliases),
        "documents": count.documents,
        "mentions": count.mentions,
    }


def figure(each: Annotation, sentence: str, document: str) -> Record:
    """One line of `figures`."""
    return {
        "value": each.value,
        "unit": each.unit,
        "text": each.text,
        "measure": each.measure,
        "period": each.period,
        "sentence": sentence,
        "document": document,
        "start": each.start,
        "end": each.end,
        "kind": str(each.kind),
        "low": each.low,
        "high": each.high,
        "hedge": each.hedge,
        "direction": each.direction,
        "basis": each.basis,
    }


def turn(each: Turn, text: str, document: str) -> Record:
    """One line of `turns`; `text` is that of the whole document."""
    return {
        "speaker": each.speaker,
        "entity": each.key,
        "text": text[each.start : each.end],
        "document": document,
        "start": each.start,
        "end": each.end,
    }


def quote_or_turn(each: Turn, text: str, document: str) -> Record:
    """One line of `turns --quotes`: the keys of a turn, and whether it is quoted in an article."""
    return turn(each, text, document) | {"quoted": each.quoted}


def chunks(items: Iterable[T], size: int = 200) -> Iterator[list[T]]:
    """Items in lists of `size`, for answers that are cheaper by the batch."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
