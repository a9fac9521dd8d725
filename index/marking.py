"""Where a text answers a query: hits to highlight, and the passage that shows most of them.

The same analyzer as the search, so that whatever was found is marked. Names and dates asked for (`person:`,
`mentions:`) are annotations and are marked from those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from index.analysis import asked
from index.models import And, Bag, Mentioned, Or, Phrase, Query, Said, Snippet, Span, Turn, Word
from index.proximity import together
from index.seeking import sought
from index.sentences import sentence_at, sentences
from index.speech import speeches

__all__ = ["hits", "sentence_at", "sentences", "snippet"]

_NEAR_BREAK = 40
"""How far a passage's end moves to fall on a sentence or between words."""


@dataclass(slots=True)
class _Wanted:
    """What to look for: terms and prefixes with the number of the asked word each belongs to, and phrases."""

    terms: dict[str, int] = field(default_factory=dict)
    prefixes: list[tuple[str, int]] = field(default_factory=list)
    phrases: list[tuple[list[frozenset[str]], list[int], int]] = field(default_factory=list)
    reach: int = 0  # how far apart words of one phrase may stand


class _Hit(NamedTuple):
    start: int
    end: int
    word: int  # which asked word or phrase


def hits(
    text: str, query: Query, *, title: bool = False, turns: Sequence[Turn] = (), published: str | None = None
) -> list[Span]:
    """The words and phrases of a text that the query asks for, in order and without overlaps.

    `title` says that the text is a title: then `title:` words are marked too. What is excluded is not marked, and
    words beside `speaker:` only in what they say: `turns` are those of the text, with keys as indexed.
    """
    return [Span(hit.start, hit.end) for hit in _hits(text, query, title, turns, published)]


def snippet(
    text: str,
    query: Query,
    width: int = 240,
    *,
    turns: Sequence[Turn] = (),
    published: str | None = None,
    places: Sequence[Span] | None = None,
) -> Snippet:
    """The passage of about `width` characters with most of the asked words, the earliest of those.

    Line breaks become spaces, one for one, so that `start` plus an offset is a place in the text. A text without
    hits gives its beginning. `places` are what was found where it is no words that are asked for.
    """
    if places is None:
        found = _hits(text, query, False, turns, published)
    else:
        found = [_Hit(place.start, place.end, 0) for place in places]
    first, last, opens = _window(found, width) if found else (0, 0, 0)
    start, end = _passage(text, first, last, width)
    inside = tuple(Span(hit.start - start, hit.end - start) for hit in found if start <= hit.start and hit.end <= end)
    return Snippet(text[start:end].replace("\n", " "), inside, start, opens)


def _window(found: list[_Hit], width: int) -> tuple[int, int, int]:
    """First and last place of the run of hits with most different words, then most hits, within `width`; and the first
    place of the earliest run with as many different words."""
    best, best_value, opens = (found[0].start, found[0].end), (0, 0), found[0].start
    counts: dict[int, int] = {}
    first = 0
    for last, hit in enumerate(found):
        counts[hit.word] = counts.get(hit.word, 0) + 1
        while first < last and hit.end - found[first].start > width:
            counts[found[first].word] -= 1
            if not counts[found[first].word]:
                del counts[found[first].word]
            first += 1
        value = (len(counts), last - first + 1)
        if value > best_value:
            if value[0] > best_value[0]:
                opens = found[first].start
            best, best_value = (found[first].start, hit.end), value
    return *best, opens


def _passage(text: str, start: int, end: int, width: int) -> tuple[int, int]:
    """Widen to `width`: from the beginning of the sentence where that fits or is near, else with the hits in the
    middle."""
    sentence = sentence_at(text, start, end)
    if end - sentence.start <= width or start - sentence.start <= _NEAR_BREAK:
        start = sentence.start
    else:
        start = max(sentence.start, start - (width - (end - start)) // 2)
        start = _word_start(text, start)
    stop = min(len(text), max(end, start + width))
    if stop < len(text):
        nearest = max(end, stop - _NEAR_BREAK)
        space = max(text.rfind(" ", nearest, stop), text.rfind("\n", nearest, stop))
        stop = space if space > end else stop
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def _word_start(text: str, start: int) -> int:
    for at in range(start, min(len(text), start + _NEAR_BREAK)):
        if at == 0 or text[at - 1].isspace():
            return at
    return start


def _hits(text: str, query: Query, title: bool, turns: Sequence[Turn], published: str | None) -> list[_Hit]:
    found: list[_Hit] = []
    for speakers, wanted in _wanted(query, title).items():
        found += _found(text, wanted, speeches(turns, speakers, published) if speakers else [(0, len(text))])
    return _without_overlaps(found)


@lru_cache(maxsize=8)
def _wanted(query: Query, title: bool) -> Mapping[tuple[Mentioned, ...], _Wanted]:
    """What a query asks for, by who shall say it; kept, for it is looked for in text after text."""
    groups: dict[tuple[Mentioned, ...], _Wanted] = {}
    for number, (node, speakers) in enumerate(_asked(query, title)):
        _add(groups.setdefault(speakers, _Wanted()), node, number)
    return groups


def _found(text: str, wanted: _Wanted, ranges: Sequence[tuple[int, int]]) -> list[_Hit]:
    """What is wanted, where it stands within one of these sorted stretches of the text."""
    found: list[_Hit] = []
    terms = wanted.terms
    prefixes = tuple(prefix for prefix, _ in wanted.prefixes)
    in_phrases = {term for words, _, _ in wanted.phrases for word in words for term in word}
    wanted_terms = frozenset(in_phrases.union(terms))
    if not ranges or not (wanted_terms or prefixes):
        return []
    rest = iter(ranges)
    first, last = next(rest)
    spans: dict[int, tuple[int, int]] = {}
    positions: dict[str, list[int]] = {}
    for token_terms, start, end, position, surface in sought(text, wanted_terms, prefixes, wanted.reach):
        if start >= last:
            _add_phrases(found, wanted, positions, spans)
            positions, spans = {}, {}
            while start >= last:
                first, last = next(rest, (len(text), len(text)))
                if first == last:
                    return found
        if start < first:
            continue
        for term in token_terms:
            if term in terms:
                found.append(_Hit(start, end, terms[term]))
                break
        else:
            if prefixes and surface.startswith(prefixes):
                found.append(_Hit(start, end, _prefixed(wanted, surface)))
        for term in token_terms if in_phrases else ():
            if term in in_phrases:
                spans[position] = (start, end)
                positions.setdefault(term, []).append(position)
    _add_phrases(found, wanted, positions, spans)
    return found


def _add_phrases(
    found: list[_Hit], wanted: _Wanted, positions: dict[str, list[int]], spans: dict[int, tuple[int, int]]
) -> None:
    """The phrases that stand together among the words of one stretch of the text."""
    for number, (words, offsets, slop) in enumerate(wanted.phrases):
        places = [sorted({at for term in word for at in positions.get(term, ())}) for word in words]
        for occurrence in together(places, offsets, slop):
            if slop:
                found.extend(_Hit(*spans[at], -1 - number) for at in occurrence)
            else:
                found.append(_Hit(spans[occurrence[0]][0], spans[occurrence[-1]][1], -1 - number))


def _prefixed(wanted: _Wanted, surface: str) -> int:
    return next(word for prefix, word in wanted.prefixes if surface.startswith(prefix))


def _without_overlaps(found: list[_Hit]) -> list[_Hit]:
    kept: list[_Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end > kept[-1].end:
            kept[-1] = _Hit(kept[-1].start, hit.end, kept[-1].word)
    return kept


def _asked(query: Query, title: bool) -> Iterator[tuple[Word | Phrase, tuple[Mentioned, ...]]]:
    """The words and phrases that a query asks for, not those it excludes, with the speakers who shall say them."""
    match query:
        case Word() | Phrase():
            if title or query.field != "title":
                yield query, ()
        case Said():
            yield query.part, query.speakers
        case And() | Or() | Bag():
            for part in query.parts:
                yield from _asked(part, title)
        case _:
            return


def _add(wanted: _Wanted, node: Word | Phrase, number: int) -> None:
    text = node.text if isinstance(node, Word) else " ".join(node.words)
    words = asked(text)
    if isinstance(node, Word) and node.prefix and words:
        last = words.pop()
        wanted.prefixes.append((last.surface, number))
        for term in last.terms if node.stem else ():
            wanted.terms.setdefault(term, number)
    words = [token for token in words if token.terms]
    others = [token for other in node.near for token in asked(other)] if isinstance(node, Word) and node.near else []
    if others or len(words) == 1:
        for token in (*words, *others):
            for term in token.terms:
                wanted.terms.setdefault(term, number)
    elif words:
        offsets = [token.position - words[0].position for token in words]
        slop = node.slop if isinstance(node, Phrase) else 0
        phrase = [frozenset(token.terms) for token in words], offsets, slop
        if phrase not in wanted.phrases:
            wanted.phrases.append(phrase)
        wanted.reach = max(wanted.reach, offsets[-1] + slop)
