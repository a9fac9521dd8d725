"""The files that could not be read, or only in part, and what to do about each."""

from __future__ import annotations

from collections.abc import Sequence

from index.models import Problem
from tui.screens.dialog import KEY, Dialog, Line, wrapped


class Problems(Dialog):
    """Opened by `P`."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        count = len(problems)
        title = f"{count:,} file{'s' if count != 1 else ''} with problems" if count else "Every file could be read"
        super().__init__(f"{title} · Esc closes", lambda width: problem_lines(problems, width))


def problem_lines(problems: Sequence[Problem], width: int) -> list[Line]:
    """Path, what is wrong and, where one is known, the way out."""
    lines: list[Line] = []
    for problem in problems:
        lines.append([(problem.path, KEY)])
        said = f"{problem.message}: {problem.hint}" if problem.hint else problem.message
        lines += [[("  " + each, None)] for each in wrapped(said, width - 3)]
    return lines
