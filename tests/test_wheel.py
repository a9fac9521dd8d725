"""The wheel carries what the program needs: unpacked, with nothing of the checkout beside it, it answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_every_data_file_is_in_it(unpacked: Path) -> None:
    shipped = {".yaml", ".tcss", ".md"}
    for package in ("index", "tui", "seeds"):
        for path in (ROOT / package).rglob("*"):
            if path.suffix in shipped | {".py"} and "__pycache__" not in path.parts:
                assert (unpacked / path.relative_to(ROOT)).is_file(), path
    assert not (unpacked / "tests").exists()


def test_the_manual_page_is_installed_where_man_looks(unpacked: Path) -> None:
    (page,) = unpacked.glob("*.data/data/share/man/man1/dossier.1")
    assert page.read_bytes() == (ROOT / "man" / "dossier.1").read_bytes()


def test_it_answers_about_the_bundled_collection(unpacked: Path, tmp_path: Path) -> None:
    environment = dict(os.environ, PYTHONPATH=str(unpacked))
    command = [sys.executable, "-P", "-m", "tui", "search", "--json", "--index", str(tmp_path / "index"), "Overchuk"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    hit = json.loads(line)
    assert hit["published"] == "2020-09-28"
    assert Path(hit["collection"]).is_relative_to(unpacked)
