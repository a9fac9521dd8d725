"""The counts of inputs: kept between runs, told once, and never the same inputs twice on two machines."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz.__main__ import TRUST, sums
from tests.fuzz.record import CHANGED, GUIDED, WAYS, Record, recorded
from tests.fuzz.targets import TARGETS
from tests.trust import rows


def test_every_target_has_been_tried_and_the_table_has_the_sum() -> None:
    assert list(recorded()) == list(TARGETS)
    assert all(sum(counts[way] for way in WAYS) > 0 for counts in recorded().values())
    row = next(row for row in rows() if row.what == TRUST)
    assert (row.tried, row.survived, row.seconds) == sums()


def test_counts_are_kept_and_told_once(tmp_path: Path) -> None:
    tried = tmp_path / "tried.yaml"
    here = Record(tmp_path / "here", tried)
    here.add("html", CHANGED, 1000, 2.25, 1)
    here.add("html", GUIDED, 50, 1.0, 0)
    assert (here.tried("html"), here.tried("html", CHANGED), here.found("html")) == (1050, 1000, 1)
    here.tell(TARGETS)
    again = Record(tmp_path / "here", tried)
    again.tell(TARGETS)
    again.add("html", CHANGED, 500, 1.0, 0)
    assert (again.tried("html"), again.seconds("html")) == (1550, 4.0)
    again.tell(TARGETS)
    assert recorded(tried) == {"html": {"changed": 1500, "made": 0, "guided": 50, "found": 1, "seconds": 4}}
    assert tried.read_text("utf-8").startswith("# Inputs tried so far")


def test_another_machine_goes_on_from_the_sum_with_other_inputs(tmp_path: Path) -> None:
    tried = tmp_path / "tried.yaml"
    for name in ("here", "there"):
        record = Record(tmp_path / name, tried)
        record.add("csv", CHANGED, 100, 1.0, 0)
        record.tell(TARGETS)
    assert record.tried("csv") == 200
    here, there = (Record(tmp_path / name, tried).first("csv", CHANGED) for name in ("here", "there"))
    assert abs(here - there) > 100
