"""A transcript at the far end of a line: folding its turns and stepping through them costs few bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.terminal import Terminal

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from index.models import Annotation, Document, Kind, Turn
from tests.tui.sample import SampleLibrary, as_library
from tui.app import make_app
name, words = sys.argv[1:]
text, turns, names = "", [], []
for i in range(40):
    label = len(text)
    text += f"{name} {i % 3}: "
    speech = "\\n\\n".join(f"{i}. {words * 4}" for _ in range(3))
    turns.append(Turn(len(text), len(text) + len(speech), f"{name} {i % 3}", label, len(text) - 2))
    names += [Annotation(Kind.PERSON, at, at + 5, "who") for at in range(len(text), len(text) + len(speech), 60)]
    text += speech + "\\n\\n"
document = Document("d", "d.txt", text.rstrip(), "Talks", "2020-01-01", turns=tuple(turns), annotations=tuple(names))
app = make_app(Path("/nowhere"), library=lambda: as_library(SampleLibrary([document])))
code = app.run()
app.engine.stop()
sys.exit(code)
"""


@pytest.mark.parametrize(
    "script", [("Sooronbay Jeenbekov", "Our trade is growing. "), ("Сооронбай Жээнбеков", "Наша торговля растёт. ")]
)
def test_folding_costs_a_screenful_at_most(script: tuple[str, str]) -> None:
    with Terminal([sys.executable, "-c", PROGRAM, *script], env={"PYTHONPATH": str(ROOT)}) as terminal:
        terminal.wait_for("1 document")
        terminal.press("2")
        for key in ("z", "z", "Z", "}", "z", "z", "Z", ")", "(", "}", "z"):
            before = terminal.text
            assert 0 < terminal.press(key).bytes <= 2500, key
            assert terminal.text != before, key
        terminal.press("j")
        assert 0 < terminal.press("j").bytes <= 1500
        terminal.press("Z")
        assert "words)" in terminal.text
        assert terminal.press("j").bytes <= 250, "a line scrolled is one line sent"
