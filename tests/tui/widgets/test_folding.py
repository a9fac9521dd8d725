"""Folded turns: which there are, what stands in their place, and that lines before a fold stay as they were."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.models import Document, Span, Turn
from tui.widgets.blocks import FOLDED
from tui.widgets.folding import Folding
from tui.widgets.wrap import Wrapped

WORDS = "One two three four five six seven eight nine ten eleven twelve. "


def transcript(*speeches: str, before: str = "Opening words.\n\n", quoted: bool = False) -> Document:
    text, turns = before, []
    for i, speech in enumerate(speeches):
        label = len(text)
        text += f"Speaker {i % 2}: "
        turns.append(Turn(len(text), len(text) + len(speech), f"Speaker {i % 2}", label, label + 9, quoted=quoted))
        text += speech + "\n\n"
    return Document("d", "d.txt", text.rstrip("\n"), "T", headings=(Span(0, 7, "2"),), turns=tuple(turns))


def drawn(folding: Folding, text: str, width: int = 40) -> list[str]:
    wrapped = Wrapped(text, folding.blocks, width, folding.tail)
    lines = []
    for number in range(wrapped.reach_end()):
        block, start, end = wrapped.line(number)
        tail = folding.tail(block) if block is not None and block.folded else ""
        lines.append(text[start:end].replace("\n", " ") + tail)
        assert len(lines[-1]) <= width
    return lines


def test_a_folded_turn_is_one_line_with_its_words_counted() -> None:
    document = transcript("Short.", WORDS * 200 + "\n\nEnd.", "Last.")
    folding = Folding(document)
    assert [folding.at(document.text.index(word)) for word in ("Opening", "Speaker 1", "End.", "Last")] == [-1, 1, 1, 2]
    folding.flip(1)
    assert drawn(folding, document.text) == [
        "Opening words.", "",
        "Speaker 0:", "Short.", "",
        "Speaker 1: One two three … (2,401 words)", "",
        "Speaker 0:", "Last.",
    ]  # fmt: skip
    folding.flip_all()
    assert folding.complete
    assert drawn(folding, document.text) == [
        "Opening words.", "",
        "Speaker 0: Short. … (1 word)",
        "Speaker 1: One two three … (2,401 words)",
        "Speaker 0: Last. … (1 word)",
    ]  # fmt: skip
    folding.flip_all()
    assert not any(block.role == FOLDED for block in folding.blocks)
    assert folding.blocks == Folding(document).blocks


def test_quotes_in_articles_are_not_folded() -> None:
    document = transcript("Short.", "Other.", quoted=True)
    folding = Folding(document)
    assert len(folding) == 0
    assert folding.first_in(0, 1000) == -1
    assert "Speaker 0: Short." in drawn(folding, document.text)


def test_words_are_counted_across_the_pieces_they_are_counted_in() -> None:
    for speech in ("x" * 200_000, "ab " * 50_000, " " * 70_000 + "b"):
        document = transcript(speech)
        folding = Folding(document)
        folding.flip(0)
        assert f"({len(speech.split()):,} word" in folding.tail(folding.blocks[1])


def test_what_is_folded_can_be_given_back() -> None:
    first, again = Folding(transcript("A b c.", "D e f.")), Folding(transcript("A b c.", "D e f."))
    first.flip(1)
    again.state = first.state | {7}
    assert (again.folded(0), again.folded(1), again.folded(7)) == (False, True, False)
    assert again.blocks == first.blocks


@given(st.lists(st.integers(0, 5), max_size=12), st.integers(0, 30))
def test_changing_a_fold_gives_the_lines_of_wrapping_anew(flips: list[int], reached: int) -> None:
    document = transcript(*[f"{WORDS * (i + 1)}\n\nAnd {i}." for i in range(5)])
    folding = Folding(document)
    wrapped = Wrapped(document.text, folding.blocks, 30, folding.tail)
    for number in flips:
        wrapped.reach(reached)
        if number == 5:
            folding.flip_all()
        else:
            folding.flip(number)
        wrapped.change(folding.blocks, folding[0 if number == 5 else number].label_start)
    anew = Wrapped(document.text, folding.blocks, 30, folding.tail)
    count = anew.reach_end()
    assert wrapped.reach_end() == count
    assert [wrapped.line(i) for i in range(count)] == [anew.line(i) for i in range(count)]
    for number in range(count):
        block, start, _ = anew.line(number)
        if block is not None:
            assert anew.line_of(start) == number


def test_what_is_hidden_is_known() -> None:
    document = transcript("Short words.", "Other words.")
    folding = Folding(document)
    offset = document.text.index("Other")
    assert folding.hidden(offset) == -1
    folding.flip(1)
    assert folding.hidden(offset) == 1
    assert folding.hidden(folding[1].label_start) == -1
    assert folding.hidden(document.text.index("Short")) == -1
