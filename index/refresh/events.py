"""What a refresh says while it runs, and at its end: plain dictionaries, the schema of `refresh --progress json`.

    {"event": "start", "files": N}                       files to read (new or changed)
    {"event": "progress", "done": n, "total": N, "documents": d, "problems": p, "rate": r, "share": s, "eta": e,
     "path": "..."}
    {"event": "commit", "documents": d}                  a batch is in the index; d documents so far in this run
    {"event": "end", ...}                                the fields of `Summary`
    {"event": "error", "kind": "IndexBusyError", "message": "...", "hint": "..."}   nothing was done

Files that hold several documents are done when their end is reached; "path" names the document in them. Rates are
documents per second; share, from 0 to 1, is of the bytes to read, and eta, in seconds or null, goes by them. Progress
comes at most twice a second.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from time import monotonic

from index.models import Problem

Event = dict[str, object]
Listener = Callable[[Event], None]

_INTERVAL = 0.5


@dataclass(frozen=True, slots=True)
class Summary:
    """What a refresh did: files counted by what became of them, the whole problems list, seconds taken, and what was
    wrong with the index where it was made anew for that, else ""."""

    added: int
    changed: int
    removed: int
    unchanged: int
    problems: tuple[Problem, ...]
    stopped: bool
    seconds: float
    damage: str = ""

    def event(self) -> Event:
        """The closing event."""
        return {"event": "end"} | asdict(self)


class Progress:
    """Counts what is read and tells a listener, at most twice a second."""

    def __init__(self, total: int, tell: Listener, size: int = 0) -> None:
        """`size` is how many bytes the `total` files have together."""
        self.total = total
        self.done = 0
        self.documents = 0
        self.problems = 0
        self._size = size
        self._bytes = 0
        self.position: Callable[[], int] = lambda: 0  # bytes read of a file that is not done
        self._tell = tell
        self._start = self._last = monotonic()
        tell({"event": "start", "files": total})

    def read(self, path: str, *, problem: bool, document: bool, file: bool = True, size: int = 0) -> None:
        """One document was read, or tried; `file` says that a file of `size` bytes was done with it."""
        self.done += file
        self._bytes += size
        self.problems += problem
        self.documents += document
        now = monotonic()
        if now - self._last < _INTERVAL and self.done < self.total:
            return
        self._last = now
        passed = max(now - self._start, 1e-6)
        rate = max(self.documents, self.done) / passed
        through = min(self._bytes + self.position(), self._size)
        share = through / self._size if self._size else self.done / max(self.total, 1)
        left = (self._size - through) * passed / through if through else None
        self._tell(
            {
                "event": "progress",
                "done": self.done,
                "total": self.total,
                "documents": self.documents,
                "problems": self.problems,
                "rate": round(rate, 1),
                "share": round(share, 3),
                "eta": round(left, 1) if left is not None else None,
                "path": path,
            }
        )

    def committed(self) -> None:
        """What was read so far can be found."""
        self._tell({"event": "commit", "documents": self.documents})
