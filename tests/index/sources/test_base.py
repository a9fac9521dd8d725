"""Layout and cleaning, which every reader shares."""

from __future__ import annotations

from index.sources.base import PAGE_MARK, Block, clean, lay_out, lay_out_pages, one_line


def test_headings_are_spans_of_the_text() -> None:
    text, headings = lay_out([Block("Title\nwrapped", 1), Block("  one \n two "), Block(" \n"), Block("End", 9)])
    assert text == "Title wrapped\n\none\ntwo\n\nEnd"
    assert [(text[h.start : h.end], h.label) for h in headings] == [("Title wrapped", "1"), ("End", "6")]


def test_pages_begin_behind_their_marks() -> None:
    blocks = [
        Block(f"{PAGE_MARK}Title", 1),
        Block(f"a  para{PAGE_MARK}{PAGE_MARK}graph"),
        Block(f"{PAGE_MARK}The\u00a0End", 2),
    ]
    text, headings, pages = lay_out_pages(blocks, ["i", "ii", "iii", "1"])
    assert text == "Title\n\na paragraph\n\nThe End"
    assert [text[h.start : h.end] for h in headings] == ["Title", "The End"]
    assert [(text[p.start : p.end], p.label) for p in pages] == [
        ("Title\n\na para", "i"),
        ("", "ii"),
        ("graph\n\n", "iii"),
        ("The End", "1"),
    ]
    assert lay_out_pages([Block("no pages")], ["1"]) == ("no pages", (), ())


def test_clean_makes_lines_and_spaces_plain() -> None:
    assert clean("a\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"
    assert clean("page\x0cpage") == "page\n\npage"
    assert clean("a\u00a0b\u202fc\u3000d") == "a b c d"
    assert clean("a\x00b\u00adc\u200bd\ufeffe") == "abcde"
    assert clean("a\x1bb\x85c") == "a\ufffdb\nc"
    assert clean("e\u0301 \u0438\u0306") == "\u00e9 \u0439"
    assert one_line("  a \n b\tc ") == "a b c"
