"""Where words of a phrase stand together, for engines and hit marking alike."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence


def together(places: Sequence[Sequence[int]], offsets: Sequence[int], slop: int) -> Iterator[tuple[int, ...]]:
    """The positions of each occurrence of a phrase, one position per word.

    `places` are the sorted positions of each word, `offsets` where each word stands in the phrase as asked. With
    `slop` 0 the words keep these distances; above 0 they may come in any order, within a stretch at most `slop`
    longer than the phrase. Every occurrence is given once, by its first position.
    """
    if not places or not all(places):
        return
    if slop <= 0:
        rest = [(set(at), offset - offsets[0]) for at, offset in zip(places[1:], offsets[1:], strict=True)]
        for start in places[0]:
            if all(start + distance in at for at, distance in rest):
                yield tuple(start + offset - offsets[0] for offset in offsets)
        return
    yield from _near(places, offsets[-1] - offsets[0] + slop)


def _near(places: Sequence[Sequence[int]], reach: int) -> Iterator[tuple[int, ...]]:
    """The occurrences of words in any order within `reach` positions.

    Words with the same places are looked at together, for a phrase may repeat one word hundreds of times. Where no
    place is of two different words, each takes the next of its own; only else is there anything to match up.
    """
    numbers: dict[tuple[int, ...], int] = {}
    kind_of = [numbers.setdefault(tuple(at), len(numbers)) for at in places]
    kinds = list(numbers)
    asked = Counter(kind_of)
    starts = sorted({position for at in kinds for position in at})
    apart = len(starts) == sum(map(len, kinds))
    for start in starts:
        near = [at[bisect_left(at, start) : bisect_right(at, start + reach)] for at in kinds]
        if any(len(near[kind]) < words for kind, words in asked.items()):
            continue
        if apart:
            left = [iter(at) for at in near]
            yield tuple(next(left[kind]) for kind in kind_of)
        elif chosen := _distinct([near[kind] for kind in kind_of], start):
            yield chosen


def together_within(
    places: Sequence[Sequence[int]], offsets: Sequence[int], slop: int, ranges: Iterable[tuple[int, int]]
) -> Iterator[tuple[int, ...]]:
    """The occurrences of `together` that stand whole in one of the half-open ranges of positions."""
    for start, end in ranges:
        yield from together([at[bisect_left(at, start) : bisect_left(at, end)] for at in places], offsets, slop)


def _distinct(near: Sequence[Sequence[int]], start: int) -> tuple[int, ...] | None:
    """One position for each word, no two alike, one of them `start`; augmenting paths of a bipartite matching."""
    owner: dict[int, int] = {}

    def seat(word: int, tried: set[int]) -> bool:
        for position in near[word]:
            if position not in tried:
                tried.add(position)
                if position not in owner or seat(owner[position], tried):
                    owner[position] = word
                    return True
        return False

    first = next((word for word, at in enumerate(near) if start in at), None)
    if first is None or not all(seat(word, set()) for word in range(len(near))):
        return None
    if start not in owner:
        owner = {position: word for position, word in owner.items() if word != first} | {start: first}
    return tuple(position for position, _ in sorted(owner.items(), key=lambda item: item[1]))
