from __future__ import annotations

import logging
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.cli.boundary import guarded, log_file, start_logging
from index.errors import CollectionError


@pytest.fixture(autouse=True)
def log() -> Iterator[None]:
    """The root logger as it was, after each test."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


def fail(error: BaseException) -> int:
    raise error


def test_a_result_is_the_exit_code() -> None:
    assert guarded(lambda: 1) == 1


def test_an_expected_error_is_a_message_and_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: fail(CollectionError("no folder x", "make one"))) == 2
    assert capsys.readouterr().err == "dossier: no folder x\n  make one\n"


def test_an_unexpected_error_is_one_line_with_the_whole_story_in_the_log(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    assert not log_file().exists()
    assert guarded(lambda: fail(ValueError("odd\x1b[2J"))) == 2
    shown = capsys.readouterr().err
    assert shown == f"dossier: unexpected error: ValueError: odd^[[2J\n  the log has the details: {log_file()}\n"
    text = log_file().read_text()
    assert "\x1b" not in text
    assert "Traceback" in text
    assert "in fail" in text
    assert stat.S_IMODE(log_file().stat().st_mode) == 0o600
    assert stat.S_IMODE(log_file().parent.stat().st_mode) == 0o700


def test_debug_shows_the_trace(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: fail(ValueError("odd")), debug=True) == 2
    assert "Traceback" in capsys.readouterr().err


def test_debug_logs_everything() -> None:
    start_logging(debug=True)
    logging.getLogger("index.x").debug("a detail")
    assert "a detail" in log_file().read_text()


def test_ctrl_c_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert guarded(lambda: fail(KeyboardInterrupt())) == 130
    assert capsys.readouterr() == ("", "")


def test_a_log_that_cannot_be_written_stops_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    log_file().parent.parent.mkdir(parents=True)
    log_file().parent.write_text("a file where the folder should be")
    start_logging()
    logging.getLogger("index.x").warning("lost")
    assert capsys.readouterr().err == ""


def test_a_refusal_of_the_system_is_told_in_its_words(capsys: pytest.CaptureFixture[str]) -> None:
    start_logging()
    assert guarded(lambda: fail(PermissionError(13, "Permission denied", "/srv/x"))) == 2
    assert capsys.readouterr().err.startswith("dossier: /srv/x: Permission denied\n")
    assert "Traceback" in log_file().read_text()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_one_message() -> None:
    words = [sys.executable, "-m", "index", "completion", "bash"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith("dossier: No space left on device\n")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_closed_output_is_no_error() -> None:
    command = f'"{sys.executable}" -m index completion bash >&-'
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
