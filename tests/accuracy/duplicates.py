"""How well near-duplicates are found: `python -m tests.accuracy.duplicates --data DIR`.

DIR holds `kremlin-html/` or `kremlin-html.tar.xz` (1,186 saved pages), `un-general-debate.jsonl.xz` (speeches, cut into
sections of about 2,600 characters, no section twice) and `ir/xquad_ru.json` (Russian paragraphs). Of every third text
one copy is made, by each edit of `copying` in turn, and of every other text with a figure in 150 characters one of the
same template with other figures, which is none; of further sections 400 pairs of communiqués in one frame of set
phrases, which are none either. Everything goes through the store of an index as documents do. Two
documents are said to be copies where they stand in one group.

Prints recall by edit, how many refilled templates and communiqués are taken for copies, precision over all pairs, and
the same by threshold. A pair of *originals* counts as wrong unless one really stands in the other: at least 60 % of its
runs of eight words (the pages hold some texts twice); `--pairs` lists what was found among them. Exit 1 where precision
or recall at the default threshold is under 0.95.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
import sys
import tarfile
import tempfile
from collections import defaultdict
from itertools import combinations
from pathlib import Path

from index.library.copies import Copies, groups
from index.resemblance import sketch
from index.settings import Settings
from index.sources import read
from tests.accuracy.copying import EDITS, refilled, successive

SECTION = 2600
SHORTEST = 300  # characters of an original: what is shorter is a caption
TARGET = 0.95


def pages(data: Path) -> list[str]:
    """Texts of the saved pages."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = data / "kremlin-html"
        if not folder.is_dir():
            with tarfile.open(data / "kremlin-html.tar.xz") as packed:
                packed.extractall(scratch, filter="data")
            folder = Path(scratch)
        return [read(page, name=page.name).text for page in sorted(folder.rglob("*.html"))]


def sections(data: Path, most: int) -> list[str]:
    """Sections of speeches, cut where a paragraph or sentence ends."""
    found: list[str] = []
    with lzma.open(data / "un-general-debate.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            while len(text) > SECTION and len(found) < most:
                end = max(text.rfind("\n", 0, SECTION), text.rfind(". ", 0, SECTION) + 1, SECTION // 2)
                found.append(text[:end])
                text = text[end:]
            if len(found) >= most:
                break
    return found


def russian(data: Path) -> list[str]:
    """Russian paragraphs."""
    return [text for _, _, text, *_ in json.loads((data / "ir" / "xquad_ru.json").read_text("utf-8"))["docs"]]


def stands_in(one: str, other: str) -> bool:
    """Whether most of the shorter text stands in the longer word for word, of which this and not the sketch decides:
    and with the same figures."""
    runs, figures = [], []
    for text in (one, other):
        words = re.findall(r"\w+", text.casefold())
        runs.append({tuple(words[i : i + 8]) for i in range(max(1, len(words) - 7))})
        figures.append({word for word in words if word.isdigit()})
    fewer = min(map(len, figures))
    same = len(figures[0] & figures[1]) >= 0.6 * fewer
    return same and len(runs[0] & runs[1]) >= 0.6 * min(map(len, runs))


def main(arguments: list[str] | None = None) -> int:
    """Makes the set and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pairs", action="store_true", help="list what was found among the originals")
    options = parser.parse_args(arguments)
    speeches = sections(options.data, 4800)
    reserved = speeches[4000:]
    collected = [*pages(options.data), *speeches[:4000], *russian(options.data)]
    originals = [text for text in dict.fromkeys(collected) if len(text) >= SHORTEST]
    texts = {f"{i:05}": text for i, text in enumerate(originals)}
    chance = random.Random(options.seed)
    copied: dict[tuple[str, str], str] = {}  # (original, copy) -> edit
    refills: list[tuple[str, str]] = []
    for i, original in enumerate(originals):
        id = f"{i:05}"
        if i % 3 == 0:
            name = list(EDITS)[i // 3 % len(EDITS)]
            text = EDITS[name](original, chance, originals)
            if text != original:
                texts[f"{id}-{name}"] = text
                copied[id, f"{id}-{name}"] = name
        elif 150 * len(re.findall(r"\d+", original)) >= len(original):
            texts[f"{id}-refilled"] = refilled(original, chance)
            refills.append((id, f"{id}-refilled"))
    communiques: list[tuple[str, str]] = []
    for i, (one, other) in enumerate(zip(reserved[::2], reserved[1::2], strict=True)):
        pair = (f"communiqué {i} of May", f"communiqué {i} of June")
        texts[pair[0]], texts[pair[1]] = successive(one, other, chance)
        communiques.append(pair)
    with tempfile.TemporaryDirectory() as scratch, Copies(Path(scratch) / "copies.sqlite") as store:
        order = list(texts)
        chance.shuffle(order)
        with store.changes():
            for id in order:
                store.put(id, sketch(texts[id]))
        pairs = list(store.pairs())
    print(
        f"{len(originals):,} originals, {len(copied):,} copies, {len(refills):,} refilled templates,"
        f" {len(communiques):,} pairs of communiqués"
    )
    default = Settings().duplicates
    held = True
    really: dict[tuple[str, str], bool] = {}
    for threshold in sorted({0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, default}):
        found: set[tuple[str, str]] = set()
        for group in groups((one, other) for one, other, likeness in pairs if likeness >= threshold):
            found.update(combinations(group, 2))
        recalls: dict[str, list[bool]] = defaultdict(list)
        for pair, name in copied.items():
            recalls[name].append(pair in found)
        wrong, right = [], 0
        for one, other in found:
            if (one, other) in copied:
                right += 1
            else:
                if (one, other) not in really:
                    made = "refilled" in one + other or "communiqué" in one + other
                    really[one, other] = not made and stands_in(texts[one[:5]], texts[other[:5]])
                if really[one, other]:
                    right += 1
                else:
                    wrong.append((one, other))
        recall = sum(pair in found for pair in copied) / len(copied)
        precision = right / max(1, right + len(wrong))
        taken = f"{sum(pair in found for pair in refills)}/{len(refills)} refilled"
        taken += f", {sum(pair in found for pair in communiques)}/{len(communiques)} communiqués"
        print(
            f"{threshold:.2f}{'*' if threshold == default else ' '} precision {precision:.4f} recall {recall:.4f}"
            f" taken {taken}  " + " ".join(f"{name} {sum(each) / len(each):.3f}" for name, each in recalls.items())
        )
        if threshold == default:
            held = precision >= TARGET and recall >= TARGET
            if options.pairs:
                for one, other in sorted(found):
                    if (one, other) not in copied:
                        mark = "wrong" if (one, other) in wrong else "right"
                        begin = (repr(texts[each][:70]) for each in (one, other))
                        print(f"  {mark} {one} {other}", *begin, sep="\n    ")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
