"""How well quotes are tied to who says them: `python -m tests.accuracy.quotes`.

Reads the sentences of `tests/gold/quotes.yaml`, the articles of `quotes_articles.yaml` and the passages of
`quotes_newswire.yaml`, each a text of its own. A
quote is right with its speaker and its exact words. Prints precision and recall by language, what is missing and what
is spurious.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import yaml

from index.annotators.quotes import find_quotes
from index.names import normalise_key

GOLD = Path(__file__).parent.parent / "gold"
GOLDS = ("quotes", "quotes_articles", "quotes_newswire")


class Sentence(NamedTuple):
    """One sentence with its quotes: key of the speaker, words."""

    text: str
    language: str
    quotes: tuple[tuple[str, str], ...]


def gold(name: str) -> list[Sentence]:
    """The sentences, or articles, of one of `GOLDS` as marked by hand."""
    return [
        Sentence(
            entry["text"],
            entry.get("lang", "en"),
            tuple((normalise_key(who), words) for who, words in entry["quotes"]),
        )
        for entry in yaml.safe_load((GOLD / f"{name}.yaml").read_text("utf-8"))
    ]


def found(sentence: Sentence) -> tuple[tuple[str, str], ...]:
    """The quotes as read by the program."""
    text = sentence.text
    return tuple((quote.key, text[quote.start : quote.end]) for quote in find_quotes(text, sentence.language))


def main() -> None:
    for name in GOLDS:
        _report(name)


def _report(name: str) -> None:
    right, ours, theirs = Counter[str](), Counter[str](), Counter[str]()
    for sentence in gold(name):
        read = found(sentence)
        both = Counter(read) & Counter(sentence.quotes)
        right[sentence.language] += both.total()
        ours[sentence.language] += len(read)
        theirs[sentence.language] += len(sentence.quotes)
        for who, words in (Counter(sentence.quotes) - both).elements():
            print(f"missing: {who or '-'}: {words}")
        for who, words in (Counter(read) - both).elements():
            print(f"spurious: {who or '-'}: {words}")
    for language in theirs:
        precision = 100 * right[language] / max(1, ours[language])
        recall = 100 * right[language] / theirs[language]
        print(f"{name} {language}: precision {precision:.1f}, recall {recall:.1f} of {theirs[language]} quotes")


if __name__ == "__main__":
    main()
