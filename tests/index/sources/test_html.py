"""Saved pages: marked text, unmarked text, old layouts, encodings, and what must not be taken for text or a date."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from index.errors import SourceError
from index.metadata import describe
from index.sources import read
from index.sources.base import Source
from index.sources.html import read as read_bytes
from tests.accuracy.sources import FURNITURE, GOLD, checks

FIXTURES = Path(__file__).parent.parent.parent / "fixtures"


def page(name: str) -> Source:
    return read(FIXTURES / name, name=name)


def said(found: Source) -> dict[str, str]:
    values: dict[str, str] = {}
    for candidate in found.candidates:
        values.setdefault(candidate.field, candidate.value)
    return values


@pytest.mark.parametrize("name", ["39698.html", "54472.html"])
def test_gold_pages_are_right(name: str) -> None:
    gold = next(entry for entry in yaml.safe_load(GOLD.read_text("utf-8")) if entry["file"] == name)
    found = page(f"kremlin/{name}")
    assert all(checks(gold, found, describe(found, path=name)).values())


def test_gold_names_thirty_different_pages() -> None:
    gold = yaml.safe_load(GOLD.read_text("utf-8"))
    assert len({entry["file"] for entry in gold}) == 30


def test_marked_transcript_is_whole_and_bare() -> None:
    found = page("kremlin/17113.html")
    values = said(found)
    assert values["title"] == "Meeting with President of Uganda Yoweri Museveni"
    assert values["published"] == "2012-12-11"
    assert values["place"] == "Novo-Ogaryovo, Moscow Region"
    assert values["publisher"] == "President of Russia"
    assert values["url"] == "http://en.kremlin.ru/events/president/news/17113"
    paragraphs = found.text.split("\n\n")
    assert paragraphs[0].startswith("Vladimir Putin and President of Uganda Yoweri Museveni discussed")
    assert "President of Russia Vladimir Putin: Mr President," in paragraphs
    assert paragraphs[-1] == "<…>"
    assert "50th anniversary" in found.text
    assert "With President of Uganda Yoweri Museveni." not in paragraphs  # the caption
    assert not [phrase for phrase in FURNITURE if phrase in found.text + "\n"]


def test_announcement_is_dated_by_its_publication_not_by_the_event() -> None:
    published = [c for c in page("kremlin/54472.html").candidates if c.field == "published"]
    assert published[0].value == "2017-05-09"
    assert published[0].detail == "labelled time"


def test_page_of_links_has_a_title_and_no_text() -> None:
    found = page("kremlin/39698.html")
    assert found.text == ""
    assert not found.warnings


def test_news_site_with_json_ld() -> None:
    found = page("pages/news-site.html")
    assert said(found) == {
        "title": "Border trade picks up after winter",
        "published": "2019-04-02T08:15:00+06:00",
        "language": "en",
        "publisher": "Valley Courier",
        "author": "Aida Example",
        "place": "Osh",
        "url": "https://courier.example/business/border-trade",
    }
    assert found.text.startswith("Lorries queued for two kilometres")
    assert found.text.endswith("A second lane is to be finished before the harvest, the office added.")
    assert [found.text[h.start : h.end] for h in found.headings] == ["What the traders say"]
    for furniture in (
        "cookie",
        "USD",
        "Share",
        "Tags",
        "Cement prices fall",
        "comment",
        "All rights",
        "Photo",
        "script",
    ):
        assert furniture not in found.text


def test_old_table_layout() -> None:
    found = page("pages/plain-table-site.html")
    assert said(found)["published"] == "12 May 2003"
    paragraphs = found.text.split("\n\n")
    assert len(paragraphs) == 3
    assert paragraphs[0].startswith("The reservoir above the town held 11.4 billion")
    assert paragraphs[2].endswith("by the end of the month.")


def test_russian_page_in_cp1251_marked_as_english() -> None:
    found = page("pages/russian-cp1251.html")
    assert found.encoding == "cp1251"
    assert not found.warnings
    described = describe(found, path="page.html")
    assert described.title == "В долине открыли вторую школу"
    assert described.published == "2018-09-03"
    assert described.language == "ru"
    assert described.place == "Бишкек"
    for furniture in ("Поделиться", "Читайте", "Дорогу к перевалу", "Контакты", "перепечатке", "Просмотров"):
        assert furniture not in found.text


def test_page_of_scripts_is_read_in_part() -> None:
    found = page("pages/script-only.html")
    assert found.text == ""
    assert "builds itself with scripts" in found.warnings[0]


def test_page_with_nothing_is_an_error() -> None:
    for data in (b"", b"   ", b"<html><body></body></html>", b"<!-- nothing -->"):
        with pytest.raises(SourceError):
            read_bytes(data, "empty.html")


def test_dates_of_pictures_and_guesses_are_not_taken() -> None:
    html = b"""<html><head><title>A dam</title></head><body><p>Copyright 2015. Page made 2016-03-04.</p>
    <div itemscope itemtype="http://schema.org/ImageObject"><meta itemprop="datePublished" content="2011-01-01"></div>
    <div class="slide"><img itemprop="contentUrl" src="x"><meta itemprop="datePublished" content="2012-02-02"></div>
    <p>The dam was opened on 5 May 2014, and everybody who could walk came to the river to see it.</p></body></html>"""
    assert "published" not in said(read_bytes(html, "a.html"))


def test_relative_and_other_addresses_are_no_url() -> None:
    html = b'<html><head><link rel="canonical" href="33988.html"><meta property="og:url" content="javascript:alert(1)">'
    html += b"<title>A dam</title></head><body><p>It stands.</p></body></html>"
    assert "url" not in said(read_bytes(html, "a.html"))
    saved = b"<!-- saved from url=(0026)https://courier.example/dam -->" + html
    assert said(read_bytes(saved, "a.html"))["url"] == "https://courier.example/dam"


def test_title_loses_the_name_of_the_site() -> None:
    html = "<html><head><title>A dam • Valley Courier</title><meta property='og:site_name' content='Valley Courier'>"
    html += "</head><body><p>It stands.</p></body></html>"
    assert said(read_bytes(html.encode(), "a.html"))["title"] == "A dam"


def test_standfirst_is_part_of_the_text() -> None:
    body = "".join(
        f"<p>Paragraph {n} says at some length what was done about the dam on day {n}.</p>" for n in range(9)
    )
    html = f"""<html><head><title>A dam</title></head><body><main><article><h1>A dam</h1>
    <div class="article__lead">Two towns of the valley agreed at last to mend their dam together.</div>{body}
    </article></main></body></html>"""
    text = read_bytes(html.encode(), "a.html").text
    assert text.startswith("Two towns of the valley agreed")
    assert text.count("Two towns") == 1
    assert "Paragraph 8" in text


def test_deep_and_broken_pages_do_not_crash() -> None:
    deep = b"<html><title>Deep</title><body>" + b"<div>" * 50_000 + b"<p>bottom</p>"
    assert said(read_bytes(deep, "deep.html"))["title"] == "Deep"
    spans = b"<p>" + b"<span>" * 20_000 + b"text at the bottom of it"
    assert "text at the bottom" in read_bytes(spans, "spans.html").text
    assert not read_bytes(spans, "spans.html").warnings
    lists = b"<title>L</title><p>first" + b"<ul><li>" * 5_000 + b"bottom"
    assert "nested too deeply" in read_bytes(lists, "lists.html").warnings[0]
    json = b'<script type="application/ld+json">' + b"[" * 100_000 + b"</script><title>J</title><p>Text.</p>"
    assert read_bytes(json, "json.html").text == "Text."


def test_escapes_and_markup_of_terminals_are_data() -> None:
    html = b"<html><title>[bold]T&#27;itle[/bold]</title>"
    html += b"<body><p>Text &#x1b;[2J and [red]brackets[/red].</p></body></html>"
    found = read_bytes(html, "a.html")
    assert "\x1b" not in found.text + said(found)["title"]
    assert "[red]brackets[/red]" in found.text


def test_a_document_of_a_word_processor_is_read_whole() -> None:
    """It has no heading for its title, paragraphs in the cells of tables and the entries of lists, and no site."""
    found = read_bytes(
        b"<html><head><title>Report on the dam</title><meta name='author' content='A. Bekova; O. Tashiev'></head><body>"
        b"<p align=center><b>Report on the\n dam</b></p><p>O. Tashiev</p><h1>Background</h1>"
        b"<p>It stands.<a href='#sym1' name='anc1'><sup>1</sup></a></p><h2>Tables</h2>"
        b"<table><tr><td><p>Year</p></td><td><p>GWh</p></td></tr><tr><td><p>2019</p></td><td><p>4,100</p></td></tr>"
        b"</table><ul><li><p>first</p></li><li>second</li></ul>"
        b"<div id=note><p><a href='#anc1' name='sym1'>1</a> See the annual report.</p></div></body></html>",
        "report.html",
    )
    assert (said(found)["title"], describe(found, path="report.html").authors) == (
        "Report on the dam",
        ("A. Bekova", "O. Tashiev"),
    )
    assert found.text.split("\n\n") == [
        "O. Tashiev", "Background", "It stands.[1]", "Tables", "Year | GWh", "2019 | 4,100", "\u2022 first",
        "\u2022 second", "[1] See the annual report.",
    ]  # fmt: skip
    assert [(found.text[each.start : each.end], each.label) for each in found.headings] == [
        ("Background", "1"),
        ("Tables", "2"),
    ]


def test_a_title_above_a_heading_that_stands_below_the_text_is_none() -> None:
    head = "<html><head><title>Talks in Osh</title></head><body><article>"
    below = f"{head}<h1>Leaders meet</h1><p>Talks in Osh</p><p>They met.</p></article></body></html>"
    assert said(read_bytes(below.encode(), "a.html"))["title"] == "Leaders meet"


def test_a_cell_that_holds_a_text_stands_by_itself() -> None:
    words = "The river rose by two metres in a night, and the lower bridge was closed to all but walkers. " * 2
    cells = f"<tr><td><p>Left</p></td><td><p>{words}</p></td></tr>"
    found = read_bytes(f"<html><body><table>{cells}</table></body></html>".encode(), "a.html")
    assert found.text.split("\n\n") == ["Left", words.strip()]
