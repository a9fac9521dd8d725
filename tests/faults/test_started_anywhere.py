"""Started from a folder that holds modules called like those the program needs, it loads none of them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.sentences import drawn

ROOT = Path(__file__).parents[2]
NAMES = """
yaml index seeds textual rich numpy lxml whoosh platformdirs Stemmer trafilatura json argparse logging sqlite3 random
signal pickle struct socket selectors tempfile queue multiprocessing concurrent subprocess heapq html csv email zlib
asyncio dataclasses pathlib shutil difflib hashlib datetime locale
"""
SCRIPT = "import sys\nfrom tui.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main())\n"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A collection with such modules: whichever is loaded leaves a mark."""
    made, mark = tmp_path / "collection", tmp_path / "struck"
    made.mkdir()
    fill(made, 3)
    for name in NAMES.split():
        (made / f"{name}.py").write_text(f"open({str(mark)!r}, 'a').write({name!r})\nraise SystemExit(77)\n")
    yield made
    assert not mark.exists(), mark.read_text()


def fill(folder: Path, documents: int) -> None:
    for section in drawn(documents):
        (folder / f"{section.id}.txt").write_text(section.text, encoding="utf-8")


def environment() -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}, "PYTHONPATH": str(ROOT)}


def ran(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, *command], cwd=folder, env=environment(), capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_installed_command_and_the_processes_that_read(folder: Path, tmp_path: Path) -> None:
    fill(folder, 60)  # so many that they are read in processes of their own
    script = tmp_path / "bin" / "dossier"  # Python looks for modules beside it
    script.parent.mkdir()
    script.write_text(SCRIPT)
    assert "60 added" in ran([str(script), "refresh", ".", "--index", str(tmp_path / "index")], folder)


# `python -m index` would, as it says, run the index.py that lies there
@pytest.mark.parametrize("start", [["-m", "tui"], ["-P", "-m", "index"]])
def test_modules_started_by_python(folder: Path, tmp_path: Path, start: list[str]) -> None:
    assert ran([*start, "search", "-C", ".", "--index", str(tmp_path / "index")], folder)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_browser(folder: Path, tmp_path: Path) -> None:
    from tests.terminal import Terminal

    before = Path.cwd()
    os.chdir(folder)
    try:
        program = [sys.executable, "-m", "tui", ".", "--index", str(tmp_path / "index")]
        with Terminal(program, env={"PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": ""}) as terminal:
            terminal.wait_for("Files 3 added", limit=90.0)
            terminal.send("q")
            assert terminal.ended(10.0)
    finally:
        os.chdir(before)
