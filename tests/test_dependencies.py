"""What Dossier stands on: the lock says every package by version and hash, the licences allow, the README names all."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / ".ci" / "requirements.lock").read_text(encoding="utf-8")
RENEW = (
    "uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --extra dev "
    "pyproject.toml -o .ci/requirements.lock"
)

_PERMISSIVE = re.compile(r"\b(0?BSD|MIT|Apache|MPL|Mozilla|PSF|Python|ISC|Zlib|CC0|Unlicense)", re.IGNORECASE)
_COPYLEFT = re.compile(r"\b[AL]?GPL|Affero|GNU|SSPL|Commons Clause", re.IGNORECASE)


def _locked() -> dict[str, list[Requirement]]:
    found: dict[str, list[Requirement]] = {}
    for line in LOCK.splitlines():
        if line and not line.startswith((" ", "#")):
            requirement = Requirement(line.rstrip("\\ "))
            found.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return found


def test_everything_is_locked_by_version_and_hash_and_by_no_address() -> None:
    entries = re.split(r"\n(?=\S)", LOCK.strip())
    for entry in entries:
        assert re.match(r"[\w.-]+==\S+", entry), entry.splitlines()[0]
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", entry), entry.splitlines()[0]
    assert "://" not in LOCK
    assert "index-url" not in LOCK


@pytest.mark.parametrize("line", [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
def test_the_lock_is_what_the_project_asks_for(line: str) -> None:
    asked = Requirement(line)
    locked = _locked().get(canonicalize_name(asked.name), [])
    assert locked, f"{asked.name} is not locked; renew the lock: {RENEW}"
    for each in locked:
        version = str(each.specifier).removeprefix("==")
        assert asked.specifier.contains(version), f"{each} does not do for {asked}; renew the lock: {RENEW}"


def _brought(names: list[str]) -> Iterator[str]:
    """These packages and what they bring, of what is installed."""
    waiting, seen = [canonicalize_name(Requirement(name).name) for name in names], set[str]()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        try:
            lines = requires(name) or []
        except PackageNotFoundError:  # for another system, or an extra that is not installed
            continue
        yield name
        for line in lines:
            needed = Requirement(line)
            if needed.marker is None or needed.marker.evaluate({"extra": ""}):
                waiting.append(canonicalize_name(needed.name))


def _allowed(name: str) -> bool:
    said = metadata(name)
    stated = " ".join(said.get_all("License-Expression") or [])
    if not stated:
        classified = [each for each in said.get_all("Classifier") or [] if each.startswith("License")]
        stated = " ".join([*(each.split("\n")[0] for each in said.get_all("License") or []), *classified])
    return any(_PERMISSIVE.search(way) and not _COPYLEFT.search(way) for way in stated.split(" OR "))


def test_no_package_that_is_shipped_or_brought_is_under_the_gpl() -> None:
    extras = [
        line for extra in ("watch", "serve", "russian", "spacy") for line in PROJECT["optional-dependencies"][extra]
    ]
    brought = list(_brought([*PROJECT["dependencies"], *extras]))
    assert len(brought) > len(PROJECT["dependencies"])
    assert [name for name in brought if not _allowed(name)] == []


def test_the_gpl_would_be_told() -> None:
    assert _COPYLEFT.search("GNU General Public License v3")
    assert _COPYLEFT.search("LGPL-2.1-or-later")
    assert _COPYLEFT.search("GNU Affero General Public License")
    assert not _allowed("pyte"), "LGPL, and so only for tests"


def test_the_readme_says_of_each_what_it_is_for_and_may_touch() -> None:
    table = re.search(
        r"<!-- dependencies -->(.*?)<!-- /dependencies -->", (ROOT / "README.md").read_text("utf-8"), re.S
    )
    assert table is not None
    told = {
        canonicalize_name(name)
        for row in re.findall(r"^\|([^|]*)\|", table[1], re.M)
        for name in re.findall(r"`([^`]+)`", row)
    }
    named = [*PROJECT["dependencies"]]
    for extra in ("watch", "serve", "russian", "spacy"):
        named += PROJECT["optional-dependencies"][extra]
    assert {canonicalize_name(Requirement(line).name) for line in named} <= told
