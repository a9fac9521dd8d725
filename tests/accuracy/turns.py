"""How well transcripts are cut into turns: `python -m tests.accuracy.turns --data DIR`.

DIR holds the folder `kremlin-html/` or the archive `kremlin-html.tar.xz` with the 1,186 pages. Prints how many turns
of the transcripts of `tests/gold/turns.yaml` are found with the right speaker, first and last five words; which are
missing, which are spurious. Exit 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import sys
import tarfile
import tempfile
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

import yaml

from index.annotators.turns import find_turns
from index.names import normalise_key
from index.sources import read

GOLD = Path(__file__).parent.parent / "gold" / "turns.yaml"
PAGES = Path(__file__).parent.parent / "fixtures" / "kremlin"
_WORDS = 5


class Spoken(NamedTuple):
    """One turn as gold and reader are compared: the key of a name or the label of a role, and the ends."""

    speaker: str
    first: str
    last: str


def gold() -> dict[str, list[Spoken]]:
    """The turns of each page, as read by eye."""
    pages = yaml.safe_load(GOLD.read_text("utf-8"))
    return {page["file"]: [Spoken(normalise_key(who), first, last) for who, first, last in page["turns"]]
            for page in pages}  # fmt: skip


def found(page: Path) -> list[Spoken]:
    """The turns of a saved page, as read by the program."""
    text = read(page, name=page.name).text
    turns = []
    for turn in find_turns(text):
        words = text[turn.start : turn.end].split()
        who = turn.key or normalise_key(turn.speaker)
        turns.append(Spoken(who, " ".join(words[:_WORDS]), " ".join(words[-_WORDS:])))
    return turns


def compare(expected: list[Spoken], turns: list[Spoken]) -> tuple[list[Spoken], list[Spoken]]:
    """The turns that are missing, and those that are spurious, both in order. A turn with one wrong word is both."""
    missing: list[Spoken] = []
    spurious: list[Spoken] = []
    for what, a, b, c, d in SequenceMatcher(None, expected, turns, autojunk=False).get_opcodes():
        if what != "equal":
            missing += expected[a:b]
            spurious += turns[c:d]
    return missing, spurious


def measure(folder: Path) -> bool:
    """Prints the figures; whether every turn is right."""
    right = total = absent = invented = 0
    for name, expected in gold().items():
        missing, spurious = compare(expected, found(folder / name))
        for what, turns in (("missing", missing), ("spurious", spurious)):
            for turn in turns:
                print(f"{name} {what}: {turn.speaker or '-'}: {turn.first} ... {turn.last}")
        total += len(expected)
        right += len(expected) - len(missing)
        absent += len(missing)
        invented += len(spurious)
    print(f"turns right {right}/{total}, missing {absent}, spurious {invented}, in {len(gold())} transcripts")
    return not absent and not invented


def main(arguments: list[str] | None = None) -> int:
    """Runs the measurement on a folder or archive of pages."""
    parser = argparse.ArgumentParser(description="How well transcripts are cut into turns.")
    parser.add_argument("--data", type=Path, required=True, help="folder with kremlin-html/ or kremlin-html.tar.xz")
    data: Path = parser.parse_args(arguments).data
    with tempfile.TemporaryDirectory() as scratch:
        folder = data / "kremlin-html"
        archive = data / "kremlin-html.tar.xz"
        if not folder.is_dir() and archive.is_file():
            with tarfile.open(archive) as packed:
                packed.extractall(scratch, filter="data")
            folder = next((path.parent for path in Path(scratch).rglob("*.html")), Path(scratch))
        if not any(folder.glob("*.html")):
            print(f"no saved pages in {data}", file=sys.stderr)
            return 2
        return 0 if measure(folder) else 1


if __name__ == "__main__":
    sys.exit(main())
