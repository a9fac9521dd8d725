"""Files made to do harm: a folder of them beside honest ones, refreshed in a process of its own.

Each kind of harm is a file, or an outer file around it: lines and files of great length, archives that unpack to far
more than they are or lead out of their folder, mail with thousands of parts, pages and tables nested without end,
entities that multiply, PDFs that lead in circles, names that command a terminal. After the refresh every honest file
is found, every crafted one is found or stands in the problems list with what to do, and nothing that is printed can
command a terminal. In the short form all lie in one folder, in sizes that take seconds; with --full each is refreshed
alone in the sizes of its worst kind, and what it took is printed.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from pathlib import Path

from tests.faults.crafts import CRAFTS, Craft
from tests.faults.tally import Tally

WHAT = "files made to do harm, refreshed beside honest ones"
ROOT = Path(__file__).parents[2]
HONEST = {"alone.txt": "Trade grew last year.", "page.html": "<h1>Dam</h1><p>The dam stands by the river.</p>"}
_LIMIT = 3600.0  # seconds by the clock for one command
_MOST_MEMORY = 5 << 10  # MB that no process of a refresh may come to: those of `limits.MEMORY` and what is loaded
_COMMANDS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def configure(parser: ArgumentParser) -> None:
    """The options of `python -m tests.faults crafted`."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these files; all without")
    parser.add_argument("--full", action="store_true", help="in the sizes of the worst kind, one by one")


def run(options: Namespace) -> Tally:
    """Refresh over all of them."""
    crafts = [craft for craft in CRAFTS if not options.names or craft.name in options.names]
    tally = Tally()
    for number, some in enumerate([[craft] for craft in crafts] if options.full else [crafts]):
        with tempfile.TemporaryDirectory(prefix=f"dossier-crafted-{number}-") as root:
            one = crafted(Path(root), some, full=options.full)
        tally.tried += one.tried
        tally.wrong += one.wrong
    return tally


def crafted(root: Path, crafts: list[Craft], *, full: bool = False) -> Tally:
    """One refresh over honest files and these; a trial for each of them and three for the others."""
    folder, tally = root / "folder", Tally()
    folder.mkdir(parents=True)
    for name, text in HONEST.items():
        (folder / name).write_text(text, encoding="utf-8")
    for craft in crafts:
        craft.write(folder / craft.name, full)
    code, said, seconds, memory = _ran(root, "refresh")
    tally.expect(code in (0, 1) and "Traceback" not in said, f"the refresh ends with {code}: {said[-500:]}")
    tally.expect(memory < _MOST_MEMORY, f"{memory} MB of memory")
    listed, listing = (_ran(root, *command.split())[1] for command in ("search * --json", "problems --json"))
    found = {str(each["path"]) for each in map(json.loads, listed.splitlines())}
    tally.expect(found >= HONEST.keys(), f"honest files are not found: {found}")
    problems = [json.loads(line) for line in listing.splitlines()]
    shown = said + _ran(root, "problems")[1] + _ran(root, "search", "*", "--limit", "0")[1]
    odd = _COMMANDS.search(shown)
    tally.expect(odd is None, f"a terminal is commanded: {shown[odd.start() :][:60]!r}" if odd else "")
    for craft in crafts:
        own = [each for each in problems if str(each["path"]).partition("//")[0] == craft.name]
        read = any(path.partition("//")[0] == craft.name for path in found)
        told = any(re.search(craft.told, each["message"]) and each["hint"] for each in own)
        tally.expect(told or (read and not craft.told), f"{craft.name}: read: {read}, told: {own[:3]}")
        if full:
            said_of = f"{own[0]['message'][:90]}" if own else "nothing to say"
            print(
                f"{craft.name:24} {seconds:6.1f} s {memory:5} MB  {'read' if read else '    '}  {said_of}", flush=True
            )
    return tally


def _ran(root: Path, *arguments: str) -> tuple[int, str, float, int]:
    """A command of the program: its exit code, what it printed, seconds of CPU and the most MB of one of its
    processes."""
    command = [sys.executable, "-m", "index", *arguments, "-C", str(root / "folder"), "--index", str(root / "index")]
    folders = {f"XDG_{name}_HOME": str(root / name.lower()) for name in ("CONFIG", "CACHE", "STATE", "DATA")}
    env = {**os.environ, **folders, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    with tempfile.TemporaryFile() as output:
        began = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, cwd=ROOT, env=env)
        due = time.monotonic() + _LIMIT
        while True:
            pid, status, used = os.wait4(began.pid, os.WNOHANG)
            if pid:
                break
            if time.monotonic() > due:
                os.kill(began.pid, signal.SIGKILL)
            time.sleep(0.02)
        began.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return began.returncode, text, used.ru_utime + used.ru_stime, used.ru_maxrss >> 10
