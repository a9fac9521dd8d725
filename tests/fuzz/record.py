"""How many inputs were tried, by target and by way: in a state folder while runs go on, in tried.yaml for good.

A state is of one machine; tried.yaml is in the repository and is the sum over all, to which `tell` adds what a state
has and has not told yet. Each state numbers its inputs from a place of its own, drawn when it is begun, so that two of
them do not try the same.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

CHANGED, MADE, GUIDED = "changed", "made", "guided"
WAYS = (CHANGED, MADE, GUIDED)
TRIED = Path(__file__).with_name("tried.yaml")
_HEAD = """\
# Inputs tried so far, of each target: changed from sound ones, made from a grammar, guided by what they reach; how many
# of them were finds (each is cured and stands in corpus/), and seconds of CPU. Added to by
# `python -m tests.fuzz --state DIR --record`, printed by `python -m tests.fuzz --list`.
"""
_FILE = "fuzzed.json"
_FOUND, _SECONDS, _TOLD = "found", "seconds", "told"
_APART = 10_000_000  # more than a state will ever try of a target


class Record:
    """The counts of one state folder and, with them, those told before. Written whole after every round: a run that is
    cut off loses at most one."""

    def __init__(self, folder: Path, tried: Path = TRIED) -> None:
        self.folder = folder
        self._path = folder / _FILE
        self._tried = tried
        folder.mkdir(parents=True, exist_ok=True)
        self._state: dict[str, Any] = {"begin": random.SystemRandom().randrange(1, 1 << 32) * _APART}
        self._load()

    def _load(self) -> None:
        if self._path.exists():
            self._state = json.loads(self._path.read_text("utf-8"))

    def _untold(self, target: str) -> dict[str, float]:
        counts = self._state.get(target, {})
        told = counts.get(_TOLD, {})
        return {key: counts.get(key, 0) - told.get(key, 0) for key in (*WAYS, _FOUND, _SECONDS)}

    def first(self, target: str, way: str) -> int:
        """The number of the next input that this state tries."""
        return int(self._state.get("begin", 0)) + int(self._state.get(target, {}).get(way, 0))

    def tried(self, target: str, way: str = "") -> int:
        """Inputs tried so far, of one way or of all, on all machines."""
        told, untold = recorded(self._tried).get(target, {}), self._untold(target)
        return sum(int(told.get(each, 0)) + int(untold[each]) for each in ([way] if way else WAYS))

    def seconds(self, target: str) -> float:
        """CPU seconds that they took."""
        return float(recorded(self._tried).get(target, {}).get(_SECONDS, 0)) + self._untold(target)[_SECONDS]

    def found(self, target: str) -> int:
        """How many of them were finds."""
        return int(recorded(self._tried).get(target, {}).get(_FOUND, 0) + self._untold(target)[_FOUND])

    def add(self, target: str, way: str, inputs: int, seconds: float, found: int) -> None:
        """Count a round, and write."""
        self._load()
        counts = self._state.setdefault(target, {})
        counts[way] = int(counts.get(way, 0)) + inputs
        counts[_SECONDS] = round(float(counts.get(_SECONDS, 0.0)) + seconds, 2)
        counts[_FOUND] = int(counts.get(_FOUND, 0)) + found
        self._write()

    def tell(self, targets: Mapping[str, object]) -> None:
        """Add what this state has and has not told yet to tried.yaml, in the order of `targets`."""
        self._load()
        sums = {name: dict(counts) for name, counts in recorded(self._tried).items()}
        for name in self._state.keys() & targets.keys():
            counts = sums.setdefault(name, {})
            for key, more in self._untold(name).items():
                counts[key] = round(counts.get(key, 0) + more)
            self._state[name][_TOLD] = {key: value for key, value in self._state[name].items() if key != _TOLD}
        lines = [
            f"{name}: {{{', '.join(f'{key}: {count}' for key, count in sums[name].items())}}}\n"
            for name in targets
            if name in sums
        ]
        self._tried.write_text(_HEAD + "".join(lines), "utf-8")
        self._write()

    def _write(self) -> None:
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._state, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(self._path)


def recorded(path: Path = TRIED) -> dict[str, dict[str, int]]:
    """What tried.yaml says: of each target the inputs by way, `found` and `seconds`."""
    return yaml.safe_load(path.read_text("utf-8")) or {} if path.exists() else {}
