"""Small documents of real sentences, drawn with a seed from the bundled collection: for tests that need many."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from tests.benchmarks.speeches import Section

SEEDS = Path(__file__).parents[2] / "seeds"
_SENTENCE = re.compile(r"[A-Z][^.!?\n|#*]{40,}[.!?]")


def drawn(number: int, seed: int = 0, sentences: int = 6) -> Iterator[Section]:
    """`number` documents of so many sentences."""
    chance = random.Random(seed)
    stock = [found for path in sorted(SEEDS.glob("*.md")) for found in _SENTENCE.findall(path.read_text("utf-8"))]
    for made in range(number):
        day = date(2017, 1, 1) + timedelta(chance.randrange(3000))
        lines = chance.sample(stock, sentences)
        text = " ".join(lines[: sentences // 2]) + "\n\n" + " ".join(lines[sentences // 2 :])
        yield Section(f"digest-{made:04}", f"Digest {made}: {lines[0][:40]}", day.isoformat(), text)
