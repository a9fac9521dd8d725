"""How fast a folder is indexed beside its peers: `python -m tests.benchmarks.refresh --data DIR [--documents N ...]`.

DIR holds `kremlin-html.tar.xz` and `un-general-debate.jsonl.xz`, of which the folders are made (`folders`): in a work
folder, which a second run uses again. Of each size are refreshed: the folder anew, the same with nothing changed, with
ten files changed, and anew without annotators. The saved pages alone come first.
Beside it, in the same run, recollindex makes its index of the same files (with no lower priority, as it otherwise
has), and ripgrep reads them once for a word, where they are installed.

Printed are documents and megabytes of text a second, CPU seconds for each thousand documents, the most memory of all
processes together (pages they share counted once; on Linux), the index against the text, and how Dossier's time
compares with each peer's (above 1 it takes longer). Other work on the machine shows in the load average, which is
printed, and in seconds more than in CPU seconds; only ratios carry over to another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from index.engines.whoosh import open_engine
from index.folders import index_folder
from index.library.store import Store
from index.models import Everything
from tests.benchmarks.folders import all_pages, mixed
from tests.benchmarks.sampled import Taken, run

CHANGED = 10


@dataclass(frozen=True, slots=True)
class Made:
    """What one program did with a folder."""

    name: str
    taken: Taken
    index: int = 0  # bytes on disk


def dossier(folder: Path, index: Path, *, annotated: bool = True) -> Made:
    """Index a folder anew."""
    shutil.rmtree(index, ignore_errors=True)
    name = "dossier" if annotated else "without annotators"
    if not annotated:
        taken = run([sys.executable, "-m", "tests.benchmarks.unannotated", folder, index])
    else:
        taken = refreshed(folder, index)
    return Made(name, taken, _size(index))


def refreshed(folder: Path, index: Path) -> Taken:
    """Refresh an index."""
    return run(
        [sys.executable, "-m", "index", "refresh", "-C", folder, "--index", index, "--progress", "json", "--json"],
        accept=(0, 1),
    )


def summary(taken: Taken) -> dict[str, float]:
    """What a refresh said at its end: files by what became of them, seconds without the program's start."""
    events = [json.loads(line) for _, line in taken.lines if line.startswith("{")]
    return next(event for event in events if "unchanged" in event)


def recoll(folder: Path, index: Path) -> Made | None:
    """The same by recollindex, with its defaults and an index of its own; None where it is not installed."""
    if not shutil.which("recollindex"):
        return None
    shutil.rmtree(index, ignore_errors=True)
    index.mkdir(parents=True)
    (index / "recoll.conf").write_text(f"topdirs = {folder}\nloglevel = 1\nidxniceprio = 0\n", encoding="utf-8")
    taken = run(["recollindex", "-c", index, "-z"])
    return Made("recollindex", taken, _size(index))


def ripgrep(folder: Path) -> Made | None:
    """All files read for a word, no index made."""
    if not shutil.which("rg"):
        return None
    return Made("ripgrep", run(["rg", "--no-config", "-uu", "-i", "-c", "development", folder], accept=(0, 1)))


@contextmanager
def changed(folder: Path, number: int) -> Iterator[None]:
    """Some files spread over the folder have a sentence more; afterwards they are as they were."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    before = {path: path.read_bytes() for path in files[:: max(len(files) // number, 1)][:number]}
    try:
        for path, content in before.items():
            path.write_bytes(content + b"\n\nThis was added in Bishkek on 24 May 2021.\n")
        yield
    finally:
        for path, content in before.items():
            path.write_bytes(content)


def text_of(folder: Path, index: Path) -> tuple[int, int]:
    """How many documents an index of a folder holds, and the bytes of their texts in UTF-8."""
    build = Store(index_folder(folder, index), folder).current()
    assert build is not None
    engine = open_engine(build.postings)
    try:
        numbers = engine.search(Everything()).numbers
        stretches = (numbers[start : start + 500] for start in range(0, len(numbers), 500))
        texts = (text for stretch in stretches for text in engine.texts(stretch))
        return len(numbers), sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)
    finally:
        engine.close()


def measure(folder: Path, work: Path) -> None:
    """Measure and print one folder."""
    index = work / f"index-{folder.name}"
    ours = dossier(folder, index)
    documents, text = text_of(folder, index)
    print(f"\n{folder.name}: {documents} documents, {text / 1e6:.1f} MB of text, load {os.getloadavg()[0]:.1f}")
    print(f"{'':20}{'docs/s':>9}{'text MB/s':>11}{'CPU s/1000':>12}{'MB memory':>11}{'index/text':>12}{'time':>9}")
    _show(ours, ours, documents, text)
    print(f"{'':20}parts of the index against the text: {_parts(index, text)}", flush=True)
    first = summary(ours.taken)["seconds"]
    nothing = refreshed(folder, index)
    with changed(folder, CHANGED):
        few = refreshed(folder, index)
    assert summary(nothing)["unchanged"] == documents
    for what, taken in (("nothing", nothing), (f"{CHANGED} files", few)):
        said = summary(taken)
        share, whole = said["seconds"] / first, taken.seconds / ours.taken.seconds
        print(
            f"{'':20}{what} changed: {said['changed']} read, {100 * share:.2f} % of the time, with the start of the "
            f"program {100 * whole:.2f} %",
            flush=True,
        )
    others = (dossier(folder, work / "bare", annotated=False), recoll(folder, work / "recoll"), ripgrep(folder))
    for made in filter(None, others):
        _show(made, ours, documents, text)


def _show(made: Made, ours: Made, documents: int, text: int) -> None:
    taken = made.taken
    print(
        f"{made.name:20}{documents / taken.seconds:9.0f}{text / 1e6 / taken.seconds:11.2f}"
        f"{1000 * taken.cpu / documents:12.2f}{taken.peak / 1e6:11.0f}{made.index / text:12.2f}"
        + ("" if made is ours else f"   x{ours.taken.seconds / taken.seconds:.2f}"),
        flush=True,
    )


def _parts(index: Path, text: int) -> str:
    build = next(index.glob("build-*"))
    parts = {"postings": _size(build / "postings")}
    parts |= {path.stem: path.stat().st_size for path in sorted(build.glob("*.sqlite"))}
    return ", ".join(f"{name} {size / text:.2f}" for name, size in parts.items())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--documents", type=int, nargs="*", default=[1000, 10_000, 100_000], metavar="N")
    parser.add_argument("--no-pages", action="store_true", help="leave out the folder of saved pages alone")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "dossier-benchmark", metavar="DIR")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    work = options.work.resolve()
    if not options.no_pages:
        measure(all_pages(options.data, work), work)
    for number in options.documents:
        measure(mixed(options.data, number, work), work)


if __name__ == "__main__":
    main()
