"""Plain text as people save it. The five situations of furniture are those of real saved files; the words are ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.errors import SourceError
from index.sources.base import Source
from index.sources.text import read

TEXTS = Path(__file__).parent.parent.parent / "fixtures" / "texts"


def saved(name: str) -> Source:
    return read((TEXTS / name).read_bytes(), name)


def source(text: str) -> Source:
    return read(text.encode(), "file.txt")


def said(found: Source) -> dict[str, str]:
    values: dict[str, str] = {}
    for candidate in found.candidates:
        values.setdefault(candidate.field, candidate.value)
    return values


def test_agency_report_has_title_dateline_and_a_heading() -> None:
    found = saved("agency.txt")
    assert said(found) == {
        "title": "Two valley towns agree on a shared bus line, but argue about the stops — mayor",
        "published": "November 27",
        "place": "Naryn",
        "publisher": "TASS",
    }
    assert {c.origin for c in found.candidates if c.field != "title"} == {"dateline"}
    assert "All news" not in found.text
    assert [found.text[h.start : h.end] for h in found.headings] == ["Further plans"]
    assert found.text.startswith("The mayor said that both councils")


def test_pasted_transcript_keeps_its_turns_and_loses_its_frame() -> None:
    found = saved("transcript.txt")
    values = said(found)
    assert values["title"] == "Meeting with the Chair of the Valley Council"
    assert (values["published"], values["place"]) == ("May 24, 2021", "Sochi")
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0].startswith("The Governor received")
    assert "Chair of the Valley Council Asel Sample: Thank you." in paragraphs
    assert (
        "Next year will be the 30th of our agreement. We work together in many bodies, particularly, the Water Board "
        "(it met last week), the Road Fund, and some others, also larger ones."
    ) in paragraphs
    assert paragraphs[-1] == "<…>"
    for furniture in ("Events", "1 of 2", "With the Chair", "14:15", "Geography", "Sample Asel", "Text version"):
        assert furniture not in found.text


def test_press_release_loses_its_disclaimer_and_has_no_date() -> None:
    found = saved("release.txt")
    assert said(found) == {"title": "Two provinces to sign a water agreement", "publisher": "EIN Presswire"}
    assert next(c for c in found.candidates if c.field == "publisher").detail == "disclaimer"
    assert "97%" in found.text
    assert "warranty" not in found.text
    assert "Disclaimer" not in found.text
    assert found.text.endswith("which both provinces will attend.")


def test_official_page_loses_settings_crumb_and_repeated_date() -> None:
    found = saved("official.txt")
    values = said(found)
    assert values["title"] == "Meeting with the head of the upper province"
    assert values["publisher"] == "Council of the Valley"
    assert (values["published"], values["place"]) == ("September 28, 2020", "Sochi")
    assert found.text.startswith("The chair met in Sochi")
    assert "* * *" in found.text
    assert found.text.endswith("Asel Sample: Thank you.")
    assert "\u00a0" not in found.text


def test_currency_widget_is_no_text_and_a_pull_quote_no_heading() -> None:
    found = saved("widget.txt")
    assert said(found) == {"title": "Water - important part of relations in the valley"}
    assert "84.80" not in found.text
    assert "USD" not in found.text
    assert not found.headings
    assert "Ivan Example" in found.text.split("\n\n")


def test_rates_inside_a_text_stay() -> None:
    text = (
        "Exchange report\n\nThe bank of the valley fixed its rates for the week on Monday, as follows.\n\nUSD 84.80\n\n"
    )
    text += "The rate of the euro was left as it had been for the whole of the month, the bank said."
    assert "USD 84.80" in source(text).text


def test_hard_wrapped_lines_become_paragraphs() -> None:
    text = (
        "Bridges of the valley\n\n"
        "The oldest bridge of the valley was built when the road was still a path for\n"
        "mules, and when nobody had thought of lorries or of tourists in coaches, let\n"
        "alone of both at once.\n\n"
        "It stands.\n"
    )
    assert source(text).text == (
        "The oldest bridge of the valley was built when the road was still a path for mules, and when nobody had "
        "thought of lorries or of tourists in coaches, let alone of both at once.\n\nIt stands."
    )


def test_short_lines_of_a_verse_stay_lines() -> None:
    found = source("A song\n\nThe river runs,\nthe river falls,\nthe river comes to rest.\n\nSung in spring.\n")
    assert "The river runs,\nthe river falls,\nthe river comes to rest." in found.text


def test_a_list_of_menu_words_is_no_text() -> None:
    text = (
        "Valley\nSport\nWeather\nMusic\nMarkets\n\nDam opens early this year\n\n"
        "The dam was opened on Monday, a week earlier than planned, the office said.\n"
    )
    found = source(text)
    assert said(found)["title"] == "Dam opens early this year"
    assert "Weather" not in found.text


def test_a_file_of_one_line_is_its_own_text() -> None:
    found = source("Buy rope")
    assert said(found) == {"title": "Buy rope"}
    assert found.text == "Buy rope"


def test_a_date_in_prose_is_no_date_of_publication() -> None:
    text = "A letter\n\nOn 3 May 2011 the dam was opened, and everybody who could walk came to see it.\n"
    assert "published" not in said(source(text))


@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-le", b""),
        ("cp1251", b""),
        ("koi8-r", b""),
    ],
)
def test_encodings_of_russian_text_are_told(encoding: str, bom: bytes) -> None:
    text = "Вторая школа долины\n\n" + "В посёлке у реки открылась вторая школа, где будут учиться дети. " * 8
    found = read(bom + text.encode(encoding), "school.txt")
    assert "открылась вторая школа" in found.text
    assert said(found)["title"] == "Вторая школа долины"
    assert not found.warnings


def test_damaged_utf8_stays_utf8_and_is_reported() -> None:
    data = ("Вторая школа долины открылась у реки. " * 5).encode() + b"\xff" + "Всё.".encode()
    found = read(data, "school.txt")
    assert "школа" in found.text
    assert "\ufffd" in found.text
    assert "not UTF-8" in found.warnings[0]


@pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"PK\x03\x04....", bytes(range(256)) * 20, b"\x00\x01\x02\x00" * 99])
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(SourceError):
        read(data, "file.txt")


def test_escape_sequences_become_visible_and_inert() -> None:
    found = source("Notes\n\nA line with \x1b[31mred\x1b[0m, a bell \x07, \x9b and \u202eturned\u202c words in it.")
    assert "\x1b" not in found.text
    assert "\x07" not in found.text
    assert "\x9b" not in found.text
    assert "\ufffd[31mred" in found.text
    assert "\u202eturned" in found.text  # meaning, not control: the screen shows it


def test_text_is_composed_and_words_are_whole() -> None:
    found = source("Notes\n\nЧаи\u0306ник: co\u00adoperation and zero\u200bwidth are words that search must find here.")
    assert "cooperation" in found.text
    assert "zerowidth" in found.text
    assert "Ча\u0439ник" in found.text


@pytest.mark.parametrize(
    ("under", "place"),
    [
        ("14:15\nSochi", "Sochi"),
        ("Novo-Ogaryovo, Moscow Region", "Novo-Ogaryovo, Moscow Region"),
        ("Background", None),  # the first heading
    ],
)
def test_a_line_under_a_date_is_a_place_where_a_time_or_a_comma_says_so(under: str, place: str | None) -> None:
    words = (
        "The dam supplies the valley with water and light, as it has for forty years, the chair of the council said."
    )
    found = source(f"Report on the dam\n24 May 2021\n{under}\n{words}\n")
    assert (said(found)["published"], said(found).get("place")) == ("24 May 2021", place)
    assert (under in found.text) == (place is None)
