"""Imported by the process that others are forked from: what reading a first document loads is loaded there, once."""

from __future__ import annotations

from pathlib import Path

from index.names import names_for
from index.refresh.reading import Task, read_document

_TEXT = Path(__file__).parents[1] / "fixtures" / "texts" / "official.txt"

read_document(Task(str(_TEXT), _TEXT.name, {}), names_for(_TEXT.parent))
