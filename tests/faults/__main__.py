"""`python -m tests.faults --data DIR [--documents N] [--kills N]`: a refresh killed again and again (`killed`).

DIR holds `un-general-debate.jsonl.xz`, whose speeches are cut into sections: texts, members of an archive, messages of
a mailbox, records. Prints what was found after each state of the folder; exits with 1 where an index differed.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.speeches import sections
from tests.faults.changing import Changing
from tests.faults.killed import Size, killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR")
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--kills", type=int, default=30, metavar="N")
    parser.add_argument("--batch", type=int, metavar="N", help="documents to a commit (as shipped)")
    parser.add_argument("--seed", type=int, default=5, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="dossier-killed-") as made:
        work = Path(made)
        folder = Changing(work / "collection", sections(options.data, options.documents), options.seed)
        for outcome in killed(folder, work, Size(options.batch), options.kills, options.seed):
            print(
                f"state {outcome.states} of the folder: {outcome.documents} documents, {outcome.kills} kills so far, "
                f"{outcome.undisturbed:.0f} s undisturbed so far, differing: {outcome.differing or 'nothing'}",
                flush=True,
            )
    print(f"seed {options.seed}, {os.cpu_count()} processors")
    sys.exit(1 if outcome.differing else 0)


if __name__ == "__main__":
    main()
