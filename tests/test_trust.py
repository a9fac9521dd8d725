"""The records of what was tried: their form, and that what they name is there."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.trust import RECORDS, add, rows, table

ROOT = Path(__file__).parent.parent


def test_every_row_names_what_repeats_it() -> None:
    for row in rows():
        assert 0 <= row.survived <= row.tried, row.what
        for command in (row.command, row.ci):
            path = command.split()[0].partition("::")[0]
            module = re.search(r"-m (tests\.\w+)", command)
            assert (ROOT / path).exists() or (module and find_spec(module[1])), f"{row.what}: {command}"


def test_runs_are_added_up(tmp_path: Path) -> None:
    path = tmp_path / "trust.yaml"
    path.write_text(RECORDS.read_text(encoding="utf-8"), encoding="utf-8")
    first = rows()[0]
    add(first.what, tried=7, survived=6, lost=3, seconds=1.6, path=path)
    now, *others = rows(path)
    assert (now.tried, now.survived, now.lost) == (first.tried + 7, first.survived + 6, first.lost + 3)
    assert now.seconds == first.seconds + 2
    assert others == rows()[1:]
    assert path.read_text(encoding="utf-8").startswith("# What was tried")
    assert f"| {now.what} | {now.tried} | {now.survived} | 3 |" in table(path)
    with pytest.raises(LookupError):
        add("something nobody tried", tried=1, survived=1, lost=0, seconds=0, path=path)
