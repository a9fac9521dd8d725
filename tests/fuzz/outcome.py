"""One input and what became of it, and how a find is made smaller."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.fuzz.targets import Target

_ROOT = Path(__file__).parents[2]


def outcome(target: Target, data: bytes) -> tuple[str, str]:
    """("", "") for an input that ended as it should, in a document or a problem that was declared; else where and how
    it failed, and the traceback."""
    try:
        target.run(data)
    except MemoryError as error:
        return "MemoryError", "".join(traceback.format_exception(error))
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return where(error), "".join(traceback.format_exception(error))
    return "", ""


def where(error: Exception) -> str:
    """A name for what went wrong: the kind of error and the last line of our own code that it came through."""
    ours = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.startswith(str(_ROOT))]
    ours = [frame for frame in ours if ".venv" not in frame.filename]
    last = ours[-1] if ours else None
    place = f"{Path(last.filename).relative_to(_ROOT)}:{last.name}:{last.lineno}" if last else "elsewhere"
    return f"{type(error).__name__} in {place}"


def smaller(data: bytes, fails: Callable[[bytes], bool], tries: int = 400, seconds: float = 20.0) -> bytes:
    """`data` with stretches taken out as long as it `fails` (Zeller's ddmin, by halves, quarters and so on)."""
    size = max(len(data) // 2, 1)
    due = time.monotonic() + seconds
    while tries > 0 and time.monotonic() < due:
        start, cut = 0, False
        while start < len(data) and tries > 0 and time.monotonic() < due:
            tries -= 1
            shorter = data[:start] + data[start + size :]
            if shorter != data and fails(shorter):
                data, cut = shorter, True
            else:
                start += size
        if size == 1 and not cut:
            break
        size = max(size // 2, 1)
    return data
