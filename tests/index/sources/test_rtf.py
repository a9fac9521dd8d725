"""RTF: code pages, Unicode with its fallbacks, groups that are no text, tables, notes, what Word and WordPad write."""

from __future__ import annotations

import pytest

from index.errors import SourceError
from index.metadata import describe
from index.sources import rtf
from index.sources.base import Source


def read(body: str | bytes, head: str = r"\ansi\ansicpg1251") -> Source:
    data = body if isinstance(body, bytes) else body.encode("latin-1")
    return rtf.read(b"{\\rtf1" + head.encode() + data + b"}", "a.rtf")


CYRILLIC = "".join(f"\\'{byte:02x}" for byte in "Плотина".encode("cp1251"))


def test_code_pages_of_the_file_and_of_fonts() -> None:
    assert read(rf" {CYRILLIC}\par").text == "Плотина"
    fonts = r"{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}"
    assert read(rf"{fonts}\f0 Caf\'e9 \f1 {CYRILLIC}\par", r"\ansi\ansicpg1252").text == "Café Плотина"
    greek = "".join(f"\\'{byte:02x}" for byte in "Δέλτα".encode("cp1253"))
    assert read(rf"{{\fonttbl{{\f3\fcharset161 G;}}}}{{\f3 {greek}}} {CYRILLIC}\par").text == "Δέλτα Плотина"


def test_unicode_skips_its_fallback() -> None:
    assert read(r" \u1055?\u1083\'3f\par").text == "Пл"
    assert read(r"\uc2 \u1055\'8f\'9fx\par").text == "Пx"
    assert read(r"\uc0 \u1055\u1083x\par").text == "Плx"
    assert read(r" \u-10179?\u-8704?!\par").text == "😀!"
    assert read(r"{\uc0 \u1055}\u1083?x\par").text == "Плx"


def test_what_is_no_text_is_left_out() -> None:
    body = (
        r"{\fonttbl{\f0 Times;}}{\colortbl;\red0;}{\*\generator Some;}{\header Head}{\pict 00ff00ff}"
        r"{\field{\*\fldinst HYPERLINK x}{\fldrslt a link}} {\v hidden}{\deleted gone}\'97 end\par{\*\unknown {\b x}}"
    )
    assert read(body, r"\ansi\ansicpg1252").text == "a link — end"


def test_binary_data_is_passed_over() -> None:
    assert read(rb" one{\pict\bin5 }}{{\} two\par").text == "one two"


def test_tables_notes_and_lists() -> None:
    table = r"\trowd\intbl One\cell Two\cell\row\trowd\intbl 1\cell\cell\row\pard"
    body = rf" Text{{\super\chftn}}{{\footnote\pard\plain {{\chftn}} A note.}} goes on.\par {table} After.\par"
    assert read(body).text == "Text[1] goes on.\n\nOne | Two\n\n1\n\nAfter.\n\n[1] A note."
    assert (
        read(r"{\listtext 1.\tab}First\par{\pntext\'95\tab}Second\par", r"\ansi\ansicpg1252").text
        == "1. First\n\n• Second"
    )


def test_headings_title_and_information() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2\outlinelevel1 Other;}{\s9 Title;}{\*\cs10 Char;}}"
    info = r"{\info{\title Minutes}{\author Petra Olsen}{\creatim\yr2021\mo4\dy7\hr9}}"
    body = rf"{styles}{info}\pard\s9 The dam\par\pard\s1 Start\par\pard\s2 Then\par\pard Words.\par"
    found = read(body)
    assert found.text == "Start\n\nThen\n\nWords."
    assert [h.label for h in found.headings] == ["1", "2"]
    said = {c.field: c.value for c in found.candidates if c.origin == "properties"}
    assert said == {"title": "Minutes", "author": "Petra Olsen", "published": "2021-04-07", "estimated": "true"}
    assert [c.value for c in found.candidates if c.origin == "text"] == ["The dam"]


def test_a_file_that_ends_in_the_middle_is_read_so_far() -> None:
    found = rtf.read(rb"{\rtf1\ansi One\par {\b Two", "a.rtf")
    assert found.text == "One\n\nTwo"
    assert "ends in the middle" in found.warnings[0]


def test_depth_is_refused() -> None:
    with pytest.raises(SourceError, match="nested too deeply"):
        read("{" * 100_000)


def test_a_long_title_is_cut_and_ends_in_no_space() -> None:
    source = read(r"{\info{\title " + "Te " * 200 + r"}{\author " + "An " * 200 + r"}}Text.\par")
    said = {each.field: each.value for each in source.candidates}
    assert (said["title"], said["author"]) == (("Te " * 167)[:500].strip(), ("An " * 167)[:500].strip())


@pytest.mark.parametrize(
    ("first", "title"), [(r"{\b Protocol on water}", "Protocol on water"), (r"{\b Protocol} on water", "a")]
)
def test_a_bold_first_paragraph_is_the_title_where_nothing_else_says_one(first: str, title: str) -> None:
    source = rtf.read(rf"{{\rtf1\ansi {first}\par The parties agreed.\par And left.\par}}".encode(), "a.rtf")
    assert describe(source, path="a.rtf").title == title
    assert source.text.startswith("The parties" if title != "a" else "Protocol on water")


def test_a_western_font_beside_a_cyrillic_one_is_western() -> None:
    fonts = r"{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}"
    assert (
        rtf.read(rf"{{\rtf1\ansi\ansicpg1251{fonts}\f0 \'cc\'e8\'f0 \f1 caf\'e9\par}}".encode(), "a.rtf").text
        == "Мир café"
    )
    fonts = r"{\fonttbl{\f0\fcharset0 A;}}"  # of a program that knows no scripts
    assert rtf.read(rf"{{\rtf1\ansi\ansicpg1251{fonts}\f0 \'cc\'e8\'f0\par}}".encode(), "a.rtf").text == "Мир"
