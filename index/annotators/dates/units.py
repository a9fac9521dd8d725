"""The units rules see: words, numbers and marks of a text, and the items earlier rules made of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Unit:
    """One unit: its place in the text, its code (see `patterns`), what it means as a member of each class
    (`values["month"] == 5`), and for an item the rule that made it."""

    start: int
    end: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)
    rule: str = ""
