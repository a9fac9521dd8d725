"""A refresh killed in the middle of a file that holds several documents loses nothing and doubles nothing."""

from __future__ import annotations

import random
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from index.library import Library
from index.refresh import refresh

_REFRESH = """
import sys
from pathlib import Path
from index.refresh import refresh, run
run.BATCH_DOCUMENTS = 3
refresh(Path(sys.argv[1]), index=Path(sys.argv[2]), progress=lambda e: print(e["event"], flush=True))
"""


def fill(folder: Path, since: int) -> None:
    """A mailbox of twenty messages from number `since` on, and an archive of five texts."""
    text = "The council of the valley met in Bishkek last year and spoke of matter {0}, said Marta Velling."
    folder.mkdir(exist_ok=True)
    (folder / "box.mbox").write_text(
        "".join(
            f"From a@b.c Mon May 24 18:30:{number % 60:02} 2021\nFrom: a@b.c\nSubject: Matter {number}\n"
            f"Date: Mon, 24 May 2021 18:30:00 +0600\n\n{text.format(number)}\n\n"
            for number in range(since, since + 20)
        )
    )
    with zipfile.ZipFile(folder / "texts.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", text.format(f"{since}-{number}"))


def state(folder: Path, index: Path) -> dict[str, tuple[str, str]]:
    library = Library.open(folder, index=index)
    try:
        rows = library.rows(library.search("*").numbers)
        assert len({row.path for row in rows}) == len(rows) == library.count()
        return {row.path: (row.id, library.text(row.number)) for row in rows}
    finally:
        library.close()


def test_killed_and_resumed(tmp_path: Path) -> None:
    folder, index = tmp_path / "mail", tmp_path / "index"
    chance = random.Random(7)
    for since in (0, 8):  # filled anew, and then half of it changed
        fill(folder, since)
        for commits in (chance.randrange(1, 6),):
            with subprocess.Popen(
                [sys.executable, "-c", _REFRESH, str(folder), str(index)], stdout=subprocess.PIPE, text=True
            ) as process:
                assert process.stdout is not None
                seen = 0
                for line in process.stdout:
                    seen += line == "commit\n"
                    if seen == commits:
                        time.sleep(chance.random() / 20)
                        process.kill()
                        break
    refresh(folder, index=index)
    refresh(folder, index=tmp_path / "other")
    undisturbed = state(folder, tmp_path / "other")
    assert len(undisturbed) == 25
    assert state(folder, index) == undisturbed
    assert refresh(folder, index=index).unchanged == 2
