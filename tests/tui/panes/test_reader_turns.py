"""The reader of a transcript: turns folded and unfolded by keys, and the turns of one speaker."""

from __future__ import annotations

import re
import time

import pytest
from textual.pilot import Pilot

from index.models import Annotation, Document, Kind, Span, Turn
from tests.growth import FLOOR
from tests.tui.panes.host import Host, lines
from tui.messages import Said
from tui.panes.reader import Reader

NAMES = ("Vladimir Putin", "Sooronbay Jeenbekov", "Question")


def transcript(turns: int, paragraphs: int = 4, quoted: bool = False) -> Document:
    text, found = "The talks took place in Bishkek.\n\n", []
    for i in range(turns):
        name = NAMES[i % 3]
        label = len(text)
        text += name + ":"
        speech = "\n\n".join(
            f"Turn {i} part {j} is about trade and other things that fill a line or two of the screen."
            for j in range(paragraphs)
        )
        text += " "
        found.append(Turn(len(text), len(text) + len(speech), name, label, label + len(name), quoted=quoted))
        text += speech + "\n\n"
    return Document("t", "t.html", text.rstrip(), "Talks", kind="transcript", turns=tuple(found))


DOCUMENT = transcript(9)


def hits(pattern: str) -> list[Span]:
    return [Span(m.start(), m.end()) for m in re.finditer(pattern, DOCUMENT.text)]


async def press(pilot: Pilot[None], *keys: str) -> list[str]:
    """The text below the head, after some keys."""
    await pilot.press(*keys)
    await pilot.pause()
    reader = pilot.app.query_one(Reader)
    return lines(reader)[2:]


async def test_one_key_folds_a_turn_and_unfolds_it() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, [])
        before = await press(pilot)
        folded = await press(pilot, "z")  # the first turn in sight
        assert folded[:6] == [
            " The talks took place in Bishkek.",
            "",
            "▌Vladimir Putin: Turn 0 part 0 is about trade and other things … (76 words)",
            "",
            " Sooronbay Jeenbekov:",
            "   Turn 1 part 0 is about trade and other things that fill a line or two of the",
        ]
        assert await press(pilot, "z") == before
        # on the Russian layout too, and marked by { } the turn marked is meant
        shown = await press(pilot, "right_curly_bracket", "right_curly_bracket", "я")
        assert shown[0].startswith("▌Sooronbay Jeenbekov: Turn 1 part 0")
        assert shown[2] == " Question:"


async def test_a_place_inside_a_turn_is_given_back() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 12)) as pilot:
        reader.show(DOCUMENT, [], at=DOCUMENT.text.index("Turn 4 part 2"))
        before = await press(pilot)
        place = reader.position
        folded = await press(pilot, "z")
        assert folded[0].startswith("▌Sooronbay Jeenbekov: Turn 4 part 0")
        assert await press(pilot, "z") == before
        folded = await press(pilot, "Z")
        assert [text[1:15] for text in folded[-3:]] == ["Vladimir Putin", "Sooronbay Jeen", "Question: Turn"]
        assert await press(pilot, "Z") == before
        assert reader.position == place


async def test_all_turns_fold_and_the_label_stays_on_its_line() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 16)) as pilot:
        reader.show(DOCUMENT, [])
        shown = await press(pilot, *["right_curly_bracket"] * 4, *"kkk")
        row = next(y for y, text in enumerate(shown) if text == "▌Vladimir Putin:")
        assert row == 3
        shown = await press(pilot, "Z")
        assert len([text for text in shown if "words)" in text]) == 9
        assert sum(text.startswith("▌Vladimir Putin: Turn 3 ") for text in shown) == 1
        assert (await press(pilot, "right_curly_bracket", "right_curly_bracket", "z"))[6:9] == [
            "",
            "▌Question:",
            "   Turn 5 part 0 is about trade and other things that fill a line or two of the",
        ]
        shown = await press(pilot, "Z", "Z")  # the rest is folded first, then all unfold
        assert not any("words)" in text for text in shown)


async def test_a_hit_in_a_folded_turn_unfolds_it() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, hits("Turn [27] part 3"))
        shown = await press(pilot, "Z")
        assert not any("part 3" in text for text in shown)
        assert [text[:9] for text in shown if text.endswith("… (76 words, 1 hit)")] == [" Question", " Sooronba"]
        assert reader.next_hit()
        shown = await press(pilot)
        assert any(text.startswith("▸  Turn 2 part 3") for text in shown)
        assert len([text for text in shown if "words)" in text]) >= 2
        assert reader.next_hit()
        assert any(text.startswith("▸  Turn 7 part 3") for text in await press(pilot))
        # what a search inside finds, and a sentence gone to, come into sight as well
        await press(pilot, "Z")
        assert reader.show_found(hits("Turn 4 part 1"))
        assert any(text.startswith("▸  Turn 4 part 1") for text in await press(pilot))
        await press(pilot, "Z", "Z", "Z")
        place = DOCUMENT.text.index("Turn 5 part 2")
        reader.go_to(place, place + 13)
        assert any(text.startswith("▌  Turn 5 part 2") for text in await press(pilot))
        # a label is in sight already
        await press(pilot, "Z")
        reader.show(DOCUMENT, hits("Question"), hit=0)
        assert any(text.startswith("▸Question: Turn 2 part 0") for text in await press(pilot))


async def test_folds_outlast_sizes_and_other_documents() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(DOCUMENT, [])
        before = await press(pilot, "Z", "right_curly_bracket", "z", "g")
        for size in ((40, 12), (12, 3), (3, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert all(reader.render_line(y).cell_length == size[0] for y in range(size[1]))
        assert await press(pilot, "g") == before
        reader.show(transcript(9), [])
        assert [text[1:] for text in await press(pilot)] == [text[1:] for text in before]
        reader.show(transcript(8), [])
        assert not any("words)" in text for text in await press(pilot))
        reader.clear("Nothing")
        reader.show(transcript(9), [])
        assert [text[1:] for text in await press(pilot)] == [text[1:] for text in before]


async def test_the_turns_of_one_speaker() -> None:
    reader = Reader()
    app = Host(reader)
    async with app.run_test(size=(80, 12)) as pilot:
        reader.show(DOCUMENT, [])
        assert (await press(pilot, "right_parenthesis"))[:2] == [
            "▌Vladimir Putin:",
            "   Turn 3 part 0 is about trade and other things that fill a line or two of the",
        ]
        shown = await press(pilot, "right_curly_bracket", "right_parenthesis")
        assert (shown[0], shown[1][:16]) == ("▌Sooronbay Jeenbekov:", "   Turn 7 part 0")
        await press(pilot, "right_parenthesis")
        said = app.last(Said)
        assert said is not None
        assert said.text == "Sooronbay Jeenbekov says nothing further"
        shown = await press(pilot, "left_parenthesis", "left_parenthesis")
        assert (shown[0], shown[1][:16]) == ("▌Sooronbay Jeenbekov:", "   Turn 1 part 0")
        # the same by name, whatever the label calls him; folded turns stay folded
        shown = await press(pilot, "Z", "right_parenthesis")
        assert any(text.startswith("▌Sooronbay Jeenbekov: Turn 4 ") for text in shown)


@pytest.mark.parametrize("key", ["z", "Z", "left_parenthesis", "right_parenthesis"])
async def test_where_nobody_speaks_a_key_says_so(key: str) -> None:
    reader = Reader()
    app = Host(reader)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        for turns in ((), (Turn(14, 20, "Putin", 0, 5, quoted=True),) if key in "zZ" else ()):
            reader.show(Document("a", "a", "Putin he said: words.", "A", turns=turns), [])
            shown = await press(pilot, key)
            assert shown[0] == " Putin he said: words."
            assert app.last(Said) is not None


async def test_quotes_of_one_speaker_in_an_article() -> None:
    reader = Reader()
    async with Host(reader).run_test(size=(80, 12)) as pilot:
        reader.show(transcript(9, quoted=True), [])
        shown = await press(pilot, "right_parenthesis")
        assert shown[0].startswith("▌Vladimir Putin: Turn 3 part 0")


async def test_twenty_megabytes_fold_as_one_does() -> None:
    taken: dict[int, float] = {}
    for turns in (1_000, 25_000):
        document = transcript(turns, 9)
        marks = tuple(Annotation(Kind.PLACE, i, i + 4, "Turn") for i in range(0, len(document.text) - 5, 500))
        document = Document("x", "x", document.text, "Long", annotations=marks, turns=document.turns)
        taken[turns] = min([await folding(document) for _ in range(2)])
    assert taken[25_000] < 75 * max(taken[1_000], FLOOR)  # 25 times the text takes 30 times as long; squared, 625


async def folding(document: Document) -> float:
    """CPU seconds that folding and unfolding one turn and all of them takes."""
    reader = Reader()
    async with Host(reader).run_test(size=(80, 24)) as pilot:
        reader.show(document, [], at=document.turns[100].start)
        await pilot.pause()
        begin = time.process_time()
        await press(pilot, "z", "z", "Z", "Z")
        taken = time.process_time() - begin
        assert document.turns[100].label_start <= reader.position <= document.turns[100].start
    return taken
