"""The search box and the status line, each by itself; how they work together is in test_browse."""

from __future__ import annotations

from threading import Event

from textual.app import App, ComposeResult

from index.models import Complaint, Everything, Page, Parsed, Span
from tui.panes.search_box import SearchBox
from tui.panes.status_line import StatusLine
from tui.screens import hints
from tui.screens.questions import Found


class Host(App[None]):
    def __init__(self, height: int = 2) -> None:
        super().__init__()
        self.left = Event()
        self.status = StatusLine()
        self.status.styles.height = height
        self.box = SearchBox(lambda text: [Span(0, 4)] if text.startswith("x:yz") else [], self.left.set)

    def compose(self) -> ComposeResult:
        yield self.box
        yield self.status

    def lines(self) -> list[str]:
        return [self.status.render_line(y).text for y in range(self.status.size.height)]


async def test_two_lines_hold_news_counts_and_keys() -> None:
    app = Host()
    async with app.run_test(size=(60, 10)):
        app.status.show_counts("12 of 1,186")
        app.status.show_keys([("Enter", "Read"), ("s", "Order")])
        app.status.say("Copied")
        top, bottom = app.lines()
        assert top == "Copied" + " " * 43 + "12 of 1,186"
        assert bottom.rstrip() == "Enter Read  s Order"


async def test_one_line_holds_keys_until_there_is_news() -> None:
    app = Host(1)
    async with app.run_test(size=(40, 10)):
        app.status.show_counts("9 documents")
        app.status.show_keys([("Enter", "Read"), ("s", "Order"), ("X", "Stop indexing"), ("q", "Quit")])
        assert app.lines() == ["Enter Read  s Order          9 documents"]
        app.status.say("No further hit", "warning")
        assert app.lines() == ["! No further hit             9 documents"]


async def test_progress_is_a_bar_with_what_is_left() -> None:
    app = Host()
    async with app.run_test(size=(60, 10)):
        app.status.show_progress(30, 120, ", 0:09 left")
        assert app.lines()[0].startswith("██░░░░░░░░ 30 of 120, 0:09 left")
        app.status.show_progress(0, 0)
        assert "looking for files" in app.lines()[0]
        app.status.end_progress()
        assert app.lines()[0].strip() == ""


async def test_a_file_name_cannot_write_on_the_terminal() -> None:
    app = Host()
    async with app.run_test(size=(60, 10)):
        app.status.say("bad\x1b[2Jname\n\u202egpj[red]")
        assert not any(ord(char) < 32 or char == "\u202e" for char in app.lines()[0])
        assert "[red]" in app.lines()[0]
        app.box.put("a\x1b]0;title\x07b\u202e")
        assert not any(ord(char) < 32 or char == "\u202e" for char in app.box.render_line(0).text)


async def test_chips_are_reversed_and_complaints_underlined() -> None:
    app = Host()
    async with app.run_test(size=(60, 10)):
        app.box.put("x:yz oops")
        app.box.complain([Complaint(5, 9, "What?")])
        styled = {segment.text: segment.style for segment in app.box.render_line(0) if segment.text.strip()}
        chip, wrong = styled["x:yz"], styled["oops"]
        assert chip is not None
        assert chip.reverse
        assert wrong is not None
        assert wrong.underline


async def test_what_the_screen_puts_into_the_box_is_no_news_to_it() -> None:
    typed: list[str] = []

    class Listening(Host):
        def on_search_box_typed(self, message: SearchBox.Typed) -> None:
            typed.append(message.text)

    app = Listening()
    async with app.run_test(size=(60, 10)) as pilot:
        app.box.put("filter")
        await pilot.pause()
        app.box.focus()
        await pilot.press("s")
        await pilot.pause()
        assert typed == ["filters"]


def _found(complete: int, partial: int, total: int) -> Found:
    page = Page(range(complete + partial), (), complete, 1)
    return Found(Parsed("", Everything()), page, [], total, None, True, 0)


def test_counts_tell_complete_from_partial_and_where_one_is() -> None:
    assert hints.counts(None, (-1, 0), 0) == ""
    assert hints.counts(_found(1186, 0, 1186), (-1, 0), 1) == "1,186 documents"
    assert hints.counts(_found(1, 0, 1), (-1, 0), 1) == "1 document"
    assert hints.counts(_found(12, 30, 1186), (-1, 0), 1) == "12 + 30 of 1,186"
    assert hints.counts(_found(12, 30, 1186), (2, 9), 2) == "hit 3 of 9, document 2 of 12"
    assert hints.counts(_found(12, 30, 1186), (2, 9), 20) == "hit 3 of 9, document 20 of 42"


def test_hints_say_what_escape_does_now() -> None:
    keys = {"indexing": False, "filters": False, "over": False, "finding": False}
    assert hints.keys("documents", **keys)[0] == ("Enter", "Read")
    assert hints.keys("documents", **{**keys, "filters": True})[0] == ("Esc", "Drop a filter")
    assert hints.keys("entities", **{**keys, "filters": True, "over": True})[0] == ("Esc", "Back")
    assert hints.keys("reader", **{**keys, "finding": True})[0] == ("Esc", "End the search in the text")
    assert ("X", "Stop indexing") in hints.keys("reader", **{**keys, "indexing": True})
    assert ("q", "Quit") not in hints.keys("search", **keys)
