"""Dates in Russian and Kyrgyz sentences: `python -m tests.accuracy.phrases [--errors]`.

The gold, tests/gold/dates_ru.yaml and dates_ky.yaml, was written by one annotator and read again, without the values,
by a second; neither had seen the rules (tests/gold/README.md). Printed for each language: how many values are right
(an annotation that overlaps the phrase has the gold value; a range and the quarter or half of the same days are
equal), how many phrases are found at all, how many spans are exact, and what was read where there is no date.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from index.annotators.dates import find_dates
from index.models import Annotation
from index.timex import interval

GOLD = Path(__file__).parent.parent / "gold"


@dataclass(slots=True)
class Score:
    """Counts over one language's gold."""

    phrases: int = 0
    found: int = 0
    exact: int = 0
    right: int = 0
    spurious: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """The share of values that are right, 0 to 1."""
        return self.right / self.phrases


def measure(language: str) -> Score:
    """Read every sentence of a language's gold ("ru" or "ky")."""
    items: list[dict[str, Any]] = yaml.safe_load((GOLD / f"dates_{language}.yaml").read_text(encoding="utf-8"))
    score = Score()
    for item in items:
        text, reference = str(item["text"]), item["reference"]
        assert isinstance(reference, date)
        found = find_dates(text, reference, language)
        taken = 0
        for gold in item.get("dates") or ():
            taken += _score(score, found, text, str(gold["phrase"]), str(gold["value"]), f"{item['id']} ({reference})")
        score.spurious += len(found) - taken
        if len(found) > taken and not item.get("dates"):
            score.errors.append(f"{item['id']}: {text}: {[(a.text, a.value) for a in found]} is no date")
    return score


def _score(score: Score, found: list[Annotation], text: str, phrase: str, value: str, place: str) -> int:
    start = text.index(phrase)
    end = start + len(phrase)
    over = [a for a in found if a.start < end and a.end > start]
    score.phrases += 1
    score.found += bool(over)
    score.exact += any((a.start, a.end) == (start, end) for a in over)
    if any(_same(str(a.value), value) for a in over):
        score.right += 1
    else:
        score.errors.append(f"{place}: {text}: “{phrase}” is {value}, read as {[(a.text, a.value) for a in over]}")
    return len(over)


def _same(one: str, other: str) -> bool:
    days = interval(one)
    return one == other or (days is not None and "T" not in one + other and days == interval(other))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what was read wrongly")
    options = parser.parse_args()
    for language in ("ru", "ky"):
        score = measure(language)
        print(
            f"{language}: {score.right} of {score.phrases} values right ({100 * score.share:.1f} %), "
            f"{score.found} found, {score.exact} spans exact, {score.spurious} read where there is none"
        )
        if options.errors:
            print("\n".join("  " + error for error in score.errors))


if __name__ == "__main__":
    main()
