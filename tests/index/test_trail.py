"""The trail: a log that survives, is bounded and is read whatever its lines hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index import trail
from index.export.trail import markdown
from index.folders import remembered_file


def test_steps_come_back_in_order_and_damaged_lines_are_passed_over(tmp_path: Path) -> None:
    steps = [
        trail.Step("search", "2026-01-02T10:00:00+00:00", query='"free `trade`"', order="newest"),
        trail.Step(
            "open", "2026-01-02T10:01:00+00:00", document="a1", path="x/\udcff.txt", title="T\x1b[31m", position=7
        ),
        trail.Step("keep", "2026-01-03T10:01:00+00:00", document="a1", path="x.txt", title="T", words="two\nlines"),
    ]
    trail.add(tmp_path, steps[0])
    path = remembered_file(tmp_path, trail.FILE)
    with path.open("a") as stream:
        stream.write('{broken\n[1]\n{"what": "open", "position": "x"}\n{"what": "dance"}\n')
    trail.add(tmp_path, steps[1])
    trail.add(tmp_path, steps[2])
    assert trail.steps(tmp_path) == [steps[0], trail.Step("open"), *steps[1:]]
    assert os.name != "posix" or path.stat().st_mode & 0o077 == 0
    text = "\n".join(markdown("Trail", [steps[0], *steps[1:]]))
    assert '- 10:00 searched ``"free `trade`"``, by newest' in text
    assert text.count("## 2026-01-0") == 2
    assert "  > two lines" in text
    trail.clear(tmp_path)
    assert trail.steps(tmp_path) == []


def test_it_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "MOST", 20)
    monkeypatch.setattr(trail, "_LOOK_FROM", 1000)
    for number in range(300):
        trail.add(tmp_path, trail.Step("search", query=f"query {number}"))
    assert remembered_file(tmp_path, trail.FILE).stat().st_size < 2000
    kept = [step.query for step in trail.steps(tmp_path)]
    assert kept[-1] == "query 299"
    assert kept == [f"query {number}" for number in range(300 - len(kept), 300)]
