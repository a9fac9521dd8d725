"""Layout, cleaning and decoding, which every reader shares."""

from __future__ import annotations

import pytest

from index.sources.base import PAGE_MARK, Block, clean, decode, lay_out, lay_out_pages, one_line


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


RUSSIAN = "Глава совета долины сказал, что зимой было трудно починить плотину и мост у реки. " * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [RUSSIAN, "The head of the council said that it was not easy. " * 3])
def test_unicode_needs_no_guess(encoding: str, text: str) -> None:
    decoded, _, warning = decode(text.encode(encoding))
    assert decoded.removeprefix("\ufeff") == text
    assert not warning


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5", "mac_cyrillic"])
def test_cyrillic_code_pages_are_guessed_and_said(encoding: str) -> None:
    decoded, found, warning = decode(RUSSIAN.encode(encoding))
    assert decoded == RUSSIAN
    assert found in warning


def test_declared_encoding_is_used_where_it_is_one() -> None:
    assert decode(RUSSIAN.encode("cp1251"), declared="windows-1251") == (RUSSIAN, "cp1251", "")
    assert decode("café".encode("latin-1") * 9, declared="hex")[0]
    assert decode("café".encode("latin-1") * 9, declared="no-such-thing")[0]
    assert decode("плотина".encode(), declared="windows-1251")[0] == "плотина"
