"""How many inputs were tried, by target and by way (changed, made by a grammar, guided), in one file that stays."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

CHANGED, MADE, GUIDED = "changed", "made", "guided"
WAYS = (CHANGED, MADE, GUIDED)
_FILE = "fuzzed.json"


class Record:
    """The counts of one state folder. Written whole after every round: a run that is cut off loses at most one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._path = folder / _FILE
        folder.mkdir(parents=True, exist_ok=True)
        self._counts: dict[str, dict[str, Any]] = {}
        self._load()

    def _load(self) -> None:
        if self._path.exists():
            self._counts = json.loads(self._path.read_text("utf-8"))

    def tried(self, target: str, way: str = "") -> int:
        """Inputs tried so far, of one way or of all."""
        counts = self._counts.get(target, {})
        return sum(int(counts.get(each, 0)) for each in ([way] if way else WAYS))

    def seconds(self, target: str) -> float:
        """CPU seconds that they took."""
        return float(self._counts.get(target, {}).get("seconds", 0.0))

    def finds(self, target: str) -> list[str]:
        """What was found, by where it failed."""
        return list(self._counts.get(target, {}).get("finds", []))

    def add(self, target: str, way: str, inputs: int, seconds: float, finds: list[str]) -> None:
        """Count a round, and write."""
        self._load()
        counts = self._counts.setdefault(target, {})
        counts[way] = int(counts.get(way, 0)) + inputs
        counts["seconds"] = round(float(counts.get("seconds", 0.0)) + seconds, 2)
        counts["finds"] = sorted({*counts.get("finds", []), *finds})
        fresh = self._path.with_suffix(".new")
        fresh.write_text(json.dumps(self._counts, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        fresh.replace(self._path)
