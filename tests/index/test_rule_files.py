"""The program's own YAML files: words stay words."""

from __future__ import annotations

from pathlib import Path

import pytest

from index import rule_files

_RULES = """words: [no, on, yes, off]
really: true
number: 12
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    folder = tmp_path / "ruled"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "rules.yaml").write_text(_RULES, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return "ruled"


def test_only_true_and_false_are_truth_values(package: str) -> None:
    assert rule_files.load(package, "rules.yaml") == {
        "words": ["no", "on", "yes", "off"],
        "really": True,
        "number": 12,
    }


def test_as_text_everything_is_a_string(package: str) -> None:
    assert rule_files.load(package, "rules.yaml", as_text=True)["number"] == "12"
