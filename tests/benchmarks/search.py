"""How fast search is beside its peers: `python -m tests.benchmarks.search --data DIR [--documents N] [--only NAME]`.

DIR holds `un-general-debate.jsonl.xz`. The collection (`speeches`) and the indexes are made in a work folder, which a
second run uses again. SQLite FTS5 comes with Python; Tantivy (PyPI), Xapian (of the system's Python), Recoll and
ripgrep take part where they are installed (`contestants`). Printed are median and 95th percentile in milliseconds, and
how many times longer Dossier takes than each (below 1 it is faster); all in the same run, since only ratios carry over
to another machine. On a busy machine `--cpu` says more than the clock.

Questions are drawn with a fixed seed from the collection's own words: common words (in a tenth to a half of it), two
words, phrases, prefixes, a word within ten years, and three words typed letter by letter, every key counted. "Cold" is
the first time in a fresh process, "warm" the second time. "ready to change" is what a process that waits for changes
loads meanwhile (`index.refresh.readiness`), "change" one document changed, committed and found, "ready again" what it
does behind that, when nobody waits (`Engine.settle`).
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from index.stopwords import STOP_WORDS
from tests.benchmarks.contestants import ALL, Question
from tests.benchmarks.speeches import Section, read, written

ROOT = Path(__file__).parents[2]
SYSTEM_PYTHON = "/usr/bin/python3"
_WORD = re.compile(r"[a-z]{4,}")


def questions(collection: Path, number: int, seed: int = 5) -> dict[str, list[Question]]:
    """`number` questions of each kind."""
    chance = random.Random(seed)
    sections = [section for at, section in enumerate(read(collection)) if at % 20 == 0]
    having: Counter[str] = Counter()
    pairs: list[tuple[str, str]] = []
    for section in sections:
        words = _WORD.findall(section.text.lower())
        having.update(sorted(set(words)))  # in an order of their own, which that of a set is not
        pairs.append(chance.choice(list(pairwise(words)) or [("united", "nations")]))
    plain = [(word, times / len(sections)) for word, times in having.items() if word not in STOP_WORDS]
    common = [word for word, share in plain if 0.1 < share < 0.5]
    known = [word for word, share in plain if 0.002 < share < 0.1]
    phrases = [pair for pair in pairs if not STOP_WORDS.intersection(pair)]
    typed = [" ".join(chance.sample(common, 1) + chance.sample(known, 2)) for _ in range(number)]
    keys = [text[:end] for text in typed for end in range(1, len(text) + 1) if text[end - 1] != " "]
    return {
        "common": [Question((word,)) for word in chance.sample(common, min(number, len(common)))],
        "two": [Question((chance.choice(common), chance.choice(known))) for _ in range(number)],
        "phrase": [Question(pair, phrase=True) for pair in chance.sample(phrases, min(number, len(phrases)))],
        "prefix": [Question((word[:5],), begun=True) for word in chance.sample(known, number)],
        "dated": [Question((word,), years=(1981, 1991)) for word in chance.sample(common, min(number, len(common)))],
        "typing": [Question(tuple(key.split()), begun=True) for key in keys],
    }


def run(name: str, task: str, *paths: Path, given: str = "") -> dict[str, Any] | None:
    """What a contestant measured; None where it is not installed."""
    python = SYSTEM_PYTHON if name == "xapian" and Path(SYSTEM_PYTHON).exists() else sys.executable
    command = [python, "-W", "ignore", "-m", "tests.benchmarks.contestants", name, task, *map(str, paths)]
    try:
        done = subprocess.run(command, input=given, capture_output=True, text=True, cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        print(f"{name} takes no part: {error.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def at(times: list[float], share: float) -> float:
    """A percentile."""
    return sorted(times)[min(int(share * len(times)), len(times) - 1)] if times else float("nan")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--documents", type=int, default=10_000, metavar="N")
    parser.add_argument("--questions", type=int, default=30, metavar="N", help="of each kind (default 30)")
    parser.add_argument("--only", nargs="+", choices=sorted(ALL), default=list(ALL))
    parser.add_argument("--cpu", action="store_true", help="milliseconds of CPU in place of those on the clock")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dossier-benchmark", metavar="DIR")
    options = parser.parse_args()
    collection = written(options.data, options.documents, options.work)
    asked = questions(collection, options.questions)
    changed = [Section(each.id, each.title, each.published, f"Changed. {each.text}")
               for number, each in zip(range(10), read(collection), strict=False)]  # fmt: skip
    given = json.dumps({"asked": asked, "changed": changed, "cpu": options.cpu})
    measured: dict[str, dict[str, list[float]]] = {}
    for name in options.only:
        folder = options.work / f"{name}-{options.documents}"
        if not (folder.parent / f"{folder.name}.json").exists():
            built = run(name, "build", collection, folder)
            if built is None:
                continue
            (folder.parent / f"{folder.name}.json").write_text(json.dumps(built))
        found = run(name, "ask", folder, given=given)
        if found is not None:
            built = json.loads((folder.parent / f"{folder.name}.json").read_text())
            measured[name] = found["took"] | {what: [value] for what, value in built.items() if what != "memory"}
            measured[name]["memory indexing"] = [built["memory"]]
    show(measured)


def show(measured: dict[str, dict[str, list[float]]]) -> None:
    """Print the table, and under each line how many times longer Dossier takes."""
    names = list(measured)
    print(f"{'':18}" + "".join(f"{name:>18}" for name in names))
    for what in next(iter(measured.values())):
        several = any(len(found.get(what, ())) > 1 for found in measured.values())
        cells = [_cell(measured[name].get(what, []), several) for name in names]
        print(f"{what:18}" + "".join(f"{cell:>18}" for cell in cells))
        if "dossier" in measured and len(names) > 1:
            ours = measured["dossier"][what]
            ratios = [_ratio(ours, measured[name].get(what, [])) for name in names]
            print(f"{'':18}" + "".join(f"{cell:>18}" for cell in ratios))


def _cell(times: list[float], several: bool) -> str:
    if not times:
        return "-"
    return f"{at(times, 0.5):.1f} / {at(times, 0.95):.1f}" if several else f"{times[0]:.1f}"


def _ratio(ours: list[float], theirs: list[float]) -> str:
    if not theirs or ours is theirs or not ours:
        return ""
    least = 1e-3  # of a clock that has not ticked
    return "x" + " / ".join(f"{at(ours, share) / max(at(theirs, share), least):.2f}" for share in (0.5, 0.95))


if __name__ == "__main__":
    main()
