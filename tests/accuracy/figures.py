"""Accuracy of `find_figures` on sentences of news (see `figure_gold`) and, with --data, on the Recognizers-Text
specifications (MIT) for currency and percent.

    python -m tests.accuracy.figures [--errors] [--data DIR]

DIR/recognizers holds `NumberWithUnit/CurrencyModel.json` and `Number/PercentModel.json`. *Value F1*: a figure counts
as right when its span overlaps the specified one and its number is equal. Entries without a number ("a small percent")
are no figures here; the last column counts them as missed all the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.annotators.figures import find_figures
from index.models import Kind
from tests.accuracy.figure_gold import report

SPECS = {
    Kind.MONEY: Path("NumberWithUnit/CurrencyModel.json"),
    Kind.PERCENT: Path("Number/PercentModel.json"),
}
Gold = tuple[int, int, float | None]


def gold(case: dict[str, Any]) -> Iterator[Gold]:
    """Start, end (exclusive) and number of each figure of one case; the number is None where it says none."""
    for result in case["Results"]:
        value = (result.get("Resolution") or {}).get("value")
        number = None if value in (None, "null") else float(str(value).rstrip("%"))
        start = result.get("Start")
        if start is None:
            start = case["Input"].casefold().find(result["Text"].casefold())
        yield start, start + len(result["Text"]), number


def measure(kind: Kind, cases: list[dict[str, Any]], show: bool) -> tuple[int, int, int, int]:
    """Right, found, specified with a number, and specified in all."""
    right = found = valued = total = 0
    for case in cases:
        expected = list(gold(case))
        answers = [a for a in find_figures(case["Input"], "en") if a.kind is kind]
        left = list(expected)
        for answer in answers:
            for item in left:
                same = item[2] is not None and abs(float(answer.value or 0) - item[2]) <= 1e-6 * max(1, abs(item[2]))
                if same and answer.start < item[1] and item[0] < answer.end:
                    left.remove(item)
                    right += 1
                    break
            else:
                if show:
                    print(f"  {kind.value} too much: {answer.text!r} = {answer.value} in {case['Input'][:100]!r}")
        if show:
            for start, end, number in left:
                print(f"  {kind.value} missed: {case['Input'][start:end]!r} = {number} in {case['Input'][:100]!r}")
        found += len(answers)
        valued += sum(item[2] is not None for item in expected)
        total += len(expected)
    return right, found, valued, total


def f1(right: int, found: int, expected: int) -> float:
    """F1 in per cent."""
    return 200 * right / (found + expected) if found + expected else 0.0


def main() -> None:
    """Print one line per gold language and, where there are specifications, per kind."""
    parser = argparse.ArgumentParser(description="Accuracy of figures on sentences of news and on specifications")
    parser.add_argument("--data", type=Path, help="folder that holds recognizers/")
    parser.add_argument("--errors", action="store_true", help="list what was missed or too much")
    arguments = parser.parse_args()
    report(arguments.errors)
    if arguments.data is None:
        return
    print(f"\n{'kind':<10}{'cases':>7}{'right':>7}{'found':>7}{'gold':>7}{'value F1':>10}{'with blanks':>13}")
    for kind, path in SPECS.items():
        cases = json.loads((arguments.data / "recognizers" / path).read_text("utf-8-sig"))
        right, found, valued, total = measure(kind, cases, arguments.errors)
        print(
            f"{kind.value:<10}{len(cases):>7}{right:>7}{found:>7}{valued:>7}"
            f"{f1(right, found, valued):>10.1f}{f1(right, found, total):>13.1f}"
        )


if __name__ == "__main__":
    main()
