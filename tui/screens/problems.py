"""The files that could not be read, or only in part, and what to do about each."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Problem
from tui.screens.dialog import KEY, Dialog, Line


class Problems(Dialog):
    """Opened by `P`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        title = f"{count:,} file{'s' if count != 1 else ''} with problems" if count else "Every file could be read"
        super().__init__(f"{title} · Esc closes", problem_lines(problems))


def problem_lines(problems: Sequence[Problem]) -> list[Line]:
    """Path, what is wrong and, where one is known, the way out."""
    lines: list[Line] = []
    for problem in problems:
        lines.append([(problem.path, KEY)])
        lines.append([(f"  {problem.message}", None)])
        if problem.hint:
            lines.append([(f"  → {problem.hint}", None)])
    return lines
