from __future__ import annotations

import shutil
import subprocess

import pytest

from index.cli import commands
from index.cli.completion import SHELLS
from tests.index.cli.conftest import Run


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_in_the_script(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert all(name in done.out for name, _ in commands())


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_reads_it(run: Run, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    read = subprocess.run([program, "-n"], input=run("completion", shell).out, capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")
