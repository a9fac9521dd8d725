"""The HTML timeline: one file, no network, no document's markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.models import Row
from tests.index.export.sample import ROW, item, published, written

VOID = {"meta", "input", "rect"}


class Page(HTMLParser):
    """Elements with their attributes, the text of each, and that every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def test_an_entry_has_its_days_sentence_and_document() -> None:
    page = Page(written("html", item(), published(), title="Talks <1>"))
    assert page.texts["title"] == page.texts["h1"] == ["Talks <1>"]
    assert page.texts["time"] == ["2020-01-01 – 2020-12-31", "2021-05-24"]
    assert page.texts["mark"] == ["last year"]
    assert "Trade grew last year." in page.texts["li"][0]
    assert "Talks in Sochi · Kremlin · 2021-05-24 · talks/2021.md" in page.texts["li"][0]
    assert [each["data-kind"] for each in page.of("li")] == ["mentioned", "published"]
    assert page.of("p")[0]["lang"] == "en"


def test_bars_count_years_and_gaps_show() -> None:
    values = ["2001", "2003/2004", "2004-05", "2050"]
    page = Page(written("html", *(item(value=value) for value in values), published()))
    assert [each["value"] for each in page.of("button")] == ["2001", "2003", "2004", "2021", "2050"]
    assert [each["aria-label"] for each in page.of("button")][2:4] == [
        "2004: 2 mentioned, 0 published",
        "2021: 0 mentioned, 1 published",
    ]
    heights = [each["height"] for each in page.of("rect") if each["class"] == "mentioned"]
    assert heights == ["30", "30", "60", "0", "30"]
    assert [text for text in page.texts["span"] if text[0].isdigit()] == ["2002", "2005–2020: none", "2022–2049: none"]


def test_nothing_is_fetched_and_nothing_else_runs() -> None:
    text = written("html", item(), published())
    page = Page(text)
    assert not re.search(r"https?:|//\w|@import|url\(", text.replace("Content-Security-Policy", ""))
    assert not {"link", "img", "iframe", "a", "base", "object"} & {tag for tag, _ in page.elements}
    assert not any(name in ("style", "src", "href") or name.startswith("on") for _, a in page.elements for name in a)
    (policy,) = [each["content"] for each in page.of("meta") if each.get("http-equiv")]
    assert policy is not None
    assert "default-src 'none'" in policy
    for tag in ("style", "script"):
        (content,) = page.texts[tag]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_it_reads_without_its_script_and_in_the_dark() -> None:
    page = Page(written("html", item()))
    assert all("hidden" not in each for each in page.of("li"))
    assert all("hidden" in each for each in page.of("form"))
    assert "color-scheme: light dark" in page.texts["style"][0]
    assert "prefers-color-scheme: dark" in page.texts["style"][0]


@pytest.mark.parametrize(
    "evil",
    ["<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", '" onload="x', "<!--", "&lt;b&gt;", "{x}"],
)
def test_a_document_cannot_write_the_page(evil: str) -> None:
    row = replace(ROW, title=evil, publisher=evil, path=evil, published=evil, language=evil)
    hostile = Page(written("html", item(evil, before=evil, row=row), title=evil))
    plain = Page(written("html", item()))
    assert [tag for tag, _ in hostile.elements] == [tag for tag, _ in plain.elements]
    assert [list(attributes) for _, attributes in hostile.elements] == [list(each) for _, each in plain.elements]
    assert hostile.texts["mark"] == hostile.texts["h1"] == [evil]


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_words_stand_in_the_page_as_they_are(words: str) -> None:
    page = Page(written("html", item(words, before="", after="")))
    shown = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\N{REPLACEMENT CHARACTER}", words)
    assert page.texts["mark"] == [shown]


def test_a_corrected_and_an_estimated_entry_say_so() -> None:
    said = item()
    page = Page(written("html", replace(said, entry=replace(said.entry, basis="you", estimated=True))))
    assert "mentioned, estimated, corrected" in page.texts["li"][0]


def test_a_page_without_a_publisher_or_language() -> None:
    page = Page(written("html", item(row=Row("id", "a.txt", "A"))))
    assert "A · a.txt" in page.texts["li"][0]
    assert "lang" not in page.of("p")[0]
