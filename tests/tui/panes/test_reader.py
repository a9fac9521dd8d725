"""The reader: layout, hits, search inside, parts, places kept, hostile text."""

from __future__ import annotations

import re
from dataclasses import replace

from rich.style import Style
from textual.geometry import Offset
from textual.selection import Selection

from index.models import Annotation, Document, Kind, Span, Turn
from tests.growth import growth
from tests.tui.panes.host import Host, lines
from tui.messages import FindWanted, HitReached
from tui.panes.reader import Reader
from tui.widgets import ink

PARAGRAPHS = [
    "Opening",
    "On November 27 the trade between the countries grew by 97%, said Vladimir Putin in Bishkek.",
    "Vladimir Putin: Good afternoon. Our trade grows.",
    "Sooronbay Jeenbekov: Thank you.",
] + [f"Paragraph {i} about trade and other things that fill a line or two of the screen." for i in range(40)]
TEXT = "\n\n".join(PARAGRAPHS)


def spans(pattern: str, text: str = TEXT) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(pattern, text)]


def annotation(kind: Kind, words: str) -> Annotation:
    start = TEXT.index(words)
    return Annotation(kind, start, start + len(words), words)


def turn(name: str, speech: str) -> Turn:
    label = TEXT.index(name + ":")
    start = TEXT.index(speech)
    return Turn(start, start + len(speech), name, label, label + len(name))


DOCUMENT = Document(
    id="d1",
    path="a.html",
    text=TEXT,
    title="Telephone conversation with President of Kyrgyzstan Sooronbay Jeenbekov",
    published="2019-11-27",
    estimated=True,
    publisher="TASS",
    place="Bishkek",
    kind="transcript",
    headings=(Span(0, 7, "1"),),
    turns=(
        turn("Vladimir Putin", "Good afternoon. Our trade grows."),
        turn("Sooronbay Jeenbekov", "Thank you."),
    ),
    annotations=(
        annotation(Kind.DATE, "November 27"),
        annotation(Kind.PERCENT, "97%"),
        annotation(Kind.PERSON, "Vladimir Putin"),
        annotation(Kind.PLACE, "Bishkek"),
    ),
)
TRADE = spans("trade")


def styled(reader: Reader, style: Style) -> list[str]:
    """Words drawn in a style, top to bottom, below the head."""
    found = []
    for y in range(2, reader.size.height):
        for text, drawn, _ in reader.render_line(y):
            if drawn is not None and drawn.without_color == style.without_color and drawn.color == style.color:
                found.append(text)
    return found


async def test_head_and_text() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, TRADE)
        await pilot.pause()
        shown = lines(reader)
        assert shown[0].startswith("▸2 ")
        assert shown[0].endswith("Telephone conversation with President of Kyrgyzstan Sooronbay Jeenbekov")
        assert shown[1] == " TASS · Bishkek · 2019-11-27 estimated · transcript"
        assert shown[2:10] == [
            " Opening",
            "",
            " On November 27 the trade between the countries grew by 97%, said Vladimir",
            " Putin in Bishkek.",
            "",
            " Vladimir Putin:",
            "   Good afternoon. Our trade grows.",
            "",
        ]
        assert styled(reader, ink.HEADING) == ["Opening"]
        assert styled(reader, ink.DATE) == ["November 27"]
        assert styled(reader, ink.FIGURE) == ["97%"]
        assert styled(reader, ink.PERSON) == ["Vladimir", "Putin"]
        assert styled(reader, ink.PLACE) == ["Bishkek"]
        assert styled(reader, ink.SPEAKER) == ["Vladimir Putin:", "Sooronbay Jeenbekov:"]
        assert set(styled(reader, ink.HIT)) == {"trade"}


async def test_head_says_on_which_page_the_reading_is() -> None:
    paged = replace(DOCUMENT, pages=(Span(0, 60, "iv"), Span(60, len(TEXT), "1")))
    reader = Reader()
    async with Host(reader).run_test(size=(80, 8)) as pilot:
        reader.show(paged, [])
        await pilot.pause()
        assert lines(reader)[1] == " TASS · Bishkek · 2019-11-27 estimated · transcript · p. iv of 2"
        reader.scroll_lines(3)
        await pilot.pause()
        assert lines(reader)[1].endswith(" · p. 1 of 2")
        reader.show(replace(DOCUMENT, pages=(Span(0, len(TEXT), "0:12:05"),)), [])
        await pilot.pause()
        assert lines(reader)[1].endswith(" · at 0:12:05")


async def test_styles_differ_without_colour() -> None:
    styles = [ink.HEADING, ink.PERSON, ink.DATE, ink.FIGURE, ink.HIT, ink.CURRENT_HIT]
    assert len({str(style.without_color) for style in styles}) == len(styles)


async def test_hits_are_stepped_and_end() -> None:
    reader = Reader()
    app = Host(reader)
    async with app.run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, TRADE[:3])
        await pilot.pause()
        assert reader.hit_position == (-1, 3)
        assert not reader.previous_hit()
        assert [reader.next_hit() for _ in range(4)] == [True, True, True, False]
        await pilot.pause()
        assert reader.hit_position == (2, 3)
        reached = app.last(HitReached)
        assert reached is not None
        assert (reached.index, reached.total) == (2, 3)
        assert styled(reader, ink.CURRENT_HIT) == ["trade"]
        assert any(text.startswith("▸Paragraph 0") for text in lines(reader))
        assert reader.previous_hit()
        assert reader.hit_position == (1, 3)
        # coming from the document after, the last hit comes first
        reader.show(DOCUMENT, TRADE, hit=-1)
        await pilot.pause()
        assert reader.hit_position == (len(TRADE) - 1, len(TRADE))
        assert any("▸Paragraph 39" in text for text in lines(reader))
        # after scrolling, the next hit is one in sight or below
        reader.show(DOCUMENT, TRADE)
        await pilot.pause()
        reader.scroll_lines(30)
        reader.next_hit()
        assert reader.hit_position[0] > 5


async def test_search_inside_takes_over_and_ends() -> None:
    reader = Reader()
    app = Host(reader)
    async with app.run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, TRADE)
        await pilot.press("f")
        await pilot.pause()
        assert app.last(FindWanted) is not None
        assert reader.show_found(spans("Paragraph 3[0-9]"))
        await pilot.pause()
        assert reader.finding
        assert reader.hit_position == (0, 10)
        assert styled(reader, ink.CURRENT_HIT) == ["Paragraph 30"]
        assert reader.previous_hit()  # goes round
        assert reader.hit_position == (9, 10)
        assert reader.end_find()
        assert not reader.end_find()
        assert reader.hit_position == (-1, len(TRADE))
        assert not reader.show_found([])


async def test_place_is_kept_across_widths_and_given_back() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, TRADE)
        await pilot.press("space", "j")
        place = reader.position
        assert place > 0
        top = TEXT[place : place + 7]
        await pilot.resize_terminal(40, 12)
        await pilot.pause()
        assert reader.position <= place < reader.position + 40
        reader.show(DOCUMENT, TRADE, at=place)
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert any(top in text for text in lines(reader)[2:4])
        reader.position = 0
        assert lines(reader)[2] == " Opening"


async def test_going_to_a_sentence_marks_it() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        start = TEXT.index("Paragraph 20")
        end = TEXT.index("\n", start)
        reader.show(DOCUMENT, [])
        reader.go_to(start, end)
        await pilot.pause()
        marked = [text for text in lines(reader) if text.startswith("▌")]
        assert marked
        assert marked[0].startswith("▌Paragraph 20")
        assert reader.current_paragraph() == Span(start, end)
        reader.position = 0
        assert reader.current_paragraph() == Span(0, 7)


async def test_parts() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 12)) as pilot:
        reader.show(DOCUMENT, [])
        await pilot.press("right_curly_bracket")
        assert lines(reader)[2] == "▌Vladimir Putin:"
        await pilot.press("right_curly_bracket")
        assert lines(reader)[2] == "▌Sooronbay Jeenbekov:"
        await pilot.press("right_curly_bracket", "left_curly_bracket", "left_curly_bracket")
        assert lines(reader)[2] == "▌Opening"


async def test_scrolling_ends_at_the_ends() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, [])
        await pilot.press("k", "b", "g")
        assert reader.position == 0
        await pilot.press("G")
        assert "Paragraph 39" in lines(reader)[-2] + lines(reader)[-1]
        assert lines(reader)[0].startswith("▸2 end")
        last = reader.position
        await pilot.press("j", "space")
        assert reader.position == last
        await pilot.press("b")
        assert reader.position < last


async def test_hostile_text() -> None:
    text = "A \x1b[31mred\x1b[0m [bold]word[/bold] \u202eback\u202c zero\u200bwidth \x9b2J\n\n" + "会議" * 60
    reader = Reader()
    async with Host(reader).run_test(size=(60, 12)) as pilot:
        reader.show(Document("x", "x", text, "\x1b]0;owned\x07 [title]"), [Span(-5, 3), Span(10_000, 10_010)])
        await pilot.pause()
        shown = "\n".join(lines(reader))
        assert "␛]0;owned␇ [title]" in shown
        assert "[bold]word[/bold]" in shown
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e]", shown)
        assert all(reader.render_line(y).cell_length == 60 for y in range(12))


async def test_a_megabyte_opens_at_once() -> None:
    def document(paragraphs: int) -> Document:
        text = "\n\n".join(["A paragraph about nothing in particular. " * 8] * paragraphs)
        marks = tuple(Annotation(Kind.PLACE, i, i + 5, text[i : i + 5]) for i in range(0, len(text) - 5, 60))
        return Document("x", "x", text, "Long", annotations=marks)

    documents = {size: document(size) for size in (320, 3200)}
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        assert growth(lambda size: reader.show(documents[size], []), 320, 3200) < 40
        await pilot.press("G", "g", "space", "j")
        assert reader.position > 0


async def test_guidance_and_every_size() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.clear("Nothing to read yet.\nPress / to search.")
        await pilot.press("j", "G", "space", "f", "right_curly_bracket")
        assert lines(reader)[1:3] == [" Nothing to read yet.", " Press / to search."]
        assert not reader.next_hit()
        assert reader.current_paragraph() is None
        reader.show(DOCUMENT, TRADE, hit=5)
        for size in ((40, 12), (12, 3), (3, 1), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert all(reader.render_line(y).cell_length == size[0] for y in range(size[1]))
        reader.show(Document("empty", "empty", "", ""), [])
        await pilot.press("j", "G", "g")
        assert "(no title)" in lines(reader)[0]


async def test_selection_gives_the_text_of_the_document() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, [])
        await pilot.pause()
        selection = Selection(Offset(4, 2), Offset(7, 3))
        assert reader.get_selection(selection) == (TEXT[TEXT.index("November") : TEXT.index(" in Bishkek") + 1], "\n")


async def test_the_mouse_selects() -> None:
    reader = Reader()
    app = Host(reader)
    async with app.run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, [])
        await pilot.pause()
        await pilot.mouse_down(Reader, offset=(4, 4))
        await pilot.hover(Reader, offset=(10, 5))
        await pilot.pause()
        assert "November 27" in "".join(styled(reader, ink.SELECTED))
        await pilot.mouse_up(Reader, offset=(10, 5))
        chosen = app.screen.get_selected_text()
        assert chosen is not None
        assert chosen.startswith("November 27 the trade")
        assert chosen.rstrip().endswith("Vladimir Putin in B")
        # a click lets go of it
        await pilot.click(Reader, offset=(3, 8))
        assert styled(reader, ink.SELECTED) == []
