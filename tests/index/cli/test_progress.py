from __future__ import annotations

import io
import json
import sys

import pytest

from index.cli.progress import reporter, summary

PROGRESS = {
    "event": "progress",
    "done": 120,
    "total": 1186,
    "documents": 118,
    "problems": 2,
    "rate": 34.4,
    "eta": 31.0,
    "path": "a\x1b[2J.html",
}
END = {"event": "end", "added": 1, "problems": ({"path": "a.pdf", "message": "no reader", "hint": "convert it"},)}
ERROR = {"event": "error", "message": "busy", "hint": "wait"}


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def told(style: str, *events: object, screen: bool = False) -> str:
    stream = Screen() if screen else io.StringIO()
    before, sys.stderr = sys.stderr, stream
    try:
        report = reporter(style)
        for event in events:
            report(event)  # type: ignore[arg-type]
    finally:
        sys.stderr = before
    return stream.getvalue()


def test_words() -> None:
    assert summary(PROGRESS) == "120 of 1186 files, 34 a second, 0:31 left, 2 problems"
    assert summary({"done": 1, "total": 2, "eta": None, "rate": 0.0, "problems": 1}) == "1 of 2 files, 1 problem"
    one = {"done": 0, "total": 1, "documents": 812, "rate": 34.2, "share": 0.5, "eta": 31.0}
    assert summary(one) == "0 of 1 files, 812 documents, 34 a second, 0:31 left"


def test_json_is_one_object_per_line_with_the_problems_in_it() -> None:
    lines = told("json", PROGRESS, END).splitlines()
    assert [json.loads(line)["event"] for line in lines] == ["progress", "end"]
    assert json.loads(lines[1])["problems"] == [{"path": "a.pdf", "message": "no reader", "hint": "convert it"}]
    assert "\x1b" not in lines[0]


def test_a_terminal_gets_one_line_that_fits_and_is_gone_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    written = told("auto", PROGRESS, END, screen=True)
    drawn = written.split("\x1b[K")
    assert len(drawn[1]) == 59 + 1  # the next line's carriage return
    assert drawn[1].startswith("[##..................] 120 of 1186 files")
    assert written.endswith("\r\x1b[K")
    assert "\x1b[2J" not in written


def test_a_log_gets_no_carriage_returns() -> None:
    assert told("auto", PROGRESS, END) == ""
    assert told("none", PROGRESS, END, screen=True) == ""


@pytest.mark.parametrize("style", ["auto", "none"])
def test_an_error_is_always_told(style: str) -> None:
    assert told(style, ERROR) == "dossier: busy\n  wait\n"
