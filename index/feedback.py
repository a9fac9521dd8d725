"""What a text is about, as weighted terms: how "more like this" asks for texts like it.

Bo1, a term's divergence from how it would stand in the collection by chance (G. Amati, "Probability models for
information retrieval based on divergence from randomness", thesis, Glasgow 2003): with `tf` occurrences in the texts
and P of it in a document of the collection,

    weight = tf * log2((1 + P) / P) + log2(1 + P)

P is taken from the number of documents that have the term, which the dictionary knows. Pseudo-relevance feedback does
it twice: what the texts found first have in common is asked for too, a little (parameters as measured on seven test
collections: five texts, ten terms, 0.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import islice
from math import log2

from index.analysis import tokens

TERMS = 20
READ_WORDS = 10_000
LOOKED_UP = 200
FEEDBACK_TEXTS, FEEDBACK_TERMS, FEEDBACK_WEIGHT = 5, 10, 0.3

Weighted = tuple[tuple[str, float], ...]
Having = Callable[[Collection[str]], Mapping[str, int]]


def about(texts: Iterable[str], having: Having, documents: int, most: int = TERMS) -> Weighted:
    """The terms that tell these texts from others of the collection, the weightiest first, that of 1. Of each text its
    first `READ_WORDS` are read, and of all their terms the `LOOKED_UP` most frequent looked up: the work does not
    depend on the collection."""
    times: Counter[str] = Counter()
    for text in texts:
        for token in islice(tokens(text), READ_WORDS):
            times.update(token.terms)
    often = dict(times.most_common(LOOKED_UP))
    known = having(often)
    weights = {term: _bo1(often[term], known[term] / max(documents, 1)) for term in often if term in known}
    best = sorted(weights, key=lambda term: (-weights[term], term))[:most]
    return tuple((term, weights[term] / weights[best[0]]) for term in best)


def _bo1(times: int, chance: float) -> float:
    return times * log2((1 + chance) / chance) + log2(1 + chance)


def with_feedback(asked: Weighted, found: Weighted) -> Weighted:
    """What was asked for, and a little of what the texts found first are about."""
    weights = dict(asked)
    for term, weight in found[:FEEDBACK_TERMS]:
        weights[term] = weights.get(term, 0.0) + FEEDBACK_WEIGHT * weight
    return tuple(sorted(weights.items(), key=lambda item: (-item[1], item[0])))


def texts_of(titles: Sequence[str], texts: Sequence[str]) -> list[str]:
    """Titles and texts as they are read: a title is a line of its text."""
    return [f"{title}\n{text}" for title, text in zip(titles, texts, strict=True)]
