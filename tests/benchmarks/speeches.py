"""The collection that search is measured on: speeches cut into sections of about 2.6 kB.

The speeches of the UN general debate give some 38,000 sections. Larger collections go on with sections whose sentences
are drawn, with a fixed seed, from all speeches of a year: words and their frequencies are real, and no paragraph stands
in two documents, so that neither compression nor caches gain by repetition.
"""

from __future__ import annotations

import json
import lzma
import random
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

SECTION = 2600
"""Characters after which a section ends with the paragraph."""

FILE = "un-general-debate.jsonl.xz"
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]+")


class Section(NamedTuple):
    """One document of the benchmark."""

    id: str
    title: str
    published: str  # ISO date
    text: str


def sections(data: Path, number: int) -> Iterator[Section]:
    """The first `number` sections of the collection; always the same ones."""
    made = 0
    for section in _cut(data):
        if made == number:
            return
        yield section
        made += 1
    yield from _drawn(data, number - made)


def written(data: Path, number: int, folder: Path) -> Path:
    """The collection as a file of JSON lines in `folder`, made where it is not there yet."""
    path = folder / f"speeches-{number}.jsonl"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            for section in sections(data, number):
                file.write(json.dumps(section, ensure_ascii=False) + "\n")
        fresh.replace(path)
    return path


def read(path: Path) -> Iterator[Section]:
    """The documents of a file made by `written`."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            yield Section(*json.loads(line))


def _speeches(data: Path) -> Iterator[dict[str, str]]:
    with lzma.open(data / FILE, "rt", encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def _cut(data: Path) -> Iterator[Section]:
    for speech in _speeches(data):
        lines: list[str] = []
        size, part = 0, 1
        for line in [*_lines(speech["text"]), ""]:
            if lines and (size >= SECTION or not line):
                yield Section(f"{speech['id']}-{part}", f"{speech['title']}, {part}", speech["published"], _text(lines))
                lines, size, part = [], 0, part + 1
            lines.append(line)
            size += len(line)


def _lines(text: str) -> Iterator[str]:
    """The paragraphs of a speech; one without line breaks is cut between sentences."""
    for line in filter(None, map(str.strip, text.splitlines())):
        if len(line) <= SECTION:
            yield line
            continue
        held: list[str] = []
        for sentence in _SENTENCE.findall(line) or [line]:
            held.append(sentence)
            if sum(map(len, held)) > SECTION // 4:
                yield "".join(held).strip()
                held = []
        if held:
            yield "".join(held).strip()


def _drawn(data: Path, number: int) -> Iterator[Section]:
    by_year: dict[str, list[str]] = {}
    for speech in _speeches(data):
        found = (sentence.strip() for sentence in _SENTENCE.findall(speech["text"]))
        by_year.setdefault(speech["published"][:4], []).extend(filter(None, found))
    years, weights = list(by_year), [len(found) for found in by_year.values()]
    chance = random.Random(1947)
    for made in range(number):
        year = chance.choices(years, weights)[0]
        paragraphs, size = [], 0
        while size < SECTION:
            paragraphs.append(" ".join(chance.choice(by_year[year]) for _ in range(5)))
            size += len(paragraphs[-1])
        day = date(int(year), 9, 1) + timedelta(chance.randrange(90))
        yield Section(f"drawn-{made}", f"General Debate {year}, {made}", day.isoformat(), _text(paragraphs))


def _text(paragraphs: Iterable[str]) -> str:
    return "\n\n".join(paragraphs)
