"""PDFs by five programs: pages, reading order, running heads, hyphens, footnotes, scans, damage."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import ocr, pdf
from index.sources.base import PAGE_MARK, Source
from index.sources.pdf_lines import Line
from index.sources.pdf_paragraphs import Paragraphs
from tests.index.sources.test_reading import check

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"


def document(name: str) -> Source:
    source = pdf.read((DOCUMENTS / name).read_bytes(), name)
    check(source)
    return source


def test_pages_have_the_labels_of_the_file_and_cover_the_text() -> None:
    report = document("report.pdf")
    assert [page.label for page in report.pages] == ["i", "1"]
    assert report.pages[0].start == 0
    assert report.pages[0].end == report.pages[1].start
    assert report.pages[1].end == len(report.text)
    assert report.text[report.pages[1].start :].startswith("1 What the river did")


def test_printed_numbers_label_the_pages_of_a_file_that_does_not() -> None:
    paper = document("rows.pdf")
    assert [page.label for page in paper.pages] == ["233", "234", "235"]
    assert paper.text[paper.pages[2].start :].startswith("The ferry was set up")


def test_running_heads_page_numbers_and_stamps_are_dropped() -> None:
    for name, words in (
        ("report.pdf", "River Office"),
        ("rows.pdf", "Lake Herald"),
        ("rows.pdf", "copy 7"),
        ("printed.pdf", "file:"),
        ("printed.pdf", "2:1"),
    ):
        assert words not in document(name).text


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    first = document("rows.pdf").text.split("\n\n")
    assert "small enough to be carried on the arm of their owner. Fare 1 was agreed" in first[0]
    assert first[1].startswith("Bicycles are carried if there is room on the deck. The harbour master asks passengers")
    assert len(first) == 6


def test_lines_become_paragraphs_and_words_are_whole() -> None:
    lake = document("columns.pdf")
    assert "so that the young fish could descend into the reservoir" in lake.text
    assert "pike-perch" in lake.text
    assert [lake.text[h.start : h.end] for h in lake.headings] == ["1. The catch", "2. The market", "3. The outlook"]
    assert len(lake.text.split("\n\n")) == 9
    report = document("report.pdf").text
    assert "carried off the foot-bridge. The third" in report
    assert "The efficient flow of the river" in report  # ligatures
    assert "prices would fall.[1]\n\nThe figures" in report


def test_letters_of_another_font_are_put_back_into_their_words() -> None:
    council = document("kyrgyz.pdf").text
    assert council.endswith("Кыргызча: өкүл үчүн чечим кабыл алынды.")


@pytest.mark.parametrize("kids", [b"2 0 R", b"3 0 R", b""])
@pytest.mark.parametrize("count", [3, 2_000_000_000])
def test_pages_that_lead_in_circles_are_refused(kids: bytes, count: int) -> None:
    loop = b"3 0 obj<</Type/Pages/Kids[2 0 R 3 0 R]/Count 4000>>endobj\n"
    tree = b"2 0 obj<</Type/Pages/Kids[" + kids + b"]/Count " + str(count).encode() + b">>endobj\n"
    data = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n" + tree + loop + b"trailer<</Root 1 0 R>>\n%%EOF"
    with pytest.raises(SourceError, match=r"a\.pdf"):
        pdf.read(data, "a.pdf")


def test_cyrillic_fonts_without_a_table_of_letters_are_read_and_said() -> None:
    council = document("cyrillic.pdf")
    assert "ещё один воздержался. Строительство обойдётся" in council.text
    assert "CP1251" in council.warnings[0]


def test_a_program_is_no_title() -> None:
    assert all(found.field != "title" for found in document("rows.pdf").candidates)


def test_a_password_is_asked_for_nowhere() -> None:
    with pytest.raises(SourceError, match=r"protected\.pdf is protected by a password"):
        document("protected.pdf")


def test_a_scan_without_tesseract_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "")
    monkeypatch.setattr("shutil.which", lambda name: None)
    with pytest.raises(SourceError, match=r"scan\.pdf is a scan") as raised:
        document("scan.pdf")
    assert "install Tesseract" in raised.value.hint
    mixed = document("mixed.pdf")
    assert mixed.warnings[0].startswith("page 3 is a picture without text: install Tesseract")
    assert [page.label for page in mixed.pages] == ["i", "1", "3"]
    assert mixed.pages[2].start == mixed.pages[2].end == len(mixed.text)


def test_a_recognised_page_stands_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "eng")
    sizes = []

    def recognise(grey: bytes, width: int, height: int, seconds: float) -> list[str]:
        sizes.append((width, height))
        assert len(grey) == width * height
        return ["The fare remains", "file:///page.html 1/1", "at 12 crowns."]

    monkeypatch.setattr(ocr, "recognise", recognise)
    mixed = document("mixed.pdf")
    assert mixed.text.endswith("\n\nThe fare remains\n\nat 12 crowns.")
    assert mixed.text[mixed.pages[2].start :] == "The fare remains\n\nat 12 crowns."
    assert max(sizes[0]) > 3000
    assert "page 3 is recognised from a picture" in mixed.warnings[0]


@pytest.mark.skipif(not ocr.languages(), reason="Tesseract is not installed")
def test_tesseract_reads_a_scan() -> None:
    scan = document("scan.pdf")
    assert "The Saturday ferry will run until the end of October" in scan.text
    assert [page.label for page in scan.pages] == ["1"]


@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_damage_is_a_source_error_or_a_text(data: st.DataObject) -> None:
    whole = (DOCUMENTS / data.draw(st.sampled_from(["columns.pdf", "rows.pdf", "cyrillic.pdf"]))).read_bytes()
    damaged = bytearray(whole[: data.draw(st.integers(0, len(whole)))])
    for place in data.draw(st.lists(st.integers(0, max(len(damaged) - 1, 0)), max_size=20)):
        if place < len(damaged):
            damaged[place] = data.draw(st.integers(0, 255))
    refusal = None
    try:
        check(pdf.read(bytes(damaged), "damaged.pdf"))
    except SourceError as error:
        refusal = error
    assert refusal is None or (refusal.message.startswith("damaged.pdf ") and refusal.hint)


def test_a_footnote_of_a_column_parts_no_paragraph() -> None:
    def column(left: float, top: float, lines: list[str], size: float = 10) -> list[Line]:
        made = []
        for number, words in enumerate(lines):
            bottom = top - 1.2 * size * number
            made.append(Line(words, left, left + 200, bottom, size, 40, False))
        return made

    first = column(50, 700, ["The border was long", "in dispute, and the of\ufffe"])
    notes = column(50, 300, ["[1] A note here."], 8)
    second = column(300, 700, ["fice in Osh said so", "twice in a year."])
    blocks = list(Paragraphs(10, frozenset()).over([[*first, *notes, *second]]))
    assert [block.text.replace(PAGE_MARK, "") for block in blocks] == [
        "[1] A note here.",
        "The border was long in dispute, and the office in Osh said so twice in a year.",
    ]
    assert sum(block.text.count(PAGE_MARK) for block in blocks) == 1


def test_a_day_under_a_title_stands_by_itself() -> None:
    def line(words: str, left: float, bottom: float) -> Line:
        return Line(words, left, left + 100, bottom, 10, 40, False)

    lines = [line("A. One B. Two", 200, 700), line("4 May 2019", 210, 688)]
    lines += [line(f"words of the text in line {number}", 50, 600 - 12 * number) for number in range(4)]
    blocks = [block.text.replace(PAGE_MARK, "") for block in Paragraphs(10, frozenset()).over([lines])]
    assert blocks[:2] == ["A. One B. Two", "4 May 2019"]
