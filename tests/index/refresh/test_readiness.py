"""What a change needs is loaded before it comes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
from pathlib import Path
from index.refresh import refresh
from index.refresh.readiness import make_ready
folder, index = map(Path, sys.argv[1:])
refresh(folder, index=index)
make_ready(folder)
before = set(sys.modules)
(folder / "b.txt").write_text("A second text. Trade rose by 3 percent in 2020, said President Putin.")
assert refresh(folder, index=index).added == 1
print(*sorted(name for name in set(sys.modules) - before if name.partition(".")[0] in ("index", "whoosh", "numpy")))
"""


def test_a_change_loads_nothing_more_but_what_reads_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    command = [sys.executable, "-W", "ignore", "-c", PROGRAM, str(folder), str(tmp_path / "index")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[3])
    assert [name for name in done.stdout.split() if not name.startswith("index.sources.")] == []


def test_names_that_cannot_be_read_are_for_the_refresh_to_tell(tmp_path: Path) -> None:
    from index.refresh.readiness import make_ready

    (tmp_path / "names.yaml").write_text("[")
    make_ready(tmp_path)
