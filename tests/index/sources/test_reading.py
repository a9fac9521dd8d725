"""Choosing a reader, refusing what is no file, and the promise that any bytes give a Source or a SourceError."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path, PurePath

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import SourceError
from index.sources import READERS, advice, html, markdown, read, reader_of, supported, text
from index.sources.base import Source, clean
from index.sources.packing import parted

PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='share'>",
        "</div>",
        "<table><tr><td>",
        "<!--",
        "-->",
        "<article itemprop=articleBody>",
        "<time datetime='2021-05-24' itemprop=datePublished>",
        "<script type='application/ld+json'>",
        "</script>",
        "&#0;",
        "---\n",
        "title: x\n",
        "published: 2021-99-99\n",
        "&a *a",
        "# ",
        "```",
        "> ",
        "[a](b)",
        "**",
        "_",
        "|",
        "- ",
        "May 24, 2021",
        "BISHKEK, November 27. /TASS/. ",
        "USD 84.80\n",
        "1 of 2\n",
        "Topics\n",
        "\n\n",
        "\x1b[2J",
        "\ufeff",
        "Ivan: ",
        "слово ",
        "й",
        "\u202e",
        "\x00",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=300),
    st.lists(PIECES | st.text(max_size=12), max_size=30).map(lambda parts: "".join(parts).encode("utf-8", "replace")),
)


def check(source: Source) -> None:
    assert unicodedata.is_normalized("NFC", source.text)
    assert "\r" not in source.text
    assert "\x1b" not in source.text
    assert "\x00" not in source.text
    assert "\n\n\n" not in source.text
    assert source.text == source.text.strip(" \n\t")
    assert all(line == line.rstrip() for line in source.text.split("\n"))
    for heading in source.headings:
        assert 0 <= heading.start < heading.end <= len(source.text)
        assert "\n" not in source.text[heading.start : heading.end]
        assert heading.start == 0 or source.text[heading.start - 2 : heading.start] == "\n\n"
    for candidate in source.candidates:
        assert candidate.value == " ".join(candidate.value.split())
        assert "\x1b" not in candidate.value


@pytest.mark.parametrize("reader", [text.read, markdown.read, html.read])
@given(data=BYTES)
@settings(max_examples=120, deadline=None)
def test_any_bytes_give_a_source_or_a_source_error(reader: object, data: bytes) -> None:
    try:
        source = reader(data, "file")  # type: ignore[operator]
    except SourceError:
        return
    check(source)


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("a.txt", True),
        ("A.TXT", True),
        ("a.md", True),
        ("a.htm", True),
        ("a.pdf", True),
        ("a.doc", False),
        ("a", False),
        (".txt", False),
    ],
)
def test_suffixes(name: str, known: bool) -> None:
    assert supported(Path(name)) is known


@pytest.mark.parametrize(
    "path",
    ["x/a.txt", "a.b.TXT.gz", "x.txt/", "x.txt/.", ".txt", "new/1.M2P3.host:2,S", "x/mbox", "cur/a.txt", "..", ""],
)
def test_a_path_as_text_has_the_same_reader(path: str) -> None:
    assert reader_of(path) is reader_of(PurePath(path))
    stem, suffix = parted(PurePath(path).name)
    assert (stem, suffix) == (PurePath(path).stem, PurePath(path).suffix)


@given(st.text("\t\n\r a\x00\x1b\x7f\x85\u00a0\u200b\ue000é", max_size=30))
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    """ASCII is told by its bytes; neither way may let through what the other would change."""
    tidy = clean(text)
    assert clean(tidy) == tidy
    assert clean(f"{text}\ue000") == f"{tidy}\ue000"


def test_suffixes_belong_to_one_reader() -> None:
    suffixes = [suffix for reader in READERS for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_unknown_type_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "a.xyz"
    path.write_text("plain words")
    with pytest.raises(SourceError, match=r"a\.xyz is of a type that is not read"):
        read(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [("a.DOC", "DOCX"), ("a.xls", "CSV"), ("a.pptx", "PDF"), ("a.fb2", "EPUB"), ("a.mp3", "subtitles"), ("a", "PDF")],
)
def test_what_is_not_read_has_a_way_to_be_read(name: str, words: str) -> None:
    assert words in advice(Path(name))
    assert "dossier.yaml" in advice(Path(name))


def test_page_saved_as_text_is_read_as_a_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("<!DOCTYPE html><html><head><title>A dam</title></head><body><p>It stands.</p></body></html>")
    assert read(path).text == "It stands."


def test_pipes_folders_and_missing_files_are_source_errors(tmp_path: Path) -> None:
    folder = tmp_path / "folder.txt"
    folder.mkdir()
    pipe = tmp_path / "pipe.txt"
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
    for path in (folder, pipe, tmp_path / "missing.txt"):
        with pytest.raises(SourceError):
            read(path)
