"""The manual page says what the program does now."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from index.cli import COMMANDS
from tui.commands import COMMANDS as KEYS
from tui.manual import PAGE, page


def test_it_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.readme --write"


def test_it_has_every_command_option_and_key() -> None:
    text = page().replace("\\-", "-").replace("\\e", "\\")
    for command in COMMANDS:
        assert f".SS dossier {command.name}\n" in text
        assert all(example in text for example in command.examples)
    assert all(each.help in text for each in KEYS)
    assert all(option in text for option in ("--lofi", "--no-mouse", "--json", "--order"))


def test_nothing_in_it_is_taken_for_a_command_of_troff() -> None:
    known = {".TH", ".SH", ".SS", ".TP", ".PP", ".nf", ".fi", ".B", ".br", '.\\"'}
    assert {line.split(" ")[0] for line in page().splitlines() if line.startswith((".", "'"))} <= known


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_groff_reads_it_without_a_word() -> None:
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww"], input=page().encode(), capture_output=True, timeout=30
    )
    assert done.returncode == 0
    assert not done.stderr
    assert "research browser" in done.stdout.decode()
