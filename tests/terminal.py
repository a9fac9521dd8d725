"""A real pseudo-terminal around a program: what a person at the far end of an SSH line would see and wait for.

`Terminal` starts a command in a pseudo-terminal, keeps its screen with pyte and counts what it sends. Used by the
tests of the line budget (counts, which may be asserted) and by the benchmarks (times, which may not).
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import pyte

KEYS = {
    "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D", "enter": "\r", "tab": "\t",
    "shift+tab": "\x1b[Z", "escape": "\x1b", "space": " ", "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
    "home": "\x1b[H", "end": "\x1b[F", "backspace": "\x7f",
}  # fmt: skip


ANSWERS = {b"\x1b[6n": b"\x1b[1;1R", b"\x1b[c": b"\x1b[?62;c"}
"""What a real terminal answers."""
MODERN = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;2$y"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one key caused: bytes sent to the terminal, and seconds until the last of them."""

    bytes: int
    seconds: float


class _Screen(pyte.Screen):
    """pyte's, which stumbles over a private style: what a program that was killed amid a sequence seems to send."""

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Set colours and styles."""
        if not private:
            super().select_graphic_rendition(*attributes)


class Terminal:
    """A program in a pseudo-terminal. A context manager: leaving it ends the program."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        columns: int = 80,
        lines: int = 24,
        env: Mapping[str, str] | None = None,
        modern: bool = False,
    ) -> None:
        """A `modern` terminal says that it knows synchronised output and resizing in band."""
        self._answers = ANSWERS | (MODERN if modern else {})
        self._screen = _Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = bytearray()
        self._arrived = 0.0  # when the last bytes came
        self.status: int | None = None
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            environment = dict(os.environ, TERM="xterm-256color", **(env or {}))
            if os.environ.get("PYTHONPATH"):  # in the tests, which see to it that nothing connects anywhere
                environment["PYTHONPATH"] = os.pathsep.join([environment["PYTHONPATH"], os.environ["PYTHONPATH"]])
            # Without compiled files every start would compile the whole program anew
            for name in ("COLUMNS", "LINES", "NO_COLOR", "CI", "PYTHONDONTWRITEBYTECODE"):
                environment.pop(name, None)
            os.execvpe(command[0], list(command), environment)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        self.found = self.attributes  # before the program has come so far as to change them

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The program's process."""
        return self._pid

    @property
    def text(self) -> str:
        """The screen as text, one line per row."""
        return "\n".join(self._screen.display)

    @property
    def attributes(self) -> list[object]:
        """The line discipline: echo, canonical mode, control characters (see `termios.tcgetattr`)."""
        return list(termios.tcgetattr(self._fd))

    @property
    def stopped(self) -> bool:
        """Whether the program was suspended since this was last asked."""
        pid, status = os.waitpid(self._pid, os.WNOHANG | os.WUNTRACED)
        return bool(pid) and os.WIFSTOPPED(status)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        os.kill(self._pid, number)

    @property
    def _working(self) -> bool:
        """Whether a thread of the program runs or would, as far as the system says (Linux)."""
        return any(_state(Path(thread)) == "R" for thread in glob(f"/proc/{self._pid}/task/*/stat"))

    @property
    def cells(self) -> list[list[tuple[str, str, str, bool, bool]]]:
        """Every cell: character, colours, reverse, and bold where that is seen."""
        rows = (self._screen.buffer[y] for y in range(self._screen.lines))
        return [
            [(c.data, c.fg if c.data != " " else "", c.bg, c.reverse, c.bold and c.data != " ")
             for c in (row[x] for x in range(self._screen.columns))]
            for row in rows
        ]  # fmt: skip

    @property
    def worked(self) -> float:
        """CPU seconds of the program so far; 0 where the system does not say."""
        try:
            fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def memory(self) -> int:
        """The most bytes of memory that the program had so far; 0 where the system does not say."""
        try:
            said = Path(f"/proc/{self._pid}/status").read_text()
        except OSError:
            return 0
        return next((int(line.split()[1]) << 10 for line in said.splitlines() if line.startswith("VmHWM")), 0)

    def wait_for(self, text: str, *, limit: float = 30.0) -> float:
        """Seconds until `text` stands on the screen. Raises TimeoutError with the screen."""
        begin = time.perf_counter()
        while text not in self.text:
            if time.perf_counter() - begin > limit or not self._read(0.01):
                raise TimeoutError(f"{text!r} did not appear; the screen:\n{self.text}")
        return time.perf_counter() - begin

    def settle(self, quiet: float = 0.4, *, limit: float = 20.0) -> Answer:
        """Read until for `quiet` seconds nothing was sent and nothing waited for a processor."""
        begin = last = time.perf_counter()
        count = len(self.raw)
        while time.perf_counter() - last < quiet and time.perf_counter() - begin < limit:
            before = len(self.raw)
            if not self._read(0.005):
                break
            if len(self.raw) > before or self._working:
                last = time.perf_counter()
        return Answer(len(self.raw) - count, last - begin)

    def listen(self, seconds: float) -> int:
        """Bytes sent in the next `seconds`."""
        count, begin = len(self.raw), time.perf_counter()
        while time.perf_counter() - begin < seconds:
            if not self._read(0.005):
                break
        return len(self.raw) - count

    def press(self, key: str, *, quiet: float = 0.25) -> Answer:
        """Press one key (a name of `KEYS`, "ctrl+x", or a character) and wait until the program rests: for its first
        byte as long as a busy machine needs, then until nothing was sent for `quiet` seconds."""
        first = self.moved(key, 0.0)
        rest = self.settle(quiet)
        return Answer(first.bytes + rest.bytes, first.seconds + rest.seconds)

    def moved(self, key: str, seconds: float = 0.1, *, limit: float = 5.0) -> Answer:
        """Press one key; the bytes sent until `seconds` after the first of them, and the time to the first. Zero bytes
        when none came within `limit` seconds. What follows a cursor at rest is not among them."""
        count, begin = len(self.raw), time.perf_counter()
        self.send(key)
        while len(self.raw) == count and time.perf_counter() - begin < limit:
            if not self._read(0.005):
                break
        waited = time.perf_counter() - begin
        self.listen(seconds)
        return Answer(len(self.raw) - count, waited)

    def painted(self, key: str, lines: slice, *, quiet: float = 0.25) -> Answer:
        """Press one key and wait until the program rests; the bytes sent, and the time until those came that changed
        some lines of the screen last, 0 where none did. What emulates the screen is no part of it."""
        count, begin = len(self.raw), time.perf_counter()
        changed = last = begin
        shown = self._screen.display[lines]
        self.send(key)
        while time.perf_counter() - last < quiet:
            before = len(self.raw)
            if not self._read(0.002):
                break
            if len(self.raw) == before:
                last = time.perf_counter() if self._working else last
                continue
            last, now = time.perf_counter(), self._screen.display[lines]
            if now != shown:
                shown, changed = now, self._arrived
        return Answer(len(self.raw) - count, changed - begin)

    def send(self, key: str) -> None:
        """Press one key without waiting."""
        code = KEYS.get(key) or (chr(ord(key[-1]) & 0x1F) if key.startswith("ctrl+") else key)
        os.write(self._fd, code.encode())

    def resize(self, columns: int, lines: int) -> None:
        """Give the terminal another size and tell the program."""
        self._screen.resize(lines, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
        os.kill(self._pid, signal.SIGWINCH)

    def close(self) -> None:
        """End the program (SIGTERM, then SIGKILL after two seconds) and reap it."""
        if self.status is None:
            for number, patience in ((signal.SIGTERM, 2.0), (signal.SIGKILL, 5.0)):
                try:
                    os.kill(self._pid, number)
                except ProcessLookupError:
                    break
                if self.ended(patience):
                    break
        os.close(self._fd)

    def ended(self, limit: float = 5.0) -> bool:
        """Whether the program ends by itself within `limit` seconds; its exit status is then in `status`."""
        begin = time.perf_counter()
        while self.status is None and time.perf_counter() - begin < limit:
            self._read(0.02)
            pid, status = os.waitpid(self._pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def _read(self, wait: float) -> bool:
        """Take in what is there; False when the program has closed its side."""
        ready, _, _ = select.select([self._fd], [], [], wait)
        if not ready:
            return True
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return False
        self._arrived = time.perf_counter()
        if not data:
            return False
        self.raw += data
        for question, answer in self._answers.items():
            if question in data:
                os.write(self._fd, answer)
        self._stream.feed(data)
        return True


def _state(stat: Path) -> str:
    """The state of a thread, "" where it has ended: the letter behind its name, which stands in brackets."""
    try:
        return stat.read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def keys_of(text: str) -> Iterator[str]:
    """Keys from words: names of `KEYS` and ctrl chords stand for themselves, other words are typed letter by letter."""
    for word in text.split():
        if word in KEYS or word.startswith("ctrl+"):
            yield word
        else:
            yield from word
