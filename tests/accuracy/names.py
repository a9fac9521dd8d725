"""Accuracy of names on the development data: strict spans, micro-averaged F1, with and without types.

    python -m tests.accuracy.names [--data DIR] [--natasha] [--spacy PIPELINE]

Without --data: the sentences of newswire in tests/gold alone (see `newswire`).

DIR holds `uner-pud/` (Universal NER, IOB2, English and Russian), `gum-news/` (GUM, CoNLL-U with entities) and
`factrueval-dev/` (chains of coreference, and people: its organisations and places are marked otherwise). GUM marks
whole noun phrases of every kind; a *name* of it here is a mention typed person, organization or place whose head is a
proper noun, cut to the contiguous proper nouns (with "of", "the", "and", "de" between them) around that head, without
leading titles: the unit that PUD marks by hand. Articles before a name are dropped on both sides. One text is one
`newdoc`.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from index.annotators.extras import Recognizer, choose
from index.annotators.names import find_names
from index.annotators.names.consistency import settle
from index.annotators.names.curated import Candidate
from index.annotators.names.lexicon import latin
from index.models import NAMES, Kind
from index.names import bundled, normalise_key
from tests.accuracy.factrueval import chains, people
from tests.accuracy.newswire import FIRST_SIGHT, newswire

Gold = set[tuple[int, int, str]]
_UNER = {"PER": Kind.PERSON.value, "ORG": Kind.ORGANISATION.value, "LOC": Kind.PLACE.value}
_GUM = {"person": Kind.PERSON.value, "organization": Kind.ORGANISATION.value, "place": Kind.PLACE.value}
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)


@dataclass
class Score:
    """Counts of one comparison; F1 in per cent."""

    right: int = 0
    found: int = 0
    gold: int = 0
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, found: Gold, gold: Gold) -> None:
        """Count one text."""
        self.right += len(found & gold)
        self.found += len(found)
        self.gold += len(gold)
        self.missed.update(f"{text[s:e]} {k}" for s, e, k in gold - found)
        self.wrong.update(f"{text[s:e]} {k}" for s, e, k in found - gold)

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.right / max(1, self.found + self.gold)

    def __str__(self) -> str:
        p, r = 100 * self.right / max(1, self.found), 100 * self.right / max(1, self.gold)
        return f"P {p:5.1f}  R {r:5.1f}  F1 {self.f1:5.1f}  ({self.gold} names)"


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without its article."""
    match = _ARTICLE.match(text, start, end)
    return (match.end() if match else start), end


def uner(path: Path) -> Iterator[tuple[str, Gold]]:
    """Texts and names of an IOB2 file, sentences joined by a space."""
    text, gold, offset = "", set[tuple[int, int, str]](), 0
    sentence = ""
    begin, kind, end = -1, "", 0
    cursor = 0

    def close() -> None:
        nonlocal begin
        if begin >= 0:
            gold.add((*bare(text, begin, end), kind))
        begin = -1

    for line in path.read_text("utf-8").splitlines():
        if line.startswith("# newdoc"):
            close()
            if text:
                yield text, gold
            text, gold = "", set()
        elif line.startswith("# text = "):
            close()
            sentence = line[9:]
            offset = len(text) + (1 if text else 0)
            text += (" " if text else "") + sentence
            cursor = 0
        elif line and not line.startswith("#"):
            _, word, tag = line.split("\t")[:3]
            at = sentence.find(word, cursor)
            if at < 0:
                continue
            cursor = at + len(word)
            if not tag.startswith("I-"):
                close()
            if tag.startswith("B-") and tag[2:] in _UNER:
                begin, kind = offset + at, _UNER[tag[2:]]
            end = offset + cursor
    close()
    if text:
        yield text, gold


_INNER = frozenset({"of", "the", "and", "for", "de", "&", "-", "’s", "'s"})


def gum(path: Path) -> tuple[str, Gold]:
    """The text and names of one GUM document."""
    text, chains = gum_chains(path)
    return text, set(chains)


def gum_chains(path: Path) -> tuple[str, dict[tuple[int, int, str], str]]:
    """The text of one GUM document, and its names, each with the chain of coreference it belongs to."""
    titles = latin().titles
    text, gold = "", dict[tuple[int, int, str], str]()
    tokens: list[tuple[str, str, int, int, int, int]] = []  # word, pos, id, head, start, end
    opened: list[tuple[str, str, int]] = []
    joint = ""
    mentions: list[tuple[str, int, int, str]] = []

    def close() -> None:
        for kind, first, last, chain in mentions:
            name = _name(tokens, kind, first, last, titles)
            if name:
                gold[(*bare(text, *name), kind)] = chain

    for line in [*path.read_text("utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            sentence, offset, cursor = line[9:], len(text) + len(joint), 0
            text += joint + sentence
            joint = " "
        elif line.startswith("# newpar"):
            joint = "\n\n" if text else ""
        elif not line:
            close()
            tokens, mentions = [], []
        elif not line.startswith("#"):
            cells = line.split("\t")
            if "-" in cells[0] or "." in cells[0]:
                continue
            at = sentence.find(cells[1], cursor)
            cursor = at + len(cells[1])
            tokens.append((cells[1], cells[3], int(cells[0]), int(cells[6]), offset + at, offset + cursor))
            entity = re.search(r"Entity=([^|]*)", cells[9])
            for mark in re.findall(r"\([^()]*\)?|[^()]*\)", entity[1]) if entity else ():
                if mark.startswith("("):
                    name, kind = mark[1:].rstrip(")").split("-")[:2]
                    if mark.endswith(")"):
                        if kind in _GUM:
                            mentions.append((_GUM[kind], len(tokens) - 1, len(tokens) - 1, name))
                    else:
                        opened.append((name, kind, len(tokens) - 1))
                else:
                    for index in reversed(range(len(opened))):
                        if opened[index][0] == mark[:-1]:
                            _, kind, first = opened.pop(index)
                            if kind in _GUM:
                                mentions.append((_GUM[kind], first, len(tokens) - 1, mark[:-1]))
                            break
    return text, gold


def _name(
    tokens: list[tuple[str, str, int, int, int, int]], kind: str, first: int, last: int, titles: frozenset[str]
) -> tuple[int, int] | None:
    ids = {t[2] for t in tokens[first : last + 1]}
    head = next((i for i in range(first, last + 1) if tokens[i][3] not in ids), first)
    if tokens[head][1] != "PROPN":
        return None

    def part(i: int) -> bool:
        word, pos = tokens[i][:2]
        return pos == "PROPN" or (word[0].isupper() and pos in ("ADJ", "NOUN", "VERB", "ADV", "X"))

    start = end = head
    while start > first and part(start - 1):
        start -= 1
    while end < last:
        step = next((n for n in (1, 2, 3) if end + n <= last and part(end + n)), 0)
        if not step or (kind == "person" and step > 1) or any(tokens[end + n][0] not in _INNER for n in range(1, step)):
            break
        end += step
    while start < end and ((tokens[start][1] != "PROPN" and kind == "person") or tokens[start][0].lower() in titles):
        start += 1
    if kind == "person":
        title = max((i for i in range(start, end) if tokens[i][0].lower() in titles), default=start - 1)
        start = title + 1
    return tokens[start][4], tokens[end][5]


def names_of(text: str, language: str, extras: Sequence[Recognizer] = ()) -> Gold:
    """The names that the rules find in a text, offices left out."""
    return {
        (*bare(text, a.start, a.end), a.kind.value)
        for a in find_names(text, language, extras=extras)
        if a.kind in NAMES and a.rule != "office"
    }


def compare(texts: Iterable[tuple[str, Gold]], language: str, extras: Sequence[Recognizer] = ()) -> tuple[Score, Score]:
    """Both scores of one data set: with types and without."""
    typed, untyped = Score(), Score()
    for text, marked in texts:
        gold = {(*bare(text, start, end), kind) for start, end, kind in marked}
        found = names_of(text, language, extras)
        typed.add(text, {f for f in found if f[2] != Kind.NAME.value}, gold)
        untyped.add(text, {(s, e, "") for s, e, _ in found}, {(s, e, "") for s, e, _ in gold})
    return typed, untyped


def measure(
    name: str, texts: Iterator[tuple[str, Gold]], language: str, show: int, extras: Sequence[Recognizer] = ()
) -> None:
    """Print both scores of one data set, and with `show` the commonest errors."""
    typed, untyped = compare(texts, language, extras)
    print(f"{name:12} typed    {typed}\n{'':12} untyped  {untyped}")
    if show:
        for label, counter in (
            ("missed", typed.missed),
            ("wrong", typed.wrong),
            ("missed span", untyped.missed),
            ("wrong span", untyped.wrong),
        ):
            print(f"  {label}: " + "; ".join(f"{w}×{n}" if n > 1 else w for w, n in counter.most_common(show)))


def only_people(texts: Iterable[tuple[str, Gold]], language: str, show: int) -> Score:
    """The score of a data set that marks the names of people as we do, and others otherwise."""
    score = Score()
    for text, gold in texts:
        score.add(text, {name for name in names_of(text, language) if name[2] == Kind.PERSON.value}, gold)
    if show:
        for label, counter in (("missed", score.missed), ("wrong", score.wrong)):
            print(f"  {label}: " + "; ".join(f"{w}×{n}" if n > 1 else w for w, n in counter.most_common(show)))
    return score


def aliases(documents: Iterable[tuple[str, Mapping[tuple[int, int, str], str]]], language: str) -> Score:
    """Which of the gold names of a document are one, by pairs: names joined by keys, lists and document consistency
    against those of one chain of coreference. What finds names has no part in it."""
    score = Score()
    for text, chained in documents:
        found = [
            Candidate(start, end, Kind(kind), normalise_key(text[start:end], language), "gold", "rule")
            for start, end, kind in sorted(chained)
        ]
        ids = {}
        for each in settle(text, found, language, bundled()):
            entity = bundled().resolve(each.key, each.kind)
            ids[each.start, each.end] = entity.id if entity else each.key
        pairs = list(combinations(sorted(chained), 2))
        ours = {(a, b) for a, b in pairs if ids.get(a[:2], a) == ids.get(b[:2], b)}
        gold = {(a, b) for a, b in pairs if chained[a] == chained[b]}
        score.right += len(ours & gold)
        score.found += len(ours)
        score.gold += len(gold)
        score.missed.update(f"{text[a[0] : a[1]]} = {text[b[0] : b[1]]}" for a, b in gold - ours)
        score.wrong.update(f"{text[a[0] : a[1]]} = {text[b[0] : b[1]]}" for a, b in ours - gold)
    return score


def main() -> None:
    """Measure on the data in `--data`."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="also print the N commonest errors")
    parser.add_argument("--natasha", action="store_true", help="with the extra for Russian")
    parser.add_argument("--spacy", default="", metavar="PIPELINE", help="with a spaCy pipeline")
    options = parser.parse_args()
    extras = choose(natasha=options.natasha, spacy=options.spacy)
    for language, (typed, untyped) in FIRST_SIGHT.items():
        measure(f"newswire {language}", newswire(language), language[-2:], options.errors, extras)
        print(f"{'':12} at first sight: typed F1 {typed}, untyped {untyped}")
    if options.data is None:
        return
    pud = options.data / "uner-pud"
    begin = time.perf_counter()
    measure("PUD English", uner(pud / "en_pud-ud-test.iob2"), "en", options.errors, extras)
    measure("PUD Russian", uner(pud / "ru_pud-ud-test.iob2"), "ru", options.errors, extras)
    files = sorted((options.data / "gum-news").glob("*.conllu"))
    measure("GUM news", map(gum, files), "en", options.errors, extras)
    print(f"GUM aliases, gold mentions, pairwise:        {aliases(map(gum_chains, files), 'en')}")
    russian = sorted((options.data / "factrueval-dev").glob("*.txt"))
    print(f"FactRuEval people            {only_people(map(people, russian), 'ru', options.errors)}")
    print(f"FactRuEval aliases, gold mentions, pairwise: {aliases(map(chains, russian), 'ru')}")
    print(f"{time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    main()
