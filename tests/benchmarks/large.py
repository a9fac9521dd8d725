"""A text of 20 MB beside one of 20 kB, a list of 300,000 rows beside one of 300: `python -m tests.benchmarks.large`.

Drives the real screen in a pseudo-terminal over a library that answers at once, so that what is measured is the
screen's own work. Prints
milliseconds per key and the ratio of the large to the small, measured in turns in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.terminal import Terminal

PROGRAM = """
import sys
from pathlib import Path
from index.models import Document, Turn
from tests.tui.sample import SampleLibrary, as_library
from tui.app import make_app
rows, size = map(int, sys.argv[1:])
text, turns = [], []
at = 0
while at < size:
    label = f"Speaker {len(turns) % 7}"
    speech = "Trade grew by a tenth, and the talks on water and railways will go on in Bishkek next year. " * 6
    turns.append(Turn(at + len(label) + 2, at + len(label) + 2 + len(speech), label, at, at + len(label)))
    text.append(f"{label}: {speech}")
    at += len(text[-1]) + 2
first = Document("first", "first.txt", "\\n\\n".join(text), "A transcript", "2030-01-01", turns=tuple(turns))
rest = [Document(f"d{i}", f"{i}.txt", "words", f"Title {i}", "2020-01-01") for i in range(rows)]
app = make_app(Path("/nowhere"), library=lambda: as_library(SampleLibrary([*rest, first])))
app.run()
app.engine.stop()
"""
TEXT, LIST = ("enter", "j", "space", "b", "G", "g"), ("j", "space", "b", "G", "g", "space")
SMALL, LARGE = (300, 20_000), (300_000, 20_000_000)


def times(rows: int, size: int, keys: tuple[str, ...], rest: float) -> list[float]:
    """Seconds from each key to the last byte it caused; `rest` are the seconds before the first."""
    with Terminal([sys.executable, "-c", PROGRAM, str(rows), str(size)]) as terminal:
        terminal.wait_for(f"{rows + 1:,} documents", limit=120.0)
        terminal.settle(1.0)
        terminal.listen(rest)
        return [terminal.press(key, quiet=0.3).seconds for key in keys]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--rest", type=float, default=0.0, help="seconds of reading before the first key")
    options = parser.parse_args()
    for name, keys, small, large in (
        ("text of 20 MB", TEXT, (20, SMALL[1]), (20, LARGE[1])),
        ("300,000 rows", LIST, (SMALL[0], 2000), (LARGE[0], 2000)),
    ):
        runs = [(times(*small, keys, options.rest), times(*large, keys, options.rest)) for _ in range(options.runs)]
        print(f"{name:15} {'small':>8} {'large':>8}   ratio")
        for i, key in enumerate(keys):
            one, other = (statistics.median(run[which][i] for run in runs) for which in (0, 1))
            print(f"  {key:12} {1000 * one:5.0f} ms {1000 * other:5.0f} ms {other / max(one, 1e-3):7.2f}")


if __name__ == "__main__":
    main()
