"""What is new in one text against another: sentences aligned, and what differs inside them by words.

Sentences are paired by runs of three words that stand once in either text, so that a sentence with a few other words
finds its partner without being compared with all (the unique anchors of Cohen's patience diff, on runs instead of
lines). The longest increasing chain of pairs is what kept its place; a pair beside the chain was moved. What has no
partner is new, or gone; but words that all stand somewhere in the known text are not new where they stand, only moved.
Inside a pair difflib compares word by word, in time that is bounded over the whole text; what the bound leaves out
counts as changed as a whole.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from index.models import Span
from index.sentences import sentences

RUN = 3  # words to a run
ALIKE = 0.4  # share of the words of both that makes two sentences partners
KNOWN = 0.8  # share of the runs of a sentence that makes it known
MOST_WORDS = 600  # in one sentence that is compared word by word
BUDGET = 10_000_000  # steps of difflib over a whole text: about two seconds
PIECE = 2_000  # characters after which text without sentence ends is cut

_TOKEN = re.compile(r"\w+(?:[.,'’]\w+)*|[^\w\s]")
_WORD = re.compile(r"\w+")
_SAME_MARK = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-"})


class Change(StrEnum):
    """What became of a passage."""

    SAME = "same"
    CHANGED = "changed"  # some of its words
    MOVED = "moved"  # it stands elsewhere in the known text
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the text, beside its partner in the known text; either is None where there is none. `old` and
    `new` are the words that differ, as spans of the known text and of the text."""

    change: Change
    known: Span | None
    text: Span | None
    old: tuple[Span, ...] = ()
    new: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    key: str  # what is the same in two sentences that say the same
    words: tuple[str, ...]

    @property
    def runs(self) -> Iterator[tuple[str, ...]]:
        """Its runs of words; a shorter sentence is one run."""
        if len(self.words) <= RUN:
            return iter((self.words,))
        return zip(*(self.words[i:] for i in range(RUN)), strict=False)


def compare(known: str, text: str) -> list[Passage]:
    """Every passage of both texts: in the order of `text`, what is gone where it stood between its neighbours."""
    old, new = _sentences(known), _sentences(text)
    partners = _partners(old, new)
    kept = _chain(partners)
    placed = {partners[at] for at in kept}
    moved = {at: before for at, before in partners.items() if at not in kept}
    stands = {run for each in old for run in each.runs}
    taken = {*placed, *moved.values()}
    found: list[Passage] = []
    budget = [BUDGET]
    done = 0  # sentences of the known text told of so far
    for at, each in enumerate(new):
        before = partners.get(at)
        if at in kept and before is not None:
            found += (
                Passage(Change.GONE, gone.span, None) for i, gone in _between(old, done, before) if i not in taken
            )
            done = before + 1
        if before is not None:
            passage = _pair(known, text, old[before], each, budget)
            if at in moved:
                passage = Passage(Change.MOVED, passage.known, passage.text, passage.old, passage.new)
            found.append(passage)
        else:
            runs = list(each.runs)
            elsewhere = sum(run in stands for run in runs) >= KNOWN * len(runs)
            whole = (each.span,) if not elsewhere else ()
            found.append(Passage(Change.MOVED if elsewhere else Change.NEW, None, each.span, (), whole))
    found += (Passage(Change.GONE, gone.span, None) for i, gone in _between(old, done, len(old)) if i not in taken)
    return found


def _between(sentences: Sequence[_Sentence], start: int, end: int) -> Iterator[tuple[int, _Sentence]]:
    return ((at, sentences[at]) for at in range(start, end))


def _sentences(text: str) -> list[_Sentence]:
    found = []
    for whole in sentences(text):
        for start in range(whole.start, whole.end, PIECE):
            span = Span(start, min(start + PIECE, whole.end))
            folded = text[span.start : span.end].casefold().translate(_SAME_MARK)
            words = tuple(_WORD.findall(folded))
            found.append(_Sentence(span, " ".join(folded.split()), words or (folded,)))
    return found


def _partners(old: Sequence[_Sentence], new: Sequence[_Sentence]) -> dict[int, int]:
    """For a sentence of the text the one of the known text that it was made of; each of these once."""
    homes = _once(old)
    mine = _once(new)
    votes: list[tuple[int, int, int]] = []
    for at, each in enumerate(new):
        shared = Counter(homes[run] for run in each.runs if homes.get(run, -1) >= 0 and mine[run] >= 0)
        votes += [(count, at, before) for before, count in shared.most_common(3)]
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, at, before in sorted(votes, key=lambda vote: (-vote[0], abs(vote[1] - vote[2]), vote[1])):
        if at not in partners and before not in taken and _alike(old[before], new[at]):
            partners[at] = before
            taken.add(before)
    _spread(old, new, partners, taken, 1)
    _spread(old, new, partners, taken, -1)
    return partners


def _once(all_of: Sequence[_Sentence]) -> dict[tuple[str, ...], int]:
    """Where each run stands; -1 for one that stands in several sentences."""
    homes: dict[tuple[str, ...], int] = {}
    for at, each in enumerate(all_of):
        for run in each.runs:
            homes[run] = at if homes.get(run, at) == at else -1
    return homes


def _alike(one: _Sentence, other: _Sentence) -> bool:
    if one.key == other.key:
        return True
    shared = sum((Counter(one.words) & Counter(other.words)).values())
    return 2 * shared >= ALIKE * (len(one.words) + len(other.words))


def _spread(
    old: Sequence[_Sentence], new: Sequence[_Sentence], partners: dict[int, int], taken: set[int], step: int
) -> None:
    """Neighbours of partners that say the same are partners: "Thank you." stands in a text many times."""
    order = range(-1, len(new)) if step > 0 else range(len(new), -1, -1)
    for at in order:
        outside = at in (-1, len(new))
        before = (at if at < 0 else len(old)) if outside else partners.get(at)
        following = at + step
        if before is None or not 0 <= following < len(new) or following in partners:
            continue
        neighbour = before + step
        if 0 <= neighbour < len(old) and neighbour not in taken and _alike(old[neighbour], new[following]):
            partners[following] = neighbour
            taken.add(neighbour)


def _chain(partners: dict[int, int]) -> set[int]:
    """The longest part of the pairs that keeps one order in both texts (patience sorting)."""
    tails: list[int] = []  # the lowest end of a chain of each length
    ends: list[int] = []
    previous: dict[int, int] = {}
    for at in sorted(partners):
        length = bisect_left(tails, partners[at])
        previous[at] = ends[length - 1] if length else -1
        if length == len(tails):
            tails.append(partners[at])
            ends.append(at)
        else:
            tails[length], ends[length] = partners[at], at
    kept: set[int] = set()
    at = ends[-1] if ends else -1
    while at >= 0:
        kept.add(at)
        at = previous[at]
    return kept


def _pair(known: str, text: str, old: _Sentence, new: _Sentence, budget: list[int]) -> Passage:
    """Two partners, and the words that differ."""
    if old.key == new.key:
        return Passage(Change.SAME, old.span, new.span)
    theirs, mine = _tokens(known, old.span), _tokens(text, new.span)
    before, after = [word for word, _ in theirs], [word for word, _ in mine]
    cost = _cost(before, after)
    if max(len(before), len(after)) > MOST_WORDS or cost > budget[0]:
        return Passage(Change.CHANGED, old.span, new.span, (old.span,), (new.span,))
    budget[0] -= cost
    gone: list[Span] = []
    fresh: list[Span] = []
    for kind, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            if j > i:
                gone.append(Span(theirs[i][1].start, theirs[j - 1][1].end))
            if m > k:
                fresh.append(Span(mine[k][1].start, mine[m - 1][1].end))
    if not gone and not fresh:
        return Passage(Change.SAME, old.span, new.span)
    return Passage(Change.CHANGED, old.span, new.span, tuple(gone), tuple(fresh))


def _cost(before: Sequence[str], after: Sequence[str]) -> int:
    """About how many steps difflib takes: it looks at all pairs of equal words for each stretch it finds, so that a few
    words over and over ("a b a b" against "a c a c") take the cube of their number."""
    counts = Counter(after)
    equal = sum(times * counts[word] for word, times in Counter(before).items())
    return len(before) + len(after) + equal * min(len(before), len(after)) // 4


def _tokens(text: str, span: Span) -> list[tuple[str, Span]]:
    """Words and marks of a sentence as they are compared, each with its place."""
    return [
        (match[0].translate(_SAME_MARK), Span(match.start(), match.end()))
        for match in _TOKEN.finditer(text, span.start, span.end)
    ]
