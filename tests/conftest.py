"""What every test may lean on: folders of its own instead of the user's, and the bundled collection indexed once."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from index.folders import bundled_collection
from index.library import Library
from index.refresh import refresh
from tests.offline import sitecustomize as sitecustomize  # from here on nothing connects to another machine

# Nor do the processes that tests start, whose Python imports that module by itself
os.environ["PYTHONPATH"] = os.pathsep.join(
    [str(Path(__file__).parent / "offline"), *filter(None, [os.environ.get("PYTHONPATH")])]
)

# The same examples in every run, however busy the machine: `tests/fuzz` is what draws new ones
settings.register_profile("same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in ("CONFIG", "CACHE", "STATE", "DATA"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("SSH_TTY", "SSH_CONNECTION", "TMUX", "STY", "NO_COLOR", "BROWSER", "VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def bundled_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the bundled collection, made once; tests only read it."""
    index = tmp_path_factory.mktemp("bundled") / "index"
    summary = refresh(bundled_collection(), index=index)
    assert summary.problems == ()
    return index


@pytest.fixture
def bundled_library(bundled_index: Path) -> Iterator[Library]:
    """The bundled collection, open."""
    library = Library.open(bundled_collection(), index=bundled_index)
    yield library
    library.close()
