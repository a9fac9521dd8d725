"""The outermost edge of a run: every way to end becomes an exit code and at most a line or two on stderr."""

from __future__ import annotations

import contextlib
import logging
import os
import sys
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path

from index.cli.command import ERROR, STOPPED
from index.cli.output import complain, visible_lines
from index.errors import DossierError

BROKEN_PIPE = 141  # what a program killed by SIGPIPE shows: 128 + 13
_LARGEST_LOG = 1_000_000
_HANDLER = "dossier log"


def log_file() -> Path:
    """The log, in the state folder."""
    from index.folders import state_folder

    return state_folder() / "dossier.log"


def start_logging(debug: bool = False) -> None:
    """Send the log to its file (mode 0600, a megabyte and one older), with `debug` everything, else warnings.

    Where the state folder cannot be written the log is dropped: a run must not fail for want of a diary.
    """
    from logging.handlers import RotatingFileHandler

    from index.folders import private_folder

    class PrivateFileHandler(RotatingFileHandler):
        """Makes its file when there is something to write, readable by this user alone."""

        def _open(self) -> TextIOWrapper:
            path = Path(self.baseFilename)
            private_folder(path.parent)
            return open(path, "a", encoding="utf-8", errors="backslashreplace", opener=_private)

        def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in logging
            """A full disk or a read-only home: go on without the line."""

    class VisibleFormatter(logging.Formatter):
        """Names of files and words of documents go into the log, and cat shows it: nothing in it is obeyed."""

        def format(self, record: logging.LogRecord) -> str:
            return visible_lines(super().format(record))

    root = logging.getLogger()
    for before in [each for each in root.handlers if each.get_name() == _HANDLER]:
        root.removeHandler(before)
        before.close()
    handler = PrivateFileHandler(log_file(), maxBytes=_LARGEST_LOG, backupCount=1, delay=True)
    handler.set_name(_HANDLER)
    handler.setFormatter(VisibleFormatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.DEBUG if debug else logging.WARNING)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def guarded(work: Callable[[], int], *, debug: bool = False) -> int:
    """Run `work` and return the process's exit code; with `debug` an unexpected error shows its trace."""
    _prepare_streams()
    try:
        code = work()
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return STOPPED
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except DossierError as error:
        complain(error.message, error.hint)
        logging.getLogger(__name__).info("ended with an error", exc_info=error)
        return ERROR
    except OSError as error:
        # A full disk, a file that went away: the system's own words say what is wrong
        logging.getLogger(__name__).error("refused by the system", exc_info=error)
        words = error.strerror or str(error)
        complain(f"{error.filename}: {words}" if error.filename else words, f"the log has the details: {log_file()}")
        _drop_output()
        return ERROR
    except Exception as error:
        # A fault of ours. This is the outermost edge: logged whole, shown in one line
        logging.getLogger(__name__).error("unexpected error", exc_info=error)
        complain(f"unexpected error: {type(error).__name__}: {error}", f"the log has the details: {log_file()}")
        if debug:
            traceback.print_exception(error)
        return ERROR


def _prepare_streams() -> None:
    """Let a character the terminal's encoding lacks print as its escape instead of ending the run."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, ValueError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def _drop_output() -> None:
    """Send what stdout still holds nowhere, if it cannot be written: the interpreter flushes once more at its end."""
    with contextlib.suppress(ValueError, AttributeError):
        try:
            sys.stdout.flush()
        except OSError:
            sink = os.open(os.devnull, os.O_WRONLY)
            os.dup2(sink, sys.stdout.fileno())
            os.close(sink)
