"""What was tried against Dossier and what came of it: records in trust.yaml, and the README's table made from them.

    python -m tests.trust            prints the table
    python -m tests.trust --write    renews it in the README

Commands that try something long (`tests.faults`, `tests.fuzz`) call `add` when they are run with `--record`; a row is
the sum of all their runs. A failure is recorded as well: it shows until its cause is gone and its row begun anew.
"""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import yaml

RECORDS = Path(__file__).with_suffix(".yaml")


@dataclass(frozen=True, slots=True)
class Row:
    """One kind of fault or input: `tried` and `survived` are numbers of them, `lost` bytes, `seconds` of all runs,
    `command` repeats it, `ci` is the shorter form that the checks run: a command, or the path of a test."""

    what: str
    tried: int
    survived: int
    lost: int
    seconds: int
    date: date
    command: str
    ci: str


def rows(path: Path = RECORDS) -> list[Row]:
    """The records in their order. Raises TypeError for one with other keys."""
    return [Row(**each) for each in yaml.safe_load(path.read_text(encoding="utf-8"))]


def add(what: str, *, tried: int, survived: int, lost: int, seconds: float, path: Path = RECORDS) -> None:
    """Add a run to the row called `what`, which must be there: who writes its command and CI form into the file is a
    person. Raises LookupError for another."""
    row = _row(what, path)
    tried, survived, lost = row.tried + tried, row.survived + survived, row.lost + lost
    put(what, tried=tried, survived=survived, lost=lost, seconds=row.seconds + round(seconds), path=path)


def put(what: str, *, tried: int, survived: int, lost: int, seconds: int, path: Path = RECORDS) -> None:
    """Give the row called `what` these figures and the day of today. Raises LookupError as `add`."""
    day = datetime.now(UTC).date()
    now = replace(_row(what, path), tried=tried, survived=survived, lost=lost, seconds=seconds, date=day)
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    all_ = [asdict(now if row.what == what else row) for row in rows(path)]
    body = yaml.safe_dump(all_, sort_keys=False, allow_unicode=True, width=1000)
    path.write_text(head + body, encoding="utf-8")


def _row(what: str, path: Path) -> Row:
    for row in rows(path):
        if row.what == what:
            return row
    raise LookupError(f"{path.name} has no row {what!r}")


def table(path: Path = RECORDS) -> str:
    """The README's table; what has not been tried yet is not in it."""
    lines = [
        "| tried | times | survived | bytes lost | seconds | last | repeated by | in CI |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for row in (row for row in rows(path) if row.tried):
        figures = f"{row.tried:,} | {row.survived:,} | {row.lost:,} | {row.seconds:,} | {row.date.isoformat()}"
        lines.append(f"| {row.what} | {figures} | `{row.command}` | `{row.ci}` |")
    return "\n".join([*lines, "", _inputs()])


def _inputs() -> str:
    """What made-up inputs come to, by target."""
    from tests.fuzz.record import WAYS, recorded

    each = {name: sum(counts[way] for way in WAYS) for name, counts in recorded().items()}
    found = sum(counts["found"] for counts in recorded().values())
    return (
        f"Made-up input: {len(each)} readers and rule sets have had {min(each.values()):,} and more each, "
        f"{sum(each.values()):,} in all (`python -m tests.fuzz --list`). Finds among them: {found:,}; what is found is "
        "cured and kept in `tests/fuzz/corpus`, which every run of the suite tries again."
    )


def main() -> None:
    """See the module."""
    if "--write" not in sys.argv:
        print(table())
        return
    from tests import readme

    readme.README.write_text(readme.renewed(readme.README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
