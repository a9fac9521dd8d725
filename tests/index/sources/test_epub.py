"""Books: order, contents, notes, what a package says, and locks."""

from __future__ import annotations

import pytest

from index.errors import SourceError
from index.sources import epub
from tests.index.sources.packed import book

NAV = '<nav epub:type="toc"><ol><li><a href="b.xhtml">The flood</a></li></ol></nav>'


def test_chapters_follow_the_spine_and_take_titles_from_the_contents() -> None:
    nav = '<item id="n" href="nav.xhtml" properties="nav" media-type="application/xhtml+xml"/>'
    page = f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><body>{NAV}</body></html>'
    data = book(
        {"z.xhtml": "<h2>First</h2><p>It rained.</p>", "b.xhtml": "<p>It rose.</p><script>x</script>"},
        manifest=nav,
        **{"B/nav.xhtml": page},
    )
    found = epub.read(data, "a.epub")
    assert found.text == "First\n\nIt rained.\n\nThe flood\n\nIt rose."
    assert [h.label for h in found.headings] == ["2", "1"]


def test_notes_are_numbered_where_they_are_referred_to() -> None:
    chapter = (
        '<p>It fell<a epub:type="noteref" href="#n1"><sup>1</sup></a>.</p>'
        '<aside id="n1" epub:type="footnote"><p>In May. <a href="#r1">↩</a></p></aside>'
    )
    assert epub.read(book({"a.xhtml": chapter}), "a.epub").text == "It fell[1].\n\n[1] In May."


def test_what_the_package_says() -> None:
    metadata = (
        '<dc:title id="t">The Dam</dc:title><dc:title id="s">A story</dc:title>'
        '<meta refines="#s" property="title-type">subtitle</meta>'
        '<dc:creator opf:role="aut">Anna Wolf</dc:creator><dc:creator opf:role="trl">Ben Hart</dc:creator>'
        '<dc:date opf:event="modification">2022-01-01</dc:date><dc:date opf:event="publication">2019-05</dc:date>'
        "<dc:publisher>Valley Press</dc:publisher><dc:language>ru-RU</dc:language>"
        "<dc:identifier>urn:isbn:9780000000002</dc:identifier><dc:identifier>doi:10.1234/dam.5</dc:identifier>"
    )
    said = [(c.field, c.value) for c in epub.read(book({"a.xhtml": "<p>Dam.</p>"}, metadata), "a.epub").candidates]
    assert said == [
        ("title", "The Dam"),
        ("author", "Anna Wolf"),
        ("published", "2019-05"),
        ("publisher", "Valley Press"),
        ("language", "ru-RU"),
        ("url", "https://doi.org/10.1234/dam.5"),
    ]


@pytest.mark.parametrize("odd", ["&#7;", "&#x1b;", "&#xfffe;", "\x0c", "\x01"])
def test_a_note_with_controls_is_numbered(odd: str) -> None:
    page = f"<p>Dam<a href='#n{odd}' epub:type='noteref'>1</a>.</p><aside><p id='n'>{odd} Old.</p></aside>"
    page += "<p>It<a href='#m' epub:type='noteref'>2</a> stands.</p>" + f"<p id='m'>{odd} New.</p>"
    text = epub.read(book({"a.xhtml": page}), "a.epub").text
    assert "It[2] stands." in text
    assert "[2] " in text
    assert not any(character in text for character in "\x07\x1b\x0c\x01")


def test_a_locked_book_and_a_missing_chapter_are_said() -> None:
    locked = '<e xmlns="x"><CipherReference URI="B/a.xhtml"/></e>'
    with pytest.raises(SourceError, match="copy protection"):
        epub.read(book({"a.xhtml": "<p>x</p>"}, **{"META-INF/encryption.xml": locked}), "a.epub")
    lost = book({"a.xhtml": "<p>Dam.</p>", "b.xhtml": "\0\0\0"})
    assert epub.read(lost, "a.epub").warnings == ("1 of its chapters could not be read",)


def test_a_note_that_leads_back_is_numbered_once() -> None:
    page = (
        '<p>It stands.<sup id="called1"><a epub:type="noteref" href="#data1">1</a></sup> Since May.</p>'
        '<aside epub:type="footnote" id="data1"><p><sup><a href="#called1">1</a></sup> In the valley.</p></aside>'
    )
    text = epub.read(book({"a.xhtml": page}), "a.epub").text
    assert text.split("\n\n") == ["It stands.[1] Since May.", "[1] In the valley."]
