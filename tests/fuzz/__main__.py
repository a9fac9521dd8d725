"""`python -m tests.fuzz [TARGET …] [--inputs N] [--state DIR]`: inputs until each target has had N, over all runs.

Without TARGET all of them (`--list` names them), in rounds, those with the fewest inputs first. What is found goes,
made smaller, into tests/fuzz/corpus, where the suite tries it again ever after. Ends with 1 if anything was found.
`--ways` says how inputs are made: changed (from sound ones), made (from a grammar, by hypothesis; for targets that have
one), guided (by atheris, which must be installed). `--record` adds what DIR has counted, in this run and before, to
tests/fuzz/tried.yaml, which counts over all machines, and its sum to tests/trust.yaml (`--rounds 0 --record` does that
alone). For Linux, whose limits it uses.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from tests import trust

CORPUS = Path(__file__).parent / "corpus"
TRUST = "made-up input to every reader, the query language, rules of dates, names and figures, and YAML written by hand"
_ROUND = 1000


def main() -> None:
    """Fuzz, or print what was done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    parser.add_argument("--inputs", type=int, default=100_000, metavar="N", help="of each target, over all runs")
    parser.add_argument("--state", type=Path, default=Path(".fuzzed"), metavar="DIR", help="where counts are kept")
    parser.add_argument("--ways", default="changed", metavar="WAY[,WAY]", help="changed, made, guided")
    parser.add_argument("--rounds", type=int, default=sys.maxsize, metavar="N", help="end after so many rounds")
    parser.add_argument("--record", action="store_true", help="add what DIR has counted to the table of trust")
    parser.add_argument("--list", action="store_true", help="print the targets and what they have had")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dossier-fuzz-") as home:
        for name in ("CONFIG", "CACHE", "STATE", "DATA"):
            os.environ[f"XDG_{name}_HOME"] = home
        sys.exit(_fuzz(options))


def _fuzz(options: argparse.Namespace) -> int:
    from tests.fuzz.record import Record
    from tests.fuzz.targets import TARGETS

    unknown = set(options.targets) - TARGETS.keys()
    if unknown:
        print(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}", file=sys.stderr)
        return 2
    record = Record(options.state)
    names = options.targets or list(TARGETS)
    if options.list:
        _print(record, names)
        return 0
    found = 0
    for _ in range(options.rounds):
        open_ = [
            (record.tried(name, way), name, way)
            for name in names
            for way in options.ways.split(",")
            if record.tried(name, way) < options.inputs and (way != "made" or TARGETS[name].grammar)
        ]
        if not open_:
            break
        tried, name, way = min(open_)
        found += _round(record, name, way, min(_ROUND, options.inputs - tried))
    _print(record, names)
    if options.record:
        record.tell(TARGETS)
        tried, survived, seconds = sums()
        trust.put(TRUST, tried=tried, survived=survived, lost=0, seconds=seconds)
    return 1 if found else 0


def sums() -> tuple[int, int, int]:
    """What tried.yaml comes to: inputs tried, those that were no finds, seconds."""
    from tests.fuzz.record import WAYS, recorded

    all_ = recorded().values()
    tried = sum(counts[way] for counts in all_ for way in WAYS)
    found, seconds = (sum(counts[key] for counts in all_) for key in ("found", "seconds"))
    return tried, tried - found, seconds


def _round(record: object, name: str, way: str, number: int) -> int:
    """One round of one target; how many finds."""
    from tests.fuzz import grammars, pool
    from tests.fuzz.record import Record
    from tests.fuzz.targets import TARGETS

    assert isinstance(record, Record)
    target, first = TARGETS[name], record.first(name, way)
    if way == "guided":
        from tests.fuzz.guided import guided

        done = guided(target, first, number, record.folder / "guided" / name)
    else:
        make = target.changed if way == "changed" else grammars.maker(target.grammar, first, number)
        done = pool.tried(target, make, first, number)
    for place, data, trace in done.finds:
        keep(name, target.suffix, data)
        print(f"{name}: {place}, {len(data)} bytes\n{trace}", flush=True)
    record.add(name, way, done.inputs, done.seconds, len(done.finds))
    return len(done.finds)


def keep(name: str, suffix: str, data: bytes) -> Path:
    """Put a find into the corpus."""
    path = CORPUS / name / f"{hashlib.sha256(data).hexdigest()[:12]}{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _print(record: object, names: list[str]) -> None:
    from tests.fuzz.record import GUIDED, MADE, Record

    assert isinstance(record, Record)
    print(f"{'target':14} {'inputs':>9} {'of them made':>13} {'guided':>9} {'CPU s':>8}  found")
    for name in names:
        made, led = record.tried(name, MADE), record.tried(name, GUIDED)
        seconds, found = record.seconds(name), record.found(name)
        print(f"{name:14} {record.tried(name):9,} {made:13,} {led:9,} {seconds:8.0f}  {found}", flush=True)
    each = [record.tried(name) for name in names]
    print(f"{'all':14} {sum(each):9,}, {min(each):,} and more of each")


if __name__ == "__main__":
    main()
