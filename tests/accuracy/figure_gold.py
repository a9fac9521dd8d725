"""Accuracy of `find_figures` on sentences written for it: tests/gold/figures_*_{en,ru,ky}.yaml.

A gold file holds `date`, the reference day, and `sentences`, each with its `figures` in order. A figure has `text`,
`kind`, `value`, `unit` and, where it is a range, `low` and `high`; `hedge`, `direction` and `period` are "" where they
are left out, `measure` is judged only where it is given. "any" leaves an attribute, or a whole sentence, unjudged.

*Found*: kind, value and unit are right and the spans overlap (an end may lie on either side of "a total of").
*Whole*: hedge, direction, measure and period are right as well.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from index.annotators.figures import find_figures
from index.models import Annotation

GOLD = Path(__file__).parents[1] / "gold"
GOLDS = tuple(
    f"{name}_{language}"
    for name in ("figures", "figures_economy", "figures_reports")
    for language in ("en", "ru", "ky")
)
CONTEXT = ("hedge", "direction", "measure", "period")
_NEAR = 1e-3


@dataclass(slots=True)
class Score:
    """What came out of one gold. `right[attribute]` of `asked[attribute]` were right among the figures found."""

    sentences: int = 0
    gold: int = 0
    answers: int = 0
    found: int = 0
    whole: int = 0
    asked: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """F1 of figures found, in per cent."""
        return 200 * self.found / (self.gold + self.answers) if self.gold + self.answers else 0.0


def measure(name: str) -> Score:
    """Run the rules over one of `GOLDS`, whose name ends in its language."""
    data = yaml.safe_load((GOLD / f"{name}.yaml").read_text("utf-8"))
    score = Score()
    for sentence in data["sentences"]:
        if sentence["figures"] == "any":
            continue
        score.sentences += 1
        _sentence(sentence, name.rpartition("_")[2], data["date"], score)
    return score


def _sentence(sentence: dict[str, Any], language: str, reference: date, score: Score) -> None:
    text = sentence["text"]
    answers = find_figures(text, language, reference=reference)
    at = 0
    for gold in sentence["figures"]:
        start = text.index(gold["text"], at)
        at = start + len(gold["text"])
        score.gold += 1
        answer = next((a for a in answers if a.start < at and start < a.end and _same(a, gold)), None)
        if answer is None:
            score.errors.append(f"missed {gold['text']!r} in {text!r}")
            continue
        answers.remove(answer)
        score.answers += 1
        score.found += 1
        _context(answer, gold, text, score)
    score.answers += len(answers)
    score.errors += [f"too much: {a.text!r} ({a.kind} {a.value} {a.unit}) in {text!r}" for a in answers]


def _same(answer: Annotation, gold: dict[str, Any]) -> bool:
    if gold["kind"].lower() not in (answer.kind.value, "any") or gold["unit"] not in (answer.unit, "any"):
        return False
    numbers = ((answer.value, gold["value"]), (answer.low, gold.get("low")), (answer.high, gold.get("high")))
    for said, meant in numbers:
        if (said is None) != (meant is None):
            return False
        if (
            said is not None
            and meant is not None
            and abs(float(said) - float(meant)) > _NEAR * max(1, abs(float(meant)))
        ):
            return False
    return True


def _context(answer: Annotation, gold: dict[str, Any], text: str, score: Score) -> None:
    wrong = False
    for name in CONTEXT:
        expected = gold.get(name, "any" if name == "measure" else "")
        if expected == "any":
            continue
        score.asked[name] += 1
        if getattr(answer, name) == expected:
            score.right[name] += 1
        else:
            wrong = True
            score.errors.append(f"{name} {getattr(answer, name)!r} for {expected!r}: {answer.text!r} in {text!r}")
    score.whole += not wrong


def report(errors: bool) -> None:
    """Print one line per gold."""
    print(f"{'gold':<20}{'sentences':>10}{'figures':>9}{'found':>7}{'F1':>7}{'whole':>7}", end="")
    print("".join(f"{name:>12}" for name in CONTEXT))
    for name in GOLDS:
        score = measure(name)
        print(f"{name:<20}{score.sentences:>10}{score.gold:>9}{score.found:>7}{score.f1:>7.1f}", end="")
        print(f"{100 * score.whole / score.gold:>6.0f}%", end="")
        print("".join(f"{score.right[each]:>6} of {score.asked[each]:<2}" for each in CONTEXT))
        if errors:
            print("\n".join(f"  {error}" for error in score.errors))
