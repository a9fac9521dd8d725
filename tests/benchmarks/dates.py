"""How fast dates are read: `python -m tests.benchmarks.dates --data DIR`.

DIR holds `gum-news/`. Prints characters per second on its English news, and for hostile shapes of text how many times
longer twice the text takes (2 is linear): prose, nothing but dates, long runs of digits, nested brackets, one line of
10 MB.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from index.annotators.dates import find_dates
from tests.accuracy.dates import gum

REFERENCE = date(2021, 5, 24)
SIZE = 400_000
SHAPES: dict[str, Callable[[int], str]] = {
    "prose": lambda n: ("The ministers met in Bishkek last year and signed two papers on trade.\n\n" * (n // 72))[:n],
    "all dates": lambda n: ("May 24, 2021, last Tuesday, 28.09.2020, from 2011 to 2017; " * (n // 59))[:n],
    "digits": lambda n: "1234567890" * (n // 10),
    "brackets": lambda n: "([{" * (n // 6) + "}])" * (n // 6),
}


def seconds(text: str) -> float:
    """The best of three readings."""
    times = []
    for _ in range(3):
        begin = time.process_time()
        find_dates(text, REFERENCE)
        times.append(time.process_time() - begin)
    return min(times)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    options = parser.parse_args()
    news = [(text, reference) for _, text, reference, _ in gum(options.data / "gum-news")]
    for text, reference in news:  # compiles the rules, which is done once in a process, each when it is first needed
        find_dates(text, reference)
    begin = time.process_time()
    for _ in range(5):
        for text, reference in news:
            find_dates(text, reference)
    took = (time.process_time() - begin) / 5
    size = sum(len(text) for text, _ in news)
    print(f"news        {size / took / 1e6:6.2f} million characters/s")
    for name, shape in SHAPES.items():
        once, twice = seconds(shape(SIZE)), seconds(shape(2 * SIZE))
        print(f"{name:11} {2 * SIZE / twice / 1e6:6.2f} million characters/s, twice the text {twice / once:.2f} times")
    line = SHAPES["prose"](10_000_000).replace("\n", " ")
    begin = time.process_time()
    find_dates(line, REFERENCE)
    print(f"10 MB line  {len(line) / (time.process_time() - begin) / 1e6:6.2f} million characters/s")


if __name__ == "__main__":
    main()
