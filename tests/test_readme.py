"""The README says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme import PICTURE, README, picture, renewed

ROOT = README.parent


def test_its_tables_are_those_of_the_code() -> None:
    text = README.read_text(encoding="utf-8")
    assert renewed(text) == text, "run: python -m tests.readme --write"


def test_its_code_map_names_what_exists() -> None:
    text = README.read_text(encoding="utf-8")
    start = text.index("## Code map")
    code_map = text[start : text.index("```\n\nLayers", start)]
    root = ""
    for line in code_map.splitlines():
        if match := re.match(r"(seeds|index|tui|tests)/", line):
            root = match[1]
        elif line.startswith("  ") and root:
            names = re.split(r"\s{2,}", line.strip())[0] if "  " in line.strip() else line.split()[0]
            for name in re.findall(r"[\w/]+", names):
                path = ROOT / root / name.rstrip("/")
                assert path.exists() or path.with_suffix(".py").exists(), f"{root}/{name} is not there"


def test_its_picture_is_the_screen_as_it_is() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "run: python -m tests.readme --write"


def test_its_pictures_and_links_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README.read_text(encoding="utf-8")):
        assert target.startswith("http") or (ROOT / target).exists(), target


def test_the_checks_run_the_same_test_command() -> None:
    run = Path(ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "<!-- test command -->" in run
    assert "<!-- test command -->\n```sh\n.venv/bin/python -m pytest" in README.read_text(encoding="utf-8")
