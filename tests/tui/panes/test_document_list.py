"""The document list: rows on demand, the rule between complete and partial, keys, mouse, staying on a document."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from textual.message import Message

from index.models import Order, Page, Row, Snippet, Span
from tests.tui.panes.host import Host, lines
from tui.messages import DocumentChosen, DocumentHighlighted, OrderChanged, RowsWanted
from tui.panes.document_list import DocumentList

DATES = ("2021-05-24", "XXXX-11-27", None, "2020-09")


def row(number: int) -> Row:
    return Row(
        id=f"id{number}",
        path=f"{number}.html",
        title=f"Document {number}",
        published=DATES[number % 4],
        estimated=number % 4 == 3,
        publisher="Kremlin",
        number=number,
    )


class Asking(Host):
    """Answers row requests as the screen does; `silent` leaves them open."""

    silent = False

    def on_rows_wanted(self, message: RowsWanted) -> None:
        if not self.silent:
            self.documents.supply([row(number) for number in message.numbers])

    @property
    def documents(self) -> DocumentList:
        assert isinstance(self.pane, DocumentList)
        return self.pane


def rows_wanted(posted: Sequence[Message]) -> list[int]:
    return [number for message in posted if isinstance(message, RowsWanted) for number in message.numbers]


async def test_rows_are_asked_for_as_they_come_on_screen() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page(range(100_000), (), 100_000), Order.NEWEST)
        await pilot.pause()
        shown = lines(app.documents)
        assert shown[0] == "▸1 Documents 1 of 100,000 · newest"
        assert shown[1].split() == ["▸", "2021-05-24", "Kremlin", "Document", "0"]
        assert "????-11-27" in shown[2]
        assert "—" in shown[3]
        assert "~2020-09" in shown[4]
        assert len(rows_wanted(app.posted)) < 40
        app.posted.clear()
        await pilot.press("G")
        await pilot.pause()
        assert app.documents.position == (100_000, 100_000)
        assert app.documents.current == row(99_999)
        assert max(rows_wanted(app.posted)) == 99_999
        assert len(rows_wanted(app.posted)) < 40


async def test_the_rule_between_complete_and_partial_takes_no_cursor() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page([7, 3, 5, 1], (), 2), Order.RELEVANCE)
        await pilot.pause()
        assert lines(app.documents)[3] == "── 2 more match some of the words ──"
        await pilot.press("j", "down")
        assert app.documents.current_number == 5
        assert app.documents.position == (3, 4)
        await pilot.press("k")
        assert app.documents.current_number == 3
        assert app.documents.move(1)
        assert app.documents.current_number == 5
        assert app.documents.move(1)
        assert not app.documents.move(1)
        assert app.documents.select(7)
        assert not app.documents.select(99)
        assert app.documents.current_number == 7


async def test_nothing_complete() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page([4, 6], (), 0), Order.RELEVANCE)
        await pilot.pause()
        assert lines(app.documents)[1] == "── 2 match some of the words ──"
        assert app.documents.current_number == 4
        await pilot.press("g")
        assert app.documents.current_number == 4


async def test_the_cursor_stays_on_its_document() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page(range(50), (), 50), Order.NEWEST)
        await pilot.pause()
        app.documents.select(8)
        app.documents.show(Page(range(49, -1, -1), (), 50), Order.OLDEST, keep="id8")
        await pilot.pause()
        assert app.documents.current == row(8)
        assert any("Document 8" in text for text in lines(app.documents))
        # another state of the index has other numbers: the document is found when its row is supplied
        app.documents.show(Page(range(50), (), 50), Order.NEWEST, numbering=2, keep="id4")
        await pilot.pause()
        assert app.documents.current == row(4)
        # a document that is not in the answer keeps nobody waiting
        app.documents.show(Page(range(50), (), 50), Order.NEWEST, numbering=3, keep="gone")
        await pilot.pause()
        assert app.documents.current == row(0)
        highlighted = app.last(DocumentHighlighted)
        assert highlighted is not None
        assert highlighted.row == row(0)


async def test_highlight_follows_once_the_row_is_known() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.silent = True
        app.documents.show(Page(range(9), (), 9), Order.NEWEST)
        await pilot.pause()
        assert app.last(DocumentHighlighted) is None
        assert app.documents.current is None
        app.documents.supply([row(0)])
        app.documents.supply([row(1)])
        await pilot.pause()
        assert [message.row.number for message in app.posted if isinstance(message, DocumentHighlighted)] == [0]


async def test_keys_choose_and_order() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page(range(50), (), 50), Order.NEWEST)
        await pilot.pause()
        await pilot.press("space", "enter", "s")
        await pilot.pause()
        chosen = app.last(DocumentChosen)
        assert chosen is not None
        assert chosen.row.number > 3
        ordered = app.last(OrderChanged)
        assert ordered is not None
        assert ordered.order is Order.OLDEST
        await pilot.press("о")  # the key of j with the Russian layout on
        assert app.documents.current_number == chosen.row.number + 1


async def test_mouse_moves_and_chooses() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 12)) as pilot:
        app.documents.show(Page(range(50), (), 50), Order.NEWEST)
        await pilot.pause()
        await pilot.click(DocumentList, offset=(30, 4))
        assert app.documents.current_number == 3
        assert app.last(DocumentChosen) is None
        await pilot.click(DocumentList, offset=(30, 4))
        chosen = app.last(DocumentChosen)
        assert chosen is not None
        assert chosen.row.number == 3


async def test_snippet_and_guidance_and_hostile_titles() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(60, 12)) as pilot:
        app.silent = True
        app.documents.show(Page([1], (), 1), Order.NEWEST)
        app.documents.supply([Row(id="x", path="x", title="[bold]\x1b[2J\u202e", number=1)])
        words = "The parties discussed bilateral trade at length and agreed to meet again in Cholpon-Ata in the summer."
        at = words.index("bilateral")
        app.documents.show_snippet("x", Snippet(words, (Span(at, at + 9),)))
        await pilot.pause()
        shown = lines(app.documents)
        assert "[bold]␛[2J⇄" in shown[1]
        assert shown[-2].startswith("│ The parties discussed bilateral trade at length")
        strip = app.documents.render_line(10)
        marked = [segment.text for segment in strip if segment.style and segment.style.underline]
        assert marked == ["bilateral"]
        app.documents.show_empty("Nothing matches.\nEsc drops the filter.")
        await pilot.pause()
        assert lines(app.documents)[1:3] == [" Nothing matches.", " Esc drops the filter."]
        await pilot.press("j", "G", "enter", "pagedown")


async def test_every_size() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 24)) as pilot:
        app.documents.show(Page(range(50), (), 40), Order.NEWEST)
        await pilot.press("G")
        for size in ((40, 12), (20, 3), (4, 1), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert all(app.documents.render_line(y).cell_length == size[0] for y in range(size[1]))
        assert any(text.startswith("▸") and "Document 49" in text for text in lines(app.documents))


async def test_a_theme_of_its_own_colours_fills_the_pane() -> None:
    app = Asking(DocumentList())
    async with app.run_test(size=(60, 8)) as pilot:
        app.documents.show(Page(range(5), (), 5), Order.NEWEST)
        await pilot.pause()
        assert not any(segment.style and segment.style.bgcolor for segment in app.documents.render_line(2))
        app.ansi_color = False
        app.theme = "textual-dark"
        await pilot.pause()
        assert all(segment.style and segment.style.bgcolor for segment in app.documents.render_line(2))


class Looked(Sequence[int]):
    """Numbers of an answer that count how many of them were looked at."""

    def __init__(self, size: int) -> None:
        self.numbers = range(size)
        self.times = 0

    def __len__(self) -> int:
        return len(self.numbers)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[int]: ...
    def __getitem__(self, at: int | slice) -> int | Sequence[int]:
        found = self.numbers[at]
        self.times += len(found) if isinstance(found, range) else 1
        return found


async def test_what_300000_rows_cost_is_what_a_screen_of_them_costs() -> None:
    """Drawn, moved in, jumped to the end and back, and filtered: how many rows of the answer are looked at."""
    app = Asking(DocumentList())
    async with app.run_test(size=(80, 24)) as pilot:
        looked = {}
        for size in (300, 300_000):
            numbers, fewer = Looked(size), Looked(size // 2)
            app.documents.show(Page(numbers, (), size), Order.NEWEST)
            await pilot.pause()
            for key in ("j", "space", "b", "G", "g", "j"):
                await pilot.press(key)
                await pilot.pause()
            app.documents.show(Page(fewer, (), size // 2), Order.NEWEST)
            await pilot.pause()
            looked[size] = numbers.times + fewer.times
        assert looked[300_000] <= looked[300] + 24
        assert looked[300] < 1_000
