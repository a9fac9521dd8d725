"""How fast copies are found: `python -m tests.benchmarks.duplicates --data DIR`.

DIR holds `un-general-debate.jsonl.xz`, whose speeches are cut into sections of about 2,600 characters, no section
twice. Prints sketches per second on one core, against zlib's compression of the same texts and, where it is installed,
datasketch's MinHash of the same words; how long storing and looking up takes for each document in the first and in the
last tenth (equal is no quadratic step); and how a comparison of two sketches compares with difflib's ratio of their
words.
"""

from __future__ import annotations

import argparse
import difflib
import importlib.util
import itertools
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.library.copies import Copies
from index.resemblance import SKETCH, likeness, sketch, unpacked
from tests.accuracy.duplicates import sections


def _seconds(work: Callable[[str], object], texts: Sequence[str]) -> float:
    """Processor time for all texts, in slices of 200, of each the best of five: other programs share the caches."""
    total = 0.0
    for start in range(0, len(texts), 200):
        times = []
        for _ in range(5):
            begin = time.process_time()
            for text in texts[start : start + 200]:
                work(text)
            times.append(time.process_time() - begin)
        total += min(times)
    return total


def _minhash(text: str) -> object:
    from datasketch import MinHash  # type: ignore[import-not-found]

    words = text.lower().split()
    made: Any = MinHash(num_perm=SKETCH)
    made.update_batch([" ".join(words[i : i + 4]).encode() for i in range(len(words) - 3)])
    return made


def main(arguments: list[str] | None = None) -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--count", type=int, default=20_000, help="documents (20,000)")
    options = parser.parse_args(arguments)
    texts = sections(options.data, options.count)
    size = sum(map(len, texts)) / len(texts)
    begin = time.process_time()
    for text in texts:
        sketch(text)
    first = time.process_time() - begin
    took = _seconds(sketch, texts)
    print(f"{len(texts):,} documents of {size:,.0f} characters")
    print(f"sketches     {len(texts) / took:8,.0f} documents/s, {len(texts) / first:,.0f} at first sight of the words")
    packed = _seconds(lambda text: zlib.compress(text.encode(), 3), texts[:2000]) * len(texts) / min(2000, len(texts))
    print(f"zlib, fast   {len(texts) / packed:8,.0f} documents/s: {packed / took:.1f} times as long")
    if importlib.util.find_spec("datasketch"):
        few = texts[:1000]
        theirs = _seconds(_minhash, few) / len(few) * len(texts)
        print(f"datasketch   {len(texts) / theirs:8,.0f} documents/s: {theirs / took:.1f} times as long")
    sketches = [sketch(text) for text in texts]
    tenth = max(1, len(texts) // 10)
    times = []
    with tempfile.TemporaryDirectory() as scratch, Copies(Path(scratch) / "copies.sqlite") as copies:
        for start in range(0, len(texts), tenth):
            begin = time.process_time()
            with copies.changes():
                for at in range(start, min(start + tenth, len(texts))):
                    copies.put(str(at), sketches[at])
            times.append((time.process_time() - begin) / tenth)
        begin = time.process_time()
        found = copies.groups(0.65)
        grouped = time.process_time() - begin
        stored = (Path(scratch) / "copies.sqlite").stat().st_size / len(texts)
    print(f"look-up      {1 / times[0]:8,.0f} documents/s in the first tenth, {1 / times[-1]:,.0f} in the last")
    print(f"groups       {len(found):,} in {1000 * grouped:.0f} ms; {stored:,.0f} bytes stored for a document")
    opened = [unpacked(each) for each in sketches[:2000]]
    begin = time.process_time()
    for one, other in itertools.pairwise(opened):
        likeness(one, other)
    compared = (time.process_time() - begin) / (len(opened) - 1)
    begin = time.process_time()
    for one_text, other_text in itertools.pairwise(texts[:21]):
        difflib.SequenceMatcher(None, one_text.split(), other_text.split(), False).ratio()
    peer = (time.process_time() - begin) / 20
    print(f"comparison   {1e6 * compared:8,.0f} µs, difflib of the words {peer / compared:,.0f} times as long")


if __name__ == "__main__":
    main()
