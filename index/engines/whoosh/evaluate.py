"""A plan against a snapshot: matching documents with their scores, as dicts of number to score.

Set algebra on whole posting lists: a few milliseconds for a list of 50,000 documents, and the exact number of hits,
which the sidebar and the timeline need anyway, comes with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from index.engines import plan as p
from index.engines.ranking import K1, PREFIX_SCORE, TITLE_BOOST, B, idf
from index.engines.whoosh.snapshot import Ranges, Snapshot
from index.models import Among, Dated, Everything, Facet, Figured, Mentioned
from index.proximity import together, together_within
from index.speech import joined
from index.timex import widest

Scores = dict[int, float]
_KEPT_SPEAKERS = 4


class Evaluator:
    """Evaluates the nodes of one query. With `scored` False only the documents count, not their scores."""

    def __init__(self, snapshot: Snapshot, scored: bool = True) -> None:
        self.snapshot = snapshot
        self.scored = scored

    def match(self, node: p.Node) -> Scores:
        """Every live document that matches, with its score."""
        match node:
            case p.Terms():
                return self.word(node)
            case p.Sequence():
                return self.sequence(node)
            case p.Starts():
                return self.starts(node)
            case p.Spoken():
                return self.spoken(node)
            case p.All():
                return self.all(node.parts)
            case p.Any():
                return add(self.match(part) for part in node.parts)
            case p.Without():
                without = self.match(node.part)
                return {number: 0.0 for number in self.snapshot.live if number not in without}
            case Everything():
                return dict.fromkeys(self.snapshot.live, 0.0)
            case Mentioned():
                return dict.fromkeys(self.mentioned(node), 0.0)
            case Facet():
                return dict.fromkeys(self.facet(node), 0.0)
            case Dated():
                return dict.fromkeys(self.dated(node), 0.0)
            case Among():
                return dict.fromkeys(self.snapshot.among(node.ids), 0.0)
            case Figured():
                said = enumerate(self.snapshot.amounts)
                found = {number for number, amounts in said if p.figure_matches(node, amounts)}
                return dict.fromkeys(found - self.snapshot.deleted, 0.0)

    def all(self, parts: Iterable[p.Node]) -> Scores:
        """Documents that match every part: the exclusions are taken from the rest, not the rest from everything."""
        parts = list(parts)
        wanted = [self.match(part) for part in parts if not isinstance(part, p.Without)]
        found = intersect(wanted) if wanted else self.match(Everything())
        for part in parts:
            if isinstance(part, p.Without) and found:
                without = self.match(part.part)
                found = {number: score for number, score in found.items() if number not in without}
        return found

    def word(self, node: p.Terms) -> Scores:
        """BM25 of the text, and of the title a little more."""
        if node.field == "title":
            return self.bm25("title", node.terms)
        scores = self.bm25("body", node.terms)
        if self.scored and scores:
            for number, score in self.bm25("title", node.terms).items():
                scores[number] += TITLE_BOOST * score
        return scores

    def bm25(self, field: str, terms: tuple[str, ...]) -> Scores:
        """Scores in one field. Overlapping terms of a word count as the most frequent of them."""
        snapshot = self.snapshot
        lists = [found for term in terms if len((found := snapshot.postings(field, term)).numbers)]
        if not lists:
            return {}
        if len(lists) == 1:
            often = dict(zip(lists[0].numbers, lists[0].frequencies, strict=True))
        else:
            often = {}
            for found in lists:
                for number, frequency in zip(found.numbers, found.frequencies, strict=True):
                    if often.get(number, 0.0) < frequency:
                        often[number] = frequency
        if not self.scored:
            return dict.fromkeys(often, 0.0)
        title = field == "title"
        lengths = snapshot.title_lengths if title else snapshot.lengths
        average = (snapshot.average_title_length if title else snapshot.average_length) or 1
        top = idf(snapshot.count, len(often)) * (K1 + 1)
        constant, slope = K1 * (1 - B), K1 * B / average
        return {
            number: top * frequency / (frequency + constant + slope * lengths[number])
            for number, frequency in often.items()
        }

    def sequence(self, node: p.Sequence) -> Scores:
        """Documents with all words, then those where they stand together."""
        scores = intersect([self.word(word) for word in node.words])
        places = self.places(node.words, set(scores), node.field or "body")
        return {
            number: scores[number]
            for number, at in places.items()
            if next(together(at, node.offsets, node.slop), None) is not None
        }

    def places(self, words: Iterable[p.Terms], wanted: set[int], field: str = "body") -> dict[int, list[list[int]]]:
        """The positions of each word, in those of some documents that have all of them."""
        found: list[dict[int, list[int]]] = []
        for word in words:
            if not wanted:
                return {}
            found.append(_merge([self.snapshot.places(field, term, wanted) for term in word.terms]))
            wanted = wanted & found[-1].keys()
        return {number: [at[number] for at in found] for number in sorted(wanted)}

    def spoken(self, node: p.Spoken) -> Scores:
        """Documents in which one of the speakers says it: positions of the words meet those of their turns."""
        part, ranges = node.part, self.ranges(node.speakers)
        if not ranges:
            return {}
        if isinstance(part, p.Starts):
            found = dict.fromkeys(self.begun(part.prefix, ranges), PREFIX_SCORE if self.scored else 0.0)
            same = p.Spoken(p.Terms(part.terms), node.speakers)
            return add([found, self.spoken(same)]) if part.terms else found
        if isinstance(part, p.Terms):
            part = p.Sequence((part,), (0,), 0)
        scores = intersect([self.word(word) for word in part.words])
        places = self.places(part.words, scores.keys() & ranges.keys())
        return {
            number: scores[number]
            for number, at in places.items()
            if next(together_within(at, part.offsets, part.slop, ranges[number]), None) is not None
        }

    def ranges(self, speakers: tuple[Mentioned, ...]) -> Ranges:
        """Where some speakers speak, document by document; kept for further words, and for the next query typed."""
        known = self.snapshot.speeches
        found = known.get(speakers)
        if found is None:
            found = {}
            for speaker in speakers:
                speaking = self.mentioned(speaker)
                spoken = self.snapshot.spoken_at(speaker.keys, speaking) if speaking else {}
                for number, ranges in spoken.items():
                    found[number] = joined([*found.get(number, ()), *ranges])
            if len(known) >= _KEPT_SPEAKERS:
                known.clear()
            known[speakers] = found
        return found

    def begun(self, prefix: str, ranges: Ranges) -> set[int]:
        """Documents in which a surface word that begins so stands in these ranges."""
        snapshot = self.snapshot
        found: set[int] = set()
        for surface, _ in snapshot.starting("surface", prefix):
            wanted = (ranges.keys() & snapshot.postings("surface", surface).numbers) - found
            for number, places in snapshot.places("surface", surface, wanted).items() if wanted else ():
                if next(together_within([places], (0,), 0, ranges[number]), None) is not None:
                    found.add(number)
        return found

    def starts(self, node: p.Starts) -> Scores:
        """Documents with a surface word that begins so, and those with the word itself."""
        snapshot = self.snapshot
        field = "title_surface" if node.field == "title" else "surface"
        begins: set[int] = set()
        for surface, _ in snapshot.starting(field, node.prefix):
            begins.update(snapshot.postings(field, surface).numbers)
        scores = dict.fromkeys(begins, PREFIX_SCORE if self.scored else 0.0)
        return add([scores, self.word(p.Terms(node.terms, node.field))]) if node.terms else scores

    def mentioned(self, node: Mentioned) -> set[int]:
        """Documents with one of these mention keys, or with such a speaker."""
        snapshot = self.snapshot
        if node.spoken:
            found = snapshot.spoken(node.keys)
        else:
            found = {number for key in node.keys for number in snapshot.postings("mention", key).numbers}
        if found and (node.first is not None or node.last is not None):
            low, high = _days(node.first, node.last)
            first, last = snapshot.first, snapshot.last
            found = {number for number in found if first[number] and first[number] <= high and last[number] >= low}
        return found

    def facet(self, node: Facet) -> set[int]:
        """Documents whose metadata answers: the few distinct values are tried, not the documents. Of ids there are as
        many as documents; they are lower-case and looked up."""
        if node.field == "id":
            return set(self.snapshot.postings("id", node.text.casefold()).numbers)
        found: set[int] = set()
        for term, _ in self.snapshot.starting("facet", f"{node.field}\t"):
            if p.facet_matches(node, term.partition("\t")[2]):
                found.update(self.snapshot.postings("facet", term).numbers)
        return found

    def dated(self, node: Dated) -> set[int]:
        """Documents published, or with a date said, in a time."""
        snapshot = self.snapshot
        low, high = _days(node.first, node.last)
        if node.field == "published":
            days = enumerate(zip(snapshot.first, snapshot.last, strict=True))
            found = {number for number, (first, last) in days if first and first <= high and last >= low}
        else:
            most = widest(low, high)
            found = {
                number
                for number, said in enumerate(snapshot.days)
                if said
                and any(
                    first <= high and last >= low and last - first < most
                    for first, last in zip(said[::2], said[1::2], strict=True)
                )
            }
        return found - snapshot.deleted


def _days(first: date | None, last: date | None) -> tuple[int, int]:
    """A time as ordinals; where an end is open, beyond any day."""
    return first.toordinal() if first else 0, last.toordinal() if last else 10_000_000


def intersect(parts: list[Scores]) -> Scores:
    """Documents in every part; their scores added in the order of the parts."""
    smallest = min(parts, key=len)
    if len(parts) == 1:
        return smallest
    kept = [number for number in smallest if all(number in part for part in parts)]
    return {number: sum(part[number] for part in parts) for number in kept}


def add(parts: Iterable[Scores]) -> Scores:
    """Documents in any part; their scores added."""
    total: Scores = {}
    for part in parts:
        for number, score in part.items():
            total[number] = total.get(number, 0.0) + score
    return total


def _merge(lists: list[dict[int, list[int]]]) -> dict[int, list[int]]:
    """Sorted positions of a word that has several terms."""
    if len(lists) == 1:
        return lists[0]
    merged: dict[int, set[int]] = {}
    for found in lists:
        for number, places in found.items():
            merged.setdefault(number, set()).update(places)
    return {number: sorted(places) for number, places in merged.items()}
