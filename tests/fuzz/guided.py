"""Inputs made by atheris (libFuzzer), which keeps those that reach code that none before them reached.

It runs in a process of its own, `python -m tests.fuzz.guided TARGET`, because the code of `index` has to be
instrumented when it is imported. What changes an input is still `Target.change`, which knows containers; libFuzzer
chooses what to change and what to keep. Linux and macOS on some Pythons: `pip install atheris`.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.fuzz.pool import Round
    from tests.fuzz.targets import Target

_LONGEST = 128 << 10


def guided(target: Target, first: int, number: int, corpus: Path) -> Round:
    """A round of `number` inputs; what reached new code stays in `corpus` for the next."""
    import resource

    from tests.fuzz.outcome import outcome
    from tests.fuzz.pool import Round, dies

    corpus.mkdir(parents=True, exist_ok=True)
    begin = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory(prefix="dossier-guided-") as made:
        command = [sys.executable, "-m", "tests.fuzz.guided", target.name, str(corpus), made]
        command += [f"-runs={number}", f"-seed={first % (1 << 31) + 1}", f"-timeout={round(6 * target.seconds)}"]
        command += ["-rss_limit_mb=3000", f"-max_len={_LONGEST}", f"-artifact_prefix={made}/ended-", "-verbosity=0"]
        subprocess.run(command, capture_output=True, check=False)
        done = Round(number)
        for path in sorted(Path(made).iterdir()):
            data = path.read_bytes()
            place, trace = (dies(target, data), "") if path.name.startswith("ended-") else outcome(target, data)
            if place:
                done.finds.append((place, data, trace))
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    done.seconds = used.ru_utime + used.ru_stime - begin.ru_utime - begin.ru_stime
    return done


def main() -> None:
    """The process of a round."""
    import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("finds", type=Path)
    options, rest = parser.parse_known_args()
    with atheris.instrument_imports(include=["index"]):
        from tests.fuzz.outcome import outcome
        from tests.fuzz.targets import TARGETS
    target = TARGETS[options.target]
    if not any(options.corpus.iterdir()):
        for number, seed in enumerate(target.sound()):
            data = seed if isinstance(seed, bytes) else seed.encode()
            (options.corpus / f"sound-{number}").write_bytes(data)
    text = isinstance(target.sound()[0], str)

    def one(data: bytes) -> None:
        if outcome(target, data)[0]:
            (options.finds / f"{os.getpid()}-{random.getrandbits(32):08x}").write_bytes(data)

    def change(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)
        try:
            changed = target.change(data.decode("utf-8", "replace") if text else bytes(data), chance)
        except Exception:  # noqa: BLE001 - a container changed from outside may be none any more
            changed = bytes(atheris.Mutate(data, most))
        return changed[:most]

    atheris.Setup([sys.argv[0], *rest, str(options.corpus)], one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
