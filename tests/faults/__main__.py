"""`python -m tests.faults COMMAND`: what can go wrong, made to go wrong, in the long form of the tests.

With --record what came of it is added to tests/trust.yaml. Exits with 1 where anything was not as it has to be.
"""

from __future__ import annotations

import argparse
import sys
import time
from importlib import import_module

from tests.faults.tally import Tally

COMMANDS = {
    "damaged": "bits flipped and ends cut off in every file of an index",
    "struck": "SIGKILL while refreshing, writing notes and tags, searching, browsing",
    "refused": "full and failing disks, short reads, lost permissions, replaced files, clocks going back",
    "soak": "a simulated reader at the keys for a long time",
    "together": "20 readers, two browsers, refreshes from cron and a script that notes, all at once",
    "unplugged": "power lost, with all that was not synced",
    "crafted": "files made to do harm beside honest ones: bombs, loops, nesting, names",
    "killed": "refreshes killed at random moments, the index compared with one of a refresh left alone",
}
"""Each is a module of this package with WHAT, the name of its row in tests/trust.yaml, `configure` and `run`."""


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser("python -m tests.faults", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, help in COMMANDS.items():
        command = commands.add_parser(name, help=help, description=help)
        command.add_argument("--record", action="store_true", help="add what came of it to tests/trust.yaml")
        command.add_argument("--seed", type=int, default=5, metavar="N")
        import_module(f"tests.faults.{name}").configure(command)
    options = parser.parse_args()
    module = import_module(f"tests.faults.{options.command}")
    begin = time.monotonic()
    tally: Tally = module.run(options)
    seconds = tally.seconds or time.monotonic() - begin
    print(
        f"{module.WHAT}: tried {tally.tried}, survived {tally.survived}, {tally.lost} bytes lost, {seconds:.0f} s, "
        f"seed {options.seed}"
    )
    for wrong in tally.wrong:
        print(f"  {wrong}")
    if options.record:
        from tests import trust

        trust.add(module.WHAT, tried=tally.tried, survived=tally.survived, lost=tally.lost, seconds=seconds)
    sys.exit(1 if tally.wrong or tally.lost else 0)


if __name__ == "__main__":
    main()
