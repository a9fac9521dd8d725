from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from index.cli import BROWSER, commands
from index.cli.completion import SHELLS
from tests.index.cli.conftest import Run


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_is_in_the_script(run: Run, shell: str) -> None:
    done = run("completion", shell)
    assert done.code == 0
    assert all(name in done.out for name in [*dict(commands()), *BROWSER])


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_reads_it(run: Run, shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    read = subprocess.run([program, "-n"], input=run("completion", shell).out, capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["dossier", "tim"], "timeline"),
        (["dossier", "dem"], "demo"),
        (["dossier", "serve", "--po"], "--port"),
        (["dossier", "search", "--order", "new"], "newest"),
        (["dossier", "figures", "--li"], "--limit"),
    ],
)
def test_bash_completes_commands_options_and_choices(run: Run, words: list[str], offered: str, tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = tmp_path / "dossier.bash"
    script.write_text(run("completion", "bash").out)
    typed = f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}"
    ask = f'source {script}; {typed}; _shtab_dossier; echo "${{COMPREPLY[@]}}"'
    assert subprocess.run(["bash", "-c", ask], capture_output=True, text=True).stdout.split() == [offered]
