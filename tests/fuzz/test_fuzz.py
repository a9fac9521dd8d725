"""One input in a hundred of what `python -m tests.fuzz` tries, and everything that it ever found.

The thousand inputs for CI are the first of a target's hundred thousand; of targets that take a millisecond or more to
an input it is a part of them (`Target.share`), so that all together stay below a minute.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from index.sources import ocr
from tests.fuzz.outcome import outcome
from tests.fuzz.targets import TARGETS, Target

_CORPUS = Path(__file__).parent / "corpus"
_FOUND = sorted(path for path in _CORPUS.rglob("*") if path.is_file())


@pytest.fixture(autouse=True)
def _without_tesseract(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "")


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_changed_inputs_end_in_a_document_or_a_problem(target: Target) -> None:
    for number in range(target.share):
        failed, trace = outcome(target, target.changed(number))
        assert not failed, f"input {number} of {target.name}: {trace}"


@pytest.mark.parametrize("path", _FOUND, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_what_was_found_is_not_found_again(path: Path) -> None:
    target = TARGETS[path.parent.name]
    begin = time.process_time()
    assert outcome(target, path.read_bytes()) == ("", "")
    assert time.process_time() - begin < target.seconds
