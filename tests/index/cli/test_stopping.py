from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from index.cli.stopping import Stop


def test_the_first_signal_asks_and_the_handlers_come_back() -> None:
    before = signal.getsignal(signal.SIGTERM)
    with Stop() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGTERM)
        assert stop()
    assert signal.getsignal(signal.SIGTERM) is before


def test_the_second_ctrl_c_interrupts() -> None:
    with Stop() as stop:
        signal.raise_signal(signal.SIGINT)
        assert stop()
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


WAIT = """
import time
from index.cli.stopping import Stop
with Stop(watch_input=True) as stop:
    print("ready", flush=True)
    end = time.monotonic() + {seconds}
    while not stop() and time.monotonic() < end:
        time.sleep(0.01)
    print("stopped" if stop() else "done")
"""


def test_the_end_of_a_piped_input_stops() -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", WAIT.format(seconds=20)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    assert child.stdin
    assert child.stdout.readline() == "ready\n"
    child.stdin.write("words are no reason to stop\n")
    child.stdin.close()
    child.stdin = None
    assert child.communicate(timeout=20) == ("stopped\n", "")
    assert child.returncode == 0


def test_the_null_device_does_not() -> None:
    done = subprocess.run(
        [sys.executable, "-c", WAIT.format(seconds=0.2)], stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert (done.stdout, done.stderr) == ("ready\ndone\n", "")
