"""The figures view at the far end of a line: a key costs few bytes, in either script, and idle costs none."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

from index.refresh import refresh
from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from index.library import Library
from tui.app import make_app
folder = Path(sys.argv[1])
app = make_app(folder, library=lambda: Library.open(folder, index=folder.parent / "index"))
app.run()
app.engine.stop()
"""
ENGLISH = (
    "Trade grew {}% in {}, and that is a very good result for all who take part in it, he told journalists there.\n\n"
)
RUSSIAN = (
    "Экспорт вырос на {}% в {} году, и это очень хороший результат для всех участников, сказал он журналистам.\n\n"
)


@pytest.mark.parametrize("size", [(80, 24), (109, 30)])
def test_a_key_costs_few_bytes(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    for name, sentence in (("en.txt", ENGLISH), ("ru.txt", RUSSIAN)):
        (folder / name).write_text("".join(sentence.format(year % 7 + 1, year) for year in range(2019, 2025)))
    refresh(folder, index=tmp_path / "index")
    columns, lines = size
    with Terminal(
        [sys.executable, "-c", PROGRAM, str(folder)], columns=columns, lines=lines, env={"PYTHONPATH": str(ROOT)}
    ) as terminal:
        terminal.wait_for("2 documents")
        terminal.settle()
        terminal.press("5")
        terminal.wait_for("12 statements")
        terminal.settle()
        costs = [terminal.press(key, quiet=0.15).bytes for key in ["down"] * 7 + ["up"]]
        assert all(0 < cost <= 250 for cost in costs), costs
        assert terminal.listen(0.5) == 0
