"""How fast names and figures are read with 100,000 names in the gazetteer: `python -m tests.benchmarks.names`.

The names are made (seeded): two words of a pool they share, half of them in Cyrillic letters, one spelling each. The
text is the bundled collection and the Russian gold of dates, of which every sentence has one; with `--data DIR` it is
`un-general-debate.jsonl.xz` (every 150th speech), `gum-news/` and `factrueval-dev/` there. Every fifth sentence is
given one of the made names. Names and figures together are asked of each text one after the other; the index does so
with the dates given, which it has found before. Times are processor time of one core, the best of three. As peers, in
the same run: an Aho-Corasick automaton in Rust over the same spellings (letters only: it knows no capitals, no ends of
words, no offsets in the text before stemming), and one regular expression of 2,000 of them.
"""

from __future__ import annotations

import argparse
import gc
import json
import lzma
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from index.annotators.dates import find_dates
from index.annotators.figures import find_figures
from index.annotators.names import find_names
from index.annotators.names.matcher import Matcher, matcher
from index.folders import bundled_collection
from index.models import Annotation, Kind
from index.names import Gazetteer
from index.names.entities import Entity
from index.names.keys import fold, russian_stem, stem_text

NAMES = 100_000
PEER = 2_000
MADE = {"en": ("bdfgklmnprstv", "aeiou"), "ru": ("бдгклмнпрств", "аеиоу")}


def made_names(count: int, seed: int = 1) -> dict[str, list[str]]:
    """`count` names of two words, half by each alphabet, in the order of the alphabet."""
    chance = random.Random(seed)

    def pool(size: int, consonants: str, vowels: str) -> list[str]:
        found: set[str] = set()
        while len(found) < size:
            syllables = chance.randint(2, 3)
            word = "".join(chance.choice(consonants) + chance.choice(vowels) for _ in range(syllables))
            found.add((word + chance.choice(consonants)).capitalize())
        return sorted(found)

    names: dict[str, list[str]] = {}
    for language, letters in MADE.items():
        first, last = pool(400, *letters), pool(800, *letters)
        drawn: set[str] = set()
        while len(drawn) < count // 2:
            drawn.add(f"{chance.choice(first)} {chance.choice(last)}")
        names[language] = sorted(drawn)
    return names


def texts(data: Path | None) -> dict[str, tuple[str, list[str]]]:
    """The texts to read: what they are -> their language, the texts."""
    if data is None:
        import yaml

        entries: list[dict[str, str]] = yaml.safe_load(
            (Path(__file__).parents[1] / "gold/dates_ru.yaml").read_text("utf-8")
        )
        sentences = [each["text"] for each in entries]
        digests = [path.read_text("utf-8") for path in sorted(bundled_collection().glob("*.md"))]
        return {
            "digests": ("en", digests),
            "sentences with dates": ("ru", ["\n".join(sentences[n : n + 20]) for n in range(0, len(sentences), 20)]),
        }
    from tests.accuracy.names import gum

    with lzma.open(data / "un-general-debate.jsonl.xz", "rt", encoding="utf-8") as lines:
        speeches = [json.loads(line)["text"] for line in islice(lines, 0, 4000, 150)]
    return {
        "speeches": ("en", speeches),
        "news": ("en", [gum(path)[0] for path in sorted((data / "gum-news").glob("*.conllu"))]),
        "Russian news": ("ru", [p.read_text("utf-8") for p in sorted((data / "factrueval-dev").glob("*.txt"))]),
    }


def with_names(text: str, names: Sequence[str], chance: random.Random) -> str:
    """A text in which about every fifth sentence ends in one of the names."""
    sentences = text.split(". ")
    return ". ".join(f"{each}, {chance.choice(names)}" if chance.random() < 0.2 else each for each in sentences)


def best(work: Callable[[], object], times: int = 3) -> float:
    """Processor seconds of the best of some runs."""
    spent = []
    for _ in range(times):
        begin = time.process_time()
        work()
        spent.append(time.process_time() - begin)
    return min(spent)


def _over(every: Sequence[str], work: Callable[[str], object]) -> None:
    for text in every:
        work(text)


def _afresh(listed: Sequence[Entity]) -> Gazetteer:
    russian_stem.cache_clear()
    return Gazetteer(listed)


def loading(names: dict[str, list[str]]) -> Gazetteer:
    """The gazetteer of the names, read from a file as a collection's names.yaml is; prints what it took."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        path = Path(folder) / "names.yaml"
        every = [*names["en"], *names["ru"]]
        rows = [f"  - {{id: made-{n}, name: {name}, kind: person}}\n" for n, name in enumerate(every)]
        path.write_text("entities:\n" + "".join(rows), "utf-8")
        listed = [Entity(f"made-{n}", name, Kind.PERSON, (name,)) for n, name in enumerate(every)]
        print(f"entities to gazetteer      {best(partial(_afresh, listed)):6.2f} s")
        begin = time.process_time()
        Gazetteer.load(path)
        print(f"names.yaml, read first     {time.process_time() - begin:6.2f} s")
        gazetteer = Gazetteer.load(path)
        load = best(lambda: Gazetteer.load(path))
        ready = best(lambda: Matcher(gazetteer))
        print(f"names.yaml, read again     {load:6.2f} s")
        print(f"ready to find              {ready:6.2f} s   load and make ready {load + ready:.2f} s")
    return gazetteer


def peers(names: dict[str, list[str]], read: Sequence[str], gazetteer: Gazetteer) -> None:
    """The same spellings as an automaton, and some of them as a regular expression, over the same text."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    text = "\n".join(read)
    ours = matcher(gazetteer)
    found = best(lambda: ours.find(text))
    print(f"finding spellings          {len(text) / found / 1e6:6.2f} million characters/s")
    patterns = [stem_text(fold(name)) for each in names.values() for name in each]
    built = best(lambda: AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest))
    automaton = AhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)
    scanned = best(lambda: automaton.find_matches_as_indexes(stem_text(fold(text))))
    print(f"an Aho-Corasick automaton  {len(text) / scanned / 1e6:6.2f} million characters/s, built in {built:.2f} s")
    some = random.Random(2).sample(patterns, PEER)
    begin = time.process_time()
    alternation = re.compile("|".join(map(re.escape, sorted(some, key=len, reverse=True))))
    compiled = time.process_time() - begin
    scanned = best(lambda: alternation.findall(stem_text(fold(text))), 1)
    print(
        f"a regular expression       {len(text) / scanned / 1e6:6.2f} million characters/s with {PEER:,} of the names, "
        f"compiled in {compiled:.2f} s"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR")
    options = parser.parse_args()
    names = made_names(NAMES)
    gazetteer = loading(names)
    chance = random.Random(3)
    find_names("Putin, Путин", gazetteer=gazetteer)
    gc.freeze()  # as the processes do that read for the index
    read: list[str] = []
    for label, (language, plain) in texts(options.data).items():
        every = [with_names(each, names[language], chance) for each in plain]
        read += every
        size = sum(map(len, every))
        taken: dict[str, float] = {}
        for what, work in (
            ("names", partial(find_names, language=language, gazetteer=gazetteer)),
            ("dates", partial(find_dates, reference=None, language=language)),
            ("figures, with their dates", partial(find_figures, language=language)),
        ):
            over = partial(_over, every, work)
            over()  # compiles rules and word lists
            taken[what] = best(over)
        told = {text: find_dates(text, None, language) for text in every}

        def both(text: str, language: str = language) -> None:
            find_names(text, language, gazetteer=gazetteer)
            find_figures(text, language)

        def given(text: str, language: str = language, told: dict[str, list[Annotation]] = told) -> None:
            find_names(text, language, gazetteer=gazetteer)
            find_figures(text, language, dates=told[text])

        taken["names and figures"] = best(partial(_over, every, both))
        taken["the same, dates given"] = best(partial(_over, every, given))
        print(f"{label}: million characters/s")
        for what, seconds in taken.items():
            print(f"  {what:26} {size / seconds / 1e6:6.2f}")
    peers(names, read, gazetteer)


if __name__ == "__main__":
    main()
