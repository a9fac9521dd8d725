"""A tiny collection with a document of every sort, indexed once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from index.cli import main
from index.refresh import refresh

FILES = {
    "trade.md": """---
title: Trade with Kyrgyzstan grows
publisher: TASS
published: 2021-05-24
place: Bishkek
kind: article
language: en
---
Trade turnover with Kyrgyzstan grew by 13.6% in 2020, to $2.5 billion, Vladimir Putin said on May 20, 2021.

The free market needs no subsidies, he added.
""",
    "talks.md": """---
title: Talks in Sochi
publisher: Kremlin
published: 2021-02-24
kind: transcript
language: en
---
Vladimir Putin: Mr President, trade is the first thing to speak of.

Sadyr Japarov: Thank you. Our trade fell by 17% in 2020.
""",
    "sub/note.txt": "Торговля с Киргизией\n\nСадыр Жапаров приехал в Москву.\n",
}


class Result(NamedTuple):
    """How a command ended: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    def records(self) -> list[dict[str, Any]]:
        """The JSON objects on stdout."""
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Result]


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def _tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = write(tmp_path_factory.mktemp("tiny") / "collection", FILES)
    index = folder.parent / "index"
    summary = refresh(folder, index=index)
    assert (summary.added, summary.problems) == (3, ())
    return folder, index


@pytest.fixture
def collection(_tiny: tuple[Path, Path]) -> Path:
    """The folder of the tiny collection; tests only read it."""
    return _tiny[0]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process."""

    def run(*arguments: str | Path) -> Result:
        code = main([str(argument) for argument in arguments], "dossier")
        return Result(code, *capsys.readouterr())

    return run


@pytest.fixture
def ask(run: Run, _tiny: tuple[Path, Path]) -> Run:
    """Run a command on the tiny collection."""
    return lambda *arguments: run(*arguments, "-C", _tiny[0], "--index", _tiny[1])
