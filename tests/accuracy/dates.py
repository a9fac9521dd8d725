"""Accuracy of the date reader on GUM news and on the Recognizers DateTimeModel specification.

    python -m tests.accuracy.dates --data DIR [--errors] [--only gum|recognizers]

DIR holds `gum-news/` (GUM_news_*.xml beside *.conllu, github.com/amir-zeldes/gum) and
`recognizers/DateTime/DateTimeModel.json` (github.com/microsoft/Recognizers-Text). Printed, in per cent:

* relaxed F1: a span of ours and one of the gold that overlap are a hit, each used once;
* value F1: overlapping, and the TIMEX3 values are equal;
* interval F1: overlapping, and first and last day are both right, over expressions that resolve to days. A gold
  span that does not resolve is left out, and so is what we found there.

GUM is read against the day each article was created, leaning past. Recognizers cases are read against their own
reference time, leaning future, as the specification does: of two readings the later counts, the end of a
range is made inclusive by one day less. Both sets were in view while the rules were written.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from index import timex
from index.annotators.dates import find_dates
from index.models import Annotation

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Gold:
    """One expected expression. `days` is None where it does not resolve to days."""

    start: int
    end: int
    text: str
    value: str | None
    days: Days | None


@dataclass(slots=True)
class Score:
    """Hits, what was found, what was expected: three counts each for spans, values and intervals."""

    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("relaxed", "value", "interval"), 0))
    found: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("relaxed", "value", "interval"), 0))
    expected: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("relaxed", "value", "interval"), 0))

    def f1(self, name: str) -> float:
        """The F1 of one measure, in per cent."""
        total = self.found[name] + self.expected[name]
        return 200 * self.hits[name] / total if total else 0.0


def days_of(a: Annotation) -> Days | None:
    """The days of an annotation, None where it does not resolve."""
    return (a.first, a.last) if a.first and a.last else None


def compare(golds: list[Gold], found: list[Annotation], score: Score) -> list[str]:
    """Adds one text to a score; returns a line for each difference of intervals."""
    found = list(found)
    notes: list[str] = []
    free = list(found)
    matched: dict[int, int] = {}
    for number, gold in enumerate(golds):
        overlapping = [a for a in free if a.start < gold.end and gold.start < a.end]
        if overlapping:
            best = next((a for a in overlapping if days_of(a) == gold.days), overlapping[0])
            free.remove(best)
            matched[number] = found.index(best)
    for name in ("relaxed", "value"):
        score.expected[name] += len(golds)
        score.found[name] += len(found)
    score.hits["relaxed"] += len(matched)
    for number, gold in enumerate(golds):
        a = found[matched[number]] if number in matched else None
        score.hits["value"] += a is not None and a.value == gold.value
        if gold.days is None:
            continue
        score.expected["interval"] += 1
        if a is not None and days_of(a) == gold.days:
            score.hits["interval"] += 1
        else:
            got = f"{a.text!r} {a.value} {days_of(a)} [{a.rule}; {a.basis}]" if a else "nothing"
            notes.append(f"expected {gold.text!r} {_iso(gold.days)}, found {got}")
    unresolved = [g for g in golds if g.days is None]
    for a in found:
        if days_of(a) and not any(a.start < g.end and g.start < a.end for g in unresolved):
            score.found["interval"] += 1
    for a in free:
        if days_of(a) and not any(a.start < g.end and g.start < a.end for g in unresolved):
            notes.append(f"too much: {a.text!r} {a.value} [{a.rule}]")
    return notes


def _iso(days: Days) -> str:
    return "..".join(d.isoformat() for d in days)


def gum(folder: Path) -> Iterator[tuple[str, str, date, list[Gold]]]:
    """Name, text, day of creation and gold of each article. The text is put together from the token list."""
    for path in sorted(folder.glob("*.conllu")):
        text, reference, inside, whole = "", date(1970, 1, 1), 0, 0
        golds: list[Gold] = []
        opened: list[tuple[int, str]] = []
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("# meta::dateCreated"):
                reference = date.fromisoformat(line.split("=")[1].strip())
            elif line.startswith("# sent_id"):
                inside = 0
            elif line.startswith("# newpar"):
                text = text.rstrip() + "\n\n" if text and not line.startswith("# newpar_block") else text
            columns = line.split("\t")
            if len(columns) != 10 or "." in columns[0]:
                continue
            start = len(text)
            if "-" in columns[0]:  # "don't", whose parts follow
                inside, whole = int(columns[0].split("-")[1]), start
                text += columns[1] + ("" if "SpaceAfter=No" in columns[9] else " ")
                continue
            part = int(columns[0]) <= inside
            start = whole if part else start
            text += "" if part else columns[1]
            marks = re.search(r"XML=([^|]*)", columns[9])
            for tag in re.findall(r"<(/?date[^>]*)>", marks[1] if marks else ""):
                if tag.startswith("/"):
                    begun, attributes = opened.pop()
                    golds.append(_gum_gold(begun, len(text), text[begun:].rstrip(), attributes))
                else:
                    opened.append((start, tag))
            if not part and "SpaceAfter=No" not in columns[9]:
                text += " "
        yield path.stem, text, reference, sorted(golds, key=lambda g: g.start)


def _gum_gold(start: int, end: int, text: str, tag: str) -> Gold:
    attributes = dict(re.findall(r'(\w+):::"([^"]*)"', tag))
    if "when" in attributes:
        value: str | None = attributes["when"]
        days = timex.interval(value)
    elif "from" in attributes and "to" in attributes:
        value = f"{attributes['from']}/{attributes['to']}"
        days = timex.interval(value)
    else:
        value, days = None, None
    return Gold(start, end, text, value, days)


def recognizers(path: Path) -> Iterator[tuple[str, str, date, list[Gold]]]:
    """Each case with a reference time: its text twice (name and text), the reference, the gold."""
    for case in json.loads(path.read_text(encoding="utf-8-sig")):
        when = (case.get("Context") or {}).get("ReferenceDateTime")
        if when:
            golds = [_spec_gold(case["Input"], result) for result in case["Results"]]
            yield case["Input"], case["Input"], date.fromisoformat(when[:10]), golds


def _spec_gold(text: str, result: dict[str, Any]) -> Gold:
    start = int(result["Start"])
    end = int(result["End"]) + 1 if "End" in result else start + int(result.get("Length", len(result["Text"])))
    values = (result.get("Resolution") or {}).get("values") or [{}]
    last = values[-1]
    return Gold(start, end, text[start:end], last.get("timex"), _spec_days(last))


def _spec_days(value: dict[str, Any]) -> Days | None:
    try:
        if value.get("type") in ("date", "datetime"):
            day = date.fromisoformat(value["value"][:10])
            return day, day
        if value.get("type") in ("daterange", "datetimerange"):
            first, last = value["start"], value["end"]
            end = date.fromisoformat(last[:10])
            if len(last) == 10:
                end -= timedelta(1)
            return date.fromisoformat(first[:10]), max(end, date.fromisoformat(first[:10]))
    except (KeyError, ValueError):
        return None
    return None


def main(arguments: list[str] | None = None) -> None:
    """Prints the table; with --errors also every wrong interval."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy.dates", description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", choices=("gum", "recognizers"))
    options = parser.parse_args(arguments)
    sets = {
        "gum": ("GUM news", gum(options.data / "gum-news"), "past"),
        "recognizers": ("Recognizers", recognizers(options.data / "recognizers/DateTime/DateTimeModel.json"), "future"),
    }
    rows = [f"{'':24} {'texts':>6} {'gold':>6} {'relaxed F1':>11} {'value F1':>9} {'interval F1':>12}"]
    for key, (name, cases, lean) in sets.items():
        if options.only and key != options.only:
            continue
        score = Score()
        texts = 0
        for title, text, reference, golds in cases:
            texts += 1
            found = find_dates(text, reference, "en", lean=lean)
            notes = compare(golds, found, score)
            if options.errors:
                for note in notes:
                    print(f"  {title[:70]!r} ({reference}): {note}")
        rows.append(
            f"{name:24} {texts:6} {score.expected['relaxed']:6} {score.f1('relaxed'):11.1f}"
            f" {score.f1('value'):9.1f} {score.f1('interval'):12.1f}"
        )
    print("\n".join(rows))


if __name__ == "__main__":
    main()
