"""How well saved pages are read: `python -m tests.accuracy.sources --data DIR`.

DIR holds the folder `kremlin-html/` or the archive `kremlin-html.tar.xz` with the 1,186 pages. Prints how many of the
30 pages of `tests/gold/kremlin.yaml` have the right title, date, place, first and last sentence; over all pages, how
many have a title, a date and a place, how many words of the marked text are lost, how many pages hold a phrase of the
site's furniture, and the time per page. Then the three witnesses of every page (`tests.accuracy.witnesses`): its title
and day read without heading, time elements or addresses, each compared with what was taken away. Exit 1 where a gold
page is wrong, any page holds furniture, or a witness is contradicted.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from index.metadata import Described, describe
from index.sources import Source, read
from tests.accuracy.witnesses import outcomes

GOLD = Path(__file__).parent.parent / "gold" / "kremlin.yaml"
FURNITURE = (
    "Publication status",
    "Published in section",
    "Publication date:",
    "Text version",
    "Direct link",
    "Search this website",
    "Send by email",
    "Background information",
    "Official Internet Resources",
    "Version for People with Disabilities",
    "Creative Commons Attribution",
    "Presidential Executive Office\n",
    "See also\n",
    "Topics\n",
    "Geography\n",
    "Persons\n",
)


def checks(gold: dict[str, Any], source: Source, said: Described) -> dict[str, bool]:
    """Which fields of one gold page are right. A closing "<…>" may follow the last sentence."""
    text = " ".join(source.text.split())
    first, last = gold["first"] or "", gold["last"] or ""
    return {
        "title": said.title == gold["title"],
        "published": said.published == (str(gold["published"]) if gold["published"] else None),
        "place": said.place == (gold["place"] or ""),
        "first": text.startswith(first) if first else not text,
        "last": text.removesuffix("<…>").rstrip().endswith(last) if last else not text,
    }


def measure(pages: list[Path], gold: list[dict[str, Any]]) -> bool:
    """Prints the figures; whether every gold field is right and no page holds furniture."""
    by_name = {entry["file"]: entry for entry in gold}
    right: Counter[str] = Counter()
    have: Counter[str] = Counter()
    framed: list[str] = []
    seconds = 0.0
    for page in pages:
        started = time.perf_counter()
        source = read(page, name=page.name)
        seconds += time.perf_counter() - started
        said = describe(source, path=page.name)
        have.update(
            name
            for name, value in (("title", said.title), ("published", said.published), ("place", said.place))
            if value and said.origins.get(name) != "file name"
        )
        have["text"] += bool(source.text)
        framed += [f"{page.name}: {phrase.strip()}" for phrase in FURNITURE if phrase in source.text + "\n"]
        if entry := by_name.get(page.name):
            found = checks(entry, source, said)
            right.update(name for name, correct in found.items() if correct)
            for name in (name for name, correct in found.items() if not correct):
                print(f"wrong {name} in {page.name}: {getattr(said, name, source.text[:80])!r}")
    for name in ("title", "published", "place", "first", "last"):
        print(f"gold {name:10} {right[name]}/{len(gold)}")
    for name in ("title", "published", "place", "text"):
        print(f"all  {name:10} {have[name]}/{len(pages)}")
    print(f"furniture found in {len(framed)} pages", *framed[:10], sep="\n  ")
    print(f"{1000 * seconds / max(len(pages), 1):.1f} ms per page")
    return not framed and all(right[name] == len(gold) for name in ("title", "published", "place", "first", "last"))


def hear(pages: list[Path]) -> bool:
    """Prints for each witness how many pages have it and how many were read as it says without it; whether all were."""
    asked: Counter[str] = Counter()
    agreed: Counter[str] = Counter()
    for page in pages:
        for each in outcomes(page):
            asked[each.witness] += bool(each.said)
            agreed[each.witness] += bool(each.said) and each.agrees
            if each.said and not each.agrees:
                print(f"{page.name}, without its {each.witness}: {each.read!r} for {each.said!r}")
    for witness, count in asked.items():
        print(f"without    {witness:20} {agreed[witness]}/{count} of {len(pages)} pages")
    return agreed == asked


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurement on a folder or archive of pages."""
    parser = argparse.ArgumentParser(description="How well saved pages are read.")
    parser.add_argument("--data", type=Path, required=True, help="folder with kremlin-html/ or kremlin-html.tar.xz")
    data: Path = parser.parse_args(arguments).data
    gold = yaml.safe_load(GOLD.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = data / "kremlin-html"
        archive = data / "kremlin-html.tar.xz"
        if not folder.is_dir() and archive.is_file():
            with tarfile.open(archive) as packed:
                packed.extractall(scratch, filter="data")
            folder = Path(scratch)
        pages = sorted(folder.rglob("*.html"))
        if not pages:
            print(f"no saved pages in {data}", file=sys.stderr)
            return 2
        right = measure(pages, gold)
        return 0 if hear(pages) and right else 1


if __name__ == "__main__":
    sys.exit(main())
