from __future__ import annotations

import io
import json

import pytest

from index.cli.output import Printer, json_line, visible, visible_lines, width

HOSTILE = "a\x1b[31mred\x07 \x1b]52;c;eA==\x1b\\ b\x9bm c\u202edl\u2028end [bold]x[/bold]"


def test_one_line_shows_every_control_character() -> None:
    assert visible("a\x1b[2Jb\x00\x7f") == "a^[[2Jb^@^?"
    assert visible("a\x9b31m\u202eb\u2066") == "a\\x9b31m\\u202eb\\u2066"
    assert visible("two\n  lines\tand a tab") == "two lines and a tab"


def test_a_block_keeps_its_lines() -> None:
    assert visible_lines("a\n\tb\r\x1b[0m") == "a\n    b^M^[[0m"


def test_json_reads_back_what_was_written_and_holds_nothing_a_terminal_obeys() -> None:
    line = json_line({"text": HOSTILE, "name": "Жапаров 🙂"})
    assert json.loads(line) == {"text": HOSTILE, "name": "Жапаров 🙂"}
    assert "Жапаров 🙂" in line
    assert not any(character in line for character in "\x1b\x07\x9b\u202e\u2028")


class Narrow(io.StringIO):
    encoding = "iso-8859-1"


def test_json_on_a_terminal_without_unicode_is_ascii() -> None:
    stream = Narrow()
    Printer(True, stream).record({"name": "Жапаров 🙂"})
    assert stream.getvalue().isascii()
    assert json.loads(stream.getvalue()) == {"name": "Жапаров 🙂"}


class Screen(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("screen", [False, True])
def test_text_is_neither_obeyed_nor_taken_for_markup(screen: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")
    stream = Screen() if screen else io.StringIO()
    printer = Printer(stream=stream)
    printer.line("title: ", (HOSTILE, "bold"))
    printer.block(HOSTILE)
    printer.table([("1", HOSTILE)])
    written = stream.getvalue()
    assert written.count("^[[31mred^G ^[]52;c;eA==^[\\ b\\x9bm c\\u202edl") == 3
    assert written.count("[bold]x[/bold]") == 3
    assert "\x1b]" not in written
    assert "\x1b[31m" not in written


def test_colour_only_on_a_terminal_that_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")

    def written(stream: io.StringIO) -> str:
        Printer(stream=stream).line(("2021", "cyan"))
        return stream.getvalue()

    assert "\x1b[36m" in written(Screen())
    assert written(io.StringIO()) == "2021\n"
    monkeypatch.setenv("NO_COLOR", "1")
    assert written(Screen()) == "2021\n"
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert written(Screen()) == "2021\n"


def test_a_pipe_gets_one_line_per_line() -> None:
    stream = io.StringIO()
    Printer(stream=stream).line("word " * 100, indent=4)
    assert stream.getvalue() == "    " + ("word " * 100).strip() + "\n"


def test_columns_stand_below_each_other_in_every_script() -> None:
    stream = io.StringIO()
    Printer(stream=stream).table([("1", "東京", "x"), ("10", "Бишкек", "y")], right=(0,))
    assert stream.getvalue() == " 1  東京    x\n10  Бишкек  y\n"


def test_a_table_stays_within_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    rows = [("1", "Eurasian Economic Union", "EAEU, EEU, ЕАЭС, 東京東京東京東京"), ("10", "Bishkek", "Frunze")]

    def shown(columns: int) -> list[str]:
        monkeypatch.setenv("COLUMNS", str(columns))
        stream = Screen()
        Printer(stream=stream).table(rows, right=(0,))
        return stream.getvalue().splitlines()

    assert shown(80)[0].endswith("ЕАЭС, 東京東京東京東京")
    assert shown(49) == [" 1  Eurasian Economic Union  EAEU, EEU, ЕАЭС, 東…", "10  Bishkek                  Frunze"]
    assert shown(36) == [" 1  Eurasian Economic Union", "10  Bishkek"]


def test_width() -> None:
    assert [width(text) for text in ("abc", "Путин", "東京", "и\u0306")] == [3, 5, 4, 1]
